// What holds of every policy: more denials never loosen, fewer permits never loosen, not knowing never loosens.

import SQLAnalysis
import Testing

@testable import Policy

/// Numbers that look random and are the same on every run.
private struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        // xorshift64*
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return state &* 0x2545_F491_4F6C_DD1D
    }

    mutating func one<Value>(of values: [Value]) -> Value { values[Int.random(in: 0..<values.count, using: &self)] }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

    mutating func some<Value>(of values: [Value]) -> [Value] {
        (0..<Int.random(in: 1...2, using: &self)).map { _ in one(of: values) }.uniqued
    }
}

extension Array {
    fileprivate var uniqued: [Element] { reduce(into: []) { if !"\($0)".contains("\($1)") { $0.append($1) } } }
}

extension Dice {
    private static let classes: [StatementClass] = [
        .read, .insert, .update, .delete, .schemaChange, .procedural, .unknown,
    ]
    private static let names = ["public.t", "public.u", "audit.t", "t", "u", "function:public.t", "schema:public"]
    private static let columns = ["a", "b", "c"]

    mutating func effect() -> Effect {
        let effectClass = one(of: Dice.classes)
        let bounds: [RowBound?] = [nil, .atMost(1, ""), .atMost(50, ""), .wholeTable(""), .unknown("")]
        let columnSets: [Columns] = [.none, .every, .named([]), .named(Set(some(of: Dice.columns)))]
        return Effect(
            effectClass,
            one(of: ["SELECT", "DELETE", "DROP TABLE"]),
            chance(85) ? object(one(of: Dice.names)) : nil,
            columns: one(of: columnSets),
            bound: one(of: bounds),
            origin: one(of: [.statement, .cascade, .foreignKey("k")])
        )
    }

    mutating func principal() -> Principal {
        Principal(
            user: one(of: ["ada", "bot"]),
            groups: chance(30) ? [] : some(of: ["g", "h", "i"]),
            kind: one(of: [.person, .agent])
        )
    }

    mutating func match(_ action: String) -> Match {
        var match = Match()
        if chance(60) {
            match.effectClasses = chance(10) ? .every : .listed(some(of: Dice.classes))
        }
        if chance(15) { match.statementClasses = .listed(some(of: Dice.classes)) }
        if chance(20) { match.verbs = [Glob(one(of: ["SELECT", "D*", "*"]))] }
        if chance(50) {
            let patterns = ["public.*", "*.t", "public.t", "audit.*", "function:public.t", "schema:public", "*.*"]
            match.objects = some(of: patterns).compactMap { try? ObjectPattern($0) }
        }
        if chance(25) { match.columns = some(of: Dice.columns + ["*"]).map { Glob($0) } }
        if chance(40) { match.groups = some(of: ["g", "h", "i"]) }
        if chance(10) { match.users = [one(of: ["ada", "bot"])] }
        if chance(15) { match.kinds = [one(of: [.person, .agent])] }
        if chance(10) { match.databases = ["shop"] }
        if chance(15) { match.origins = [one(of: [.statement, .cascade])] }
        if chance(30) { match.rows = action == "permit" ? .within(10) : one(of: [.unbounded, .over(10)]) }
        return match
    }

    mutating func rule(_ number: Int, _ action: String) -> Rule {
        let said: Rule.Action =
            switch action {
            case "permit": .permit(rows: nil)
            case "hold": .hold(HoldTerms(approvers: ["a"], approvals: 1, patience: .seconds(1), rows: nil))
            default: .deny(message: "never")
            }
        return Rule(
            name: "\(action)\(number)",
            why: "w",
            mode: .enforce,
            match: match(action),
            action: said,
            position: FilePosition(number, 1)
        )
    }

    mutating func rules() -> [Rule] {
        (0..<Int.random(in: 1...6, using: &self)).map { rule($0, one(of: ["permit", "permit", "hold", "deny"])) }
    }
}

/// A policy, who asks, and what is asked.
private struct World {
    var rules: [Rule]
    var who: Principal
    var effects: [Effect]
    let statementClass: StatementClass

    init(_ dice: inout Dice) {
        rules = dice.rules()
        who = dice.principal()
        effects = (0..<Int.random(in: 1...3, using: &dice)).map { _ in dice.effect() }
        statementClass = effects[0].effectClass
    }

    /// The decision on them as one statement, whose class stays that of the effect that was drawn first.
    var decision: Decision {
        DecisionPoint.decide(
            [statement(effects, class: statementClass)],
            for: who,
            on: .unspecified,
            under: PolicySnapshot(policy: .withoutRules.with(rules), catalog: nil),
            with: []
        )
    }

    var severity: Severity { decision.verdict.severity }
}

extension PolicyFile {
    fileprivate func with(_ rules: [Rule]) -> PolicyFile {
        PolicyFile(
            epoch: epoch,
            listeners: [],
            databases: [],
            users: [],
            access: [],
            masks: masks,
            maskNotices: maskNotices,
            rules: rules,
            limits: limits,
            audit: nil,
            admin: nil
        )
    }
}

private let rounds = 4_000

/// Draws worlds and hands each to `check` with its severity; says how often each severity came up, so that a property
/// that was never put to the test is noticed.
private func everyWorld(_ seed: UInt64, _ check: (inout Dice, World, Severity) -> Void) {
    var dice = Dice(seed)
    var drawn: [Severity: Int] = [:]
    for _ in 0..<rounds {
        let world = World(&dice)
        let severity = world.severity
        drawn[severity, default: 0] += 1
        check(&dice, world, severity)
    }
    for severity in Severity.allCases { #expect(drawn[severity, default: 0] > rounds / 100, "\(severity)") }
}

@Test func `adding a rule that denies never loosens`() {
    var tightened = 0
    everyWorld(1) { dice, world, before in
        var other = world
        other.rules.insert(dice.rule(9, "deny"), at: Int.random(in: 0...world.rules.count, using: &dice))
        #expect(other.severity >= before)
        if other.severity > before { tightened += 1 }
    }
    #expect(tightened > rounds / 100)
}

@Test func `adding a rule that holds never loosens a permit, and lifts only a denial for which there is no rule`() {
    var held = 0
    everyWorld(2) { dice, world, before in
        var other = world
        other.rules.insert(dice.rule(9, "hold"), at: Int.random(in: 0...world.rules.count, using: &dice))
        let after = other.severity
        if before == .permit { #expect(after >= before) }
        if before == .hold { #expect(after == .hold) }
        // What was denied is never permitted by it.
        if before == .deny { #expect(after >= .hold) }
        if before == .permit, after == .hold { held += 1 }
    }
    #expect(held > rounds / 400)
}

@Test func `removing a rule that permits never loosens`() {
    var tightened = 0
    everyWorld(3) { dice, world, before in
        let permits = world.rules.indices.filter { if case .permit = world.rules[$0].action { true } else { false } }
        guard !permits.isEmpty else { return }
        var other = world
        other.rules.remove(at: dice.one(of: permits))
        #expect(other.severity >= before)
        if other.severity > before { tightened += 1 }
    }
    #expect(tightened > rounds / 100)
}

@Test func `the order of the rules does not change the severity`() {
    everyWorld(4) { dice, world, before in
        var other = world
        other.rules.shuffle(using: &dice)
        #expect(other.severity == before)
    }
}

@Test func `one more effect never loosens`() {
    everyWorld(5) { dice, world, before in
        var other = world
        other.effects.insert(dice.effect(), at: Int.random(in: 0...world.effects.count, using: &dice))
        #expect(other.severity >= before)
    }
}

@Test func `knowing less of an effect never loosens`() {
    everyWorld(6) { dice, world, before in
        var other = world
        let index = Int.random(in: 0..<world.effects.count, using: &dice)
        let effect = world.effects[index]
        switch dice.one(of: [0, 1, 2]) {
        case 0:
            // The schema.
            guard let known = effect.object, known.name.schema != nil, known.kind != .schema else { return }
            other.effects[index] = effect.with(object: ObjectReference(known.kind, QualifiedName(known.name.name)))
        case 1:
            // The columns.
            guard effect.columns != .none, effect.columns != .named([]) else { return }
            other.effects[index] = effect.with(columns: .every)
        default:
            // The bound. A hold on more than so many rows is about those of which it is not known, by its definition.
            guard case .atMost = effect.bound else { return }
            let isAboutMany = world.rules.contains { if case .hold = $0.action { $0.match.rows != nil } else { false } }
            guard !isAboutMany else { return }
            other.effects[index] = effect.with(bound: .unknown(""))
        }
        #expect(other.severity >= before)
    }
}

@Test func `rules that are only watched change nothing`() {
    everyWorld(7) { dice, world, before in
        var other = world
        for number in 10..<13 {
            let rule = dice.rule(number, dice.one(of: ["permit", "hold", "deny"]))
            other.rules.insert(
                Rule(
                    name: rule.name,
                    why: rule.why,
                    mode: .monitor,
                    match: rule.match,
                    action: rule.action,
                    position: rule.position
                ),
                at: Int.random(in: 0...other.rules.count, using: &dice)
            )
        }
        #expect(other.severity == before)
    }
}

@Test func `every remedy that is suggested for an effect makes it milder`() {
    var tried = 0
    everyWorld(8) { _, world, _ in
        let policy = PolicyFile.withoutRules.with(world.rules)
        for decided in world.decision.statements[0].effects {
            for remedy in decided.remedies {
                var effect = decided.effect
                var who = world.who
                switch remedy {
                case .advice, .leaveOut, .approval, .addRule: continue
                case .bound: effect = effect.with(bound: .atMost(1, ""))
                case .qualify(let name):
                    effect = effect.with(object: effect.object.map { ObjectReference($0.kind, name) })
                case .nameColumns(let columns): effect = effect.with(columns: .named(Set(columns)))
                case .joinGroup(let group, _): who.groups.append(group)
                }
                tried += 1
                let single = DecisionPoint.decide(
                    [statement([effect], class: world.statementClass)],
                    for: who,
                    on: .unspecified,
                    under: PolicySnapshot(policy: policy, catalog: nil),
                    with: []
                )
                #expect(single.verdict.severity < decided.severity)
            }
        }
    }
    #expect(tried > rounds / 40)
}
