// `classify`, `bound` and `refuse`: what the analysis says of a text.

import SQLAnalysis

/// The class of each statement, its effects and what was found.
struct ClassifyCommand: CorpusCommand {
    let name = "classify"
    let arguments: Set<String> = ["schema"]

    func run(_ corpusCase: CorpusCase) throws(CommandProblem) -> [String] {
        try Workbench.outcomes(corpusCase) { analysis in
            ["\(analysis.verb) \(analysis.statementClass.rawValue) @\(analysis.range.text)"]
                + analysis.effects.map { effect in
                    "  " + effect.line + (effect.range.map { " @\($0.text)" } ?? "")
                } + analysis.findings.map { "  " + $0.line }
        }
    }
}

/// How many rows the writes of each statement can touch, and where they are carried on to.
struct BoundCommand: CorpusCommand {
    let name = "bound"
    let arguments: Set<String> = ["schema"]

    func run(_ corpusCase: CorpusCase) throws(CommandProblem) -> [String] {
        try Workbench.outcomes(corpusCase) { analysis in
            let writes = analysis.effects.filter { $0.bound != nil || $0.isCarriedOn }
            let lines = writes.map { effect in "  " + effect.line + (effect.bound.map { ": \($0.text)" } ?? "") }
            return ["\(analysis.verb) \(analysis.statementClass.rawValue)"]
                + (lines.isEmpty ? ["  no bounded write"] : lines)
                + analysis.findings.map { "  finding \($0.code.name) \($0.message)" }
        }
    }
}

/// The code with which a text is refused, and where.
struct RefuseCommand: CorpusCommand {
    let name = "refuse"
    let arguments: Set<String> = ["schema"]

    func run(_ corpusCase: CorpusCase) throws(CommandProblem) -> [String] {
        try Workbench.outcomes(corpusCase) { analysis in ["\(analysis.verb) \(analysis.statementClass.rawValue)"] }
    }
}

extension Effect {
    /// Whether something other than the statement's own words carries the write on to the object.
    fileprivate var isCarriedOn: Bool {
        switch origin {
        case .foreignKey, .cascade: true
        case .statement, .view, .inheritance, .stored: false
        }
    }
}
