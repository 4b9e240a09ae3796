// Bounds on what clients may send and open, with the values for those that the policy does not set.

import Policy
import SQLAnalysis

/// Every bound that serving needs.
struct ServingLimits: Equatable, Sendable {
    /// What one statement's text may be.
    let statement: Limits
    /// Bytes of a message that is read as a whole.
    let messageBytes: Int
    /// Connections of clients at a time.
    let maxClientConn: Int
    /// Sessions at a time of one database that says nothing else; nil for as many as there are connections.
    let maxDatabaseClientConnections: Int?
    /// Sessions at a time of one user who is given nothing else; nil for as many as there are connections.
    let maxUserClientConnections: Int?
    /// Failed logins of one address, and the time in which they are forgotten; nil for any number.
    let loginFailures: LoginFailures.Bound?
    /// Bytes of remembered decisions of one event loop.
    let decisionCacheBytes: Int
    /// How long a client may take to log in.
    let clientLoginTimeout: Duration
    /// How long a client may be silent outside of a transaction; nil for ever.
    let clientIdleTimeout: Duration?
    /// How long a client may be silent in a transaction; nil for ever.
    let idleTransactionTimeout: Duration?
    /// How long a request may take; nil for ever.
    let queryTimeout: Duration?
    /// How long connecting and logging in to a server may take.
    let serverConnectTimeout: Duration
    /// How long sessions may go on once the process is to end.
    let drainTimeout: Duration
    /// How peers that have vanished are noticed.
    let tcp: TCPSettings

    /// What the definition of an object in a catalog may be: bounds that are lower than usual are meant for clients.
    var definition: Limits {
        Limits(
            maxBytes: max(statement.maxBytes, Limits.standard.maxBytes),
            maxTokens: max(statement.maxTokens, Limits.standard.maxTokens),
            maxDepth: max(statement.maxDepth, Limits.standard.maxDepth)
        )
    }

    /// The policy's bounds, the cache's divided by the number of event loops.
    init(_ settings: LimitSettings, loops: Int) {
        statement = Limits(
            maxBytes: settings.statementBytes ?? Limits.standard.maxBytes,
            maxTokens: settings.statementTokens ?? Limits.standard.maxTokens,
            maxDepth: settings.statementDepth ?? Limits.standard.maxDepth
        )
        messageBytes = settings.messageBytes ?? 16 << 20
        maxClientConn = settings.maxClientConn ?? 1000
        maxDatabaseClientConnections = settings.maxDatabaseClientConnections
        maxUserClientConnections = settings.maxUserClientConnections
        let failures = settings.maxLoginFailures ?? 30
        loginFailures =
            failures == 0
            ? nil
            : LoginFailures.Bound(
                most: failures,
                windowNanoseconds: (settings.loginFailureWindow ?? .seconds(60)).nanoseconds
            )
        decisionCacheBytes = (settings.decisionCacheBytes ?? 32 << 20) / max(1, loops)
        clientLoginTimeout = settings.clientLoginTimeout ?? .seconds(60)
        clientIdleTimeout = settings.clientIdleTimeout
        idleTransactionTimeout = settings.idleTransactionTimeout
        queryTimeout = settings.queryTimeout
        serverConnectTimeout = settings.serverConnectTimeout ?? .seconds(15)
        drainTimeout = settings.drainTimeout ?? .seconds(30)
        tcp = settings.tcp
    }
}
