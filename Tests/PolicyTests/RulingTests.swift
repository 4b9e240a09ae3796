// What the rules say of one effect: deny over hold over permit, and nothing matched is denied.

import SQLAnalysis
import Testing

@testable import Policy

/// What is decided on one effect, in short: `permit r`, `hold r+s`, `deny r`, `deny SG5001`.
private func ruling(
    _ policy: PolicyFile,
    _ effect: Effect,
    for who: Principal = principal(),
    on target: Target = .unspecified
) -> String {
    let decided = decide([effect], for: who, on: target, under: policy).statements[0].effects[0]
    switch decided.reason {
    case .rules(let rules): return "\(decided.severity) " + rules.map(\.name).joined(separator: "+")
    case .unanalysed: return "\(decided.severity) unanalysed"
    case .noRule, .unknownEffect, .refused, .obligation: return "\(decided.severity) \(decided.code?.name ?? "")"
    }
}

private func delete(_ name: String, _ bound: RowBound = .atMost(1, "")) -> Effect {
    Effect(.delete, "DELETE", object(name), bound: bound)
}

private func read(_ name: String, _ columns: Columns = .every) -> Effect {
    Effect(.read, "SELECT", object(name), columns: columns)
}

@Test func `nothing matched is denied, whatever the effect`() throws {
    let nothing = try rules("- {name: r, why: w, match: {user: nobody}, permit: {}}")
    for effectClass in StatementClass.allCases {
        let code = effectClass == .unknown ? "SG5005" : "SG5001"
        #expect(ruling(nothing, Effect(effectClass, "X")) == "deny \(code)")
        #expect(ruling(.withoutRules, Effect(effectClass, "X", object("public.t"))) == "deny \(code)")
    }
}

@Test func `the most severe decides, and the first of those that say the same`() throws {
    let text = """
        - {name: p1, why: w, match: {effect: delete}, permit: {}}
        - {name: p2, why: w, match: {effect: [delete, insert]}, permit: {}}
        - {name: h1, why: w, match: {effect: delete, object: public.*}, hold: {approvers: a}}
        - {name: d1, why: w, match: {effect: delete, object: public.t}, deny: never}
        - {name: d2, why: w, match: {effect: delete, object: public.t}, deny: never}
        - {name: h2, why: w, match: {effect: delete}, hold: {approvers: a}}
        """
    let policy = try rules(text)
    #expect(ruling(policy, Effect(.insert, "INSERT", object("x.y"))) == "permit p2")
    #expect(ruling(policy, delete("billing.t")) == "hold h2")
    #expect(ruling(policy, delete("public.u")) == "hold h1")
    #expect(ruling(policy, delete("public.t")) == "deny d1")
}

@Test func `a name without its schema is denied like every schema, and permitted like none`() throws {
    let policy = try rules(
        """
        - {name: reads, why: w, match: {effect: read, object: public.*}, permit: {}}
        - {name: anywhere, why: w, match: {effect: insert, object: "*.t"}, permit: {}}
        - {name: secret, why: w, match: {object: hidden.secret}, deny: never}
        """
    )
    #expect(ruling(policy, read("public.t")) == "permit reads")
    #expect(ruling(policy, read("t")) == "deny SG5001")
    #expect(ruling(policy, read("secret")) == "deny secret")
    #expect(ruling(policy, read("public.secret")) == "permit reads")
    #expect(ruling(policy, read("shop.public.t")) == "deny SG5001")
    #expect(ruling(policy, Effect(.insert, "INSERT", object("t"))) == "permit anywhere")
    #expect(ruling(policy, Effect(.insert, "INSERT", object("hidden.t"))) == "permit anywhere")
    // Dropping the schema takes the table along.
    #expect(ruling(policy, Effect(.schemaChange, "DROP SCHEMA", object("schema:hidden"))) == "deny secret")
}

@Test func `a hold lifts a denial only where it certainly fits, and stops a permit where it possibly does`() throws {
    let hold = "- {name: h, why: w, match: {effect: delete, object: public.t}, hold: {approvers: a}}\n"
    let other = "- {name: i, why: w, match: {effect: delete, object: billing.t}, hold: {approvers: b}}\n"
    let any = "- {name: j, why: w, match: {effect: delete}, hold: {approvers: c}}\n"
    let permit = "- {name: p, why: w, match: {effect: delete}, permit: {}}\n"
    #expect(ruling(try rules(hold), delete("public.t")) == "hold h")
    #expect(ruling(try rules(hold), delete("t")) == "deny SG5001")
    #expect(ruling(try rules(hold + permit), delete("t")) == "hold h")
    #expect(ruling(try rules(permit + hold), delete("u")) == "permit p")
    // Either may be the one that is meant: the approvers of both are asked, down to the first that certainly fits.
    #expect(ruling(try rules(hold + other + permit), delete("t")) == "hold h+i")
    #expect(ruling(try rules(hold + any + other), delete("t")) == "hold h+j")
    #expect(ruling(try rules(any + hold + other), delete("t")) == "hold j")
    #expect(ruling(try rules(hold + any + other), delete("billing.t")) == "hold j")
}

@Test func `columns: a permit covers what it lists, a denial whatever may touch it`() throws {
    let policy = try rules(
        """
        - {name: amounts, why: w, match: {effect: read, object: billing.payment, column: [id, amount]}, permit: {}}
        - {name: rest, why: w, match: {effect: read, object: public.*}, permit: {}}
        - {name: cards, why: w, match: {object: "*.payment", column: card_token}, deny: never}
        """
    )
    #expect(ruling(policy, read("billing.payment", .named(["id"]))) == "permit amounts")
    #expect(ruling(policy, read("billing.payment", .named(["id", "amount"]))) == "permit amounts")
    #expect(ruling(policy, read("billing.payment", .named([]))) == "permit amounts")
    #expect(ruling(policy, read("billing.payment", .named(["id", "invoice"]))) == "deny SG5001")
    #expect(ruling(policy, read("billing.payment", .named(["id", "card_token"]))) == "deny cards")
    #expect(ruling(policy, read("billing.payment", .every)) == "deny cards")
    #expect(ruling(policy, read("public.payment", .every)) == "deny cards")
    #expect(ruling(policy, read("public.payment", .named(["id"]))) == "permit rest")
    #expect(ruling(policy, read("public.orders", .every)) == "permit rest")
}

@Test func `what is unknown is permitted and held by name only, and denied by every rule that could mean it`() throws {
    let execute = Effect(.unknown, "EXECUTE", object("prepared statement:p"))
    for permit in ["{effect: \"*\"}", "{user: u}", "{class: \"*\"}", "{verb: EXECUTE}", "{kind: person}"] {
        #expect(ruling(try rules("- {name: p, why: w, match: \(permit), permit: {}}"), execute) == "deny SG5005")
        #expect(
            ruling(try rules("- {name: p, why: w, match: \(permit), hold: {approvers: a}}"), execute) == "deny SG5005"
        )
        #expect(ruling(try rules("- {name: p, why: w, match: \(permit), deny: never}"), execute) == "deny p")
    }
    let named = "- {name: p, why: w, match: {effect: [read, unknown]}, permit: {}}\n"
    #expect(ruling(try rules(named), execute) == "permit p")
    #expect(ruling(try rules(named + "- {name: d, why: w, match: {object: a.b}, deny: never}"), execute) == "deny d")
    #expect(
        ruling(try rules(named + "- {name: d, why: w, match: {unbounded: true}, deny: never}"), execute) == "deny d"
    )
    #expect(ruling(try rules(named + "- {name: d, why: w, match: {column: c}, deny: never}"), execute) == "deny d")
    // A rule on other classes is no rule on what is unknown: that is a class of its own.
    #expect(
        ruling(try rules(named + "- {name: d, why: w, match: {effect: delete}, deny: never}"), execute) == "permit p"
    )
    #expect(
        ruling(try rules(named + "- {name: h, why: w, match: {object: a.b}, hold: {approvers: a}}"), execute)
            == "hold h"
    )
}

@Test func `a permit by class covers effects of the classes that it lists`() throws {
    let policy = try rules("- {name: p, why: w, match: {class: [read, delete]}, permit: {}}")
    let decision = DecisionPoint.decide(
        [statement([delete("public.t"), Effect(.procedural, "SELECT", object("function:f"))], class: .delete)],
        for: principal(),
        on: .unspecified,
        under: PolicySnapshot(policy: policy, catalog: nil),
        with: []
    )
    #expect(decision.statements[0].effects.map(\.severity) == [.permit, .deny])
    #expect(decision.verdict.severity == .deny)
}

@Test func `a rule for a database permits there, and denies also where none is named`() throws {
    let policy = try policy(
        """
        version: 1
        databases: {shop: {host: h, role: r}, reports: {host: h, role: r}}
        access: [{database: [shop, reports], user: u}]
        rules:
          - {name: p, why: w, match: {effect: read, database: shop}, permit: {}}
          - {name: d, why: w, match: {effect: delete, database: shop}, deny: never}
          - {name: q, why: w, match: {effect: delete}, permit: {}}

        """
    )
    #expect(ruling(policy, read("a.b"), on: .database("shop")) == "permit p")
    #expect(ruling(policy, read("a.b"), on: .database("reports")) == "deny SG5001")
    #expect(ruling(policy, read("a.b")) == "deny SG5001")
    #expect(ruling(policy, delete("a.b"), on: .database("reports")) == "permit q")
    #expect(ruling(policy, delete("a.b"), on: .database("shop")) == "deny d")
    #expect(ruling(policy, delete("a.b")) == "deny d")
}
