// The published schema of records, the log and docs/audit.md: the same members, the same words.

import Testing

@testable import Audit

@Suite("Published schema of records")
struct AuditSchemaTests {
    let schema: JSONSchema
    let records: WrittenRecords

    init() throws {
        schema = JSONSchema(root: try JSONValue(CorpusFiles.text("docs/schema/audit-v1.schema.json")))
        records = try WrittenRecords()
    }

    /// Members that are not in every record of their kind.
    private let optional: Set<String> = [
        "userBase64", "kind", "issuer", "tokenID", "applicationBase64", "databaseBase64", "tls", "code",
        "catalogEpoch", "masked", "statementBase64", "parameters", "parameterCount", "sha256", "bytes", "tag", "rows",
        "sqlState", "unrecorded",
        "epoch", "problem", "torn", "failure", "firstUnacknowledged",
    ]

    @Test("every kind that is written fits, with everything that it may hold and with nothing of it")
    func everyKind() {
        for all in [records.bare, records.filled] {
            for record in all { #expect(schema.problems(of: record) == [], "\(record)") }
            let kinds = all.compactMap { $0["kind"] }
            for kind in RecordKind.allCases { #expect(kinds.contains(.string(kind.rawValue)), "\(kind)") }
        }
        let reasons = (records.bare + records.filled).compactMap { $0["after"] }
        for reason in SegmentReason.allCases where reason != .rotation {
            #expect(reasons.contains(.string(reason.rawValue)), "\(reason)")
        }
        #expect(reasons.contains(.string("rotation")))
    }

    @Test("every member that the schema knows is written, and every one that is written is known")
    func everyMember() {
        let written = (records.bare + records.filled).reduce(into: Set<String>()) { $0.formUnion($1.memberNames) }
        let known = Set(schema.root.propertyNames)
        #expect(known.subtracting(written) == [])
        #expect(written.subtracting(known) == [])
        let needed = records.bare.reduce(into: Set<String>()) { $0.formUnion($1.memberNames) }
        // Of an execution the values are there when nothing is in them.
        #expect(needed.intersection(optional).subtracting(["kind", "parameters", "sqlState"]) == [])
    }

    @Test("of records with nothing in them no member can be left out and none added")
    func bare() {
        var changes = 0
        for record in records.bare.differing {
            for changed in record.changedOnce() {
                changes += 1
                #expect(schema.problems(of: changed) != [], "\(changed)")
            }
        }
        #expect(changes > 150)
    }

    @Test("of full records no member can be added, and only those can be left out that may be missing")
    func filled() {
        var (refused, fitting) = (0, 0)
        for record in records.filled.differing {
            for changed in record.changedOnce() {
                if schema.problems(of: changed) != [] {
                    refused += 1
                    continue
                }
                fitting += 1
                let missing = record.memberPaths.subtracting(changed.memberPaths)
                let shortest = missing.min { $0.count < $1.count } ?? []
                #expect(optional.contains(shortest.last ?? ""), "\(shortest)")
                #expect(shortest != ["kind"])
                // Of a value whose digest is there, the length is too.
                let digest = shortest.dropLast() + ["sha256"]
                #expect(shortest.last != "bytes" || !changed.memberPaths.contains(Array(digest)), "\(shortest)")
            }
        }
        #expect(refused > 200)
        #expect(fitting > 60)
    }

    @Test("no value fits in another type, and no word that is not one of the form's")
    func types() {
        for record in (records.bare + records.filled).differing {
            for changed in record.retypedOnce() { #expect(schema.problems(of: changed) != [], "\(changed)") }
        }
    }

    @Test("values beyond their range and words of another kind do not fit")
    func values() throws {
        let changes: [(member: String, values: [JSONValue])] = [
            ("version", [.integer(2)]), ("writer", [.integer(-1)]), ("seq", [.integer(0), .integer(-1)]),
            ("prev", [.string(""), .string(String(repeating: "A", count: 64))]),
            ("time", [.string("2026-09-23T10:11:12Z"), .string("yesterday")]),
            ("kind", [.string("note"), .string("Intent"), .string("")]),
            ("exchange", [.string("bind")]), ("verdict", [.string("allow")]), ("codes", [.array([.string("5001")])]),
            ("status", [.string("done")]), ("microseconds", [.integer(-1)]), ("rows", [.integer(-1)]),
            ("sqlState", [.string("4250"), .string("42501 ")]), ("subject", [.string("users")]),
            ("after", [.string("boredom")]), ("run", [.string("0123")]), ("statementBase64", [.string("U/8A=")]),
            ("torn", [.array([])]), ("masked", [.array([]), .array([.string("")])]), ("policyEpoch", [.string("")]),
            ("intent", [.integer(0)]),
        ]
        for (member, values) in changes {
            let holding = (records.bare + records.filled).filter { $0[member] != nil }.differing
            #expect(!holding.isEmpty, "\(member)")
            for case .object(var record) in holding {
                for value in values {
                    record[member] = value
                    #expect(schema.problems(of: .object(record)) != [], "\(member) \(value)")
                }
            }
        }
    }

    @Test("a record of one kind is none of another")
    func otherKinds() {
        for case .object(var record) in records.filled.differing {
            let kind = record["kind"]
            for other in RecordKind.allCases where .string(other.rawValue) != kind {
                record["kind"] = .string(other.rawValue)
                #expect(schema.problems(of: .object(record)) != [], "\(other) \(record)")
            }
        }
    }

    @Test("the schema's words are those of the code")
    func words() {
        let words = schema.root.words
        let coded = [
            RecordKind.allCases.map(\.rawValue), Outcome.Status.allCases.map(\.rawValue),
            SegmentReason.allCases.map(\.rawValue), Judgement.Verdict.allCases.map(\.rawValue),
            ["query", "parse", "execute", "function-call", "message"], ["policy", "catalog"],
            ["person", "service", "agent"],
        ]
        #expect(words == Set(coded.joined()))
    }

    @Test("docs/audit.md names every member, every word and every finding")
    func documented() throws {
        let page = try CorpusFiles.text("docs/audit.md")
        let names = Set(schema.root.propertyNames).union(schema.root.words).union(AuditSchemaTests.findings.map(\.name))
        for name in names.sorted() { #expect(page.contains("`\(name)`"), "\(name)") }
        for finding in AuditSchemaTests.findings {
            let table = page.components(between: finding.isBreak ? "| BROKEN |" : "| note |", and: "\n\n")
            #expect(table?.contains("| `\(finding.name)` |") == true, "\(finding.name)")
        }
        for line in page.split(separator: "\n") { #expect(line.count <= 140, "\(line)") }
    }

    private static let findings: [Finding.What] = [
        .notARecord, .wrongWriter(0), .wrongNumber(expected: 0, found: 0), .wrongDigest, .wrongBeginning,
        .segmentInside,
        .afterStop, .unexplainedEnd(bytes: 0), .missingTornEnd(segment: 0), .missingRecord(writer: 0, seq: 0),
        .missingHead(writer: 0), .missingWriter(0), .noticedLoss, .unreadable(.closed), .beginsWith(seq: 0),
        .tornEnd(bytes: 0), .unfinishedEnd(bytes: 0), .skippedSegment(0), .failedWrite(error: "", kept: 0, dropped: 0),
        .noticedMissingHead, .strangeFile,
    ]
}

extension [JSONValue] {
    /// The first of those that have the same members and are of the same kind.
    fileprivate var differing: [JSONValue] {
        var seen: Set<Set<[String]>> = []
        return filter { record in
            guard case .string(let kind)? = record["kind"] else { return true }
            let exchange = if case .string(let word)? = record["exchange"] { word } else { "" }
            return seen.insert(record.memberPaths.union([[kind, exchange, "is its kind"]])).inserted
        }
    }
}

extension String {
    /// What stands between two texts, where they stand first.
    fileprivate func components(between start: String, and end: String) -> Substring? {
        guard let begin = firstRange(of: start), let stop = self[begin.upperBound...].firstRange(of: end) else {
            return nil
        }
        return self[begin.upperBound..<stop.lowerBound]
    }
}

extension JSONValue {
    /// The names of all members that a schema knows, anywhere in it.
    fileprivate var propertyNames: [String] {
        switch self {
        case .null, .bool, .integer, .string: []
        case .array(let elements): elements.flatMap(\.propertyNames)
        case .object(let members):
            members.flatMap { key, value -> [String] in
                guard key == "properties", case .object(let properties) = value else { return value.propertyNames }
                return Array(properties.keys) + properties.values.flatMap(\.propertyNames)
            }
        }
    }

    /// The words that a schema allows, anywhere in it.
    fileprivate var words: Set<String> {
        switch self {
        case .null, .bool, .integer, .string: []
        case .array(let elements): elements.reduce(into: []) { $0.formUnion($1.words) }
        case .object(let members):
            members.reduce(into: []) { result, member in
                switch (member.key, member.value) {
                case ("const", .string(let word)): result.insert(word)
                case ("enum", .array(let words)):
                    for case .string(let word) in words { result.insert(word) }
                default: result.formUnion(member.value.words)
                }
            }
        }
    }

    /// The names of all members, anywhere in a document.
    fileprivate var memberNames: Set<String> { Set(memberPaths.compactMap(\.last)) }

    /// The ways to all members, anywhere in a document.
    fileprivate var memberPaths: Set<[String]> {
        switch self {
        case .null, .bool, .integer, .string: []
        case .array(let elements):
            elements.enumerated().reduce(into: []) { result, element in
                for path in element.element.memberPaths { result.insert(["\(element.offset)"] + path) }
            }
        case .object(let members):
            members.reduce(into: []) { result, member in
                result.insert([member.key])
                for path in member.value.memberPaths { result.insert([member.key] + path) }
            }
        }
    }

    /// The value with one of its parts replaced by one of another type; every way once.
    fileprivate func retypedOnce() -> [JSONValue] {
        switch self {
        case .null: return [.bool(true), .integer(1), .string(""), .array([]), .object([:])]
        case .bool: return [.null, .string("true")]
        case .integer(let number): return [.null, .bool(true), .string("\(number)"), .array([]), .object([:])]
        case .string: return [.null, .bool(true), .integer(1), .array([]), .object([:])]
        case .array(let elements):
            return [.null, .string(""), .object([:])]
                + elements.indices.flatMap { index in
                    elements[index].retypedOnce().map { changed in
                        var elements = elements
                        elements[index] = changed
                        return .array(elements)
                    }
                }
        case .object(let members):
            // The value of a parameter may be null.
            let isValue = members["text"] != nil || members["textBase64"] != nil || members["binary"] != nil
            return (isValue ? [] : [.null]) + [.string(""), .array([])]
                + members.flatMap { key, value in
                    value.retypedOnce().map { .object(members.merging([key: $0]) { _, new in new }) }
                }
        }
    }
}
