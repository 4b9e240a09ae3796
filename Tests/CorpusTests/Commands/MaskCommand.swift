// `mask`: what masking makes of a text.

import Policy
import SQLAnalysis

@testable import CLI

/// For each statement the masked columns and whether it touches a relation that has some, or why it cannot be masked;
/// then the text that goes on.
struct MaskCommand: CorpusCommand {
    let name = "mask"
    let arguments = Workbench.judgingArguments

    func run(_ corpusCase: CorpusCase) throws(CommandProblem) -> [String] {
        let setup = try Workbench.setup(corpusCase)
        let snapshot = PolicySnapshot(policy: setup.policy, catalog: setup.schema?.catalog)
        guard let protection = snapshot.protection(for: setup.principal) else { return ["nothing is protected"] }
        let outcome: TextOutcome
        do throws(Refusal) {
            outcome = try setup.reader.read(corpusCase.input, catalog: setup.schema?.catalog, protection: protection)
        } catch {
            return error.lines
        }
        let lines = outcome.statements.flatMap(lines)
        guard outcome.masking != nil else { return lines }
        return lines + [outcome.replacement.map { "sends \(Workbench.quoted($0))" } ?? "sends it as it is"]
    }

    private func lines(_ statement: StatementOutcome) -> [String] {
        switch statement {
        case .refused(let refusal, _): return refusal.lines
        case .analysed(let analysis):
            switch analysis.masking {
            case .none: return ["\(analysis.verb) was not looked at"]
            case .refused(let refusal): return refusal.lines
            case .masked(let masking):
                return ["\(analysis.verb) \(analysis.statementClass.rawValue)"]
                    + (masking.touches ? ["  touches"] : []) + masking.masked.map { "  masks \($0)" }
            }
        }
    }
}
