// A side that does not read holds up the other one, and nothing piles up in between.

import Foundation
import Glibc
import Testing

@Suite("Back-pressure", .serialized)
struct BackPressureTests {
    private let server: PostgreSQL

    init() throws { server = try PostgreSQL.shared.get() }

    /// Memory that the process has in use, in bytes.
    private func memory(_ gateway: Gateway) throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(gateway.pid)/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
        return try #require(Int(line.split(separator: " ")[1])) * 1024
    }

    @Test("a client that does not read a result of 300 MB stops the server, not the gateway, and gets all of it later")
    func slowClient() throws {
        let gateway = try Gateway(Policies.plain, upstream: server.socket)
        let other = try Wire(path: gateway.socket)
        try other.login()
        let wire = try Wire(path: gateway.socket)
        try wire.login()
        let before = try memory(gateway)
        let mark = "SELECT repeat('x', 1000), '\(UUID().uuidString)' FROM generate_series(1, 300000)"
        wire.send("Q", Bytes.text(mark))
        try waitUntil {
            try server.sql(
                "SELECT count(*) FROM pg_stat_activity WHERE query = $$\(mark)$$ AND wait_event = 'ClientWrite'"
            ) == "1"
        }
        #expect(try memory(gateway) - before < 32 << 20)
        #expect(try other.answers())
        #expect(try wire.message().type == UInt8(ascii: "T"))
        var rows = 0
        while true {
            let message = try wire.message()
            guard message.type == UInt8(ascii: "D") else {
                #expect(message.type == UInt8(ascii: "C"))
                break
            }
            rows += 1
        }
        #expect(rows == 300_000)
        #expect(try memory(gateway) - before < 64 << 20)
    }

    @Test("a server that does not read stops the client, not the gateway, and gets everything later")
    func slowServer() throws {
        let gateway = try Gateway(Policies.plain, upstream: server.socket)
        try server.sql("CREATE TABLE filled (line text); ALTER TABLE filled OWNER TO app")
        defer { _ = try? server.sql("DROP TABLE filled") }
        let wire = try Wire(path: gateway.socket)
        try wire.login()
        wire.send("Q", Bytes.text("COPY filled FROM STDIN"))
        #expect(try wire.replies(upTo: "G").count == 1)
        let before = try memory(gateway)
        let backend = try server.sql(
            "SELECT pid FROM pg_stat_activity WHERE query = 'COPY filled FROM STDIN' AND usename = 'app'"
        )
        let pid = try #require(Int32(backend))
        kill(pid, SIGSTOP)
        let line = [UInt8](repeating: UInt8(ascii: "y"), count: 9999) + [UInt8(ascii: "\n")]
        let message = [UInt8(ascii: "d")] + Bytes.int32(line.count + 4) + line
        var sent = 0
        while sent < 300 << 20, wire.isWritable(within: 500) {
            wire.send(message)
            sent += line.count
        }
        #expect(sent < 100 << 20)
        #expect(try memory(gateway) - before < 32 << 20)
        kill(pid, SIGCONT)
        wire.send("c")
        #expect(try wire.replies(upTo: "Z").map(\.description) == ["C", "Z(I)"])
        #expect(try server.sql("SELECT sum(length(line)) FROM filled") == "\(sent / 10_000 * 9999)")
    }

    /// So many times a Bind of a statement that there is not, and a Sync.
    private func refusals(_ count: Int) -> [UInt8] {
        let body = Bytes.text("") + Bytes.text("nothing") + Bytes.int16(0) + Bytes.int16(0) + Bytes.int16(0)
        let pair = [UInt8(ascii: "B")] + Bytes.int32(body.count + 4) + body + [UInt8(ascii: "S")] + Bytes.int32(4)
        return Array([[UInt8]](repeating: pair, count: count).joined())
    }

    @Test("a client that sends 100,000 requests at a time gets its answers in pieces, and others get theirs meanwhile")
    func flood() throws {
        let gateway = try Gateway(Policies.plain, upstream: server.socket)
        let other = try Wire(path: gateway.socket)
        try other.login()
        let wire = try Wire(path: gateway.socket)
        try wire.login()
        let before = try memory(gateway)
        // A text that a parser's thread is at while all the rest arrives.
        wire.send("Q", Bytes.text("CREATE VIEW v AS SELECT 1" + String(repeating: ",1", count: 100_000)))
        let count = 100_000
        wire.send(refusals(count))
        #expect(try wire.replies(upTo: "Z").map(\.description) == ["E(42501)", "Z(I)"])
        var most = 0
        for number in 0..<count {
            let (refusal, ready) = (try wire.message(), try wire.message())
            guard refusal.description == "E(26000)", ready.description == "Z(I)" else {
                Issue.record("\(number): \(refusal) \(ready)")
                return
            }
            guard number % 5000 == 0 else { continue }
            most = max(most, try memory(gateway))
            #expect(try other.answers())
        }
        #expect(most - before < 64 << 20)
        #expect(try wire.answers())
    }

    @Test("what a client sent before it closed its end of the connection is answered, to the last request")
    func halfClosed() throws {
        let gateway = try Gateway(Policies.plain, upstream: server.socket)
        let wire = try Wire(path: gateway.socket)
        try wire.login()
        let count = 20_000
        wire.send(refusals(count))
        wire.finish()
        for _ in 0..<count {
            #expect(try [wire.message(), wire.message()].map(\.description) == ["E(26000)", "Z(I)"])
        }
        #expect(try wire.rest() == [])
        try waitUntil { try gateway.records().contains { $0["reason"] as? String == "client-left" } }
    }

    @Test("a parameter of 60 MB is passed on while it arrives")
    func largeBind() throws {
        let gateway = try Gateway(Policies.plain, upstream: server.socket)
        let wire = try Wire(path: gateway.socket)
        try wire.login()
        let before = try memory(gateway)
        let value = [UInt8](repeating: UInt8(ascii: "z"), count: 60 << 20)
        wire.send("P", Bytes.text("") + Bytes.text("SELECT length($1::text)") + Bytes.int16(0))
        wire.send(
            "B",
            Bytes.text("") + Bytes.text("") + Bytes.int16(0) + Bytes.int16(1) + Bytes.int32(value.count) + value
                + Bytes.int16(0)
        )
        wire.send("E", Bytes.text("") + Bytes.int32(0))
        wire.send("S")
        let replies = try wire.replies(upTo: "Z")
        #expect(replies.map(\.description) == ["1", "2", "D", "C", "Z(I)"])
        #expect(replies[2].body == Bytes.int16(1) + Bytes.int32(8) + Array("\(60 << 20)".utf8))
        #expect(try memory(gateway) - before < 32 << 20)
        let record = try #require(try gateway.records().first { $0["exchange"] as? String == "execute" })
        let parameter = try #require((record["parameters"] as? [[String: Any]])?.first)
        #expect(parameter["bytes"] as? Int == 60 << 20)
    }

    /// Sends bytes as long as somebody takes them; false when nobody has for ten seconds.
    private func send(_ bytes: [UInt8], over wire: Wire) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            guard wire.isWritable(within: 10_000), wire.send(Array(rest.prefix(16 << 10))) else { return false }
            rest = rest.dropFirst(16 << 10)
        }
        return true
    }

    @Test("a client that was not read from for a while is read from again when the server has taken everything at once")
    func readAgain() throws {
        // A socket of TCP has room for more than a megabyte, one of Unix has not.
        let server = try PostgreSQL([], port: try freePort())
        let database =
            "{host: 127.0.0.1, port: \(server.port), tls: disable, database: postgres, role: app, "
            + "credential: {file: FOLDER/password}}"
        let gateway = try Gateway(Policies.withDatabase(database, limits: "{message_bytes: 1048576}"), upstream: "")
        let wire = try Wire(path: gateway.socket)
        try wire.login()
        // A text that a parser's thread is at while more of the Bind arrives than is kept.
        let text = "SELECT length($1::text) WHERE 1 IN (1" + String(repeating: ",1", count: 100_000) + ")"
        let value = [UInt8](repeating: UInt8(ascii: "z"), count: 8 << 20)
        let messages = [
            PiecesTests.message("P", Bytes.text("") + Bytes.text(text) + Bytes.int16(0)),
            PiecesTests.message(
                "B",
                Bytes.text("") + Bytes.text("") + Bytes.int16(0) + Bytes.int16(1) + Bytes.int32(value.count) + value
                    + Bytes.int16(0)
            ),
            PiecesTests.message("S"),
        ]
        for _ in 0..<3 {
            let isTaken = send(Array(messages.joined()), over: wire)
            #expect(isTaken)
            #expect(try wire.replies(upTo: "Z").map(\.description) == ["1", "2", "Z(I)"])
        }
    }
}
