// The published schema of catalog files and the reader: the same keys, the same words, the same files.

import SQLAnalysis
import Testing

@Suite("Published schema of catalog files")
struct CatalogSchemaTests {
    let schema: JSONSchema

    init() throws { schema = JSONSchema(root: try JSONValue(CorpusFiles.text("docs/schema/catalog-v1.schema.json"))) }

    /// A catalog in which every member has a value.
    private func filled() throws -> JSONValue { try JSONValue(CorpusFiles.text("corpus/catalogs/filled.json")) }

    private func refusal(_ text: [UInt8]) -> Refusal? {
        do throws(Refusal) {
            _ = try CatalogFile.read(text)
            return nil
        } catch { return error }
    }

    @Test("what is written fits", arguments: ["changes", "everything", "inheritance", "names", "sequences"])
    func written(name: String) throws {
        let sql = Array(try CorpusFiles.text("corpus/catalogs/\(name).sql").utf8)
        let snapshot = try CatalogLoader(try StatementReader()).load(sql) { _ in "epoch" }.snapshot
        #expect(schema.problems(of: try JSONValue(try CatalogFile.text(of: snapshot))) == [])
    }

    @Test("every member of the schema stands in the filled catalog, and fits")
    func everyMember() throws {
        let document = try filled()
        #expect(schema.problems(of: document) == [])
        var known = Set(schema.root.properties)
        // In the filled catalog everything that is mentioned is listed. Its other members have names that occur elsewhere.
        known.subtract(["unlisted"])
        #expect(known.subtracting(document.keys) == [])
        #expect(document.keys.subtracting(known) == [])
    }

    @Test("nothing can be added to any object; some of what is there cannot be left out, and the rest can")
    func strict() throws {
        let (document, text) = (try filled(), try CorpusFiles.text("corpus/catalogs/filled.json"))
        #expect(refusal(Array(text.utf8)) == nil)
        var (refused, fitting) = (0, 0)
        for changed in document.changedOnce() {
            if schema.problems(of: changed) == [] { fitting += 1 } else { refused += 1 }
        }
        #expect(refused > 100)
        #expect(fitting > 100)
        for added in document.addedOnce() { #expect(schema.problems(of: added) != []) }
    }

    @Test("schema and reader agree about every catalog file of the corpus, as far as a schema can say it")
    func agreement() throws {
        var (rejected, accepted) = (0, 0)
        for file in CorpusFiles.all where file.hasPrefix("corpus/catalog/") {
            for corpusCase in CaseReader.read(file: file, text: try CorpusFiles.text(file)).cases {
                let text = String(decoding: corpusCase.input, as: UTF8.self)
                guard CatalogFile.looksLikeOne(corpusCase.input), let document = try? JSONValue(text) else { continue }
                let fits = schema.problems(of: document) == []
                let refusal = refusal(corpusCase.input)
                // For a schema 1.0 is a whole number.
                if refusal?.message.contains("a fraction or an exponent") == true { continue }
                switch refusal?.code {
                case nil:
                    accepted += 1
                    #expect(fits, "\(file):\(corpusCase.line)")
                case .unknownKey, .wrongType, .missingKey, .unsupportedVersion:
                    rejected += 1
                    #expect(!fits, "\(file):\(corpusCase.line)")
                // Names that point nowhere or stand twice, keys that stand twice, of which a parser keeps one, and what laxer
                // parsers read.
                case .invalidValue, .danglingReference, .duplicateKey, .fileBounds, .configurationSyntax, .embeddedNUL:
                    continue
                default: Issue.record("\(file):\(corpusCase.line): another code")
                }
            }
        }
        #expect(rejected > 15)
        #expect(accepted > 0)
    }
}

extension JSONValue {
    /// The value with one member too many in one of its objects; every way once.
    fileprivate func addedOnce() -> [JSONValue] {
        switch self {
        case .null, .bool, .integer, .string: return []
        case .array(let elements):
            return elements.indices.flatMap { index in
                elements[index].addedOnce().map { added in
                    var elements = elements
                    elements[index] = added
                    return .array(elements)
                }
            }
        case .object(let members):
            return [.object(members.merging(["more": .null]) { old, _ in old })]
                + members.flatMap { key, value in
                    value.addedOnce().map { .object(members.merging([key: $0]) { _, new in new }) }
                }
        }
    }

    /// The names of all members that a schema knows, anywhere in it.
    fileprivate var properties: [String] {
        switch self {
        case .null, .bool, .integer, .string: []
        case .array(let elements): elements.flatMap(\.properties)
        case .object(let members):
            members.flatMap { key, value -> [String] in
                guard key == "properties", case .object(let properties) = value else { return value.properties }
                return Array(properties.keys) + properties.values.flatMap(\.properties)
            }
        }
    }

    /// The names of all members, anywhere in a document.
    fileprivate var keys: Set<String> {
        switch self {
        case .null, .bool, .integer, .string: []
        case .array(let elements): elements.reduce(into: []) { $0.formUnion($1.keys) }
        case .object(let members): members.reduce(into: Set(members.keys)) { $0.formUnion($1.value.keys) }
        }
    }
}
