// A remembered decision is found for exactly what it was made for.

import Policy
import SQLAnalysis
import Session
import Testing

@testable import Proxy

@Suite("Decision cache")
struct DecisionCacheTests {
    private let ada = Principal(user: "ada", groups: ["dev"], kind: .person)

    private func judgement() -> SessionJudgement {
        SessionJudgement(refused: Refusal(.syntaxError, "for the test"), names: SessionNames(), under: 1)
    }

    private func text(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test("another text, principal, database, snapshot or state of the names is another question")
    func exact() {
        var cache = DecisionCache(mostBytes: 1 << 20)
        let asker = cache.asker(ada, "shop")
        let known = judgement()
        cache.remember(known, on: text("SELECT 1"), for: asker, under: 7, SessionNames())
        func find(_ sql: String, _ asker: DecisionCache.Asker, _ inForce: UInt64, _ names: SessionNames)
            -> SessionJudgement?
        {
            cache.judgement(on: text(sql).span.bytes, for: asker, under: inForce, names)
        }
        #expect(find("SELECT 1", asker, 7, SessionNames()) === known)
        #expect(find("SELECT 1", cache.asker(ada, "shop"), 7, SessionNames()) === known)
        #expect(find("SELECT 2", asker, 7, SessionNames()) == nil)
        #expect(find("SELECT 1 ", asker, 7, SessionNames()) == nil)
        #expect(find("SELECT 1", asker, 8, SessionNames()) == nil)
        #expect(find("SELECT 1", asker, 7, SessionNames().distrusted()) == nil)
        var others = [cache.asker(ada, "lab")]
        var other = ada
        other.groups = ["dev", "ops"]
        others.append(cache.asker(other, "shop"))
        other = ada
        other.kind = .agent
        others.append(cache.asker(other, "shop"))
        other = ada
        other.user = "eve"
        others.append(cache.asker(other, "shop"))
        for another in others { #expect(find("SELECT 1", another, 7, SessionNames()) == nil) }
    }

    @Test("it stays within its bytes, and what is used stays longest")
    func bounded() {
        var cache = DecisionCache(mostBytes: 100_000)
        let asker = cache.asker(ada, "shop")
        let favourite = judgement()
        cache.remember(favourite, on: text("favourite"), for: asker, under: 1, SessionNames())
        for number in 0..<10_000 {
            cache.remember(judgement(), on: text("SELECT \(number)"), for: asker, under: 1, SessionNames())
            let found = cache.judgement(on: text("favourite").span.bytes, for: asker, under: 1, SessionNames())
            #expect(found === favourite)
        }
        let kept = (0..<10_000).count { number in
            cache.judgement(on: text("SELECT \(number)").span.bytes, for: asker, under: 1, SessionNames()) != nil
        }
        #expect((1...100).contains(kept))
    }

    @Test("without bytes nothing is remembered, and a long text is not")
    func nothing() {
        var none = DecisionCache(mostBytes: 0)
        let asker = none.asker(ada, "shop")
        none.remember(judgement(), on: text("SELECT 1"), for: asker, under: 1, SessionNames())
        #expect(none.judgement(on: text("SELECT 1").span.bytes, for: asker, under: 1, SessionNames()) == nil)
        var cache = DecisionCache(mostBytes: 1 << 20)
        let long = text("SELECT '" + String(repeating: "x", count: 70_000) + "'")
        cache.remember(judgement(), on: long, for: cache.asker(ada, "shop"), under: 1, SessionNames())
        #expect(cache.judgement(on: long.span.bytes, for: cache.asker(ada, "shop"), under: 1, SessionNames()) == nil)
    }
}
