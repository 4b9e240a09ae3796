// The runner itself: a test that cannot fail is a defect, so each way to fail is tried.

import Testing

@Suite("Corpus runner")
struct RunnerTests {
    /// Prints its input in upper case; with `fail=on` it cannot run, with `empty=on` it prints nothing.
    struct Upper: CorpusCommand {
        let name = "upper"
        let arguments: Set<String> = ["fail", "empty"]
        func run(_ corpusCase: CorpusCase) throws(CommandProblem) -> [String] {
            if corpusCase.argument("fail") != nil { throw CommandProblem("it broke") }
            if corpusCase.argument("empty") != nil { return [] }
            let text = String(decoding: corpusCase.input, as: UTF8.self)
            return text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.uppercased() }
        }
    }

    func run(_ text: String, file: String = "corpus/x.test", golden: Bool = false) -> CorpusRun {
        CorpusRun(file: file, text: text, golden: golden, commands: [Upper()])
    }

    @Test("a case that holds passes")
    func passes() {
        #expect(run("# One.\nupper\na\nb\n----\nA\nB\n\n# Two.\nupper\nc\n----\nC\n").failures == [])
    }

    @Test("a case that does not hold fails with its line and a difference")
    func fails() {
        let failures = run("# One.\nupper\na\nb\n----\nA\nb\n").failures
        #expect(failures.map(\.description) == ["corpus/x.test:2: One.\n    A\n  - b\n  + B"])
    }

    @Test(
        "what is wrong with a file's form is a failure",
        arguments: [
            ("upper\na\n----\nA\n", "1: a case without its `#` sentence"),
            ("#\nupper\na\n----\nA\n", "2: a case without its `#` sentence"),
            ("# One.\n# Two.", "1: a sentence without a case under it"),
            ("# One\nupper\na\n----\nA\n", "2: a sentence ends with a full stop"),
            ("# One.\nupper\na\n----\nA\n\n# One.\nupper\nb\n----\nB\n", "8: the sentence of line 2 again: One."),
            ("# One.\nupper\na\n", "2: no expectation: there is no `----`"),
            (
                "# One.\nupper\na\n\n# Two.\nupper\nb\n----\nB\n",
                "2: no expectation: there is no `----` before the next sentence"
            ),
            ("# One.\nupper\na\n----\n\n", "2: no expectation; it would be:\n  + A"),
            ("# One.\nupper\na\n\nb\n----\nA\n", "4: a blank line in the input needs a doubled `----` under it"),
            ("# One.\nupper\na\n----\nA\n----\n", "6: a second `----` in one case"),
            ("# One.\nupper\na\n----\n----\nA\n", "4: a doubled `----` that is not closed by another"),
            ("# One.\nupper\na\n----\n----\nA\n----\n----\nB\n", "9: a blank line is missing behind the case"),
            ("# One.\nlower\na\n----\na\n", "2: there is no command `lower`"),
            ("# One.\nupper size=1\na\n----\nA\n", "2: `upper` takes no argument `size`"),
            ("# One.\nupper fail\na\n----\nA\n", "2: `fail` is not key=value"),
            ("# One.\nupper fail=1 fail=2\na\n----\nA\n", "2: `fail` is given twice"),
            ("# One.\nupper fail=on\na\n----\nA\n", "2: it broke"),
            ("# One.\nupper empty=on\na\n----\nA\n", "2: the command printed nothing"),
            ("# One.\nupper escapes=no\na\n----\nA\n", "2: `escapes` is `on` or left out"),
            ("# One.\nupper escapes=on\n\\q\n----\nQ\n", "2: an escape that is not known: \\q"),
            ("", "1: the file has no case"),
        ]
    )
    func faults(text: String, expected: String) {
        #expect(run(text).failures.map(\.description) == ["corpus/x.test:" + expected])
    }

    @Test("blank lines stand between doubled separators")
    func blankLines() {
        #expect(
            run("# A remark about the file.\n\n# One.\nupper\na\n\nb\n----\n----\nA\n\nB\n----\n----\n").failures == []
        )
    }

    @Test("escapes stand for bytes")
    func escapes() {
        let bytes = Array("a".utf8) + [0xFF, 0, 0x0A, 0x0D, 0x09, 0x5C, 0xC3, 0xA9] + Array("xyxyxy".utf8)
        #expect(Escapes.resolve("a\\xff\\0\\n\\r\\t\\\\\\u{e9}\\{3*xy}") == .success(bytes))
    }

    @Test("golden rewrites what differs, keeps all else, and says what changed")
    func golden() {
        let text = "# One.\nupper\na\n----\nA\n\n# Two.\nupper\nb\n----\nx\ny\n\n# Three.\nupper\nc\n----\n"
        let run = run(text, golden: true)
        #expect(run.failures == [])
        #expect(
            run.rewritten == "# One.\nupper\na\n----\nA\n\n# Two.\nupper\nb\n----\nB\n\n# Three.\nupper\nc\n----\nC\n"
        )
        #expect(
            run.changes == [
                "corpus/x.test:8: reworded: Two.\n  - x\n  - y\n  + B",
                "corpus/x.test:15: new: Three.\n  + C",
            ]
        )
    }

    @Test("golden fences in what has blank lines")
    func goldenFences() {
        let run = run("# One.\nupper\na\n\nb\n----\n----\nx\n----\n----\n", golden: true)
        #expect(run.rewritten == "# One.\nupper\na\n\nb\n----\n----\nA\n\nB\n----\n----\n")
        #expect(self.run(run.rewritten ?? "").failures == [])
    }

    @Test("golden never rewrites an attack")
    func attack() {
        let run = run("# One.\nupper\na\n----\nx\n", file: "corpus/attack/x.test", golden: true)
        #expect(run.rewritten == nil)
        #expect(run.failures.map(\.description) == ["corpus/attack/x.test:2: One.\n  - x\n  + A"])
    }

    @Test(
        "a change is graded by what a policy would make of it",
        arguments: [
            ("permit", "hold SG5003", Grade.tightened), ("deny SG5002", "hold SG5003", .loosened),
            ("deny SG5002", "deny SG5001", .reworded), ("refused SG2101", "SELECT read", .loosened),
            ("SELECT read\n  read SELECT table a (x) @1..2", "refused SG2101 @1..2", .tightened),
            ("SELECT read\n  read SELECT table a (x) @1..2", "SELECT read\n  read SELECT table a (x) @3..4", .reworded),
            (
                "SELECT read\n  read SELECT table a (x)",
                "SELECT read\n  read SELECT table a (x)\n  insert INSERT table b", .tightened
            ),
            (
                "SELECT read\n  read SELECT table a (x)\n  insert INSERT table b",
                "SELECT read\n  read SELECT table a (x)", .loosened
            ),
            (
                "DELETE delete\n  DELETE table a: whole table, no WHERE",
                "DELETE delete\n  DELETE table a: unknown, why", .loosened
            ),
            (
                "DELETE delete\n  DELETE table a: at most 1 row, key", "DELETE delete\n  DELETE table a: unknown, why",
                .tightened
            ),
            (
                "DELETE delete\n  DELETE table a: at most 3 rows, key",
                "DELETE delete\n  DELETE table a: at most 2 rows, key", .loosened
            ),
            ("DELETE delete\n  DELETE table a: unknown, x", "DELETE delete\n  DELETE table a: unknown, y", .reworded),
            ("exit 1\nstdout", "exit 0\nstdout", .loosened), ("permit\n  obligation row-budget 5", "permit", .loosened),
            ("permit\npermit", "permit", .loosened),
            (
                "deny SG5002\n  permit read a: rule r\n  deny delete b: SG5002 rule d",
                "deny SG5002\n  permit read a: rule r\n  hold delete b: SG5003 rule d", .loosened
            ),
            (
                "deny SG5002\n  permit read a: rule r\n  deny delete b: SG5002 rule d",
                "deny SG5002\n  hold read a: SG5003 rule r\n  deny delete b: SG5002 rule d", .tightened
            ),
            ("deny SG5002\n  permit read a: rule r", "deny SG5002\n  permit read a: rule s", .reworded),
        ]
    )
    func grades(old: String, new: String, expected: Grade) {
        func lines(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }
        #expect(Grade.of(lines(old), lines(new)) == expected)
    }
}
