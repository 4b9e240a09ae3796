// The whole of it: libpq's programs through a gateway to a real server.

import Foundation
import PGWire
import Testing

@Suite("Gateway", .serialized)
struct GatewayTests {
    private let server: PostgreSQL

    init() throws { server = try PostgreSQL.shared.get() }

    private func gateway(_ policy: String = Policies.plain) throws -> Gateway {
        try Gateway(policy, upstream: server.socket)
    }

    @Test("what is permitted runs; what is denied is answered with its reason, and the server never sees it")
    func denied() throws {
        let gateway = try gateway()
        #expect(try gateway.psql("SELECT name FROM item WHERE id = 7").output == "item 7\n")
        let mark = UUID().uuidString
        let denied = try gateway.psql(
            "\\set VERBOSITY verbose\n/* \(mark) é */ DROP TABLE item; SELECT 1",
            ["-v", "SHOW_CONTEXT=never"]
        )
        #expect(denied.errors.hasPrefix("ERROR:  42501: put it into a migration\nLINE 1: "), "\(denied.errors)")
        // The caret of psql stands under the first letter of what is denied, whatever stands before it.
        let lines = denied.errors.split(separator: "\n")
        let caret = try #require(lines.dropFirst(2).first?.firstIndex(of: "^"))
        let column = lines[2].distance(from: lines[2].startIndex, to: caret)
        #expect(lines[1].dropFirst(column).hasPrefix("DROP TABLE item") || lines[1].dropFirst(column).hasPrefix("item"))
        #expect(denied.errors.contains("DETAIL:  SG5002 rule no-schema-changes\n"))
        #expect(denied.errors.contains("HINT:  "))
        #expect(denied.output == "1\n")
        #expect(try server.sql("SELECT count(*) FROM item") == "1000")
        #expect(try !server.log().contains(mark))
        let records = try gateway.records()
        let intent = try #require(records.first { ($0["statement"] as? String)?.contains(mark) == true })
        #expect(intent["verdict"] as? String == "deny")
        #expect(intent["rules"] as? [String] == ["no-schema-changes"])
        #expect(intent["codes"] as? [String] == ["SG5002"])
        // In a transaction the server is asked for an error, and its log says for which request.
        let wire = try Wire(path: gateway.socket)
        try wire.login()
        for text in ["BEGIN", "DROP TABLE item"] {
            wire.send("Q", Bytes.text(text))
            _ = try wire.replies(upTo: "Z")
        }
        #expect(try server.log().contains("/* denied by sqlguard: SG5002, request 2 */ FROM"))
        #expect(gateway.end() == 0)
    }

    @Test("what was decided for one user is no decision for another who sends the same text")
    func twoUsers() throws {
        let rule = """
            rules:
              - name: eve-reads
                why: Two users are compared.
                match: {effect: update, user: eve}
                deny: eve only reads

            """
        let policy = Policies.plain.replacing("groups: [others]", with: "groups: [dev]").replacing(
            "rules:\n",
            with: rule
        )
        let gateway = try Gateway(policy, upstream: server.socket, loops: 1)
        let text = "UPDATE item SET name = name WHERE id = 1"
        for (user, expected) in [("ada", "C"), ("eve", "E(42501)"), ("ada", "C"), ("eve", "E(42501)")] {
            let wire = try Wire(path: gateway.socket)
            try wire.login(user: user)
            wire.send("Q", Bytes.text(text))
            #expect(try wire.replies(upTo: "Z").map(\.description) == [expected, "Z(I)"])
            wire.send("P", Bytes.text("") + Bytes.text(text) + Bytes.int16(0))
            wire.send("S")
            #expect(try wire.replies(upTo: "Z").first?.description == (expected == "C" ? "1" : expected))
        }
    }

    @Test("a user that does not exist is asked for as many rounds as one that does")
    func rounds() throws {
        let salt = Array("salt-of-the-test".utf8)
        let secret = try #require(SCRAMSecret(password: Array(Gateway.password.utf8), salt: salt, iterations: 8192))
        let gateway = try gateway(Policies.plain.replacing("VERIFIER", with: secret.verifier))
        func challenge(_ user: String) throws -> [String] {
            let wire = try Wire(path: gateway.socket)
            wire.send(Bytes.startup(["user": user, "database": "shop"]))
            #expect(try wire.message().type == UInt8(ascii: "R"))
            let first = Array("n,,n=,r=nonce".utf8)
            wire.send("p", Bytes.text("SCRAM-SHA-256") + Bytes.int32(first.count) + first)
            return String(decoding: try wire.message().body.dropFirst(4), as: UTF8.self).split(separator: ",")
                .map(String.init)
        }
        let (known, unknown) = (try challenge("ada"), try challenge("ghost"))
        #expect(known.last == "i=8192" && unknown.last == known.last && unknown[1].count == known[1].count)
    }

    @Test("COPY goes through in both directions")
    func copy() throws {
        let gateway = try gateway()
        let out = try gateway.psql("\\copy (SELECT * FROM item ORDER BY id) TO '\(gateway.folder.file("out"))'")
        #expect(out == Run(status: 0, output: "COPY 1000\n", errors: ""))
        #expect(try gateway.folder.read("out").split(separator: "\n").count == 1000)
        try server.sql("CREATE TABLE copied (LIKE item); ALTER TABLE copied OWNER TO app")
        defer { _ = try? server.sql("DROP TABLE copied") }
        let back = try gateway.psql("\\copy copied FROM '\(gateway.folder.file("out"))'")
        #expect(back == Run(status: 0, output: "COPY 1000\n", errors: ""))
        #expect(try server.sql("SELECT count(*) FROM copied") == "1000")
        let broken = try gateway.folder.write("broken", "1\tone\nnot a number\ttwo\n")
        let refused = try gateway.psql("\\copy copied FROM '\(broken)'\nSELECT 'still here'")
        #expect(refused.errors.contains("invalid input syntax for type integer"))
        #expect(refused.output == "still here\n")
    }

    @Test("pgbench runs in all of its modes", arguments: ["simple", "extended", "prepared"])
    func bench(_ mode: String) throws {
        let gateway = try gateway()
        let script = try gateway.folder.write(
            "script",
            "\\set n random(1, 1000)\nSELECT name FROM item WHERE id = :n;\n"
        )
        let result = try run(
            ["pgbench", "-n", "-M", mode, "-c", "4", "-t", "100", "-f", script],
            environment: gateway.environment
        )
        #expect(result.output.contains("number of transactions actually processed: 400/400"), "\(result.errors)")
        #expect(result.output.contains("number of failed transactions: 0 "))
        let records = try gateway.records()
        let executed = records.filter { ["query", "execute"].contains($0["exchange"] as? String) }
        #expect(executed.count { ($0["statement"] as? String)?.hasPrefix("SELECT name FROM item") == true } == 400)
        let outcomes = records.filter { $0["kind"] as? String == "outcome" && $0["status"] as? String == "complete" }
        #expect(outcomes.count { $0["tag"] as? String == "SELECT 1" } == 400)
    }

    @Test("every statement that the server logged is in the records, word for word")
    func recorded() throws {
        let gateway = try gateway()
        let marks = (0..<50).map { "SELECT '\(UUID().uuidString)' AS mark_\($0)" }
        #expect(try gateway.psql(marks.joined(separator: ";\n")).status == 0)
        let log = try server.log()
        let recorded = Set(try gateway.records().compactMap { $0["statement"] as? String })
        for mark in marks {
            #expect(log.contains(mark))
            #expect(recorded.contains(mark + ";") || recorded.contains(mark))
        }
    }

    @Test("a wrong password, an unknown user and a user that cannot log in are told the same")
    func wrongPassword() throws {
        let gateway = try gateway()
        let attempts = try [
            gateway.psql("SELECT 1", environment: ["PGPASSWORD": "wrong"]),
            gateway.psql("SELECT 1", environment: ["PGUSER": "nobody"]),
            gateway.psql("SELECT 1", environment: ["PGUSER": "robot"]),
        ]
        for attempt in attempts {
            #expect(attempt.status == 2)
            let words = attempt.errors.replacing(/user "\w+"/, with: "user").replacing(/"\S+6432"/, with: "there")
            #expect(words.contains("FATAL:"), "\(words)")
            #expect(
                words == attempts[0].errors.replacing(/user "\w+"/, with: "user").replacing(/"\S+6432"/, with: "there")
            )
        }
    }

    @Test("who has no access to a database learns that after the login, as of one that does not exist")
    func noAccess() throws {
        let gateway = try gateway()
        let known = try gateway.psql("SELECT 1", environment: ["PGUSER": "eve"])
        let unknown = try gateway.psql("SELECT 1", environment: ["PGUSER": "eve", "PGDATABASE": "nothing"])
        #expect(known.status == 2 && known.errors.contains("FATAL:"))
        #expect(known.errors == unknown.errors.replacing("nothing", with: "shop"))
    }

    @Test("a statement is cancelled with the key of its session and with no other", arguments: [0, 2])
    func cancel(minor: Int) throws {
        let gateway = try gateway()
        let wire = try Wire(path: gateway.socket)
        let welcome = try wire.login(minor: minor)
        let key = try #require(welcome.first { $0.type == UInt8(ascii: "K") }).body
        #expect(key.count == 4 + (minor == 0 ? 4 : 32))
        let mark = "SELECT pg_sleep(600), '\(UUID().uuidString)'"
        wire.send("Q", Bytes.text(mark))
        try waitUntil {
            try server.sql("SELECT count(*) FROM pg_stat_activity WHERE query = $$\(mark)$$ AND state = 'active'")
                == "1"
        }
        var wrong = key
        wrong[wrong.count - 1] ^= 1
        // Neither is the beginning of a key, or more than the key.
        let others = [Array(key.dropLast()), Array(key[..<8]), key + [0]].filter { $0.count >= 8 && $0 != key }
        for request in [wrong, Bytes.int32(1) + Array(key[4...])] + others {
            let other = try Wire(path: gateway.socket)
            other.send(Bytes.int32(12 + request.count - 4) + Bytes.int32(80_877_102) + request)
            #expect(try other.rest() == [])
        }
        #expect(
            try server.sql("SELECT count(*) FROM pg_stat_activity WHERE query = $$\(mark)$$ AND state = 'active'")
                == "1"
        )
        let right = try Wire(path: gateway.socket)
        right.send(Bytes.int32(8 + key.count) + Bytes.int32(80_877_102) + key)
        #expect(try right.rest() == [])
        #expect(try wire.replies(upTo: "Z").map(\.description) == ["T", "E(57014)", "Z(I)"])
        wire.send("Q", Bytes.text("SELECT 1"))
        #expect(try wire.replies(upTo: "Z").map(\.description) == ["T", "D", "C", "Z(I)"])
    }

    @Test("psql's own way of cancelling works, and the session goes on")
    func interrupt() throws {
        let gateway = try gateway()
        let mark = UUID().uuidString
        let process = Process()
        // Threads of tests block all signals, and a child takes that over.
        process.executableURL = URL(filePath: "/usr/bin/perl")
        process.arguments = [
            "-MPOSIX", "-e", "sigprocmask(SIG_SETMASK, POSIX::SigSet->new()); exec @ARGV", "psql", "-X", "-A", "-t",
            "-c", "SELECT pg_sleep(600), '\(mark)'",
        ]
        process.environment = ["PATH": "/usr/bin:/bin"].merging(gateway.environment) { _, new in new }
        for name in ["out", "err"] { try gateway.folder.write(name, "") }
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: gateway.folder.file("out")))
        process.standardError = try FileHandle(forWritingTo: URL(filePath: gateway.folder.file("err")))
        try process.run()
        try waitUntil {
            try server.sql(
                "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%\(mark)%' AND state = 'active' AND usename = 'app'"
            )
                == "1"
        }
        process.interrupt()
        process.waitUntilExit()
        #expect(try gateway.folder.read("err").contains("canceling statement due to user request"))
        #expect(
            try gateway.records().contains {
                $0["status"] as? String == "cancelled" || $0["sqlState"] as? String == "57014"
            }
        )
    }
}

/// Asks again until something is so; a test that waits in vain fails.
func waitUntil(_ condition: () throws -> Bool) throws {
    let deadline = Date(timeIntervalSinceNow: 30)
    while try !condition() {
        guard Date() < deadline else { throw Wire.Silence(description: "it did not happen within 30 seconds") }
        usleep(5000)
    }
}
