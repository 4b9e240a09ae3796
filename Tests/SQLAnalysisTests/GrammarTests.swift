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
}
