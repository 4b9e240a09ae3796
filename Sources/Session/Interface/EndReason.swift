// Why a session ends.

/// A bound on how many sessions there may be, by its name in the policy.
public enum SessionCap: String, CaseIterable, Sendable {
    /// Of the whole process.
    case process = "max_client_conn"
    /// Of one database.
    case database = "max_db_client_connections"
    /// Of one user.
    case user = "max_user_client_connections"
}

/// Why a session ends.
public enum EndReason: Equatable, Sendable {
    /// The client said goodbye or is gone.
    case clientLeft
    /// The process is to stop: the session ends as soon as no statement and no transaction is under way.
    case drain
    /// Somebody ended it, or draining took too long.
    case kill
    /// The principal's token has expired.
    case expiry
    /// The policy no longer knows the user, or no longer lets it reach the database.
    case access
    /// The client was silent for too long.
    case idle
    /// The client was silent in a transaction for too long.
    case idleInTransaction
    /// A request took too long.
    case queryTimeout
    /// The login took too long.
    case loginTimeout
    /// There are too many sessions; of the process, it is said before a password is asked for.
    case tooManySessions(SessionCap)
    /// Too many logins from the client's address have failed; it is said once the client has said who it is.
    case tooManyFailedLogins
    /// The login failed; the client was told why.
    case loginRefused
    /// There is no connection to the server.
    case upstreamUnavailable
    /// The connection to the server broke.
    case upstreamLost
    /// The server ended its session and said so itself.
    case upstreamEnded
    /// The server changed a setting that statements are read by.
    case notPinned
    /// The client broke the protocol, or sent what is never accepted.
    case clientProtocol
    /// The server broke the protocol.
    case upstreamProtocol
    /// The server described a result that shows a protected column.
    case protectedColumnShown
    /// Records cannot be written.
    case auditFailure
    /// This program made a mistake and stops rather than going on with it.
    case internalFault
}
