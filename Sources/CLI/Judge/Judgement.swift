// A text, what was read in it, and what was decided: what every output is made from.

import Policy
import SQLAnalysis

/// A text with its name.
struct SourceText {
    /// A path, `standard input`, or `argument`.
    let name: String
    let bytes: [UInt8]
    let lines: LineTable

    init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
        lines = LineTable(bytes)
    }
}

/// What came of one text.
struct Judgement {
    let source: SourceText
    /// The statements, or why the text was refused as a whole.
    let reading: Result<[StatementOutcome], Refusal>
    /// The verdict with its reasons; of a text that was refused, on no statement.
    let decision: Decision?
    /// The text that goes on in place of this one, with protected columns masked; nil when nothing is.
    var sent: [UInt8]?

    /// How restrictive the outcome is; a text without a statement is nothing to permit.
    var severity: Severity {
        guard case .success(let statements) = reading, !statements.isEmpty, let decision else { return .deny }
        return decision.verdict.severity
    }

    /// Why it does not run as it is; nil for what is permitted.
    var denial: Headline? {
        switch reading {
        case .failure(let refusal): return Headline(refusal)
        case .success(let statements) where statements.isEmpty:
            return Headline(Refusal(.emptyText, "there is no statement"))
        case .success: break
        }
        switch decision?.verdict {
        case .permit: return nil
        case .none: return Headline(Refusal(.unknownEffect, "nothing was decided"))
        case .deny(let denial):
            // Among several statements the place says which one is meant.
            let statements = decision?.statements ?? []
            let place = statements.count > 1 ? denial.statement.flatMap { statements.dropFirst($0).first?.range } : nil
            return Headline(
                code: denial.code,
                message: denial.message,
                hint: denial.hint,
                rule: denial.rule,
                range: denial.range ?? place
            )
        case .hold(let request):
            let held = decision?.statements.flatMap(\.effects).first { $0.severity == .hold }
            return Headline(
                code: request.code,
                message: held?.message ?? "needs approval",
                hint: held?.remedies.first?.description,
                rule: request.demands.first?.rule,
                range: held?.effect.range
            )
        }
    }

    /// The first thing to say of a text that does not simply run.
    struct Headline {
        let code: Code
        let message: String
        let hint: String?
        let rule: RuleReference?
        let range: SourceRange?
    }
}

extension Judgement.Headline {
    init(_ refusal: Refusal) {
        self.init(code: refusal.code, message: refusal.message, hint: refusal.hint, rule: nil, range: refusal.range)
    }
}
