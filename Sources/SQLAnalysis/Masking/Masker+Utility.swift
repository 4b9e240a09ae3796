// Other statements: what they contain is walked; COPY of a relation becomes COPY of a query; definitions stay away from
// protected relations.

extension Masker {
    mutating func utility(_ utility: Utility) throws(Refusal) -> MaskOutputs {
        switch utility.statementClass {
        case .schemaChange, .privilegeChange, .maintenance: writing = utility.verb
        case .read, .insert, .update, .delete, .merge, .session, .transaction, .cursor, .copy, .procedural, .server,
            .unknown:
            break
        }
        if let name = utility.binding?.executed { try execute(name, utility) }
        _ = try expressions(utility.expressions, MaskLevel(parent: nil), MaskTables())
        var outputs = MaskOutputs()
        for nested in utility.nested { outputs = outputs.beside(try statement(nested.statement, MaskTables(), nil)) }
        if let copied = utility.copied { outputs = try copy(copied) }
        return outputs
    }

    /// A statement that was prepared under another policy or catalog was not masked as this one asks for.
    private func execute(_ name: String, _ utility: Utility) throws(Refusal) {
        guard meanings.names.isMasked(name, under: protection.mark) else {
            throw Refusal(
                .unknownPreparedStatement,
                "the prepared statement \(name) was not prepared under the policy and catalog in force",
                hint: "prepare it again under another name"
            )
        }
    }

    private mutating func copy(_ copied: CopiedRelation) throws(Refusal) -> MaskOutputs {
        let reference = copied.relation
        switch try relation(reference.name, at: reference.offset) {
        case .free(let schema):
            try qualify(reference.name, with: schema, at: reference.offset)
            return MaskOutputs()
        case .known(let known):
            if copied.writes { return try copyFrom(known, copied) }
            let view = try self.view(known, at: reference.offset)
            guard let source = view.source else {
                try qualify(reference.name, with: known.name.schema ?? "public", at: reference.offset)
                return MaskOutputs()
            }
            touched.insert(known.name)
            // COPY leaves out what is computed, and the tables that inherit; of a partitioned table it is an error.
            let listed = copied.columns.isEmpty ? known.columns.filter { !$0.isGenerated }.map(\.name) : copied.columns
            for name in copied.columns where view.outputs.denies(name) {
                throw Refusal(.deniedColumn, "the column \(known.name).\(name) may not be named").at(
                    reference.offset
                )
            }
            let only = MaskedSource(head: source.head, relation: "ONLY " + source.relation, tail: source.tail)
            try splices.add(
                .copy(
                    known.kind == .table && known.partitionKey == nil ? only : source,
                    columns: listed.map(TypeSpelling.quoted).joined(separator: ", ")
                ),
                at: reference.offset
            )
            return MaskOutputs(
                columns: listed.map { MaskOutput(name: $0, taint: view.outputs.column($0) ?? .none) }
            )
        }
    }

    private mutating func copyFrom(_ known: CatalogRelation, _ copied: CopiedRelation) throws(Refusal) -> MaskOutputs {
        writing = "COPY"
        let targets = copied.columns.map { Target(name: $0, indirection: [], value: nil, offset: nil) }
        let columns = targets.isEmpty ? nil : targets
        return try insert(
            Insert(with: nil, target: copied.relation, columns: columns, source: nil, conflict: nil, returning: []),
            MaskTables()
        )
    }

    /// Refuses what a statement does beside reading and writing rows, where that could carry protected values elsewhere.
    func check(_ effects: [Effect], of statement: Statement) throws(Refusal) {
        // GRANT and REVOKE on relations name roles too.
        let concernsRelation = effects.contains { $0.effectClass == .privilegeChange && $0.isOnRelation }
        for effect in effects where effect.effectClass != .privilegeChange || !concernsRelation { try check(effect) }
        guard case .utility(let utility) = statement, !Masker.walked.contains(utility.verb) else { return }
        for effect in effects {
            guard !Masker.harmless.contains(effect.verb), let object = effect.object,
                let name = protectedRelation(object)
            else { continue }
            throw Refusal(
                .protectedDefinition,
                "\(effect.verb) on \(name), which has masked columns",
                at: effect.range
            )
        }
    }

    /// Notes the protected relations of statements that were prepared before.
    mutating func touch(_ effects: [Effect]) {
        touched.formUnion(effects.compactMap { effect in effect.object.flatMap { protectedRelation($0) } })
    }

    private func check(_ effect: Effect) throws(Refusal) {
        switch effect.effectClass {
        case .procedural, .unknown:
            let what = effect.object.map { "\($0.kind.rawValue) \($0.name)" } ?? effect.verb
            throw Refusal(
                .notMaskable,
                "\(what) may do anything, also show columns that are masked",
                at: effect.range,
                hint: "use functions of PostgreSQL itself"
            )
        case .server:
            guard effect.object?.name.name.hasPrefix("pg_sleep") != true else { return }
            throw Refusal(
                .showsData,
                "\(effect.spokenObject) reaches files, other sessions or the server, past the masks",
                at: effect.range
            )
        case .schemaChange:
            guard !Masker.definitions.contains(effect.verb) else { return }
            throw Refusal(
                .protectedDefinition,
                "\(effect.verb) may carry values of masked columns elsewhere",
                at: effect.range
            )
        case .privilegeChange where effect.object?.kind == .setting: try checkSetting(effect)
        case .privilegeChange:
            let message = "\(effect.verb) changes rights where columns are masked"
            throw Refusal(.protectedDefinition, message, at: effect.range)
        case .session: try checkSetting(effect)
        case .read, .insert, .update, .delete, .merge, .transaction, .cursor, .copy, .maintenance: return
        }
    }

    /// Refuses settings that say who one is, or what the server protects.
    private func checkSetting(_ effect: Effect) throws(Refusal) {
        guard let object = effect.object, object.kind == .setting, !Masker.dumps.contains(object.name.name),
            !["SHOW", "RESET", "DISCARD ALL"].contains(effect.verb)
        else { return }
        switch Settings.classOf(object.name.name) {
        case .ordinary, .tuning, .transaction, .namespace, .pinned: return
        case .identity, .security, .server, .unknown:
            throw Refusal(
                .protectedDefinition,
                "\(effect.verb) of \(object.name) where columns are masked",
                at: effect.range
            )
        }
    }

    /// The protected relation that an object is or belongs to; with a bare name that is not certain, any of that name.
    private func protectedRelation(_ object: ObjectReference) -> QualifiedName? {
        let name = object.name
        if protection.relations[name] != nil { return name }
        let owner = QualifiedName(schema: name.catalog ?? name.schema, name.schema ?? name.name)
        if name.schema != nil, protection.relations[owner] != nil { return owner }
        guard CatalogSnapshot.relationKinds.contains(object.kind) else { return nil }
        let known = meanings.relation(name) ?? (name.schema == nil ? nil : protection.catalog.relation(name))
        if let known { return protection.behind(known).first }
        if name.schema != nil { return nil }
        return protection.relations.keys.first { $0.name == name.name }
    }

    /// What pg_dump sets. With row_security off the server fails where policies would leave rows out, and the other one only
    /// forbids: nothing more is seen.
    private static let dumps: Set<String> = ["restrict_nonsystem_relation_kind", "row_security"]
    /// Statements whose parts are walked.
    private static let walked: Set<String> = ["COPY", "EXPLAIN", "PREPARE", "EXECUTE", "DECLARE CURSOR"]
    /// What may be done to a protected relation, as far as masks are concerned.
    private static let harmless: Set<String> = [
        "ANALYZE", "DROP TABLE", "DROP VIEW", "LOCK TABLE", "TRUNCATE TABLE", "TRUNCATE", "VACUUM", "LOCK",
    ]
    /// Definitions that carry nothing elsewhere unless they concern a protected relation.
    private static let definitions: Set<String> = [
        "ALTER INDEX", "ALTER SEQUENCE", "ALTER TABLE", "ALTER VIEW", "COMMENT", "CREATE INDEX", "CREATE SEQUENCE",
        "CREATE TABLE", "CREATE TABLE AS", "CREATE VIEW", "CREATE SCHEMA", "CREATE TYPE", "DROP INDEX", "DROP SEQUENCE",
        "DROP TABLE", "DROP VIEW", "DROP MATERIALIZED VIEW", "DROP SCHEMA", "DROP TYPE", "REFRESH MATERIALIZED VIEW",
        "SELECT INTO", "CREATE MATERIALIZED VIEW", "DROP TRIGGER", "DROP FUNCTION",
    ]
}

extension SessionBinding {
    /// The prepared statement that is executed.
    fileprivate var executed: String? {
        switch self {
        case .execute(let name): name
        case .prepare, .deallocate, .declareCursor, .useCursor, .closeCursor, .discardAll: nil
        }
    }
}

extension Effect {
    /// Whether its object is a relation or a sequence: of those the protected ones are looked for in any case.
    fileprivate var isOnRelation: Bool {
        object.map { CatalogSnapshot.relationKinds.contains($0.kind) || $0.kind == .sequence } ?? false
    }

    fileprivate var spokenObject: String { object.map { "\($0.kind.rawValue) \($0.name)" } ?? verb }
}
