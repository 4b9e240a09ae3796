// `split`: a script for psql in pieces.

import SQLAnalysis

/// Statements, meta-commands and the data of COPY, in the order of the text.
struct SplitCommand: CorpusCommand {
    let name = "split"
    let arguments: Set<String> = []

    func run(_ corpusCase: CorpusCase) throws(CommandProblem) -> [String] {
        let script: Script
        do throws(Refusal) {
            script = try ScriptSplitter.split(corpusCase.input)
        } catch {
            return error.lines
        }
        let pieces =
            script.statements.map { ($0, "statement") }
            + script.metaCommands.map { range in
                (range, Script.isDumpGuard(range, in: corpusCase.input) ? "guard" : "meta-command")
            } + script.copyData.map { ($0, "data") }
        let lines = pieces.sorted { $0.0 < $1.0 }.map { range, kind in
            "\(kind) \(Workbench.shown(corpusCase.input, range)) @\(range.text)"
        }
        return lines.isEmpty ? ["nothing"] : lines
    }
}
