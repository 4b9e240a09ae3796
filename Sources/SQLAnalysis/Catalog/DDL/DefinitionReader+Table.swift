// CREATE TABLE and CREATE FOREIGN TABLE, their columns and the clauses behind them.

extension DefinitionReader {
    /// Reads a `CreateStmt`.
    mutating func table(_ node: Node) throws(Refusal) -> NewTable {
        guard node.tag == .createStmt else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            // Where rows are stored, and what happens to a temporary table at commit.
            try fields.disregard(.tablespacename, .accessMethod, .oncommit)
            setAside(try fields.list(.options), as: "storage parameters")
            let target = try fields.require(.relation)
            var relation = CatalogRelation(try relationName(target), kind: .table)
            relation.persistence = try persistence(of: target)
            for parent in try fields.list(.inhRelations) { relation.parents.append(try relationName(parent)) }
            relation.partitionBound = try fields.node(.partbound).map { node throws(Refusal) in try partitionBound(node)
            }
            relation.partitionKey = try fields.node(.partspec).map { node throws(Refusal) in try partitionKey(node) }
            if let type = try fields.node(.ofTypename) { relation.rowType = try self.type(type).userType }
            var table = NewTable(relation: relation, ifNotExists: try fields.flag(.ifNotExists))
            for element in try fields.list(.tableElts) {
                table.elements.append(try tableElement(element, isTyped: relation.rowType != nil))
            }
            // The parser leaves constraints among the elements; this list is filled later in the server.
            for constraint in try fields.list(.constraints) { throw constraint.refusal }
            return table
        }
    }

    /// Reads a `CreateForeignTableStmt`.
    mutating func foreignTable(_ node: Node) throws(Refusal) -> NewTable {
        try node.reading { fields throws(Refusal) in
            setAside(try fields.list(.options), as: "options of foreign tables")
            var table = try table(try fields.require(.baseStmt))
            let inner = table.relation
            table.relation = CatalogRelation(inner.name, kind: .foreignTable)
            table.relation.persistence = inner.persistence
            table.relation.parents = inner.parents
            table.relation.partitionBound = inner.partitionBound
            table.relation.server = try fields.requireText(.servername)
            return table
        }
    }

    /// Whether a relation that is made is kept.
    func persistence(of relation: Node) throws(Refusal) -> CatalogPersistence {
        var fields = Fields(relation)
        switch try fields.text(.relpersistence) {
        case "t": return .temporary
        case "u": return .unlogged
        case "p", nil: return .permanent
        case .some: throw Refusal(.unknownConstant, "a persistence that is not understood", at: relation.range)
        }
    }

    private mutating func tableElement(_ node: Node, isTyped: Bool) throws(Refusal) -> TableElement {
        switch node.tag {
        case .columnDef:
            let column = try column(node)
            return column.column.type == nil || isTyped ? .options(column) : .column(column)
        case .constraint: return .constraint(try tableConstraint(node))
        case .tableLikeClause:
            return try node.reading { fields throws(Refusal) in
                try fields.disregard(.relationOid)
                return .like(
                    try relationName(try fields.require(.relation)),
                    LikeOptions(rawValue: try fields.integer(.options))
                )
            }
        case .some, .none: throw node.refusal
        }
    }

    /// Reads a `ColumnDef`; the type is nil where the statement gives none.
    mutating func column(_ node: Node) throws(Refusal) -> ColumnDefinition {
        guard node.tag == .columnDef else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            // How values are stored, and marks that the raw parser sets alike in every column.
            try fields.disregard(.storage, .compression, .isLocal, .inhcount, .isFromType, .collOid, .location)
            setAside(try fields.list(.fdwoptions), as: "options of foreign columns")
            var definition = ColumnDefinition(
                column: CatalogColumn(try fields.text(.colname) ?? "", type: nil, notNull: try fields.flag(.isNotNull))
            )
            if let type = try fields.node(.typeName) {
                let spelling = try self.type(type)
                definition.column.type = spelling.text
                definition.column.userType = spelling.userType
                if spelling.isSerial {
                    definition.column.notNull = true
                    definition.sequence = .unnamed
                }
            }
            if let clause = try fields.node(.collClause) { definition.column.collation = try collation(clause) }
            try attributes(try fields.list(.constraints), of: &definition)
            return definition
        }
    }

    private func collation(_ node: Node) throws(Refusal) -> String {
        guard node.tag == .collateClause else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            try fields.disregard(.location)
            return try lower.name(try fields.list(.collname)).description
        }
    }

    /// Reads a `PartitionBoundSpec`; its values only have to be there.
    func partitionBound(_ node: Node) throws(Refusal) -> CatalogPartitionBound {
        guard node.tag == .partitionBoundSpec else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            try fields.disregard(.location, .modulus, .remainder)
            // The values are constants, or expressions that are computed once, here and now.
            _ = try Mentions(try fields.list(.listdatums))
            _ = try Mentions(try fields.list(.lowerdatums))
            _ = try Mentions(try fields.list(.upperdatums))
            let strategy = try fields.text(.strategy)
            if try fields.flag(.isDefault) { return .default }
            switch strategy {
            case "l": return .list
            case "r": return .range
            case "h": return .hash
            case .some, .none: throw Refusal(.unknownConstant, "a partition bound of unknown kind", at: node.range)
            }
        }
    }

    private func partitionKey(_ node: Node) throws(Refusal) -> CatalogPartitionKey {
        guard node.tag == .partitionSpec else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            try fields.disregard(.location)
            guard let strategy = PartitionStrategy(rawValue: (try fields.text(.strategy) ?? "").lowercased()) else {
                throw Refusal(.unknownConstant, "a partition strategy that is not understood", at: node.range)
            }
            var key = CatalogPartitionKey(strategy, columns: [])
            for element in try fields.list(.partParams) {
                try element.reading { fields throws(Refusal) in
                    try fields.disregard(.location)
                    _ = try lower.strings(try fields.list(.collation))
                    _ = try lower.strings(try fields.list(.opclass))
                    if let name = try fields.text(.name) { key.columns.append(name) }
                    if let expression = try fields.node(.expr) { key.expressions.append(try mentions(expression)) }
                }
            }
            return key
        }
    }
}
