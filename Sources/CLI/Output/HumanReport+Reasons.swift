// Why it was decided so: the rules with their own words, what would make it pass, which policy, and who asked.

import Policy
import SQLAnalysis

extension HumanReport {
    /// The last section of the report.
    var reasons: [String] {
        guard case .success(let statements) = judgement.reading, !statements.isEmpty, let decision = judgement.decision
        else { return refusal }
        let denial = judgement.denial
        let isRefusal = denial.map { $0.code == .noAccess || $0.code < .wholeTableWrite } ?? false
        let groups = ReasonGroup.groups(decision, denial == nil ? [.permit] : [.deny, .hold])
        let watched = decision.monitored.map { finding in
            "rule \(finding.rule.name), which is only watched, would have said: \(finding.wouldBe.words)"
        }
        return (isRefusal ? refusal : []) + groups.flatMap { lines($0, headline: denial?.message) }
            + watched.withoutRepetition.map { field("watched", $0) }
            + [field("policy", setup.policyWords), field("asked as", setup.principalWords)]
    }

    private func lines(_ group: ReasonGroup, headline: String?) -> [String] {
        let head = [group.code?.name, "by", group.reason.words].compactMap(\.self).joined(separator: " ")
        var lines = [field(group.severity.words, head)]
        // What the headline said already, or what the effects show, is not said again.
        if group.severity != .permit, group.messages != [headline].compactMap(\.self) {
            lines.append(field("what", group.messages.joined(separator: "; ")))
        }
        lines += group.reason.rules.map(\.why).withoutRepetition.map { field("why", $0) }
        lines += group.duties.map { field("provided", $0) }
        for (index, remedy) in group.remedies.enumerated() {
            lines.append(field(index == 0 ? "to pass" : "or", remedy))
        }
        return lines
    }

    private var refusal: [String] {
        guard let denial = judgement.denial else { return [] }
        return (denial.hint.map { [field("to pass", $0)] } ?? [])
            + [field("more", "sqlguard rule \(denial.code.name)")]
    }
}

/// Effects that were decided for the same reason.
struct ReasonGroup {
    let severity: Severity
    let code: Code?
    let reason: Reason
    let duties: [String]
    let remedies: [String]
    /// What was said of the effects.
    private var said: [String]
    /// The same, each once.
    var messages: [String] { said.withoutRepetition }

    /// The effects of a decision in groups, those of each severity together, in the order in which they are met.
    static func groups(_ decision: Decision, _ severities: [Severity]) -> [ReasonGroup] {
        var groups: [ReasonGroup] = []
        // A text can have as many reasons as effects, so that those before cannot all be gone through.
        var places: [Key: [Int]] = [:]
        for severity in severities {
            for decided in decision.statements.flatMap(\.effects) where decided.severity == severity {
                let group = ReasonGroup(
                    severity: severity,
                    code: decided.code,
                    reason: decided.reason,
                    duties: decided.duties.map(\.words),
                    remedies: decided.remedies.map(\.description),
                    said: [decided.message]
                )
                let alike = places[group.key, default: []]
                if let known = alike.first(where: { groups[$0].reason == group.reason }) {
                    groups[known].said.append(decided.message)
                } else {
                    places[group.key] = alike + [groups.count]
                    groups.append(group)
                }
            }
        }
        return groups
    }

    /// What groups with the same reason have in common.
    private struct Key: Hashable {
        let severity: Severity
        let code: Code?
        let words: String
        let duties: [String]
        let remedies: [String]
    }

    private var key: Key {
        var words = reason.words
        if case .obligation(let why) = reason { words += why }
        return Key(severity: severity, code: code, words: words, duties: duties, remedies: remedies)
    }
}

extension [String] {
    /// The texts in order, each once.
    var withoutRepetition: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
