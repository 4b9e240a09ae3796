// What a session remembers of names is relied on again once a catalog from after its definitions is there.

import Testing

@testable import SQLAnalysis

@Suite("Names of a session")
struct SessionNamesTests {
    private func names(after texts: String...) throws -> SessionNames {
        let reader = try StatementReader()
        return try texts.reduce(SessionNames()) { names, text in
            try reader.read(Array(text.utf8), names: names, catalog: nil, protection: nil).names
        }
    }

    @Test(
        "definitions of relations are forgotten",
        arguments: [
            "CREATE TABLE t (a integer)", "ALTER TABLE t RENAME TO u", "DROP VIEW v",
        ]
    )
    func settles(text: String) throws {
        let names = try names(after: text)
        #expect(names != SessionNames())
        #expect(names.settled() == SessionNames())
    }

    @Test(
        "what no catalog tells stays",
        arguments: [
            "CREATE TEMPORARY TABLE t (a integer)", "SET search_path = other", "DO 'BEGIN END'",
            "DROP FUNCTION f()", "CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
            "DROP SCHEMA s CASCADE",
        ]
    )
    func stays(text: String) throws {
        let names = try names(after: text)
        #expect(names != SessionNames())
        #expect(names.settled() == names)
    }

    @Test("a session that begins with another search path, or with a setting that is not understood, trusts no name")
    func begun() {
        let path = SessionNames().begun(with: Settings.change("Search_Path", to: "other, public"))
        #expect(path.pathChanged)
        #expect(path.settled() == path)
        let refused = StatementOutcome.refused(Refusal(.pinnedSetting, "for the test"), SourceRange(0, 0))
        #expect(SessionNames().begun(with: refused) == SessionNames().distrusted())
        #expect(SessionNames().begun(with: Settings.change("DateStyle", to: "ISO")) == SessionNames())
    }

    @Test("a definition beside one of those is forgotten alone")
    func beside() throws {
        let both = try names(after: "CREATE TEMPORARY TABLE t (a integer)", "CREATE TABLE u (a integer)")
        let temporary = try names(after: "CREATE TEMPORARY TABLE t (a integer)")
        #expect(both != temporary)
        #expect(both.settled() == temporary)
    }
}
