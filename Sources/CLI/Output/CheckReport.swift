// What `check` prints: one line for each problem, and a summary; docs/schema/check-v1.schema.json describes the JSON.

import Policy
import SQLAnalysis

/// Lays out what was found in some files.
struct CheckReport {
    /// The version of the JSON's form.
    static let version = 1

    let checks: [ScriptCheck]
    let setup: Setup

    /// `path:line:column: code message`, and how many statements may run.
    func text(_ style: Style) -> String {
        let lines = checks.flatMap { check in
            check.problems.map { problem in
                let place = style("\(check.file.visible):\(problem.line):\(problem.column):", .strong)
                let code = style(problem.code.name, problem.verdict.tone)
                return "\(place) \(code) \(problem.message.visible)\n"
            }
        }
        return lines.joined() + summary + "\n"
    }

    private var summary: String {
        let statements = sum(\.statements)
        var parts = ["\(sum(\.permitted)) permitted"]
        if sum(\.held) > 0 { parts.append("\(sum(\.held)) \(sum(\.held) == 1 ? "needs" : "need") approval") }
        if sum(\.denied) > 0 { parts.append("\(sum(\.denied)) denied or refused") }
        let files = checks.count == 1 ? "1 file" : "\(checks.count) files"
        return
            "\(files), \(statements) \(statements == 1 ? "statement" : "statements"): \(parts.joined(separator: ", "))"
            + " (\(setup.policyWords.visible))"
    }

    private func sum(_ count: (ScriptCheck) -> Int) -> Int { checks.reduce(0) { $0 + count($1) } }

    /// The same for programs.
    var document: JSON {
        .members([
            "version": .integer(CheckReport.version),
            "sqlguard": .string(SQLGuard.version),
            "grammar": .integer(GrammarVersion.major),
            "schema": setup.schemaJSON,
            "policy": setup.policyJSON,
            "principal": setup.principalJSON,
            "database": .optional(setup.databaseName),
            "files": .array(checks.map(CheckReport.file)),
            "statements": .integer(sum(\.statements)),
            "permitted": .integer(sum(\.permitted)),
            "held": .integer(sum(\.held)),
            "denied": .integer(sum(\.denied)),
        ])
    }

    private static func file(_ check: ScriptCheck) -> JSON {
        .members([
            "file": .string(check.file), "statements": .integer(check.statements),
            "problems": .array(check.problems.map(problem)),
        ])
    }

    private static func problem(_ problem: ScriptCheck.Problem) -> JSON {
        .members([
            "range": .members([
                "start": .integer(problem.range.start), "end": .integer(problem.range.end),
                "line": .integer(problem.line), "column": .integer(problem.column),
            ]),
            "verdict": .string(problem.verdict.rawValue), "code": .string(problem.code.name),
            "message": .string(problem.message), "hint": .optional(problem.hint), "rule": .optional(problem.rule),
        ])
    }
}
