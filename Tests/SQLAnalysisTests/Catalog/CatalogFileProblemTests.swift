// Catalog files with something wrong: each is refused as a whole, with a code, the place, and the way to the place.

import Testing

@testable import SQLAnalysis

/// A file with something wrong; `§` stands before the byte that is pointed at and is not part of the file.
struct CatalogFileProblem: Sendable, CustomTestStringConvertible {
    let sentence: String
    let code: Code
    let message: String
    let text: String

    init(_ sentence: String, _ code: Code, _ message: String, _ text: String) {
        self.sentence = sentence
        self.code = code
        self.message = message
        self.text = text
    }

    var testDescription: String { sentence }

    /// A file whose members behind the usual first ones are these.
    static func file(_ members: String, origin: String = "definitions") -> String {
        #"{"format": "sqlguard-catalog", "version": 1, "epoch": "e", "origin": "\#(origin)", "#
            + #""searchPath": ["public"], "schemas": ["public"]\#(members.isEmpty ? "" : ", ")\#(members)}"#
    }

    /// A file with one table of the columns a and b, and these members.
    static func table(_ members: String, others: String = "", origin: String = "definitions") -> String {
        file(
            #""relations": [{"name": ["public", "t"], "kind": "table", "columns": [{"name": "a"}, {"name": "b"}]"#
                + (members.isEmpty ? "" : ", ") + members + "}\(others)]",
            origin: origin
        )
    }

    static func routine(_ members: String) -> String {
        file(#""routines": [{"name": ["public", "f"], "kind": "function"\#(members)}]"#)
    }

    static let all: [CatalogFileProblem] = syntax + keys + values + references + duplicates

    static let syntax: [CatalogFileProblem] = [
        .init(
            "an empty object",
            .invalidValue,
            "neither DDL nor a catalog: a catalog begins with {\"format\": \"sqlguard-catalog\"",
            "§{}"
        ),
        .init(
            "an array",
            .invalidValue,
            "neither DDL nor a catalog: a catalog begins with {\"format\": \"sqlguard-catalog\"",
            " §[]"
        ),
        .init(
            "another format",
            .invalidValue,
            "neither DDL nor a catalog: a catalog begins with {\"format\": \"sqlguard-catalog\"",
            #"§{"format": "other"}"#
        ),
        .init(
            "the format not first",
            .invalidValue,
            "neither DDL nor a catalog: a catalog begins with {\"format\": \"sqlguard-catalog\"",
            #"§{"version": 1, "format": "sqlguard-catalog"}"#
        ),
        .init("a mark of byte order", .configurationSyntax, "not valid JSON: a value is expected here", "§\u{FEFF}{}"),
        .init(
            "a text behind the end",
            .configurationSyntax,
            "not valid JSON: nothing behind the value is expected here",
            file("") + " §x"
        ),
        .init(
            "a second document",
            .configurationSyntax,
            "not valid JSON: nothing behind the value is expected here",
            file("") + "§" + file("")
        ),
        .init(
            "a missing brace",
            .configurationSyntax,
            "not valid JSON: a comma or } is expected here",
            String(file("").dropLast()) + "§"
        ),
        .init(
            "a comma too many",
            .configurationSyntax,
            "not valid JSON: a key in quotes is expected here",
            String(file("").dropLast()) + ", §}"
        ),
        .init("a comment", .configurationSyntax, "not valid JSON: a value is expected here", "§// {}"),
        .init(
            "too deep",
            .fileBounds,
            "arrays and objects are more than 24 deep",
            file(#""relations": "# + String(repeating: "[", count: 23) + "§[")
        ),
        .init(
            "a version to come",
            .unsupportedVersion,
            "version: this sqlguard reads version 1",
            #"{"format": "sqlguard-catalog", "version": §2, "other": null}"#
        ),
        .init(
            "a version that is no number",
            .wrongType,
            "version: a number is expected, not a string",
            #"{"format": "sqlguard-catalog", "version": §"1"}"#
        ),
        .init("no version", .missingKey, #"the key "version" is missing"#, #"§{"format": "sqlguard-catalog"}"#),
    ]

    static let keys: [CatalogFileProblem] = [
        .init("an unknown key", .unknownKey, "extra: no such key", file(#"§"extra": null"#)),
        .init(
            "an unknown key far inside",
            .unknownKey,
            "relations[0].columns[1].nul: no such key",
            file(
                #""relations": [{"name": ["a", "b"], "kind": "view", "columns": [{"name": "x"}, {"name": "y", §"nul": true}]}]"#
            )
        ),
        .init("a key in other letters", .unknownKey, "Relations: no such key", file(#"§"Relations": []"#)),
        .init("a key twice", .duplicateKey, "epoch: stands twice", file(#"§"epoch": "f""#)),
        .init("a key twice, once with an escape", .duplicateKey, "epoch: stands twice", file(#"§"ep\u006fch": "f""#)),
        .init(
            "a key twice inside",
            .duplicateKey,
            "relations[0].name: stands twice",
            file(#""relations": [{"name": ["a", "b"], "kind": "view", §"name": ["a", "c"]}]"#)
        ),
        .init(
            "a key twice, the second behind sixty others",
            .unknownKey,
            "k0: no such key",
            file(#"§"k0": 1, "# + (1..<80).map { "\"k\($0)\": 1" }.joined(separator: ", "))
        ),
        .init(
            "a missing key",
            .missingKey,
            #"the key "origin" is missing"#,
            #"§{"format": "sqlguard-catalog", "version": 1, "epoch": "e"}"#
        ),
        .init(
            "a missing key inside",
            .missingKey,
            #"relations[0].checks[0]: the key "expression" is missing"#,
            table(#""checks": [§{"name": "c"}]"#)
        ),
    ]

    static let values: [CatalogFileProblem] = [
        .init(
            "null where a list is expected",
            .wrongType,
            "relations: an array is expected, not null",
            file(#""relations": §null"#)
        ),
        .init(
            "an object where a list is expected",
            .wrongType,
            "relations: an array is expected, not an object",
            file(#""relations": §{}"#)
        ),
        .init(
            "a string where a record is expected",
            .wrongType,
            "relations[0]: an object is expected, not a string",
            file(#""relations": [§"t"]"#)
        ),
        .init(
            "a number where a name is expected",
            .wrongType,
            "relations[0].name: an array is expected, not a number",
            file(#""relations": [{"name": §7, "kind": "table"}]"#)
        ),
        .init(
            "a string for a truth value",
            .wrongType,
            "relations[0].columns[0].notNull: true or false is expected, not a string",
            file(
                #""relations": [{"name": ["a", "b"], "kind": "table", "columns": [{"name": "x", "notNull": §"true"}]}]"#
            )
        ),
        .init(
            "a name of four parts",
            .invalidValue,
            "relations[0].name: a name has one to three parts",
            file(#""relations": [{"name": §["a", "b", "c", "d"], "kind": "table"}]"#)
        ),
        .init(
            "a name of no parts",
            .invalidValue,
            "relations[0].name: a name has one to three parts",
            file(#""relations": [{"name": §[], "kind": "table"}]"#)
        ),
        .init(
            "a name that is empty",
            .invalidValue,
            "relations[0].name[1]: is empty",
            file(#""relations": [{"name": ["a", §""], "kind": "table"}]"#)
        ),
        .init(
            "a name without a schema",
            .invalidValue,
            "relations[0].name: the name of what is listed has two parts, schema and name",
            file(#""relations": [{"name": §["b"], "kind": "table"}]"#)
        ),
        .init(
            "a name with a database",
            .invalidValue,
            "types[0].name: the name of what is listed has two parts, schema and name",
            file(#""types": [{"name": §["a", "b", "c"], "form": "enum"}]"#)
        ),
        .init(
            "an unknown word",
            .invalidValue,
            #"relations[0].persistence: none of "permanent", "unlogged", "temporary""#,
            file(#""relations": [{"name": ["a", "b"], "kind": "table", "persistence": §"Permanent"}]"#)
        ),
        .init(
            "a word that is known elsewhere",
            .invalidValue,
            #"relations[0].kind: none of "table", "view", "materialized view", "foreign table", "sequence""#,
            file(#""relations": [{"name": ["a", "b"], "kind": §"index"}]"#)
        ),
        .init(
            "an unknown origin",
            .invalidValue,
            #"origin: none of "definitions", "server""#,
            file("", origin: "elsewhere").replacing(#""elsewhere""#, with: #"§"elsewhere""#)
        ),
        .init(
            "an unknown event among others",
            .invalidValue,
            #"relations[0].triggers[0].events[1]: none of "select", "insert", "update", "delete", "truncate""#,
            table(#""triggers": [{"name": "x", "timing": "after", "events": ["insert", §"merge"], "function": ["f"]}]"#)
        ),
        .init(
            "a fraction",
            .wrongType,
            "relations[0].oid: a number is expected, not a number with a fraction or an exponent",
            table(#""oid": §1.0"#)
        ),
        .init(
            "an exponent",
            .wrongType,
            "relations[0].rowEstimate: a number is expected, not a number with a fraction or an exponent",
            table(#""rowEstimate": §1e3"#)
        ),
        .init(
            "a number that is no object's",
            .invalidValue,
            "relations[0].oid: not from 1 to 4294967295",
            table(#""oid": §0"#)
        ),
        .init(
            "a number too large for an object",
            .invalidValue,
            "relations[0].oid: not from 1 to 4294967295",
            table(#""oid": §4294967296"#)
        ),
        .init(
            "a number too large for anything",
            .invalidValue,
            "relations[0].rowEstimate: not from 0 to 9223372036854775807",
            table(#""rowEstimate": §9223372036854775808"#)
        ),
        .init(
            "fewer rows than none",
            .invalidValue,
            "relations[0].rowEstimate: not from 0 to 9223372036854775807",
            table(#""rowEstimate": §-1"#)
        ),
        .init(
            "a column beyond the last",
            .invalidValue,
            "relations[0].droppedColumns[0]: not from 1 to 1600",
            table(#""droppedColumns": [§1601]"#)
        ),
        .init(
            "numbers that do not grow",
            .invalidValue,
            "relations[0].droppedColumns[1]: not in ascending order",
            table(#""droppedColumns": [4, §4]"#)
        ),
        .init(
            "columns that are another word",
            .wrongType,
            #"relations[0].checks[0].expression.columns: an array of columns, or "*", is expected, not a string"#,
            table(#""checks": [{"name": "c", "expression": {"columns": §"all"}}]"#)
        ),
        .init(
            "a column twice in a set",
            .invalidValue,
            "relations[0].checks[0].expression.columns[1]: is listed twice",
            table(#""checks": [{"name": "c", "expression": {"columns": ["a", §"a"]}}]"#)
        ),
        .init(
            "a schema twice in a set",
            .invalidValue,
            "schemas[1]: is listed twice",
            file("").replacing(#""schemas": ["public"]"#, with: #""schemas": ["public", §"public"]"#)
        ),
        .init(
            "a text that is empty",
            .invalidValue,
            "epoch: is empty",
            file("").replacing(#""e", "origin""#, with: #"§"", "origin""#)
        ),
        .init("NUL in a string", .embeddedNUL, "a string holds NUL", file(#""extensions": ["x§\u0000"]"#)),
        .init(
            "more defaults than arguments",
            .invalidValue,
            "routines[0].defaults: there are more defaults than arguments",
            routine(#", "arguments": ["integer"], "defaults": §2"#)
        ),
        .init(
            "names of arguments that are not as many",
            .invalidValue,
            "routines[0].argumentNames: there are not as many names as arguments",
            routine(#", "arguments": ["integer"], "argumentNames": §["a", "b"]"#)
        ),
        .init(
            "VARIADIC of nothing",
            .invalidValue,
            "routines[0].variadic: there is no last argument",
            routine(#", "variadic": §true"#)
        ),
        .init(
            "a cast by a function without one",
            .missingKey,
            #"casts[0]: the key "function" is missing"#,
            file(#""casts": [§{"source": "a", "target": "b", "method": "function", "context": "explicit"}]"#)
        ),
        .init(
            "a cast with a function that it does not use",
            .unknownKey,
            "casts[0].function: no such key",
            file(
                #""casts": [{"source": "a", "target": "b", "method": "binary", §"function": ["f"], "context": "explicit"}]"#
            )
        ),
        .init(
            "a trigger at nothing",
            .missingKey,
            #"relations[0].triggers[0]: the key "events" is missing"#,
            table(#""triggers": [§{"name": "x", "timing": "after", "function": ["f"]}]"#)
        ),
        .init(
            "a partition without a parent",
            .invalidValue,
            "relations[0].partitionBound: a partition has one parent",
            table(#""partitionBound": §"list""#)
        ),
    ]

    static let references: [CatalogFileProblem] = [
        .init(
            "an index on a column that is not there",
            .danglingReference,
            "relations[0].indexes[0].columns[1]: public.t lists no column c",
            table(#""indexes": [{"name": "i", "columns": ["a", §"c"]}]"#)
        ),
        .init(
            "a key on a column in other letters",
            .danglingReference,
            "relations[0].indexes[0].columns[0]: public.t lists no column A",
            table(#""indexes": [{"name": "i", "role": "primary key", "columns": [§"A"]}]"#)
        ),
        .init(
            "INCLUDE of a column that is not there",
            .danglingReference,
            "relations[0].indexes[0].included[0]: public.t lists no column c",
            table(#""indexes": [{"name": "i", "columns": ["a"], "included": [§"c"]}]"#)
        ),
        .init(
            "a check of a column that is not there",
            .danglingReference,
            "relations[0].checks[0].expression.columns: public.t lists no column c",
            table(#""checks": [{"name": "k", "expression": {"columns": §["b", "c"]}}]"#)
        ),
        .init(
            "a trigger on a column that is not there",
            .danglingReference,
            "relations[0].triggers[0].columns[0]: public.t lists no column c",
            table(
                #""triggers": [{"name": "x", "timing": "after", "events": ["update"], "columns": [§"c"], "function": ["f"]}]"#
            )
        ),
        .init(
            "a foreign key to a table that is not there",
            .danglingReference,
            "relations[0].foreignKeys[0].references: public.u is not listed under relations, nor under unlisted.relations",
            table(#""foreignKeys": [{"name": "k", "columns": ["a"], "references": §["public", "u"]}]"#)
        ),
        .init(
            "a foreign key to a column that is not there",
            .danglingReference,
            "relations[0].foreignKeys[0].referencedColumns[0]: public.u lists no column y",
            table(
                #""foreignKeys": [{"name": "k", "columns": ["a"], "references": ["public", "u"], "referencedColumns": [§"y"]}]"#,
                others: #", {"name": ["public", "u"], "kind": "table", "columns": [{"name": "x"}]}"#
            )
        ),
        .init(
            "a foreign key with a column too many",
            .invalidValue,
            "relations[0].foreignKeys[0].referencedColumns: there are not as many as columns",
            table(
                #""foreignKeys": [{"name": "k", "columns": ["a"], "references": ["public", "t"], "referencedColumns": §["a", "b"]}]"#
            )
        ),
        .init(
            "a foreign key of no columns",
            .missingKey,
            #"relations[0].foreignKeys[0]: the key "columns" is missing"#,
            table(#""foreignKeys": [§{"name": "k", "references": ["public", "t"]}]"#)
        ),
        .init(
            "a parent that is not there",
            .danglingReference,
            "relations[0].parents[0]: public.u is not listed under relations, nor under unlisted.relations",
            table(#""parents": [§["public", "u"]]"#)
        ),
        .init(
            "the part of an index that is not there",
            .danglingReference,
            "relations[0].indexes[0].parent: public.j is not listed under indexes, nor under unlisted.indexes",
            table(#""indexes": [{"name": "i", "columns": ["a"], "parent": §["public", "j"]}]"#)
        ),
        .init(
            "the owner of a sequence that is not there",
            .danglingReference,
            "relations[0].ownedBy.column: public.t lists no column c",
            table(#""ownedBy": {"table": ["public", "t"], "column": §"c"}"#)
        ),
        .init(
            "a view of a table that is not there",
            .danglingReference,
            "relations[0].query.relations[0]: public.u is not listed under relations, nor under unlisted.relations",
            table(#""query": {"relations": [§["public", "u"]]}"#)
        ),
        .init(
            "a type that is not there",
            .danglingReference,
            "relations[0].columns[0].userType: public.k is not listed under types, nor under unlisted.types",
            file(
                #""relations": [{"name": ["public", "t"], "kind": "table", "columns": [{"name": "a", "userType": §["public", "k"]}]}]"#
            )
        ),
        .init(
            "a function that is not there",
            .danglingReference,
            "relations[0].triggers[0].function: public.f is not listed under routines, nor under unlisted.routines",
            table(
                #""triggers": [{"name": "x", "timing": "after", "events": ["update"], "function": §["public", "f"]}]"#
            )
        ),
        .init(
            "a server's catalog that lacks something",
            .danglingReference,
            "relations[0].parents[0]: public.u is not listed under relations",
            table(#""parents": [§["public", "u"]]"#, origin: "server")
        ),
        .init(
            "unlisted, but listed",
            .invalidValue,
            "unlisted.relations[0]: public.t is listed, or nothing mentions it",
            file(
                #""relations": [{"name": ["public", "t"], "kind": "table"}], "unlisted": {"relations": [§["public", "t"]]}"#
            )
        ),
        .init(
            "unlisted, but not mentioned",
            .invalidValue,
            "unlisted.types[0]: public.k is listed, or nothing mentions it",
            file(#""unlisted": {"types": [§["public", "k"]]}"#)
        ),
    ]

    static let duplicates: [CatalogFileProblem] = [
        .init(
            "a relation twice",
            .invalidValue,
            "relations[1].name: public.t is listed twice",
            table("", others: #", {"name": §["public", "t"], "kind": "view"}"#)
        ),
        .init(
            "a type with a relation's name",
            .invalidValue,
            "relations[0].name: public.t is listed twice",
            file(
                #""types": [{"name": ["public", "t"], "form": "enum"}], "relations": [{"name": §["public", "t"], "kind": "table"}]"#
            )
        ),
        .init(
            "an index with a relation's name",
            .invalidValue,
            "relations[0].indexes[0].name: public.t is listed twice",
            table(#""indexes": [{"name": §"t", "columns": ["a"]}]"#)
        ),
        .init(
            "an index twice",
            .invalidValue,
            "relations[0].indexes[1].name: public.i is listed twice",
            table(#""indexes": [{"name": "i", "columns": ["a"]}, {"name": §"i", "columns": ["b"]}]"#)
        ),
        .init(
            "two primary keys",
            .invalidValue,
            "relations[0].indexes[1].role: there is a primary key already",
            table(
                #""indexes": [{"name": "i", "role": "primary key", "columns": ["a"]}, {"name": "j", "role": §"primary key", "columns": ["b"]}]"#
            )
        ),
        .init(
            "a column twice",
            .invalidValue,
            "relations[0].columns[1]: column a is listed twice",
            file(
                #""relations": [{"name": ["public", "t"], "kind": "table", "columns": [{"name": "a"}, §{"name": "a"}]}]"#
            )
        ),
        .init(
            "a column's number twice",
            .invalidValue,
            "relations[0].columns[1].number: the number 1 is another column's too",
            file(
                #""relations": [{"name": ["public", "t"], "kind": "table", "columns": [{"name": "a", "number": 1}, {"name": "b", "number": §1}]}]"#
            )
        ),
        .init(
            "a column's number that was dropped",
            .invalidValue,
            "relations[0].columns[0].number: the number 2 is another column's too",
            file(
                #""relations": [{"name": ["public", "t"], "kind": "table", "droppedColumns": [2], "columns": [{"name": "a", "number": §2}]}]"#
            )
        ),
        .init(
            "an object's number twice",
            .invalidValue,
            "relations[1].oid: the number 5 is another's too",
            table(#""oid": 5"#, others: #", {"name": ["public", "u"], "kind": "view", "oid": §5}"#)
        ),
        .init(
            "a constraint twice",
            .invalidValue,
            "relations[0].foreignKeys[0].name: constraint k is listed twice",
            table(
                #""checks": [{"name": "k", "expression": {}}], "foreignKeys": [{"name": §"k", "columns": ["a"], "references": ["public", "t"]}]"#
            )
        ),
        .init(
            "a signature twice",
            .invalidValue,
            "routines[1].name: public.f(integer) is listed twice",
            routine(
                #", "arguments": ["integer"]}, {"name": §["public", "f"], "kind": "procedure", "arguments": ["integer"]"#
            )
        ),
        .init(
            "a policy twice",
            .invalidValue,
            "relations[0].policies[1]: policy p is listed twice",
            table(#""policies": [{"name": "p"}, §{"name": "p"}]"#)
        ),
        .init(
            "a server twice",
            .invalidValue,
            "servers[1]: server s is listed twice",
            file(#""servers": [{"name": "s", "wrapper": "w"}, §{"name": "s", "wrapper": "w"}]"#)
        ),
    ]
}

@Suite("Catalog file problems")
struct CatalogFileProblemTests {
    private func refusal(_ bytes: [UInt8]) -> Refusal? {
        do throws(Refusal) {
            _ = try CatalogFile.read(bytes)
            return nil
        } catch { return error }
    }

    @Test("is refused with its code, message and place", arguments: CatalogFileProblem.all)
    func problem(_ problem: CatalogFileProblem) throws {
        let parts = problem.text.split(separator: "§", omittingEmptySubsequences: false)
        try #require(parts.count == 2)
        let found = try #require(refusal(Array(parts.joined().utf8)))
        #expect(found.code == problem.code)
        #expect(found.message == problem.message)
        #expect(found.range?.start == parts[0].utf8.count)
    }

    @Test("the files around the problems are right without them")
    func frames() {
        #expect(refusal(Array(CatalogFileProblem.file("").utf8)) == nil)
        #expect(refusal(Array(CatalogFileProblem.table("").utf8)) == nil)
        #expect(refusal(Array(CatalogFileProblem.routine("").utf8)) == nil)
        #expect(Set(CatalogFileProblem.all.map(\.sentence)).count == CatalogFileProblem.all.count)
    }

    @Test("a file that is cut anywhere is refused, never read in part")
    func cut() throws {
        let text = Array(try CatalogFile.text(of: FilledCatalog.snapshot()).utf8)
        for end in 0..<text.count - 2 { #expect(refusal(Array(text[..<end])) != nil) }
        #expect(refusal(Array(text.dropLast(1))) == nil)
    }

    @Test("a file with one byte changed is refused, or says something else, or the same in other words")
    func changed() throws {
        let snapshot = FilledCatalog.snapshot()
        let text = Array(try CatalogFile.text(of: snapshot).utf8)
        var different = 0
        for place in text.indices {
            for byte in [0x20, 0x22, 0x30, 0x5D] as [UInt8] where text[place] != byte {
                var changed = text
                changed[place] = byte
                guard let read = try? CatalogFile.read(changed) else { continue }
                let isSpace = byte == 0x20 && [0x0A, 0x20].contains(text[place])
                if read == snapshot { #expect(isSpace, "\(place) \(byte)") } else { different += 1 }
            }
        }
        #expect(different > 20)
    }

    @Test("a member left out or put in is noticed at every place")
    func members() throws {
        let whole = RecordWriter.json(CatalogParts(FilledCatalog.snapshot()))
        var put = 0
        for (changed, left) in whole.changedOnce() {
            let read = try? CatalogFile.read(Array(changed.text.utf8))
            if let left {
                // Without an optional member it is another snapshot, unless it is refused.
                #expect(read != FilledCatalog.snapshot(), "\(left)")
                if ["format", "epoch", "origin", "kind", "strategy"].contains(left) { #expect(read == nil, "\(left)") }
            } else {
                #expect(read == nil)
                put += 1
            }
        }
        #expect(put > 40)
    }
}

extension JSON {
    /// The value with one member too many in one of its objects, or one too few, whose name stands beside it.
    fileprivate func changedOnce() -> [(JSON, String?)] {
        switch self {
        case .null, .bool, .integer, .string: return []
        case .array(let elements):
            return elements.indices.flatMap { index in
                elements[index].changedOnce().map { changed, left in
                    var elements = elements
                    elements[index] = changed
                    return (.array(elements), left)
                }
            }
        case .object(let members):
            var results: [(JSON, String?)] = [(.object(members + [Member(name: "more", value: .null)]), nil)]
            for index in members.indices {
                var less = members
                less.remove(at: index)
                results.append((.object(less), members[index].name))
                results += members[index].value.changedOnce().map { changed, left in
                    var members = members
                    members[index] = Member(name: members[index].name, value: changed)
                    return (.object(members), left)
                }
            }
            return results
        }
    }
}
