// What was decided, and everything that was said on the way.

public import SQLAnalysis

/// How restrictive an outcome is.
public enum Severity: String, CaseIterable, Sendable, Hashable, Comparable {
    case permit, hold, deny

    /// Permit before hold before deny.
    public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .permit: 0
        case .hold: 1
        case .deny: 2
        }
    }
}

/// What is to happen with a text. There is no other way to run it than through a `Permit`, which only `Combining`
/// makes.
public enum Verdict: Equatable, Sendable {
    /// It may run, once the obligations are met.
    case permit(Permit)
    /// It may run once it is approved.
    case hold(HoldRequest)
    /// It may not run.
    case deny(Denial)

    /// How restrictive it is.
    public var severity: Severity {
        switch self {
        case .permit: .permit
        case .hold: .hold
        case .deny: .deny
        }
    }
}

/// What has to be approved, by whom, and what to do then.
public struct HoldRequest: Equatable, Sendable {
    /// One rule's demand; every demand of a request must be met.
    public struct Demand: Hashable, Sendable {
        /// The rule.
        public let rule: RuleReference
        /// Who approves, and how long the session waits.
        public let terms: HoldTerms
    }
    /// SG5003.
    public let code: Code
    /// What is demanded; never empty.
    public let demands: [Demand]
    /// What the text may do once every demand is met.
    public let whenApproved: Permit
}

/// Why a text does not run.
public struct Denial: Equatable, Sendable {
    /// The stable code.
    public let code: Code
    /// The code that drivers act on.
    public let sqlState: SQLState
    /// What is denied, in one line; a rule's own words when a rule denied it.
    public let message: String
    /// What would make it pass; nil when nothing does.
    public let hint: String?
    /// The rule that denied; nil when none did.
    public let rule: RuleReference?
    /// The statement that was denied, from 0; nil when the whole text was.
    public let statement: Int?
    /// Where in the text; nil when the whole statement is meant.
    public let range: SourceRange?
}

/// Why an effect or statement is permitted, held or denied.
public enum Reason: Equatable, Sendable {
    /// These rules decided; one, unless an effect needs the approval that several rules demand.
    case rules([RuleReference])
    /// No rule matched (SG5001).
    case noRule
    /// What it does is not known, and no rule permits that by name (SG5005).
    case unknownEffect
    /// What it does is not known, no rule is about it, and the database has `unanalysed: permit`.
    case unanalysed
    /// The statement was not understood.
    case refused(Refusal)
    /// A rule permits it under a condition that cannot be met here (SG5004), which the text says.
    case obligation(String)
}

/// What became of one effect.
public struct EffectDecision: Equatable, Sendable {
    /// The effect.
    public let effect: Effect
    /// What became of it.
    public let severity: Severity
    /// Why.
    public let reason: Reason
    /// The code; nil for what is permitted.
    public let code: Code?
    /// The words of the rule that denied it, for whoever asked; nil when none did.
    public let ruleWords: String?
    /// What would make it pass, the easiest first. Each was tried out: with it, the effect is judged more mildly.
    public let remedies: [Remedy]
    /// What has to be approved; empty unless it is held.
    public let demands: [HoldRequest.Demand]
    /// What has to be done; empty when it is denied.
    public let duties: [Obligation.Duty]

    /// What is to be said of it, in one line.
    public var message: String {
        switch (severity, reason) {
        case (.permit, .unanalysed): "it is not known what this does, and the database permits that"
        case (.permit, _): "\(effect.spoken) is permitted"
        case (.hold, _): "\(effect.spoken) needs approval"
        case (.deny, .rules): ruleWords ?? "\(effect.spoken) is denied"
        case (.deny, .noRule): "no rule permits \(effect.spoken)"
        case (.deny, .unknownEffect), (.deny, .unanalysed): "it is not known what this does: \(effect.spoken)"
        case (.deny, .refused(let refusal)): refusal.message
        case (.deny, .obligation(let why)): why
        }
    }
}

/// What became of one statement.
public struct StatementDecision: Equatable, Sendable {
    /// Its place in the text.
    public let range: SourceRange
    /// The refusal of a statement that was not understood; nil for the others.
    public let refusal: Refusal?
    /// What became of its effects; empty only when it was refused. Of a statement that was refused where it was read,
    /// and that the database lets be judged all the same, there is one, of which nothing is known.
    public let effects: [EffectDecision]

    /// What became of it: the most severe of its effects.
    public var severity: Severity { effects.map(\.severity).max() ?? .deny }
}

/// What a rule that is only watched would have changed.
public struct MonitorFinding: Equatable, Sendable {
    /// The rule.
    public let rule: RuleReference
    /// What it would have made of the effect.
    public let wouldBe: Severity
    /// The statement, from 0.
    public let statement: Int
    /// The effect.
    public let effect: Effect
}

/// A verdict on a text, with its reasons.
public struct Decision: Equatable, Sendable {
    /// What is to happen.
    public let verdict: Verdict
    /// What became of each statement, in order.
    public let statements: [StatementDecision]
    /// What rules that are only watched would have changed.
    public let monitored: [MonitorFinding]
    /// Names the policy that was in force.
    public let policyEpoch: String
    /// Names the catalog that was known; nil without.
    public let catalogEpoch: String?

    /// Only `DecisionPoint` makes decisions.
    init(
        verdict: Verdict,
        statements: [StatementDecision],
        monitored: [MonitorFinding],
        under snapshot: PolicySnapshot
    ) {
        self.verdict = verdict
        self.statements = statements
        self.monitored = monitored
        policyEpoch = snapshot.policy.epoch
        catalogEpoch = snapshot.catalog?.epoch
    }
}
