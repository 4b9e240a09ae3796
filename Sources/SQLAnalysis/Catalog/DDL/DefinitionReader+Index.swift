// CREATE INDEX, CREATE STATISTICS and CREATE SEQUENCE.

extension DefinitionReader {
    /// Reads an `IndexStmt`.
    mutating func index(_ node: Node) throws(Refusal) -> NewIndex {
        var index = CatalogIndex("", .plain, columns: [])
        var included = CatalogIndex("", .plain, columns: [])
        var names: [String] = []
        var table: RelationTarget?
        var ifNotExists = false
        try node.eachField { field, at throws(Refusal) in
            switch field {
            case .idxname: index.name = try node.text(at)
            case .relation: table = try relationTarget(try node.child(at))
            case .accessMethod: index.method = try node.text(at)
            case .indexParams: try indexElement(try node.child(at), of: &index, &names)
            case .indexIncludingParams: try indexElement(try node.child(at), of: &included, &names)
            case .whereClause: index.predicate = try mentions(try node.child(at))
            case .unique: index.role = .unique
            case .nullsNotDistinct: index.nullsNotDistinct = try node.flag(at)
            case .ifNotExists: ifNotExists = try node.flag(at)
            case .options: setAside(try node.child(at), as: "storage parameters")
            // How it is built and stored, and what only later phases of the server fill.
            case .tableSpace, .idxcomment, .indexOid, .oldNode, .oldCreateSubid, .oldFirstRelfilenodeSubid,
                .transformed,
                .concurrent, .resetDefaultTblspc:
                try node.disregard(field, at)
            default: throw node.unread(field)  // lint: a field that is not read
            }
        }
        index.included = included.columns
        guard let table else { throw Refusal(.missingField, "an index without a table", at: node.range) }
        return NewIndex(
            definition: IndexDefinition(index: index, elementNames: index.expressions.isEmpty ? [] : names),
            table: table.name,
            recurses: table.recurses,
            ifNotExists: ifNotExists
        )
    }

    /// Reads an `IndexElem` into the index that it is part of, and adds its name. PostgreSQL: parse_utilcmd.c,
    /// transformIndexStmt, and indexcmds.c, ChooseIndexColumnNames.
    func indexElement(_ node: Node, of index: inout CatalogIndex, _ names: inout [String]) throws(Refusal) {
        guard node.tag == .indexElem else { throw node.refusal }
        try node.eachField { field, at throws(Refusal) in
            switch field {
            case .name:
                let name = try node.text(at)
                index.columns.append(name)
                names.append(name)
            case .expr:
                let expression = try node.child(at)
                index.expressions.append(try mentions(expression))
                names.append(try figuredName(expression)?.name ?? "expr")
            case .collation, .opclass:
                _ = try node.child(at).string()
                index.comparesDifferently = true
            // Parameters of the operator class: how it is stored.
            case .opclassopts: _ = try node.child(at)
            case .ordering, .nullsOrdering, .indexcolname: try node.disregard(field, at)
            default: throw node.unread(field)  // lint: a field that is not read
            }
        }
    }

    /// Reads a `CreateStatsStmt`.
    func statistics(_ node: Node) throws(Refusal) -> Definition {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.stxcomment, .transformed)
            _ = try lower.strings(try fields.list(.statTypes))
            let names = try fields.list(.defnames)
            guard let relation = try fields.list(.relations).only, !names.isEmpty else {
                throw Refusal(.unsupportedConstruct, "statistics without a name, or not on one table", at: node.range)
            }
            var columns: Set<String> = []
            var expression = CatalogExpression.constant
            for element in try fields.list(.exprs) {
                try element.reading { fields throws(Refusal) in
                    if let name = try fields.text(.name) { columns.insert(name) }
                    guard let part = try fields.node(.expr) else { return }
                    let found = try mentions(part)
                    expression.columns.formUnion(found.columns)
                    expression.routines += found.routines
                    expression.types += found.types
                }
            }
            if !columns.isEmpty { expression.columns.formUnion(.named(columns)) }
            return .statistics(
                CatalogStatistics(try lower.name(names), expression),
                on: try relationName(relation),
                ifNotExists: try fields.flag(.ifNotExists)
            )
        }
    }

    /// Reads a `CreateSeqStmt`.
    mutating func sequence(_ node: Node) throws(Refusal) -> NewSequence {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.ownerId, .forIdentity)
            let target = try fields.require(.sequence)
            return NewSequence(
                name: try relationName(target),
                persistence: try persistence(of: target),
                owner: try sequenceOwner(try fields.list(.options)),
                ifNotExists: try fields.flag(.ifNotExists)
            )
        }
    }

    /// Reads an `AlterSeqStmt`: only who owns it matters here.
    mutating func alterSequence(_ node: Node) throws(Refusal) -> [Definition] {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.forIdentity, .missingOk)
            let owner = try sequenceOwner(try fields.list(.options))
            let name = try relationName(try fields.require(.sequence))
            return owner == .unsaid ? [.ofNoInterest("ALTER SEQUENCE")] : [.alterSequence(name, owner: owner)]
        }
    }

    private func sequenceOwner(_ options: NodeList) throws(Refusal) -> SequenceOwner {
        var owner = SequenceOwner.unsaid
        for node in options {
            let (name, argument) = try option(node)
            // The other options are where it starts and how it steps.
            guard name == "owned_by", let argument else { continue }
            let column = try nameList(argument)
            if column.schema == nil {
                // OWNED BY NONE.
                owner = .none
            } else if let table = column.schema {
                let tableName = QualifiedName(schema: column.catalog, table)
                owner = .column(CatalogSequenceOwner(table: tableName, column: column.name))
            }
        }
        return owner
    }
}
