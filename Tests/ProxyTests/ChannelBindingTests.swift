// SCRAM-SHA-256-PLUS on both sides: logins that are bound to the certificate of the connection that they go over.

import Foundation
import Testing

@testable import PGWire

@Suite("Channel binding", .serialized)
struct ChannelBindingTests {
    private static let certificates = Result { try Certificates() }
    private static let rsa = ["-newkey", "rsa:2048"]

    /// Certificates by the hash of their signature, and the hash that logins are bound with; nil where there is none.
    static let signatures: [(name: String, options: [String], digest: String?)] = [
        ("md5", rsa + ["-md5"], "sha256"), ("sha1", rsa + ["-sha1"], "sha256"), ("sha256", rsa + ["-sha256"], "sha256"),
        ("sha384", rsa + ["-sha384"], "sha384"), ("sha512", rsa + ["-sha512"], "sha512"),
        ("pss", rsa + ["-sha384", "-sigopt", "rsa_padding_mode:pss"], "sha384"),
        ("ecdsa", ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-sha512"], "sha512"),
        ("ed25519", ["-newkey", "ed25519"], nil),
    ]

    private static func certificate(_ name: String) throws -> (certificate: String, key: String) {
        let signature = try #require(signatures.first { $0.name == name })
        return try certificates.get().selfSigned(name, signature.options)
    }

    @Test(
        "a certificate is hashed by the hash of its signature, or by SHA-256 where that is weak",
        arguments: signatures
    )
    func endPoint(name: String, options: [String], digest: String?) throws {
        let paths = try Self.certificate(name)
        let pem = try String(contentsOfFile: paths.certificate, encoding: .utf8)
        let lines = pem.split(separator: "\n").filter { !$0.hasPrefix("-----") }
        let der = [UInt8](try #require(Data(base64Encoded: lines.joined())))
        let made = Cryptography.serverEndPoint(certificate: der)
        guard let digest else { return #expect(made == nil) }
        let expected = try run(
            ["bash", "-c", "openssl x509 -in \(paths.certificate) -outform der | openssl dgst -\(digest) -r"]
        ).output.prefix { $0 != " " }
        #expect(made.map { $0.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() } == String(expected))
        // What is no certificate, or goes on behind it, has none.
        #expect(Cryptography.serverEndPoint(certificate: der + [0]) == nil)
        #expect(Cryptography.serverEndPoint(certificate: Array(der.dropLast())) == nil)
        #expect(Cryptography.serverEndPoint(certificate: []) == nil)
    }

    // libpq 15 cannot hash certificates that are signed with RSA-PSS; later ones can.
    @Test("psql binds its login, or learns that it cannot", arguments: signatures.map(\.name).filter { $0 != "pss" })
    func clients(name: String) throws {
        let server = try PostgreSQL.shared.get()
        let paths = try Self.certificate(name)
        let port = try freePort()
        let listener = "{host: 127.0.0.1, port: \(port), tls: {certificate: \(paths.certificate), key: \(paths.key)}}"
        let gateway = try Gateway(
            Policies.plain.replacing("- {socket: SOCKET}", with: "- \(listener)\n  - {socket: SOCKET}"),
            upstream: server.socket
        )
        let to = ["PGHOST": "127.0.0.1", "PGPORT": "\(port)", "PGSSLMODE": "require"]
        for binding in ["disable", "prefer", "require"] {
            let answer = try gateway.psql(
                "SELECT 1",
                environment: to.merging(["PGCHANNELBINDING": binding]) { $1 }
            )
            if binding == "require", name == "ed25519" {
                #expect(answer.status == 2 && answer.errors.contains("channel binding"), "\(answer.errors)")
            } else {
                #expect(answer == Run(status: 0, output: "1\n", errors: ""))
            }
        }
        // A wrong password sounds as it always does.
        let wrong = try gateway.psql("SELECT 1", environment: to.merging(["PGPASSWORD": "wrong"]) { $1 })
        #expect(wrong.errors.contains("password authentication failed"))
        // Without TLS there is nothing to bind.
        let plain = try gateway.psql("SELECT 1", environment: ["PGCHANNELBINDING": "require"])
        #expect(plain.status == 2)
    }

    @Test("a server that does not bind is not logged in to where the policy demands it")
    func unbinding() throws {
        // Without TLS there is nothing to bind to.
        let server = try PostgreSQL([], port: try freePort())
        for (mode, succeeds) in [("prefer", true), ("require", false)] {
            let gateway = try Gateway(
                Policies.withDatabase(
                    "{host: 127.0.0.1, port: \(server.port), tls: prefer, channel_binding: \(mode), database: postgres, "
                        + "role: app, credential: {file: FOLDER/password}}"
                ),
                upstream: ""
            )
            let answer = try gateway.psql("SELECT 1")
            #expect((answer.output == "1\n") == succeeds)
            if !succeeds { #expect(answer.errors.contains("SG1012")) }
        }
    }

    @Test(
        "a login to PostgreSQL is bound to its certificate, also where the policy demands it",
        arguments: ["md5", "sha256", "sha512", "pss", "ecdsa"]
    )
    func upstream(name: String) throws {
        let port = try freePort()
        let server = try PostgreSQL([], port: port)
        let paths = try Self.certificate(name)
        try server.secure(certificate: paths.certificate, key: paths.key)
        // With `allow` TLS is for servers that refuse to go on without it.
        for (mode, binding, isSecure) in [
            ("require", "prefer", true), ("require", "disable", true), ("require", "require", true),
            ("prefer", "require", true), ("allow", "prefer", false),
        ] {
            let gateway = try Gateway(
                Policies.withDatabase(
                    "{host: 127.0.0.1, port: \(port), tls: \(mode), channel_binding: \(binding), database: postgres, role: app, "
                        + "credential: {file: FOLDER/password}}"
                ),
                upstream: ""
            )
            let answer = try gateway.psql("SELECT ssl::text FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
            #expect(answer == Run(status: 0, output: "\(isSecure)\n", errors: ""), "\(mode) \(binding)")
        }
    }
}
