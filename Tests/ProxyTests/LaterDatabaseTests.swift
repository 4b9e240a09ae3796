// A database that is not there when sqlguard starts.

import Testing

@Suite("Later databases", .serialized)
struct LaterDatabaseTests {
    private let server: PostgreSQL

    init() throws { server = try PostgreSQL.shared.get() }

    @Test("a database that is made after the start is known to the first session that comes")
    func made() throws {
        let name = "later_\(Int.random(in: 1...1_000_000_000))"
        let database = "{socket: UPSTREAM, database: \(name), role: app, credential: {file: FOLDER/password}}"
        let gateway = try Gateway(Policies.withDatabase(database), upstream: server.socket)
        // By now it is looked at every few seconds only.
        try waitUntil { try gateway.logged().split(separator: "catalog not loaded").count > 4 }
        try server.sql("CREATE DATABASE \(name)")
        #expect(try gateway.psql("SELECT 1").output == "1\n")
        #expect(try gateway.psql("SELECT count(*) FROM pg_class").output != "")
    }
}
