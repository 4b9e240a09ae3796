// Texts that make the deepest trees and call chains, in every way that the grammar nests and chains.

import Testing

@testable import SQLAnalysis

/// A text that can be made as deep as wanted.
struct DeepTexts: CustomTestStringConvertible, Sendable {
    let name: String
    /// The text with so many levels.
    let text: @Sendable (Int) -> String

    var testDescription: String { name }

    /// The deepest text that a registered thread may read, and the next one, which it may not.
    var atTheBound: (text: String, next: String) {
        var low = 0
        var high = 1
        while fits(high) { (low, high) = (high, high * 2) }
        while high - low > 1 {
            let middle = (low + high) / 2
            if fits(middle) { low = middle } else { high = middle }
        }
        return (text(low), text(low + 1))
    }

    private func fits(_ levels: Int) -> Bool {
        guard let lexed = try? Lexer.lex(Array(text(levels).utf8)) else { return false }
        return ReadingInPlace.isSmall(lexed)
    }

    /// `open` before and `close` behind the middle, once for each level.
    private static func nested(
        _ name: String,
        _ before: String,
        _ open: String,
        _ middle: String,
        _ close: String,
        _ after: String = ""
    ) -> DeepTexts {
        DeepTexts(name: name) { levels in
            before + String(repeating: open, count: levels) + middle + String(repeating: close, count: levels) + after
        }
    }

    private static func chain(_ name: String, _ before: String, _ link: String, _ after: String = "") -> DeepTexts {
        nested(name, before, link, "", "", after)
    }

    static let all: [DeepTexts] = [
        nested("parentheses", "SELECT ", "(", "1", ")"),
        nested("sub-selects", "SELECT ", "(SELECT ", "1", ")"),
        nested("FROM", "SELECT * FROM ", "(SELECT * FROM ", "t", ") a"),
        nested("LATERAL", "SELECT * FROM ", "t, LATERAL (SELECT * FROM ", "t", ") a"),
        nested("EXISTS", "SELECT ", "EXISTS (SELECT 1 WHERE ", "true", ")"),
        nested("IN", "SELECT 1 WHERE ", "1 IN (SELECT 1 WHERE ", "true", ")"),
        nested("ANY", "SELECT 1 WHERE ", "1 = ANY (SELECT 1 WHERE ", "true", ")"),
        nested("ARRAY sub-select", "SELECT ", "ARRAY(SELECT ", "1", ")"),
        nested("WITH", "", "WITH a AS (", "SELECT 1", ") SELECT * FROM a"),
        nested("writing WITH", "", "WITH a AS (", "DELETE FROM t RETURNING *", ") SELECT * FROM a"),
        nested("functions", "SELECT ", "lower(", "'a'", ")"),
        nested("named arguments", "SELECT ", "f(a => ", "1", ")"),
        nested("FILTER", "SELECT ", "sum(1) FILTER (WHERE 0 < ", "1", ")"),
        nested("OVER", "SELECT ", "sum(1) OVER (ORDER BY ", "1", ")"),
        nested("CASE", "SELECT ", "CASE WHEN true THEN ", "1", " END"),
        nested("CASE operand", "SELECT ", "CASE ", "1", " WHEN 1 THEN 1 END"),
        nested("COALESCE", "SELECT ", "COALESCE(", "1", ")"),
        nested("GREATEST", "SELECT ", "GREATEST(1, ", "1", ")"),
        nested("NULLIF", "SELECT ", "NULLIF(1, ", "1", ")"),
        nested("rows", "SELECT ", "ROW(1, ", "1", ")"),
        nested("arrays", "SELECT ", "ARRAY[", "1", "]"),
        nested("CAST", "SELECT ", "CAST(", "1", " AS int)"),
        nested("XML", "SELECT ", "xmlelement(name a, ", "'b'", ")"),
        nested("subscripts", "SELECT ", "(ARRAY[1])[", "1", "]"),
        nested("joins in parentheses", "SELECT * FROM ", "(t JOIN ", "u", " ON true)"),
        nested("joins at the left", "SELECT * FROM ", "(", "t", " JOIN u ON true)"),
        nested("UNION in parentheses", "", "(", "SELECT 1", " UNION SELECT 1)"),
        nested("UNION at the right", "", "SELECT 1 UNION (", "SELECT 1", ")"),
        nested("VALUES", "", "VALUES ((", "SELECT 1", "))"),
        nested("grouping sets", "SELECT 1 FROM t GROUP BY ", "GROUPING SETS (", "a", ")"),
        nested("SET of several columns", "", "UPDATE t SET (a) = (WITH w AS (", "SELECT 1", ") SELECT 1)"),
        nested("DELETE USING", "", "WITH w AS (DELETE FROM t USING (", "SELECT 1", ") u RETURNING 1) SELECT 1"),
        nested("INSERT", "", "WITH w AS (INSERT INTO t ", "SELECT 1", " RETURNING 1) SELECT 1"),
        nested("LIMIT", "", "SELECT 1 LIMIT (", "SELECT 1", ")"),
        nested("CREATE TABLE AS", "CREATE TABLE n AS ", "SELECT * FROM (", "SELECT 1", ") a"),
        nested("CREATE VIEW", "CREATE VIEW v AS ", "SELECT * FROM (", "SELECT 1", ") a"),
        nested("COPY", "COPY (", "SELECT * FROM (", "SELECT 1", ") a", ") TO STDOUT"),
        nested("CHECK", "CREATE TABLE t (a int CHECK (", "abs(", "a", ")", " > 0))"),
        chain("plus", "SELECT 1", " + 1"),
        chain("concatenation", "SELECT 'a'", " || 'a'"),
        chain("casts", "SELECT 1", "::int"),
        chain("minus", "SELECT ", "- ", "1"),
        chain("prefix operators", "SELECT ", "@ ", "1"),
        chain("NOT", "SELECT ", "NOT ", "true"),
        chain("IS NULL", "SELECT 1", " IS NULL"),
        chain("IS TRUE", "SELECT true", " IS TRUE"),
        chain("COLLATE", "SELECT 'a'", " COLLATE \"C\""),
        chain("AT TIME ZONE", "SELECT now()", " AT TIME ZONE 'UTC'"),
        chain("subscript chain", "SELECT (a)", "[1]"),
        chain("field chain", "SELECT (a)", ".b"),
        chain("slices", "SELECT (a)", "[1:2]"),
        chain("OPERATOR()", "SELECT 1", " OPERATOR(pg_catalog.+) 1"),
        chain("AND", "SELECT true", " AND true"),
        chain("OR and AND", "SELECT true", " OR true AND true"),
        chain("UNION ALL", "SELECT 1", " UNION ALL SELECT 1"),
        chain("EXCEPT", "SELECT 1", " EXCEPT SELECT 1"),
        chain("CROSS JOIN", "SELECT * FROM t", " CROSS JOIN t"),
        chain("NATURAL JOIN", "SELECT * FROM t", " NATURAL JOIN t"),
        chain("JOIN ON", "SELECT * FROM t", " JOIN t ON true"),
        chain("commas", "SELECT 1", ", 1"),
        chain("statements", "", "SELECT 1; "),
        chain("rows of VALUES", "VALUES (1)", ", (1)"),
    ]
}
