// One rule of a policy.

/// A rule: what it matches, and what it says of that.
public struct Rule: Equatable, Sendable {
    /// Whether the rule decides.
    public enum Mode: String, CaseIterable, Sendable {
        /// It decides.
        case enforce
        /// It is reported, and nothing else.
        case monitor
    }
    /// Its name, unique in the file.
    public let name: String
    /// Why it exists, for whoever reads the decision.
    public let why: String
    /// Whether it decides.
    public let mode: Mode
    /// The effects it is about.
    public let match: Match
    /// What it says of them.
    public let action: Action
    /// Where its name stands in the file.
    public let position: FilePosition

    /// What it makes of an effect.
    var severity: Severity {
        switch action {
        case .permit: .permit
        case .hold: .hold
        case .deny: .deny
        }
    }

    /// What it says to whoever asked; nil unless it denies.
    var words: String? {
        switch action {
        case .permit, .hold: nil
        case .deny(let message): message
        }
    }

    /// What a rule says.
    public enum Action: Equatable, Sendable {
        /// The effect may happen, with at most this many rows when a number is given.
        case permit(rows: Int?)
        /// The effect may happen once people have approved it.
        case hold(HoldTerms)
        /// The effect may not happen; the message is for whoever asked.
        case deny(message: String)
    }
}

/// Who has to approve, and how long the session waits for it.
public struct HoldTerms: Hashable, Sendable {
    /// The groups whose members may approve.
    public let approvers: [String]
    /// How many distinct people have to.
    public let approvals: Int
    /// How long the session waits before the statement fails with the request's number.
    public let patience: Duration
    /// At most this many rows, also once approved; nil without a bound.
    public let rows: Int?
}

/// Names a rule in decisions and records.
public struct RuleReference: Hashable, Sendable {
    /// The rule's name.
    public let name: String
    /// Why it exists.
    public let why: String

    /// The reference of a rule.
    init(_ rule: Rule) {
        name = rule.name
        why = rule.why
    }
}
