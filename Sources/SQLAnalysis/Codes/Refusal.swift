// What is said when sqlguard does not understand something, or does not want to.

/// A statement, a text or a file that is not gone on with, and why.
///
/// The message starts in lower case, names the object, and never contains a value from a literal or a row.
public struct Refusal: Error, Equatable, Sendable {
    /// The stable code; `sqlguard rule CODE` explains it.
    public let code: Code
    /// What was refused, in one line.
    public let message: String
    /// Where in the text, in bytes; nil when the whole text is meant.
    public let range: SourceRange?
    /// What would make it pass; nil when nothing does.
    public let hint: String?

    /// Builds a refusal from its code and message.
    public init(_ code: Code, _ message: String, at range: SourceRange? = nil, hint: String? = nil) {
        self.code = code
        self.message = message
        self.range = range
        self.hint = hint
    }

    /// The same refusal where the text stands `bytes` further into a longer one.
    public func moved(by bytes: Int) -> Refusal {
        Refusal(code, message, at: range?.moved(by: bytes), hint: hint)
    }
}
