// What has to be done for a permit to count, and what becomes of a permit when it cannot be done.

import SQLAnalysis
import Testing

@testable import Policy

private let sample = """
    version: 1
    masks:
      public.customer.email: {kind: email, exempt: support}
      public.customer.national_id: {kind: nullify}
      billing.payment.card_token: {kind: constant, value: "-"}
    rules:
      - {name: reads, why: w, match: {effect: [read, procedural, unknown]}, permit: {}}
      - {name: updates, why: w, match: {effect: update}, permit: {rows: 10}}
      - {name: deletes, why: w, match: {effect: delete}, hold: {approvers: a, rows: 5}}
      - {name: merges, why: w, match: {effect: merge, object: public.t}, hold: {approvers: a, rows: 5}}
      - {name: merges-anyhow, why: w, match: {effect: merge}, hold: {approvers: b, rows: 3}}

    """

private func column(_ name: String) -> ColumnName {
    let parts = name.split(separator: ".").map(String.init)
    return ColumnName(schema: parts[0], table: parts[1], column: parts[2])
}

private let email = Obligation.Duty.mask(column("public.customer.email"), .email)
private let nationalID = Obligation.Duty.mask(column("public.customer.national_id"), .nullify)
private let card = Obligation.Duty.mask(column("billing.payment.card_token"), .constant("-"))

private var catalog: CatalogSnapshot {
    func relation(
        _ name: String,
        _ kind: ObjectKind = .table,
        reads: [String]? = nil,
        parents: [String] = []
    ) -> (QualifiedName, CatalogRelation) {
        let name = object(name).name
        var relation = CatalogRelation(name, kind: kind, columns: [])
        relation.query = reads.map { CatalogExpression(relations: $0.map { object($0).name }) }
        relation.parents = parents.map { object($0).name }
        return (name, relation)
    }
    let relations = [
        relation("public.customer"), relation("public.orders"), relation("billing.payment"),
        relation("public.customer_old", parents: ["public.customer"]),
        relation("public.person"), relation("public.vip", parents: ["public.customer_old"]),
        relation("public.contact", .view, reads: ["public.customer"]),
        relation("public.open_order", .view, reads: ["public.orders", "public.contact"]),
        relation("public.order_list", .view, reads: ["public.orders"]),
        relation("public.figures", .materializedView, reads: ["billing.payment"]),
        relation("public.opaque", .view), relation("public.through", .view, reads: ["public.gone"]),
    ]
    return CatalogSnapshot(epoch: "c", relations: Dictionary(uniqueKeysWithValues: relations))
}

private func read(_ name: String, _ columns: Columns = .every) -> Effect {
    Effect(.read, "SELECT", object(name), columns: columns)
}

/// The obligations under which effects are permitted, or why they are not.
private func duties(
    _ effects: Effect...,
    groups: [String] = [],
    catalog: CatalogSnapshot?,
    with capabilities: Set<Capability> = Set(Capability.allCases)
) throws -> Result<[Obligation.Duty], DenialText> {
    let decision = decide(
        effects,
        for: principal("u", groups),
        under: try policy(sample),
        catalog: catalog,
        with: capabilities
    )
    switch decision.verdict {
    case .permit(let permit): return .success(permit.obligations.map(\.duty))
    case .hold(let request): return .success(request.whenApproved.obligations.map(\.duty))
    case .deny(let denial): return .failure(DenialText(text: "\(denial.code.name) \(denial.message)"))
    }
}

private struct DenialText: Error, Equatable { let text: String }

private func no(_ text: String) -> Result<[Obligation.Duty], DenialText> { .failure(DenialText(text: text)) }

@Test func `reads of masked columns are permitted with their masks`() throws {
    #expect(try duties(read("public.customer"), catalog: catalog) == .success([email, nationalID]))
    #expect(try duties(read("customer"), catalog: catalog) == .success([email, nationalID]))
    #expect(try duties(read("public.customer", .named(["id", "email"])), catalog: catalog) == .success([email]))
    #expect(try duties(read("public.customer", .named(["id"])), catalog: catalog) == .success([]))
    #expect(try duties(read("public.customer", .named([])), catalog: catalog) == .success([]))
    #expect(try duties(read("public.orders"), catalog: catalog) == .success([]))
    #expect(try duties(Effect(.read, "SELECT"), catalog: catalog) == .success([]))
    #expect(
        try duties(
            read("public.customer", .named(["email"])),
            read("billing.payment"),
            read("customer"),
            catalog: catalog
        )
            == .success([email, card, nationalID])
    )
}

@Test func `members of an exempt group see the values`() throws {
    #expect(try duties(read("public.customer"), groups: ["support"], catalog: catalog) == .success([nationalID]))
    #expect(
        try duties(read("public.customer"), groups: ["Support"], catalog: catalog) == .success([email, nationalID])
    )
}

@Test func `masks follow views, heirs and ancestors`() throws {
    // Through a view columns may have other names, so names say nothing.
    #expect(try duties(read("public.contact", .named(["x"])), catalog: catalog) == .success([email, nationalID]))
    #expect(try duties(read("public.open_order"), catalog: catalog) == .success([email, nationalID]))
    #expect(try duties(read("public.order_list"), catalog: catalog) == .success([]))
    #expect(try duties(read("public.figures"), catalog: catalog) == .success([card]))
    #expect(try duties(read("public.customer_old", .named(["email"])), catalog: catalog) == .success([email]))
    #expect(try duties(read("public.vip"), catalog: catalog) == .success([email, nationalID]))
    #expect(try duties(read("public.person"), catalog: catalog) == .success([]))
}

@Test func `what may show masked columns and is not known is denied, whatever can be done`() throws {
    let unknown = "SG5004 it is not known whether %@ shows public.customer.email, which is masked"
    func text(_ name: String) -> Result<[Obligation.Duty], DenialText> { no(unknown.replacing("%@", with: name)) }
    #expect(try duties(read("public.opaque"), catalog: catalog) == text("public.opaque"))
    #expect(try duties(read("public.through"), catalog: catalog) == text("public.through"))
    #expect(try duties(read("public.elsewhere"), catalog: catalog) == text("public.elsewhere"))
    #expect(try duties(read("pg_catalog.pg_stats"), catalog: catalog) == text("pg_catalog.pg_stats"))
    #expect(try duties(read("shop.public.orders"), catalog: catalog) == text("shop.public.orders"))
    // Without a catalog only a table that has masks itself is known.
    #expect(try duties(read("public.customer", .named(["email"])), catalog: nil) == .success([email]))
    #expect(try duties(read("public.orders"), catalog: nil) == text("public.orders"))
    #expect(try duties(read("customer"), catalog: nil) == text("customer"))
    let hidden = no("SG5004 what it runs may show public.customer.email, which is masked")
    #expect(try duties(Effect(.procedural, "SELECT", object("function:public.f")), catalog: catalog) == hidden)
    #expect(try duties(Effect(.unknown, "EXECUTE"), catalog: catalog) == hidden)
    #expect(
        try duties(Effect(.read, "SELECT", columns: .every), catalog: catalog)
            == no("SG5004 it is not known what is read, and public.customer.email is masked")
    )
    // Who is exempt from all of it may do as the rules say.
    let free = try rules("- {name: r, why: w, match: {effect: [read, procedural, unknown]}, permit: {}}")
    #expect(decide([read("public.elsewhere"), Effect(.unknown, "EXECUTE")], under: free).verdict.severity == .permit)
}

@Test func `row budgets come from the rules that decide, the smallest counts`() throws {
    func budget(_ effectClass: StatementClass, _ name: String, _ rows: Int) -> Obligation.Duty {
        .rowBudget(effectClass, object(name), rows)
    }
    func write(_ effectClass: StatementClass, _ name: String) -> Effect {
        Effect(effectClass, "X", object(name), bound: .unknown(""))
    }
    #expect(try duties(write(.update, "public.t"), catalog: nil) == .success([budget(.update, "public.t", 10)]))
    #expect(try duties(write(.delete, "public.t"), catalog: nil) == .success([budget(.delete, "public.t", 5)]))
    #expect(try duties(write(.merge, "public.t"), catalog: nil) == .success([budget(.merge, "public.t", 5)]))
    // Which of the two is meant is not known, so both count.
    #expect(try duties(write(.merge, "t"), catalog: nil) == .success([budget(.merge, "t", 3)]))
    #expect(
        try duties(write(.merge, "t"), catalog: nil, with: [.mask])
            == no("SG5004 the number of rows cannot be checked here")
    )
}

@Test func `an obligation that cannot be met turns permit and hold into a denial`() throws {
    let denied = no("SG5004 public.customer.email, public.customer.national_id cannot be masked here")
    for capabilities in [Set<Capability>(), [.rowBudget]] {
        #expect(try duties(read("public.customer"), catalog: catalog, with: capabilities) == denied)
        #expect(try duties(read("public.orders"), catalog: catalog, with: capabilities) == .success([]))
    }
    let held = Effect(.delete, "DELETE", object("public.t"), bound: .atMost(1, ""))
    #expect(try duties(held, catalog: nil, with: [.mask]) == no("SG5004 the number of rows cannot be checked here"))
    let decision = decide([read("public.customer", .named(["email"]))], under: try policy(sample), with: [])
    let effect = decision.statements[0].effects[0]
    #expect(effect.reason == .obligation("public.customer.email cannot be masked here"))
    #expect(effect.remedies == [.leaveOut([column("public.customer.email")])])
    #expect(effect.remedies[0].description == "name the columns that you need, and leave out public.customer.email")
}

@Test func `obligations name their statement, each once`() throws {
    let decision = DecisionPoint.decide(
        [
            statement([read("public.customer", .named(["email"])), read("customer", .named(["email"]))]),
            statement([read("public.customer", .named(["email"]))]),
        ],
        for: principal(),
        on: .unspecified,
        under: PolicySnapshot(policy: try policy(sample), catalog: catalog),
        with: [.mask]
    )
    guard case .permit(let permit) = decision.verdict else {
        Issue.record("\(decision.verdict)")
        return
    }
    #expect(permit.obligations == [Obligation(statement: 0, duty: email), Obligation(statement: 1, duty: email)])
    #expect(permit.obligations.map(\.capability) == [.mask, .mask])
    #expect(Obligation(statement: 0, duty: .rowBudget(.update, nil, 1)).capability == .rowBudget)
}
