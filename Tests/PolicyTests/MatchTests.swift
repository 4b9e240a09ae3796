// The conditions of a rule, one by one: what is met for certain, what possibly, what not.

import SQLAnalysis
import Testing

@testable import Policy

private func fit(
    _ match: Match,
    _ effect: Effect,
    _ who: Principal = principal(),
    _ target: Target = .unspecified,
    class statementClass: StatementClass? = nil
) -> Fit {
    match.fit(
        Situation(
            effect: effect,
            statementClass: statementClass ?? effect.effectClass,
            principal: who,
            target: target,
            unanalysed: .deny
        )
    )
}

private let both = Fit.certain

@Test func `no condition is met by everything that is known`() {
    for known in StatementClass.allCases where known != .unknown {
        #expect(fit(Match(), Effect(known, "X")) == .certain)
    }
    #expect(fit(Match(), Effect(.unknown, "EXECUTE")) == .possible)
}

@Test func `classes of statement and effect`() {
    let reads = Match(effectClasses: .listed([.read, .copy]))
    #expect(fit(reads, Effect(.read, "SELECT"), class: .delete) == .certain)
    #expect(fit(reads, Effect(.delete, "DELETE"), class: .read) == .no)
    #expect(fit(reads, Effect(.unknown, "EXECUTE")) == .no)
    #expect(fit(Match(effectClasses: .every), Effect(.unknown, "EXECUTE")) == .possible)
    #expect(fit(Match(effectClasses: .every), Effect(.server, "COPY")) == .certain)
    #expect(fit(Match(effectClasses: .listed([.unknown])), Effect(.unknown, "EXECUTE")) == .certain)
    let ofReads = Match(statementClasses: .listed([.read]))
    #expect(fit(ofReads, Effect(.read, "SELECT"), class: .read) == .certain)
    #expect(fit(ofReads, Effect(.read, "SELECT"), class: .delete) == .no)
    #expect(fit(Match(statementClasses: .every), Effect(.read, "SELECT"), class: .unknown) == .possible)
}

@Test func `who asks, and where`() {
    let effect = Effect(.read, "SELECT")
    let groups = Match(groups: ["a", "b"])
    #expect(fit(groups, effect, principal("u", ["x", "b"])) == .certain)
    #expect(fit(groups, effect, principal("u", ["x"])) == .no)
    #expect(fit(groups, effect, principal("a")) == .no)
    #expect(fit(Match(users: ["u"]), effect, principal("u")) == .certain)
    #expect(fit(Match(users: ["u"]), effect, principal("U")) == .no)
    #expect(fit(Match(kinds: [.agent]), effect, principal("u", [], .agent)) == .certain)
    #expect(fit(Match(kinds: [.agent]), effect, principal("u", [], .service)) == .no)
    #expect(fit(Match(groups: ["a"], kinds: [.agent]), effect, principal("u", ["a"], .person)) == .no)
    let shop = Match(databases: ["shop"])
    #expect(fit(shop, effect, principal(), .database("shop")) == .certain)
    #expect(fit(shop, effect, principal(), .database("other")) == .no)
    #expect(fit(shop, effect, principal(), .unspecified) == .possible)
}

@Test func `verbs and origins`() {
    let drops = Match(verbs: [Glob("DROP *"), Glob("TRUNCATE TABLE")])
    #expect(fit(drops, Effect(.schemaChange, "DROP TABLE")) == .certain)
    #expect(fit(drops, Effect(.delete, "TRUNCATE TABLE")) == .certain)
    #expect(fit(drops, Effect(.schemaChange, "CREATE TABLE")) == .no)
    #expect(fit(drops, Effect(.unknown, "EXECUTE")) == .possible)
    let origins: [(EffectOrigin, Match.Origin)] = [
        (.statement, .statement), (.view(QualifiedName("v")), .view), (.inheritance(QualifiedName("t")), .inheritance),
        (.foreignKey("k"), .foreignKey), (.cascade, .cascade), (.stored, .stored),
    ]
    #expect(origins.map(\.1) == Match.Origin.allCases)
    for (origin, word) in origins {
        for other in Match.Origin.allCases {
            let fits = fit(Match(origins: [other]), Effect(.delete, "DELETE", origin: origin))
            #expect(fits == Fit(other == word))
        }
    }
}

@Test func `objects that are not named`() throws {
    let match = Match(objects: [try ObjectPattern("public.t")])
    // A constant reads nothing but what is listed, and nothing that is listed.
    #expect(fit(match, Effect(.read, "SELECT")) == Fit(isPossible: false, isCertain: true))
    #expect(fit(match, Effect(.transaction, "COMMIT")) == .no)
    #expect(fit(match, Effect(.session, "RESET")) == .no)
    // Code that cannot be seen, and what is not known, may touch it.
    #expect(fit(match, Effect(.procedural, "DO", object("block:plpgsql"))) == .possible)
    #expect(fit(match, Effect(.procedural, "DO")) == .possible)
    #expect(fit(match, Effect(.procedural, "SELECT", object("function:public.f"))) == .no)
    #expect(fit(match, Effect(.unknown, "EXECUTE", object("prepared statement:p"))) == .possible)
    #expect(fit(match, Effect(.read, "SELECT", object("public.t"))) == .certain)
    let either = Match(objects: [try ObjectPattern("public.t"), try ObjectPattern("public.u")])
    #expect(fit(either, Effect(.read, "SELECT", object("public.u"))) == .certain)
    #expect(fit(either, Effect(.read, "SELECT", object("u"))) == .possible)
}

@Test func `columns`() {
    func columns(_ columns: Columns, _ patterns: String...) -> Fit {
        fit(Match(columns: patterns.map { Glob($0) }), Effect(.read, "SELECT", object("public.t"), columns: columns))
    }
    #expect(columns(.named(["a"]), "a", "b") == .certain)
    #expect(columns(.named(["a", "b"]), "a", "b") == .certain)
    #expect(columns(.named(["a", "c"]), "a", "b") == .possible)
    #expect(columns(.named(["c"]), "a", "b") == .no)
    #expect(columns(.every, "a", "b") == .possible)
    #expect(columns(.every, "a", "*") == .certain)
    #expect(columns(.none, "a") == .no)
    // count(*): none that is listed, and none that is not.
    #expect(columns(.named([]), "a") == Fit(isPossible: false, isCertain: true))
    #expect(columns(.named(["sku_1"]), "sku*") == .certain)
    #expect(fit(Match(columns: [Glob("a")]), Effect(.unknown, "EXECUTE")) == .possible)
}

@Test func `rows`() {
    func rows(_ condition: Match.Rows, _ bound: RowBound?, _ effectClass: StatementClass = .delete) -> Fit {
        fit(Match(rows: condition), Effect(effectClass, "X", object("public.t"), bound: bound))
    }
    let bounds: [(RowBound, unbounded: Fit, over: Fit, within: Fit)] = [
        (.atMost(10, ""), .no, .no, .certain),
        (.atMost(11, ""), .no, .certain, .no),
        (.wholeTable(""), .certain, .certain, .no),
        (.unjoined(""), .certain, .certain, .no),
        (.unknown(""), .no, .certain, .possible),
    ]
    for (bound, unbounded, over, within) in bounds {
        #expect(rows(.unbounded, bound) == unbounded, "\(bound)")
        #expect(rows(.over(10), bound) == over, "\(bound)")
        #expect(rows(.within(10), bound) == within, "\(bound)")
    }
    for condition in [Match.Rows.unbounded, .over(10), .within(10)] {
        for effectClass in [StatementClass.update, .delete, .merge, .unknown] {
            #expect(rows(condition, nil, effectClass) == .possible)
        }
        for effectClass in [StatementClass.read, .session, .schemaChange, .copy] {
            #expect(rows(condition, nil, effectClass) == .no)
        }
    }
    // INSERT adds rows; it cannot reach all of a table.
    #expect(rows(.unbounded, nil, .insert) == .no)
    #expect(rows(.over(10), nil, .insert) == .possible)
}

@Test func `all conditions have to be met`() throws {
    var match = Match()
    match.effectClasses = .listed([.delete])
    match.verbs = [Glob("DELETE")]
    match.objects = [try ObjectPattern("public.t")]
    match.groups = ["g"]
    match.rows = .within(1)
    let good = Effect(.delete, "DELETE", object("public.t"), bound: .atMost(1, ""))
    #expect(fit(match, good, principal("u", ["g"])) == .certain)
    #expect(fit(match, good) == .no)
    #expect(fit(match, good.with(bound: .atMost(2, "")), principal("u", ["g"])) == .no)
    #expect(fit(match, good.with(object: object("public.u")), principal("u", ["g"])) == .no)
    #expect(fit(match, good.with(object: object("t")), principal("u", ["g"])) == .possible)
    #expect(fit(match, Effect(.delete, "TRUNCATE TABLE", object("public.t")), principal("u", ["g"])) == .no)
}
