// Why something that a client asked for does not happen, in the words in which the client hears of it.

public import Policy
public import SQLAnalysis

/// A denial on the wire: by the policy, by the reader, or by the session itself.
public struct Rejection: Equatable, Sendable {
    /// The stable code.
    public let code: Code
    /// The code that drivers act on.
    public let sqlState: SQLState
    /// What is denied, in one line.
    public let message: String
    /// What would make it pass; nil when nothing does.
    public let hint: String?
    /// The rule that denied; nil when none did.
    public let rule: RuleReference?
    /// The statement of the text that was denied, from 0; nil when the whole text was.
    public let statement: Int?
    /// Where in the text as received, in bytes; nil when the whole text is meant.
    public let range: SourceRange?

    /// What the policy denied. Without a place of its own it is the whole statement.
    init(_ denial: Denial, in decision: Decision) {
        code = denial.code
        sqlState = denial.sqlState
        message = denial.message
        hint = denial.hint
        rule = denial.rule
        statement = denial.statement
        let place = denial.statement.flatMap { decision.statements.indices.contains($0) ? $0 : nil }
        range = denial.range ?? place.map { decision.statements[$0].range }
    }

    /// What needs approval. There is nobody to ask in this version, and it says so.
    init(_ request: HoldRequest) {
        let demand = request.demands.first
        let groups = demand?.terms.approvers.joined(separator: " or ") ?? "somebody"
        code = request.code
        sqlState = SQLState(request.code)
        message = "this needs approval by \(groups), which cannot be asked for in this version"
        hint = "bound the statement so that it needs no approval, or ask the owner of the policy"
        rule = demand?.rule
        statement = nil
        range = nil
    }

    /// A text that was refused as a whole, or what the session itself does not let pass.
    init(_ refusal: Refusal) {
        code = refusal.code
        sqlState = SQLState(refusal.code)
        message = refusal.message
        hint = refusal.hint
        rule = nil
        statement = nil
        range = refusal.range
    }

    /// The same without a place, because the text that it is about is not the one that was sent.
    var ofAnotherText: Rejection { Rejection(self) }

    private init(_ rejection: Rejection) {
        code = rejection.code
        sqlState = rejection.sqlState
        message = rejection.message
        hint = rejection.hint
        rule = rejection.rule
        statement = nil
        range = nil
    }

    /// What the session itself does not let pass.
    init(_ code: Code, _ message: String, hint: String? = nil) {
        self.init(Refusal(code, message, hint: hint))
    }
}
