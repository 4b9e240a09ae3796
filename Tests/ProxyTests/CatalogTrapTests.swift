// sqlguard's own queries call nothing but PostgreSQL's own functions, whatever the search path of the role holds.

import Foundation
import Testing

@Suite("Traps for the catalog", .serialized)
struct CatalogTrapTests {
    @Test("functions and operators of the same names are not called")
    func shadowed() throws {
        let server = try PostgreSQL.shared.get()
        let name = try server.makeDatabase("trapped")
        let body = "LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'trapped'; END$$"
        try server.sql(
            """
            CREATE SCHEMA trap; GRANT USAGE ON SCHEMA trap TO app;
            CREATE TABLE public.t (id int PRIMARY KEY);
            CREATE FUNCTION trap.current_schemas(boolean) RETURNS name[] \(body);
            CREATE FUNCTION trap.md5(text) RETURNS text \(body);
            CREATE FUNCTION trap.hashtextextended(text, bigint) RETURNS bigint \(body);
            CREATE FUNCTION trap.format_type(oid, integer) RETURNS text \(body);
            CREATE FUNCTION trap.quote_ident(text) RETURNS text \(body);
            CREATE FUNCTION trap.same(oid, oid) RETURNS boolean \(body);
            CREATE OPERATOR trap.= (FUNCTION = trap.same, LEFTARG = oid, RIGHTARG = oid);
            ALTER ROLE app IN DATABASE \(name) SET search_path = trap, pg_catalog, public;
            """,
            database: name
        )
        // They are traps: whoever finds them first falls into them.
        #expect(throws: PostgreSQL.Failure.self) {
            try server.sql("SET search_path = trap, pg_catalog; SELECT md5('x')", database: name)
        }
        for path in ["", ", search_path: [trap, pg_catalog, public]"] {
            let database =
                "{socket: UPSTREAM, database: \(name), role: app, credential: {file: FOLDER/password}\(path)}"
            let gateway = try Gateway(Policies.withDatabase(database), upstream: server.socket)
            #expect(try gateway.psql("SELECT 1").output == "1\n")
            #expect(try !gateway.logged().contains("catalog not loaded"))
        }
    }
}
