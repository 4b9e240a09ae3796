// What the fuzzer does with a text, done with every input of the corpus and its schemas.

import Foundation
import SQLAnalysis
import Testing

@testable import Exercise

@Suite("Exercise")
struct ExerciseTests {
    private func exercise() throws -> Exercise {
        try Exercise(schema: Array(try CorpusFiles.text("corpus/schemas/shop.sql").utf8))
    }

    @Test("every input of the corpus keeps what is promised for all texts", arguments: CorpusFiles.all)
    func corpus(file: String) throws {
        let exercise = try exercise()
        let (cases, _) = CaseReader.read(file: file, text: try CorpusFiles.text(file))
        for corpusCase in cases where corpusCase.input.count <= 4096 {
            #expect(exercise.run(corpusCase.input).wrong == [], "\(file):\(corpusCase.line)")
        }
    }

    @Test("accepted, refused in part and refused as a whole are told apart")
    func endings() throws {
        let exercise = try exercise()
        #expect(
            exercise.run(Array("SELECT 1; SET standard_conforming_strings = off".utf8)).ending
                == .accepted([nil, .pinnedSetting])
        )
        #expect(exercise.run(Array("SELECT FROM FROM".utf8)).ending == .refused(.syntaxError))
        #expect(exercise.run([0xFF]).ending == .refused(.invalidUTF8))
    }
}

@Suite("What the exercise notices")
struct CheckTests {
    private func wrong(_ text: String, _ body: (inout Check, LexedText) throws -> Void) throws -> [String] {
        var check = Check(Array(text.utf8))
        try body(&check, try Lexer.lex(check.text))
        return check.wrong
    }

    private func analysed(_ start: Int, _ end: Int, _ effects: [Effect], findings: [Finding] = []) -> TextOutcome {
        let analysis = Analysis(
            range: SourceRange(start, end),
            verb: "SELECT",
            statementClass: .read,
            effects: effects,
            findings: findings
        )
        return TextOutcome(statements: [.analysed(analysis)], names: SessionNames())
    }

    @Test("a place outside of the text, or inside of a character")
    func places() throws {
        #expect(try wrong("é") { check, _ in check.place(SourceRange(0, 2), "it") } == [])
        #expect(try wrong("é") { check, _ in check.place(SourceRange(1, 2), "it") } == ["it points to 1..<2"])
        #expect(try wrong("é") { check, _ in check.place(SourceRange(2, 3), "it") } == ["it points to 2..<3"])
    }

    @Test("a token that belongs to no statement")
    func tokens() throws {
        let effect = Effect(.read, "SELECT")
        #expect(try wrong("SELECT 1;") { $0.keeps(analysed(0, 8, [effect]), $1) } == [])
        #expect(
            try wrong("SELECT 1;") { $0.keeps(analysed(0, 6, [effect]), $1) } == [
                "the token at 7 belongs to no statement"
            ]
        )
    }

    @Test("a read that deletes, an effect twice, and none at all")
    func effects() throws {
        let read = Effect(.read, "SELECT")
        let delete = Effect(.delete, "DELETE")
        #expect(
            try wrong("SELECT") { $0.keeps(analysed(0, 6, [read, delete]), $1) }
                == ["SELECT is a read and has an effect that is none"]
        )
        #expect(try wrong("SELECT") { $0.keeps(analysed(0, 6, [read, read]), $1) } == ["SELECT has an effect twice"])
        #expect(try wrong("SELECT") { $0.keeps(analysed(0, 6, []), $1) } == ["SELECT has no effect"])
    }

    @Test("an effect that points to another statement, or between tokens")
    func effectPlaces() throws {
        func found(_ start: Int, _ end: Int) throws -> [String] {
            try wrong("SELECT a b") {
                $0.keeps(analysed(0, 10, [Effect(.read, "SELECT", at: SourceRange(start, end))]), $1)
            }
        }
        #expect(try found(7, 8) == [])
        #expect(try found(7, 9).count == 1)
        #expect(try found(3, 6).count == 1)
        let beyond = Effect(.read, "SELECT", at: SourceRange(9, 10))
        #expect(
            try wrong("SELECT a;b") { $0.keeps(analysed(0, 8, [beyond]), $1) }
                == ["the token at 9 belongs to no statement", "an effect of SELECT points to another statement"]
        )
    }

    @Test("a message that repeats what a string says")
    func values() throws {
        #expect(
            try wrong("SELECT 'hunter-2' FROM t") { check, lexed in
                check.takeValues(lexed)
                check.refusal(Refusal(.syntaxError, "near hunter-2"), "it")
                check.refusal(Refusal(.syntaxError, "near t", hint: "not hunter-2"), "it")
            } == ["it repeats a value: near hunter-2", "it repeats a value: not hunter-2"]
        )
    }

    @Test("tokens that are not those of the text")
    func lexed() throws {
        let other = try Lexer.lex(Array("SELECT a /* é */ b".utf8))
        #expect(try wrong("SELECT a /* é */ b") { check, _ in check.keeps(other) } == [])
        #expect(try wrong("SELECT") { check, _ in check.keeps(other) }.isEmpty == false)
        #expect(
            try wrong("SELECT 1") { check, lexed in check.same(other, lexed) } == [
                "the blanked text has comments", "the blanked text has another depth",
                "the blanked text has other tokens",
            ]
        )
        let script = try ScriptSplitter.split(Array("SELECT 1; SELECT 2".utf8))
        #expect(
            try wrong("SELECT 1") { check, lexed in check.same(script, lexed) }
                == ["lexer and splitter see other statements"]
        )
    }
}
