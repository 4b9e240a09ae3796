// Outcomes of effects become one verdict: deny unless permitted. The only file in which a permit can be made.

import SQLAnalysis

/// The right to run a text, under obligations.
public struct Permit: Equatable, Sendable {
    /// What must be done; without the ability to do all of it there is no permit.
    public let obligations: [Obligation]

    fileprivate init(obligations: [Obligation]) { self.obligations = obligations }
}

/// Combines what became of the statements of a text.
enum Combining {
    /// The verdict on a text: the most severe of its statements; the first of equals speaks.
    ///
    /// A text without statements has nothing that could be denied: PostgreSQL answers it with EmptyQueryResponse. That
    /// is right only because a statement that was not understood is in the list, as refused, and never left out of it.
    static func verdict(on statements: [StatementDecision]) -> Verdict {
        // The server parses a whole text before it runs any of it: what does not parse comes first.
        for (index, statement) in statements.enumerated() {
            if let refusal = statement.refusal, statement.effects.isEmpty {
                return .deny(Denial(refusal, statement: index, at: statement.range))
            }
        }
        var demands: [HoldRequest.Demand] = []
        var obligations: [Obligation] = []
        for (index, statement) in statements.enumerated() {
            guard !statement.effects.isEmpty else { return .deny(withoutEffects(index, statement)) }
            if let speaker = speaker(of: statement) { return .deny(Denial(speaker, statement: index)) }
            for effect in statement.effects {
                switch effect.severity {
                // There is none: it would have spoken.
                case .deny: return .deny(Denial(effect, statement: index))
                case .hold: demands += effect.demands
                case .permit: break
                }
                obligations += effect.duties.map { Obligation(statement: index, duty: $0) }
            }
        }
        let permit = Permit(obligations: obligations.withoutRepetition())
        guard !demands.isEmpty else { return .permit(permit) }
        return .hold(HoldRequest(code: .heldByRule, demands: demands.withoutRepetition(), whenApproved: permit))
    }

    /// The denied effect that is spoken of; nil when none is denied. A rule's words say more than that there is no rule, and
    /// what the statement says itself is nearer to whoever wrote it than what follows from it.
    private static func speaker(of statement: StatementDecision) -> EffectDecision? {
        let denied = statement.effects.filter { $0.severity == .deny }
        let own = denied.filter { $0.effect.origin == .statement }
        return denied.first { $0.ruleWords != nil } ?? own.first ?? denied.first
    }

    /// Every statement does something; one of which nothing is said is one that is not known.
    private static func withoutEffects(_ index: Int, _ statement: StatementDecision) -> Denial {
        Denial(
            code: .unknownEffect,
            sqlState: SQLState(.unknownEffect),
            message: "it is not known what this statement does",
            hint: nil,
            rule: nil,
            statement: index,
            range: statement.range
        )
    }
}

extension Denial {
    /// The denial of a statement that was not understood.
    init(_ refusal: Refusal, statement: Int, at range: SourceRange) {
        self.init(
            code: refusal.code,
            sqlState: SQLState(refusal.code),
            message: refusal.message,
            hint: refusal.hint,
            rule: nil,
            statement: statement,
            range: refusal.range ?? range
        )
    }

    /// The denial of an effect.
    init(_ effect: EffectDecision, statement: Int) {
        let code = effect.code ?? .noRuleMatched
        var rule: RuleReference?
        var range = effect.effect.range
        var hint = effect.remedies.first?.description
        switch effect.reason {
        case .rules(let rules): rule = rules.first
        case .refused(let refusal): (range, hint) = (refusal.range ?? range, refusal.hint)
        case .noRule, .unknownEffect, .unanalysed, .obligation: break
        }
        self.init(
            code: code,
            sqlState: SQLState(code),
            message: effect.message,
            hint: hint,
            rule: rule,
            statement: statement,
            range: range
        )
    }
}

extension Array where Element: Hashable {
    /// The elements in order, each once.
    func withoutRepetition() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
