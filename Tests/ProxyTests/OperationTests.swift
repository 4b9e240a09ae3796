// What an operator does and what happens around sessions: reload, drain, records that cannot be written.

import Foundation
import Glibc
import Testing

@Suite("Operation", .serialized)
struct OperationTests {
    private let server: PostgreSQL

    init() throws { server = try PostgreSQL.shared.get() }

    private func gateway(_ policy: String = Policies.plain) throws -> Gateway {
        try Gateway(policy, upstream: server.socket)
    }

    /// How many sessions of the role `app` the server has whose query begins so.
    private func active(_ query: String) throws -> String {
        try server.sql(
            "SELECT count(*) FROM pg_stat_activity WHERE usename = 'app' AND state = 'active' AND query LIKE $$\(query)%$$"
        )
    }

    // MARK: reload

    @Test("a new policy holds for sessions that are there, also for what they have prepared")
    func reload() throws {
        let gateway = try gateway()
        let wire = try Wire(path: gateway.socket)
        try wire.login()
        wire.send("P", Bytes.text("mine") + Bytes.text("UPDATE item SET name = name WHERE id = 1") + Bytes.int16(0))
        let execute = {
            wire.send("B", Bytes.text("") + Bytes.text("mine") + Bytes.int16(0) + Bytes.int16(0) + Bytes.int16(0))
            wire.send("E", Bytes.text("") + Bytes.int32(0))
            wire.send("S")
        }
        execute()
        #expect(try wire.replies(upTo: "Z").map(\.description) == ["1", "2", "C", "Z(I)"])
        try gateway.write(
            Policies.plain.replacing(
                "match: {effect: [insert, update, delete]}\n    permit: {}",
                with: "match: {effect: [insert, update, delete]}\n    deny: no more writes"
            ),
            upstream: server.socket
        )
        gateway.signal(SIGHUP)
        try gateway.waitForLog("policy reloaded")
        execute()
        let after = try wire.replies(upTo: "Z")
        #expect(after.map(\.description) == ["E(42501)", "Z(I)"])
        #expect(after.first?.field("M") == "no more writes")
    }

    @Test("a policy that is not right changes nothing, and status says why; the next one that is, does")
    func brokenReload() throws {
        let gateway = try gateway()
        let before = try gateway.status()
        try gateway.write(
            Policies.plain.replacing("effect: schema-change", with: "effect: schema-chnge"),
            upstream: server.socket
        )
        gateway.signal(SIGHUP)
        try gateway.waitForLog("policy not reloaded")
        #expect(try gateway.psql("SELECT 1").output == "1\n")
        let human = try run([Gateway.program, "status", "--admin-socket", gateway.folder.file("admin.sock")])
        #expect(human.status == 1)
        #expect(human.output.contains("did you mean 'schema-change'?"))
        let json = try run([
            Gateway.program, "status", "--admin-socket", gateway.folder.file("admin.sock"), "--format", "json",
        ])
        let broken = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        func part(_ report: [String: Any]) -> [String: Any] { report["policy"] as? [String: Any] ?? [:] }
        #expect(part(broken)["epoch"] as? String == part(before)["epoch"] as? String)
        #expect((part(broken)["problems"] as? [String])?.count == 1)
        try gateway.write(Policies.plain + "# other\n", upstream: server.socket)
        gateway.signal(SIGHUP)
        try gateway.waitForLog("policy reloaded")
        let after = try gateway.status()
        #expect(part(after)["epoch"] as? String != part(before)["epoch"] as? String)
        try waitUntil {
            try gateway.records().count { $0["kind"] as? String == "reload" && $0["subject"] as? String == "policy" }
                == 2
        }
        let reloads = try gateway.records().filter { $0["subject"] as? String == "policy" }
        #expect((reloads[0]["problem"] as? String)?.contains("schema-chnge") == true && reloads[1]["problem"] == nil)
        #expect(
            reloads.map { $0["epoch"] as? String } == [
                part(before)["epoch"] as? String, part(after)["epoch"] as? String,
            ]
        )
        #expect((part(after)["problems"] as? [String])?.isEmpty == true)
    }

    /// Between the two statements the catalog has to be looked at, because the first one changes definitions.
    private static let lookedAtBetween = "CREATE TEMP TABLE probe (a int);\nSELECT 2;\n"
    /// What the policies of the tests say to changes of definitions.
    private static let denial = "deny: put it into a migration"

    @Test("a credential that was changed is used for new sessions and for looking at the catalog")
    func rotatedPassword() throws {
        let policy = Policies.withDatabase(
            "{socket: UPSTREAM, database: postgres, role: rotated, credential: {file: FOLDER/rotated}}"
        ).replacing(Self.denial, with: "permit: {}")
        try server.sql("CREATE ROLE rotated LOGIN PASSWORD 'first-canary-51d0'")
        let gateway = try Gateway(
            policy,
            upstream: server.socket,
            shell: "printf first-canary-51d0 > \"${4%/*}/rotated\"; exec \"$@\""
        )
        #expect(try gateway.psql(Self.lookedAtBetween).output == "CREATE TABLE\n2\n")
        try server.sql("ALTER ROLE rotated PASSWORD 'second-canary-51d0'")
        try gateway.folder.write("rotated", "second-canary-51d0")
        gateway.signal(SIGHUP)
        try gateway.waitForLog("policy reloaded")
        #expect(try gateway.psql(Self.lookedAtBetween).output == "CREATE TABLE\n2\n")
    }

    @Test("a database that the policy says is another one has its catalog looked at anew")
    func changedDatabase() throws {
        let gateway = try gateway()
        #expect(try gateway.psql("SELECT 1").output == "1\n")
        let other = "{socket: UPSTREAM, database: postgres, role: app, credential: {file: FOLDER/password}, "
        try gateway.write(
            Policies.withDatabase(other + "search_path: [public, pg_catalog]}")
                .replacing(Self.denial, with: "permit: {}"),
            upstream: server.socket
        )
        gateway.signal(SIGHUP)
        try gateway.waitForLog("policy reloaded")
        #expect(try gateway.psql(Self.lookedAtBetween).output == "CREATE TABLE\n2\n")
    }

    @Test("a session whose user loses access is ended")
    func accessLost() throws {
        let gateway = try gateway()
        let wire = try Wire(path: gateway.socket)
        try wire.login()
        try gateway.write(Policies.plain.replacing("group: dev}", with: "group: nobody}"), upstream: server.socket)
        gateway.signal(SIGHUP)
        let last = try wire.reply()
        #expect(last.description == "E(57P01)")
        #expect(try wire.rest() == [])
    }

    // MARK: the end

    @Test("when it is told to end, what is idle ends at once, what is under way is finished, and nobody new gets in")
    func drain() throws {
        let gateway = try gateway()
        let idle = try Wire(path: gateway.socket)
        try idle.login()
        let busy = try Wire(path: gateway.socket)
        try busy.login()
        let lock = Int.random(in: 1...1_000_000_000)
        let holder = try Wire(path: server.socket)
        holder.send(Bytes.startup(["user": "postgres", "database": "postgres"]))
        _ = try holder.replies(upTo: "Z")
        holder.send("Q", Bytes.text("SELECT pg_advisory_lock(\(lock))"))
        _ = try holder.replies(upTo: "Z")
        busy.send("Q", Bytes.text("SELECT pg_advisory_lock(\(lock))"))
        try waitUntil { try active("SELECT pg_advisory_lock(\(lock))") == "1" }
        gateway.signal(SIGTERM)
        #expect(try idle.reply().description == "E(57P01)")
        #expect(try idle.rest() == [])
        #expect(throws: Wire.Silence.self) { try Wire(path: gateway.socket) }
        holder.send("Q", Bytes.text("SELECT pg_advisory_unlock(\(lock))"))
        #expect(try busy.replies(upTo: "Z").map(\.description) == ["T", "D", "C", "Z(I)"])
        #expect(try busy.reply().description == "E(57P01)")
        #expect(try busy.rest() == [])
        #expect(gateway.waitForEnd() == 0)
        #expect(try gateway.records().count { $0["kind"] as? String == "stop" } > 0)
    }

    /// A session at whose statement the server is, and that statement.
    private func sleeper(_ gateway: Gateway) throws -> (Wire, String) {
        let wire = try Wire(path: gateway.socket)
        try wire.login()
        let mark = "SELECT pg_sleep(600), '\(UUID().uuidString)'"
        wire.send("Q", Bytes.text(mark))
        try waitUntil { try active(mark) == "1" }
        return (wire, mark)
    }

    @Test("a second signal ends what is under way")
    func hurriedEnd() throws {
        let gateway = try gateway()
        let (busy, _) = try sleeper(gateway)
        gateway.signal(SIGTERM)
        try gateway.waitForLog("ending")
        gateway.signal(SIGTERM)
        #expect(try busy.replies(upTo: "E").last?.description == "E(57P01)")
        #expect(try busy.rest() == [])
        #expect(gateway.waitForEnd() == 0)
        #expect(try gateway.records().contains { $0["status"] as? String == "lost" })
    }

    @Test("what is under way when drain_timeout is over is ended")
    func drainTimeout() throws {
        let database = "{socket: UPSTREAM, database: postgres, role: app, credential: {file: FOLDER/password}}"
        let gateway = try gateway(Policies.withDatabase(database, limits: "{drain_timeout: 500ms}"))
        let (busy, mark) = try sleeper(gateway)
        gateway.signal(SIGTERM)
        #expect(try busy.replies(upTo: "E").last?.description == "E(57P01)")
        #expect(try busy.rest() == [])
        #expect(gateway.waitForEnd() == 0)
        #expect(try gateway.records().contains { $0["status"] as? String == "lost" })
        try waitUntil { try active(mark) == "0" }
    }

    // MARK: records

    @Test("when records cannot be written nothing runs, and the session is told and ended")
    func auditFailure() throws {
        // The process may write 16 KiB into any one file: then its records fail as on a full disk.
        let gateway = try Gateway(
            Policies.plain,
            upstream: server.socket,
            shell: "ulimit -f 16; exec \"$@\" 2>/dev/null"
        )
        let wire = try Wire(path: gateway.socket)
        try wire.login()
        var last = ""
        var answers: [String] = []
        repeat {
            last = "SELECT '\(UUID().uuidString)' AS mark, '\(String(repeating: "x", count: 500))'"
            wire.send("Q", Bytes.text(last))
            answers = try wire.repliesOrEnd(upTo: "Z").map(\.description)
        } while answers == ["T", "D", "C", "Z(I)"]
        #expect(answers == ["E(58030)"])
        #expect(try wire.rest() == [])
        #expect(try !server.log().contains(last))
        // The next session writes into another file; it finds said there that the statement did not go on.
        let next = try Wire(path: gateway.socket)
        try next.login()
        #expect(try next.answers())
        let records = try gateway.records()
        let intent = try #require(records.first { $0["statement"] as? String == last })
        let outcome = records.first {
            $0["kind"] as? String == "outcome" && $0["session"] as? String == intent["session"] as? String
                && $0["intent"] as? Int == intent["intent"] as? Int
        }
        #expect(outcome?["status"] as? String == "withheld")
    }

    @Test("what went on before records could not be written may have run, and is not said to be withheld")
    func auditFailureBehindAnother() throws {
        let gateway = try Gateway(
            Policies.plain,
            upstream: server.socket,
            shell: "ulimit -f 16; exec \"$@\" 2>/dev/null"
        )
        let wire = try Wire(path: gateway.socket)
        try wire.login()
        // The second of the two finds no room any more, and has some in a file of its own.
        let mark = UUID().uuidString
        let texts = ["pg_sleep(600), '\(mark)'", "'\(mark)'"].map {
            "SELECT \($0), '\(String(repeating: "x", count: 8000))'"
        }
        wire.send("Q", Bytes.text(texts[0]))
        try waitUntil { try active("SELECT pg_sleep(600), '\(mark)'") == "1" }
        wire.send("Q", Bytes.text(texts[1]))
        #expect(try wire.repliesOrEnd(upTo: "Z").map(\.description) == ["E(58030)"])
        let next = try Wire(path: gateway.socket)
        try next.login()
        #expect(try next.answers())
        let records = try gateway.records()
        for (text, status) in zip(texts, ["lost", "withheld"]) {
            let intent = try #require(records.first { $0["statement"] as? String == text })
            let outcomes = records.filter {
                $0["kind"] as? String == "outcome" && $0["session"] as? String == intent["session"] as? String
                    && $0["intent"] as? Int == intent["intent"] as? Int
            }
            #expect(outcomes.map { $0["status"] as? String } == [status])
        }
    }

    @Test("a Bind that is too long to be kept is recorded with as many values as there were")
    func longBind() throws {
        let gateway = try gateway()
        let wire = try Wire(path: gateway.socket)
        try wire.login()
        let long = [UInt8](repeating: 0x61, count: 70_000)
        wire.send("P", Bytes.text("") + Bytes.text("SELECT length($1::text), $2::text, $3::text") + Bytes.int16(0))
        let values = Bytes.int32(long.count) + long + Bytes.int32(1) + [0x62] + Bytes.int32(-1)
        wire.send("B", Bytes.text("") + Bytes.text("") + Bytes.int16(0) + Bytes.int16(3) + values + Bytes.int16(0))
        wire.send("E", Bytes.text("") + Bytes.int32(0))
        wire.send("S")
        #expect(try wire.replies(upTo: "Z").map(\.description) == ["1", "2", "D", "C", "Z(I)"])
        let intent = try #require(try gateway.records().first { $0["exchange"] as? String == "execute" })
        let recorded = try #require(intent["parameters"] as? [[String: Any]])
        #expect(recorded.map { $0["bytes"] as? Int } == [70_000])
        #expect(intent["parameterCount"] as? Int == 3)
    }

    // MARK: secrets

    @Test("the passwords are in nothing that is written or shown")
    func secrets() throws {
        let database = "{socket: UPSTREAM, database: postgres, role: app, credential: {environment: SHOP_PASSWORD}}"
        let gateway = try Gateway(
            Policies.withDatabase(database),
            upstream: server.socket,
            environment: ["SHOP_PASSWORD": PostgreSQL.password]
        )
        let wire = try Wire(path: gateway.socket)
        try wire.login()
        wire.send("Q", Bytes.text("SELECT current_user, name FROM item WHERE id = 1"))
        _ = try wire.replies(upTo: "Z")
        _ = try gateway.psql("SELECT 1", environment: ["PGPASSWORD": "wrong"])
        var seen = try gateway.logged()
        seen += String(decoding: try JSONSerialization.data(withJSONObject: try gateway.records()), as: UTF8.self)
        seen += String(decoding: try JSONSerialization.data(withJSONObject: try gateway.status()), as: UTF8.self)
        for file in ["cmdline", "environ"] {
            let content = try Data(contentsOf: URL(filePath: "/proc/\(gateway.pid)/\(file)"))
            seen += String(decoding: content, as: UTF8.self)
        }
        #expect(seen.contains("SELECT current_user"))
        #expect(!seen.contains(PostgreSQL.password))
        #expect(!seen.contains(Gateway.password))
    }

    @Test("what is wrong with a policy is said by --check, all of it, and nothing is opened")
    func check() throws {
        let folder = try Folder()
        try folder.write(
            "p.yaml",
            """
            version: 1
            listeners:
              - {host: 127.0.0.1, tls: {certificate: \(folder.file("cert")), key: \(folder.file("key"))}}
            databases:
              shop: {host: h, role: r, credential: {file: \(folder.file("gone"))}}
              lab: {host: h, role: r, tls: require, authorities: \(folder.file("p.yaml"))}
            masks:
              public.customer.email: {kind: email}
            rules: [{name: r, why: w, match: {effect: read}, permit: {}}]

            """
        )
        let checked = try run([Gateway.program, "serve", "--policy", folder.file("p.yaml"), "--check"])
        #expect(checked.status == 2)
        let lines = checked.errors.split(separator: "\n")
        #expect(
            lines.map { $0.replacing(folder.path, with: "F") } == [
                "listener 127.0.0.1:6432: SG9021 cannot read the certificate F/cert: no such file or directory",
                "database shop: SG9020 cannot read the credential file F/gone: no such file or directory",
                "database lab: SG9021 the authorities F/p.yaml holds no certificate in PEM",
                "SG9023 the policy has no 'audit': nothing runs unless it is recorded",
            ]
        )
    }
}
