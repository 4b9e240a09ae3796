// docs/classes.md: what each kind of statement is taken for, printed from the cases and compared with the code.

import Foundation
import Testing

@testable import SQLAnalysis

@Suite("docs/classes.md")
struct ClassesPageTests {
    private static let page = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../docs/classes.md").standardized

    @Test("the page is what the reader says of the cases; SQLGUARD_GOLDEN=1 rewrites it")
    func page() throws {
        let wanted = try ClassesPage.text()
        let path = ClassesPageTests.page
        let there = try? String(contentsOf: path, encoding: .utf8)
        guard there != wanted else { return }
        if ProcessInfo.processInfo.environment["SQLGUARD_GOLDEN"] == "1" {
            try wanted.write(to: path, atomically: true, encoding: .utf8)
        }
        Issue.record("docs/classes.md: reworded: not what the reader says; read the difference after rewriting it")
    }
}

/// The page, printed.
private enum ClassesPage {
    static func text() throws -> String {
        var lines = [
            "# Classes", "",
            "Which class a statement and each of its effects belong to. A rule of the policy is asked about every effect;",
            "the statement's own class is that of the most far-reaching one. This page is printed from the test's cases",
            "(`SQLGUARD_GOLDEN=1 swift test --filter ClassesPage`), read without a schema: with one, names are resolved and",
            "what stands behind them (views, partitions, foreign keys, CASCADE) is added.", "",
            "An effect is written as `class kind name(columns) [bound]`; `(*)` is every column, `{stored}` happens later.",
            "Names come from identifiers alone: a file, a program, a large object and a code block have fixed names, and",
            "what is named by a string literal (`SET ROLE 'x'`) is not named at all.", "", "## The classes", "",
            "| class | |", "|---|---|",
        ]
        for statementClass in StatementClass.allCases {
            lines.append("| \(statementClass.rawValue) | \(meaning(statementClass)) |")
        }
        for section in UtilityCases.sections {
            lines += ["", "## \(section.title)", "", "| statement | verb | class | effects |", "|---|---|---|---|"]
            for example in section.cases { lines.append(try row(example)) }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func row(_ example: UtilityCase) throws -> String {
        let sql = example.sql.split(separator: "\n").joined(separator: " ").replacing("|", with: "\\|")
        switch try Analysed.outcome(example.sql) {
        case .refused(let refusal, _):
            return "| `\(sql)` | | refused \(refusal.code.name) | |"
        case .analysed(let analysis):
            let effects = analysis.effects.map(Written.effect).joined(separator: "<br>")
            return "| `\(sql)` | \(analysis.verb) | \(analysis.statementClass.rawValue) | \(effects) |"
        }
    }

    private static func meaning(_ statementClass: StatementClass) -> String {
        switch statementClass {
        case .read: "returns rows, or what is planned, and changes nothing that it names"
        case .insert: "adds rows"
        case .update: "changes rows"
        case .delete: "removes rows; TRUNCATE"
        case .merge: "adds, changes or removes rows"
        case .schemaChange: "creates, alters or drops objects"
        case .privilegeChange:
            "changes who may do what, or takes a guard away: roles, grants, owners, policies, triggers"
        case .session: "settings, channels, prepared statements"
        case .transaction: "transactions, savepoints, locks"
        case .cursor: "cursors"
        case .copy: "rows between the client and a table or query"
        case .maintenance: "VACUUM, ANALYZE, REINDEX, CLUSTER, CHECKPOINT, REFRESH MATERIALIZED VIEW"
        case .procedural: "code that is not seen in the statement: DO, CALL, triggers, functions of operators and types"
        case .server: "files, programs, databases, tablespaces, configuration, foreign data, replication"
        case .unknown: "cannot be told: EXECUTE of an unseen name, a setting that nobody reviewed"
        }
    }
}
