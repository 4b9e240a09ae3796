// `decide`: the verdict on a text, and what became of each effect.

import Policy
import SQLAnalysis

@testable import CLI

/// Verdict, code and rule; then each effect with its own; obligations, demands and what was only watched.
///
/// `remedies=on` adds what would make an effect pass.
struct DecideCommand: CorpusCommand {
    let name = "decide"
    let arguments = Workbench.judgingArguments.union(["remedies"])

    func run(_ corpusCase: CorpusCase) throws(CommandProblem) -> [String] {
        let judgement = try Workbench.judge(corpusCase)
        if case .failure(let refusal) = judgement.reading { return refusal.lines }
        guard let decision = judgement.decision else { return ["no decision"] }
        let remedies = corpusCase.argument("remedies") == "on"
        return [headline(decision.verdict)] + decision.statements.flatMap { lines($0, remedies: remedies) }
            + decision.monitored.map { "  watched rule \($0.rule.name) would \($0.wouldBe.rawValue) \($0.effect.line)" }
    }

    private func headline(_ verdict: Verdict) -> String {
        switch verdict {
        case .permit: "permit"
        case .hold(let request): "hold \(request.code.name)"
        case .deny(let denial):
            "deny \(denial.code.name)" + (denial.rule.map { " rule \($0.name)" } ?? " \(denial.message)")
        }
    }

    private func lines(_ statement: StatementDecision, remedies: Bool) -> [String] {
        let refusal = statement.refusal?.lines.map { "  " + $0 } ?? []
        return refusal
            + statement.effects.flatMap { decided in
                let reason = [decided.code?.name, reason(decided)].compactMap(\.self).joined(separator: " ")
                return ["  \(decided.severity.rawValue) \(decided.effect.line): \(reason)"]
                    + decided.duties.map { "    obligation \($0.words)" }
                    + decided.demands.map { demand in
                        "    approval \(demand.terms.approvals) of \(demand.terms.approvers.joined(separator: ", "))"
                    } + (remedies ? decided.remedies.map { "    remedy \($0)" } : [])
            }
    }

    private func reason(_ decided: EffectDecision) -> String {
        switch decided.reason {
        case .rules(let rules): "rule \(rules.map(\.name).joined(separator: ", "))"
        case .noRule: "no rule"
        case .unknownEffect: "unknown effect"
        case .unanalysed: "unanalysed: permit"
        case .refused(let refusal): refusal.message
        case .obligation(let why): why
        }
    }
}
