// Bounds on what clients may send and open, with the values for those that the policy does not set.

import Policy
import SQLAnalysis

/// Every bound that serving needs.
struct ServingLimits: Equatable, Sendable {
    /// What one statement's text may be.
    let statement: Limits
    /// Bytes of a message that is read as a whole.
    let messageBytes: Int
    /// Sessions at a time.
    let sessions: Int
    /// Sessions at a time of one user; nil for as many as there are sessions.
    let sessionsPerUser: Int?
    /// Bytes of remembered decisions of one event loop.
    let decisionCacheBytes: Int
    /// How long a client may take to log in.
    let loginTimeout: Duration
    /// How long a session may be silent outside of a statement; nil for ever.
    let idleTimeout: Duration?
    /// How long sessions may go on once the process is to end.
    let drainTimeout: Duration

    /// The policy's bounds, the cache's divided by the number of event loops.
    init(_ settings: LimitSettings, loops: Int) {
        statement = Limits(
            maxBytes: settings.statementBytes ?? Limits.standard.maxBytes,
            maxTokens: settings.statementTokens ?? Limits.standard.maxTokens,
            maxDepth: settings.statementDepth ?? Limits.standard.maxDepth
        )
        messageBytes = settings.messageBytes ?? 16 << 20
        sessions = settings.sessions ?? 1000
        sessionsPerUser = settings.sessionsPerUser
        decisionCacheBytes = (settings.decisionCacheBytes ?? 32 << 20) / max(1, loops)
        loginTimeout = settings.loginTimeout ?? .seconds(60)
        idleTimeout = settings.idleTimeout
        drainTimeout = settings.drainTimeout ?? .seconds(30)
    }
}
