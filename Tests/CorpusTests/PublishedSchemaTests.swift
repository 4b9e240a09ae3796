// What is printed as JSON against the published schemas: every text of the corpus, and outputs with something wrong.

import SQLAnalysis
import Testing

@testable import CLI

@Suite("Published JSON schemas")
struct PublishedSchemaTests {
    let explain: JSONSchema
    let check: JSONSchema

    init() throws {
        explain = JSONSchema(root: try JSONValue(CorpusFiles.text("docs/schema/explain-v1.schema.json")))
        check = JSONSchema(root: try JSONValue(CorpusFiles.text("docs/schema/check-v1.schema.json")))
    }

    @Test("explain fits its schema for every text of the corpus", arguments: CorpusFiles.all)
    func everyText(file: String) throws {
        let judging = Workbench.judgingArguments
        for corpusCase in CaseReader.read(file: file, text: try CorpusFiles.text(file)).cases {
            let arguments = corpusCase.arguments.filter { judging.contains($0.key) }
            let plain = CorpusCase(
                file: file,
                line: corpusCase.line,
                sentence: corpusCase.sentence,
                command: "explain",
                arguments: arguments,
                input: corpusCase.input,
                expected: [],
                output: 0..<0
            )
            let setup = try Workbench.setup(plain)
            let judgement = try Workbench.judge(plain)
            let document = JSONReport(judgement: judgement, setup: setup).document.text
            #expect(explain.problems(of: try JSONValue(document)) == [], "\(file):\(corpusCase.line)")
            let checked = CheckReport(
                checks: [ScriptCheck(SourceText(name: "input", bytes: corpusCase.input), setup)],
                setup: setup
            )
            #expect(check.problems(of: try JSONValue(checked.document.text)) == [], "\(file):\(corpusCase.line)")
        }
    }

    /// A document with statements, effects, bounds, findings and a schema.
    func sample() throws -> JSONValue {
        let corpusCase = CorpusCase(
            file: "",
            line: 0,
            sentence: "",
            command: "explain",
            arguments: [.init(key: "schema", value: "shop")],
            input: Array("DELETE FROM customer WHERE true; RESET ALL".utf8),
            expected: [],
            output: 0..<0
        )
        let report = JSONReport(
            judgement: try Workbench.judge(corpusCase),
            setup: try Workbench.setup(corpusCase)
        )
        return try JSONValue(report.document.text)
    }

    @Test("nothing can be added to any object, and nothing left out")
    func strict() throws {
        let document = try sample()
        #expect(explain.problems(of: document) == [])
        var objects = 0
        for changed in document.changedOnce() {
            objects += 1
            #expect(explain.problems(of: changed) != [])
        }
        #expect(objects > 100)
    }

    @Test("values of another type or kind do not fit")
    func types() throws {
        guard case .object(var document) = try sample() else { return }
        for (key, value) in [
            ("version", JSONValue.integer(2)), ("verdict", .string("maybe")), ("code", .string("X1")),
            ("range", .integer(1)),
            ("statements", .null),
        ] {
            let before = document[key]
            document[key] = value
            #expect(explain.problems(of: .object(document)) != [], "\(key)")
            document[key] = before
        }
        #expect(explain.problems(of: .object(document)) == [])
    }

    @Test("a keyword that the validator does not know is no pass")
    func unknownKeyword() throws {
        #expect(JSONSchema(root: .object(["multipleOf": .integer(1)])).problems(of: .integer(2)) != [])
    }
}

extension JSONValue {
    /// The value with one member too many in one of its objects, or one too few; every way once.
    func changedOnce() -> [JSONValue] {
        switch self {
        case .null, .bool, .integer, .string: return []
        case .array(let elements):
            return elements.indices.flatMap { index in
                elements[index].changedOnce().map { changed in
                    var elements = elements
                    elements[index] = changed
                    return .array(elements)
                }
            }
        case .object(let members):
            var results = [JSONValue.object(members.merging(["more": .null]) { old, _ in old })]
            for (key, value) in members {
                var less = members
                less[key] = nil
                results.append(.object(less))
                results += value.changedOnce().map { .object(members.merging([key: $0]) { _, new in new }) }
            }
            return results
        }
    }
}
