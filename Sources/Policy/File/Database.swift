// The databases behind sqlguard.

import SQLAnalysis

/// A database that principals may reach under a name.
public struct Database: Equatable, Sendable {
    /// The name under which clients ask for it.
    public let name: String
    /// Where the server is.
    public let address: Listener.Address
    /// Its name on the server.
    public let database: String
    /// The role that sqlguard logs in as.
    public let role: String
    /// Where the password of the role comes from; nil when the server asks for none.
    public let credential: CredentialSource?
    /// How TLS is used towards the server.
    public let tls: TLSMode
    /// The file with the authorities that the server's certificate is checked against; nil for the system's.
    public let authorities: String?
    /// Whether the login to the server is bound to the connection.
    public let channelBinding: ChannelBinding
    /// Schemas for unqualified names, in order; nil for what the role has.
    public let searchPath: [String]?
    /// What happens to statements that are valid and not understood.
    public let unanalysed: Unanalysed
    /// Sessions at a time; nil for what `limits` says of every database.
    public internal(set) var maxClientConnections: Int?

    /// TLS towards a server, with the names of libpq's `sslmode`.
    public enum TLSMode: String, CaseIterable, Sendable {
        case disable, allow, prefer, require
        case verifyAuthority = "verify-ca"
        case verifyFull = "verify-full"
    }

    /// Whether a login is bound to its connection, so that nobody can stand between, with the names of libpq's
    /// `channel_binding`.
    public enum ChannelBinding: String, CaseIterable, Sendable {
        /// Never.
        case disable
        /// Over TLS, when the server offers it.
        case prefer
        /// Always; without it there is no login.
        case require
    }

    /// What happens to statements that are valid and not understood.
    public enum Unanalysed: String, CaseIterable, Sendable {
        case deny, permit
    }
}

/// Where a password comes from; never the policy file.
public enum CredentialSource: Hashable, Sendable {
    /// The first line of a file.
    case file(path: String)
    /// A variable of the environment.
    case environment(name: String)
    /// A credential of the systemd unit, by name.
    case systemd(name: String)
}

enum DatabaseKey: String, PolicyKey {
    case host, port, socket, database, role, credential, tls, authorities
    case channelBinding = "channel_binding"
    case searchPath = "search_path"
    case unanalysed
    case maxClientConnections = "max_db_client_connections"
}

enum CredentialKey: String, PolicyKey { case file, environment, systemd }

extension PolicyReader {
    func database(_ entry: YAMLEntry, _ name: String) -> Database? {
        guard name.utf8.count <= 63 else {
            log.add(.invalidValue, at: entry.keyPosition, "a database's name has at most 63 bytes")
            return nil
        }
        let secret = "secrets are not written here: use credential with file, environment or systemd"
        let advice = ["password": secret, "secret": secret, "user": "the upstream's user is called 'role'"]
        return fields(entry.value, DatabaseKey.self, of: "a database", advice: advice) { fields in
            let address = address(&fields)
            let database = fields.optional(.database) { text($0, most: 63) }
            let role = fields.required(.role) { text($0, most: 63) }
            let credential = fields.optional(.credential, credential)
            let tls = fields.optional(.tls) { word($0, Database.TLSMode.self) }
            let authorities = fields.optional(.authorities, path)
            let channelBinding = fields.optional(.channelBinding) { word($0, Database.ChannelBinding.self) }
            let searchPath = fields.optional(.searchPath) { list($0) { text($0, most: 63) } }
            let unanalysed = fields.optional(.unanalysed) { word($0, Database.Unanalysed.self) }
            let most = fields.optional(.maxClientConnections, connections)
            let neverBinds = tls == .disable || tls == .allow
            if channelBinding == .require, neverBinds || !fields.has(.credential) {
                let need = neverBinds ? "TLS from the beginning" : "a credential"
                log.add(
                    .invalidValue,
                    at: fields.position(of: .channelBinding),
                    "'channel_binding: require' needs \(need): there is nothing to bind without it"
                )
            }
            guard let address, let role else { return nil }
            return Database(
                name: name,
                address: address,
                database: database ?? name,
                role: role,
                credential: credential,
                tls: tls ?? .verifyFull,
                authorities: authorities,
                channelBinding: channelBinding ?? .prefer,
                searchPath: searchPath,
                unanalysed: unanalysed ?? .deny,
                maxClientConnections: most
            )
        }
    }

    private func address(_ fields: inout Fields<DatabaseKey>) -> Listener.Address? {
        let path = fields.optional(.socket, socketPath)
        let host = fields.has(.socket) ? fields.optional(.host, host) : fields.required(.host, host)
        let port = fields.optional(.port) { count($0, 1...65_535) }
        if fields.has(.socket) {
            for key in [DatabaseKey.host, .port, .tls, .authorities, .channelBinding] where fields.has(key) {
                log.add(.invalidValue, at: fields.position(of: key), "'\(key.rawValue)' does not go with 'socket'")
            }
            return path.map { .socket(path: $0) }
        }
        return host.map { .tcp(host: $0, port: port ?? 5432) }
    }

    private func credential(_ node: YAMLNode) -> CredentialSource? {
        let advice = ["password": "secrets are not written here", "value": "secrets are not written here"]
        return fields(node, CredentialKey.self, of: "a credential", advice: advice) { fields in
            let sources = [
                fields.optional(.file, path).map { CredentialSource.file(path: $0) },
                fields.optional(.environment) { text($0, most: 255) }.map { .environment(name: $0) },
                fields.optional(.systemd) { text($0, most: 255) }.map { .systemd(name: $0) },
            ]
            guard CredentialKey.allCases.count(where: { fields.has($0) }) == 1 else {
                log.add(
                    .invalidValue,
                    at: fields.position,
                    "a credential has exactly one of: file, environment, systemd"
                )
                return nil
            }
            return sources.compactMap(\.self).first
        }
    }
}
