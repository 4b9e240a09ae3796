// Differences that are planted in rewritten texts, each of which the check has to find.

import Testing

@testable import SQLAnalysis

/// A text that is rewritten, and words of the result in place of which others are put.
struct PlantedDifference: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    let words: String
    let others: String
    /// What is to stand where; empty for every relation `users` in FROM.
    let splices: [(word: String, splice: Splice)]
    /// Columns that are added to GROUP BY, by its last element.
    let groups: [String: [String]]

    var testDescription: String { name }

    private init(
        _ name: String,
        _ text: String,
        _ words: String,
        _ others: String,
        _ splices: [(word: String, splice: Splice)] = [],
        groups: [String: [String]] = [:]
    ) {
        self.name = name
        self.text = text
        self.words = words
        self.others = others
        self.splices = splices
        self.groups = groups
    }

    /// All of them.
    static let all = around + inside + joins + samples + copies + names + rows + keys

    /// In what stands around a splice.
    private static let around = [
        Self("a literal", "SELECT * FROM users WHERE id = 1", "= 1", "= 2"),
        Self("a negative literal", "SELECT * FROM users WHERE id = -1", "-1", "-2"),
        Self("zero", "SELECT * FROM users WHERE id = 0", "= 0", "= 1"),
        Self("a string", "SELECT * FROM users WHERE ssn = 'a'", "'a'", "'b'"),
        Self("the empty string", "SELECT * FROM users WHERE ssn = ''", "''", "'b'"),
        Self("the kind of a literal", "SELECT * FROM users WHERE id = 1", "= 1", "= '1'"),
        Self("NULL", "SELECT * FROM users WHERE id = 1", "= 1", "= NULL"),
        Self("a parameter", "SELECT * FROM users WHERE id = $1", "$1", "$2"),
        Self("a parameter for a literal", "SELECT * FROM users WHERE id = 1", "= 1", "= $1"),
        Self("no WHERE", "SELECT * FROM users WHERE id = 1", "WHERE id = 1", ""),
        Self("a WHERE", "SELECT * FROM users ORDER BY 1", "ORDER", "WHERE true ORDER"),
        Self("a column more", "SELECT id FROM users", "SELECT id FROM (", "SELECT id, ssn FROM ("),
        Self("a column less", "SELECT id, ssn FROM users", "SELECT id, ssn FROM (", "SELECT id FROM ("),
        Self("another column", "SELECT id FROM users", "SELECT id FROM (", "SELECT ssn FROM ("),
        Self("another output's name", "SELECT id AS a FROM users", "AS a", "AS b"),
        Self("a star", "SELECT users.id FROM users", "users.id", "users.*"),
        Self("swapped arguments", "SELECT f(a, b) FROM users", "f(a, b)", "f(b, a)"),
        Self("another function", "SELECT f(a) FROM users", "f(a)", "g(a)"),
        Self("a function's schema", "SELECT f(a) FROM users", "f(a)", "s.f(a)"),
        Self("DISTINCT in a call", "SELECT count(id) FROM users", "count(id)", "count(DISTINCT id)"),
        Self("FILTER", "SELECT count(*) FROM users", "count(*)", "count(*) FILTER (WHERE true)"),
        Self("a window", "SELECT count(*) FROM users", "count(*)", "count(*) OVER ()"),
        Self("an operator", "SELECT * FROM users WHERE id < 1", "id < 1", "id > 1"),
        Self("AND for OR", "SELECT * FROM users WHERE a OR b", "a OR b", "a AND b"),
        Self("NOT", "SELECT * FROM users WHERE a", "WHERE a", "WHERE NOT a"),
        Self("IS NULL", "SELECT * FROM users WHERE a IS NULL", "IS NULL", "IS NOT NULL"),
        Self("another cast", "SELECT id::int FROM users", "::int", "::text"),
        Self("a length of a type", "SELECT id::varchar(3) FROM users", "(3)", "(4)"),
        Self("DISTINCT", "SELECT id FROM users", "SELECT id FROM (", "SELECT DISTINCT id FROM ("),
        Self("a descending order", "SELECT * FROM users ORDER BY id", "BY id", "BY id DESC"),
        Self("NULLS FIRST", "SELECT * FROM users ORDER BY id", "BY id", "BY id NULLS FIRST"),
        Self("a limit", "SELECT * FROM users LIMIT 1", "LIMIT 1", "LIMIT 2"),
        Self("WITH TIES", "SELECT * FROM users ORDER BY 1 FETCH FIRST 2 ROWS ONLY", "ROWS ONLY", "ROWS WITH TIES"),
        Self("a lock", "SELECT * FROM users FOR SHARE", "FOR SHARE", "FOR UPDATE"),
        Self("no lock", "SELECT * FROM users FOR SHARE", "FOR SHARE", ""),
        Self("UNION ALL", "SELECT 1 FROM users UNION SELECT 2", "UNION", "UNION ALL"),
        Self("EXCEPT for UNION", "SELECT 1 FROM users UNION SELECT 2", "UNION", "EXCEPT"),
        Self(
            "two queries in the other order",
            "SELECT 1 UNION SELECT 2 FROM users",
            "SELECT 1 UNION SELECT 2",
            "SELECT 2 UNION SELECT 1"
        ),
        Self("RECURSIVE", "WITH w AS (SELECT 1 FROM users) SELECT * FROM w", "WITH w", "WITH RECURSIVE w"),
        Self("the name of WITH", "WITH w AS (SELECT 1 FROM users) SELECT 1", "WITH w", "WITH v"),
        Self("MATERIALIZED", "WITH w AS (SELECT 1 FROM users) SELECT 1", "AS (SELECT 1 ", "AS MATERIALIZED (SELECT 1 "),
        Self("a statement more", "SELECT 1 FROM users", "SELECT 1 FROM", "SELECT 1; SELECT 1 FROM"),
        Self("a statement less", "SELECT 1; SELECT 1 FROM users", "SELECT 1; ", ""),
        Self("another verb", "EXPLAIN SELECT 1 FROM users", "EXPLAIN", "EXPLAIN ANALYZE"),
        Self("a target", "INSERT INTO t SELECT 1 FROM users", "INTO t", "INTO u"),
        Self("RETURNING", "DELETE FROM t USING users", "users) AS users", "users) AS users RETURNING 1"),
        Self("the folder of a tablespace", "CREATE TABLESPACE x LOCATION '/a'; SELECT 1 FROM users", "'/a'", "'/b'"),
        Self("a name that is no keyword", "SELECT 1 FROM users AS \"U\"", "\"U\"", "U"),
    ]

    /// In what was put in.
    private static let inside = [
        Self("another schema", "SELECT * FROM users", "public.users", "other.users"),
        Self("no schema", "SELECT * FROM users", "public.users", "users"),
        Self("another relation", "SELECT * FROM users", "public.users", "public.user"),
        Self("another database", "SELECT * FROM users", "public.users", "d.public.users"),
        Self("another mask", "SELECT * FROM users", "'xxx'", "'xxy'"),
        Self("no mask", "SELECT * FROM users", "'xxx'::text AS ssn", "ssn"),
        Self("a column that was not meant", "SELECT * FROM users", "AS ssn", "AS ssn, ssn AS clear"),
        Self("swapped columns", "SELECT * FROM users", "id, 'xxx'::text AS ssn", "'xxx'::text AS ssn, id"),
        Self("a condition", "SELECT * FROM users", "public.users", "public.users WHERE false"),
        Self("another alias", "SELECT * FROM users u", ")  u", ") v"),
        Self("another alias that was made", "SELECT * FROM users", "AS users", "AS user_s"),
        Self("columns of an alias", "SELECT * FROM users u (a, b)", "(a, b)", "(b, a)"),
        Self("columns of an alias too many", "SELECT * FROM users u", ")  u", ") u (a)"),
        Self("columns of an alias that was made", "SELECT * FROM users", "AS users", "AS users (a)"),
        Self("LATERAL", "SELECT * FROM a, users", "a, (", "a, LATERAL ("),
        Self("ONLY", "SELECT * FROM users", "FROM public.", "FROM ONLY public."),
        Self("no ONLY", "SELECT * FROM ONLY users", "FROM ONLY public.", "FROM public."),
        Self(
            "a query around it",
            "SELECT * FROM users",
            "(SELECT id",
            "(SELECT * FROM (SELECT id, ssn) z) AS y, (SELECT id"
        ),
    ]

    /// In joins.
    private static let joins = [
        Self("the kind of a join", "SELECT * FROM a LEFT JOIN users ON x", "LEFT", "RIGHT"),
        Self(
            "the order of a join",
            "SELECT * FROM users JOIN a ON x JOIN b ON y",
            "a ON x JOIN b ON y",
            "b ON x JOIN a ON y"
        ),
        Self("a condition of a join", "SELECT * FROM a JOIN users ON x", "ON x", "ON y"),
        Self("USING", "SELECT * FROM a JOIN users USING (x)", "(x)", "(y)"),
        Self("NATURAL", "SELECT * FROM a CROSS JOIN users", "CROSS", "NATURAL"),
        Self("the alias of a join", "SELECT * FROM (a CROSS JOIN users) AS j", "AS j", "AS k"),
    ]

    /// In TABLESAMPLE.
    private static let samples = [
        Self("another method", "SELECT * FROM users TABLESAMPLE system (1)", "system", "bernoulli"),
        Self("another percentage", "SELECT * FROM users TABLESAMPLE system (1)", "(1)", "(2)"),
        Self("another seed", "SELECT * FROM users u TABLESAMPLE system (1) REPEATABLE (3)", "(3)", "(4)"),
        Self("no seed", "SELECT * FROM users u TABLESAMPLE system (1) REPEATABLE (3)", "REPEATABLE (3)", ""),
        Self("no sample", "SELECT * FROM users TABLESAMPLE system (1)", "TABLESAMPLE system (1)", ""),
        Self("a sample", "SELECT * FROM users", "public.users", "public.users TABLESAMPLE system (1)"),
        Self("ONLY with a sample", "SELECT * FROM users TABLESAMPLE system (1)", "FROM public.", "FROM ONLY public."),
    ]

    private static let copied = Splice.copy(SpliceBench.template, columns: "\"id\", \"ssn\"")

    private static func copy(_ name: String, _ rest: String, _ words: String, _ others: String) -> Self {
        Self("COPY: " + name, "COPY users (id, ssn) \(rest)", words, others, [("users", copied)])
    }

    /// In COPY.
    private static let copies = [
        copy("another format", "TO STDOUT (FORMAT csv)", "csv", "text"),
        copy("an option more", "TO STDOUT (FORMAT csv)", "csv", "csv, HEADER"),
        copy("an option less", "TO STDOUT (FORMAT csv, HEADER)", ", HEADER", ""),
        copy("no option", "TO STDOUT (FORMAT csv)", "(FORMAT csv)", ""),
        copy("an option's value", "TO STDOUT (NULL 'a')", "'a'", "'b'"),
        copy("a file", "TO STDOUT", "STDOUT", "'/tmp/a'"),
        copy("another file", "TO '/tmp/a'", "/tmp/a", "/tmp/b"),
        copy("a program", "TO 'a'", "TO 'a'", "TO PROGRAM 'a'"),
        copy("other columns", "TO STDOUT", "\"id\", \"ssn\"", "\"ssn\", \"id\""),
        copy("another relation", "TO STDOUT", "public.users", "public.user"),
        copy(
            "the relation itself",
            "TO STDOUT",
            "(SELECT \"id\", \"ssn\" FROM (SELECT id, 'xxx'::text AS ssn FROM public.users) AS copied)",
            "users"
        ),
        copy("another statement", "TO STDOUT", "TO STDOUT", "TO STDOUT; SELECT 1"),
    ]

    /// In names that get a schema, or lose one.
    private static let names = [
        Self("another schema than that meant", "SELECT * FROM t", "public", "other", [("t", .qualify("public"))]),
        Self("a name without its schema", "SELECT * FROM t", "public.", "", [("t", .qualify("public"))]),
        Self("another name with the schema", "SELECT * FROM t", ".t", ".u", [("t", .qualify("public"))]),
        Self("a database with the schema", "SELECT * FROM t", "public", "d.public", [("t", .qualify("public"))]),
        Self("ONLY with the schema", "SELECT * FROM t", "FROM", "FROM ONLY", [("t", .qualify("public"))]),
        Self("an alias with the schema", "SELECT * FROM t", ".t", ".t u", [("t", .qualify("public"))]),
        Self("another alias with the schema", "SELECT * FROM t a", " a", " b", [("t", .qualify("public"))]),
        Self("a query with the schema", "SELECT * FROM t", "public.t", "(SELECT 1) AS t", [("t", .qualify("public"))]),
        Self("another target", "UPDATE t SET a = 1", ".t", ".u", [("t", .qualify("public"))]),
        Self("another column than that shortened", "SELECT s.t.c FROM s.t", "t.c", "t.d", [("s.t.c", .shorten(1))]),
        Self("another table than that shortened", "SELECT s.t.c FROM s.t", " t.c", " u.c", [("s.t.c", .shorten(1))]),
        Self("a name shortened too far", "SELECT s.t.c FROM s.t", " t.c", " c", [("s.t.c", .shorten(1))]),
        Self("a name not shortened", "SELECT s.t.c FROM s.t", " t.c", " s.t.c", [("s.t.c", .shorten(1))]),
        Self("a star for a name shortened", "SELECT s.t.c FROM s.t", " t.c", " t.*", [("s.t.c", .shorten(1))]),
    ]

    private static func row(_ name: String, _ text: String, _ words: String, _ others: String, as output: String?)
        -> Self
    {
        Self("row: " + name, text, words, others, [("u", .row("CAST(ROW(u.*) AS t)", named: output))])
    }

    /// In whole rows.
    private static let rows = [
        row("another type", "SELECT f(u) FROM t AS u", "AS t)", "AS s)", as: nil),
        row("another row", "SELECT f(u) FROM t AS u", "ROW(u.*)", "ROW(v.*)", as: nil),
        row("a column for the row", "SELECT f(u) FROM t AS u", "CAST(ROW(u.*) AS t)", "u.a", as: nil),
        row("the row itself", "SELECT f(u) FROM t AS u", "CAST(ROW(u.*) AS t)", "u", as: nil),
        row("another output's name", "SELECT u FROM t AS u", "AS u ", "AS v ", as: "u"),
        row("no output's name", "SELECT u FROM t AS u", "AS u ", " ", as: "u"),
        row("another type of an output", "SELECT u FROM t AS u", "AS t)", "AS s)", as: "u"),
    ]

    private static func key(_ name: String, _ words: String, _ others: String) -> Self {
        Self(
            "GROUP BY: " + name,
            "SELECT a FROM t GROUP BY x, y HAVING true",
            words,
            others,
            groups: ["y": ["t.a", "t.b"]]
        )
    }

    /// In columns that are added to GROUP BY.
    private static let keys = [
        key("one missing", ", t.b", ""),
        key("all missing", ", t.a, t.b", ""),
        key("one more", ", t.b", ", t.b, t.c"),
        key("another one", "t.b", "t.c"),
        key("another order", "t.a, t.b", "t.b, t.a"),
        key("another place", "x, y, t.a, t.b", "x, t.a, t.b, y"),
        key("an element missing", "x, y", "y"),
        key("another element", "x, y", "z, y"),
        key("another clause", "HAVING true", "HAVING false"),
        key("a set", "t.a, t.b", "GROUPING SETS (t.a, t.b)"),
    ]
}
