"""Hostile files: scripts for `check`, policies, schemas as DDL and as catalogs."""

import json

import bench_inputs
from hostile_texts import BYTES_REFUSED, COMMENTS_REFUSED, DEPTH_REFUSED, NO_TOKEN, NO_UTF8, NUL, TOKENS_REFUSED, case, chain, listed, nest

SYNTAX, UNKNOWN_KEY, WRONG_TYPE, TWICE, ANCHOR = "SG9001", "SG9002", "SG9003", "SG9004", "SG9005"
MISSING_KEY, NOT_A_VALUE, NOT_READABLE, REFUSED_DDL, DANGLING, TOO_DEEP = "SG9006", "SG9007", "SG9009", "SG9011", "SG9013", "SG9014"

PROCEDURE = "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC "


def script(name, text, ends):
    """A case for `sqlguard check`."""
    return case(name, text, ends, kind="script")


def scripts():
    """What is cut into statements first. A script has up to 64 MB and takes time for each statement, so these have not the most."""
    yield script("`TABLE a;` 8,000 times", lambda: "TABLE a;" * 8_000, "permitted")
    yield script("`DROP TABLE` 5,000 times", lambda: listed(5_000, "DROP TABLE t{}", ";"), "SG5002")
    yield script("one statement of 20,000 `DELETE`s", lambda: f"WITH {listed(20_000, 'w{0} AS (DELETE FROM t{0})')} SELECT 1", "SG5002")
    yield script("`\\d` 100,000 times", lambda: "\\d\n" * 100_000, "SG2012")
    yield script("10 MB in one string", lambda: "SELECT '" + "x" * 10_000_000 + "'", BYTES_REFUSED)
    yield script("10 MB in one comment", lambda: "SELECT 1 /*" + "x" * 10_000_000, BYTES_REFUSED)
    yield script("10 MB of `/*`", lambda: "/*" * 5_000_000, BYTES_REFUSED)
    yield script("10 MB of dollar quotes that do not end", lambda: "SELECT " + "$a$b" * 2_500_000, BYTES_REFUSED)
    yield script("10 MB of data of `COPY`", lambda: "COPY t FROM STDIN;\n" + "1\n" * 5_000_000 + "\\.\n", "SG5003")
    yield script("10 MB of no UTF-8", lambda: b"SELECT 1;" * 1_100_000 + b"\xff", NO_UTF8)
    yield script("10 MB and a NUL", lambda: b"SELECT 1;" * 1_100_000 + b"\0", NUL)
    yield script("10 MB of line feeds, then a comment without end", lambda: "\n" * 10_000_000 + "/*", NO_TOKEN)
    yield script("`BEGIN ATOMIC` 100,000 times", lambda: PROCEDURE + "BEGIN ATOMIC " * 100_000, BYTES_REFUSED)
    yield script("`CASE` in a routine 100,000 deep", lambda: PROCEDURE + "SELECT " + "CASE " * 100_000, DEPTH_REFUSED)
    yield script("parentheses that do not close, 1 MB of semicolons behind", lambda: "SELECT (" + ";" * 1_000_000, TOKENS_REFUSED)
    yield script("comments nested 250,000 deep", lambda: "SELECT " + "/*" * 250_000 + "*/" * 250_000 + "1", COMMENTS_REFUSED)
    yield script("`+1` 200 kB", lambda: "SELECT 1" + "+1" * 100_000, DEPTH_REFUSED)
    yield script("`E'` continued on 100,000 lines", lambda: "SELECT E'a'" + "\n'a'" * 100_000, "permitted")


def policy(name, text, ends):
    """A case for `--policy`."""
    return case(name, text, ends, kind="policy")


RULE = "  - name: r{}\n    why: To see.\n    match: {{ effect: [read] }}\n    permit: {{}}\n"


def aliases(levels):
    """The billion laughs."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, levels)]
    return "version: 1\n" + "\n".join(lines)


def policies():
    """YAML; a policy has 1 MiB and 1,000 rules at most."""
    yield policy("1,000 rules", lambda: "version: 1\nrules:\n" + listed(1_000, RULE, ""), "permitted")
    yield policy("1,000 rules of one name", lambda: "version: 1\nrules:\n" + RULE.format(1) * 1_000, TWICE)
    yield policy("10,000 rules", lambda: "version: 1\nrules:\n" + listed(10_000, RULE, ""), NOT_A_VALUE)
    yield policy("lists 100,000 deep", lambda: "version: 1\nrules: " + "[" * 100_000, NOT_READABLE)
    yield policy("lists 2,000,000 deep", lambda: "[" * 2_000_000, NOT_READABLE)
    yield policy("mappings 100,000 deep", lambda: "version: 1\nrules: " + "{a: " * 100_000, NOT_READABLE)
    yield policy("block lists 100,000 deep", lambda: "- " * 100_000, NOT_READABLE)
    yield policy("indented mappings 1,000 deep", lambda: "".join(f"{' ' * n}a:\n" for n in range(1_000)), NOT_READABLE)
    yield policy("keys that are lists 100,000 deep", lambda: "? " * 100_000, NOT_READABLE)
    yield policy("aliases of aliases, 30 times ten", lambda: aliases(30), ANCHOR)
    yield policy("100,000 anchors", lambda: "version: 1\nrules: [" + listed(100_000, "&a{} x") + "]", ANCHOR)
    yield policy("200,000 aliases", lambda: "version: 1\nrules: [&a x, " + ", ".join(["*a"] * 200_000) + "]", ANCHOR)
    yield policy("150,000 tags", lambda: "version: 1\nrules: [" + ", ".join(["!a x"] * 150_000) + "]", ANCHOR)
    yield policy("90,000 unknown keys", lambda: "version: 1\n" + listed(90_000, "k{}: 1", "\n"), UNKNOWN_KEY)
    yield policy("20,000 keys that are nearly known", lambda: "version: 1\n" + listed(20_000, "rulse{}: 1", "\n"), UNKNOWN_KEY)
    yield policy("100,000 times the same key", lambda: "version: 1\n" + "rules: []\n" * 100_000, TWICE)
    yield policy("key of 1 MB", lambda: "version: 1\n" + "k" * 1_000_000 + ": 1", SYNTAX)
    yield policy("quoted key of 1 MB", lambda: 'version: 1\n"' + "k" * 1_000_000 + '": 1', SYNTAX)
    yield policy("string of 1 MB", lambda: 'version: 1\nrules: "' + "k" * 1_000_000 + '"', WRONG_TYPE)
    yield policy("string without end, 1 MB", lambda: 'version: 1\nrules: "' + "k" * 1_000_000, SYNTAX)
    yield policy("colons, 1 MB", lambda: "version: 1\nrules: " + ": " * 500_000, SYNTAX)
    yield policy("question marks in flow, 1 MB", lambda: "version: 1\nrules: {" + "?," * 500_000, TWICE)
    yield policy("line feeds, 1 MB", lambda: "\n" * 1_000_000, SYNTAX)
    yield policy("tabs, 1 MB", lambda: "\t" * 1_000_000, SYNTAX)
    yield policy("comment of 1 MB", lambda: "#" * 1_000_000, SYNTAX)
    yield policy("documents, 1 MB", lambda: "---\n" * 250_000, SYNTAX)
    yield policy("directives, 1 MB", lambda: "%TAG ! a\n" * 100_000 + "---\nversion: 1", SYNTAX)
    objects = ", ".join(['"*.' + "a*" * 30 + 'b"'] * 900)
    match = f"{{ effect: [read], object: [{objects}] }}"
    starred = "version: 1\nrules:\n" + RULE.format(1).replace("{ effect: [read] }", match)
    yield policy("pattern of 30 stars, 900 of these", lambda: starred, NOT_A_VALUE)
    yield policy("more than 1 MiB", lambda: "#" * 5_000_000, NOT_READABLE)
    yield policy("no UTF-8", lambda: b"version: 1\nrules: \xff", SYNTAX)
    yield policy("1 MB of NUL", lambda: b"\0" * 1_000_000, SYNTAX)
    yield policy("nothing", lambda: "", SYNTAX)


def schema(name, text, ends):
    """A case for `--schema`."""
    return case(name, text, ends, kind="schema")


def tables(count, form="CREATE TABLE t{} (id int PRIMARY KEY);"):
    """DDL of so many tables."""
    return listed(count, form, "\n")


def one_on_another(first, form, count):
    """A definition, and so many more that each rest on the one before."""
    return first + "".join(form.format(number + 1, number) for number in range(count))


def definitions():
    """DDL. A schema is trusted and has 64 MB at most, so these say what it costs where much hangs together."""
    yield schema("1,000 tables as pg_dump prints them", bench_inputs.schema, "permitted")
    referring = "CREATE TABLE u{} (id int PRIMARY KEY, p int REFERENCES t0 ON DELETE CASCADE);"
    yield schema("5,000 tables that refer to one", lambda: tables(1) + tables(5_000, referring), "permitted")
    yield schema("a table of 1,600 columns, added one by one",
                 lambda: "CREATE TABLE t ();\n" + listed(1_600, "ALTER TABLE t ADD COLUMN c{} int;", "\n"), "permitted")  # fmt: skip
    yield schema("views of views, 2,000 deep", lambda: one_on_another("CREATE TABLE x0 (a int);", "CREATE VIEW x{} AS TABLE x{};", 2_000),
                 "permitted")  # fmt: skip
    yield schema("tables that inherit, 1,000 deep",
                 lambda: one_on_another("CREATE TABLE x0 (a int);", "CREATE TABLE x{} () INHERITS (x{});", 1_000), "permitted")  # fmt: skip
    partition = "CREATE TABLE p{0} PARTITION OF t FOR VALUES IN ({0});"
    yield schema("a table with 5,000 partitions",
                 lambda: "CREATE TABLE t (a int) PARTITION BY LIST (a);\n" + listed(5_000, partition, "\n"), "permitted")  # fmt: skip
    yield schema("1,000 tables, made and dropped with CASCADE",
                 lambda: tables(1_000) + listed(1_000, "DROP TABLE t{} CASCADE;", "\n"), "permitted")  # fmt: skip
    yield schema("1,000 tables, renamed", lambda: tables(1_000) + listed(1_000, "ALTER TABLE t{0} RENAME TO u{0};", "\n"), "permitted")
    yield schema("50,000 statements that are none of a schema", lambda: "SELECT 1;\n" * 50_000, "permitted")
    yield schema("`CHECK` with `NOT` 3,000 deep", lambda: "CREATE TABLE t (a int, CHECK (" + "NOT " * 3_000 + "true))", "permitted")
    yield schema("`CHECK` with `+1` 3,900 times", lambda: f"CREATE TABLE t (a int, CHECK ({chain('`+1`', 3_900)} > 0))", "permitted")
    yield schema("`CHECK` with `+1` 200 kB", lambda: f"CREATE TABLE t (a int, CHECK ({chain('`+1`', 100_000)} > 0))", REFUSED_DDL)
    yield schema("view with sub-selects 2,000 deep", lambda: "CREATE VIEW v AS SELECT " + nest("sub-selects", 2_000), "permitted")
    yield schema("parentheses 40,000 deep", lambda: "CREATE VIEW v AS SELECT " + nest("parentheses", 40_000), REFUSED_DDL)
    yield schema("table of 80,000 columns", lambda: f"CREATE TABLE t ({listed(80_000, 'c{} int')})", "permitted")
    yield schema("enumeration of 100,000 labels", lambda: "CREATE TYPE t AS ENUM ('" + listed(100_000, "l{}", "','") + "')", "permitted")
    yield schema("string without end, 10 MB", lambda: "CREATE TABLE t ('" + "x" * 10_000_000, REFUSED_DDL)
    yield schema("10 MB of NUL", lambda: b"\0" * 10_000_000, NUL)
    yield schema("10 MB of no UTF-8", lambda: b"\x80" * 10_000_000, NO_UTF8)
    yield schema("an archive of pg_dump", lambda: b"PGDMP" + b"\0" * 100_000, NOT_A_VALUE)
    yield schema("more than 64 MiB", lambda: b" " * (65 << 20), NOT_READABLE)


HEAD = '{"format": "sqlguard-catalog", "version": 1, '


def catalogs():
    """Catalog files, which are JSON."""
    yield schema("arrays 1,000,000 deep", lambda: HEAD + '"relations": ' + "[" * 1_000_000, TOO_DEEP)
    yield schema("objects 1,000,000 deep", lambda: HEAD + '"relations": ' + '{"a":' * 1_000_000, TOO_DEEP)
    yield schema("brackets, 10 MB", lambda: "[" * 10_000_000, TOO_DEEP)
    yield schema("300,000 unknown keys", lambda: HEAD + listed(300_000, '"k{}": 1') + "}", MISSING_KEY)
    yield schema("300,000 times the same key", lambda: HEAD + ", ".join(['"relations": []'] * 300_000) + "}", MISSING_KEY)
    yield schema("an array of 2,000,000 numbers", lambda: HEAD + '"relations": [' + "1," * 2_000_000 + "1]}", MISSING_KEY)
    yield schema("string of 10 MB", lambda: HEAD + '"epoch": "' + "x" * 10_000_000 + '"}', MISSING_KEY)
    yield schema("string of 2,000,000 escapes", lambda: HEAD + '"' + "\\u0061" * 2_000_000 + '": 1}', MISSING_KEY)
    yield schema("number of 10 MB", lambda: HEAD + '"epoch": ' + "9" * 10_000_000 + "}", WRONG_TYPE)
    yield schema("string without end, 10 MB", lambda: HEAD + '"epoch": "' + "x" * 10_000_000, SYNTAX)
    yield schema("no UTF-8", lambda: HEAD.encode() + b'"epoch": "\xff"}', NO_UTF8)
    yield schema("NUL", lambda: HEAD + '"epoch": "\\u0000"}', NUL)
    yield schema("white space, 10 MB", lambda: HEAD + " " * 10_000_000, SYNTAX)


GROUPS = {
    "Scripts (`sqlguard check`)": scripts,
    "Policies (`--policy`)": policies,
    "Schemas as DDL (`--schema`)": definitions,
    "Schemas as catalog files (`--schema`)": catalogs,
}
