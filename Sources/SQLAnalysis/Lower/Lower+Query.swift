// SELECT, VALUES, set operations and WITH. PostgreSQL: analyze.c, transformSelectStmt and its siblings.

extension Lower {
    /// Reads a `SelectStmt`.
    func query(_ node: Node) throws(Refusal) -> Query {
        guard node.tag == .selectStmt else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            let with = try fields.node(.withClause).map(with)
            let body: QueryBody
            let operation: SetOperation = try fields.constant(.op)
            let rows = try fields.list(.valuesLists)
            if operation != .none {
                body = .setOperation(
                    operation,
                    all: try fields.flag(.all),
                    try query(try fields.require(.larg)),
                    try query(try fields.require(.rarg))
                )
            } else if !rows.isEmpty {
                body = .values(try all(rows, items))
            } else {
                body = .select(try select(&fields))
            }
            let limitKind: LimitKind = try fields.constant(.limitOption)
            let count = try fields.node(.limitCount).map(expression)
            let skip = try fields.node(.limitOffset).map(expression)
            return Query(
                with: with,
                body: body,
                sort: try expressions(try fields.list(.sortClause)),
                limit: [count, skip].compactMap(\.self),
                limitCount: limitKind == .count ? count : nil,
                locking: try all(try fields.list(.lockingClause), locking),
                offset: node.start
            )
        }
    }

    private func select(_ fields: inout Fields) throws(Refusal) -> Select {
        var distinct = false
        var distinctOn: [Expression] = []
        for item in try fields.list(.distinctClause) {
            // DISTINCT without expressions is a list of one NULL (gram.y, distinct_clause).
            if item.tag == .empty { distinct = true } else { distinctOn.append(try expression(item)) }
        }
        try fields.disregard(.groupDistinct)
        var windows: [Expression] = []
        for item in try fields.list(.windowClause) { windows += try window(item) }
        return Select(
            targets: try all(try fields.list(.targetList), target),
            into: try fields.node(.intoClause).map(newRelation),
            from: try all(try fields.list(.fromClause), fromItem),
            condition: try fields.node(.whereClause).map(expression),
            distinct: distinct,
            distinctOn: distinctOn,
            group: try expressions(try fields.list(.groupClause)),
            having: try fields.node(.havingClause).map(expression),
            windows: windows
        )
    }

    /// Reads a `ResTarget`: an output column, an inserted column, or an assignment.
    func target(_ node: Node) throws(Refusal) -> Target {
        guard node.tag == .resTarget else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            Target(
                name: try fields.text(.name),
                indirection: try all(try fields.list(.indirection), indirectionStep),
                value: try fields.node(.val).map(expression),
                offset: try fields.location()
            )
        }
    }

    /// Reads a `WithClause`.
    func with(_ node: Node) throws(Refusal) -> With {
        guard node.tag == .withClause else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            try fields.disregard(.location)
            return With(
                recursive: try fields.flag(.recursive),
                tables: try all(try fields.list(.ctes), commonTable)
            )
        }
    }

    private func commonTable(_ node: Node) throws(Refusal) -> CommonTable {
        guard node.tag == .commonTableExpr else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            // MATERIALIZED changes the plan alone; the others are the analyzer's.
            try fields.disregard(.ctematerialized, .cterecursive, .cterefcount)
            let columns = try strings(try fields.list(.aliascolnames))
            var added: [String] = []
            if let search = try fields.node(.searchClause) { added += try searchClause(search) }
            var compared: [String] = []
            if let cycle = try fields.node(.cycleClause) { added += try cycleClause(cycle, &compared) }
            return CommonTable(
                name: try fields.requireText(.ctename),
                columns: columns,
                added: added,
                compared: compared,
                statement: try statement(try fields.require(.ctequery)),
                offset: try fields.location()
            )
        }
    }

    /// SEARCH names columns of the table itself and adds one.
    private func searchClause(_ node: Node) throws(Refusal) -> [String] {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.location, .searchBreadthFirst)
            _ = try strings(try fields.list(.searchColList))
            return [try fields.requireText(.searchSeqColumn)]
        }
    }

    /// CYCLE names columns of the table itself, adds two, and may hold two constants.
    private func cycleClause(_ node: Node, _ compared: inout [String]) throws(Refusal) -> [String] {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(
                .location,
                .cycleMarkType,
                .cycleMarkTypmod,
                .cycleMarkCollation,
                .cycleMarkNeop
            )
            compared = try strings(try fields.list(.cycleColList))
            for mark in [try fields.node(.cycleMarkValue), try fields.node(.cycleMarkDefault)].compactMap(\.self) {
                switch try expression(mark) {
                case .literal, .cast(.literal, _): continue
                case .column, .parameter, .call, .operation, .logic, .subquery, .cast, .nullTest, .booleanTest, .list,
                    .row, .array, .indirection, .conditional, .construct, .setToDefault, .currentOf:
                    throw Refusal(.unsupportedConstruct, "a cycle mark that is not a constant", at: mark.range)
                }
            }
            return [try fields.requireText(.cycleMarkColumn), try fields.requireText(.cyclePathColumn)]
        }
    }

    /// Reads an `IntoClause`.
    func newRelation(_ node: Node) throws(Refusal) -> NewRelation {
        guard node.tag == .intoClause else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            // What happens at commit and where and how rows are stored; WITH NO DATA still plans the query.
            try fields.disregard(.onCommit, .accessMethod, .tableSpaceName, .skipData)
            let relation = try fields.require(.rel)
            let reference = try self.relation(relation)
            return NewRelation(
                name: reference.name,
                temporary: try isTemporary(relation),
                columns: try strings(try fields.list(.colNames)),
                options: try all(try fields.list(.options), storageOption).compactMap(\.self),
                offset: reference.offset
            )
        }
    }

    /// Reads a `DefElem` of a WITH (...) list: its value when it has one that is an expression.
    func storageOption(_ node: Node) throws(Refusal) -> Expression? {
        guard node.tag == .defElem else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            try fields.disregard(.location, .defnamespace, .defname, .defaction)
            guard let argument = try fields.node(.arg) else { return nil }
            switch argument.tag {
            case .string:
                _ = try string(argument)
                return nil
            case .integer:
                try argument.reading { fields throws(Refusal) in try fields.disregard(.ival) }
                return nil
            case .float:
                try argument.reading { fields throws(Refusal) in try fields.disregard(.fval) }
                return nil
            case .boolean:
                try argument.reading { fields throws(Refusal) in try fields.disregard(.boolval) }
                return nil
            case .typeName:
                _ = try type(argument)
                return nil
            case .some, .none: return try expression(argument)
            }
        }
    }

    private func locking(_ node: Node) throws(Refusal) -> Locking {
        guard node.tag == .lockingClause else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            try fields.disregard(.waitPolicy)
            let strength: LockStrength = try fields.constant(.strength)
            return Locking(
                names: try all(try fields.list(.lockedRels), relation).map(\.name.name),
                strength: strength.spelling
            )
        }
    }
}

/// LIMIT, or FETCH ... WITH TIES, which can return more rows than its count.
enum LimitKind: String, GrammarConstant {
    case none = "LIMIT_OPTION_DEFAULT"
    case count = "LIMIT_OPTION_COUNT"
    case withTies = "LIMIT_OPTION_WITH_TIES"
    static let table = ConstantTable<LimitKind>("LimitOption")
}

/// The strengths of FOR UPDATE and its kind.
enum LockStrength: String, GrammarConstant {
    case keyShare = "LCS_FORKEYSHARE"
    case share = "LCS_FORSHARE"
    case noKeyUpdate = "LCS_FORNOKEYUPDATE"
    case update = "LCS_FORUPDATE"
    static let table = ConstantTable<LockStrength>("LockClauseStrength")

    /// As SQL spells it after FOR.
    var spelling: String {
        switch self {
        case .keyShare: "KEY SHARE"
        case .share: "SHARE"
        case .noKeyUpdate: "NO KEY UPDATE"
        case .update: "UPDATE"
        }
    }
}
