// What the program answers, without a process.

import SQLAnalysis
import Testing

@testable import CLI

/// Runs the program with arguments of text.
func answer(_ arguments: String...) -> Answer {
    Program(arguments: Arguments(arguments.map { Array($0.utf8) }), surroundings: .plain).answer()
}

@Suite("Program")
struct ProgramTests {
    @Test("without a subcommand it prints its help as an error")
    func bare() {
        #expect(answer().status == .usage)
        #expect(answer().errors.contains("Examples:"))
        #expect(answer().output == "")
    }

    @Test("the version names the grammar")
    func version() {
        #expect(
            answer("--version") == Answer(status: .permitted, output: "sqlguard 0.1.0 (grammar of PostgreSQL 15)\n")
        )
    }

    @Test("help is an answer, a wrong option is an error that names it")
    func help() {
        #expect(answer("--help").status == .permitted)
        #expect(answer("help", "rule").status == .permitted)
        #expect(answer("rule", "--al").status == .usage)
        #expect(answer("rule", "--al").errors.contains("Unknown option '--al'. Did you mean '--all'?"))
        #expect(answer("rule", "\u{1B}[2J").errors.contains("there is no code \\u{1B}[2J"))
        #expect(answer("--\u{1B}").errors.contains("\u{1B}") == false)
    }

    @Test("every code can be asked for, in any spelling", arguments: Code.allCases)
    func rule(code: Code) {
        let answers = [code.name, code.name.lowercased(), String(code.name.dropFirst(2))].map { answer("rule", $0) }
        #expect(Set(answers.map(\.output)).count == 1)
        #expect(answers[0].status == .permitted)
        #expect(answers[0].output.hasPrefix("\(code.name)  \(code.explanation.title)\n"))
    }

    @Test("a code that does not exist is answered with the nearest one")
    func unknownRule() {
        #expect(
            answer("rule", "SG4099")
                == .usage("there is no code SG4099; did you mean SG4001? `sqlguard rule --all` lists them.")
        )
        #expect(answer("rule", String(repeating: "x", count: 100_000)).status == .usage)
        #expect(answer("rule").status == .usage)
        #expect(answer("rule", "SG4001", "--all").status == .usage)
    }

    @Test("the list has every code once, in order")
    func list() {
        let names = answer("rule", "--all").output.split(separator: "\n").map { String($0.prefix(6)) }
        #expect(names == Code.allCases.map(\.name).sorted())
    }

    @Test("SQL that begins with a comment is no option, and its bytes come back whole")
    func comments() {
        let arguments = Arguments([
            Array("-- x\nSELECT 1".utf8), Array("--as=a b".utf8), Array("--".utf8), [0x2D, 0x2D, 0xFF],
        ])
        #expect(arguments.parsed == [" -- x\nSELECT 1", "--as=a b", "--", " --\u{FFFD}"])
        #expect(arguments.bytes(of: " -- x\nSELECT 1") == Array("-- x\nSELECT 1".utf8))
        #expect(arguments.bytes(of: " --\u{FFFD}") == [0x2D, 0x2D, 0xFF])
    }

    @Test("of two arguments that read the same the one that is not UTF-8 is taken")
    func repaired() {
        let arguments = Arguments([Array("a\u{FFFD}".utf8), [0x61, 0xFF]])
        #expect(arguments.bytes(of: "a\u{FFFD}") == [0x61, 0xFF])
        #expect(arguments.firstInvalid(besides: nil) == 2)
        #expect(arguments.firstInvalid(besides: "a\u{FFFD}") == nil)
    }
}
