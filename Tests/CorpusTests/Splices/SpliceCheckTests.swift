// The check of rewritten texts finds every planted difference.

import Testing

@testable import SQLAnalysis

@Suite("The check of rewritten texts")
struct SpliceCheckTests {
    @Test("a difference is found", arguments: PlantedDifference.all)
    func differences(planted: PlantedDifference) throws {
        let trial = try SpliceBench().trial(planted.text, planted.splices, groups: planted.groups)
        try #require(trial.check(trial.rewritten) == nil, "\(trial.rewritten)")
        try #require(trial.rewritten.contains(planted.words), "\(trial.rewritten)")
        let changed = trial.rewritten.replacing(planted.words, with: planted.others)
        #expect(try trial.check(changed)?.code == .spliceNotVerified, "\(changed)")
    }

    @Test("places in the text and white space are no difference")
    func places() throws {
        let trial = try SpliceBench().trial("SELECT a, 'x' FROM users u WHERE f(b) = 1", [])
        #expect(try trial.check("  " + trial.rewritten.replacing(" ", with: "\n  ") + " ") == nil)
    }

    @Test("a relation that was left where it was is found")
    func leftAlone() throws {
        let text = "SELECT * FROM users, users v"
        let trial = try SpliceBench().trial(text, [])
        #expect(trial.splices.byOffset.count == 2)
        #expect(try trial.check(text)?.code == .spliceNotVerified)
        let half = "SELECT * FROM (SELECT id, 'xxx'::text AS ssn FROM public.users) AS users, users v"
        #expect(try trial.check(half)?.code == .spliceNotVerified)
    }

    @Test("something that was replaced without being asked for is found")
    func tooMuch() throws {
        let trial = try SpliceBench().trial("SELECT * FROM users, other", [])
        let changed = trial.rewritten.replacing("other", with: "(SELECT id FROM other) AS other")
        #expect(try trial.check(changed)?.code == .spliceNotVerified)
    }

    @Test("two splices in one place are refused unless they are the same")
    func twoInOnePlace() throws {
        var splices = Splices()
        try splices.add(.qualify("public"), at: 14)
        try splices.add(.qualify("public"), at: 14)
        #expect(throws: Refusal.self) { try splices.add(.qualify("other"), at: 14) }
    }

    @Test(
        "a text whose tokens are not those of the splice is refused",
        arguments: ["SELECT * FROM ONLY users", "SELECT 1"]
    )
    func otherTokens(text: String) throws {
        let shape = RelationShape(
            parts: 1,
            name: "users",
            inherits: false,
            hasAlias: false,
            hasColumnList: false,
            isSampled: true
        )
        let splice = Splice.subselect(SpliceBench.template, shape)
        var splices = Splices()
        try splices.add(splice, at: text.hasSuffix("users") ? text.utf8.count - 5 : 7)
        let lexed = try Lexer.lex(Array(text.utf8))
        #expect(throws: Refusal.self) { try Splicer.rewrite(lexed, splices) }
    }
}
