// Each bound, with a text that just passes and its neighbour that just does not.

import Testing

@testable import SQLAnalysis

@Suite("Bounds of a text")
struct LimitTests {
    private func refusal(_ text: String, _ limits: Limits) -> Code? {
        SQLAnalysisTests.refusal(of: text, limits: limits)
    }

    private func depth(_ text: String) throws -> Int {
        try Lexer.lex(Array(text.utf8)).estimatedDepth
    }

    @Test("bytes")
    func bytes() {
        let limits = Limits(maxBytes: 10)
        #expect(refusal("SELECT 123", limits) == nil)
        #expect(refusal("SELECT 1234", limits) == .tooManyBytes)
        #expect(SQLAnalysisTests.refusal(of: Array(repeating: 0xFF, count: 11), limits: limits) == .tooManyBytes)
    }

    @Test("the standard bound is a megabyte")
    func megabyte() {
        #expect(refusal(String(repeating: " ", count: 1 << 20), .standard) == nil)
        #expect(refusal(String(repeating: " ", count: 1 << 20 + 1), .standard) == .tooManyBytes)
    }

    @Test("tokens; a string with UESCAPE is one")
    func tokens() {
        let limits = Limits(maxTokens: 4)
        #expect(refusal("SELECT 1, 2", limits) == nil)
        #expect(refusal("SELECT 1, 2,", limits) == .tooManyTokens)
        #expect(refusal("SELECT 1, U&'a' UESCAPE '!'", limits) == nil)
        #expect(refusal("SELECT 1 -- 2 3 4 5", limits) == nil)
    }

    @Test("an INSERT of 10 000 rows with 8 columns passes")
    func largeInsert() throws {
        let row =
            "(123456, 7, 'name of this one', 'mail@example.org', 12.25, '2024-01-01', true, 'some text for a note')"
        let text = "INSERT INTO t VALUES " + Array(repeating: row, count: 10_000).joined(separator: ",")
        let lexed = try Lexer.lex(Array(text.utf8), limits: Limits(maxBytes: 2 << 20))
        #expect(lexed.tokens.count == 180_003)
        #expect(lexed.estimatedDepth < 10)
    }

    @Test("comments in comments")
    func commentNesting() {
        func nested(_ depth: Int) -> String {
            String(repeating: "/*", count: depth) + String(repeating: "*/", count: depth)
        }
        #expect(refusal(nested(100), .standard) == nil)
        #expect(refusal(nested(101), .standard) == .commentNesting)
        #expect(refusal(String(repeating: nested(100), count: 50), .standard) == nil)
    }

    @Test("a chain of operators grows by its tokens")
    func chain() throws {
        #expect(try depth("SELECT 1") == 2)
        #expect(try depth("SELECT 1+1+1") == 6)
        let limits = Limits(maxDepth: 6)
        #expect(refusal("SELECT 1+1+1", limits) == nil)
        #expect(refusal("SELECT 1+1+1+", limits) == .tooDeep)
    }

    @Test("commas, semicolons, AND and OR lead back to the base")
    func resets() throws {
        #expect(try depth("SELECT 1+1, 1+1, 1+1, 1+1") == 4)
        #expect(try depth("SELECT 1; SELECT 1; SELECT 1") == 2)
        #expect(try depth("SELECT a AND b OR c AND d OR e") == 2)
        #expect(try depth("SELECT a BETWEEN 1 AND 2 AND b BETWEEN 1 AND 2") == 6)
        #expect(try depth("SELECT CASE WHEN a THEN b WHEN c THEN d ELSE e END") == 3)
        #expect(try depth("CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2; SELECT 3)") == 12)
    }

    @Test("brackets add up, and what they hold counts once they are closed")
    func brackets() throws {
        #expect(try depth("((((") == 4)
        #expect(try depth("[[[[") == 4)
        #expect(try depth("(1+1)+(1+1)") == 9)
        #expect(try depth("f(1,2,3,4)") == 3)
        #expect(try depth("((((1+1+1))))") == 9)
        #expect(try depth("CASE CASE CASE") == 3)
        #expect(try depth(")))]") == 0)
    }

    /// Units whose repetition makes the tree deeper by one level each: what counts must grow with them.
    static let deepening = [
        "+1", "||a", "::int", " COLLATE c", " AT TIME ZONE b", " IS NULL", " ISNULL", " OPERATOR(a.+) 1",
        " BETWEEN 1 AND 2 IS NULL", " BETWEEN CASE WHEN x AND y THEN 1 END AND 3 IS NULL",
        " BETWEEN CASE WHEN x.end AND y THEN 1 END AND 3 IS NULL", "+a.and", "+a . or", "+a./**/and", "+a.between",
        "+CASE WHEN a AND b THEN 1 END", "+CASE WHEN a.end OR b THEN 1 END", "+CASE WHEN a.case AND b THEN 1 END",
        "+CASE WHEN join(1) AND b THEN 1 END", "+join(1)", "::join", " LIKE b ESCAPE c IS NULL", " = ANY(SELECT 1,2)",
        " IN (1,2) IS NULL", " UNION SELECT 1,1", " UNION ALL SELECT 1 WHERE a AND b", " EXCEPT SELECT 1,1",
        " INTERSECT TABLE a", " UNION SELECT 1 case, 1 UNION SELECT 1 end, 1", " UNION SELECT 1 AS case, 1",
    ]

    @Test("no way of writing a chain hides its depth", arguments: LimitTests.deepening)
    func evasions(unit: String) throws {
        #expect(try depth("SELECT a" + String(repeating: unit, count: 400)) >= 400)
        #expect(refusal("SELECT a" + String(repeating: unit, count: 8_000), .standard) == .tooDeep)
    }

    @Test(
        "nor does a chain of joins",
        arguments: [
            " NATURAL JOIN b", " JOIN b ON c AND d", " JOIN LATERAL f(1,2) AS g(x,y) ON a OR b",
            " LEFT JOIN b USING (c,d)",
        ]
    )
    func joins(unit: String) throws {
        #expect(try depth("SELECT FROM a" + String(repeating: unit, count: 400)) >= 800)
        #expect(try depth("SELECT 1 case FROM a" + String(repeating: unit, count: 400)) >= 800)
        #expect(refusal("SELECT FROM a" + String(repeating: unit, count: 8_000), .standard) == .tooDeep)
    }

    @Test(
        "nor does nesting, left or right",
        arguments: [
            ("(", "1", ",1)"), ("(", "1", "+1)"), ("(1 AND ", "1", ")+1"), ("f(1,", "1", ",1)"),
            ("ARRAY[1,", "1", ",1]"),
            ("(SELECT 1,", "1", ",1)"), ("NOT ", "a", ""), ("- ", "a", ""), ("CASE WHEN a AND b THEN ", "1", " END"),
            ("CASE ", "1", " WHEN 1 THEN 1 END"), ("a[", "1", "]"), ("[", "", "]"),
        ]
    )
    func nesting(open: String, inner: String, close: String) throws {
        func nested(_ count: Int) -> String {
            "SELECT " + String(repeating: open, count: count) + inner + String(repeating: close, count: count)
        }
        #expect(try depth(nested(400)) >= 400)
        #expect(refusal(nested(10_000), .standard) == .tooDeep)
    }

    @Test(
        "wide lists are not deep",
        arguments: [
            ("SELECT ", "1+1", ","), ("SELECT a IN (", "1", ","), ("SELECT ", "a = 1 AND b", " OR "),
            ("SELECT ", "a BETWEEN 1 AND 2", " AND "), ("SELECT CASE ", "WHEN a THEN b", " "),
            ("VALUES ", "(1,(2))", ","),
            ("", "SELECT 1+1", ";"), ("UPDATE t SET ", "a = 1", ","), ("SELECT ", "(a = 1 AND b = 2)", " OR "),
        ]
    )
    func wide(head: String, element: String, separator: String) {
        let text = head + Array(repeating: element, count: 10_000).joined(separator: separator)
        #expect(refusal(text, .standard) == nil)
    }
}

@Suite("Repeated assignment sources")
struct AssignmentTests {
    /// How often a text's tokens are repeated, found by trying bounds.
    private func repeated(_ text: String) -> Int? {
        (0...400).first { refusal(of: text, limits: Limits(maxAssignmentExpansion: $0)) == nil }
    }

    @Test("each column but the first repeats the source")
    func columns() {
        #expect(repeated("UPDATE t SET a = (SELECT 1, 2)") == 0)
        #expect(repeated("UPDATE t SET (a) = (SELECT 1)") == 0)
        #expect(repeated("UPDATE t SET (a, b) = (SELECT 1, 2)") == 6)
        #expect(repeated("UPDATE t SET (a, b, c) = (SELECT 1, 2, 3)") == 16)
        #expect(repeated("UPDATE t SET (a, b) = ROW(1, 2), c = 3, d = 4, e = 5") == 6 + 1)
    }

    @Test("a comma ends the source, the next group begins another one")
    func sideBySide() {
        #expect(repeated("UPDATE t SET (a, b) = (1, 2), (c, d) = (3, 4)") == 2 * 5 + 1)
        #expect(repeated("UPDATE t SET x = 1, (a[f(1,2)], b.c, d) = (1, 2, 3)") == 2 * 7)
    }

    @Test("nested sources multiply")
    func nested() {
        let inner = "(WITH x AS (UPDATE t SET (c, d) = (1, 2) RETURNING 1) SELECT 1)"
        #expect(repeated("UPDATE t SET (a, b) = \(inner)") == 25 + 2 * 8)
        #expect(refusal(of: nestedUpdates(levels: 9)) == nil)
        #expect(refusal(of: nestedUpdates(levels: 24)) == .assignmentExpansion)
    }

    private func nestedUpdates(levels: Int) -> String {
        (0..<levels).reduce("UPDATE t SET a = 1") { text, _ in
            "UPDATE t SET (a, b) = (WITH x AS (\(text) RETURNING 1) SELECT 1)"
        }
    }

    @Test(
        "the group is found wherever UPDATE's SET may stand",
        arguments: [
            "UPDATE t SET (a, b) = ", "UPDATE t SET (a, b)/* c */= ", "UPDATE t SET x = (1), (a, b) = ",
            "INSERT INTO t VALUES (1) ON CONFLICT (q) DO UPDATE SET (a, b) = ",
            "INSERT INTO t SELECT 1 case ON CONFLICT (q) DO UPDATE SET x = 1, (a, b) = ",
            "MERGE INTO t USING u ON c WHEN MATCHED THEN UPDATE SET (a, b) = ",
            "UPDATE t SET (a, b) = CASE WHEN (c, d) = (1, 2) THEN 3 END + ",
        ]
    )
    func placement(head: String) {
        let plain = repeated(head + "(SELECT 1)") ?? 0
        #expect(repeated(head + "(SELECT 1, 1, 1)") == plain + 4)
    }

    @Test("comparing rows is no assignment")
    func comparisons() {
        #expect(repeated("SELECT 1 WHERE (a, b) = (1, 2) AND (c, d) IN ((1, 2))") == 0)
        #expect(repeated("SELECT x, (a, b) = (1, 2)") == 0)
        #expect(repeated("SET search_path = a, b") == 0)
    }

    @Test("wide groups are bounded by columns times source", arguments: [(250, nil), (300, Code.assignmentExpansion)])
    func wide(columns: Int, expected: Code?) {
        let names = (0..<columns).map { "c\($0)" }.joined(separator: ", ")
        let values = Array(repeating: "1", count: columns).joined(separator: ", ")
        #expect(refusal(of: "UPDATE t SET (\(names)) = (SELECT \(values))") == expected)
    }
}
