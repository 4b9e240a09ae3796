"""Texts that are made to exhaust who reads them: deep, wide, long, broken; each with the answer that is expected."""


def repeated(head, part, tail="", *, size=200_000):
    """A text of about `size` bytes: the head, the part as often as it fits, the tail."""
    return (head + part * ((size - len(head) - len(tail)) // len(part)) + tail).encode()


def nested(before, opening, middle, closing, after="", *, levels):
    """A text with so many levels of brackets of some kind."""
    return (before + opening * levels + middle + closing * levels + after).encode()


def numbered(head, part, count, separator=", ", tail=""):
    """A text with a list in which `#` is the number of the element."""
    return (head + separator.join(part.replace("#", str(n)) for n in range(count)) + tail).encode()


MEGABYTE = 1 << 20

# (name, expected, text): `read` for a text that is read to its end, whatever is decided on it; else the code.
TEXTS = [
    # Chains that the grammar does not bound.
    ("`+1`", "SG2006", lambda: repeated("SELECT 1", "+1")),
    ("`||a`", "SG2006", lambda: repeated("SELECT a", "||a")),
    ("`::int`", "SG2006", lambda: repeated("SELECT 1", "::int")),
    ("` UNION ALL SELECT 1`", "SG2006", lambda: repeated("SELECT 1", " UNION ALL SELECT 1")),
    ("` CROSS JOIN t`", "SG2006", lambda: repeated("SELECT FROM t", " CROSS JOIN t")),
    ("`- `", "SG2006", lambda: repeated("SELECT ", "- ", "1")),
    ("the longest chain that passes", "read", lambda: ("SELECT 1" + "+1" * 3_990).encode()),
    # Brackets.
    ("40,000 parentheses", "SG2006", lambda: nested("SELECT ", "(", "1", ")", levels=40_000)),
    ("40,000 parentheses that do not close", "SG2006", lambda: nested("SELECT ", "(", "1", "", levels=40_000)),
    ("40,000 sub-selects", "SG2006", lambda: nested("", "SELECT (", "SELECT 1", ")", levels=40_000)),
    ("3,000 sub-selects", "SG2001", lambda: nested("", "SELECT (", "SELECT 1", ")", levels=2_600)),
    ("2,400 sub-selects", "read", lambda: nested("", "SELECT (", "SELECT 1", ")", levels=2_400)),
    ("20,000 CASE", "SG2006", lambda: nested("SELECT ", "CASE WHEN ", "true", " THEN 1 END", levels=20_000)),
    ("20,000 brackets of arrays", "SG2006", lambda: nested("SELECT ", "ARRAY[", "1", "]", levels=20_000)),
    # SET (columns) = source holds its source once for each column.
    ("`SET (a, b) = ...`, 24 levels", "SG2007", lambda: nested("", "UPDATE t SET (a, b) = (WITH x AS (", "SELECT 1, 2", ") SELECT 1, 2)", levels=24)),
    ("`SET (a, b) = ...`, 400 levels", "SG2007", lambda: nested("", "UPDATE t SET (a, b) = (WITH x AS (", "SELECT 1, 2", ") SELECT 1, 2)", levels=400)),
    ("`SET` of 1,000 columns from one source", "SG2007", lambda: numbered("UPDATE t SET (", "c#", 1_000) + numbered(") = (SELECT ", "#", 1_000, tail=")")),
    ("`SET` of 260 columns from one source", "read", lambda: numbered("UPDATE t SET (", "c#", 260) + numbered(") = (SELECT ", "#", 260, tail=")")),
    # Long lists, which are read.
    ("IN list of 100,000", "read", lambda: repeated("SELECT FROM t WHERE a IN (", "1,", "1)")),
    ("100,000 columns", "read", lambda: repeated("SELECT ", "1,", "1")),
    ("VALUES list of 100,000", "SG2005", lambda: repeated("VALUES ", "(1),", "(1)", size=400_000)),
    ("VALUES list of 60,000", "read", lambda: repeated("VALUES ", "(1),", "(1)", size=240_000)),
    ("INSERT of 60,000 rows", "read", lambda: repeated("INSERT INTO t VALUES ", "(1),", "(1)", size=240_000)),
    ("60,000 ORs", "read", lambda: repeated("SELECT FROM t WHERE a", " OR a", size=300_000)),
    ("60,000 ANDs of an UPDATE", "read", lambda: repeated("UPDATE t SET a = 1 WHERE a = 1", " AND a", size=360_000)),
    ("80,000 statements", "read", lambda: repeated("", "TABLE a;", size=640_000)),
    ("80,000 COMMITs", "read", lambda: repeated("", "COMMIT;", size=560_000)),
    ("400,000 semicolons", "SG2005", lambda: repeated("", ";", size=400_000)),
    # Many different names, each of which has to be looked up and remembered.
    ("60,000 functions", "read", lambda: numbered("SELECT ", "f#()", 60_000)),
    ("60,000 tables", "read", lambda: numbered("SELECT FROM ", "t#", 60_000)),
    ("60,000 tables of DROP", "read", lambda: numbered("DROP TABLE ", "t#", 60_000)),
    ("30,000 WITH queries", "read", lambda: numbered("WITH ", "w# AS (TABLE t#)", 30_000, tail=" SELECT 1")),
    ("20,000 WITH queries that are read", "read", lambda: numbered("WITH ", "w# AS (TABLE t)", 20_000) + numbered(" SELECT FROM ", "w#", 20_000)),
    ("30,000 columns of an UPDATE", "read", lambda: numbered("UPDATE t SET ", "c# = 1", 30_000)),
    ("30,000 columns of a table", "read", lambda: numbered("CREATE TABLE t (", "c# int DEFAULT f#()", 30_000, tail=")")),
    ("40,000 prepared statements", "read", lambda: numbered("", "PREPARE p# AS SELECT 1", 40_000, "; ")),
    ("40,000 prepared statements that are run", "read", lambda: numbered("", "PREPARE p# AS SELECT 1", 20_000, "; ") + numbered("; ", "EXECUTE p#", 20_000, "; ")),
    ("30,000 cursors", "read", lambda: numbered("", "DECLARE c# CURSOR FOR SELECT 1", 30_000, "; ")),
    ("50,000 settings", "read", lambda: numbered("", "SET a.s# = 1", 40_000, "; ")),
    ("20,000 writes of whole tables", "read", lambda: numbered("", "DELETE FROM t#", 60_000, "; ")),
    ("a name of 1 MB", "read", lambda: repeated("SELECT ", "a", size=MEGABYTE)),
    # Texts that the lexer reads slowly if it is not careful.
    ("1 MB of `+`", "SG2009", lambda: repeated("SELECT ", "+", "1", size=MEGABYTE)),
    ("1 MB of `/*`", "SG2009", lambda: repeated("", "/*", size=MEGABYTE)),
    ("40,000 comments inside of each other", "SG2008", lambda: nested("SELECT 1 ", "/*", "", "*/", levels=40_000)),
    ("200,000 comments", "read", lambda: repeated("SELECT 1", "/**/ ", size=MEGABYTE)),
    ("200,000 comments of two-byte characters", "read", lambda: ("SELECT 1" + "/*é*/ " * 140_000).encode()),
    ("a string of 1 MB", "read", lambda: repeated("SELECT '", "a", "'", size=MEGABYTE)),
    ("a string in 200,000 parts", "read", lambda: repeated("SELECT 'a'", "\n''", size=MEGABYTE)),
    ("a string that does not end", "SG2009", lambda: repeated("SELECT '", "a", size=MEGABYTE)),
    ("1 MB of `$`", "read", lambda: repeated("SELECT ", "$$ $$, ", "1", size=MEGABYTE)),
    ("dollar quotes that do not end", "SG2009", lambda: repeated("SELECT $a$", " $b$ $a", size=MEGABYTE)),
    ("1 MB of white space", "SG2009", lambda: repeated("", " \n", size=MEGABYTE)),
    # Texts that are no text, or too much of it.
    ("invalid UTF-8", "SG2002", lambda: b"SELECT '" + b"\xff" * 100_000 + b"'"),
    ("UTF-8 cut off", "SG2002", lambda: b"SELECT '" + b"\xe2\x82" * 50_000 + b"'"),
    ("NUL", "SG2003", lambda: b"SELECT '" + b"\0" * 100_000 + b"'"),
    ("10 MB of one string", "SG2004", lambda: repeated("SELECT '", "a", "'", size=10 * MEGABYTE)),
    ("10 MB of `+1`", "SG2004", lambda: repeated("SELECT 1", "+1", size=10 * MEGABYTE)),
    ("10 MB of invalid UTF-8", "SG2004", lambda: b"\xff" * (10 * MEGABYTE)),
]  # fmt: skip
