// Denials look like errors of the server itself: each dialogue is held with PostgreSQL, where a syntax error stands in the place of
// what is denied, and through sqlguard; both have to answer with the same messages, classes of SQLSTATE and states.

import Foundation
import Testing

@Suite("Conformance of denials", .serialized)
struct ConformanceTests {
    /// A dialogue. BAD stands for a statement that is denied, CALL for a function that is.
    struct Scripted: CustomTestStringConvertible, Sendable {
        let name: String
        let text: String
        var testDescription: String { name }
    }

    private static let policy = Policies.plain.replacing(
        "rules:\n",
        with: """
            rules:
              - name: large-objects
                why: The tests call functions by number.
                match: {effect: update, object: "function:pg_catalog.lo*"}
                permit: {}
              - name: no-unlinking
                why: One of them is denied.
                match: {effect: update, object: "function:pg_catalog.lo_unlink"}
                deny: large objects stay

            """
    )
    /// The two servers that are compared.
    ///
    /// `@unchecked Sendable`: both are set once, and the suite is serialized, so its tests use them one after the other.
    private final class Stage: @unchecked Sendable {
        let server: PostgreSQL
        let gateway: Gateway

        init() throws {
            server = try PostgreSQL.shared.get()
            try server.sql("CREATE TABLE conf (n int); GRANT ALL ON conf TO app")
            gateway = try Gateway(policy, upstream: server.socket)
            #expect(AtExit.end(gateway.pid))
        }
    }
    private static let stage = Result { try Stage() }

    /// Holds a dialogue directly and through sqlguard.
    static func compare(_ text: String) throws {
        let stage = try stage.get()
        let (gateway, server) = (stage.gateway, stage.server)
        let clean = Dialogue("Q DELETE FROM conf\nZ 1")
        // The name of the session at the server.
        let name = UUID().uuidString
        func kill() throws {
            try server.sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '\(name)'"
            )
        }
        let direct = try Wire(path: server.socket)
        try direct.login(user: "app", database: "postgres", password: PostgreSQL.password, application: name)
        _ = try clean.hold(on: direct)
        let expected = try Dialogue(
            text.replacing("BAD", with: "SELEC 1").replacing("CALL", with: "0")
        ).hold(on: direct, kill: kill)
        let guarded = try Wire(path: gateway.socket)
        try guarded.login(application: name)
        _ = try clean.hold(on: guarded)
        let actual = try Dialogue(
            text.replacing("BAD", with: "CREATE TABLE forbidden (n int)").replacing("CALL", with: "964")
        ).hold(on: guarded, kill: kill)
        #expect(actual == expected)
    }

    @Test("there are dialogues")
    func exist() { #expect(Scripted.all.count > 40) }

    @Test("of a denied statement, wherever it stands", arguments: Scripted.all)
    func scripted(_ script: Scripted) throws { try Self.compare(script.text) }

    @Test("of the server's own end, in every phase", arguments: endings)
    func endedByServer(script: Scripted) throws { try Self.compare(script.text + "\nK\nend") }

    static let endings: [Scripted] = [
        ("idle", "Q SELECT 1\nZ 1"), ("in a transaction", "Q BEGIN\nZ 1"),
        ("in a failed transaction", "Q BEGIN\nZ 1\nQ SELECT 1/0\nZ 1"), ("behind a denial", "Q BEGIN\nQ BAD\nZ 2"),
        ("COPY from the client", "Q COPY conf FROM STDIN\nW G\nd 1"),
        ("COPY in the extended protocol", "P |COPY conf FROM STDIN\nB |\nE \nS\nW G\nd 1"),
        ("an open group", "P |SELECT 1\nB |\nE \nH\nW C"),
        ("skipping behind an error", "P |SELECT 1/0\nB |\nE \nH\nW E"),
        ("a portal half fetched", "Q BEGIN\nP |SELECT generate_series(1, 9)\nB p|\nE p|2\nS\nZ 2"),
        ("between two statements", "Q SELECT repeat('x', 100000); SELECT pg_sleep(600)\nW T"),
        ("a pipeline", "P |SELECT 1\nB |\nE \nS\nP |SELECT pg_sleep(600)\nB |\nE \nS\nP |SELECT 2\nB |\nE \nS\nZ 1"),
    ].map { Scripted(name: $0, text: $1) }

    // MARK: kinds of messages in states of the transaction

    static let states: [(name: String, text: String)] = [
        ("no transaction", ""), ("a transaction", "Q BEGIN\nZ 1\nQ INSERT INTO conf VALUES (1)\nZ 1"),
        ("a transaction with a savepoint", "Q BEGIN; SAVEPOINT a; INSERT INTO conf VALUES (1)\nZ 1"),
        ("a failed transaction", "Q BEGIN; SAVEPOINT a\nZ 1\nQ SELECT 1/0\nZ 1"),
        ("a group with a write", "P |INSERT INTO conf VALUES (1)\nB |\nE "),
    ]
    static let messages: [(name: String, text: String)] = [
        ("Query", "Q BAD"), ("Query of several", "Q SELECT 1; BAD; SELECT 2"), ("Parse", "P |BAD"),
        ("Parse with a name", "P s|BAD"), ("Parse and what belongs to it", "P |BAD\nD S|\nB |\nD P|\nE "),
        ("Bind of nothing", "B |nothing"), ("Execute of nothing", "E nothing"),
        ("Describe of a statement", "D S|nothing"),
        ("Describe of a portal", "D P|nothing"), ("function call", "F CALL"),
        ("Close of nothing", "C S|nothing\nC P|nothing"),
    ]
    static let outcomes: [(name: String, text: String)] = [
        ("ROLLBACK", "Q ROLLBACK\nZ 1"), ("COMMIT", "Q COMMIT\nZ 1"),
        ("ROLLBACK TO", "Q ROLLBACK TO a\nZ 1\nQ COMMIT\nZ 1"),
        ("nothing", ""),
    ]

    @Test(
        "of every kind of message in every state of the transaction, and what comes of the transaction",
        arguments: states.map(\.name),
        messages.map(\.name)
    )
    func matrix(state: String, message: String) throws {
        let before = try #require(Self.states.first { $0.name == state }).text
        let denied = try #require(Self.messages.first { $0.name == message }).text
        // A Query and a function call are answered by themselves; the Sync is answered in any case.
        let isAlone = denied.hasPrefix("Q") || denied.hasPrefix("F")
        // Behind a failure within a group they are skipped: here nothing of the group fails before them.
        let answers = isAlone ? 2 : 1
        for ending in Self.outcomes {
            try Self.compare(
                "\(before)\n\(denied)\nS\nZ \(answers)\n\(ending.text)\nQ SELECT count(*) FROM conf\nZ 1\nX\nend"
            )
        }
    }
}

extension ConformanceTests.Scripted {
    /// The dialogues of corpus/dialogues; empty when there are none, which a test sees.
    static let all: [ConformanceTests.Scripted] = ["denials", "copy", "names"].flatMap { file in
        let path = repository.appending(path: "corpus/dialogues/\(file).dialogue")
        let text = (try? String(contentsOf: path, encoding: .utf8)) ?? ""
        return ("\n" + text).components(separatedBy: "\n# ").dropFirst().map { part in
            let lines = part.split(separator: "\n", maxSplits: 1)
            return ConformanceTests.Scripted(
                name: String(lines[0]),
                text: lines.count > 1 ? String(lines[1]) : ""
            )
        }
    }
}
