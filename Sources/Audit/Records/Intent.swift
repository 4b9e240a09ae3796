// The record that is written before a statement is forwarded, and the one of a decision that nothing follows yet.

/// What is about to be done. The text and the parameters are given beside it.
public struct Intent: Sendable {
    /// Which message of the client it is.
    public enum Exchange: String, CaseIterable, Sendable {
        /// Query: everything in the text runs.
        case query
        /// Parse: the text is decided and nothing runs. The record is a `decision`.
        case parse
        /// Execute: what was decided at its Parse runs with parameters.
        case execute
        /// FunctionCall; there is no text.
        case functionCall
        /// Another message, which was refused; there is no text.
        case message
    }

    /// When.
    public var time: WallTime
    /// Whose session.
    public var session: SessionIdentity
    /// The number of the request in its session; outcomes name it.
    public var number: UInt64
    /// Which message.
    public var exchange: Exchange
    /// What was decided.
    public var judgement: Judgement
    /// The SHA-256 of the whole text, when the caller knows it; used for texts that are not repeated in full.
    public var statementDigest: Digest?

    /// Says what is about to be done.
    public init(
        time: WallTime,
        session: SessionIdentity,
        number: UInt64,
        exchange: Exchange,
        judgement: Judgement,
        statementDigest: Digest? = nil
    ) {
        self.time = time
        self.session = session
        self.number = number
        self.exchange = exchange
        self.judgement = judgement
        self.statementDigest = statementDigest
    }
}
