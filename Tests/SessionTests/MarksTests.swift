// What a text is taken to do to the names of its session and to the catalog.

import Policy
import SQLAnalysis
import Testing

@testable import Session

@Suite("Marks of a text")
struct MarksTests {
    private func marks(_ text: String) throws -> Marks {
        Marks(try StatementReader().read(Array(text.utf8), catalog: nil, protection: nil).statements)
    }

    @Test("a statement that was not analysed may have changed the catalog")
    func notAnalysed() throws {
        let refused = StatementOutcome.refused(Refusal(.unknownNode, "for the test"), SourceRange(0, 0))
        #expect(Marks([refused]).catalogDoubt == .byStatement)
        // Nor is it known whether it is a COPY, or does what was left to do.
        #expect(Marks([refused]).mayCopy && Marks([refused]).concernsEarlier)
        #expect(!(try marks("SELECT 1").mayCopy))
        #expect(try marks("SELECT 1").catalogDoubt == .none)
        #expect(try marks("SELECT f(1)").catalogDoubt == .byCode)
        #expect(try marks("CREATE TABLE t ()").catalogDoubt == .byStatement)
    }

    @Test("the uses of a statement are found among those of all")
    func uses() throws {
        let closes = try marks("CLOSE a; SELECT 1; CLOSE b; CLOSE ALL; CLOSE c; SELECT 2").closes
        let found = (0..<7).map { closes.of($0).map { $0.name ?? "*" } }
        #expect(found == [["a"], [], ["b"], ["*"], ["c"], [], []])
        let discards = try marks("DISCARD ALL; DEALLOCATE p; DISCARD ALL").deallocates
        #expect((0..<3).map { discards.of($0).count } == [1, 1, 1])
        #expect([Marks.NameUse]().of(0).isEmpty)
    }

    @Test("names under way are known until the last text that may change them is answered")
    func underWay() throws {
        let names = SessionNames()
        func text(_ text: String) throws -> Prepared {
            let policy = try Ground.policy("gate")
            let judge = Judge(
                reader: try StatementReader(),
                snapshot: PolicySnapshot(policy: policy, catalog: nil),
                inForce: 1
            )
            let principal = try #require(policy.principal(user: "tester"))
            let judgement = judge.judge(Array(text.utf8), names: names, principal: principal, database: "shop")
            return Prepared(text: [], judgement: judgement, surroundings: 0)
        }
        var texts = TextsUnderWay()
        for part in ["DEALLOCATE p; CLOSE c", "PREPARE p AS SELECT 1", "DISCARD ALL", "FETCH c"] {
            texts.append(try text(part))
        }
        func changes() -> [Bool] {
            [texts.change(statement: "p"), texts.change(statement: "q"), texts.change(portal: "c")]
        }
        var seen = [changes()]
        while texts.popFirst() != nil { seen.append(changes()) }
        let all = [true, true, true]
        let none = [false, false, false]
        #expect(seen == [all, all, all, none, none])
        texts.append(try text("PREPARE p AS SELECT 1; DEALLOCATE p"))
        #expect(changes() == [true, false, false])
        texts.popFirst()
        #expect(changes() == none && texts.isEmpty && texts.popFirst() == nil)
    }

    @Test("a quote in a name is doubled, also with an accent on it")
    func quotes() {
        let bytes: [UInt8] = [0x22, 0x61, 0x22, 0x22, 0xCC, 0x81, 0x62, 0x22]
        #expect(Array(quotedIdentifier("a\"\u{301}b").utf8) == bytes)
        #expect(quotedIdentifier("plain") == "\"plain\"")
    }

    @Test("a text is plain unless it binds, uses or takes away a name")
    func plain() throws {
        #expect(try marks("SELECT 1; INSERT INTO t VALUES (1)").isPlain)
        for text in [
            "PREPARE p AS SELECT 1", "EXECUTE p", "EXPLAIN EXECUTE p", "DEALLOCATE p", "DEALLOCATE ALL",
            "DECLARE c CURSOR FOR SELECT 1", "FETCH 1 FROM c", "MOVE 1 FROM c", "CLOSE c", "CLOSE ALL", "DISCARD ALL",
        ] {
            #expect(!(try marks(text).isPlain), "\(text)")
        }
    }
}
