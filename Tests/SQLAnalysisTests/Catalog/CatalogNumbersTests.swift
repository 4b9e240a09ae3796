// Numbers of relations and columns, as a live server tells them.

import Testing

@testable import SQLAnalysis

@Suite("Numbers of a live catalog")
struct CatalogNumbersTests {
    private static func numbered(_ sql: String, _ rows: [String]) throws -> CatalogSnapshot {
        try loadCatalog(sql).snapshot.numbered(by: rows.map { Array($0.utf8) })
    }

    @Test("each relation has its own numbers, also a partition")
    func partitions() throws {
        let catalog = try Self.numbered(
            """
            CREATE TABLE part (id int, v text) PARTITION BY LIST (id);
            CREATE TABLE part1 (v text, id int);
            ALTER TABLE ONLY part ATTACH PARTITION part1 FOR VALUES IN (1);
            """,
            ["16400 1,3 public, part, id, v", "16401 1,4 public, part1, v, id"]
        )
        let parent = try #require(catalog.relation(.inPublic("part")))
        let child = try #require(catalog.relation(.inPublic("part1")))
        #expect(parent.oid == OID(16_400))
        #expect(child.oid == OID(16_401))
        #expect([parent.column("id")?.number, parent.column("v")?.number] == [1, 3])
        #expect([child.column("id")?.number, child.column("v")?.number] == [4, 1])
    }

    @Test("names are read as the server quotes them")
    func quoted() throws {
        let catalog = try Self.numbered(
            #"CREATE SCHEMA "my shop"; CREATE TABLE "my shop"."Cust.omer" ("e ""mail" text)"#,
            [#"16400 7 "my shop", "Cust.omer", "e ""mail""#]
        )
        let relation = try #require(catalog.relation(QualifiedName(schema: "my shop", "Cust.omer")))
        #expect(relation.oid == OID(16_400))
        #expect(relation.columns.map(\.number) == [7])
    }

    @Test(
        "what is not such a row changes nothing",
        arguments: [
            "", "public", "0 1 public, t, a", "16400 0 public, t, a", "16400 -1 public, t, a",
            "16400 99999 public, t, a", "16400 1 t, a", "16400 1 public, t, a, b", "16400 1,2 public, t, a",
            "16400 1, public, t, a", "16400 1 public, u, a", #"16400 1 public, t, "a"#, "x 1 public, t, a",
            "16400  public, t, a", "16400 1 public, t, a,",
        ]
    )
    func others(row: String) throws {
        let before = try loadCatalog("CREATE TABLE t (a int)").snapshot
        #expect(before.numbered(by: [Array(row.utf8)]) == before)
    }

    @Test("a column that is not told has no number, and no other column gets one")
    func missing() throws {
        let catalog = try Self.numbered("CREATE TABLE t (a int, b int)", ["16400 2,3 public, t, b, c"])
        let relation = try #require(catalog.relation(.inPublic("t")))
        #expect(relation.columns.map(\.number) == [nil, 2])
    }
}
