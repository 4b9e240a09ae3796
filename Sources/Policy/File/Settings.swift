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

/// Where metrics are served over HTTP.
public struct MetricsSettings: Equatable, Sendable {
    /// A loopback address.
    public let host: String
    /// The port.
    public let port: Int
}

enum AuditKey: String, PolicyKey {
    case folder, sync, parameters
    case segmentBytes = "segment_bytes"
}

enum AdminKey: String, PolicyKey { case socket }

enum MetricsKey: String, PolicyKey { case listen }

extension PolicyReader {
    func admin(_ node: YAMLNode) -> AdminSettings? {
        fields(node, AdminKey.self, of: "admin") { fields in
            fields.required(.socket, socketPath).map { AdminSettings(socket: $0) }
        }
    }

    func metrics(_ node: YAMLNode) -> MetricsSettings? {
        fields(node, MetricsKey.self, of: "metrics") { fields in fields.required(.listen, loopback) }
    }

    /// An address of this machine that nobody else reaches, with a port: 127.0.0.1:9127 or [::1]:9127.
    private func loopback(_ node: YAMLNode) -> MetricsSettings? {
        guard let text = text(node, most: 64) else { return nil }
        let expected = "an address of the loopback with its port is expected, such as 127.0.0.1:9127 or \"[::1]:9127\""
        guard let colon = text.utf8.lastIndex(of: UInt8(ascii: ":")) else { return invalid(node, expected) }
        let digits = text[text.index(after: colon)...]
        guard let port = Int(digits), (1...65_535).contains(port), String(port) == digits else {
            return invalid(node, expected)
        }
        let host = text[..<colon]
        if host == "[::1]" { return MetricsSettings(host: "::1", port: port) }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        let isV4 = parts.count == 4 && parts.allSatisfy { part in UInt8(part).map { String($0) == part } ?? false }
        guard isV4, parts.first == "127" else { return invalid(node, expected) }
        return MetricsSettings(host: String(host), port: port)
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
