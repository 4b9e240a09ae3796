// How much a session keeps, for whoever watches over memory.

/// How much a session keeps beside its own size. Every number is bounded by `SessionLimits`, or by what its client has sent.
public struct Kept: Equatable, Sendable {
    /// Replies that the server owes, and places where a COPY ended.
    public let replies: Int
    /// Denials whose substitutes are under way.
    public let substitutes: Int
    /// Judgements that are kept for requests under way.
    public let judgements: Int
    /// Prepared statements and portals, also those that are not confirmed yet.
    public let names: Int
    /// Bytes of the texts of prepared statements.
    public let textBytes: Int
    /// Bytes of the parameters of portals.
    public let parameterBytes: Int
}

extension Session {
    /// How much the session keeps now.
    public var kept: Kept {
        Kept(
            replies: talk.replies.count,
            substitutes: talk.substitutes.count,
            judgements: talk.texts.count + talk.maskings.count,
            names: talk.statements.count + talk.portals.count,
            textBytes: talk.storedTextBytes,
            parameterBytes: talk.pool.parameterBytes
        )
    }
}
