// What a session is at, for whoever looks at it from outside.

/// What a session is at.
public struct SessionActivity: Equatable, Sendable {
    /// How the session stands.
    public enum State: String, CaseIterable, Sendable {
        /// The client logs in, or the server is connected to.
        case login
        /// Nothing is under way.
        case idle
        /// A request is under way.
        case active
        /// Nothing is under way, and a transaction is open.
        case inTransaction = "in-transaction"
        /// The same, and the transaction has failed.
        case inFailedTransaction = "in-failed-transaction"
    }
    /// How the session stands.
    public let state: State
    /// The number of the request, as records have it, that the server is at or that is next; nil without one.
    public let request: UInt64?
}

extension Session {
    /// What the session is at; nil once it is over.
    public var activity: SessionActivity? {
        switch stage {
        case .over: nil
        case .login, .connecting: SessionActivity(state: .login, request: nil)
        case .running: SessionActivity(state: runningState, request: talk.replies.firstIntent)
        }
    }

    private var runningState: SessionActivity.State {
        if talk.replies.isBusy || talk.wait != .none { return .active }
        switch talk.transaction {
        case .idle: return talk.groupIsOpen ? .inTransaction : .idle
        case .active: return .inTransaction
        case .failed: return .inFailedTransaction
        }
    }
}
