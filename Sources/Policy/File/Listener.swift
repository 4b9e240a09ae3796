// Where clients connect.

import SQLAnalysis

/// An address on which connections are accepted.
public struct Listener: Equatable, Sendable {
    /// Where it is.
    public enum Address: Hashable, Sendable {
        /// A host name or address, and a port.
        case tcp(host: String, port: Int)
        /// A Unix socket by its path.
        case socket(path: String)
    }
    /// Where it is.
    public let address: Address
    /// The certificate to show; nil when TLS is not offered.
    public let tls: ListenerTLS?
    /// Who may open a Unix socket; nothing is asked of it elsewhere.
    public let permissions: Permissions

    /// Who may open a Unix socket.
    public enum Permissions: String, CaseIterable, Sendable {
        /// The user whose process it is.
        case owner
        /// The user and the socket's group.
        case group
    }
}

/// TLS of a listener.
public struct ListenerTLS: Equatable, Sendable {
    /// The certificate chain's file, PEM.
    public let certificate: String
    /// The private key's file, PEM.
    public let key: String
    /// The file with the authorities whose clients' certificates are accepted; nil when none are asked for.
    public let clientAuthorities: String?
    /// Whether clients that do not ask for TLS are refused.
    public let isRequired: Bool
}

enum ListenerKey: String, PolicyKey { case host, port, socket, permissions, tls }

enum ListenerTLSKey: String, PolicyKey {
    case certificate, key, required
    case clientAuthorities = "client_authorities"
}

extension PolicyReader {
    func listener(_ node: YAMLNode) -> Listener? {
        fields(node, ListenerKey.self, of: "a listener") { fields in
            let tls = fields.optional(.tls, listenerTLS)
            let path = fields.optional(.socket, socketPath)
            let permissions = fields.optional(.permissions) { word($0, Listener.Permissions.self) }
            let host = fields.has(.socket) ? fields.optional(.host, host) : fields.required(.host, host)
            let port = fields.optional(.port) { count($0, 1...65_535) }
            if fields.has(.socket) {
                for key in [ListenerKey.host, .port, .tls] where fields.has(key) {
                    log.add(.invalidValue, at: fields.position(of: key), "'\(key.rawValue)' does not go with 'socket'")
                }
                return path.map {
                    Listener(address: .socket(path: $0), tls: nil, permissions: permissions ?? .owner)
                }
            }
            if fields.has(.permissions) {
                log.add(.invalidValue, at: fields.position(of: .permissions), "'permissions' goes with 'socket' only")
            }
            return host.map {
                Listener(address: .tcp(host: $0, port: port ?? 6432), tls: tls, permissions: .owner)
            }
        }
    }

    private func listenerTLS(_ node: YAMLNode) -> ListenerTLS? {
        fields(node, ListenerTLSKey.self, of: "tls") { fields in
            let certificate = fields.required(.certificate, path)
            let key = fields.required(.key, path)
            let authorities = fields.optional(.clientAuthorities, path)
            let isRequired = fields.optional(.required, boolean) ?? true
            guard let certificate, let key else { return nil }
            return ListenerTLS(
                certificate: certificate,
                key: key,
                clientAuthorities: authorities,
                isRequired: isRequired
            )
        }
    }

    /// An absolute path.
    func path(_ node: YAMLNode) -> String? {
        guard let path = text(node, most: 4095) else { return nil }
        return path.hasPrefix("/") ? path : invalid(node, "an absolute path is expected, one that begins with /")
    }

    // Linux: unix(7), the size of sun_path.
    /// An absolute path that fits into the address of a Unix socket.
    func socketPath(_ node: YAMLNode) -> String? {
        guard let path = path(node) else { return nil }
        return path.utf8.count <= 107 ? path : invalid(node, "the path of a Unix socket has at most 107 bytes")
    }

    /// A host name or address, without a port.
    func host(_ node: YAMLNode) -> String? {
        guard let host = text(node, most: 253) else { return nil }
        let isName = host.utf8.allSatisfy { $0.isLetterOrDigit || ".-_".utf8.contains($0) }
        // An IPv6 address has two colons at least; one colon is a port that does not belong here.
        let isAddress =
            host.utf8.allSatisfy { $0.isHexadecimal || ":.".utf8.contains($0) } && host.utf8.count { $0 == 0x3A } > 1
        guard isName || isAddress else {
            return invalid(node, "a host name or address is expected; the port is a key of its own")
        }
        return host
    }
}
