// What would make an effect pass: only what has been tried out is suggested.

import SQLAnalysis
import Testing

@testable import Policy

private func remedies(
    _ effect: Effect,
    _ policy: PolicyFile,
    for who: Principal = principal(),
    catalog: CatalogSnapshot? = nil
) -> [String] {
    decide([effect], for: who, under: policy, catalog: catalog).statements[0].effects[0].remedies.map(\.description)
}

private func delete(_ bound: RowBound?, _ name: String = "public.t") -> Effect {
    Effect(.delete, "DELETE", object(name), bound: bound)
}

private var keyed: CatalogSnapshot {
    var table = CatalogRelation(QualifiedName(schema: "public", "t"), kind: .table, columns: [])
    table.indexes = [
        CatalogIndex("wide", .unique, columns: ["b", "a"]), CatalogIndex("t_pkey", .primaryKey, columns: ["id"]),
    ]
    return CatalogSnapshot(epoch: "c", relations: [table.name: table])
}

@Test func `a bound is suggested where it helps, with the shortest unique key that is known`() throws {
    let policy = try rules(
        """
        - {name: small, why: w, match: {effect: delete, rows_within: 5}, permit: {}}
        - {name: large, why: w, match: {effect: delete, unbounded: true}, deny: never}
        """
    )
    let withKey = "add a WHERE on the unique key public.t (id)"
    let withoutKey = "add a WHERE on a unique key, so that the number of rows is bounded"
    #expect(remedies(delete(.wholeTable("no WHERE")), policy, catalog: keyed) == [withKey])
    #expect(remedies(delete(.unknown("a condition")), policy, catalog: keyed) == [withKey])
    #expect(remedies(delete(.unjoined("no condition")), policy) == [withoutKey])
    #expect(remedies(delete(.atMost(1, "key")), policy) == [])
    // A bound that is too large is not suggested to be made; nor one that another rule would deny anyhow.
    #expect(remedies(delete(.atMost(9, "list")), policy) != [withoutKey])
    let all = try rules("- {name: never, why: w, match: {effect: delete}, deny: never}")
    #expect(remedies(delete(.wholeTable("no WHERE")), all, catalog: keyed) == [])
}

@Test func `a schema is suggested where some rule names one that helps`() throws {
    let policy = try rules(
        """
        - {name: a, why: w, match: {effect: read, object: audit.*}, deny: never}
        - {name: p, why: w, match: {effect: read, object: public.*}, permit: {}}
        """
    )
    let bare = Effect(.read, "SELECT", object("t"))
    #expect(remedies(bare, policy) == ["write the name with its schema: public.t"])
    #expect(remedies(Effect(.read, "SELECT", object("other.t")), policy).first?.hasPrefix("ask the owner") == true)
}

@Test func `columns are suggested where a rule lists those that are permitted`() throws {
    let policy = try rules(
        """
        - {name: p, why: w, match: {effect: read, object: public.t, column: [id, name]}, permit: {}}
        - {name: d, why: w, match: {effect: read, column: secret}, deny: never}
        """
    )
    let advice = "name the columns, and only these: id, name"
    #expect(remedies(Effect(.read, "SELECT", object("public.t"), columns: .every), policy) == [advice])
    #expect(remedies(Effect(.read, "SELECT", object("public.t"), columns: .named(["id", "x"])), policy) == [advice])
    #expect(remedies(Effect(.read, "SELECT", object("public.t"), columns: .named(["secret"])), policy) == [advice])
    #expect(remedies(Effect(.read, "SELECT", object("public.u"), columns: .every), policy) == [])
}

@Test func `membership is suggested in every group that helps`() throws {
    let policy = try rules(
        """
        - {name: p, why: w, match: {effect: delete, group: [k, l]}, permit: {}}
        - {name: h, why: w, match: {effect: delete, group: m}, hold: {approvers: a}}
        - {name: d, why: w, match: {effect: delete, group: banned}, deny: never}
        """
    )
    let effect = delete(.atMost(1, ""))
    #expect(
        remedies(effect, policy) == [
            "ask for membership in the group k, which rule p is about",
            "ask for membership in the group l, which rule p is about",
            "ask for membership in the group m, which rule h is about",
        ]
    )
    // Who is denied as a member of a group is not helped by another one.
    #expect(remedies(effect, policy, for: principal("u", ["banned"])) == [])
    // What is held can still be made to pass without approval.
    #expect(
        remedies(effect, try rules("- {name: p, why: w, match: {effect: delete}, hold: {approvers: a, approvals: 2}}"))
            == ["approval by 2 members of a, as rule p demands"]
    )
}

@Test func `what nothing helps against is for the owner of the policy`() throws {
    let policy = try rules("- {name: p, why: w, match: {effect: read}, permit: {}}")
    #expect(
        remedies(delete(.atMost(1, "")), policy)
            == ["ask the owner of the policy for a rule that permits delete on table public.t"]
    )
}
