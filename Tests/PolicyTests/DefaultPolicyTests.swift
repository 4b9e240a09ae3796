// What the built-in policy says of real statements, and what it costs.

import SQLAnalysis
import Testing

@testable import Policy

private let reader = Result { () throws(Refusal) in try StatementReader() }

/// The decision of the default policy on a text, in short: severity, then the rules that decided, each once.
private func said(_ text: String) throws -> String {
    let outcome = try reader.get().read(Array(text.utf8))
    let decision = DecisionPoint.decide(
        outcome.statements,
        for: principal(),
        on: .unspecified,
        under: PolicySnapshot(policy: DefaultPolicy.policy, catalog: nil),
        with: []
    )
    let rules = decision.statements.flatMap(\.effects).flatMap { effect -> [String] in
        guard effect.severity == decision.verdict.severity, case .rules(let rules) = effect.reason else { return [] }
        return rules.map(\.name)
    }
    return ([decision.verdict.severity.rawValue] + rules.withoutRepetition()).joined(separator: " ")
}

@Test func `the default policy says of every sort of statement what it says it would`() throws {
    let expected: [String: [String]] = [
        "permit reads": [
            "SELECT 1", "SELECT * FROM a.b", "SELECT now()", "EXPLAIN DELETE FROM t", "EXPLAIN SELECT 1",
        ],
        "permit transactions-and-cursors": [
            "BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT a", "LOCK TABLE t", "PREPARE TRANSACTION 'x'",
            "DECLARE c CURSOR FOR SELECT 1", "FETCH c", "CLOSE c", "SELECT pg_advisory_lock(1)",
        ],
        "permit session-state": [
            "SET work_mem = '1MB'", "SHOW ALL", "LISTEN a", "NOTIFY a", "SET search_path = x",
            "SET LOCAL statement_timeout = 0", "PREPARE p AS SELECT 1", "DEALLOCATE p",
            "SELECT pg_notify('a','b')",
        ],
        "permit copy-with-the-client reads": [
            "COPY t TO STDOUT"
        ],
        "permit copy-with-the-client": [
            "COPY (SELECT 1) TO STDOUT"
        ],
        "permit reads transactions-and-cursors": [
            "SELECT a FROM t FOR UPDATE"
        ],
        "hold writes-need-approval": [
            "SELECT nextval('s')", "INSERT INTO t VALUES (1)", "INSERT INTO t SELECT * FROM u",
            "UPDATE t SET a = 1 WHERE id = 1", "MERGE INTO t USING u ON t.id = u.id WHEN MATCHED THEN DELETE",
            "WITH x AS (DELETE FROM t WHERE id = 3 RETURNING *) SELECT * FROM x", "COPY t FROM STDIN",
            "EXPLAIN ANALYZE DELETE FROM t WHERE id = 1",
        ],
        "deny no-server-access": [
            "SELECT pg_sleep(1)", "SELECT pg_read_file('x')", "COPY t TO '/tmp/x'", "COPY t FROM PROGRAM 'x'",
            "LOAD 'x'", "SELECT lo_import('x')",
        ],
        "deny no-hidden-code": [
            "SELECT f(1)", "DO 'x'", "CALL p()", "SELECT * FROM dblink('x','y') AS t(a int)",
        ],
        "deny no-unbounded-writes": [
            "UPDATE t SET a = 1", "DELETE FROM t WHERE 1 = 1", "DELETE FROM t", "TRUNCATE t",
            "MERGE INTO t USING u ON true WHEN MATCHED THEN DELETE", "PREPARE p AS DELETE FROM t; EXECUTE p",
        ],
        "deny no-privilege-changes": [
            "SET ROLE x", "SET row_security = off", "SET SESSION AUTHORIZATION x", "GRANT SELECT ON t TO x",
            "CREATE ROLE x", "SECURITY LABEL ON TABLE t IS 'x'", "SELECT set_config('role','x',false)",
        ],
        "deny nothing-unknown": [
            "SET my.setting = 1", "EXECUTE p", "SELECT set_config(a,'x',false) FROM t",
        ],
        "deny no-schema-changes": [
            "CREATE TABLE t (a int)", "DROP TABLE t", "ALTER TABLE t ADD b int", "CREATE TABLE t AS SELECT 1",
            "SELECT 1 INTO t", "CREATE INDEX ON t (a)", "COMMENT ON TABLE t IS 'x'",
            "CREATE VIEW v AS SELECT 1", "CREATE TEMP TABLE x (a int)",
        ],
        "deny no-privilege-changes no-schema-changes": [
            "ALTER TABLE t OWNER TO x", "CREATE POLICY p ON t", "REASSIGN OWNED BY a TO b",
        ],
        "deny no-maintenance": [
            "VACUUM t", "ANALYZE", "REINDEX TABLE t", "CHECKPOINT", "REFRESH MATERIALIZED VIEW v", "CLUSTER",
        ],
        "deny no-schema-changes no-server-access": [
            "CREATE DATABASE x", "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p",
            "CREATE TABLESPACE x LOCATION '/x'",
        ],
        "deny no-server-access nothing-unknown": [
            "ALTER SYSTEM SET a = 1"
        ],
        "deny no-hidden-code no-schema-changes": [
            "CREATE EXTENSION x", "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        ],
    ]
    for (verdict, texts) in expected {
        for text in texts { #expect(try said(text) == verdict, "\(text)") }
    }
}

@Test func `the default policy reads as a file, and each of its rules can be acted on`() throws {
    #expect(problems(DefaultPolicy.text) == [])
    #expect(try policy(DefaultPolicy.text) == DefaultPolicy.policy)
    for rule in DefaultPolicy.policy.rules {
        #expect(rule.why.hasSuffix(".") && rule.why.count > 20, "\(rule.name)")
        if case .deny(let message) = rule.action { #expect(message.count > 30, "\(rule.name)") }
    }
}

@Test func `under the default policy every class of effect has a rule that speaks of it`() {
    for effectClass in StatementClass.allCases {
        let decided = decide([Effect(effectClass, "X")], under: DefaultPolicy.policy).statements[0].effects[0]
        guard case .rules = decided.reason else {
            Issue.record("\(effectClass)")
            continue
        }
    }
}

@Test func `should the default policy be lost, nothing is permitted`() {
    #expect(decide([Effect(.read, "SELECT")], under: .withoutRules).verdict.severity == .deny)
}

@Test func `reading the default policy costs about a millisecond`() throws {
    let clock = ContinuousClock()
    let times = (0..<20).map { _ in clock.measure { _ = problems(DefaultPolicy.text) } }
    // 0.3 ms in a release build; without optimisation and on a busy machine it may be a multiple.
    #expect(times.min() ?? .zero < .milliseconds(10))
}
