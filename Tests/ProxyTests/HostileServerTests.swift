// Servers that break the protocol, or are not who they should be: the client hears that there is no session, the log says
// why, and other sessions go on.

import Foundation
import Testing

@Suite("Hostile servers", .serialized)
struct HostileServerTests {
    /// A gateway before a fake server, with or without a password for it.
    private func gateway(_ server: FakeServer, credential: Bool) throws -> Gateway {
        let password = credential ? ", credential: {file: FOLDER/password}" : ""
        return try Gateway(
            Policies.withDatabase("{socket: UPSTREAM, database: postgres, role: app\(password)}"),
            upstream: server.socket
        )
    }

    /// What the client hears when there is no session.
    private func refusal(_ gateway: Gateway) throws -> BackendMessage? {
        let wire = try Wire(path: gateway.socket)
        wire.send(Bytes.startup(["user": "ada", "database": "shop"]))
        try wire.authenticate(Gateway.password)
        let answer = try wire.repliesOrEnd(upTo: "E").last
        #expect(try wire.rest() == [])
        return answer
    }

    private static let canary = "text-of-a-server-4b1d"

    /// A server's part of a login that must not succeed.
    private static let logins: [(String, @Sendable (Wire) throws -> Void)] = [
        ("lets in without a password", { wire in try wire.welcome() }),
        (
            "asks for the password in the clear",
            { wire in
                _ = try wire.startup()
                wire.send("R", Bytes.int32(3))
                _ = try wire.rest()
            }
        ),
        (
            "asks for MD5",
            { wire in
                _ = try wire.startup()
                wire.send("R", Bytes.int32(5) + [1, 2, 3, 4])
                _ = try wire.rest()
            }
        ),
        (
            "offers no SCRAM-SHA-256",
            { wire in
                _ = try wire.startup()
                wire.send("R", Bytes.int32(10) + Bytes.text("SCRAM-SHA-1") + [0])
                _ = try wire.rest()
            }
        ),
        ("demands one round of hashing", { wire in try scram(wire, iterations: "1") }),
        ("demands 2^31-1 rounds", { wire in try scram(wire, iterations: "2147483647") }),
        ("demands a number of rounds that is none", { wire in try scram(wire, iterations: "99999999999999999999") }),
        ("answers with another nonce", { wire in try scram(wire, nonce: "other") }),
        (
            "answers with a nonce of 60,000 characters",
            { wire in try scram(wire, suffix: String(repeating: "x", count: 60_000)) }
        ),
        (
            "accepts any proof without one of its own",
            { wire in
                try scram(wire)
                wire.send("R", Bytes.int32(0))
            }
        ),
        (
            "proves nothing",
            { wire in
                try scram(wire)
                wire.send("R", Bytes.int32(12) + Array("v=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=".utf8))
                wire.send("R", Bytes.int32(0))
            }
        ),
        (
            "refuses the login with its own words",
            { wire in
                _ = try wire.startup()
                wire.send("E", Array("SFATAL\0C28000\0M\(canary)\0\0".utf8))
            }
        ),
        (
            "refuses the login without a code",
            { wire in
                _ = try wire.startup()
                wire.send("E", Array("SFATAL\0M\(canary)\0\0".utf8))
            }
        ),
        (
            "refuses the login without a word",
            { wire in
                _ = try wire.startup()
                wire.send("E", [0])
            }
        ),
        (
            "says what is no message",
            { wire in
                _ = try wire.startup()
                wire.send(Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8))
            }
        ),
        (
            "sends a length of 3",
            { wire in
                _ = try wire.startup()
                wire.send([UInt8(ascii: "R")] + Bytes.int32(3))
                _ = try wire.rest()
            }
        ),
        (
            "sends a length of 2^32-1",
            { wire in
                _ = try wire.startup()
                wire.send([UInt8(ascii: "R")] + Bytes.int32(0xFFFF_FFFF))
                _ = try wire.rest()
            }
        ),
        ("closes at once", { _ in }),
        ("closes after the startup packet", { wire in _ = try wire.startup() }),
    ]

    private static func scram(
        _ wire: Wire,
        nonce: String? = nil,
        suffix: String = "",
        iterations: String = "4096"
    ) throws {
        _ = try wire.startup()
        wire.send("R", Bytes.int32(10) + Bytes.text("SCRAM-SHA-256") + [0])
        let first = String(decoding: try wire.message().body, as: UTF8.self)
        let clientNonce = first.split(separator: "r=").last.map(String.init) ?? ""
        wire.send(
            "R",
            Bytes.int32(11) + Array("r=\(nonce ?? clientNonce + "server" + suffix),s=c2FsdHNhbHQ=,i=\(iterations)".utf8)
        )
        _ = try wire.message()
    }

    /// What a server may say to the gateway's own queries that is no answer.
    private static let catalogs: [(String, @Sendable (Wire) -> Void)] = [
        ("a value of length -2", { $0.send("D", Bytes.int16(1) + Bytes.int32(-2)) }),
        ("a value longer than its row", { $0.send("D", Bytes.int16(1) + Bytes.int32(100)) }),
        ("a length of 3", { $0.send([UInt8(ascii: "D")] + Bytes.int32(3)) }),
        ("an unknown type", { $0.send("?") }),
        ("an error without a word", { $0.send("E", [0]) }),
        ("a request for data", { $0.send("G", [0, 0, 0]) }),
    ]

    @Test("what is no answer to the gateway's own queries leaves the catalog unknown", arguments: 0..<catalogs.count)
    func catalog(_ number: Int) throws {
        let (name, answer) = Self.catalogs[number]
        let server = try FakeServer { wire in
            try wire.welcome(catalog: answer)
            _ = try wire.rest()
        }
        let gateway = try gateway(server, credential: false)
        try gateway.waitForLog("catalog not loaded")
        let wire = try Wire(path: gateway.socket)
        try wire.login()
        wire.send("Q", Bytes.text("SELECT 1"))
        #expect(try wire.replies(upTo: "Z").first?.field("D") == "SG5007", "\(name)")
        #expect(gateway.isRunning)
    }

    @Test("logins that must not succeed", arguments: 0..<logins.count)
    func login(_ number: Int) throws {
        let (name, script) = Self.logins[number]
        let server = try FakeServer(script)
        let gateway = try gateway(server, credential: true)
        let answer = try #require(try refusal(gateway), "\(name)")
        #expect(answer.description == "E(08006)", "\(name)")
        #expect(answer.field("D")?.contains("SG1012") == true, "\(name)")
        #expect(!String(decoding: answer.body, as: UTF8.self).contains(Self.canary), "\(name)")
        #expect(gateway.isRunning)
        #expect(try !gateway.logged().contains(PostgreSQL.password))
    }

    @Test("a server without a password asked for one is not given one, and one that is not there is said to be so")
    func unreachable() throws {
        let asking = try FakeServer { wire in
            _ = try wire.startup()
            wire.send("R", Bytes.int32(3))
            _ = try wire.rest()
        }
        let first = try gateway(asking, credential: false)
        #expect(try refusal(first)?.description == "E(08006)")
        let folder = try Folder()
        let nobody = try Gateway(Policies.trusting, upstream: folder.file("nobody"))
        #expect(try refusal(nobody)?.description == "E(08006)")
        let records = try nobody.records().filter { $0["kind"] as? String == "login-refused" }
        #expect(records.first?["code"] as? String == "SG1012")
    }

    /// What a server says in a session that must end it. It is said after the query was received.
    private static let answers: [(String, @Sendable (Wire) -> Void)] = [
        (
            "a reply that nobody asked for",
            {
                $0.send("Z", [UInt8(ascii: "I")]); $0.send("C", Bytes.text("SELECT 1"))
            }
        ),
        ("a parse that nobody asked for", { $0.send("1") }),
        ("an unknown type", { $0.send("?", [1, 2, 3]) }),
        ("a request for a password", { $0.send("R", Bytes.int32(3)) }),
        ("a new key", { $0.send("K", Bytes.int32(1) + Bytes.int32(2)) }),
        ("a length of 0", { $0.send([UInt8(ascii: "D")] + Bytes.int32(0)) }),
        ("a length of 3", { $0.send([UInt8(ascii: "T")] + Bytes.int32(3)) }),
        ("a length of 2^31", { $0.send([UInt8(ascii: "D")] + Bytes.int32(0x8000_0000)) }),
        ("a length of 2^32-1", { $0.send([UInt8(ascii: "C")] + Bytes.int32(0xFFFF_FFFF)) }),
        ("a status that is none", { $0.send("Z", [UInt8(ascii: "?")]) }),
        ("a status of two bytes", { $0.send("Z", [UInt8(ascii: "I"), 0]) }),
        ("a tag without an end", { $0.send("C", Array("SELECT 1".utf8)) }),
        ("both directions of COPY at once", { $0.send("W", [0, 0, 0]) }),
        ("another encoding", { $0.send("S", Bytes.text("client_encoding") + Bytes.text("SJIS")) }),
        (
            "another meaning of backslashes",
            { $0.send("S", Bytes.text("standard_conforming_strings") + Bytes.text("off")) }
        ),
    ]

    @Test("answers that end a session", arguments: 0..<answers.count)
    func answer(_ number: Int) throws {
        let (name, answer) = Self.answers[number]
        let server = try FakeServer { wire in
            try wire.welcome()
            while true {
                let request = try wire.message()
                guard request.type == UInt8(ascii: "Q") else { return }
                guard !String(decoding: request.body, as: UTF8.self).contains("'bad'") else {
                    answer(wire)
                    _ = try wire.rest()
                    return
                }
                wire.send("T", Bytes.int16(1) + Bytes.text("?column?") + [UInt8](repeating: 0, count: 18))
                wire.send("D", Bytes.int16(1) + Bytes.int32(1) + [UInt8(ascii: "1")])
                wire.send("C", Bytes.text("SELECT 1"))
                wire.send("Z", [UInt8(ascii: "I")])
            }
        }
        let gateway = try gateway(server, credential: false)
        let other = try Wire(path: gateway.socket)
        try other.login()
        let wire = try Wire(path: gateway.socket)
        try wire.login()
        wire.send("Q", Bytes.text("SELECT 'bad'"))
        let said = try wire.repliesOrEnd(upTo: "E")
        #expect(said.last?.field("S") == "FATAL", "\(name): \(said)")
        #expect(try wire.rest() == [])
        #expect(try other.answers(), "\(name)")
        #expect(gateway.isRunning)
        #expect(
            try gateway.records().contains { $0["kind"] as? String == "outcome" && $0["status"] as? String == "lost" },
            "\(name)"
        )
    }

    @Test("errors and notices that lack what they always have are passed on")
    func bareErrors() throws {
        let server = try FakeServer { wire in
            try wire.welcome()
            while try wire.message().type == UInt8(ascii: "Q") {
                wire.send("N", [0])
                wire.send("E", Array("Mno code\0\0".utf8))
                wire.send("Z", [UInt8(ascii: "I")])
            }
        }
        let gateway = try gateway(server, credential: false)
        let wire = try Wire(path: gateway.socket)
        try wire.login()
        for _ in 0..<2 {
            wire.send("Q", Bytes.text("SELECT 1"))
            #expect(try wire.replies(upTo: "Z").map(\.description) == ["E()", "Z(I)"])
        }
    }

    @Test(
        "what a server says before TLS reaches nobody",
        arguments: ["S stuffed", "S, then error", "error", "nonsense"]
    )
    func beforeTLS(_ kind: String) throws {
        let port = try freePort()
        let server = try FakeServer(port: port) { wire in
            _ = try wire.bytes(8)
            let error =
                [UInt8(ascii: "E")] + Bytes.int32(Self.canary.utf8.count + 7) + Array("M\(Self.canary)\0\0".utf8)
            switch kind {
            case "S stuffed": wire.send([UInt8(ascii: "S")] + error)
            case "S, then error":
                wire.send([UInt8(ascii: "S")])
                // The handshake has begun: what comes in the clear now is behind the boundary.
                _ = try wire.bytes(1)
                wire.send(error)
            case "error": wire.send(error)
            default: wire.send(Array("?".utf8))
            }
            _ = try wire.rest()
        }
        defer { withExtendedLifetime(server) {} }
        let gateway = try Gateway(
            Policies.withDatabase(
                "{host: 127.0.0.1, port: \(port), tls: require, role: app, credential: {file: FOLDER/password}}"
            ),
            upstream: ""
        )
        let answer = try #require(try refusal(gateway))
        #expect(answer.description == "E(08006)")
        #expect(!String(decoding: answer.body, as: UTF8.self).contains(Self.canary))
    }
}
