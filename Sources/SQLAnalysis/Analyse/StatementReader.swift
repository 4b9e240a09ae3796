// The one entry to reading SQL: text in, outcomes out. The command line and the proxy both call it.

/// Names that earlier statements of the same session have bound, as far as they are known.
public struct SessionNames: Equatable, Sendable {
    /// Prepared statements and the effects that executing them has.
    public var prepared: [String: [Effect]] = [:]
    /// Open cursors.
    public var cursors: Set<String> = []

    /// A session of which nothing is known.
    public init() {}
}

/// What came of a text: one outcome for each statement, and the session's names after it.
public struct TextOutcome: Equatable, Sendable {
    /// The statements in order; empty for a text without any.
    public let statements: [StatementOutcome]
    /// The names that are bound once all of them have run.
    public let names: SessionNames

    /// Builds an outcome.
    public init(statements: [StatementOutcome], names: SessionNames) {
        self.statements = statements
        self.names = names
    }
}
