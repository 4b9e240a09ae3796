// `explain` and `check`: what the program itself prints, without a process.

import Foundation

@testable import CLI

/// What `sqlguard explain` prints, the query given as its argument.
struct ExplainCorpusCommand: CorpusCommand {
    let name = "explain"
    let arguments = Workbench.judgingArguments.union(["format"])

    func run(_ corpusCase: CorpusCase) throws(CommandProblem) -> [String] {
        let options = Workbench.options(corpusCase).map { Array($0.utf8) }
        // Behind `--`, so that no query is taken for an option.
        let arguments = [Array("explain".utf8)] + options + [Array("--".utf8), corpusCase.input]
        return Program(arguments: Arguments(arguments), surroundings: .plain).answer().lines()
    }
}

/// What `sqlguard check` prints of the input as a file `input.sql`.
struct CheckCorpusCommand: CorpusCommand {
    let name = "check"
    let arguments = Workbench.judgingArguments.union(["format"])

    func run(_ corpusCase: CorpusCase) throws(CommandProblem) -> [String] {
        let file = FileManager.default.temporaryDirectory.appending(path: "sqlguard-\(UUID().uuidString).sql")
        defer { try? FileManager.default.removeItem(at: file) }
        do { try Data(corpusCase.input).write(to: file) } catch { throw CommandProblem("\(error)") }
        let path = file.path(percentEncoded: false)
        let arguments = ["check"] + Workbench.options(corpusCase) + [path]
        let program = Program(arguments: Arguments(arguments.map { Array($0.utf8) }), surroundings: .plain)
        return program.answer().lines(replacing: path)
    }
}

extension Answer {
    /// The exit status, then both outputs.
    func lines(replacing path: String? = nil) -> [String] {
        ["exit \(status.rawValue)"] + Workbench.lines(errors, replacing: path).map { "stderr: \($0)" }
            + Workbench.lines(output, replacing: path)
    }
}
