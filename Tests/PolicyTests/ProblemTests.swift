// Everything that can be wrong with a policy file, with the exact place; the published schema never rejects more.

import Foundation
import SQLAnalysis
import Testing

@testable import Policy

/// A policy file and what is wrong with it.
struct ProblemCase: Sendable, CustomTestStringConvertible {
    /// What the published JSON Schema says of the same file.
    enum Schema {
        case accepts, rejects
        /// There is nothing that it could be asked about.
        case cannotSay
    }
    let sentence: String
    let text: String
    /// `line:column code message`, in order; empty for a file that is right.
    let problems: [String]
    let schema: Schema

    init(_ sentence: String, _ text: String, _ problems: [String], schema: Schema) {
        self.sentence = sentence
        self.text = text.isEmpty ? "" : text + "\n"
        self.problems = problems
        self.schema = schema
    }

    static let all = syntax + keys + types + values + sections + moreSections + masks

    var testDescription: String { sentence }
}

@Test("A problem is reported with its place, code and message", arguments: ProblemCase.all)
func problemIsReported(_ given: ProblemCase) {
    #expect(problems(given.text) == given.problems)
}

@Test func `every code of a policy file has a case`() {
    let codes = Set(ProblemCase.all.flatMap { given in given.problems.map { $0.split(separator: " ")[1] } })
    let ofTheFile = Code.allCases.filter { ("SG9001"..."SG9008").contains($0.name) }
    #expect(Set(ofTheFile.map { Substring($0.name) }) == codes)
}

@Test func `problems are printed as compilers print them`() {
    do throws(PolicyProblems) {
        _ = try PolicyFile.read(Array("version: 1\nrule: []\n".utf8), file: "a/b.yaml")
        Issue.record("read")
    } catch {
        #expect(
            error.description == """
                a/b.yaml:1:1: SG9006 a policy has no 'rules'
                a/b.yaml:2:1: SG9002 unknown key 'rule' in a policy; did you mean 'rules'?
                """
        )
    }
}

@Test func `columns are counted in characters`() {
    let text = "version: 1\nrules:\n  - {name: r, why: \"größer 𝄞\", match: {effect: raed}, permit: {}}\n"
    #expect(problems(text) == ["3:48 SG9007 'raed' is not known here; did you mean 'read'?"])
}

@Test func `bytes that are not UTF-8 are reported where they stand`() {
    #expect(problems(Array("version: 1\n# é".utf8) + [0xC3, 0x28]) == ["2:4 SG9001 not UTF-8"])
    // Half of a surrogate pair, which is no character; and an overlong slash.
    #expect(problems([0xED, 0xA0, 0x80]) == ["1:1 SG9001 not UTF-8"])
    #expect(problems([0xC0, 0xAF]) == ["1:1 SG9001 not UTF-8"])
    #expect(problems([0x61, 0x00]) == ["1:2 SG9001 a control character"])
}

@Test func `lines may end with carriage return and newline`() throws {
    let text = "version: 1\nrules:\n  - {name: r, why: w, match: {effect: read}, permit: {}}\n"
    let other = try PolicyFile.read(Array(text.replacing("\n", with: "\r\n").utf8), file: "p", digest: { _ in "" })
    #expect(try PolicyFile.read(Array(text.utf8), file: "p", digest: { _ in "" }) == other)
}

@Test func `a file of more than a mebibyte is not read`() {
    let line = "# " + String(repeating: "x", count: 1021) + "\n"
    let full = "version: 1\n" + String(repeating: line, count: 1024)
    #expect(problems(full) == ["1:1 SG9009 the file has 1048587 bytes; at most 1048576 are read"])
    let rule = "rules: [{name: r, why: w, match: {effect: read}, permit: {}}]\n"
    #expect(problems("version: 1\n" + rule + String(repeating: line, count: 1020)) == [])
}

@Test func `deep nesting is reported, whatever its depth`() {
    #expect(problems(String(repeating: "[", count: 17)) == ["1:17 SG9009 nested deeper than 16 levels"])
    // libyaml's own limit, which it reports before it hands out anything.
    for depth in [1001, 500_000] {
        #expect(problems(String(repeating: "[", count: depth)) == ["1:1 SG9009 nested deeper than 16 levels"])
    }
    let dashes = problems(String(repeating: "- ", count: 500))
    #expect(dashes == ["1:33 SG9009 nested deeper than 16 levels"])
    // Sixteen levels are read, and are no policy.
    let read = problems(String(repeating: "[", count: 16) + String(repeating: "]", count: 16))
    #expect(read == ["1:1 SG9003 a policy is expected here, as a mapping of keys to values"])
}

// How long they may take is looked at by scripts/hostile.
@Test func `hostile files are answered with a bounded number of problems`() {
    let many = String(repeating: "k: 1\n", count: 200_000)
    let wide = "rules: [" + String(repeating: "x,", count: 500_000) + "x]"
    let keys = (0..<60_000).map { "key\($0): 1\n" }.joined()
    let bomb = "a: &a [x]\n" + (0..<20_000).map { "b\($0): &b\($0) [*a, *a]\n" }.joined()
    let long = String(repeating: "x", count: 1_000_000) + ": 1\n"
    for text in [many, wide, keys, bomb, long] {
        let found = problems(text)
        #expect(!found.isEmpty && found.count <= 100)
        #expect(found.allSatisfy { $0.utf8.count < 300 })
    }
}

@Test func `no problem repeats a secret`() {
    let secret = "hunter2hunter2"
    let places = [
        "databases: {d: {host: h, role: r, credential: \(secret)}}",
        "databases: {d: {host: h, role: r, credential: {file: \(secret)}}}",
        "databases: {d: {host: h, role: r, password: \(secret)}}",
        "principals: {users: {u: {kind: person, verifier: \(secret)}}}",
        "principals: {users: {u: {kind: person, password: \(secret)}}}",
    ]
    for place in places {
        let found = problems("version: 1\n\(place)\n")
        #expect(found.count > 1)
        #expect(!found.joined().contains("hunter"))
    }
}
