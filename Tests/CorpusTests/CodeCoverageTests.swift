// Every code that a statement can get is shown by at least one case, and every example in an explanation is one.

import SQLAnalysis
import Testing

@testable import CLI

@Suite("Codes in the corpus")
struct CodeCoverageTests {
    /// Codes that no text reaches, and why. A code that turns up after all has to leave this list.
    static let unreachable: [Code: String] = [
        .parserFailed: "the parser has to run out of memory, or hand over a tree that contradicts itself",
        .tooMuchWork: "it takes a text of many thousand names; scripts/hostile sends some",
        .unreadField: "every field that this grammar sets is read; one more in a later grammar gets this code",
        .missingField: "the parser always sets the fields that are required",
        .emptyNode: "empty nodes stand only where they are expected",
        .unknownConstant: "every constant of this grammar is known",
        .ambiguousName: "names that could mean several things are taken to mean all of them",
    ]

    @Test("every code from 2xxx to 5xxx is shown by a case, or it is said why it cannot be")
    func coverage() throws {
        let corpus = try CorpusFiles.all.map(CorpusFiles.text).joined()
        let shown = Set(Code.allCases.filter { corpus.contains($0.name) })
        let wanted = Code.allCases.filter { $0.name < "SG6" && Self.unreachable[$0] == nil }
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
