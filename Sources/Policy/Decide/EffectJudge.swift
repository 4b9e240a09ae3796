// What becomes of one effect: the rules, then the obligations that come with a permit.

import SQLAnalysis

/// Judges the effects of one text.
struct EffectJudge {
    private let principal: Principal
    private let target: Target
    /// What the database has to say of what is not understood.
    private let unanalysed: Database.Unanalysed
    private let rules: [Rule]
    private let watched: [Rule]
    private let maskedReads: MaskedReads
    private let remedies: Remedies
    private let capabilities: Set<Capability>

    init(principal: Principal, target: Target, snapshot: PolicySnapshot, capabilities: Set<Capability>) {
        self.principal = principal
        self.target = target
        self.capabilities = capabilities
        unanalysed = snapshot.policy.unanalysed(on: target)
        rules = snapshot.enforced
        watched = snapshot.watched
        maskedReads = MaskedReads(snapshot, for: principal)
        remedies = Remedies(rules: rules, catalog: snapshot.catalog)
    }

    /// What becomes of an effect of a statement of that class.
    ///
    /// `masking` is what came of masking the statement where it was read. When that was refused, so is everything that no
    /// rule denies.
    func decide(
        _ effect: Effect,
        of statementClass: StatementClass,
        masking: MaskingOutcome? = nil
    ) -> EffectDecision {
        let situation = situation(effect, statementClass)
        let decision = decide(situation, isMasked: masking != nil)
        guard case .refused(let refusal) = masking, decision.severity != .deny else { return decision }
        return denied(situation, .refused(refusal), refusal.code)
    }

    private func decide(_ situation: Situation, isMasked: Bool) -> EffectDecision {
        let effect = situation.effect
        let ruling = Ruling(rules, on: situation)
        switch ruling {
        case .denied(let rule):
            return denied(situation, .rules([RuleReference(rule)]), .deniedByRule, words: rule.words)
        case .unruled where effect.effectClass == .unknown:
            return denied(situation, .unknownEffect, .unknownEffect)
        case .unruled:
            return denied(situation, .noRule, .noRuleMatched)
        case .held(let holds):
            return obliged(situation, holds, severity: .hold, isMasked: isMasked)
        case .permitted(let rule):
            return obliged(situation, [rule], severity: .permit, isMasked: isMasked)
        case .unanalysed:
            return obliged(situation, [], severity: .permit, isMasked: isMasked)
        }
    }

    /// What becomes of a statement that was refused where it was read: it stays refused, unless the database has
    /// `unanalysed: permit` and the statement is one that the server may understand. Then it is judged as an effect of
    /// which nothing is known.
    func decide(_ refusal: Refusal, at place: SourceRange) -> [EffectDecision] {
        guard unanalysed == .permit, refusal.code.isOfAnalysis else { return [] }
        return [decide(Effect(.unknown, "unanalysed", at: refusal.range ?? place), of: .unknown)]
    }

    /// What rules that are only watched would have made of an effect, each as if it alone were enforced too.
    func monitor(_ effect: Effect, of statementClass: StatementClass, at statement: Int) -> [MonitorFinding] {
        guard !watched.isEmpty else { return [] }
        let situation = situation(effect, statementClass)
        let fitting = watched.filter { rule in
            let fit = rule.match.fit(situation)
            return fit.isPossible || fit.isCertain
        }
        guard !fitting.isEmpty else { return [] }
        let now = Ruling(rules, on: situation).severity
        return fitting.compactMap { rule in
            let wouldBe = Ruling(rules + [rule], on: situation).severity
            guard wouldBe != now else { return nil }
            return MonitorFinding(rule: RuleReference(rule), wouldBe: wouldBe, statement: statement, effect: effect)
        }
    }

    private func situation(_ effect: Effect, _ statementClass: StatementClass) -> Situation {
        Situation(
            effect: effect,
            statementClass: statementClass,
            principal: principal,
            target: target,
            unanalysed: unanalysed
        )
    }

    /// A permitted or held effect with its duties, or a denial when a duty cannot be done.
    private func obliged(
        _ situation: Situation,
        _ deciding: [Rule],
        severity: Severity,
        isMasked: Bool
    ) -> EffectDecision {
        let effect = situation.effect
        let masks: [ProtectedColumn]
        switch maskedReads.need(of: effect) {
        // What was masked where it was read shows nothing that is protected.
        case .impossible where isMasked, .denied where isMasked: masks = []
        case .impossible(let why): return denied(situation, .obligation(why), .obligationNotPossible)
        case .denied(let column):
            let why = "the column \(column) may not be named"
            return denied(situation, .obligation(why), .deniedColumn, own: [.leaveOut([column])])
        case .masks(let needed): masks = needed
        }
        if !masks.isEmpty, !capabilities.contains(.mask) {
            let columns = masks.map(\.column)
            let why = "\(listed(columns)) cannot be masked here"
            return denied(situation, .obligation(why), .obligationNotPossible, own: [.leaveOut(columns)])
        }
        let budgets = deciding.compactMap { rule -> Int? in
            switch rule.action {
            case .permit(let rows): rows
            case .hold(let terms): terms.rows
            case .deny: nil
            }
        }
        if !budgets.isEmpty, !capabilities.contains(.rowBudget) {
            let why = "the number of rows cannot be checked here"
            return denied(situation, .obligation(why), .obligationNotPossible)
        }
        let duties =
            masks.map(\.duty)
            + (budgets.min().map { [.rowBudget(effect.effectClass, effect.object, $0)] } ?? [])
        let demands = demands(of: deciding)
        let milder = severity == .hold ? remedies.milder(than: .hold, for: situation) : []
        return EffectDecision(
            effect: effect,
            severity: severity,
            reason: deciding.isEmpty ? .unanalysed : .rules(deciding.map(RuleReference.init)),
            code: severity == .hold ? .heldByRule : nil,
            ruleWords: nil,
            remedies: demands.map(approval) + milder,
            demands: demands,
            duties: duties
        )
    }

    private func demands(of rules: [Rule]) -> [HoldRequest.Demand] {
        rules.compactMap { rule in
            switch rule.action {
            case .hold(let terms): HoldRequest.Demand(rule: RuleReference(rule), terms: terms)
            case .permit, .deny: nil
            }
        }
    }

    private func approval(_ demand: HoldRequest.Demand) -> Remedy {
        .approval(groups: demand.terms.approvers, count: demand.terms.approvals, rule: demand.rule.name)
    }

    private func denied(
        _ situation: Situation,
        _ reason: Reason,
        _ code: Code,
        own: [Remedy] = [],
        words: String? = nil
    ) -> EffectDecision {
        var found = own
        switch reason {
        case .rules, .noRule, .unknownEffect:
            found += remedies.milder(than: .deny, for: situation)
            if found.isEmpty, reason == .noRule { found = [.addRule(situation.effect.spoken)] }
        case .obligation, .refused, .unanalysed:
            break
        }
        return EffectDecision(
            effect: situation.effect,
            severity: .deny,
            reason: reason,
            code: code,
            ruleWords: words,
            remedies: found,
            demands: [],
            duties: []
        )
    }
}

extension ProtectedColumn {
    /// What the enforcement point must do about it.
    fileprivate var duty: Obligation.Duty {
        switch treatment {
        case .mask(let kind): .mask(column, kind)
        case .denied: .withhold(column)
        }
    }
}
