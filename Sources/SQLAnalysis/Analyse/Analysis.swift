// The result of reading a statement: plain values that outlive the tree they came from.

/// Something worth knowing that is not a reason to refuse by itself; a policy or a person decides.
public struct Finding: Hashable, Sendable {
    /// The stable code.
    public let code: Code
    /// What was found, in one line; no values from literals.
    public let message: String
    /// Where; nil when the whole statement is meant.
    public let range: SourceRange?

    /// Builds a finding.
    public init(_ code: Code, _ message: String, at range: SourceRange? = nil) {
        self.code = code
        self.message = message
        self.range = range
    }
}

/// What one statement does.
public struct Analysis: Equatable, Sendable {
    /// The statement's place in the text, comments around it left out.
    public let range: SourceRange
    /// PostgreSQL's command tag, such as `SELECT` or `DROP TABLE`.
    public let verb: String
    /// The statement's own class; its effects have classes of their own.
    public let statementClass: StatementClass
    /// Everything it does, sorted and without repetition; never empty.
    public let effects: [Effect]
    /// What is worth knowing about it.
    public let findings: [Finding]
    /// The literals whose values this result depends on.
    public let looks: Looks
    /// What came of masking it; nil where nothing is protected.
    public let masking: MaskingOutcome?
    /// The name that it binds, takes away or uses in its session; nil for most.
    public let binding: SessionBinding?
    /// The prepared statements that it executes, sorted.
    public let executes: [String]
    /// Whether PREPARE takes it: a query, or a write.
    public let isPreparable: Bool

    /// Builds an analysis.
    public init(
        range: SourceRange,
        verb: String,
        statementClass: StatementClass,
        effects: [Effect],
        findings: [Finding] = [],
        looks: Looks = Looks(),
        masking: MaskingOutcome? = nil,
        binding: SessionBinding? = nil,
        executes: [String] = [],
        isPreparable: Bool = false
    ) {
        self.range = range
        self.verb = verb
        self.statementClass = statementClass
        self.effects = effects
        self.findings = findings
        self.looks = looks
        self.masking = masking
        self.binding = binding
        self.executes = executes
        self.isPreparable = isPreparable
    }
}

/// What came of one statement of a text.
public enum StatementOutcome: Equatable, Sendable {
    /// It was understood.
    case analysed(Analysis)
    /// It was not, and where it stands.
    case refused(Refusal, SourceRange)

    /// The statement's place in the text.
    public var range: SourceRange {
        switch self {
        case .analysed(let analysis): analysis.range
        case .refused(_, let range): range
        }
    }
}
