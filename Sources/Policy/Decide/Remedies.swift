// Looks for what would make an effect pass, by deciding again with one thing changed.

import SQLAnalysis

/// Tries changes to a situation against the rules.
struct Remedies {
    let rules: [Rule]
    let catalog: CatalogSnapshot?

    /// The changes after which the rules are milder than `severity`, the easiest first: at most one of a sort, groups
    /// apart.
    func milder(than severity: Severity, for situation: Situation) -> [Remedy] {
        let helps = { (changed: Situation) in Ruling(rules, on: changed).severity < severity }
        return qualified(situation, helps) + bounded(situation, helps) + narrowed(situation, helps)
            + joined(situation, helps)
    }

    /// With the schema that some rule names.
    private func qualified(_ situation: Situation, _ helps: (Situation) -> Bool) -> [Remedy] {
        guard let object = situation.effect.object, object.name.schema == nil else { return [] }
        guard object.kind.naming == .relation || object.kind.naming == .inSchema else { return [] }
        let patterns = rules.flatMap { $0.match.objects ?? [] }
        let schemas = patterns.compactMap { $0.parts.count == 2 ? $0.parts.first?.literal : nil }
        for schema in schemas.withoutRepetition() {
            let name = QualifiedName(schema: schema, object.name.name)
            var changed = situation
            changed.effect = situation.effect.with(object: ObjectReference(object.kind, name))
            if helps(changed) { return [.qualify(name)] }
        }
        return []
    }

    /// With a unique key in the condition.
    private func bounded(_ situation: Situation, _ helps: (Situation) -> Bool) -> [Remedy] {
        let effect = situation.effect
        switch effect.bound {
        case nil, .atMost: return []
        case .wholeTable, .unjoined, .unknown: break
        }
        var changed = situation
        changed.effect = effect.with(bound: .atMost(1, "unique key"))
        guard helps(changed) else { return [] }
        let keys = effect.object.flatMap { catalog?.relation($0.name)?.uniqueKeys } ?? []
        return [.bound(effect.object, key: keys.min { $0.count < $1.count } ?? [])]
    }

    /// With only the columns that some rule lists.
    private func narrowed(_ situation: Situation, _ helps: (Situation) -> Bool) -> [Remedy] {
        guard situation.effect.columns != .none else { return [] }
        for rule in rules where rule.mode == .enforce {
            switch rule.action {
            case .deny: continue
            case .permit, .hold: break
            }
            let columns = (rule.match.columns ?? []).compactMap(\.literal)
            guard !columns.isEmpty else { continue }
            var changed = situation
            changed.effect = situation.effect.with(columns: .named(Set(columns)))
            if helps(changed) { return [.nameColumns(columns)] }
        }
        return []
    }

    /// With membership in each group that a rule names.
    private func joined(_ situation: Situation, _ helps: (Situation) -> Bool) -> [Remedy] {
        var remedies: [Remedy] = []
        for rule in rules {
            for group in rule.match.groups ?? [] where !situation.principal.groups.contains(group) {
                var changed = situation
                changed.principal.groups.append(group)
                if helps(changed) { remedies.append(.joinGroup(group, rule: rule.name)) }
            }
        }
        return remedies
    }
}

extension Effect {
    /// The same effect with something else in place of what is given.
    func with(object: ObjectReference? = nil, columns: Columns? = nil, bound: RowBound? = nil) -> Effect {
        Effect(
            effectClass,
            verb,
            object ?? self.object,
            columns: columns ?? self.columns,
            bound: bound ?? self.bound,
            origin: origin,
            at: range
        )
    }

    /// The effect as messages name it, such as `delete on table public.orders`.
    var spoken: String {
        guard let object else { return "\(effectClass.rawValue) (\(verb))" }
        return "\(effectClass.rawValue) on \(object.kind.rawValue) \(object.name)"
    }
}
