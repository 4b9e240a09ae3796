// Why a session ended, as records and the log have it.

import Session

extension EndReason {
    /// The word for records: it may be searched for, so it never changes.
    var words: String {
        switch self {
        case .clientLeft: "client-left"
        case .drain: "drain"
        case .kill: "kill"
        case .expiry: "expiry"
        case .access: "access"
        case .idle: "idle"
        case .loginTimeout: "login-timeout"
        case .idleInTransaction: "idle-in-transaction"
        case .queryTimeout: "query-timeout"
        case .tooManySessions: "too-many-sessions"
        case .tooManyFailedLogins: "too-many-failed-logins"
        case .loginRefused: "login-refused"
        case .upstreamUnavailable: "upstream-unavailable"
        case .upstreamLost: "upstream-lost"
        case .upstreamEnded: "upstream-ended"
        case .notPinned: "not-pinned"
        case .clientProtocol: "client-protocol"
        case .upstreamProtocol: "upstream-protocol"
        case .protectedColumnShown: "protected-column-shown"
        case .auditFailure: "audit-failure"
        case .internalFault: "internal-fault"
        }
    }
}
