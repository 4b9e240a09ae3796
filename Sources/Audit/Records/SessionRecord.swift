// The records of what is no statement: a session's begin and end, and a new policy or catalog.

/// The begin or end of a session.
public struct SessionRecord: Sendable {
    /// What happened.
    public enum Event: Equatable, Sendable {
        /// The client logged in: by what means, and under which version of TLS; nil without TLS.
        case login(authentication: String, tls: String?)
        /// The client was not let in. `unrecorded` before it were refused for the same reason and have no record.
        case refused(code: String?, sqlState: SQLStateCode, reason: String, unrecorded: UInt64 = 0)
        /// The session ended: why, and how many requests it had made.
        case logout(reason: String, requests: UInt64)
    }

    /// When.
    public var time: WallTime
    /// Whose session.
    public var session: SessionIdentity
    /// What happened.
    public var event: Event

    /// Says what happened.
    public init(time: WallTime, session: SessionIdentity, event: Event) {
        self.time = time
        self.session = session
        self.event = event
    }
}

/// A policy or a catalog was loaded, or could not be.
public struct ReloadRecord: Sendable {
    /// What was loaded.
    public enum Subject: Equatable, Sendable {
        /// The policy file.
        case policy
        /// The catalog of a database, by its name in the policy.
        case catalog(database: String)
    }

    /// When.
    public var time: WallTime
    /// What was loaded.
    public var subject: Subject
    /// Names what is in force from now on; nil when nothing is.
    public var epoch: String?
    /// Why it could not be loaded; nil when it was.
    public var problem: String?

    /// Says what was loaded.
    public init(time: WallTime, subject: Subject, epoch: String?, problem: String? = nil) {
        self.time = time
        self.subject = subject
        self.epoch = epoch
        self.problem = problem
    }
}
