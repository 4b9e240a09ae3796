// The verdict on a text: from effects to statements to the whole, and what is said of it.

import SQLAnalysis
import Testing

@testable import Policy

private let sample = """
    - {name: reads, why: reading changes nothing, match: {effect: read}, permit: {}}
    - {name: deletes, why: somebody looks at it, match: {effect: delete}, hold: {approvers: [a, b], for: 10m}}
    - {name: inserts, why: adding is free for writers, match: {effect: insert, group: writers}, permit: {}}
    - {name: drops, why: not from here, match: {verb: DROP *}, deny: use a migration}
    """

private let reads = Effect(.read, "SELECT", object("public.t"), columns: .every, at: SourceRange(14, 15))
private let deletes = Effect(.delete, "DELETE", object("public.t"), bound: .atMost(1, "key"), at: SourceRange(12, 13))
private let inserts = Effect(.insert, "INSERT", object("public.t"))
private let drops = Effect(.schemaChange, "DROP TABLE", object("public.t"), at: SourceRange(11, 12))
private let refusal = Refusal(.syntaxError, "syntax error at end of input", at: SourceRange(6, 6), hint: "finish it")

private func decide(_ outcomes: [StatementOutcome], for who: Principal = principal()) throws -> Decision {
    DecisionPoint.decide(
        outcomes,
        for: who,
        on: .unspecified,
        under: PolicySnapshot(policy: try rules(sample), catalog: nil),
        with: Set(Capability.allCases)
    )
}

@Test func `the verdict on a text is the most severe of all effects of all statements`() throws {
    let cases: [([[Effect]], Severity)] = [
        ([[reads]], .permit), ([[reads], [reads]], .permit), ([[reads, deletes]], .hold),
        ([[reads], [deletes]], .hold),
        ([[deletes], [reads]], .hold), ([[inserts]], .deny), ([[reads, inserts]], .deny),
        ([[deletes], [inserts]], .deny),
        ([[drops, reads]], .deny), ([[deletes, drops]], .deny),
    ]
    for (text, severity) in cases {
        let decision = try decide(text.map { statement($0) })
        #expect(decision.verdict.severity == severity, "\(text)")
        let statements = decision.statements.map(\.severity)
        #expect(statements.max() == severity)
        #expect(decision.statements.map { $0.effects.map(\.effect) } == text)
    }
}

@Test func `a text without statements is permitted without obligations, for there is nothing that could be denied`()
    throws
{
    let decision = try decide([])
    guard case .permit(let permit) = decision.verdict else {
        Issue.record("\(decision.verdict)")
        return
    }
    #expect(permit.obligations == [])
    #expect(decision.statements == [])
    // A text of which a statement was refused is not without statements.
    #expect(try decide([.refused(refusal, SourceRange(0, 6))]).verdict.severity == .deny)
}

@Test func `a statement that was refused denies the text with its own code, before anything else that is denied`()
    throws
{
    let decision = try decide([statement([drops]), statement([reads]), .refused(refusal, SourceRange(20, 26))])
    #expect(
        decision.verdict
            == .deny(
                Denial(
                    code: .syntaxError,
                    sqlState: .syntaxError,
                    message: "syntax error at end of input",
                    hint: "finish it",
                    rule: nil,
                    statement: 2,
                    range: SourceRange(6, 6)
                )
            )
    )
    #expect(decision.statements[2] == StatementDecision(range: SourceRange(20, 26), refusal: refusal, effects: []))
    let whole = try decide([.refused(Refusal(.tooDeep, "too deep"), SourceRange(0, 9))])
    guard case .deny(let denial) = whole.verdict else { throw Unexpected() }
    #expect(denial.range == SourceRange(0, 9))
    #expect(denial.sqlState == .programLimitExceeded)
}

private struct Unexpected: Error {}

@Test func `a statement of which no effect is known is denied`() throws {
    let decision = try decide([statement([])])
    guard case .deny(let denial) = decision.verdict else { throw Unexpected() }
    #expect(denial.code == .unknownEffect)
    #expect(decision.statements[0].severity == .deny)
}

@Test func `a denial by a rule has the rule's words`() throws {
    let decision = try decide([statement([reads]), statement([reads, drops])])
    let rule = RuleReference(try rules(sample).rules[3])
    #expect(rule.why == "not from here")
    #expect(
        decision.verdict
            == .deny(
                Denial(
                    code: .deniedByRule,
                    sqlState: .insufficientPrivilege,
                    message: "use a migration",
                    hint: nil,
                    rule: rule,
                    statement: 1,
                    range: SourceRange(11, 12)
                )
            )
    )
    #expect(
        decision.statements[1].effects[1]
            == EffectDecision(
                effect: drops,
                severity: .deny,
                reason: .rules([rule]),
                code: .deniedByRule,
                ruleWords: "use a migration",
                remedies: [],
                demands: [],
                duties: []
            )
    )
}

@Test func `a denial without a rule names the effect`() throws {
    let decision = try decide([statement([Effect(.maintenance, "VACUUM", object("public.t"))])])
    #expect(
        decision.verdict
            == .deny(
                Denial(
                    code: .noRuleMatched,
                    sqlState: .insufficientPrivilege,
                    message: "no rule permits maintenance on table public.t",
                    hint: "ask the owner of the policy for a rule that permits maintenance on table public.t",
                    rule: nil,
                    statement: 0,
                    range: nil
                )
            )
    )
    let commit = try decide([statement([Effect(.transaction, "COMMIT")])])
    #expect(commit.statements[0].effects[0].message == "no rule permits transaction (COMMIT)")
    #expect(commit.statements[0].effects[0].reason == .noRule)
}

@Test func `a hold carries every demand once, and what may be done then`() throws {
    let decision = try decide([statement([deletes]), statement([reads, deletes])])
    guard case .hold(let request) = decision.verdict else { throw Unexpected() }
    let rule = try rules(sample).rules[1]
    let terms = HoldTerms(approvers: ["a", "b"], approvals: 1, patience: .seconds(600), rows: nil)
    #expect(request.code == .heldByRule)
    #expect(request.demands == [HoldRequest.Demand(rule: RuleReference(rule), terms: terms)])
    #expect(request.whenApproved.obligations == [])
    let effect = decision.statements[0].effects[0]
    #expect(effect.message == "delete on table public.t needs approval")
    #expect(effect.remedies == [.approval(groups: ["a", "b"], count: 1, rule: "deletes")])
    #expect(effect.remedies[0].description == "approval by a member of a or b, as rule deletes demands")
}

@Test func `the epochs of policy and catalog are in the decision`() throws {
    let policy = try rules(sample)
    let catalog = CatalogSnapshot(epoch: "c7")
    #expect(emptyDecision(policy, nil).catalogEpoch == nil)
    #expect(emptyDecision(policy, nil).policyEpoch == policy.epoch)
    #expect(emptyDecision(policy, catalog).catalogEpoch == "c7")
}

private func emptyDecision(_ policy: PolicyFile, _ catalog: CatalogSnapshot?) -> Decision {
    DecisionPoint.decide(
        [],
        for: principal(),
        on: .unspecified,
        under: PolicySnapshot(policy: policy, catalog: catalog),
        with: []
    )
}

@Test func `who has no access to a database is denied whatever is asked, also nothing`() throws {
    let policy = try policy(
        """
        version: 1
        databases: {shop: {host: h, role: r}}
        access: [{database: shop, group: g}]
        rules: [{name: r, why: w, match: {effect: read}, permit: {}}]

        """
    )
    func verdict(_ outcomes: [StatementOutcome], _ groups: [String], _ database: String) -> Verdict {
        DecisionPoint.decide(
            outcomes,
            for: principal("u", groups),
            on: .database(database),
            under: PolicySnapshot(policy: policy, catalog: nil),
            with: []
        ).verdict
    }
    #expect(verdict([statement([reads])], ["g"], "shop").severity == .permit)
    let denied = Verdict.deny(
        Denial(
            code: .noAccess,
            sqlState: .insufficientPrivilege,
            message: "u has no access to the database shop",
            hint: "ask the owner of the policy for access",
            rule: nil,
            statement: nil,
            range: nil
        )
    )
    #expect(verdict([statement([reads])], [], "shop") == denied)
    #expect(verdict([], [], "shop") == denied)
    #expect(verdict([.refused(refusal, SourceRange(0, 1))], [], "shop") == denied)
    #expect(verdict([statement([reads])], ["g"], "other").severity == .deny)
    // A policy without databases lets nobody reach one.
    let without = decide([reads], on: .database("shop"), under: try rules(sample))
    #expect(without.verdict.severity == .deny)
}

@Test func `rules that are only watched change nothing and are reported where they would have`() throws {
    let watched = try rules(
        sample + """

            - {name: m1, why: w1, mode: monitor, match: {effect: read, object: public.t}, deny: never}
            - {name: m2, why: w2, mode: monitor, match: {effect: read}, hold: {approvers: a}}
            - {name: m3, why: w3, mode: monitor, match: {effect: [read, insert]}, permit: {}}
            - {name: m4, why: w4, mode: monitor, match: {effect: delete}, hold: {approvers: x}}
            - {name: m5, why: w5, mode: monitor, match: {effect: delete}, deny: never}
            - {name: m6, why: w6, mode: monitor, match: {verb: DROP *}, deny: never}
            """
    )
    let outcomes = [statement([reads, inserts]), statement([deletes]), statement([drops])]
    let decision = DecisionPoint.decide(
        outcomes,
        for: principal(),
        on: .unspecified,
        under: PolicySnapshot(policy: watched, catalog: nil),
        with: []
    )
    #expect(decision.statements.flatMap(\.effects).map(\.severity) == [.permit, .deny, .hold, .deny])
    let found = decision.monitored.map { "\($0.statement) \($0.effect.effectClass) \($0.rule.name) \($0.wouldBe)" }
    #expect(found == ["0 read m1 deny", "0 read m2 hold", "0 insert m3 permit", "1 delete m5 deny"])
    #expect(try decide(outcomes).monitored == [])
}

@Test func `every code has a SQLSTATE that says honestly what happened`() {
    let expected: [SQLState: Set<Code>] = [
        .syntaxError: [.syntaxError, .lexicalError, .emptyText, .metaCommand],
        .characterNotInRepertoire: [.invalidUTF8, .embeddedNUL],
        .programLimitExceeded: [
            .tooManyBytes, .tooManyTokens, .tooDeep, .assignmentExpansion, .commentNesting, .messageTooLarge,
            .tooManyNames,
        ],
        .protocolViolation: [.malformedMessage, .unexpectedMessage, .malformedStartup, .tlsBoundary],
        .connectionFailure: [.upstreamUnavailable, .upstreamLost, .upstreamProtocol],
        .invalidAuthorization: [.tlsRequired, .tooManyFailedLogins],
        .invalidPassword: [.authenticationFailed],
        .queryCanceled: [.loginTimeout, .queryTimeout],
        .cannotConnectNow: [.catalogUnavailable],
        .adminShutdown: [.settingNotPinned, .sessionEnded, .sessionExpired],
        .idleSessionTimeout: [.idleTimeout],
        .idleInTransactionTimeout: [.idleTransactionTimeout],
        .tooManyConnections: [.tooManySessions],
        .invalidStatementName: [.unknownStatementName],
        .invalidCursorName: [.unknownPortalName],
        .undefinedTable: [.unknownRelation],
        .invalidName: [.unusableName],
        .duplicatePreparedStatement: [.nameInUse],
        .internalError: [.internalFault],
        .ioError: [.auditNotWritten],
    ]
    for code in Code.allCases {
        let special = expected.first { $0.value.contains(code) }?.key
        let byLayer = code.name < "SG5" ? SQLState.featureNotSupported : .insufficientPrivilege
        #expect(SQLState(code) == special ?? byLayer, "\(code)")
    }
}
