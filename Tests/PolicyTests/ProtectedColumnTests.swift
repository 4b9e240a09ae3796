// What a policy protects of a database for a principal: patterns, comments, exemptions, and what a catalog does not tell.

import SQLAnalysis
import Testing

@testable import Policy

private func sample(_ masks: String) throws(PolicyProblems) -> PolicyFile {
    let lines = masks.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
    return try policy("version: 1\nmasks:\n\(lines)\n\(permits)")
}

private let permits = """
    rules:
      - {name: all, why: w, match: {effect: [read, insert, update, procedural]}, permit: {}}

    """

/// A relation by `schema.name`; of a column `name: text` the text is its comment.
private func relation(
    _ name: String,
    _ columns: [String],
    _ kind: ObjectKind = .table,
    change: (inout CatalogRelation) -> Void = { _ in }
) -> CatalogRelation {
    let columns = columns.map { text in
        let halves = text.split(separator: ":", maxSplits: 1).map(String.init)
        var column = CatalogColumn(halves[0], type: "text")
        if halves.count == 2 { column.comment = halves[1] }
        return column
    }
    var relation = CatalogRelation(object(name).name, kind: kind, columns: columns)
    change(&relation)
    return relation
}

private func catalog(_ relations: CatalogRelation...) -> CatalogSnapshot {
    CatalogSnapshot(epoch: "c", relations: Dictionary(uniqueKeysWithValues: relations.map { ($0.name, $0) }))
}

private let shop = catalog(
    relation("public.customer", ["id", "email", "phone:@pii a phone", "note:free text, may hold @pii"]),
    relation("public.contact", ["email", "city"], .view) {
        $0.query = CatalogExpression(relations: [object("public.customer").name])
    },
    relation("public.figures", ["email", "total"], .materializedView) {
        $0.query = CatalogExpression(relations: [object("public.customer").name])
    },
    relation("hr.person", ["email", "salary", "api_token"], .foreignTable),
    relation("hr.person_2020", ["email", "salary"]) { $0.partitionBound = .list },
    relation("hr.numbers", ["last_value", "email"], .sequence)
)

/// The columns and what is asked for them, a line for each.
private func protected(
    _ masks: String,
    groups: [String] = [],
    _ catalog: CatalogSnapshot? = shop
) throws -> [String] {
    let snapshot = PolicySnapshot(policy: try sample(masks), catalog: catalog)
    return snapshot.protectedColumns(for: principal("u", groups)).map { column in
        let treatment =
            switch column.treatment {
            case .mask(let kind): "\(kind)"
            case .denied: "denied"
            }
        return "\(column.column) \(treatment)\(column.inPredicates == .masked ? " masked" : "")"
    }
}

@Test func `a pattern is for columns of every kind of relation that shows rows`() throws {
    #expect(
        try protected("'*.*.email': {kind: nullify, in_predicates: masked}") == [
            "hr.person.email nullify masked", "hr.person_2020.email nullify masked",
            "public.contact.email nullify masked",
            "public.customer.email nullify masked", "public.figures.email nullify masked",
        ]
    )
    #expect(try protected("hr.*.*_token: {kind: denied}") == ["hr.person.api_token denied"])
    #expect(try protected("'\"*\".*.email': {kind: denied}") == [])
}

@Test func `a comment is looked up in the catalog, all of it`() throws {
    #expect(
        try protected("'comment:*@pii*': {kind: nullify}")
            == ["public.customer.phone nullify", "public.customer.note nullify"]
    )
    #expect(try protected("'comment:@pii*': {kind: nullify}") == ["public.customer.phone nullify"])
    #expect(try protected("comment:@pii: {kind: nullify}") == [])
    #expect(try protected("'*.*.no* comment:*@pii*': {kind: nullify}") == ["public.customer.note nullify"])
    #expect(try protected("'hr.*.* comment:*': {kind: nullify}") == [])
    // An exact name with a comment is for that column while it has the comment.
    #expect(try protected("'public.customer.id comment:*': {kind: nullify}") == [])
}

@Test func `an exact name comes before patterns, and among these the first of the file`() throws {
    let masks = """
        'hr.*.*': {kind: denied}
        '*.*.email': {kind: email}
        'hr.person.email': {kind: last, last: 1}
        '*.customer.*': {kind: nullify}
        """
    #expect(
        try protected(masks) == [
            "hr.person.salary denied", "hr.person.api_token denied", "hr.person.email last(1)",
            "hr.person_2020.email denied",
            "hr.person_2020.salary denied", "public.contact.email email", "public.customer.id nullify",
            "public.customer.email email", "public.customer.phone nullify", "public.customer.note nullify",
            "public.figures.email email",
        ]
    )
}

@Test func `who is exempt is so under the mask that holds and nowhere else`() throws {
    let masks = """
        public.customer.email: {kind: email, exempt: support}
        'public.customer.*': {kind: nullify, exempt: sre}
        'public.*.email': {kind: denied}
        """
    let rest = ["public.contact.email denied", "public.figures.email denied"]
    let customer = ["public.customer.id nullify", "public.customer.phone nullify", "public.customer.note nullify"]
    #expect(try protected(masks, groups: ["support"]) == [rest[0]] + customer + [rest[1]])
    #expect(try protected(masks, groups: ["sre"]) == [rest[0], "public.customer.email email", rest[1]])
    #expect(try protected(masks, groups: ["support", "sre"]) == rest)
}

@Test func `exact names that the catalog does not have are protected all the same`() throws {
    let masks = """
        public.customer.ssn: {kind: nullify}
        gone.t.c: {kind: denied}
        '*.gone.*': {kind: denied}
        """
    #expect(try protected(masks) == ["gone.t.c denied", "public.customer.ssn nullify"])
    // Names that only look alike are two.
    let composed = "public.t.\u{E9}: {kind: nullify}\n'*.*.*': {kind: denied}"
    let lookalike = try protected(composed, catalog(relation("public.t", ["e\u{301}"])))
    #expect(
        lookalike.map { Array($0.utf8) } == [
            Array("public.t.e\u{301} denied".utf8), Array("public.t.\u{E9} nullify".utf8),
        ]
    )
}

@Test func `without a catalog there are exact names, and it is known that there are patterns`() throws {
    let masks = "public.t.c: {kind: nullify}\n'*.*.email': {kind: email, exempt: support}"
    #expect(try protected(masks, nil) == ["public.t.c nullify"])
    let snapshot = PolicySnapshot(policy: try sample(masks), catalog: nil)
    #expect(snapshot.hasPatterns(for: principal()))
    #expect(!snapshot.hasPatterns(for: principal("u", ["support"])))
    let exact = PolicySnapshot(policy: try sample("public.t.c: {kind: nullify}"), catalog: nil)
    #expect(!exact.hasPatterns(for: principal()))
    let commented = PolicySnapshot(policy: try sample("public.t.c comment:x: {kind: nullify}"), catalog: nil)
    #expect(commented.hasPatterns(for: principal()))
}

@Test func `what is protected is made once for principals with equal exemptions`() throws {
    let masks = "public.t.c: {kind: nullify, exempt: [a, b]}\n'*.*.email': {kind: email, exempt: a}"
    let snapshot = PolicySnapshot(policy: try sample(masks), catalog: shop)
    let all = snapshot.protection(for: principal("u"))
    #expect(all === snapshot.protection(for: principal("v", ["c"])))
    #expect(all?.columns == snapshot.protectedColumns(for: principal()))
    let some = snapshot.protection(for: principal("u", ["b"]))
    #expect(some !== all)
    #expect(some?.columns.count == snapshot.protectedColumns(for: principal()).count - 1)
    #expect(snapshot.protection(for: principal("u", ["a"])) == nil)
    #expect(snapshot.exemptions(of: principal("u", ["b"])) == snapshot.exemptions(of: principal("v", ["b", "c"])))
    #expect(snapshot.exemptions(of: principal("u", ["a"])) != snapshot.exemptions(of: principal("u", ["b"])))
}

/// The verdict on one effect: its duties, or the denial.
private func verdict(
    _ effect: Effect,
    _ masks: String,
    groups: [String] = [],
    _ catalog: CatalogSnapshot? = shop,
    with capabilities: Set<Capability> = [.mask]
) throws -> String {
    let decision = decide(
        [effect],
        for: principal("u", groups),
        under: try sample(masks),
        catalog: catalog,
        with: capabilities
    )
    switch decision.verdict {
    case .permit(let permit): return permit.obligations.map { "\($0.duty)" }.joined(separator: "; ")
    case .hold: return "hold"
    case .deny(let denial): return "\(denial.code.name) \(denial.message)"
    }
}

private func read(_ name: String, _ columns: Columns = .every) -> Effect {
    Effect(.read, "SELECT", object(name), columns: columns)
}

@Test func `reads of columns that a pattern is for need masks, and are denied where nothing can mask`() throws {
    let masks = "'comment:*@pii*': {kind: nullify, exempt: support}"
    let phone = "mask(public.customer.phone, SQLAnalysis.MaskKind.nullify)"
    #expect(try verdict(read("public.customer", .named(["phone"])), masks) == phone)
    #expect(try verdict(read("public.customer", .named(["id"])), masks) == "")
    #expect(try verdict(read("public.customer", .named(["phone"])), masks, groups: ["support"]) == "")
    #expect(try verdict(read("hr.person"), masks) == "")
    // Through a view whatever the names.
    #expect(try verdict(read("public.contact", .named(["city"])), masks).contains(phone))
    let cannot = "SG5004 public.customer.phone cannot be masked here"
    #expect(try verdict(read("public.customer", .named(["phone"])), masks, with: []) == cannot)
    let procedural = Effect(.procedural, "SELECT", object("function:public.f"))
    let hidden = "SG5004 what it runs may show *.*.* comment:*@pii*, which is masked"
    #expect(try verdict(procedural, masks) == hidden)
    #expect(try verdict(procedural, masks, groups: ["support"]) == "")
}

@Test func `without a catalog any relation may show what a pattern is for`() throws {
    let masks = "public.customer.email: {kind: email}\n'*.*.phone': {kind: nullify, exempt: support}"
    let email = read("public.customer", .named(["email"]))
    let unknown = "SG5004 it is not known whether public.customer shows public.customer.email, which is masked"
    #expect(try verdict(email, masks, nil) == unknown)
    let masked = "mask(public.customer.email, SQLAnalysis.MaskKind.email)"
    #expect(try verdict(email, masks, groups: ["support"], nil) == masked)
    let orders = read("public.orders", .named(["id"]))
    #expect(try verdict(orders, "'*.*.phone': {kind: nullify}", nil).hasPrefix("SG5004 it is not known whether"))
    #expect(try verdict(orders, "'*.*.phone': {kind: nullify, exempt: a}", groups: ["a"], nil) == "")
}

@Test func `columns that a catalog does not list may be what a pattern is for`() throws {
    let opaque = catalog(relation("public.t", ["id"]) { $0.columnsAreKnown = false })
    let unknown = "SG5004 it is not known whether public.t shows public.*.phone, which is masked"
    #expect(try verdict(read("public.t", .named(["id"])), "'public.*.phone': {kind: nullify}", opaque) == unknown)
    #expect(try verdict(read("public.t", .named(["id"])), "'hr.*.phone': {kind: nullify}", opaque) == "")
    #expect(try verdict(read("public.t", .named(["id"])), "public.t.phone: {kind: nullify}", opaque) == "")
    let exempt = "'public.*.phone': {kind: nullify, exempt: a}"
    #expect(try verdict(read("public.t"), exempt, groups: ["a"], opaque) == "")
}

@Test func `a statement that names a denied column is denied, whatever can be done`() throws {
    let masks = "'hr.*.salary': {kind: denied, exempt: payroll}"
    let denied = "SG6003 the column hr.person.salary may not be named"
    for effectClass in [StatementClass.read, .insert, .update] {
        let effect = Effect(effectClass, "X", object("hr.person"), columns: .named(["email", "salary"]))
        #expect(try verdict(effect, masks) == denied)
        #expect(try verdict(effect, masks, with: []) == denied)
        #expect(try verdict(effect, masks, groups: ["payroll"], with: []) == "")
    }
    #expect(try verdict(read("hr.person", .named(["email"])), masks, with: []) == "")
    // A star does not name it; what only follows from the statement does not either.
    #expect(try verdict(read("hr.person"), masks) == "withhold(hr.person.salary)")
    #expect(try verdict(read("hr.person"), masks, with: []) == "SG5004 hr.person.salary cannot be masked here")
    let view = EffectOrigin.view(object("hr.v").name)
    let behind = Effect(.read, "SELECT", object("hr.person"), columns: .named(["salary"]), origin: view)
    #expect(try verdict(behind, masks) == "withhold(hr.person.salary)")
    #expect(try verdict(read("hr.person", .named(["salary"])), "hr.person.salary: {kind: denied}", nil) == denied)
}

@Test func `a message lists the first of many columns`() throws {
    let wide = catalog(relation("public.t", (0..<12).map { "c\($0)" }))
    // In the order of their names.
    let first = ["c0", "c1", "c10", "c11", "c2", "c3", "c4", "c5"].map { "public.t.\($0)" }.joined(separator: ", ")
    let said = try verdict(read("public.t"), "'*.*.*': {kind: nullify}", wide, with: [])
    #expect(said == "SG5004 \(first) and 4 more cannot be masked here")
}
