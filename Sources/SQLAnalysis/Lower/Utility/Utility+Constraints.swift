// Constraints of tables, columns and domains. PostgreSQL: parse_utilcmd.c, transformTableConstraint.

/// The table on which a constraint is declared.
struct ConstrainedTable: Sendable {
    let reference: RelationReference
    /// Whether it has rows already, which a new constraint is checked against.
    let exists: Bool
    /// The column in whose definition the constraint stands.
    var column: String?
}

/// The kinds of `Constraint`.
enum ConstraintKind: String, GrammarConstant {
    case null = "CONSTR_NULL"
    case notNull = "CONSTR_NOTNULL"
    case standard = "CONSTR_DEFAULT"
    case identity = "CONSTR_IDENTITY"
    case generated = "CONSTR_GENERATED"
    case check = "CONSTR_CHECK"
    case primary = "CONSTR_PRIMARY"
    case unique = "CONSTR_UNIQUE"
    case exclusion = "CONSTR_EXCLUSION"
    case foreign = "CONSTR_FOREIGN"
    case deferrable = "CONSTR_ATTR_DEFERRABLE"
    case notDeferrable = "CONSTR_ATTR_NOT_DEFERRABLE"
    case deferred = "CONSTR_ATTR_DEFERRED"
    case immediate = "CONSTR_ATTR_IMMEDIATE"
    static let table = ConstantTable<ConstraintKind>("ConstrType")
}

extension Lower {
    /// Reads a `Constraint`; `table` is nil for a domain's.
    func constraint(_ node: Node, on table: ConstrainedTable?, into result: inout Utility) throws(Refusal) {
        guard node.tag == .constraint else { throw node.refusal }
        try node.reading { fields throws(Refusal) in
            // When it is checked, and whether for rows and children that are there already.
            try fields.disregard(
                .deferrable,
                .initdeferred,
                .isNoInherit,
                .skipValidation,
                .initiallyValid,
                .generatedWhen,
                .nullsNotDistinct,
                .location
            )
            if let name = try fields.text(.conname), let table, table.exists {
                result.affect(.schemaChange, .constraint, named: name)
            }
            let kind: ConstraintKind = try fields.constant(.contype)
            switch kind {
            case .null, .notNull, .deferrable, .notDeferrable, .deferred, .immediate: break
            case .identity: try sequenceOptions(try fields.list(.options), into: &result)
            case .standard, .generated, .check: try checked(&fields, on: table, into: &result)
            case .primary, .unique: try keyed(&fields, on: table, into: &result)
            case .exclusion: try excluded(&fields, on: table, into: &result)
            case .foreign: try references(&fields, on: table, into: &result)
            }
        }
    }

    private func checked(
        _ fields: inout Fields,
        on table: ConstrainedTable?,
        into result: inout Utility
    ) throws(Refusal) {
        let node = try fields.require(.rawExpr)
        result.expressions.append(try expression(node))
        if let table, table.exists {
            try reads(table.reference, columnsIn: [node], into: &result)
        }
    }

    private func keyed(
        _ fields: inout Fields,
        on table: ConstrainedTable?,
        into result: inout Utility
    ) throws(Refusal) {
        let keys = try strings(try fields.list(.keys))
        _ = try strings(try fields.list(.including))
        try index(&fields, into: &result)
        guard let table, table.exists else { return }
        // USING INDEX leaves the columns out.
        if let column = table.column {
            result.affect(.read, table.reference, columns: .named([column]))
        } else {
            result.affect(.read, table.reference, columns: .listed(keys))
        }
    }

    private func excluded(
        _ fields: inout Fields,
        on table: ConstrainedTable?,
        into result: inout Utility
    ) throws(Refusal) {
        try fields.disregard(.accessMethod)  // how the index finds rows
        _ = try strings(try fields.list(.including))
        var columns: Columns = .none
        for exclusion in try fields.list(.exclusions) {
            columns.formUnion(try self.exclusion(exclusion, of: table?.reference.name, into: &result))
        }
        if let predicate = try fields.node(.whereClause) {
            result.expressions.append(try expression(predicate))
            columns.formUnion(try self.columns(in: predicate, of: table?.reference.name))
        }
        try index(&fields, into: &result)
        if let table, table.exists { result.affect(.read, table.reference, columns: columns) }
    }

    /// An element of EXCLUDE: an index element and the operator that compares it.
    private func exclusion(
        _ node: Node,
        of table: QualifiedName?,
        into result: inout Utility
    ) throws(Refusal) -> Columns {
        guard node.tag == .list else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            var items = try fields.list(.items).makeIterator()
            guard let element = items.next(), let compared = items.next(), items.next() == nil else {
                throw node.refusal
            }
            _ = try name(try parts(compared), at: node.range)
            return try indexKey(element, of: table, into: &result)
        }
    }

    /// The index behind a constraint.
    private func index(_ fields: inout Fields, into result: inout Utility) throws(Refusal) {
        try fields.disregard(.resetDefaultTblspc)
        if let index = try fields.text(.indexname) { result.affect(.schemaChange, .index, named: index) }
        try tablespace(try fields.text(.indexspace), into: &result)
        result.expressions += try all(try fields.list(.options), storageOption).compactMap(\.self)
    }

    /// A foreign key binds both tables: rows of the other one are looked up, and cannot go as before.
    private func references(
        _ fields: inout Fields,
        on table: ConstrainedTable?,
        into result: inout Utility
    ) throws(Refusal) {
        try fields.disregard(.fkMatchtype, .fkUpdAction, .fkDelAction)  // asked of the catalog once it is there
        let own = try strings(try fields.list(.fkAttrs))
        let others = try strings(try fields.list(.pkAttrs))
        _ = try strings(try fields.list(.fkDelSetCols))
        // ALTER CONSTRAINT names no table.
        guard let node = try fields.node(.pktable) else { return }
        let other = try relation(node)
        result.affect(.schemaChange, other)
        result.affect(.read, other, columns: .listed(others))
        if let table, table.exists {
            result.affect(.read, table.reference, columns: .listed(table.column.map { [$0] } ?? own))
        }
    }
}
