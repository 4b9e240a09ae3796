// Whether the conditions of a rule are met by an effect.

import SQLAnalysis

/// One effect in its surroundings: everything a rule may look at.
struct Situation {
    var effect: Effect
    let statementClass: StatementClass
    var principal: Principal
    let target: Target
    /// What the database has to say of effects that are not known.
    let unanalysed: Database.Unanalysed
}

extension Match {
    /// How well an effect fits all conditions. Nothing is known of an effect whose class is unknown, so it possibly
    /// meets every condition on objects, columns, verbs and rows.
    func fit(_ situation: Situation) -> Fit {
        let who = fitPrincipal(situation.principal).and(fitDatabase(situation.target))
        // Most rules are for somebody else; the rest is not looked at for them.
        guard who.isPossible else { return .no }
        let effect = situation.effect
        let what = fitStatementClass(situation.statementClass).and(fitEffectClass(effect.effectClass))
        guard what.isPossible else { return .no }
        let which = fitVerb(effect).and(fitObject(effect)).and(fitColumns(effect))
        return who.and(what).and(which).and(fitRows(effect)).and(fitOrigin(effect.origin))
    }

    /// Whether the conditions on who asks are met; they are never uncertain.
    func fitPrincipal(_ principal: Principal) -> Fit {
        if let users, !users.contains(where: { sameBytes($0, principal.user) }) { return .no }
        if let kinds, !kinds.contains(principal.kind) { return .no }
        guard let groups else { return .certain }
        return Fit(groups.contains { group in principal.groups.contains { sameBytes($0, group) } })
    }

    private func fitDatabase(_ target: Target) -> Fit {
        guard let databases else { return .certain }
        switch target {
        case .database(let name): return Fit(databases.contains { sameBytes($0, name) })
        case .unspecified: return .possible
        }
    }

    private func fitStatementClass(_ statementClass: StatementClass) -> Fit {
        switch statementClasses {
        case nil: .certain
        case .every: statementClass == .unknown ? .possible : .certain
        case .listed(let classes): Fit(classes.contains(statementClass))
        }
    }

    private func fitEffectClass(_ effectClass: StatementClass) -> Fit {
        switch effectClasses {
        case nil, .every: effectClass == .unknown ? .possible : .certain
        case .listed(let classes): Fit(classes.contains(effectClass))
        }
    }

    private func fitVerb(_ effect: Effect) -> Fit {
        guard let verbs else { return .certain }
        if verbs.contains(where: { $0.matches(effect.verb) }) { return .certain }
        return effect.effectClass == .unknown ? .possible : .no
    }

    private func fitObject(_ effect: Effect) -> Fit {
        guard let objects else { return .certain }
        // What reads nothing, as SELECT 1 does, reads nothing but what is listed, and nothing that is.
        if effect.effectClass == .read, effect.object == nil, effect.columns == .none {
            return Fit(isPossible: false, isCertain: true)
        }
        var fit = Fit.no
        if let object = effect.object { fit = objects.reduce(.no) { $0.or($1.fit(object)) } }
        let isHidden = effect.effectClass == .unknown || (effect.effectClass == .procedural && isCode(effect.object))
        return isHidden ? fit.or(.possible) : fit
    }

    /// Code whose text is not a named routine: it may touch anything.
    private func isCode(_ object: ObjectReference?) -> Bool { object == nil || object?.kind == .block }

    private func fitColumns(_ effect: Effect) -> Fit {
        guard let columns else { return .certain }
        switch effect.columns {
        case .none:
            return effect.effectClass == .unknown ? .possible : .no
        case .every:
            return columns.contains(where: \.isAny) ? .certain : .possible
        case .named(let names):
            let listed = names.filter { name in columns.contains { $0.matches(name) } }
            // No columns at all, as in count(*): none that is listed, and none that is not.
            return Fit(isPossible: !listed.isEmpty, isCertain: listed.count == names.count)
        }
    }

    private func fitRows(_ effect: Effect) -> Fit {
        guard let rows else { return .certain }
        switch (rows, effect.bound) {
        case (.unbounded, nil) where effect.effectClass == .insert: return .no
        case (_, nil):
            // A write without a bound is one that nobody counted.
            let mayWrite = effect.effectClass == .unknown || Self.writes.contains(effect.effectClass)
            return mayWrite ? .possible : .no
        case (.unbounded, .some(let bound)): return Fit(bound.isUnbounded)
        case (.over(let most), .atMost(let count, _)): return Fit(count > most)
        case (.over, .wholeTable), (.over, .unjoined), (.over, .unknown): return .certain
        case (.within(let most), .atMost(let count, _)): return Fit(count <= most)
        case (.within, .unknown): return .possible
        case (.within, .wholeTable), (.within, .unjoined): return .no
        }
    }

    private static let writes: Set<StatementClass> = [.insert, .update, .delete, .merge]

    private func fitOrigin(_ origin: EffectOrigin) -> Fit {
        guard let origins else { return .certain }
        let plain: Origin =
            switch origin {
            case .statement: .statement
            case .view: .view
            case .inheritance: .inheritance
            case .foreignKey: .foreignKey
            case .cascade: .cascade
            case .stored: .stored
            }
        return Fit(origins.contains(plain))
    }
}

/// Equality of bytes: Swift's `==` takes differently composed characters for equal, PostgreSQL and identity providers
/// do not.
func sameBytes(_ left: String, _ right: String) -> Bool { left.utf8.elementsEqual(right.utf8) }
