// `splice`: a text with the relations in its FROM replaced, whatever a policy says of them.

import SQLAnalysis

/// The text in which every relation in FROM that is called `users` is replaced by a query of two columns, verified.
struct SpliceCommand: CorpusCommand {
    let name = "splice"
    let arguments: Set<String> = []

    func run(_ corpusCase: CorpusCase) throws(CommandProblem) -> [String] {
        do throws(Refusal) {
            let rewritten = try SpliceBench().rewrite(corpusCase.input) { $0 == "users" }
            return rewritten.map { [Workbench.quoted($0)] } ?? ["left alone"]
        } catch {
            return error.lines
        }
    }
}
