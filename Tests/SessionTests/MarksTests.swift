// What a text is taken to do to the names of its session and to the catalog.

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
        #expect(try marks("SELECT 1").catalogDoubt == .none)
        #expect(try marks("SELECT f(1)").catalogDoubt == .byCode)
        #expect(try marks("CREATE TABLE t ()").catalogDoubt == .byStatement)
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
