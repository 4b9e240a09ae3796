// CREATE TABLE, CREATE FOREIGN TABLE, TRUNCATE, and the columns of tables and composite types.

extension Lower {
    /// Reads a `CreateStmt`.
    func createTable(_ node: Node) throws(Refusal) -> Utility {
        var result = Utility(verb: "CREATE TABLE", statementClass: .schemaChange)
        try tableDefinition(node, .table, into: &result)
        return result
    }

    /// Reads a `CreateForeignTableStmt`: a table whose rows another server has.
    func createForeignTable(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            var result = Utility(verb: "CREATE FOREIGN TABLE", statementClass: .schemaChange)
            try tableDefinition(try fields.require(.baseStmt), .foreignTable, into: &result)
            result.affect(.server, .server, named: try fields.requireText(.servername))
            try foreignOptions(try fields.list(.options))
            return result
        }
    }

    private func tableDefinition(_ node: Node, _ kind: ObjectKind, into result: inout Utility) throws(Refusal) {
        guard node.tag == .createStmt else { throw node.refusal }
        try node.reading { fields throws(Refusal) in
            // What happens to rows at commit, how rows are stored, and IF NOT EXISTS.
            try fields.disregard(.oncommit, .accessMethod, .ifNotExists)
            let created = try newName(try fields.require(.relation))
            result.affect(.schemaChange, created, as: kind)
            let table = ConstrainedTable(reference: created, exists: false)
            for element in try fields.list(.tableElts) { try tableElement(element, of: table, into: &result) }
            for node in try fields.list(.constraints) { try constraint(node, on: table, into: &result) }
            // A parent's queries see the rows of its children.
            for parent in try all(try fields.list(.inhRelations), relation) { result.affect(.schemaChange, parent) }
            if let bound = try fields.node(.partbound) { try partitionBound(bound, into: &result) }
            if let key = try fields.node(.partspec) { try partitionKey(key, into: &result) }
            if let type = try fields.node(.ofTypename) { result.types.append(try self.type(type)) }
            result.expressions += try all(try fields.list(.options), storageOption).compactMap(\.self)
            try tablespace(try fields.text(.tablespacename), into: &result)
        }
    }

    /// Reads the `RangeVar` of a relation that is created; a temporary one is in `pg_temp`, as PostgreSQL calls it.
    func newName(_ node: Node) throws(Refusal) -> RelationReference {
        let reference = try relation(node)
        guard try isTemporary(node), reference.name.schema == nil else { return reference }
        return RelationReference(
            name: QualifiedName(schema: "pg_temp", reference.name.name),
            inherits: reference.inherits,
            alias: reference.alias,
            offset: reference.offset
        )
    }

    /// Adds the effect of placing files in a tablespace.
    func tablespace(_ name: String?, into result: inout Utility) throws(Refusal) {
        if let name { result.affect(.server, .tablespace, named: name) }
    }

    private func tableElement(
        _ node: Node,
        of table: ConstrainedTable,
        into result: inout Utility
    ) throws(Refusal) {
        switch node.tag {
        case .columnDef: _ = try tableColumn(node, of: table, into: &result)
        case .constraint: try constraint(node, on: table, into: &result)
        case .tableLikeClause: try like(node, into: &result)
        case .some, .none: throw node.refusal  // lint: a table has columns, constraints and LIKE
        }
    }

    /// LIKE needs the right to read the other table, and copies none of its rows.
    private func like(_ node: Node, into result: inout Utility) throws(Refusal) {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.options, .relationOid)  // which properties; the analyzer's number of the table
            result.affect(.read, try relation(try fields.require(.relation)))
        }
    }

    /// Reads a `ColumnDef` of a table, foreign table or composite type; the column's name.
    func tableColumn(
        _ node: Node,
        of table: ConstrainedTable?,
        into result: inout Utility
    ) throws(Refusal) -> String {
        guard node.tag == .columnDef else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            // How values are stored; what the analyzer fills in later and the raw parser leaves alone.
            try fields.disregard(
                .compression,
                .inhcount,
                .isLocal,
                .isNotNull,
                .isFromType,
                .storage,
                .identity,
                .generated,
                .collOid,
                .location
            )
            let name = try fields.requireText(.colname)
            if let type = try fields.node(.typeName) { result.types.append(try self.type(type)) }
            if let clause = try fields.node(.collClause) { try collation(clause) }
            var owner = table
            owner?.column = name
            for node in try fields.list(.constraints) { try constraint(node, on: owner, into: &result) }
            try foreignOptions(try fields.list(.fdwoptions))
            return name
        }
    }

    /// Reads a `CollateClause` without a value: the name of a collation, which decides how values sort.
    func collation(_ node: Node) throws(Refusal) {
        guard node.tag == .collateClause else { throw node.refusal }
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.location)
            _ = try name(try fields.list(.collname))
        }
    }

    /// Reads the OPTIONS of foreign data; their values go to the wrapper and are never shown.
    func foreignOptions(_ list: NodeList) throws(Refusal) {
        for option in try options(list) { try option.plain() }
    }

    /// Reads a `TruncateStmt`. RESTART IDENTITY alters the sequences that the tables own, which the text does not name.
    func truncate(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            var result = Utility(verb: "TRUNCATE TABLE", statementClass: .delete)
            for table in try all(try fields.list(.relations), relation) {
                result.affect(.delete, table, columns: .every, bound: .wholeTable("TRUNCATE"))
            }
            if try fields.flag(.restartSeqs) { result.affect(.schemaChange, nil) }
            result.cascades = try cascades(&fields)
            return result
        }
    }

    /// Takes a statement's drop behavior: whether it says CASCADE.
    func cascades(_ fields: inout Fields) throws(Refusal) -> Bool {
        let behavior: DropBehavior = try fields.constant(.behavior)
        switch behavior {
        case .restrict: return false
        case .cascade: return true
        }
    }
}
