// CREATE TABLE and CREATE FOREIGN TABLE, their columns and the clauses behind them.

extension DefinitionReader {
    /// Reads a `CreateStmt`.
    mutating func table(_ node: Node) throws(Refusal) -> NewTable {
        guard node.tag == .createStmt else { throw node.refusal }
        var table = NewTable(relation: CatalogRelation(QualifiedName(""), kind: .table))
        table.relation.columns.reserveCapacity(12)
        try node.eachField { field, at throws(Refusal) in
            switch field {
            case .relation:
                let target = try node.child(at)
                table.relation.name = try relationName(target)
                table.relation.persistence = try persistence(of: target)
            case .tableElts: try add(try node.child(at), to: &table)
            case .inhRelations: table.relation.parents.append(try relationName(try node.child(at)))
            case .partbound: table.relation.partitionBound = try partitionBound(try node.child(at))
            case .partspec: table.relation.partitionKey = try partitionKey(try node.child(at))
            case .ofTypename: table.relation.rowType = try type(try node.child(at)).userType
            case .options: setAside(try node.child(at), as: "storage parameters")
            case .ifNotExists: table.ifNotExists = try node.flag(at)
            // Where rows are stored, and what happens to a temporary table at commit.
            case .tablespacename, .accessMethod, .oncommit: try node.disregard(field, at)
            default: throw node.unread(field)  // lint: a field that is not read
            }
        }
        return table
    }

    /// Reads a `CreateForeignTableStmt`.
    mutating func foreignTable(_ node: Node) throws(Refusal) -> NewTable {
        try node.reading { fields throws(Refusal) in
            setAside(try fields.list(.options), as: "options of foreign tables")
            var table = try table(try fields.require(.baseStmt))
            table.relation.kind = .foreignTable
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

    private mutating func add(_ element: Node, to table: inout NewTable) throws(Refusal) {
        switch element.tag {
        case .columnDef:
            let definition = try column(element)
            if definition.column.type == nil {
                table.options.append(definition.column)
            } else {
                table.relation.columns.append(definition.column)
            }
            if definition.sequence != nil || !definition.constraints.isEmpty { table.definitions.append(definition) }
        case .constraint: table.constraints.append(try tableConstraint(element))
        case .tableLikeClause:
            let place = table.relation.columns.count
            let like = try element.reading { fields throws(Refusal) in
                try fields.disregard(.relationOid)
                return LikeClause(
                    source: try relationName(try fields.require(.relation)),
                    options: LikeOptions(rawValue: try fields.integer(.options)),
                    place: place
                )
            }
            table.likes.append(like)
        case .some, .none: throw element.refusal
        }
    }

    /// Reads a `ColumnDef`; the type is nil where the statement gives none.
    mutating func column(_ node: Node) throws(Refusal) -> ColumnDefinition {
        guard node.tag == .columnDef else { throw node.refusal }
        var name = ""
        var spelling: TypeSpelling?
        var attributes = ColumnAttributes()
        try node.eachField { field, at throws(Refusal) in
            switch field {
            case .colname: name = try node.text(at)
            case .typeName: spelling = try type(try node.child(at))
            case .collClause: attributes.collation = try collation(try node.child(at))
            case .isNotNull: attributes.notNull = true
            case .constraints: try add(try node.child(at), to: &attributes, of: name)
            case .fdwoptions: setAside(try node.child(at), as: "options of foreign columns")
            // How values are stored, and marks that the raw parser sets alike in every column.
            case .storage, .compression, .isLocal, .inhcount, .isFromType, .collOid, .location:
                try node.disregard(field, at)
            default: throw node.unread(field)  // lint: a field that is not read
            }
        }
        if spelling?.isSerial == true {
            attributes.notNull = true
            attributes.sequence = .unnamed
        }
        var column = CatalogColumn(
            name,
            type: spelling?.text,
            userType: spelling?.userType,
            notNull: attributes.notNull,
            defaultValue: attributes.defaultValue,
            generated: attributes.generated
        )
        if let collation = attributes.collation { column.collation = collation }
        if let identity = attributes.identity { column.identity = identity }
        return ColumnDefinition(column: column, constraints: attributes.constraints, sequence: attributes.sequence)
    }

    /// Reads a `CollateClause`; its name as SQL.
    func collation(_ node: Node) throws(Refusal) -> String {
        guard node.tag == .collateClause else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            try fields.disregard(.location)
            let name = try lower.name(try fields.list(.collname))
            return [name.catalog, name.schema, name.name].compactMap(\.self).map(TypeSpelling.quoted).joined(
                separator: "."
            )
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
