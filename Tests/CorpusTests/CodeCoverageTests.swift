// Every code that a statement can get is shown by at least one case, and every example in an explanation is one.

import SQLAnalysis
import Testing

@testable import CLI

@Suite("Codes in the corpus")
struct CodeCoverageTests {
    /// Codes that no text reaches, and why. A code that turns up after all has to leave this list.
    static let unreachable: [Code: String] = [
        .parserFailed: "the parser has to run out of memory, or hand over a tree that contradicts itself",
        .missingField: "the parser always sets the fields that are required",
        .emptyNode: "empty nodes stand only where they are expected",
        .unknownConstant: "every constant of this grammar is known",
        .catalogUnavailable: "a server has to be away, or to be asked at this moment",
        .ambiguousName: "names that could mean several things are taken to mean all of them",
    ]

    @Test("every code from 2xxx to 5xxx is shown by a case, or it is said why it cannot be")
    func coverage() throws {
        let corpus = try CorpusFiles.everything.map(CorpusFiles.text).joined()
        let shown = Set(Code.allCases.filter { corpus.contains($0.name) })
        let wanted = Code.allCases.filter { ("SG2"..<"SG6").contains($0.name) && Self.unreachable[$0] == nil }
        #expect(wanted.filter { !shown.contains($0) }.map(\.name) == [])
        #expect(Self.unreachable.keys.filter(shown.contains).map(\.name) == [])
    }

    @Test(
        "the example of an explanation gets its code",
        arguments: Code.allCases.filter { $0.explanation.example != nil }
    )
    func examples(code: Code) throws {
        let example = try #require(code.explanation.example)
        func run(_ command: any CorpusCommand) throws -> String {
            let corpusCase = CorpusCase(
                file: "",
                line: 0,
                sentence: "",
                command: command.name,
                arguments: [.init(key: "schema", value: "shop")],
                input: Array(example.utf8),
                expected: [],
                output: 0..<0
            )
            return try command.run(corpusCase).joined(separator: "\n")
        }
        let explained = try run(ExplainCorpusCommand())
        let checked = try run(CheckCorpusCommand())
        #expect(explained.contains(code.name) || checked.contains(code.name), "\(explained)\n\(checked)")
    }
}
