// Where records go, and where the process answers about itself. What nil means is for the component that asks.

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
