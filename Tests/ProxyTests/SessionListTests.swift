// Sessions, as an operator sees, ends and finds them in the log.

import Foundation
import Glibc
import Testing

@Suite("Sessions from outside", .serialized)
struct SessionListTests {
    private let server: PostgreSQL

    init() throws { server = try PostgreSQL.shared.get() }

    private func gateway() throws -> Gateway { try Gateway(Policies.plain, upstream: server.socket) }

    private func ask(_ gateway: Gateway, _ arguments: [String]) throws -> Run {
        try run(
            [Gateway.program, "sessions"] + arguments + ["--admin-socket", gateway.folder.file("admin.sock")]
        )
    }

    private func list(_ gateway: Gateway) throws -> [[String: Any]] {
        let answer = try ask(gateway, ["list", "--format", "json"])
        #expect(answer.status == 0)
        let report = try JSONSerialization.jsonObject(with: Data(answer.output.utf8)) as? [String: Any]
        #expect(report?["version"] as? Int == 1)
        return try #require(report?["sessions"] as? [[String: Any]])
    }

    private func login(_ gateway: Gateway, _ application: String) throws -> Wire {
        let wire = try Wire(path: gateway.socket)
        wire.send(Bytes.startup(["user": "ada", "database": "shop", "application_name": application]))
        try wire.authenticate(Gateway.password)
        _ = try wire.replies(upTo: "Z")
        return wire
    }

    /// Whether the server is rid of a query.
    private func isGone(_ mark: String) throws -> Bool {
        try server.sql("SELECT count(*) FROM pg_stat_activity WHERE usename = 'app' AND query LIKE '%\(mark)%'") == "0"
    }

    @Test("the admin socket is open to its own user alone")
    func mode() throws {
        let gateway = try gateway()
        let mode = try FileManager.default.attributesOfItem(atPath: gateway.folder.file("admin.sock"))[
            .posixPermissions
        ]
        #expect(mode as? Int == 0o600)
    }

    @Test("each session is listed with who it is and what it is at")
    func states() throws {
        let gateway = try gateway()
        let names = ["idle", "busy", "open", "failed"]
        let wires = try names.map { try login(gateway, $0) }
        let waiting = try Wire(path: gateway.socket)
        waiting.send(Bytes.startup(["user": "eve", "database": "shop"]))
        #expect(try waiting.message().type == UInt8(ascii: "R"))
        wires[0].send("Q", Bytes.text("SELECT 1"))
        _ = try wires[0].replies(upTo: "Z")
        for (place, texts) in [(2, ["BEGIN"]), (3, ["BEGIN", "SELECT 1/0"])] {
            for text in texts {
                wires[place].send("Q", Bytes.text(text))
                _ = try wires[place].replies(upTo: "Z")
            }
        }
        wires[1].send("Q", Bytes.text("SELECT 1"))
        _ = try wires[1].replies(upTo: "Z")
        let mark = UUID().uuidString
        wires[1].send("Q", Bytes.text("SELECT pg_sleep(600), '\(mark)'"))
        try waitUntil { try list(gateway).contains { $0["state"] as? String == "active" } }
        let sessions = try list(gateway)
        #expect(sessions.map { $0["applicationName"] as? String } == names + [""])
        #expect(
            sessions.map { $0["state"] as? String } == [
                "idle", "active", "in-transaction", "in-failed-transaction", "login",
            ]
        )
        #expect(sessions.map { $0["user"] as? String } == ["ada", "ada", "ada", "ada", "eve"])
        #expect(
            sessions.allSatisfy { $0["database"] as? String == "shop" && $0["client"] as? String == gateway.socket }
        )
        #expect(sessions.map { $0["request"] as? Int } == [nil, 2, nil, nil, nil])
        #expect(sessions.map { $0["requests"] as? Int } == [1, 2, 1, 2, 0])
        #expect(sessions.allSatisfy { ($0["since"] as? Double ?? 0) > 1_700_000_000 })
        let human = try ask(gateway, ["list"])
        #expect(human.status == 0)
        let lines = human.output.split(separator: "\n")
        #expect(lines.count == 6)
        #expect(lines.first?.hasPrefix("session") == true)
        #expect(lines.dropFirst(3).first?.contains("in-transaction") == true)
        // Nothing stays at the server that other tests share.
        #expect(try ask(gateway, ["kill", try #require(sessions[1]["session"] as? String)]).status == 0)
        try waitUntil { try isGone(mark) }
    }

    @Test("what clients say of themselves cannot write a line of its own into the list or the log")
    func hostileNames() throws {
        let gateway = try gateway()
        let wire = try login(gateway, "a\nsession-2 \u{1B}[31mroot\u{202E}")
        _ = wire
        let human = try ask(gateway, ["list"])
        #expect(human.output.split(separator: "\n").count == 2)
        let shown = #""a\u{a}session-2 \u{1b}[31mroot\u{202e}""#
        #expect(human.output.contains(shown))
        try gateway.waitForLog("login application=\(shown)")
    }

    @Test("a session that is to be ended ends, hears why, and is recorded; another time there is none")
    func kill() throws {
        let gateway = try gateway()
        let busy = try login(gateway, "busy")
        let mark = UUID().uuidString
        busy.send("Q", Bytes.text("SELECT pg_sleep(600), '\(mark)'"))
        try waitUntil { try list(gateway).first?["state"] as? String == "active" }
        let name = try #require(try list(gateway).first?["session"] as? String)
        let killed = try ask(gateway, ["kill", name])
        #expect(killed == Run(status: 0, output: "\(name) was ended\n", errors: ""))
        let last = try busy.replies(upTo: "E").last
        #expect(last?.description == "E(57P01)")
        #expect(last?.field("S") == "FATAL")
        #expect(try busy.rest() == [])
        try waitUntil { try list(gateway).isEmpty }
        let again = try ask(gateway, ["kill", name, "--format", "json"])
        #expect(again.status == 1)
        #expect(again.output == "{\"ended\":false,\"session\":\"\(name)\",\"version\":1}\n")
        let odd = try ask(gateway, ["kill", "\"\n\u{1B}"])
        #expect(odd == Run(status: 1, output: #""\"\u{a}\u{1b}" is none that is connected"# + "\n", errors: ""))
        let logout = try #require(try gateway.records().first { $0["kind"] as? String == "logout" })
        #expect(logout["reason"] as? String == "kill")
        #expect(logout["session"] as? String == name)
        try waitUntil { try isGone(mark) }
    }

    @Test("a login that is under way can be ended too")
    func killLogin() throws {
        let gateway = try gateway()
        let wire = try Wire(path: gateway.socket)
        wire.send(Bytes.startup(["user": "ada", "database": "shop"]))
        #expect(try wire.message().type == UInt8(ascii: "R"))
        let name = try #require(try list(gateway).first?["session"] as? String)
        #expect(try ask(gateway, ["kill", name]).status == 0)
        #expect(try wire.reply().description == "E(57P01)")
        #expect(try wire.rest() == [])
    }

    @Test("questions that are none are answered as such, and nobody is where nobody answers")
    func questions() throws {
        let gateway = try gateway()
        for question in [
            "{\"version\":1,\"command\":\"kill\"}", "{\"version\":1,\"command\":\"sessions\",\"session\":\"a\"}",
            "{\"version\":2,\"command\":\"sessions\"}", "[]", "",
        ] {
            let wire = try Wire(path: gateway.folder.file("admin.sock"))
            wire.send(Array((question + "\n").utf8))
            let answer = String(decoding: try wire.rest(), as: UTF8.self)
            #expect(answer.hasPrefix("{\"error\":\"not a "), "\(question)")
        }
        let nobody = try run([Gateway.program, "sessions", "list", "--admin-socket", gateway.folder.file("none")])
        #expect(nobody.status == 2)
        #expect(nobody.errors.contains("no sqlguard answers"))
    }

    // MARK: the log

    @Test("a session has one line when it begins and one when it ends, with why; a probe has none")
    func log() throws {
        let gateway = try gateway()
        let probe = try Wire(path: gateway.socket)
        probe.finish()
        #expect(try probe.rest() == [])
        let wire = try login(gateway, "app")
        wire.send("Q", Bytes.text("SELECT 1"))
        _ = try wire.replies(upTo: "Z")
        wire.send("X")
        #expect(try wire.rest() == [])
        try gateway.waitForLog("logout ")
        let wrong = try Wire(path: gateway.socket)
        wrong.send(Bytes.startup(["user": "ada", "database": "shop"]))
        #expect(throws: Wire.Silence.self) { try wrong.authenticate("wrong") }
        try gateway.waitForLog("login refused ")
        let gone = try Wire(path: gateway.socket)
        gone.send(Bytes.startup(["user": "ada", "database": "shop"]))
        #expect(try gone.message().type == UInt8(ascii: "R"))
        gone.reset()
        try gateway.waitForLog("reason=client-left")
        let lines = try gateway.logged().split(separator: "\n").map(String.init).filter {
            $0.contains(" login ") || $0.contains(" logout ")
        }
        let session = #"session=[0-9a-f]{12}-[0-9]+"#
        let patterns = [
            "notice login application=app client=\\S+ database=shop \(session) tls=no user=ada$",
            "notice logout client=\\S+ database=shop reason=client-left requests=1 seconds=[0-9]+ \(session) user=ada$",
            #"notice login refused client=\S+ code=SG1010 database=shop reason="authentication failed" \#(session) user=ada$"#,
            "notice login refused client=\\S+ database=shop reason=client-left \(session) user=ada$",
        ]
        #expect(lines.count == patterns.count)
        for (line, pattern) in zip(lines, patterns) {
            #expect(line.range(of: pattern, options: .regularExpression) != nil, "\(line)")
        }
    }
}
