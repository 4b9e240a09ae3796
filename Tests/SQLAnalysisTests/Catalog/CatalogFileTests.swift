// The file form of snapshots: everything comes back, equal snapshots are equal bytes, and no field can be forgotten.

import Foundation
import Testing

@testable import SQLAnalysis

@Suite("Catalog file")
struct CatalogFileTests {
    @Test("a snapshot in which everything is set comes back whole")
    func filled() throws {
        let snapshot = FilledCatalog.snapshot()
        let text = try CatalogFile.text(of: snapshot)
        #expect(try CatalogFile.read(Array(text.utf8)) == snapshot)
        #expect(text.hasPrefix("{\n  \"format\": \"sqlguard-catalog\",\n  \"version\": 1,\n"))
        #expect(text.hasSuffix("}\n"))
    }

    @Test("the filled catalog of the corpus is that snapshot; SQLGUARD_GOLDEN=1 writes it anew")
    func filledFile() throws {
        let file = repositoryFolder.appending(path: "corpus/catalogs/filled.json")
        let text = try CatalogFile.text(of: FilledCatalog.snapshot())
        if ProcessInfo.processInfo.environment["SQLGUARD_GOLDEN"] == "1" {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == text)
    }

    @Test("every DDL file of the corpus comes back whole, and twice as the same bytes")
    func corpus() throws {
        let files = try catalogFiles()
        #expect(files.count >= 6)
        for (path, sql) in files {
            let snapshot = try loadCatalog(sql).snapshot
            let text = try CatalogFile.text(of: snapshot)
            let again = try CatalogFile.read(Array(text.utf8))
            #expect(again == snapshot, "\(path)")
            #expect(try CatalogFile.text(of: again) == text, "\(path)")
        }
    }

    @Test("snapshots that say the least come back too")
    func empty() throws {
        let snapshots = [
            CatalogSnapshot(epoch: "e"), CatalogSnapshot(epoch: "e", searchPath: [], schemas: []),
            // Known to be none is not the same as not known.
            CatalogSnapshot(epoch: "e", origin: .server, operators: [], casts: [], languages: []),
        ]
        for snapshot in snapshots {
            #expect(try CatalogFile.read(Array(try CatalogFile.text(of: snapshot).utf8)) == snapshot)
        }
        #expect(Set(try snapshots.map { try CatalogFile.text(of: $0) }).count == snapshots.count)
    }

    @Test("nothing known, nothing there, and zero are three things")
    func unknown() throws {
        var relations: [CatalogRelation] = []
        for dropped in [nil, [], [1]] as [[Int16]?] {
            for rows in [nil, 0] as [Int?] {
                for reads in [nil, []] as [[CatalogColumnRead]?] {
                    var relation = CatalogRelation(.inPublic("t\(relations.count)"), kind: .view)
                    (relation.droppedColumns, relation.rowEstimate, relation.columnReads) = (dropped, rows, reads)
                    relation.query = relations.count.isMultiple(of: 2) ? nil : .constant
                    relations.append(relation)
                }
            }
        }
        let snapshot = CatalogSnapshot(
            epoch: "e",
            relations: Dictionary(uniqueKeysWithValues: relations.map { ($0.name, $0) })
        )
        #expect(try CatalogFile.read(Array(try CatalogFile.text(of: snapshot).utf8)) == snapshot)
    }

    @Test("equal snapshots give equal bytes, in whatever order they were put together")
    func deterministic() throws {
        let sql = try catalogFiles().first { $0.path == "catalogs/everything.sql" }?.text ?? ""
        let snapshot = try loadCatalog(sql).snapshot
        let text = try CatalogFile.text(of: snapshot)
        for _ in 0..<4 {
            // The order of a dictionary depends on its capacity, and on its seed from one process to the next.
            var relations: [QualifiedName: CatalogRelation] = [:]
            relations.reserveCapacity(Int.random(in: 0...4096))
            for (name, relation) in snapshot.relations.shuffled() { relations[name] = relation }
            var schemas = Set<String>(minimumCapacity: Int.random(in: 0...512))
            for schema in snapshot.schemas.shuffled() { schemas.insert(schema) }
            let same = CatalogSnapshot(
                epoch: snapshot.epoch,
                searchPath: snapshot.searchPath,
                relations: relations,
                routines: Dictionary(uniqueKeysWithValues: snapshot.routines.shuffled()),
                types: Dictionary(uniqueKeysWithValues: snapshot.types.shuffled()),
                schemas: schemas,
                extensions: snapshot.extensions,
                servers: Dictionary(uniqueKeysWithValues: snapshot.servers.shuffled()),
                casts: snapshot.casts
            )
            #expect(try CatalogFile.text(of: same) == text)
        }
    }

    @Test("names are sorted by schema and name, not by how they look when they are joined")
    func sorted() throws {
        let names = [
            QualifiedName(schema: "a", "b.c"), QualifiedName(schema: "a.b", "c"), QualifiedName(schema: "a", "z"),
            QualifiedName(schema: "a.b", "a"), QualifiedName(schema: "Z", "z"), QualifiedName(schema: "ä", "é"),
        ]
        let relations = names.map { CatalogRelation($0, kind: .table) }
        let snapshot = CatalogSnapshot(
            epoch: "e",
            relations: Dictionary(uniqueKeysWithValues: relations.map { ($0.name, $0) })
        )
        let text = try CatalogFile.text(of: snapshot)
        let places = try [4, 0, 2, 3, 1, 5].map { place in
            let name = names[place]
            let found = try #require(text.range(of: "\"name\": [\"\(name.schema ?? "")\", \"\(name.name)\"]"))
            return found.lowerBound
        }
        #expect(places == places.sorted())
    }

    @Test("members may stand in any order behind the format")
    func order() throws {
        let snapshot = FilledCatalog.snapshot()
        let text = try CatalogFile.text(of: snapshot)
        func reversed(_ value: Any, isTop: Bool) -> String {
            switch value {
            case let object as [String: Any]:
                var keys = object.keys.sorted(by: >)
                if isTop { keys = ["format"] + keys.filter { $0 != "format" } }
                let members = keys.map { "\(JSON.string($0).text):\(reversed(object[$0] ?? NSNull(), isTop: false))" }
                return "{\(members.joined(separator: ","))}"
            case let array as [Any]: return "[\(array.map { reversed($0, isTop: false) }.joined(separator: ","))]"
            case let text as String: return JSON.string(text).text
            case let number as NSNumber: return CFGetTypeIDIsBool(number) ? "\(number.boolValue)" : "\(number)"
            default: return "null"
            }
        }
        let shuffled = reversed(try JSONSerialization.jsonObject(with: Data(text.utf8)), isTop: true)
        #expect(try CatalogFile.read(Array(shuffled.utf8)) == snapshot)
    }

    private func CFGetTypeIDIsBool(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }

    @Test("a snapshot whose file could not be read is not written")
    func unwritable() throws {
        var relation = CatalogRelation(.inPublic("t"), kind: .table, columns: [CatalogColumn("a", type: "integer")])
        relation.indexes = [CatalogIndex("i", .unique, columns: ["b"])]
        let cases: [(CatalogSnapshot, Code)] = [
            (CatalogSnapshot(epoch: "e", relations: [relation.name: relation]), .danglingReference),
            (CatalogSnapshot(epoch: ""), .invalidValue),
            (
                CatalogSnapshot(
                    epoch: "e",
                    relations: [.inPublic("t"): CatalogRelation(.inPublic("t"), kind: .index)]
                ), .invalidValue
            ),
            // Under another name than its own.
            (
                CatalogSnapshot(
                    epoch: "e",
                    relations: [.inPublic("u"): CatalogRelation(.inPublic("t"), kind: .table)]
                ), .invalidValue
            ),
        ]
        for (snapshot, code) in cases {
            #expect { try CatalogFile.text(of: snapshot) } throws: { ($0 as? Refusal)?.code == code }
        }
    }

    @Test("what DDL mentions and does not define is said to be unlisted")
    func unlisted() throws {
        let snapshot = try loadCatalog(
            """
            CREATE TABLE t (a integer REFERENCES other.u (b), g other.kind DEFAULT other.f());
            CREATE VIEW v AS SELECT relname FROM pg_catalog.pg_class, unknown;
            """
        ).snapshot
        let text = try CatalogFile.text(of: snapshot)
        let unlisted = """
              "unlisted": {"relations": [["other", "u"]], "types": [["other", "kind"]], "routines": [["other", "f"]]}
            }

            """
        #expect(text.hasSuffix(unlisted))
        #expect(try CatalogFile.read(Array(text.utf8)) == snapshot)
    }

    @Test("DDL and catalogs are told apart by how they begin")
    func kinds() {
        for text in ["{", "\n\t {\"format\"", "[", "\u{FEFF}{"] {
            #expect(CatalogFile.looksLikeOne(Array(text.utf8)), "\(text)")
        }
        for text in ["", " ", "-- {", "SELECT", "\u{FEFF}--", "PGDMP", "version: 1", "/* [ */"] {
            #expect(!CatalogFile.looksLikeOne(Array(text.utf8)), "\(text)")
        }
    }

    private static let folder = ProcessInfo.processInfo.environment["SQLGUARD_REGRESSION"].flatMap {
        $0.isEmpty ? nil : $0
    }

    private struct Verdict: Decodable {
        let sql: String
        let file: String
        let accepted: Bool
    }

    @Test(
        "whatever PostgreSQL's regression SQL defines can be written and comes back",
        .enabled(if: folder != nil, "SQLGUARD_REGRESSION names no folder: ./dev test prepares it")
    )
    func regression() throws {
        let text = try String(contentsOfFile: (Self.folder ?? "") + "/verdicts.jsonl", encoding: .utf8)
        var files: [String: [String]] = [:]
        for line in text.split(separator: "\n") {
            let verdict = try JSONDecoder().decode(Verdict.self, from: Data(line.utf8))
            // What psql would take for data or for its own commands cannot stand in a file.
            guard verdict.accepted,
                let script = try? ScriptSplitter.split(Array(verdict.sql.utf8), limits: .standard),
                script.statements.count == 1, script.metaCommands.isEmpty, !verdict.sql.lowercased().contains("copy ")
            else { continue }
            files[verdict.file, default: []].append(verdict.sql)
        }
        #expect(files.count > 150)
        var relations = 0
        for (file, statements) in files.sorted(by: { $0.key < $1.key }) {
            do {
                let snapshot = try loadCatalog(statements.joined(separator: ";\n")).snapshot
                let text = try CatalogFile.text(of: snapshot)
                #expect(try CatalogFile.read(Array(text.utf8)) == snapshot, "\(file)")
                relations += snapshot.relations.count
            } catch {
                Issue.record("\(file): \(error)")
            }
        }
        #expect(relations > 900)
    }
}
