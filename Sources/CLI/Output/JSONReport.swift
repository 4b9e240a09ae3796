// What `explain` prints for programs; docs/schema/explain-v1.schema.json describes it. Values of
// literals are not in it, apart from the text that goes on.

import Policy
import SQLAnalysis

/// A judgement as JSON.
struct JSONReport {
    /// The version of the form: a new one when a member goes or changes its meaning.
    static let version = 1

    let judgement: Judgement
    let setup: Setup

    /// The whole document.
    var document: JSON {
        let denial = judgement.denial
        return .members([
            "version": .integer(JSONReport.version),
            "sqlguard": .string(SQLGuard.version),
            "grammar": .integer(GrammarVersion.major),
            "source": .string(judgement.source.name),
            "schema": setup.schemaJSON,
            "policy": setup.policyJSON,
            "principal": setup.principalJSON,
            "database": .optional(setup.databaseName),
            "verdict": .string(judgement.severity.rawValue),
            "code": .optional(denial?.code.name),
            "message": .optional(denial?.message),
            "hint": .optional(denial?.hint),
            "rule": denial?.rule.map(JSONReport.rule) ?? .null,
            "range": range(denial?.range),
            "statements": .array(statements),
            "rewritten": .optional(judgement.sent.map { String(decoding: $0, as: UTF8.self) }),
            "monitored": .array(judgement.decision?.monitored.map(JSONReport.monitored) ?? []),
        ])
    }

    private var statements: [JSON] {
        guard case .success(let outcomes) = judgement.reading else { return [] }
        return outcomes.enumerated().map { index, outcome in
            let decided = judgement.decision?.statements.dropFirst(index).first
            let verdict = JSON.string((decided?.severity ?? .deny).rawValue)
            switch outcome {
            case .refused(let refusal, let place):
                return .members([
                    "range": range(place), "verb": .null, "class": .null, "verdict": verdict,
                    "refusal": .members([
                        "code": .string(refusal.code.name), "message": .string(refusal.message),
                        "hint": .optional(refusal.hint), "range": range(refusal.range),
                    ]),
                    "effects": .array(decided?.effects.map(effect) ?? []), "masked": .array([]), "findings": .array([]),
                ])
            case .analysed(let analysis):
                return .members([
                    "range": range(analysis.range), "verb": .string(analysis.verb),
                    "class": .string(analysis.statementClass.rawValue), "verdict": verdict, "refusal": .null,
                    "effects": .array(decided?.effects.map(effect) ?? []),
                    "masked": .array((analysis.masking?.masked?.masked ?? []).map { .string($0.description) }),
                    "findings": .array(
                        analysis.findings.map { finding in
                            .members([
                                "code": .string(finding.code.name), "message": .string(finding.message),
                                "range": range(finding.range),
                            ])
                        }
                    ),
                ])
            }
        }
    }

    private func effect(_ decided: EffectDecision) -> JSON {
        let effect = decided.effect
        return .members([
            "class": .string(effect.effectClass.rawValue),
            "verb": .string(effect.verb),
            "object": effect.object.map(JSONReport.object) ?? .null,
            "columns": JSONReport.columns(effect.columns),
            "rows": effect.bound.map(JSONReport.bound) ?? .null,
            "origin": .members(["kind": .string(effect.origin.kind), "name": .optional(effect.origin.name)]),
            "range": range(effect.range),
            "verdict": .string(decided.severity.rawValue),
            "code": .optional(decided.code?.name),
            "message": .string(decided.message),
            "rules": .array(decided.reason.rules.map(JSONReport.rule)),
            "remedies": .array(decided.remedies.map { .string($0.description) }),
            "obligations": .array(decided.duties.map { .string($0.words) }),
            "approvals": .array(
                decided.demands.map { demand in
                    .members([
                        "rule": .string(demand.rule.name), "groups": .array(demand.terms.approvers.map(JSON.string)),
                        "count": .integer(demand.terms.approvals),
                    ])
                }
            ),
        ])
    }

    private func range(_ range: SourceRange?) -> JSON {
        guard let range else { return .null }
        let place = judgement.source.lines.position(ofByte: range.start)
        return .members([
            "start": .integer(range.start), "end": .integer(range.end), "line": .integer(place.line),
            "column": .integer(place.column),
        ])
    }

    private static func object(_ object: ObjectReference) -> JSON {
        .members([
            "kind": .string(object.kind.rawValue), "database": .optional(object.name.catalog),
            "schema": .optional(object.name.schema), "name": .string(object.name.name),
        ])
    }

    /// Null where the effect is not about columns, `"*"` for every column, or their names.
    private static func columns(_ columns: Columns) -> JSON {
        switch columns {
        case .none: .null
        case .every: .string("*")
        case .named(let names): .array(names.sorted().map(JSON.string))
        }
    }

    private static func bound(_ bound: RowBound) -> JSON {
        .members([
            "bound": .string(bound.kind), "count": bound.count.map(JSON.integer) ?? .null, "why": .string(bound.why),
        ])
    }

    private static func rule(_ rule: RuleReference) -> JSON {
        .members(["name": .string(rule.name), "why": .string(rule.why)])
    }

    private static func monitored(_ finding: MonitorFinding) -> JSON {
        .members([
            "rule": rule(finding.rule), "wouldBe": .string(finding.wouldBe.rawValue),
            "statement": .integer(finding.statement),
        ])
    }
}
