// Statements other than queries and writes: their own effects, what they contain, and what CASCADE reaches.

extension Collector {
    mutating func utility(_ utility: Utility) throws(Refusal) {
        for effect in utility.effects { add(effect) }
        findings += utility.findings
        looks.append(utility.looks)
        let level = Level(parent: nil)
        // What a definition mentions belongs to objects that the statement names by itself.
        try expressions(utility.expressions, level, CommonTables())
        for type in utility.types { namedType(type) }
        var parameters: [TypeReference] = []
        if case .prepare = utility.binding { parameters = utility.types }
        for nested in utility.nested { try self.nested(nested, parameters) }
        if utility.cascades { cascade(utility) }
        try bind(utility.binding)
        try steps.check()
    }

    /// Adds an effect that the lowering found, with the full name of its relation and what stands behind that.
    private mutating func add(_ effect: Effect) {
        guard let object = effect.object, CatalogSnapshot.relationKinds.contains(object.kind) else {
            effects.append(effect)
            return
        }
        let known = meanings.relation(object.name)
        if known == nil { effects.append(effect) }
        for relation in known.map({ [$0] }) ?? meanings.relations(object.name) {
            let full = effect.passedOn(to: ObjectReference(object.kind, relation.name), effect.origin)
            switch effect.effectClass {
            case .read, .insert, .update, .delete, .transaction: add(full, known: relation, inherits: true)
            case .merge, .schemaChange, .privilegeChange, .session, .cursor, .copy, .maintenance, .procedural, .server,
                .unknown:
                effects.append(full)
            }
        }
    }

    private mutating func nested(_ nested: NestedStatement, _ parameters: [TypeReference]) throws(Refusal) {
        var inner = Collector(meanings, verb: nested.statement.verb, steps: steps)
        inner.parameters = parameters
        try inner.statement(nested.statement, tables: CommonTables(), parent: nil)
        let collected = try inner.finish()
        steps = inner.steps
        executes.formUnion(inner.executes)
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
        if case .prepare(let name) = binding {
            steps.take((meanings.names.preparedEffects(name)?.count ?? 0) * Steps.merged)
        }
        guard case .execute(let name) = binding else { return }
        executes.insert(name)
        if let prepared = meanings.names.preparedEffects(name), !meanings.names.isStale(name) {
            steps.take(prepared.count * Steps.repeated)
            try steps.check()
            effects += prepared.map { $0.with(origin: .statement) }
        } else {
            effects.append(Effect(.unknown, verb, ObjectReference(.preparedStatement, QualifiedName(name))))
            findings.append(
                Finding(.unknownPreparedStatement, "prepared statement \(name) was not prepared where it can be seen")
            )
        }
    }

    /// What DROP ... CASCADE and TRUNCATE ... CASCADE reach beyond the objects they name.
    private mutating func cascade(_ utility: Utility) {
        guard let catalog else {
            findings.append(
                Finding(.cascadingWrite, "\(verb) CASCADE reaches objects that are not known without a schema")
            )
            return
        }
        for effect in utility.effects {
            guard let object = effect.object else { continue }
            let reached = meant(object).flatMap { catalog.reached(by: effect, on: $0, verb) }
            steps.take(reached.count * Steps.effect)
            for other in reached {
                effects.append(effect.passedOn(to: other, .cascade))
                findings.append(Finding(.cascadingWrite, "CASCADE reaches \(other.kind.rawValue) \(other.name)"))
            }
        }
    }
}

extension Collector {
    /// The objects that a name in a utility statement may mean.
    private func meant(_ object: ObjectReference) -> [ObjectReference] {
        guard object.kind == .sequence || CatalogSnapshot.relationKinds.contains(object.kind) else { return [object] }
        let relations = meanings.relations(object.name)
        return relations.isEmpty ? [object] : relations.map { ObjectReference(object.kind, $0.name) }
    }
}

extension CatalogSnapshot {
    /// What CASCADE carries an effect on an object on to.
    fileprivate func reached(by effect: Effect, on object: ObjectReference, _ verb: String) -> [ObjectReference] {
        switch effect.effectClass {
        case .delete: return truncated(with: object.name).map { ObjectReference(.table, $0) }
        case .schemaChange:
            // ALTER TABLE ... DROP COLUMN takes what depends on the column, not on the table.
            guard verb == "ALTER TABLE", case .named(let columns) = effect.columns, let known = relation(object.name)
            else { return dependents(of: object) }
            return columns.sorted().flatMap { dependents(of: ObjectReference(.column, known.part($0))) }
        case .read, .insert, .update, .merge, .privilegeChange, .session, .transaction, .cursor, .copy, .maintenance,
            .procedural, .server, .unknown:
            return []
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
