// The library's schema against the names that sqlguard lists.

import Testing

@testable import SQLAnalysis

@Suite("Grammar")
struct GrammarTests {
    @Test("every message of the library's schema has a node kind")
    func messages() throws {
        let grammar = try Grammar()
        #expect(zip(grammar.messageNames, grammar.tags).filter { $0.1 == nil }.map(\.0) == [])
    }

    @Test("every field of the library's schema has a name")
    func fields() throws {
        let grammar = try Grammar()
        #expect(zip(grammar.messageNames, grammar.fieldNames).filter { $0.1.contains(nil) }.map(\.0) == [])
    }

    @Test("a field is found by the library's spelling of its own name")
    func spelling() {
        let index = FieldName.Index()
        let spelled = FieldName.allCases.map { field in
            // where_clause is whereClause.
            "\(field)".reduce("") { $0 + ($1.isUppercase ? "_" + $1.lowercased() : String($1)) }
        }
        let found = spelled.map { index[$0] }
        let different = zip(FieldName.allCases, found).filter { $0.1 != nil && $0.1 != $0.0 }.map { "\($0.0)" }
        #expect(different == [])
        #expect(found.count { $0 != nil } > 600)
        #expect(index["no_such_field"] == nil)
    }
}
