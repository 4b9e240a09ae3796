// Statements other than queries and writes: their own effects, what they contain, and what CASCADE reaches.

extension Collector {
    mutating func utility(_ utility: Utility) throws(Refusal) {
        for effect in utility.effects { try add(effect) }
        findings += utility.findings
        looks.append(utility.looks)
        let level = Level(parent: nil)
        // What a definition mentions belongs to objects that the statement names by itself.
        try expressions(utility.expressions, level, CommonTables())
        for type in utility.types { namedType(type) }
        var parameters: [TypeReference] = []
        if case .prepare = utility.binding { parameters = utility.types }
        for nested in utility.nested { try self.nested(nested, parameters) }
        if utility.cascades { try cascade(utility) }
        try bind(utility.binding)
    }

    /// Adds an effect that the lowering found, with the full name of its relation and what stands behind that.
    private mutating func add(_ effect: Effect) throws(Refusal) {
        guard let object = effect.object, CatalogSnapshot.relationKinds.contains(object.kind),
            let known = catalog?.relation(object.name)
        else {
            effects.append(effect)
            return
        }
        let full = effect.passedOn(to: ObjectReference(object.kind, known.name), effect.origin)
        switch effect.effectClass {
        case .read, .insert, .update, .delete: try add(full, known: known, inherits: true)
        case .merge, .schemaChange, .privilegeChange, .session, .transaction, .cursor, .copy, .maintenance, .procedural,
            .server, .unknown:
            effects.append(full)
        }
    }

    private mutating func nested(_ nested: NestedStatement, _ parameters: [TypeReference]) throws(Refusal) {
        var inner = Collector(catalog: catalog, names: names, verb: nested.statement.verb, work: work)
        inner.parameters = parameters
        try inner.statement(nested.statement, tables: CommonTables(), parent: nil)
        let collected = try inner.finish()
        looks.append(inner.looks)
        switch nested.execution {
        case .now:
            effects += collected
            findings += inner.findings
        case .planned: effects += collected.compactMap(\.planned)
        case .stored:
            effects += collected.map { $0.with(origin: .stored) }
            findings += inner.findings
        }
    }

    private mutating func bind(_ binding: SessionBinding?) throws(Refusal) {
        guard case .execute(let name) = binding else { return }
        if let prepared = names.prepared[name], !names.isStale(name) {
            try work.spend(prepared.count)
            effects += prepared.map { $0.with(origin: .statement) }
        } else {
            effects.append(Effect(.unknown, verb, ObjectReference(.preparedStatement, QualifiedName(name))))
            findings.append(
                Finding(.unknownPreparedStatement, "prepared statement \(name) was not prepared where it can be seen")
            )
        }
    }

    /// What DROP ... CASCADE and TRUNCATE ... CASCADE reach beyond the objects they name.
    private mutating func cascade(_ utility: Utility) throws(Refusal) {
        guard let catalog else {
            findings.append(
                Finding(.cascadingWrite, "\(verb) CASCADE reaches objects that are not known without a schema")
            )
            return
        }
        for effect in utility.effects {
            guard let object = effect.object else { continue }
            let (name, _, known) = resolve(object.name)
            let reached: [ObjectReference]
            switch effect.effectClass {
            case .delete: reached = catalog.truncated(with: name).map { ObjectReference(.table, $0) }
            case .schemaChange:
                // ALTER TABLE ... DROP COLUMN takes what depends on the column, not on the table.
                if verb == "ALTER TABLE", case .named(let columns) = effect.columns, let known {
                    reached = columns.sorted().flatMap {
                        catalog.dependents(of: ObjectReference(.column, known.part($0)))
                    }
                } else {
                    reached = catalog.dependents(of: ObjectReference(object.kind, name))
                }
            case .read, .insert, .update, .merge, .privilegeChange, .session, .transaction, .cursor, .copy,
                .maintenance,
                .procedural, .server, .unknown:
                reached = []
            }
            try work.spend(1 + reached.count)
            for other in reached {
                effects.append(effect.passedOn(to: other, .cascade))
                findings.append(Finding(.cascadingWrite, "CASCADE reaches \(other.kind.rawValue) \(other.name)"))
            }
        }
    }
}

extension Effect {
    /// What is left of an effect when its statement is planned and not run: writes only look at the relation.
    var planned: Effect? {
        switch effectClass {
        case .read: return self
        // The planner calls functions whose arguments are constant.
        case .procedural, .server, .unknown, .session, .privilegeChange: return self
        case .insert, .update, .delete, .merge, .schemaChange, .copy, .maintenance, .cursor:
            return Effect(
                .read,
                "EXPLAIN",
                object,
                columns: columns == .none ? .named([]) : columns,
                origin: origin,
                at: range
            )
        case .transaction: return nil
        }
    }
}

extension Looks {
    mutating func append(_ other: Looks) {
        for offset in other.offsets { record(offset) }
        if other.unplaced { record(nil) }
    }
}
