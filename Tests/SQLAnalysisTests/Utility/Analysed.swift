// A text read as `sqlguard explain` reads it, for tests about utility statements.

@testable import SQLAnalysis

/// Outcomes of the reader, without a catalog.
enum Analysed {
    /// One for all tests: reading the library's schema takes longer than reading a statement.
    static let reader = Result { () throws(Refusal) in try StatementReader() }

    static func outcome(_ sql: String) throws -> StatementOutcome {
        let outcomes = try reader.get().read(Array(sql.utf8)).statements
        guard outcomes.count == 1 else { throw Refusal(.emptyText, "one statement is wanted") }
        return outcomes[0]
    }

    static func one(_ sql: String) throws -> Analysis {
        switch try outcome(sql) {
        case .analysed(let analysis): return analysis
        case .refused(let refusal, _): throw refusal
        }
    }
}
