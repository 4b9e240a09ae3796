// FROM. PostgreSQL: parse_clause.c, transformFromClauseItem.

extension Lower {
    /// Reads an element of FROM, USING or a join.
    func fromItem(_ node: Node) throws(Refusal) -> FromItem {
        switch node.tag {
        case .rangeVar: .relation(try relation(node))
        case .rangeSubselect: try subselect(node)
        case .rangeFunction: try functions(node)
        case .rangeTableFunc: try tableFunction(node)
        case .joinExpr: .join(try join(node))
        case .rangeTableSample: try sample(node)
        case .some, .none: throw node.refusal  // lint: nothing else stands in FROM
        }
    }

    private func subselect(_ node: Node) throws(Refusal) -> FromItem {
        try node.reading { fields throws(Refusal) in
            .subquery(
                try query(try fields.require(.subquery)),
                try fields.node(.alias).map(alias),
                lateral: try fields.flag(.lateral)
            )
        }
    }

    /// `f(...)` and `ROWS FROM (f(...), g(...) AS (a int))`: a list of pairs of a call and its column definitions.
    private func functions(_ node: Node) throws(Refusal) -> FromItem {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.lateral, .ordinality, .isRowsfrom)
            var calls: [Expression] = []
            var types: [TypeReference] = []
            for pair in try fields.list(.functions) {
                guard pair.tag == .list else { throw pair.refusal }
                try pair.reading { inner throws(Refusal) in
                    let items = Array(try inner.list(.items))
                    guard items.count == 2 else { throw pair.refusal }
                    calls.append(try expression(items[0]))
                    // Without column definitions the second of the pair is NULL (gram.y, rowsfrom_item).
                    guard items[1].tag != .empty else { return }
                    guard items[1].tag == .list else { throw items[1].refusal }
                    types += try items[1].reading { fields throws(Refusal) in
                        try all(try fields.list(.items), columnDefinition)
                    }
                }
            }
            types += try all(try fields.list(.coldeflist), columnDefinition)
            return .functions(calls, try fields.node(.alias).map(alias), types: types)
        }
    }

    /// A `ColumnDef` of a column definition list: a name and a type, and nothing that CREATE TABLE would add.
    private func columnDefinition(_ node: Node) throws(Refusal) -> TypeReference {
        guard node.tag == .columnDef else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            try fields.disregard(.location, .colname, .isLocal)
            if let clause = try fields.node(.collClause) {
                try clause.reading { fields throws(Refusal) in
                    try fields.disregard(.location)
                    _ = try name(try fields.list(.collname))
                }
            }
            return try type(try fields.require(.typeName))
        }
    }

    /// XMLTABLE.
    private func tableFunction(_ node: Node) throws(Refusal) -> FromItem {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.location, .lateral)
            var parts = [try expression(try fields.require(.docexpr)), try expression(try fields.require(.rowexpr))]
            var types: [TypeReference] = []
            parts += try expressions(try fields.list(.namespaces))
            for column in try fields.list(.columns) {
                guard column.tag == .rangeTableFuncCol else { throw column.refusal }
                try column.reading { fields throws(Refusal) in
                    try fields.disregard(.location, .colname, .forOrdinality, .isNotNull)
                    if let name = try fields.node(.typeName) { types.append(try type(name)) }
                    if let path = try fields.node(.colexpr) { parts.append(try expression(path)) }
                    if let otherwise = try fields.node(.coldefexpr) { parts.append(try expression(otherwise)) }
                }
            }
            return .tableFunction(parts, try fields.node(.alias).map(alias), types: types)
        }
    }

    private func join(_ node: Node) throws(Refusal) -> Join {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.rtindex)  // the analyzer's
            return Join(
                kind: try fields.constant(.jointype),
                natural: try fields.flag(.isNatural),
                using: try strings(try fields.list(.usingClause)),
                usingAlias: try fields.node(.joinUsingAlias).map(alias)?.name,
                condition: try fields.node(.quals).map(expression),
                left: try fromItem(try fields.require(.larg)),
                right: try fromItem(try fields.require(.rarg)),
                alias: try fields.node(.alias).map(alias)
            )
        }
    }

    private func sample(_ node: Node) throws(Refusal) -> FromItem {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.location)
            var arguments = try expressions(try fields.list(.args))
            if let seed = try fields.node(.repeatable) { arguments.append(try expression(seed)) }
            return .sample(
                try fromItem(try fields.require(.relation)),
                method: try name(try fields.list(.method)),
                arguments
            )
        }
    }
}
