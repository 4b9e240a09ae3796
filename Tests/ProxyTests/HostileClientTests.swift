// Clients that break the protocol are answered or cut off, while another session goes on.

import Foundation
import Testing

@Suite("Hostile clients", .serialized)
struct HostileClientTests {
    private let server: PostgreSQL

    init() throws { server = try PostgreSQL.shared.get() }

    /// What a client sends before it has logged in, and which codes may answer it; none: the connection just ends.
    private static let beforeLogin: [(String, [UInt8], [String])] = {
        let long = String(repeating: "n", count: 64)
        func startup(_ body: [UInt8]) -> [UInt8] { Bytes.int32(body.count + 4) + body }
        let three = Bytes.int32(196_608)
        return [
            ("a length of 0", Bytes.int32(0) + three, ["SG1007"]),
            ("a length of 3", Bytes.int32(3) + three, ["SG1007"]),
            ("a length of 7", Bytes.int32(7) + three, ["SG1007"]),
            ("a length of 2^31-1", Bytes.int32(0x7FFF_FFFF) + three, ["SG1007"]),
            ("a length of 2^31", Bytes.int32(0x8000_0000) + three, ["SG1007"]),
            ("a length of 2^32-1", Bytes.int32(0xFFFF_FFFF) + three, ["SG1007"]),
            ("a length just too long", Bytes.int32(10_005) + three, ["SG1007"]),
            (
                "protocol 2", startup(Bytes.int32(0x0002_0000) + Bytes.text("user") + Bytes.text("ada") + [0]),
                ["SG1025", "SG1007"]
            ),
            (
                "protocol 4", startup(Bytes.int32(0x0004_0000) + Bytes.text("user") + Bytes.text("ada") + [0]),
                ["SG1025", "SG1007"]
            ),
            ("no terminator", startup(three + Bytes.text("user") + Bytes.text("ada")), ["SG1007"]),
            (
                "bytes behind the terminator", startup(three + Bytes.text("user") + Bytes.text("ada") + [0, 0]),
                ["SG1007"]
            ),
            ("a name without a value", startup(three + Bytes.text("user") + [0]), ["SG1007"]),
            ("no user", startup(three + Bytes.text("database") + Bytes.text("shop") + [0]), ["SG1007"]),
            ("an empty user", Bytes.startup(["user": "", "database": "shop"]), ["SG1007"]),
            ("two users", Bytes.startup(["user": "eve", "user": "ada"]), ["SG1007"]),
            ("two databases", Bytes.startup(["user": "ada", "database": "x", "database": "shop"]), ["SG1007"]),
            ("a user of 64 bytes", Bytes.startup(["user": long, "database": "shop"]), ["SG1007"]),
            ("a database of 64 bytes", Bytes.startup(["user": "ada", "database": long]), ["SG1007"]),
            ("replication", Bytes.startup(["user": "ada", "replication": "database"]), ["SG1005"]),
            ("a cancel request without a key", Bytes.int32(12) + Bytes.int32(80_877_102) + Bytes.int32(1), []),
            (
                "a cancel request with a long key",
                Bytes.int32(12 + 300) + Bytes.int32(80_877_102) + Bytes.int32(1) + [UInt8](repeating: 1, count: 300), []
            ),
            (
                "a cancel request for nobody",
                Bytes.int32(16) + Bytes.int32(80_877_102) + Bytes.int32(1) + Bytes.int32(2), []
            ),
            ("HTTP", Array("GET / HTTP/1.1\r\nHost: x\r\n\r\n".utf8), ["SG1007"]),
            ("a request for TLS with something behind it", Bytes.tlsRequest + Bytes.startup(["user": "ada"]), []),
            ("a second request for TLS", Bytes.tlsRequest, []),
            ("a TLS handshake where there is no TLS", [0x16, 3, 1, 0, 5, 1, 0, 0, 1, 3], ["SG1007"]),
        ]
    }()

    @Test("first packets that are none")
    func startup() throws {
        let gateway = try Gateway(Policies.plain, upstream: server.socket)
        let other = try Wire(path: gateway.socket)
        try other.login()
        for (name, bytes, codes) in Self.beforeLogin {
            let wire = try Wire(path: gateway.socket)
            wire.send(bytes)
            if name == "a second request for TLS" {
                #expect(try wire.bytes(1) == [UInt8(ascii: "N")])
                wire.send(bytes)
            }
            wire.finish()
            let answer = String(decoding: try wire.rest(), as: UTF8.self)
            if codes.isEmpty {
                #expect(!answer.contains("SCRAM"), "\(name): \(answer)")
            } else {
                #expect(codes.contains { answer.contains($0) }, "\(name): \(answer)")
            }
            #expect(try other.answers(), "\(name)")
        }
        #expect(gateway.isRunning)
    }

    @Test("settings that a client may not bring along")
    func settings() throws {
        let gateway = try Gateway(Policies.plain, upstream: server.socket)
        let attempts: [(String, String)] = [
            ("client_encoding", "SJIS"), ("standard_conforming_strings", "off"), ("search_path", "evil, pg_catalog"),
            ("backslash_quote", "on"), ("options", "-c standard_conforming_strings=off"),
            ("options", "--role=postgres"),
            ("options", "--search-path=evil,pg_catalog"), ("session_authorization", "postgres"),
        ]
        for (name, value) in attempts {
            let wire = try Wire(path: gateway.socket)
            wire.send(Bytes.startup(["user": "ada", "database": "shop", name: value]))
            try wire.authenticate(Gateway.password)
            let answer = try wire.replies(upTo: "E")
            let code = try #require(answer.last?.field("D"), "\(name)=\(value)")
            #expect(["SG1006", "SG2201", "SG5005"].contains { code.hasPrefix($0) }, "\(name)=\(value): \(code)")
            #expect(try wire.rest() == [])
        }
    }

    @Test("steps of the login out of order, and lengths that are none")
    func authentication() throws {
        let gateway = try Gateway(Policies.plain, upstream: server.socket)
        let other = try Wire(path: gateway.socket)
        try other.login()
        let first = Array("n,,n=,r=nonce".utf8)
        let initial = Bytes.text("SCRAM-SHA-256") + Bytes.int32(first.count) + first
        func sasl(_ message: String) -> [UInt8] {
            Bytes.text("SCRAM-SHA-256") + Bytes.int32(message.utf8.count) + Array(message.utf8)
        }
        let attempts: [(String, [(Character, [UInt8])])] = [
            ("a query instead of a password", [("Q", Bytes.text("DROP TABLE item"))]),
            ("a bind instead of a password", [("B", Bytes.text("") + Bytes.text(""))]),
            ("a password in the clear", [("p", Bytes.text(Gateway.password))]),
            ("another mechanism", [("p", Bytes.text("OAUTHBEARER") + Bytes.int32(0))]),
            (
                "channel binding that was not offered",
                [("p", Bytes.text("SCRAM-SHA-256-PLUS") + Bytes.int32(first.count) + first)]
            ),
            ("a flag of channel binding", [("p", sasl("p=tls-server-end-point,,n=,r=nonce"))]),
            ("an authorization identity", [("p", sasl("n,a=postgres,n=,r=nonce"))]),
            (
                "a length beyond the message",
                [("p", Bytes.text("SCRAM-SHA-256") + Bytes.int32(first.count + 1) + first)]
            ),
            ("a negative length", [("p", Bytes.text("SCRAM-SHA-256") + Bytes.int32(-2) + first)]),
            ("no initial response", [("p", Bytes.text("SCRAM-SHA-256") + Bytes.int32(-1))]),
            ("an empty nonce", [("p", sasl("n,,n=,r="))]),
            ("a long nonce", [("p", sasl("n,,n=,r=" + String(repeating: "x", count: 60_000)))]),
            ("bytes that are no text", [("p", Bytes.text("SCRAM-SHA-256") + Bytes.int32(4) + [0xFF, 0xFE, 0, 0])]),
            ("a proof of nothing", [("p", initial), ("p", [])]),
            ("a proof with another nonce", [("p", initial), ("p", Array("c=biws,r=other,p=AAAA".utf8))]),
            ("the first step twice", [("p", initial), ("p", initial)]),
            ("a query after the first step", [("p", initial), ("Q", Bytes.text("SELECT 1"))]),
        ]
        for (name, messages) in attempts {
            let wire = try Wire(path: gateway.socket)
            wire.send(Bytes.startup(["user": "ada", "database": "shop"]))
            #expect(try wire.message().type == UInt8(ascii: "R"))
            for (type, body) in messages { wire.send(type, body) }
            wire.finish()
            let answer = String(decoding: try wire.rest(), as: UTF8.self)
            // A nonce may be as long as the message; that is a beginning and no more.
            #expect(answer.contains("FATAL") || name == "a long nonce", "\(name): \(answer)")
            #expect(!answer.contains("server_version"), "\(name)")
            #expect(try other.answers(), "\(name)")
        }
        for length in [0, 3, 65_540, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF] {
            let wire = try Wire(path: gateway.socket)
            wire.send(Bytes.startup(["user": "ada", "database": "shop"]))
            #expect(try wire.message().type == UInt8(ascii: "R"))
            wire.send([UInt8(ascii: "p")] + Bytes.int32(length) + [1, 2, 3, 4])
            wire.finish()
            #expect(try String(decoding: wire.rest(), as: UTF8.self).contains("FATAL"), "\(length)")
            #expect(try other.answers(), "\(length)")
        }
        #expect(gateway.isRunning)
    }

    @Test("messages that are none, of every type")
    func messages() throws {
        let gateway = try Gateway(Policies.plain, upstream: server.socket)
        let other = try Wire(path: gateway.socket)
        try other.login()
        var attempts: [(String, [UInt8])] = []
        for type in "QPBDECHSFdcfXp" {
            let letter = type.asciiValue ?? 0
            for length in [0, 3, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF] {
                attempts.append(("\(type) with the length \(length)", [letter] + Bytes.int32(length)))
            }
        }
        for type: UInt8 in [0, 0x0A, UInt8(ascii: "R"), UInt8(ascii: "Z"), UInt8(ascii: "?"), 0x80, 0xFF] {
            attempts.append(("the unknown type \(type)", [type] + Bytes.int32(4)))
        }
        func message(_ type: Character, _ body: [UInt8]) -> [UInt8] {
            [type.asciiValue ?? 0] + Bytes.int32(body.count + 4) + body
        }
        attempts += [
            ("a query without its end", message("Q", Array("SELECT 1".utf8))),
            (
                "a query with something behind its end",
                message("Q", Bytes.text("SELECT 1") + Bytes.text("DROP TABLE item"))
            ),
            ("an empty query message", message("Q", [])),
            ("a parse without types", message("P", Bytes.text("") + Bytes.text("SELECT 1"))),
            (
                "a parse with more types than there are",
                message("P", Bytes.text("") + Bytes.text("SELECT 1") + Bytes.int16(9))
            ),
            ("a bind without anything", message("B", [])),
            (
                "a bind with a negative length",
                message(
                    "B",
                    Bytes.text("") + Bytes.text("") + Bytes.int16(0) + Bytes.int16(1) + Bytes.int32(-2) + Bytes.int16(0)
                )
            ),
            (
                "a bind with a value beyond its end",
                message(
                    "B",
                    Bytes.text("") + Bytes.text("") + Bytes.int16(0) + Bytes.int16(1) + Bytes.int32(100)
                        + Bytes.int16(0)
                )
            ),
            ("a describe of neither", message("D", [UInt8(ascii: "X"), 0])),
            ("a close of neither", message("C", [UInt8(ascii: "X"), 0])),
            ("an execute without its number", message("E", Bytes.text(""))),
            ("a sync with a body", message("S", [1])),
            ("a flush with a body", message("H", [1])),
            ("a password in the middle of a session", message("p", Bytes.text("x"))),
        ]
        for (name, bytes) in attempts {
            let wire = try Wire(path: gateway.socket)
            try wire.login()
            wire.send(bytes)
            wire.send("S")
            wire.finish()
            let answer = String(decoding: try wire.rest(), as: UTF8.self)
            if bytes.first != UInt8(ascii: "X") {
                #expect(answer.contains("08P01") || answer.contains("54000"), "\(name): \(answer)")
            }
            #expect(try other.answers(), "\(name)")
        }
        #expect(try server.sql("SELECT count(*) FROM item") == "1000")
        #expect(gateway.isRunning)
    }

    @Test("a client that vanishes in the middle of a message or of a result leaves nothing behind")
    func vanishing() throws {
        let gateway = try Gateway(Policies.plain, upstream: server.socket)
        let other = try Wire(path: gateway.socket)
        try other.login()
        let cuts: [(Wire) throws -> Void] = [
            { $0.send([UInt8(ascii: "Q"), 0, 0, 1]) },
            { $0.send([UInt8(ascii: "Q")] + Bytes.int32(1000) + Array("SELECT".utf8)) },
            { wire in
                wire.send("P", Bytes.text("") + Bytes.text("SELECT $1::text") + Bytes.int16(0))
                wire.send(
                    [UInt8(ascii: "B")] + Bytes.int32(1 << 20) + Bytes.text("") + Bytes.text("") + Bytes.int16(0)
                        + Bytes.int16(1) + Bytes.int32(1 << 19) + [1, 2, 3]
                )
            },
            { wire in
                wire.send("Q", Bytes.text("SELECT repeat('x', 1000) FROM generate_series(1, 1000000)"))
                _ = try wire.bytes(100_000)
            },
            { wire in
                wire.send("Q", Bytes.text("COPY item FROM STDIN"))
                _ = try wire.replies(upTo: "G")
                wire.send([UInt8(ascii: "d")] + Bytes.int32(1000) + Array("1\t".utf8))
            },
        ]
        for cut in cuts {
            let wire = try Wire(path: gateway.socket)
            try wire.login()
            try cut(wire)
            wire.reset()
        }
        // The server is rid of all of them but the one that is there.
        try waitUntil { try server.sql("SELECT count(*) FROM pg_stat_activity WHERE usename = 'app'") == "1" }
        #expect(try other.answers())
        #expect(try server.sql("SELECT count(*) FROM item") == "1000")
    }
}

extension Wire {
    /// Whether a session still answers.
    func answers() throws -> Bool {
        send("Q", Bytes.text("SELECT 1"))
        return try replies(upTo: "Z").map(\.description) == ["T", "D", "C", "Z(I)"]
    }
}
