// What the tests of this target share: policies from text, problems as lines, files of the repository, effects.

import Foundation
import SQLAnalysis

@testable import Policy

/// The repository's folder.
let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

/// The bytes of a file of the repository.
func file(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: repository.appending(path: path)))
}

/// The sample policies of the corpus, by file name.
func samplePolicies() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: repository.appending(path: "corpus/policies").path())
        .filter { $0.hasSuffix(".yaml") }.sorted()
}

/// A policy from text.
func policy(_ text: String) throws(PolicyProblems) -> PolicyFile {
    try PolicyFile.read(Array(text.utf8), file: "p.yaml")
}

/// A policy with these rules and nothing else. Each line of the text stands one level below `rules`.
func rules(_ text: String) throws(PolicyProblems) -> PolicyFile {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
    return try policy("version: 1\nrules:\n" + lines.joined(separator: "\n") + "\n")
}

/// What is wrong with a file, a line for each problem: `line:column code message`.
func problems(_ bytes: [UInt8]) -> [String] {
    do throws(PolicyProblems) {
        _ = try PolicyFile.read(bytes, file: "p.yaml")
        return []
    } catch {
        return error.problems.map { "\($0.position) \($0.code.name) \($0.message)" }
    }
}

/// What is wrong with a text.
func problems(_ text: String) -> [String] { problems(Array(text.utf8)) }

extension YAMLNode {
    /// The node as JSON, scalars by the core schema of YAML 1.2, as editors read them.
    var json: Any {
        switch content {
        case .invalid: NSNull()
        case .sequence(let nodes): nodes.map(\.json)
        case .mapping(let entries):
            Dictionary(entries.map { ($0.key.text, $0.value.json) }, uniquingKeysWith: { first, _ in first })
        case .scalar(let scalar):
            switch (scalar.style, scalar.text) {
            case (.plain, "true"): true
            case (.plain, "false"): false
            case (.plain, ""), (.plain, "null"), (.plain, "~"): NSNull()
            case (.plain, let text): Int(text).map { $0 as Any } ?? text
            case (.quoted, let text): text
            }
        }
    }
}

/// A principal for tests.
func principal(_ user: String = "u", _ groups: [String] = [], _ kind: Principal.Kind = .person) -> Principal {
    Principal(user: user, groups: groups, kind: kind)
}

/// An object by `kind:schema.name`, `schema.name` or `name`; without a kind it is a table.
func object(_ text: String) -> ObjectReference {
    let halves = text.split(separator: ":", maxSplits: 1).map(String.init)
    let kind = halves.count == 2 ? ObjectKind(rawValue: halves[0]) ?? .table : .table
    let parts = halves[halves.count - 1].split(separator: ".").map(String.init)
    switch parts.count {
    case 1: return ObjectReference(kind, QualifiedName(parts[0]))
    case 2: return ObjectReference(kind, QualifiedName(schema: parts[0], parts[1]))
    default: return ObjectReference(kind, QualifiedName(catalog: parts[0], schema: parts[1], parts[2]))
    }
}

/// A statement with these effects.
func statement(_ effects: [Effect], class statementClass: StatementClass? = nil) -> StatementOutcome {
    .analysed(
        Analysis(
            range: SourceRange(0, 10),
            verb: effects.first?.verb ?? "SELECT",
            statementClass: statementClass ?? effects.first?.effectClass ?? .read,
            effects: effects
        )
    )
}

/// The decision on effects that make up one statement.
func decide(
    _ effects: [Effect],
    for who: Principal = principal(),
    on target: Target = .unspecified,
    under policy: PolicyFile,
    catalog: CatalogSnapshot? = nil,
    with capabilities: Set<Capability> = Set(Capability.allCases)
) -> Decision {
    DecisionPoint.decide(
        [statement(effects)],
        for: who,
        on: target,
        under: PolicySnapshot(policy: policy, catalog: catalog),
        with: capabilities
    )
}
