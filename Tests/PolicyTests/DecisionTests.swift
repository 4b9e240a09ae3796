// The built-in default policy, statement by statement.

import SQLAnalysis
import Testing

@testable import Policy

@Suite("Default policy")
struct DecisionTests {
    private func verdict(_ sql: String) throws -> String {
        let outcome = try StatementReader().read(Array(sql.utf8))
        let decision = DecisionPoint.decide(
            outcome.statements,
            for: Principal(user: "ann", groups: [], kind: .agent),
            on: .unspecified,
            under: PolicySnapshot(policy: DefaultPolicy.policy, catalog: nil),
            with: Set(Capability.allCases)
        )
        switch decision.verdict {
        case .permit: return "permit"
        case .hold: return "hold"
        case .deny(let denial): return "deny \(denial.code.name)"
        }
    }

    @Test("its text is a policy file without a problem")
    func text() throws {
        let policy = try PolicyFile.read(Array(DefaultPolicy.text.utf8), file: "default")
        #expect(policy.rules.isEmpty == false)
        #expect(policy == DefaultPolicy.policy)
    }

    @Test(
        "reads pass, bounded writes wait, the rest is denied",
        arguments: [
            ("SELECT 1", "permit"), ("BEGIN", "permit"), ("SELECT a FROM t", "permit"), ("COPY t TO STDOUT", "permit"),
            ("DELETE FROM t WHERE id = 1", "hold"), ("INSERT INTO t VALUES (1)", "hold"),
            ("DELETE FROM t", "deny SG5002"), ("UPDATE t SET a = 1 WHERE true", "deny SG5002"),
            ("DROP TABLE t", "deny SG5002"), ("GRANT SELECT ON t TO public", "deny SG5002"), ("DO 'x'", "deny SG5002"),
            ("WITH x AS (DELETE FROM t RETURNING 1) SELECT * FROM x", "deny SG5002"),
        ]
    )
    func verdicts(sql: String, expected: String) throws {
        #expect(try verdict(sql) == expected)
    }
}
