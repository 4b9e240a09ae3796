// TLS towards servers, with the meanings that libpq gives to `sslmode`.

import NIOCore
import NIOSSL
import Policy
import SQLAnalysis

/// How TLS is used towards one server.
struct UpstreamTLS: Sendable {
    /// Whether TLS is asked for, and what happens when there is none.
    enum Use: Equatable, Sendable {
        /// Never.
        case never
        /// When the server refuses to go on without it.
        case whenRefused
        /// When the server offers it.
        case whenOffered
        /// Always.
        case always
    }

    /// Whether TLS is asked for.
    let use: Use
    /// Certificates and their checks; nil when TLS is never used.
    let context: NIOSSLContext?
    /// The name that the certificate is checked against and that is sent to the server; nil for a bare address, which
    /// is then checked instead.
    let serverName: String?

    /// No TLS, as on Unix sockets.
    static let none = UpstreamTLS(use: .never, context: nil, serverName: nil)

    /// Prepares TLS for a database. Throws SG9021, naming the file.
    init(_ database: Database) throws(ConfigurationProblem) {
        guard case .tcp(let host, _) = database.address, database.tls != .disable else {
            self = .none
            return
        }
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        if let path = database.authorities {
            configuration.trustRoots = .certificates(try CertificateFile.read(path, called: "the authorities"))
        }
        // PostgreSQL: fe-secure-openssl.c, initialize_SSL: with authorities at hand the chain is checked in every mode.
        configuration.certificateVerification =
            switch database.tls {
            case .verifyFull: .fullVerification
            case .verifyAuthority: .noHostnameVerification
            case .disable, .allow, .prefer, .require: database.authorities == nil ? .none : .noHostnameVerification
            }
        do {
            context = try NIOSSLContext(configuration: configuration)
        } catch {
            throw ConfigurationProblem(
                .tlsFilesUnusable,
                "TLS to the database \(database.name) cannot be prepared: the system has no usable authorities"
            )
        }
        use =
            switch database.tls {
            case .disable: .never
            case .allow: .whenRefused
            case .prefer: .whenOffered
            case .require, .verifyAuthority, .verifyFull: .always
            }
        serverName = UpstreamTLS.isAddress(host) ? nil : host
    }

    private init(use: Use, context: NIOSSLContext?, serverName: String?) {
        self.use = use
        self.context = context
        self.serverName = serverName
    }

    /// Whether a host is an IP address, which has no place in a server name indication.
    private static func isAddress(_ host: String) -> Bool {
        (try? SocketAddress(ipAddress: host, port: 0)) != nil
    }
}
