// Decisions in the form that records have, made once for each judgement.

import Audit
import Policy
import SQLAnalysis
import Session

/// The records' form of judgements that were used lately. Touched on one loop only.
struct DecisionRecords {
    /// What is recorded and counted of a judgement.
    struct Known {
        let record: DecisionRecord
        /// The class of what in the text reaches farthest; nil where that is not known.
        let statementClass: StatementClass?
    }

    /// Name the policy and the catalog; the catalog's is nil without one.
    typealias Epochs = (policy: String, catalog: String?)

    private struct Entry {
        /// Kept, so that no other judgement gets its identity.
        let judgement: SessionJudgement
        let known: Known
    }

    /// More are not remembered: then all are forgotten and made again as they are used.
    private static let most = 4096
    private var known: [ObjectIdentifier: Entry] = [:]

    /// What is recorded and counted of a judgement; nil when it is not known yet.
    func known(of judgement: SessionJudgement) -> Known? {
        known[ObjectIdentifier(judgement.model ?? judgement)]?.known
    }

    /// Makes what is recorded and counted of a judgement, and remembers it. A decision that was made names its own epochs.
    mutating func remember(_ judgement: SessionJudgement, _ epochs: Epochs) -> Known {
        let judgement = judgement.model ?? judgement
        if known.count >= Self.most { known.removeAll(keepingCapacity: true) }
        let made = Known(record: Self.make(judgement, epochs), statementClass: Self.statementClass(of: judgement))
        known[ObjectIdentifier(judgement)] = Entry(judgement: judgement, known: made)
        return made
    }

    private static func statementClass(of judgement: SessionJudgement) -> StatementClass? {
        guard case .decided(let decision) = judgement.finding else { return nil }
        return decision.statements.lazy.flatMap(\.effects).map(\.effect.effectClass).max { $0.reach < $1.reach }
    }

    /// What is recorded of something that does not run for another reason than a judgement.
    static func record(of rejection: Rejection, _ epochs: Epochs) -> Known {
        let record = DecisionRecord(
            .deny,
            rules: rejection.rule.map { [$0.name] } ?? [],
            codes: [rejection.code.name],
            policyEpoch: epochs.policy,
            catalogEpoch: epochs.catalog
        )
        return Known(record: record, statementClass: nil)
    }

    private static func make(_ judgement: SessionJudgement, _ epochs: Epochs) -> DecisionRecord {
        let verdict: DecisionRecord.Verdict = judgement.rejection == nil ? .permit : .deny
        var rules: [String] = []
        var codes: [String] = judgement.rejection.map { [$0.code.name] } ?? []
        switch judgement.finding {
        case .refused:
            return DecisionRecord(
                verdict,
                rules: [],
                codes: codes,
                policyEpoch: epochs.policy,
                catalogEpoch: epochs.catalog
            )
        case .decided(let decision):
            for statement in decision.statements {
                if let refusal = statement.refusal { codes.append(refusal.code.name) }
                for effect in statement.effects {
                    if let code = effect.code { codes.append(code.name) }
                    switch effect.reason {
                    case .rules(let references): rules += references.map(\.name)
                    case .unanalysed:
                        rules.append("unanalysed: permit")
                        codes.append(Code.unknownEffect.name)
                    case .noRule, .unknownEffect, .refused, .obligation: break
                    }
                }
            }
            let masked = verdict == .permit ? judgement.masking?.statements.flatMap(\.masked) ?? [] : []
            return DecisionRecord(
                verdict,
                rules: rules.eachOnce,
                codes: codes.eachOnce,
                masked: masked.map(\.description).eachOnce,
                policyEpoch: decision.policyEpoch,
                catalogEpoch: decision.catalogEpoch
            )
        }
    }
}

extension [String] {
    /// The texts in order, each once.
    fileprivate var eachOnce: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
