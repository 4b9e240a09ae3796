// Bounds on what clients may send and open, and on how long anything may take. What nil means is for the component that asks.

// PgBouncer: config.md. A bound that means the same there has its name.
/// Bounds; nil for each that the file does not set.
public struct LimitSettings: Equatable, Sendable {
    /// Bytes of a statement's text.
    public internal(set) var statementBytes: Int?
    /// Tokens of a statement's text.
    public internal(set) var statementTokens: Int?
    /// Levels of nesting in a statement.
    public internal(set) var statementDepth: Int?
    /// Bytes of a message that has to be read as a whole.
    public internal(set) var messageBytes: Int?
    /// Bytes of remembered decisions.
    public internal(set) var decisionCacheBytes: Int?
    /// Connections of clients at a time.
    public internal(set) var maxClientConn: Int?
    /// Sessions at a time of one database.
    public internal(set) var maxDatabaseClientConnections: Int?
    /// Sessions at a time of one user.
    public internal(set) var maxUserClientConnections: Int?
    /// Failed logins of one address in `loginFailureWindow`, after which it is not let in; 0 for any number.
    public internal(set) var maxLoginFailures: Int?
    /// The time in which `maxLoginFailures` are forgotten.
    public internal(set) var loginFailureWindow: Duration?
    /// How long a client may take to log in.
    public internal(set) var clientLoginTimeout: Duration?
    /// How long a client may be silent outside of a transaction.
    public internal(set) var clientIdleTimeout: Duration?
    /// How long a client may be silent in a transaction.
    public internal(set) var idleTransactionTimeout: Duration?
    /// How long a request may take.
    public internal(set) var queryTimeout: Duration?
    /// How long connecting and logging in to the server may take.
    public internal(set) var serverConnectTimeout: Duration?
    /// How long sessions may go on once the process is to end.
    public internal(set) var drainTimeout: Duration?
    /// How peers that have vanished are noticed.
    public internal(set) var tcp = TCPSettings()
}

// Linux: tcp(7).
/// How the system notices that the other end of a TCP connection has vanished; nil for what the system does by itself.
public struct TCPSettings: Equatable, Sendable {
    /// Whether a silent connection is probed.
    public internal(set) var keepalive: Bool?
    /// Seconds of silence before the first probe.
    public internal(set) var keepidle: Int?
    /// Seconds between probes.
    public internal(set) var keepintvl: Int?
    /// Probes without an answer before the connection is given up.
    public internal(set) var keepcnt: Int?
    /// Milliseconds for which bytes may stay without an acknowledgement.
    public internal(set) var userTimeout: Int?

    /// What holds where nothing is set.
    public init() {}
}

enum LimitKey: String, PolicyKey {
    case statementBytes = "statement_bytes"
    case statementTokens = "statement_tokens"
    case statementDepth = "statement_depth"
    case messageBytes = "message_bytes"
    case decisionCacheBytes = "decision_cache_bytes"
    case maxClientConn = "max_client_conn"
    case maxDatabaseClientConnections = "max_db_client_connections"
    case maxUserClientConnections = "max_user_client_connections"
    case maxLoginFailures = "max_login_failures"
    case loginFailureWindow = "login_failure_window"
    case clientLoginTimeout = "client_login_timeout"
    case clientIdleTimeout = "client_idle_timeout"
    case idleTransactionTimeout = "idle_transaction_timeout"
    case queryTimeout = "query_timeout"
    case serverConnectTimeout = "server_connect_timeout"
    case drainTimeout = "drain_timeout"
    case tcpKeepalive = "tcp_keepalive"
    case tcpKeepidle = "tcp_keepidle"
    case tcpKeepintvl = "tcp_keepintvl"
    case tcpKeepcnt = "tcp_keepcnt"
    case tcpUserTimeout = "tcp_user_timeout"
}

extension PolicyReader {
    func limits(_ node: YAMLNode) -> LimitSettings? {
        fields(node, LimitKey.self, of: "limits", advice: LimitSettings.advice) { fields in
            var limits = LimitSettings()
            limits.statementBytes = fields.optional(.statementBytes) { count($0, 1...0x3FFF_FFFE) }
            limits.statementTokens = fields.optional(.statementTokens) { count($0, 1...0x3FFF_FFFE) }
            limits.statementDepth = fields.optional(.statementDepth) { count($0, 1...100_000) }
            limits.messageBytes = fields.optional(.messageBytes) { count($0, 1...0x3FFF_FFFE) }
            limits.decisionCacheBytes = fields.optional(.decisionCacheBytes) { count($0, 0...0xFF_FFFF_FFFF) }
            limits.maxClientConn = fields.optional(.maxClientConn, connections)
            limits.maxDatabaseClientConnections = fields.optional(.maxDatabaseClientConnections, connections)
            limits.maxUserClientConnections = fields.optional(.maxUserClientConnections, connections)
            limits.maxLoginFailures = fields.optional(.maxLoginFailures) { count($0, 0...1_000_000) }
            limits.loginFailureWindow = fields.optional(.loginFailureWindow, duration)
            limits.clientLoginTimeout = fields.optional(.clientLoginTimeout, duration)
            limits.clientIdleTimeout = fields.optional(.clientIdleTimeout, duration)
            limits.idleTransactionTimeout = fields.optional(.idleTransactionTimeout, duration)
            limits.queryTimeout = fields.optional(.queryTimeout, duration)
            limits.serverConnectTimeout = fields.optional(.serverConnectTimeout, duration)
            limits.drainTimeout = fields.optional(.drainTimeout, duration)
            limits.tcp.keepalive = fields.optional(.tcpKeepalive, boolean)
            limits.tcp.keepidle = fields.optional(.tcpKeepidle, probeSeconds)
            limits.tcp.keepintvl = fields.optional(.tcpKeepintvl, probeSeconds)
            limits.tcp.keepcnt = fields.optional(.tcpKeepcnt) { count($0, 1...127) }
            limits.tcp.userTimeout = fields.optional(.tcpUserTimeout, milliseconds)
            return limits
        }
    }

    /// How many connections or sessions there may be.
    func connections(_ node: YAMLNode) -> Int? { count(node, 1...1_000_000) }

    /// A duration of whole seconds that the system takes for its probes.
    private func probeSeconds(_ node: YAMLNode) -> Int? {
        guard let (seconds, rest) = duration(node)?.components else { return nil }
        guard rest == 0, (1...32_767).contains(seconds) else {
            return invalid(node, "whole seconds are expected here, at most 32767")
        }
        return Int(seconds)
    }

    /// A duration that fits into the system's count of milliseconds.
    private func milliseconds(_ node: YAMLNode) -> Int? {
        guard let (seconds, rest) = duration(node)?.components else { return nil }
        let (milliseconds, isTooLong) = seconds.multipliedReportingOverflow(by: 1000)
        let all = milliseconds &+ rest / 1_000_000_000_000_000
        guard !isTooLong, all <= Int64(Int32.max) else {
            return invalid(node, "at most 2147483647ms are expected here")
        }
        return Int(all)
    }
}

extension LimitSettings {
    /// What to say of bounds that PgBouncer has and that mean nothing where a client has a connection of its own to the server.
    fileprivate static let advice = [
        "server_lifetime": ownConnection, "server_idle_timeout": ownConnection, "query_wait_timeout": ownConnection,
        "default_pool_size": ownConnection, "max_db_connections": "max_db_client_connections is the same here",
        "max_user_connections": "max_user_client_connections is the same here",
        "max_packet_size": "message_bytes and statement_bytes are the bounds on what is sent",
    ]
    private static let ownConnection = "each client has one connection to the server, from its login to its end"
}
