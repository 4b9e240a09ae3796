// Bounds of a policy, seen to act on real connections: caps, times, options of sockets.

import Foundation
import Glibc
import Testing

@testable import Proxy

@Suite("Limits", .serialized)
struct LimitTests {
    private let server: PostgreSQL

    init() throws { server = try PostgreSQL.shared.get() }

    private static let database =
        "{socket: UPSTREAM, database: postgres, role: app, credential: {file: FOLDER/password}}"

    private func gateway(_ limits: String, edit: (String) -> String = { $0 }) throws -> Gateway {
        try Gateway(edit(Policies.withDatabase(Self.database, limits: limits)), upstream: server.socket)
    }

    /// What a login comes to that is refused behind the proof of the password.
    private func refusal(_ gateway: Gateway, user: String = "ada", database: String = "shop") throws -> String? {
        let wire = try Wire(path: gateway.socket)
        wire.send(Bytes.startup(["user": user, "database": database]))
        try wire.authenticate(Gateway.password)
        let last = try wire.replies(upTo: "E").last
        #expect(last?.description == "E(53300)")
        #expect(try wire.rest() == [])
        return last?.field("M")
    }

    // MARK: caps

    @Test("more connections than max_client_conn are turned away with 53300, and may come again later")
    func connections() throws {
        let gateway = try gateway("{max_client_conn: 1}")
        var first: Wire? = try Wire(path: gateway.socket)
        try first?.login()
        let second = try Wire(path: gateway.socket)
        second.send(Bytes.startup(["user": "ada", "database": "shop"]))
        let answer = try second.reply()
        #expect(answer.description == "E(53300)")
        #expect(answer.field("M") == "no more connections allowed (max_client_conn)")
        #expect(try second.rest() == [])
        first?.send("X")
        #expect(try first?.rest() == [])
        first = nil
        try waitUntil { try gateway.status()["sessions"] as? Int == 0 }
        try Wire(path: gateway.socket).login()
    }

    @Test("one user's sessions are limited by themselves, and a user may have a bound of its own")
    func user() throws {
        let gateway = try gateway("{max_user_client_connections: 1}") {
            $0.replacing(
                "eve: {verifier: 'VERIFIER', groups: [others]",
                with: "eve: {verifier: 'VERIFIER', groups: [dev]"
            )
            .replacing("kind: person}\n    robot", with: "kind: person, max_user_client_connections: 2}\n    robot")
        }
        let first = try Wire(path: gateway.socket)
        try first.login()
        #expect(try refusal(gateway) == "no more connections allowed (max_user_client_connections)")
        let others = [try Wire(path: gateway.socket), try Wire(path: gateway.socket)]
        for other in others { try other.login(user: "eve") }
        #expect(try refusal(gateway, user: "eve") == "no more connections allowed (max_user_client_connections)")
        first.send("X")
        #expect(try first.rest() == [])
        try waitUntil { try gateway.status()["sessions"] as? Int == 2 }
        try Wire(path: gateway.socket).login()
    }

    @Test("one database's sessions are limited by themselves, and a database may have a bound of its own")
    func database() throws {
        let gateway = try gateway("{max_db_client_connections: 1}") {
            let own = Self.database.replacing("}}", with: "}, max_db_client_connections: 2}")
            return $0.replacing("databases:\n", with: "databases:\n  lab: \(own)\n")
                .replacing("database: [shop], group", with: "database: [shop, lab], group")
        }
        let first = try Wire(path: gateway.socket)
        try first.login()
        #expect(try refusal(gateway) == "no more connections allowed (max_db_client_connections)")
        let others = [try Wire(path: gateway.socket), try Wire(path: gateway.socket)]
        for other in others { try other.login(database: "lab") }
        #expect(try refusal(gateway, database: "lab") == "no more connections allowed (max_db_client_connections)")
    }

    @Test("where there are as many connections as there may be, statements are cancelled, and TLS is begun to say so")
    func fullProcess() throws {
        let (certificates, port) = (try Certificates(), try freePort())
        let files = "certificate: \(certificates.file("server.pem")), key: \(certificates.file("server.key"))"
        let gateway = try gateway("{max_client_conn: 1}") {
            $0.replacing("listeners:\n", with: "listeners:\n  - {host: 127.0.0.1, port: \(port), tls: {\(files)}}\n")
        }
        let wire = try Wire(path: gateway.socket)
        let key = try #require(try wire.login().first { $0.type == UInt8(ascii: "K") }).body
        let mark = "SELECT pg_sleep(600), '\(UUID().uuidString)'"
        wire.send("Q", Bytes.text(mark))
        try waitUntil {
            try server.sql("SELECT count(*) FROM pg_stat_activity WHERE query = $$\(mark)$$ AND state = 'active'")
                == "1"
        }
        let refused = try gateway.psql(
            "SELECT 1",
            environment: ["PGHOST": "127.0.0.1", "PGPORT": "\(port)", "PGSSLMODE": "require"]
        )
        #expect(refused.status == 2)
        #expect(refused.errors.contains("FATAL:  no more connections allowed (max_client_conn)"))
        let cancel = try Wire(path: gateway.socket)
        cancel.send(Bytes.int32(16) + Bytes.int32(80_877_102) + key)
        #expect(try cancel.rest() == [])
        #expect(try wire.replies(upTo: "Z").map(\.description) == ["T", "E(57014)", "Z(I)"])
        try gateway.waitForLog("login refused")
        #expect(
            try gateway.records().count {
                $0["kind"] as? String == "login-refused" && $0["code"] as? String == "SG1024"
            }
                == 1
        )
    }

    @Test("of those that are too many a few are listened to for a moment, and the others closed at once")
    func excess() throws {
        let gateway = try gateway("{max_client_conn: 1, client_login_timeout: 1h}")
        let wire = try Wire(path: gateway.socket)
        try wire.login()
        let silent = try (0..<SharedState.mostExcess + 3).map { _ in try Wire(path: gateway.socket) }
        let answers = try silent.map { String(decoding: try $0.rest(), as: UTF8.self) }
        #expect(answers.count { $0.isEmpty } == 3)
        #expect(answers.count { $0.contains("SG1011") } == SharedState.mostExcess)
        let later = try Wire(path: gateway.socket)
        later.send(Bytes.startup(["user": "ada", "database": "shop"]))
        #expect(try later.reply().description == "E(53300)")
        #expect(try wire.answers())
    }

    // MARK: texts and messages

    @Test("a text with too many bytes, tokens or levels is refused, and a message that is too long ends the session")
    func texts() throws {
        let gateway = try gateway(
            "{message_bytes: 2048, statement_bytes: 100, statement_tokens: 20, statement_depth: 5}"
        )
        let wire = try Wire(path: gateway.socket)
        try wire.login()
        for (text, code) in [
            ("SELECT '\(String(repeating: "x", count: 100))'", "SG2004"),
            ("SELECT 1" + String(repeating: ",1", count: 20), "SG2005"), ("SELECT ((((((1))))))", "SG2006"),
            ("SELECT '\(String(repeating: "x", count: 1900))'", "SG2004"),
        ] {
            wire.send("Q", Bytes.text(text))
            let replies = try wire.replies(upTo: "Z")
            #expect(replies.map(\.description) == ["E(54000)", "Z(I)"])
            #expect(replies[0].field("D")?.contains(code) == true, "\(text)")
        }
        #expect(try wire.answers())
        wire.send("Q", Bytes.text("SELECT '\(String(repeating: "x", count: 2048))'"))
        let last = try wire.reply()
        #expect(last.description == "E(54000)")
        #expect(last.field("S") == "FATAL" && last.field("D") == "SG1002")
        #expect(try wire.rest() == [])
    }

    @Test("a session keeps the bound on messages that it began with, whatever a reload says")
    func smallerMessages() throws {
        let gateway = try gateway("{message_bytes: 8388608}")
        let wire = try Wire(path: gateway.socket)
        try wire.login()
        try gateway.write(
            Policies.withDatabase(Self.database, limits: "{message_bytes: 65536}"),
            upstream: server.socket
        )
        gateway.signal(SIGHUP)
        try gateway.waitForLog("policy reloaded")
        wire.send("Q", Bytes.text("SELECT '\(String(repeating: "x", count: 3 << 20))'"))
        #expect(try wire.replies(upTo: "Z").map(\.description) == ["E(54000)", "Z(I)"])
        #expect(try wire.answers())
    }

    // MARK: times

    @Test("who does not log in in time, and who is silent for too long, is ended")
    func silence() throws {
        let gateway = try gateway(
            "{client_login_timeout: 300ms, client_idle_timeout: 600ms, idle_transaction_timeout: 500ms}"
        )
        let silent = try Wire(path: gateway.socket)
        _ = try silent.rest()
        let half = try Wire(path: gateway.socket)
        half.send(Array(Bytes.startup(["user": "ada", "database": "shop"]).dropLast(3)))
        _ = try half.rest()
        let idle = try Wire(path: gateway.socket)
        try idle.login()
        #expect(try idle.reply().description == "E(57P05)")
        #expect(try idle.rest() == [])
        let open = try Wire(path: gateway.socket)
        try open.login()
        open.send("Q", Bytes.text("BEGIN"))
        #expect(try open.replies(upTo: "Z").map(\.description) == ["C", "Z(T)"])
        #expect(try open.reply().description == "E(25P03)")
        #expect(try open.rest() == [])
        let reasons = try gateway.records().compactMap { $0["reason"] as? String }
        #expect(reasons.contains("idle") && reasons.contains("idle-in-transaction"))
    }

    @Test("a request that takes too long is cancelled at the server, and the session ends")
    func query() throws {
        let gateway = try gateway("{query_timeout: 500ms}")
        let wire = try Wire(path: gateway.socket)
        try wire.login()
        let mark = UUID().uuidString
        wire.send("Q", Bytes.text("SELECT pg_sleep(600), '\(mark)'"))
        let last = try wire.replies(upTo: "E").last
        #expect(last?.description == "E(57014)")
        #expect(last?.field("S") == "FATAL")
        #expect(last?.field("D") == "SG1031")
        #expect(try wire.rest() == [])
        try waitUntil {
            try server.sql("SELECT count(*) FROM pg_stat_activity WHERE usename = 'app' AND query LIKE '%\(mark)%'")
                == "0"
        }
        #expect(try gateway.records().contains { $0["reason"] as? String == "query-timeout" })
    }

    @Test("a server that does not answer the login in time is given up, also while the client still may log in")
    func connect() throws {
        let silent = try FakeServer { wire in _ = try wire.rest() }
        let gateway = try Gateway(
            Policies.withDatabase("{socket: UPSTREAM, role: app}", limits: "{server_connect_timeout: 300ms}"),
            upstream: silent.socket
        )
        let wire = try Wire(path: gateway.socket)
        wire.send(Bytes.startup(["user": "ada", "database": "shop"]))
        try wire.authenticate(Gateway.password)
        #expect(try wire.replies(upTo: "E").last?.description == "E(08006)")
        try gateway.waitForLog("reason=timeout")
    }

    // MARK: sockets

    /// The kernel's timer of a connection between two ports of 127.0.0.1, as /proc/net/tcp has it: its kind, and hundredths
    /// of a second until it goes off.
    private func timer(from local: Int, to remote: Int) throws -> (kind: Int, rest: Int)? {
        func address(_ port: Int) -> String {
            let digits = String(port, radix: 16, uppercase: true)
            return "0100007F:" + String(repeating: "0", count: 4 - digits.count) + digits
        }
        for line in try run(["cat", "/proc/net/tcp"]).output.split(separator: "\n").dropFirst() {
            let words = line.split(separator: " ")
            guard words.count > 5, words[1] == address(local), words[2] == address(remote) else { continue }
            let parts = words[5].split(separator: ":")
            guard parts.count == 2, let kind = Int(parts[0], radix: 16), let rest = Int(parts[1], radix: 16) else {
                continue
            }
            return (kind, rest)
        }
        return nil
    }

    @Test("the kernel probes silent connections as the policy says, or not at all")
    func keepalive() throws {
        let port = Int.random(in: 20_000...30_000)
        for (limits, isProbed) in [
            ("{tcp_keepidle: 4h, tcp_keepalive: true}", true), ("{tcp_keepalive: false}", false),
        ] {
            let gateway = try gateway(limits) {
                $0.replacing("listeners:\n", with: "listeners:\n  - {host: 127.0.0.1, port: \(port)}\n")
            }
            let wire = try Wire(port: port)
            try wire.login()
            let timer = try #require(try timer(from: port, to: try Loopback.port(of: wire.descriptor)))
            // 2 is the timer of keepalive. The system's own time is 2 hours, so more than that is the policy's.
            #expect((timer.kind == 2) == isProbed)
            if isProbed { #expect((720_001...1_440_000).contains(timer.rest)) }
            #expect(gateway.isRunning)
        }
    }
}
