// What the tests of the catalog share.

import Foundation
import Testing

@testable import SQLAnalysis

/// The folder of the repository.
let repositoryFolder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

/// Loads DDL. The epoch is always the same.
func loadCatalog(_ sql: String, searchPath: [String] = ["public"]) throws -> LoadedCatalog {
    try CatalogLoader(try StatementReader()).load(
        Array(sql.utf8),
        digest: { _ in "epoch" },
        searchPath: searchPath
    )
}

/// Loads DDL of which everything has to be followed.
func followedCatalog(_ sql: String) throws -> CatalogSnapshot {
    let loaded = try loadCatalog(sql)
    #expect(loaded.report.skipped.map { "\($0.what): \($0.reason)" } == [])
    return loaded.snapshot
}

/// What DDL is refused with.
func catalogRefusal(_ sql: String) -> Refusal? {
    do {
        _ = try loadCatalog(sql)
        return nil
    } catch { return error as? Refusal }
}

extension QualifiedName {
    /// A name in schema `public`.
    static func inPublic(_ name: String) -> QualifiedName { QualifiedName(schema: "public", name) }
}

extension CatalogSnapshot {
    /// A relation of schema `public`.
    func table(_ name: String) throws -> CatalogRelation { try #require(relations[.inPublic(name)], "\(name)") }
}

/// The DDL files of the corpus, with their paths in it.
func catalogFiles() throws -> [(path: String, text: String)] {
    try ["schemas", "catalogs"].flatMap { folder in
        let url = repositoryFolder.appending(path: "corpus/\(folder)")
        let names = try FileManager.default.contentsOfDirectory(atPath: url.path()).filter { $0.hasSuffix(".sql") }
            .sorted()
        return try names.map { ("\(folder)/\($0)", try String(contentsOf: url.appending(path: $0), encoding: .utf8)) }
    }
}
