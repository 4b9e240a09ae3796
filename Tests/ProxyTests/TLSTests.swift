// TLS towards clients and towards servers. A second gateway is the server with TLS: it has what PostgreSQL has there.

import Foundation
import Glibc
import Testing

@Suite("TLS", .serialized)
struct TLSTests {
    private let server: PostgreSQL
    private let certificates: Certificates

    init() throws {
        server = try PostgreSQL.shared.get()
        certificates = try Certificates()
    }

    private struct Listening {
        let gateway: Gateway
        let port: Int
    }

    /// A gateway that listens with TLS on a port of these addresses.
    private func listening(_ tls: String, hosts: [String] = ["127.0.0.1"]) throws -> Listening {
        let port = try freePort()
        let files = "certificate: \(certificates.file("server.pem")), key: \(certificates.file("server.key"))"
        let listeners = hosts.map { "- {host: \($0), port: \(port), tls: {\(files)\(tls)}}" }
        let policy = Policies.withDatabase(
            "{socket: UPSTREAM, database: postgres, role: app, credential: {file: FOLDER/password}}"
        ).replacing("- {socket: SOCKET}", with: listeners.joined(separator: "\n  "))
        return Listening(gateway: try Gateway(policy, upstream: server.socket), port: port)
    }

    private func psql(_ to: Listening, _ settings: [String: String], sql: String = "SELECT 1") throws -> Run {
        try to.gateway.psql(sql, environment: ["PGHOST": "127.0.0.1", "PGPORT": "\(to.port)"].merging(settings) { $1 })
    }

    @Test("after a reload another certificate is shown; files that are broken change nothing")
    func reload() throws {
        let to = try listening("")
        func answer(_ root: String) throws -> String {
            try psql(to, ["PGSSLMODE": "verify-full", "PGSSLROOTCERT": root]).output
        }
        let first = certificates.file("ca.pem")
        #expect(try answer(first) == "1\n")
        let next = try certificates.selfSigned(
            "next",
            ["-newkey", "rsa:2048", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
        )
        for (new, old) in [(next.certificate, "server.pem"), (next.key, "server.key")] {
            try FileManager.default.removeItem(atPath: certificates.file(old))
            try FileManager.default.copyItem(atPath: new, toPath: certificates.file(old))
        }
        to.gateway.signal(SIGHUP)
        try to.gateway.waitForLog("policy reloaded")
        #expect(try answer(first) == "")
        #expect(try answer(next.certificate) == "1\n")
        try certificates.folder.write("server.pem", "nonsense")
        to.gateway.signal(SIGHUP)
        try to.gateway.waitForLog("policy not reloaded")
        #expect(try answer(next.certificate) == "1\n")
    }

    @Test("a client checks the certificate, and its session is secured")
    func client() throws {
        let to = try listening("")
        let verified = ["PGSSLMODE": "verify-full", "PGSSLROOTCERT": certificates.file("ca.pem")]
        #expect(try psql(to, verified) == Run(status: 0, output: "1\n", errors: ""))
        // A result of several megabytes crosses it whole.
        let large = try psql(to, verified, sql: "SELECT repeat('x', 5000000)")
        #expect(large.output.utf8.count == 5_000_001)
        let other = ["PGSSLMODE": "verify-full", "PGSSLROOTCERT": certificates.file("other.pem")]
        #expect(try psql(to, other).errors.contains("certificate verify failed"))
        let records = try to.gateway.records().filter { $0["kind"] as? String == "login" }
        #expect(records.count == 2)
        #expect(records.allSatisfy { $0["tls"] != nil })
    }

    @Test("where TLS is required a client without it is refused before it sends a password")
    func required() throws {
        let to = try listening("")
        let refused = try psql(to, ["PGSSLMODE": "disable"])
        #expect(refused.status == 2)
        #expect(refused.errors.contains("FATAL:") && !refused.errors.contains("password authentication"))
        let optional = try listening(", required: false")
        #expect(try psql(optional, ["PGSSLMODE": "disable"]).output == "1\n")
        #expect(try psql(optional, ["PGSSLMODE": "require"]).output == "1\n")
    }

    @Test("a client certificate is demanded where authorities for them are named")
    func clientCertificate() throws {
        let to = try listening(", client_authorities: \(certificates.file("ca.pem"))")
        #expect(try psql(to, ["PGSSLMODE": "require"]).status == 2)
        let own = [
            "PGSSLMODE": "require", "PGSSLCERT": certificates.file("client.pem"),
            "PGSSLKEY": certificates.file("client.key"),
        ]
        #expect(try psql(to, own).output == "1\n")
    }

    @Test("a connection may begin with TLS, if it agrees on postgresql")
    func direct() throws {
        let to = try listening("")
        func handshake(_ protocols: [String]) throws -> Run {
            // After the handshake a startup packet with a broken length is sent, which is answered through TLS.
            try run(
                [
                    "bash", "-c",
                    "printf '\\0\\0\\0\\3' | timeout 20 openssl s_client -quiet -connect 127.0.0.1:\(to.port) -CAfile \(certificates.file("ca.pem")) -verify_return_error "
                        + protocols.map { "-alpn \($0)" }.joined(separator: " "),
                ]
            )
        }
        #expect(try handshake(["postgresql"]).output.contains("SG1007"))
        // Of the others nothing is read: they hear why, and that is all.
        for protocols in [["http/1.1"], []] {
            let answer = try handshake(protocols).output
            #expect(answer.contains("SG1009") && !answer.contains("SG1007"))
        }
    }

    @Test("bytes that were sent in the clear behind a request for TLS are never read as if they came through it")
    func stuffed() throws {
        let to = try listening(", required: false")
        for first in [Bytes.tlsRequest, Bytes.gssRequest] {
            let wire = try Wire(port: to.port)
            wire.send(first + Bytes.startup(["user": "ada", "database": "shop"]))
            let answer = try wire.rest()
            #expect(!answer.contains(UInt8(ascii: "R")), "\(answer)")
        }
        // The same in two segments: what follows is TLS or nothing.
        let wire = try Wire(port: to.port)
        wire.send(Bytes.tlsRequest)
        #expect(try wire.bytes(1) == [UInt8(ascii: "S")])
        wire.send(Bytes.startup(["user": "ada", "database": "shop"]))
        #expect(try !wire.rest().contains(UInt8(ascii: "R")))
        #expect(try psql(to, ["PGSSLMODE": "require"]).output == "1\n")
    }

    @Test(
        "towards a server TLS means what sslmode means to libpq",
        arguments: [
            ("verify-full", "localhost", "ca", true), ("verify-full", "127.0.0.1", "ca", true),
            ("verify-full", "localhost", "other", false), ("verify-full", "127.0.0.2", "ca", false),
            ("verify-ca", "127.0.0.2", "ca", true), ("verify-ca", "localhost", "other", false),
            ("require", "127.0.0.2", "ca", true), ("require", "localhost", "other", false),
            ("require", "127.0.0.2", "", true),
            ("prefer", "127.0.0.2", "", true), ("allow", "127.0.0.1", "", true), ("disable", "127.0.0.1", "", false),
        ]
    )
    func upstream(_ mode: String, _ host: String, _ authority: String, _ succeeds: Bool) throws {
        let inner = try listening("", hosts: ["127.0.0.1", "127.0.0.2"])
        let authorities = authority.isEmpty ? "" : ", authorities: \(certificates.file(authority + ".pem"))"
        let outer = try Gateway(
            Policies.withDatabase(
                "{host: \(host), port: \(inner.port), tls: \(mode), role: ada, database: shop, credential: {file: FOLDER/client}\(authorities)}"
            ),
            upstream: ""
        )
        let answer = try outer.psql("SELECT 1")
        #expect((answer.output == "1\n") == succeeds, "\(answer.errors)")
        if !succeeds {
            #expect(answer.errors.contains("SG1012"))
            #expect(!answer.errors.contains("certificate"))
        }
    }
}
