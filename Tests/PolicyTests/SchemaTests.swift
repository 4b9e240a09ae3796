// The published JSON Schema and the reader: the same keys, the same words, the same files.

import Foundation
import SQLAnalysis
import Testing

@testable import Policy

private let schemaPath = "docs/schema/policy-v1.schema.json"

private func schema() throws -> [String: Any] {
    let data = try Data(contentsOf: repository.appending(path: schemaPath))
    return try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
}

/// The part of the schema under a path of keys.
private func part(_ path: String...) throws -> [String: Any] {
    try path.reduce(try schema()) { try #require($0[$1] as? [String: Any], "\(path)") }
}

/// What the schema says of each document: `ok`, or what is wrong. Runs scripts/check-schemas.
private func judged(_ documents: [Any]) throws -> [String] {
    let lines = try documents.map {
        String(decoding: try JSONSerialization.data(withJSONObject: $0, options: .fragmentsAllowed), as: UTF8.self)
    }
    let process = Process()
    process.executableURL = repository.appending(path: "scripts/check-schemas")
    process.arguments = [repository.appending(path: schemaPath).path()]
    let folder = FileManager.default.temporaryDirectory.appending(path: "sqlguard-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let input = folder.appending(path: "documents")
    try Data(lines.joined(separator: "\n").utf8).write(to: input)
    let output = Pipe()
    process.standardInput = try FileHandle(forReadingFrom: input)
    process.standardOutput = output
    try process.run()
    let said = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let answers = String(decoding: said, as: UTF8.self).split(separator: "\n").map(String.init)
    #expect(process.terminationStatus == (answers.allSatisfy { $0 == "ok" } ? 0 : 1))
    try #require(answers.count == documents.count)
    return answers
}

private func document(_ bytes: [UInt8]) -> Any? { YAMLBuilder.tree(of: bytes, ProblemLog(file: "p"))?.json }

@Test func `the sample policies and the default policy are valid for schema and reader`() throws {
    let files = try samplePolicies()
    #expect(files.count >= 3)
    var texts = try files.map { try file("corpus/policies/\($0)") }
    texts.append(Array(DefaultPolicy.text.utf8))
    for text in texts { #expect(problems(text) == []) }
    #expect(try judged(texts.map { try #require(document($0)) }) == texts.map { _ in "ok" })
}

@Test func `the schema rejects what the cases of the reader say that it does, and never what the reader accepts`()
    throws
{
    let asked = ProblemCase.all.filter { document(Array($0.text.utf8)) != nil }
    for given in ProblemCase.all where given.schema == .cannotSay {
        #expect(document(Array(given.text.utf8)) == nil, "\(given.sentence)")
    }
    let answers = try judged(asked.compactMap { document(Array($0.text.utf8)) })
    for (given, answer) in zip(asked, answers) {
        #expect((answer != "ok") == (given.schema == .rejects), "\(given.sentence) \(answer)")
        if given.problems.isEmpty { #expect(answer == "ok", "\(given.sentence)") }
    }
    #expect(asked.count { $0.schema == .rejects } > 40)
}

@Test func `a key that no section knows is rejected by schema and reader at every place`() throws {
    let whole = try #require(document(try file("corpus/policies/shop.yaml")))
    var broken: [Any] = []
    // Puts a key into every mapping of the sample that is no mapping of names.
    func insert(_ value: Any, _ path: String, _ rebuild: (Any) -> Any) {
        if let mapping = value as? [String: Any] {
            let isOfNames = ["/databases", "/principals/users", "/masks"].contains(path)
            if !isOfNames { broken.append(rebuild(mapping.merging(["zzz": 1]) { old, _ in old })) }
            for (key, child) in mapping {
                insert(child, "\(path)/\(key)") { new in
                    var copy = mapping
                    copy[key] = new
                    return rebuild(copy)
                }
            }
        } else if let list = value as? [Any] {
            for (index, child) in list.enumerated() {
                insert(child, "\(path)/-") { new in
                    var copy = list
                    copy[index] = new
                    return rebuild(copy)
                }
            }
        }
    }
    insert(whole, "") { $0 }
    #expect(broken.count > 40)
    for answer in try judged(broken) { #expect(answer != "ok") }
    for document in broken {
        // JSON is YAML.
        let text = String(decoding: try JSONSerialization.data(withJSONObject: document), as: UTF8.self)
        #expect(problems(text).contains { $0.contains("SG9002 unknown key 'zzz'") })
    }
}

@Test func `schema and reader have the same keys everywhere`() throws {
    func keys<Key: PolicyKey>(_ type: Key.Type) -> Set<String> { Set(Key.allCases.map(\.rawValue)) }
    let reader: [String: Set<String>] = [
        "listener": keys(ListenerKey.self), "listenerTLS": keys(ListenerTLSKey.self),
        "database": keys(DatabaseKey.self), "credential": keys(CredentialKey.self),
        "principals": keys(PrincipalsKey.self), "user": keys(UserKey.self), "access": keys(AccessKey.self),
        "mask": keys(MaskKey.self), "masking": keys(MaskingKey.self), "rule": keys(RuleKey.self),
        "match": keys(MatchKey.self), "permit": keys(PermitKey.self), "hold": keys(HoldKey.self),
        "limits": keys(LimitKey.self),
        "audit": keys(AuditKey.self), "admin": keys(AdminKey.self),
        "metrics": keys(MetricsKey.self),
    ]
    var published: [String: Set<String>] = [:]
    for (name, definition) in try part("$defs") {
        guard let properties = (definition as? [String: Any])?["properties"] as? [String: Any] else { continue }
        published[name] = Set(properties.keys)
    }
    #expect(published == reader)
    #expect(Set(try part("properties").keys) == keys(PolicyFileKey.self))
}

@Test func `schema and reader know the same words`() throws {
    func words<Word: CaseIterable & RawRepresentable>(_ type: Word.Type) -> [String] where Word.RawValue == String {
        Word.allCases.map(\.rawValue)
    }
    func published(_ path: String...) throws -> [String] {
        let found = try path.reduce(try part("$defs")) { try #require($0[$1] as? [String: Any], "\(path)") }
        return try #require(found["enum"] as? [String])
    }
    #expect(try published("statementClass") == words(StatementClass.self))
    #expect(try published("principalKind") == words(Principal.Kind.self))
    #expect(try published("mask", "properties", "kind") == words(MaskWord.self))
    #expect(try published("mask", "properties", "in_predicates") == words(ProtectedColumn.InPredicates.self))
    #expect(try published("rule", "properties", "mode") == words(Rule.Mode.self))
    #expect(try published("database", "properties", "tls") == words(Database.TLSMode.self))
    #expect(try published("database", "properties", "unanalysed") == words(Database.Unanalysed.self))
    #expect(try published("listener", "properties", "permissions") == words(Listener.Permissions.self))
    #expect(try published("audit", "properties", "sync") == words(AuditSettings.Sync.self))
    #expect(try published("audit", "properties", "parameters") == words(AuditSettings.Parameters.self))
    let origin = try part("$defs", "match", "properties", "origin")
    let item = try #require((origin["anyOf"] as? [[String: Any]])?.first)
    #expect(item["enum"] as? [String] == words(Match.Origin.self))
}

@Test func `every kind of object has a pattern in the schema`() throws {
    var documents: [Any] = []
    for kind in ObjectKind.allCases {
        let name =
            switch kind.naming {
            case .relation, .inSchema: "public.x*"
            case .partOfRelation: "public.t.x*"
            case .plain, .free: "x*"
            }
        let text = "{match: {object: \"\(kind.rawValue):\(name)\"}, name: r, why: w, deny: never}"
        #expect(problems("version: 1\nrules: [\(text)]\n") == [])
        documents.append(try #require(document(Array("version: 1\nrules: [\(text)]\n".utf8))))
        // With one part more than there can be, free text apart.
        guard kind.naming != .free, kind != .setting else { continue }
        let wrong = text.replacing("x*", with: "x.y.z")
        #expect(problems("version: 1\nrules: [\(wrong)]\n").count == 1)
        let answer = try judged([try #require(document(Array("version: 1\nrules: [\(wrong)]\n".utf8)))])
        #expect(answer != ["ok"], "\(kind)")
    }
    #expect(try judged(documents) == documents.map { _ in "ok" })
}

@Test func `every schema is well-formed and closed`() throws {
    let process = Process()
    process.executableURL = repository.appending(path: "scripts/check-schemas")
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
}
