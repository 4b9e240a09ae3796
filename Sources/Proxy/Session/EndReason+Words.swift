// Why a session ended, as records and the log have it.

import SQLAnalysis
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
        case .tooManySessions: "too-many-sessions"
        case .loginRefused: "login-refused"
        case .upstreamUnavailable: "upstream-unavailable"
        case .upstreamLost: "upstream-lost"
        case .upstreamEnded: "upstream-ended"
        case .notPinned: "not-pinned"
        case .clientProtocol: "client-protocol"
        case .upstreamProtocol: "upstream-protocol"
        case .auditFailure: "audit-failure"
        case .internalFault: "internal-fault"
        }
    }

    /// The code that explains it.
    var code: Code {
        switch self {
        case .clientLeft, .drain, .kill, .upstreamEnded: .sessionEnded
        case .expiry: .sessionExpired
        case .access: .noAccess
        case .idle: .idleTimeout
        case .loginTimeout: .loginTimeout
        case .tooManySessions: .tooManySessions
        case .loginRefused: .authenticationFailed
        case .upstreamUnavailable: .upstreamUnavailable
        case .upstreamLost: .upstreamLost
        case .notPinned: .settingNotPinned
        case .clientProtocol: .malformedMessage
        case .upstreamProtocol: .upstreamProtocol
        case .auditFailure: .auditNotWritten
        case .internalFault: .internalFault
        }
    }
}
