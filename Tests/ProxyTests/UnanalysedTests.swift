// Where a database permits what is not analysed, the server itself says what is wrong with a text that does not parse.

import Foundation
import Testing

@Suite("Texts that do not parse, under unanalysed: permit")
struct UnanalysedTests {
    private static let policy = Policies.withDatabase(
        "{socket: UPSTREAM, database: postgres, role: app, unanalysed: permit, credential: {file: FOLDER/password}}"
    )

    /// What is wrong with each comes up in another place: lexer, grammar, or what is in between.
    private static let texts = [
        "SELEC 1", "SELECT 1 +", "SELECT 'a", "SELECT \"\"", "SELECT E'\\u00'", "SELECT 1; SELEC 2; SELECT 3", "/* a",
        "SELECT U&'\\00zz'", "CREATE TABLE t (a int) USING \"\"", "COPY t FROM stdin WHERE", "SELECT $$a$b$",
        "SELECT 1a", "GRANT x", "SELECT U&'a' UESCAPE '+'", "SELECT ä ö ü (", "SELECT '\u{1F600}' FROM", "x'",
        "SELECT b'2' x y z",
    ]

    @Test(
        "the answer is the server's, byte by byte, in every state of the transaction",
        arguments: ["", "BEGIN", "FAIL"]
    )
    func same(state: String) throws {
        let server = try PostgreSQL.shared.get()
        let gateway = try Gateway(Self.policy, upstream: server.socket)
        let direct = try Wire(path: server.socket)
        try direct.login(user: "app", database: "postgres", password: PostgreSQL.password)
        let guarded = try Wire(path: gateway.socket)
        try guarded.login()
        for text in Self.texts {
            func answers(_ wire: Wire) throws -> [BackendMessage] {
                var all: [BackendMessage] = []
                func query(_ text: String) throws {
                    wire.send("Q", Bytes.text(text))
                    all += try wire.replies(upTo: "Z")
                }
                if !state.isEmpty { try query("BEGIN") }
                if state == "FAIL" { try query("SELECT 1/0") }
                try query(text)
                try query("SELECT 1")
                if !state.isEmpty { try query("ROLLBACK") }
                // As a driver does: all of it at once.
                wire.send("P", [0] + Bytes.text(text) + [0, 0])
                wire.send("B", [0, 0, 0, 0, 0, 0, 0, 0])
                wire.send("E", [0, 0, 0, 0, 0])
                wire.send("S")
                all += try wire.replies(upTo: "Z")
                return all
            }
            let expected = try answers(direct)
            #expect(expected.contains { $0.type == UInt8(ascii: "E") }, "\(text)")
            #expect(try answers(guarded) == expected, "\(text)")
        }
        let denials = try gateway.records().filter { $0["verdict"] as? String == "deny" }
        #expect(denials.count == 2 * Self.texts.count)
    }

    @Test("nothing of such a text runs, not even when others on its line would")
    func runsNothing() throws {
        let server = try PostgreSQL.shared.get()
        let gateway = try Gateway(Self.policy, upstream: server.socket)
        let name = "unparsed_\(UUID().uuidString.prefix(8).lowercased())"
        let wire = try Wire(path: gateway.socket)
        try wire.login()
        wire.send("Q", Bytes.text("CREATE TABLE \(name) (a int); SELEC 1"))
        #expect(try wire.replies(upTo: "Z").map(\.description) == ["E(42601)", "Z(I)"])
        #expect(try server.sql("SELECT count(*) FROM pg_class WHERE relname = '\(name)'") == "0")
    }
}
