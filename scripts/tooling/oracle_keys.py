"""Each type as a unique key, fixed in every way that a condition can be written: bounds must hold for values that are nearly
equal (spaces, letters, digits, zones, collations)."""

DEFINITIONS = [
    "CREATE COLLATION ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
    "CREATE DOMAIN whole AS int", "CREATE DOMAIN words AS text", "CREATE DOMAIN words_ci AS text COLLATE ci",
    "CREATE TYPE colour AS ENUM ('red', 'green')", "CREATE TYPE pair AS (a numeric, b text)",
]  # fmt: skip
KEYS = {
    "int": ["0", "1", "2"], "int8": ["0", "1"], "int2": ["0", "1"], "numeric": ["0", "1", "1.5", "1.25", "'NaN'"],
    "numeric(5,2)": ["0", "1.25", "1.2"], "float8": ["0", "0.1", "0.10000000000000002", "9007199254740992", "'NaN'"],
    "float4": ["0", "0.1", "'0.10000001'", "16777216"], "text": ["'a'", "'A'", "'a '", "''", "'1'", "'01'"],
    "text COLLATE ci": ["'a'", "'b'", "'a '"], "char(3)": ["'a'", "'A'", "'ab'"], "varchar(4)": ["'a'", "'A'", "'a '"],
    "name": ["'a'", "'A'"], '"char"': ["'a'", "'b'"], "bool": ["true", "false"],
    "timestamptz": ["'2024-01-01'", "'2024-01-01 12:00'"], "timestamp": ["'2024-01-01'", "'2024-01-01 00:00:00.5'"],
    "date": ["'2024-01-01'", "'2024-01-02'"], "time": ["'10:00'", "'10:00:00.5'"],
    "timetz": ["'10:00+00'", "'11:00+01'"], "interval": ["'1 day'", "'1 mon'", "'25 hours'"],
    "whole": ["1", "2"], "words": ["'a'", "'A'"], "words_ci": ["'a'", "'b'"], "colour": ["'red'", "'green'"],
    "uuid": ["'00000000-0000-0000-0000-000000000001'", "'00000000-0000-0000-0000-000000000002'"],
    "bytea": ["'\\x01'", "'\\x0100'"], "inet": ["'10.0.0.1'", "'10.0.0.1/24'"], "cidr": ["'10.0.0.0/8'", "'10.0.0.0/9'"],
    "bit(3)": ["B'100'", "B'101'"], "varbit": ["B'1'", "B'10'"], "oid": ["1", "2"], "money": ["'1.00'", "'1.50'"],
    "jsonb": ["'1'", "'1.0'"], "int[]": ["'{1}'", "'{1,2}'"], "int4range": ["'[1,3)'", "'[1,4)'"],
    "pair": ["'(1,a)'", "'(1.0,a)'", "'(1,A)'"],
}  # fmt: skip
CASTS = [
    "int", "int8", "int2", "numeric", "numeric(5,1)", "float8", "float4", "text", "char(1)", "char(3)", "bpchar",
    "varchar", "varchar(1)", "name", '"char"', "bool", "timestamptz", "timestamp", "date", "time", "timetz", "interval",
    "whole", "words", "words_ci", "colour", "inet", "cidr", "oid", "money", "bit(3)",
]  # fmt: skip
SHAPES = [
    "k = {}", "{} = k", "k IN ({})", "k = ANY (ARRAY[{}])", "ROW(k) = ROW({})", "(k, p) = ({}, 1)", "(k, p) IN (({}, 1))",
    "k OPERATOR(pg_catalog.=) {}", "(k = {}) IS TRUE", "NOT (k <> {})", "k = -{}", "k BETWEEN {} AND {}", "k LIKE {}",
    "k IS NOT DISTINCT FROM {}", "k = ALL (ARRAY[{}])", "k = {} COLLATE ci", "k COLLATE ci = {}", 'k COLLATE "C" = {}',
    "k = (VALUES ({}))", "k IN (VALUES ({}))", "k ~=~ {}", "k IN ({}, NULL)", "k = {} OR k IS NULL",
    "k IN (SELECT k FROM {table} WHERE k = {} LIMIT 1)",
]  # fmt: skip


def conditions(table, values):
    """Conditions on the column k of a table, and lists of constants to join."""
    for value in values:
        for shape in SHAPES:
            yield f" WHERE {shape.replace('{table}', table).replace('{}', value)}"
        yield f" USING (VALUES ({value}), ({value})) v(k) WHERE v.k = {table}.k"
        yield f" USING (SELECT {value} AS k) v WHERE {table}.k = v.k"
        for cast in CASTS:
            for shape in ("k = {}::{cast}", "k IN ({}::{cast})", "k = ANY (ARRAY[{}::{cast}])", "k::{cast} = {}"):
                yield f" WHERE {shape.replace('{cast}', cast).replace('{}', value)}"
            yield f" USING (VALUES ({value}::{cast})) v(k) WHERE v.k = {table}.k"
    for shape in ("k = {} OR k = {2}", "k IN ({}, {2})", "k NOT IN ({})", "k = {} AND k = {2}", "k <> k", "k IN (k, {})"):
        yield " WHERE " + shape.replace("{2}", values[1]).replace("{}", values[0])


def ask(oracle, _seed, _times):
    """Counts, and statements that delete more rows than they are said to."""
    oracle.database("keys")
    schema = list(DEFINITIONS)
    setup = [*DEFINITIONS, "ALTER DATABASE keys SET timezone = 'Europe/Vienna'"]
    made = []
    for place, (kind, values) in enumerate(KEYS.items()):
        table = f"k{place}"
        schema.append(f"CREATE TABLE {table} (k {kind} UNIQUE, p int)")
        setup.append(schema[-1])
        setup += [f"INSERT INTO {table} VALUES ({value}, 1)" for value in [*values, "NULL", "NULL"]]
        made += [f"DELETE FROM {table}{condition}" for condition in conditions(table, values)]
    oracle.psql(setup, "keys")
    answers = oracle.psql([step for one in made for step in (f"BEGIN; {one}", "ROLLBACK")], "keys")[::2]
    ran = [(statement, answer.count) for statement, answer in zip(made, answers, strict=True) if not answer.error]
    counts = {"statements": len(ran), "bounded": 0}
    findings = []
    for (statement, count), said in zip(ran, oracle.explain([one for one, _ in ran], ";\n".join(schema)), strict=True):
        rows = next(effect["rows"] for effect in said["effects"] if effect["class"] == "delete")
        if rows["bound"] != "at-most":
            continue
        counts["bounded"] += 1
        if count > rows["count"]:
            findings.append(f"{count} rows, said to be at most {rows['count']} ({rows['why']}): {statement}")
    return counts, findings
