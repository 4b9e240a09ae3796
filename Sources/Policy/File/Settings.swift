// Bounds on what clients may send and open, and where records go. What nil means is for the component that asks.

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
    /// Sessions at a time.
    public internal(set) var sessions: Int?
    /// Sessions at a time of one user.
    public internal(set) var sessionsPerUser: Int?
    /// Bytes of remembered decisions.
    public internal(set) var decisionCacheBytes: Int?
    /// How long a client may take to log in.
    public internal(set) var loginTimeout: Duration?
    /// How long a session may be silent outside of a statement.
    public internal(set) var idleTimeout: Duration?
    /// How long sessions may go on once the process is to end.
    public internal(set) var drainTimeout: Duration?
}

/// Where records go.
public struct AuditSettings: Equatable, Sendable {
    /// When a record is forced to the disk; it is written before the statement is forwarded in any case.
    public enum Sync: String, CaseIterable, Sendable {
        case never, batch, always
    }
    /// Whether the values of parameters are in the records.
    public enum Parameters: String, CaseIterable, Sendable {
        case record, omit
    }
    /// The folder for the files.
    public let folder: String
    /// When a record is forced to the disk.
    public let sync: Sync
    /// Whether the values of parameters are in the records.
    public let parameters: Parameters
    /// The bytes after which a new file is begun; nil when not set.
    public let segmentBytes: Int?
}

/// Where the process answers questions about itself.
public struct AdminSettings: Equatable, Sendable {
    /// The path of a Unix socket, which only the process's own user may open.
    public let socket: String
}

enum LimitKey: String, PolicyKey {
    case statementBytes = "statement_bytes"
    case statementTokens = "statement_tokens"
    case statementDepth = "statement_depth"
    case messageBytes = "message_bytes"
    case sessions
    case sessionsPerUser = "sessions_per_user"
    case decisionCacheBytes = "decision_cache_bytes"
    case loginTimeout = "login_timeout"
    case idleTimeout = "idle_timeout"
    case drainTimeout = "drain_timeout"
}

enum AuditKey: String, PolicyKey {
    case folder, sync, parameters
    case segmentBytes = "segment_bytes"
}

enum AdminKey: String, PolicyKey { case socket }

extension PolicyReader {
    func admin(_ node: YAMLNode) -> AdminSettings? {
        fields(node, AdminKey.self, of: "admin") { fields in
            fields.required(.socket, socketPath).map { AdminSettings(socket: $0) }
        }
    }

    func limits(_ node: YAMLNode) -> LimitSettings? {
        fields(node, LimitKey.self, of: "limits") { fields in
            var limits = LimitSettings()
            limits.statementBytes = fields.optional(.statementBytes) { count($0, 1...0x3FFF_FFFE) }
            limits.statementTokens = fields.optional(.statementTokens) { count($0, 1...0x3FFF_FFFE) }
            limits.statementDepth = fields.optional(.statementDepth) { count($0, 1...100_000) }
            limits.messageBytes = fields.optional(.messageBytes) { count($0, 1...0x3FFF_FFFE) }
            limits.sessions = fields.optional(.sessions) { count($0, 1...1_000_000) }
            limits.sessionsPerUser = fields.optional(.sessionsPerUser) { count($0, 1...1_000_000) }
            limits.decisionCacheBytes = fields.optional(.decisionCacheBytes) { count($0, 0...0xFF_FFFF_FFFF) }
            limits.loginTimeout = fields.optional(.loginTimeout, duration)
            limits.idleTimeout = fields.optional(.idleTimeout, duration)
            limits.drainTimeout = fields.optional(.drainTimeout, duration)
            return limits
        }
    }

    func audit(_ node: YAMLNode) -> AuditSettings? {
        fields(node, AuditKey.self, of: "audit") { fields in
            let folder = fields.required(.folder, path)
            let sync = fields.optional(.sync) { word($0, AuditSettings.Sync.self) }
            let parameters = fields.optional(.parameters) { word($0, AuditSettings.Parameters.self) }
            let segmentBytes = fields.optional(.segmentBytes) { count($0, 4096...0xFF_FFFF_FFFF) }
            return folder.map {
                AuditSettings(
                    folder: $0,
                    sync: sync ?? .batch,
                    parameters: parameters ?? .record,
                    segmentBytes: segmentBytes
                )
            }
        }
    }
}
