"""Hostile queries: for each bound of Sources/SQLAnalysis/Text/Limits.swift the most expensive texts below it, and texts beyond it."""

import bench_inputs
from hostile_check import Case

# As Limits.swift has them.
BYTES, TOKENS, DEPTH, REPETITION, COMMENTS = 1 << 20, 250_000, 8_000, 150_000, 100

DEPTH_REFUSED, TOKENS_REFUSED, BYTES_REFUSED = "SG2006", "SG2005", "SG2004"
REPETITION_REFUSED, COMMENTS_REFUSED, NO_TOKEN = "SG2007", "SG2008", "SG2009"
NO_UTF8, NUL, SYNTAX = "SG2002", "SG2003", "SG2001"

# What is repeated behind a value: the text, its tokens, how a query with so many of them is written.
CHAINS = {
    "`+1`": ("1", "+1", 2),
    "`||''`": ("''", "||''", 2),
    "`::int`": ("1", "::int", 2),
    "`IS NULL`": ("1", " IS NULL", 2),
    "`COLLATE`": ("''", ' COLLATE "C"', 2),
    "`AT TIME ZONE`": ("now()", " AT TIME ZONE 'UTC'", 4),
    "`[1]`": ("(a)", "[1]", 3),
    "`.a`": ("(a)", ".a", 2),
}
# What is put around a value: before, after, how deep it is just below the bound on depth, and what becomes of that. Where
# it needs more of the parser's stack, bison's own bound comes first.
NESTS = {
    "parentheses": ("(", ")", 7_990, "permitted"),
    "`NOT`": ("NOT ", "", 7_990, "permitted"),
    "unary minus": ("- ", "", 7_990, "permitted"),
    "sub-selects": ("(SELECT ", ")", 3_990, SYNTAX),
    "`CASE`": ("CASE WHEN true THEN ", " END", 3_990, SYNTAX),
    "`CASE` in its condition": ("CASE WHEN ", " THEN true END", 3_990, SYNTAX),
    "calls": ("abs(", ")", 3_990, "permitted"),
    "`CAST`": ("CAST(", " AS int)", 1_990, "permitted"),
    "`ARRAY[...]`": ("ARRAY[", "]", 3_990, "permitted"),
    "`ROW(...)`": ("ROW(", ")", 3_990, "permitted"),
    "`EXISTS`": ("EXISTS (SELECT ", ")", 2_650, SYNTAX),
    "`IN (SELECT ...)`": ("1 IN (SELECT ", ")", 1_990, "permitted"),
}


def chain(name, times):
    """A value with so many of the same behind it."""
    value, more, _ = CHAINS[name]
    return value + more * times


def nest(name, times):
    """A value inside of so many of the same."""
    before, after, _, _ = NESTS[name]
    return before * times + "true" + after * times


def listed(times, form="{}", between=","):
    """`form` with the numbers from 0 on in its place."""
    return between.join(form.format(number) for number in range(times))


def case(name, text, ends, **more):
    """A case; `text` makes its text, as text or as bytes."""

    def made():
        result = text()
        return result if isinstance(result, bytes) else result.encode()

    return Case(name, made, ends, **more)


def nested_set(times, columns):
    """Multi-column SET inside of multi-column SET."""
    names = ",".join(f"a{number}" for number in range(columns))
    return f"UPDATE t SET ({names})=(WITH x AS (" * times + "SELECT 1" + ") SELECT 1)" * times


def wide_set(columns, tokens):
    """One SET of so many columns from a sub-select of so many tokens."""
    return f"UPDATE t SET ({listed(columns, 'c{}')})=(SELECT {'1,' * (tokens // 2)}1)"


def chains():
    """Chains and nesting: just below the bound on depth, as often as the bound on tokens allows, and beyond."""
    for name, (_, _, tokens) in CHAINS.items():
        times = DEPTH // tokens - 10
        often = min(TOKENS // (times * tokens + 10), BYTES // (times * len(CHAINS[name][1]) + 10))
        yield case(f"{name} {times:,} times", lambda n=name, t=times: "SELECT " + chain(n, t), "permitted")
        yield case(f"{name} {times:,} times, {often} of these", lambda n=name, t=times, o=often: "SELECT " + ",".join([chain(n, t)] * o),
                   "permitted")  # fmt: skip
        yield case(f"{name} 200 kB", lambda n=name: "SELECT " + chain(n, 200_000 // len(CHAINS[n][1])), DEPTH_REFUSED)
    for name, (_, _, deepest, ends) in NESTS.items():
        yield case(f"{name} 1,000 deep, 20 of these", lambda n=name: "SELECT " + ",".join([nest(n, 1_000)] * 20), "permitted")
        yield case(f"{name} {deepest:,} deep", lambda n=name, t=deepest: "SELECT " + nest(n, t), ends)
        yield case(f"{name} 9,000 deep", lambda n=name: "SELECT " + nest(n, 9_000), DEPTH_REFUSED)
    yield case("`DELETE` with `NOT` 50 deep", lambda: "DELETE FROM t WHERE " + nest("`NOT`", 50), "SG5002")
    yield case("`DELETE` with `NOT` 7,980 deep", lambda: "DELETE FROM t WHERE " + nest("`NOT`", 7_980), "SG5002")
    yield case("`DELETE` with `NOT`, `AND` and `OR` in turn 1,000 deep",
               lambda: "DELETE FROM t WHERE " + "NOT (false OR (true AND " * 1_000 + "true" + "))" * 1_000, "SG5002")  # fmt: skip
    yield case("parentheses 40,000 deep", lambda: "SELECT " + nest("parentheses", 40_000), DEPTH_REFUSED)


def sets():
    """Set operations, joins, WITH."""
    for word in ("UNION ALL", "UNION", "EXCEPT", "INTERSECT"):
        yield case(f"`{word}` 1,900 times", lambda w=word: f" {w} ".join(["SELECT a FROM t"] * 1_900), "permitted")
    yield case("`UNION ALL` of `TABLE a` 2,600 times", lambda: " UNION ALL ".join(["TABLE a"] * 2_600), "permitted")
    yield case("`UNION ALL` 200 kB", lambda: " UNION ALL ".join(["SELECT 1"] * 10_600), DEPTH_REFUSED)
    yield case("`JOIN` 1,150 times", lambda: "SELECT 1 FROM a" + " JOIN a ON true" * 1_150, "permitted")
    yield case("`JOIN ... USING` 40 names, 200 times",
               lambda: "SELECT 1 FROM a" + f" JOIN a USING ({listed(40, 'c{}')})" * 200, "permitted")  # fmt: skip
    yield case("`JOIN ... USING` 40 names, 1,000 times", lambda: "SELECT 1 FROM a" + f" JOIN a USING ({listed(40, 'c{}')})" * 1_000,
               TOKENS_REFUSED)  # fmt: skip
    yield case("`NATURAL JOIN` 1,300 times", lambda: "SELECT 1 FROM a" + " NATURAL JOIN a" * 1_300, "permitted")
    yield case("`JOIN` 200 kB", lambda: "SELECT 1 FROM a" + " JOIN a ON true" * 13_400, DEPTH_REFUSED)
    yield case("`JOIN` nested in parentheses 1,200 deep", lambda: "SELECT 1 FROM " + "(" * 1_200 + "a" + " JOIN a ON true)" * 1_200,
               "permitted")  # fmt: skip
    yield case("`WITH` nested 1,000 deep", lambda: "WITH a AS (" * 1_000 + "SELECT 1" + ") SELECT 1" * 1_000, "permitted")
    yield case("`WITH` nested 5,000 deep", lambda: "WITH a AS (" * 5_000 + "SELECT 1" + ") SELECT 1" * 5_000, DEPTH_REFUSED)
    yield case("`WITH` of 31,000 tables", lambda: f"WITH {listed(31_000, 'w{} AS (SELECT 1)')} SELECT 1", "permitted")
    yield case("`WITH RECURSIVE` of 20,000 tables, each of the one before",
               lambda: "WITH RECURSIVE w AS (SELECT 1)," + ",".join(f"w{n} AS (TABLE w{n - 1})" for n in range(1, 20_000)) + " SELECT 1",
               "permitted")  # fmt: skip
    yield case("sub-selects in `FROM` 800 deep, each with 30 tables",
               lambda: f"SELECT 1 FROM {listed(30, 't{}')},(" * 800 + "SELECT 1" + ") x" * 800, "permitted")  # fmt: skip


def lists():
    """Wide texts: as many elements as the bound on tokens allows, and more."""
    yield case("`IN` of 100,000 numbers", lambda: f"SELECT 1 FROM t WHERE a IN ({listed(100_000)})", "permitted")
    yield case("`IN` of 130,000 numbers", lambda: f"SELECT 1 FROM t WHERE a IN ({listed(130_000)})", TOKENS_REFUSED)
    yield case("`DELETE` with `IN` of 100,000 numbers", lambda: f"DELETE FROM t WHERE a IN ({listed(100_000)})", "SG5003")
    yield case("`DELETE` with `IN` of 70,000 numbers behind a sum of 3,900",
               lambda: "DELETE FROM t WHERE 0" + "+1" * 3_900 + f" IN ({listed(70_000, '-{}')})", "SG5003")  # fmt: skip
    yield case("`ARRAY` of 100,000 numbers", lambda: f"SELECT 1 FROM t WHERE a = ANY (ARRAY[{listed(100_000)}])", "permitted")
    yield case("`OR` of 60,000 comparisons", lambda: f"SELECT 1 FROM t WHERE {listed(60_000, 'a={}', ' OR ')}", "permitted")
    yield case("`AND` of 60,000 comparisons", lambda: f"SELECT 1 FROM t WHERE {listed(60_000, 'a<>{}', ' AND ')}", "permitted")
    yield case("`OR` of 80,000 comparisons", lambda: f"SELECT 1 FROM t WHERE {listed(80_000, 'a={}', ' OR ')}", TOKENS_REFUSED)
    yield case("`DELETE` with `OR` of 60,000 comparisons", lambda: f"DELETE FROM t WHERE {listed(60_000, 'a={}', ' OR ')}", "SG5003")
    yield case("`DELETE` with `AND` of 20,000 rows in lists",
               lambda: "DELETE FROM t WHERE " + " AND ".join(["(a,b) IN ((1,2))"] * 17_000), "SG5003")  # fmt: skip
    yield case("`AND` and `OR` in turn 1,600 deep",
               lambda: "SELECT 1 FROM t WHERE " + "(a OR b AND " * 1_600 + "c" + ")" * 1_600, "permitted")  # fmt: skip
    yield case("`INSERT` of 30,000 rows", lambda: "INSERT INTO t VALUES " + ",".join(["(1,2,'x')"] * 30_000), "SG5003")
    yield case("`INSERT` of one row of 120,000 values", lambda: f"INSERT INTO t VALUES ({listed(120_000)})", "SG5003")
    yield case("`INSERT` into 60,000 columns",
               lambda: f"INSERT INTO t ({listed(60_000, 'c{}')}) VALUES ({listed(60_000)})", "SG5003")  # fmt: skip
    yield case("120,000 targets", lambda: f"SELECT {listed(120_000, 'c{}')} FROM t", "permitted")
    yield case("60,000 qualified targets", lambda: f"SELECT {listed(60_000, 't.c{}')} FROM t", "permitted")
    yield case("22,000 functions", lambda: f"SELECT {listed(22_000, 'f{}()')}", "SG5002")
    yield case("50,000 functions", lambda: f"SELECT {listed(50_000, 'f{}()')}", TOKENS_REFUSED)
    yield case("33,000 tables", lambda: f"SELECT 1 FROM {listed(33_000, 't{}')}", "permitted")
    yield case("120,000 tables", lambda: f"SELECT 1 FROM {listed(120_000, 't{}')}", TOKENS_REFUSED)
    yield case("900 columns of any of 900 tables", lambda: f"SELECT {listed(900, 'c{}')} FROM {listed(900, 't{}')}", "permitted")
    yield case("200 columns of any of 40 tables, 100 times",
               lambda: listed(100, f"SELECT {listed(200, 'c{}')} FROM {listed(40, 't{}')}", ";"), "permitted")  # fmt: skip
    yield case("50,000 columns of any of 50,000 tables",
               lambda: f"SELECT {listed(50_000, 'c{}')} FROM {listed(50_000, 't{}')}", TOKENS_REFUSED)  # fmt: skip
    yield case("25,000 columns named with one of 25,000 tables",
               lambda: f"SELECT {listed(25_000, 't{}.c')} FROM {listed(25_000, 't{}')}", "permitted")  # fmt: skip
    yield case("stars of 50,000 tables, 50,000 times",
               lambda: f"SELECT {','.join('*' * 50_000)} FROM {listed(50_000, 't{}')}", TOKENS_REFUSED)  # fmt: skip
    yield case("`FOR UPDATE` 300 times, of 300 tables", lambda: f"SELECT 1 FROM {listed(300, 't{}')}" + " FOR UPDATE" * 300, "permitted")
    yield case("`FOR UPDATE` 3,900 times, of 50,000 tables",
               lambda: f"SELECT 1 FROM {listed(50_000, 't{}')}" + " FOR UPDATE" * 3_900, TOKENS_REFUSED)  # fmt: skip
    yield case("`FOR UPDATE OF` each of 15,000 tables",
               lambda: f"SELECT 1 FROM {listed(15_000, 't{}')} FOR UPDATE OF {listed(15_000, 't{}')}", "permitted")  # fmt: skip
    yield case("`WITH` of 20,000 `DELETE`s", lambda: f"WITH {listed(20_000, 'w{0} AS (DELETE FROM t{0})')} SELECT 1", "SG5002")
    yield case("`ORDER BY` 60,000 columns", lambda: f"SELECT 1 FROM t ORDER BY {listed(60_000, 'c{}')}", "permitted")
    yield case("`DROP TABLE` of 33,000 names", lambda: f"DROP TABLE {listed(33_000, 't{}')}", "SG5002")
    yield case("`DROP TABLE` of 100,000 names", lambda: f"DROP TABLE {listed(100_000, 't{}')}", TOKENS_REFUSED)
    yield case("`GRANT` on 15,000 tables to 15,000 roles",
               lambda: f"GRANT SELECT ON {listed(15_000, 't{}')} TO {listed(15_000, 'r{}')}", "SG5002")  # fmt: skip
    yield case("`CREATE TABLE` of 80,000 columns", lambda: f"CREATE TABLE t ({listed(80_000, 'c{} int')})", "SG5002")


def assignments():
    """SET (a, b) = source, which the parser's output repeats for each column."""
    yield case("`SET` of 270 columns from a row", lambda: wide_set(270, 540), "SG5002")
    yield case("`SET` of 1,000 columns", lambda: wide_set(1_000, 2_000), REPETITION_REFUSED)
    yield case("`SET` of two columns nested 12 deep", lambda: nested_set(12, 2), "SG5002")
    yield case("`SET` of two columns nested 24 deep", lambda: nested_set(24, 2), REPETITION_REFUSED)
    yield case("`SET` of ten columns nested 20 deep", lambda: nested_set(20, 10), REPETITION_REFUSED)


def many():
    """Many statements in one text."""
    yield case("`TABLE a;` 19,000 times", lambda: "TABLE a;" * 19_000, "permitted")
    yield case("`TABLE a;` 83,000 times", lambda: "TABLE a;" * 83_000, TOKENS_REFUSED)
    yield case("`;` 250,000 times", lambda: ";" * 250_000, "SG2010")
    yield case("`SELECT` of 19,000 columns and tables", lambda: listed(19_000, "SELECT c{0} FROM t{0}", ";"), "permitted")
    yield case("`DROP TABLE` 19,000 times", lambda: listed(19_000, "DROP TABLE t{}", ";"), "SG5002")
    yield case("`DELETE` 15,000 times", lambda: listed(15_000, "DELETE FROM t{}", ";"), "SG5002")
    yield case("`DELETE` 50,000 times", lambda: listed(50_000, "DELETE FROM t{}", ";"), TOKENS_REFUSED)
    yield case("`PREPARE` and `CREATE TABLE` 9,000 times",
               lambda: listed(9_000, "PREPARE p{0} AS SELECT 1;CREATE TABLE t{0}()", ";"), "SG5002")  # fmt: skip
    yield case("`PREPARE` and `EXECUTE` of one name 150 times", lambda: listed(150, "PREPARE p AS TABLE t{0};EXECUTE p", ";"), "permitted")
    yield case("`PREPARE` and `EXECUTE` of one name 20,000 times",
               lambda: listed(20_000, "PREPARE p AS TABLE t{0};EXECUTE p", ";"), TOKENS_REFUSED)  # fmt: skip
    yield case("`EXECUTE` 50,000 times what reads 5,000 tables",
               lambda: f"PREPARE p AS SELECT 1 FROM {listed(5_000, 't{}')};" + "EXECUTE p;" * 50_000, TOKENS_REFUSED)  # fmt: skip


def lexical():
    """Comments, quotes, names, numbers and bytes."""
    yield case("comments nested 100 deep, 2,500 of these", lambda: "SELECT 1" + ("/*" * 100 + "*/" * 100) * 2_500, "permitted")
    yield case("comments nested 101 deep", lambda: "SELECT 1" + "/*" * 101 + "*/" * 101, COMMENTS_REFUSED)
    yield case("comments nested 250,000 deep", lambda: "SELECT 1" + "/*" * 250_000 + "*/" * 250_000, COMMENTS_REFUSED)
    yield case("`/*/` 300,000 times", lambda: "SELECT 1" + "/*/" * 300_000, NO_TOKEN)
    yield case("`/**/` 260,000 times", lambda: "SELECT 1" + "/**/" * 260_000, "permitted")
    openers = {"comment": "/*", "string": "'", "name": '"', "bit string": "B'", "dollar quote": "$a$"}
    for name, text in (openers | {f"`{text}`": text for text in ("E'", "U&'", 'U&"')}).items():
        yield case(f"{name} without end, 1 MB", lambda t=text: "SELECT " + t + "x" * 1_000_000, NO_TOKEN)
    yield case("dollar quotes that do not end, 200,000 of these", lambda: "SELECT " + listed(100_000, "$a{}$", " "), NO_TOKEN)
    yield case("dollar quotes in each other, 50,000 of these",
               lambda: "SELECT " + listed(50_000, "$a{}$", "") + "$a0$", "permitted")  # fmt: skip
    yield case("dollar signs, 1 MB", lambda: "SELECT $$" + "$" * 1_000_000, DEPTH_REFUSED)
    yield case("backslashes, 1 MB", lambda: "SELECT E'" + "\\" * 1_000_000 + "'", "permitted")
    yield case("quotes, 1 MB", lambda: "SELECT '" + "''" * 500_000 + "'", "permitted")
    yield case("string of 40,000 continued parts", lambda: "SELECT 'a'" + "\n'a'" * 40_000, "permitted")
    yield case("string of 130,000 continued parts behind comments", lambda: "SELECT 'a'" + "--\n'a'" * 130_000, "permitted")
    yield case("name of 1 MB", lambda: 'SELECT 1 AS "' + "x" * 1_000_000 + '"', "permitted")
    yield case("bare name of 1 MB", lambda: "SELECT " + "x" * 1_000_000, "permitted")
    yield case("name of 1 MB of two-byte characters", lambda: 'SELECT 1 AS "' + "é" * 500_000 + '"', "permitted")
    yield case("number of 1 MB", lambda: "SELECT " + "9" * 1_000_000, "permitted")
    yield case("exponent of 1 MB", lambda: "SELECT 1e" + "9" * 1_000_000, "permitted")
    yield case("`DELETE` with a number of 1 MB", lambda: "DELETE FROM t WHERE 1 = " + "9" * 1_000_000, "SG5003")
    yield case("`LIKE` of 1 MB of per cent signs", lambda: "DELETE FROM t WHERE a LIKE '" + "%" * 1_000_000 + "'", "SG5002")
    yield case("parameter of 1 MB", lambda: "SELECT $" + "9" * 1_000_000, NO_TOKEN)
    yield case("operator of 1 MB", lambda: "SELECT 1 " + "<" * 1_000_000 + " 1", NO_TOKEN)
    yield case("operator of 1 MB with signs", lambda: "SELECT 1 " + "+-" * 500_000 + "1", NO_TOKEN)
    yield case("`U&` string of 200,000 escapes", lambda: "SELECT U&'" + "\\0061" * 200_000 + "'", "permitted")
    yield case("`U&` string of 100,000 pairs of surrogates", lambda: "SELECT U&'" + "\\D83D\\DE00" * 100_000 + "'", "permitted")
    yield case("`U&` names with UESCAPE, 20,000 of these",
               lambda: "SELECT " + ",".join(["U&\"d!0061t\" UESCAPE '!'"] * 20_000), "permitted")  # fmt: skip
    yield case("`U&` strings that wait for UESCAPE over 1 MB of comments",
               lambda: "SELECT U&'a'" + "/**/" * 250_000 + "UESCAPE '!'", "permitted")  # fmt: skip
    yield case("line feeds, 1 MB", lambda: "\n" * 1_000_000 + "SELEC 1", SYNTAX)
    yield case("line of 1 MB with an error at its end", lambda: "SELECT 1" + " " * 1_000_000 + ")", SYNTAX)
    yield case("line of 1 MB of wide characters with an error at its end", lambda: "SELECT '" + "日" * 340_000 + "' )", SYNTAX)
    yield case("invalid UTF-8", lambda: b"SELECT 'a\xff'", NO_UTF8)
    yield case("invalid UTF-8 behind 1 MB", lambda: b"SELECT '" + b"a" * 1_000_000 + b"\xed\xa0\x80'", NO_UTF8)
    yield case("1 MB of no UTF-8", lambda: b"\x80" * 1_000_000, NO_UTF8)
    yield case("NUL", lambda: b"SELECT 1\0; DROP TABLE t", NUL)
    yield case("1 MB of NUL", lambda: b"\0" * 1_000_000, NUL)
    yield case("nothing", lambda: "", "SG2010")


def catalogued():
    """Texts under a schema of a thousand tables, which alone takes some 0.1 s."""
    known = {"schema": lambda: bench_inputs.schema().encode()}
    columns = listed(8, "column_{}")
    yield case("nothing of it", lambda: "SELECT 1", "permitted", **known)
    yield case("all tables, 40 times", lambda: f"SELECT 1 FROM {','.join([listed(1_000, 'table_{:04}')] * 40)}", "permitted", **known)
    yield case("eight columns of any of all tables", lambda: f"SELECT {columns} FROM {listed(1_000, 'table_{:04}')}", "permitted", **known)
    yield case("900 columns of any of 900 tables",
               lambda: f"SELECT {listed(900, 'c{}')} FROM {listed(900, 'table_{:04}')}", "permitted", **known)  # fmt: skip
    yield case("30,000 tables that it does not have, behind another `search_path`",
               lambda: f"SET search_path = x;SELECT 1 FROM {listed(30_000, 't{}')}", "permitted", **known)  # fmt: skip
    renamed = listed(1_000, "ALTER TABLE table_{0:04} RENAME TO x{0}", ";")
    yield case("10,000 times all tables that were renamed",
               lambda: f"{renamed};SELECT 1 FROM {listed(10_000, 't{}')}", TOKENS_REFUSED, **known)  # fmt: skip
    yield case("20,000 functions, behind another `search_path`",
               lambda: f"SET search_path = x;SELECT {listed(20_000, 'f{}()')}", "SG5002", **known)  # fmt: skip
    rows = " AND ".join(["(id,state) IN ((1,'new'))"] * 17_000)
    yield case("`DELETE` with `AND` of 17,000 lists of rows", lambda: f"DELETE FROM table_0001 WHERE {rows}", "SG5003", **known)
    yield case("`DELETE` with `OR` of 60,000 keys",
               lambda: f"DELETE FROM table_0001 WHERE {listed(60_000, 'id={}', ' OR ')}", "SG5003", **known)  # fmt: skip
    yield case("`DELETE` with `IN` of 100,000 keys", lambda: f"DELETE FROM table_0001 WHERE id IN ({listed(100_000)})", "SG5003", **known)
    yield case("`DELETE` of what 999 foreign keys carry on, 5,000 times",
               lambda: "DELETE FROM table_0000;" * 5_000, TOKENS_REFUSED, **known)  # fmt: skip
    yield case("`TRUNCATE ... CASCADE` of the same, 5,000 times",
               lambda: "TRUNCATE table_0000 CASCADE;" * 5_000, TOKENS_REFUSED, **known)  # fmt: skip
    yield case("`DELETE` of what 999 foreign keys carry on, 5 times", lambda: "DELETE FROM table_0000;" * 5, "SG5002", **known)
    yield case("`DROP TABLE ... CASCADE` of all tables", lambda: f"DROP TABLE {listed(1_000, 'table_{:04}')} CASCADE", "SG5002", **known)


def large():
    """Texts beyond the bound on bytes."""
    yield case("1 byte more than 1 MiB", lambda: "SELECT '" + "x" * (BYTES - 8) + "'", BYTES_REFUSED)
    yield case("as many bytes as 1 MiB", lambda: "SELECT '" + "x" * (BYTES - 9) + "'", "permitted")
    yield case("10 MB in one string", lambda: "SELECT '" + "x" * 10_000_000 + "'", BYTES_REFUSED)
    yield case("10 MB of `+1`", lambda: "SELECT 1" + "+1" * 5_000_000, BYTES_REFUSED)
    yield case("10 MB of statements", lambda: "TABLE a;" * 1_250_000, BYTES_REFUSED)
    yield case("10 MB of NUL", lambda: b"\0" * 10_000_000, BYTES_REFUSED)


GROUPS = {
    "Chains and nesting": chains,
    "Set operations, joins, `WITH`": sets,
    "Lists": lists,
    "`SET (a, b) = ...`": assignments,
    "Many statements in one text": many,
    "Comments, quotes, names, numbers, bytes": lexical,
    "Large texts": large,
    "With a schema of 1,000 tables": catalogued,
}
