// The digest of a catalog changes with what its definitions have, and not with what is temporary.

import Foundation
import SQLAnalysis
import Testing

@Suite("Digest of a catalog")
struct CatalogDigestTests {
    @Test("temporary relations, and what belongs to them, change nothing; the same beside them, for good, does")
    func temporary() throws {
        let server = try PostgreSQL.shared.get()
        let name = try server.makeDatabase("digested")
        try server.sql(
            "CREATE TABLE owned (a int); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            database: name
        )
        func digest() throws -> String { try server.sql("SET search_path = '';" + CatalogQuery.digest, database: name) }
        let made = [
            "CREATE TEMPORARY TABLE t (id serial PRIMARY KEY, b text DEFAULT 'x' CHECK (b <> ''))",
            "CREATE INDEX ON t (b)", "CREATE TEMPORARY VIEW v AS SELECT * FROM t", "COMMENT ON COLUMN t.b IS 'c'",
            "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()", "ALTER TABLE t ADD c int",
            "CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING",
        ]
        // The first look of a session makes nothing, and neither does that of another.
        let before = try digest()
        #expect(try digest() == before)
        let wire = try Wire(path: server.socket)
        try wire.login(user: "app", database: name, password: PostgreSQL.password)
        try server.sql("ALTER TABLE owned OWNER TO app", database: name)
        let owned = try digest()
        #expect(owned != before)
        for statement in made {
            wire.send("Q", Bytes.text(statement))
            #expect(try !wire.replies(upTo: "Z").contains { $0.type == UInt8(ascii: "E") }, "\(statement)")
            #expect(try digest() == owned, "\(statement)")
        }
        var last = owned
        for statement in made.map({ $0.replacing("TEMPORARY ", with: "") }) {
            try server.sql("SET search_path = public;" + statement, database: name)
            let now = try digest()
            #expect(now != last, "\(statement)")
            last = now
        }
    }

    @Test("a session that makes temporary tables does not wait for the catalog, and has what it made")
    func goesOn() throws {
        let server = try PostgreSQL.shared.get()
        let gateway = try Gateway(
            Policies.withDatabase(
                "{socket: UPSTREAM, database: postgres, role: app, credential: {file: FOLDER/password}}"
            ).replacing(
                "match: {effect: schema-change}",
                with: "match: {effect: schema-change, object: \"table:public.*\"}"
            )
                + """
                  - name: temporary
                    why: For the test.
                    match: {effect: schema-change, object: "table:pg_temp.*"}
                    permit: {}

                """,
            upstream: server.socket
        )
        let wire = try Wire(path: gateway.socket)
        try wire.login()
        for turn in 0..<20 {
            wire.send("Q", Bytes.text("CREATE TEMPORARY TABLE t\(turn) (n int)"))
            #expect(try wire.replies(upTo: "Z").map(\.description) == ["C", "Z(I)"])
            wire.send("Q", Bytes.text("SELECT * FROM t\(turn)"))
            #expect(try wire.replies(upTo: "Z").map(\.description) == ["T", "C", "Z(I)"])
        }
    }
}
