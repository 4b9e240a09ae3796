"""Makes up definitions of tables and statements that write them. The server takes those that it can; the rest is left out."""

import random
from dataclasses import dataclass, field

DEFINITIONS = [
    "CREATE SCHEMA b2", "CREATE COLLATION ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
    "CREATE DOMAIN whole AS int", "CREATE TYPE colour AS ENUM ('red', 'green')",
]  # fmt: skip
VALUES = {
    "int": ["0", "1", "2", "3"], "int8": ["0", "1", "2"], "numeric": ["0", "1", "1.0", "1.5"],
    "numeric(5,2)": ["0", "1.25", "1.2"], "float8": ["0", "'-0'", "1.5", "'NaN'"], "text": ["'a'", "'A'", "'b'", "'a '"],
    "text COLLATE ci": ["'a'", "'A'", "'b'"], "char(3)": ["'a'", "'a '", "'b'"], "bool": ["true", "false"],
    "timestamptz": ["'2024-01-01'", "'2024-01-01 12:00'"], "date": ["'2024-01-01'", "'2024-01-02'"], "whole": ["1", "2"],
    "colour": ["'red'", "'green'"], "interval": ["'1 day'", "'24 hours'", "'30 days'"],
}  # fmt: skip
NUMBERS = ["int", "int8", "numeric", "numeric(5,1)", "numeric(5,2)", "float8", "float4", "whole"]
TEXTS = ["text", "varchar(1)", "char(1)", "char(3)"]
TIMES = ["date", "timestamp", "timestamptz"]
CONSTANTS = [
    "true", "false", "1 = 1", "1 = 2", "NULL", "'t'", "NOT false", "NOT NULL", "2 BETWEEN 2 AND 2", "EXISTS (SELECT 1)",
    "NOT EXISTS (SELECT 1)", "NOT EXISTS (SELECT 1 ORDER BY generate_series(1, 0))", "NOT EXISTS (SELECT 1 LIMIT 0)",
    "NOT EXISTS (SELECT DISTINCT ON (generate_series(1, 0)) 1)", "EXISTS (SELECT generate_series(1, 0))",
    "true IS NOT TRUE", "false IS NOT TRUE", "'f'::bool", "NOT 'f'::bool", "1::bool", "(SELECT true)", "NOT (SELECT NULL)",
    "'\u00e9' <> 'e\u0301'", "1 <> 1", "xmin IS NULL",
]  # fmt: skip
# What format_type calls the types above.
SHORT = {
    "integer": "int", "bigint": "int8", "double precision": "float8", "character(3)": "char(3)", "boolean": "bool",
    "timestamp with time zone": "timestamptz",
}  # fmt: skip


@dataclass
class Table:
    """A table or view that statements can name."""

    schema: str
    name: str
    columns: list  # (name, type)
    kind: str = "r"
    parents: list = field(default_factory=list)

    def __str__(self):
        return f"{self.schema}.{self.name}"


class Maker:
    """Makes things up; the seed fixes what."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.tables = []

    def some(self, chance):
        return self.random.random() < chance

    def one(self, *choices):
        return self.random.choice(choices)

    # Definitions.

    def definitions(self):
        """CREATE and ALTER statements, in order."""
        made, tables = list(DEFINITIONS), []
        for _ in range(self.random.randint(3, 6)):
            table = Table("b2" if self.some(0.25) else "public", f"t{self.random.randint(0, 4)}", [])
            table.columns = [(name, self.one(*VALUES)) for name in "abcde"[: self.random.randint(2, 5)]]
            made += self.heir(table, tables) if tables and self.some(0.15) else self.one(self.plain, self.plain, self.plain,
                                                                                         self.partitioned)(table)  # fmt: skip
            tables.append(table)
        for _ in range(self.random.randint(0, 4)):
            a, b = self.one(*tables), self.one(*tables)
            on_delete = self.one("CASCADE", "CASCADE", "SET NULL", "SET DEFAULT", "NO ACTION")
            on_update = self.one("CASCADE", "CASCADE", "SET NULL", "NO ACTION")
            key = f"({self.one(*a.columns)[0]}) REFERENCES {b} ({self.one(*b.columns)[0]})"
            made.append(f"ALTER TABLE {a} ADD FOREIGN KEY {key} ON DELETE {on_delete} ON UPDATE {on_update}")
        for place in range(self.random.randint(0, 2)):
            where = self.one("", " WHERE a IS NOT NULL")
            made.append(f"CREATE VIEW v{place} AS SELECT {self.one('*', 'a, b')} FROM {self.one(*tables)}{where}")
        if self.some(0.4):
            event, written = self.one("UPDATE", "DELETE"), self.one(str(self.one(*tables)), "v0")
            made.append(f"CREATE RULE r AS ON {event} TO {self.one(*tables)} DO ALSO DELETE FROM {written}")
        if self.some(0.4):
            table = self.one(*tables)
            column = self.one(*table.columns)[0]
            change = self.one(f"ALTER {column} TYPE text", f"RENAME {column} TO z", f"DROP COLUMN {column}", "RENAME TO tz")
            made.append(f"ALTER TABLE {table} {change}")
        return made

    def heir(self, table, tables):
        parent = self.one(*tables)
        table.columns = parent.columns
        key = [f"ALTER TABLE {table} ADD PRIMARY KEY (a)"] if self.some(0.4) else []
        return [f"CREATE TABLE {table} () INHERITS ({parent})", *key]

    def partitioned(self, table):
        table.columns[0] = ("a", "int")
        body = ", ".join(f"{name} {kind}" for name, kind in table.columns)
        made = [f"CREATE TABLE {table} ({body}) PARTITION BY RANGE (a)"]
        for place, (low, high) in enumerate([(-5, 1), (1, 2), (2, 100)]):
            made.append(f"CREATE TABLE {table}_p{place} PARTITION OF {table} FOR VALUES FROM ({low}) TO ({high})")
        only = self.one("", "ONLY ")
        key = self.one(f"ALTER TABLE {only}{table} ADD UNIQUE (a, b)", f"CREATE UNIQUE INDEX ON {only}{table} (a)")
        made.insert(self.one(1, len(made)), key)
        return made

    def plain(self, table):
        names = [name for name, _ in table.columns]
        body = [f"{name} {kind}{self.one('', '', ' NOT NULL')}" for name, kind in table.columns]
        for word in self.random.sample(["PRIMARY KEY", "UNIQUE", "UNIQUE NULLS NOT DISTINCT"], self.random.randint(0, 2)):
            more = self.one("", "", " DEFERRABLE", " DEFERRABLE INITIALLY DEFERRED", f" INCLUDE ({names[-1]})")
            body.append(f"{word} ({', '.join(self.random.sample(names, self.one(1, 1, 2)))}){more}")
        made = [f"CREATE TABLE {table} ({', '.join(body)})"]
        for _ in range(self.random.randint(0, 2)):
            name, kind = self.one(*table.columns)
            element = self.one(name, f"({name})")
            if kind.startswith("text"):
                element = self.one(name, f'{name} COLLATE "C"', f"{name} COLLATE ci", f"lower({name})", f"{name} text_pattern_ops")
            where = self.one("", "", f" WHERE {name} IS NOT NULL", " WHERE true")
            made.append(f"CREATE UNIQUE INDEX ON {table} ({element}){where}")
        return made

    # Statements.

    def row(self, table):
        """An INSERT of one row."""
        values = ", ".join(self.one(*VALUES.get(kind, VALUES["text"]), "NULL") for _, kind in table.columns)
        return f"INSERT INTO {table} VALUES ({values})"

    def value(self, kind):
        alike = NUMBERS if kind in NUMBERS else TEXTS if kind.startswith(("text", "char")) else TIMES
        shape = self.one(*["{}"] * 12, "{}::{cast}", "{}::{cast}", "NULL", "(SELECT {})", "-{}", "{} COLLATE ci")
        return shape.replace("{cast}", self.one(*alike)).replace("{}", self.one(*VALUES.get(kind, VALUES["text"])))

    def column(self, scope):
        qualifier, table = self.one(*scope)
        name, kind = self.one(*table.columns)
        if len(scope) == 1 and self.some(0.6):
            return name, kind
        return f"{table if self.some(0.1) else qualifier}.{name}", kind

    def condition(self, scope, depth=0):
        if depth < 3 and self.some(0.3):
            left, right = self.condition(scope, depth + 1), self.condition(scope, depth + 1)
            return self.one(f"{left} AND {right}", f"{left} AND {right}", f"({left} OR {right})", f"NOT ({left})")
        name, kind = self.column(scope)
        other, its_kind = self.column(scope)
        value = self.value(kind)
        values = ", ".join(self.value(kind) for _ in range(self.random.randint(1, 3)))
        pair = f"({value}, {self.value(its_kind)})"
        cast, another = self.one(*NUMBERS, *TEXTS), self.one(*NUMBERS, *TEXTS)
        return self.one(
            *[f"{name} = {value}"] * 10, f"{value} = {name}", f"{name} IN ({values})", f"{name} = ANY (ARRAY[{values}])",
            f"({name}, {other}) = {pair}", f"({name}, {other}) IN ({pair}, {pair})",
            f"{name} {self.one('=', '<>', '<', 'IS DISTINCT FROM')} {other}", f"{name} IS {self.one('', 'NOT ')}NULL",
            self.one(*CONSTANTS), self.one(*CONSTANTS), f"{name}::{cast} {self.one('=', '<>', '<')} {name}::{another}",
            f"{name} {self.one('=', '<>', '>=', 'IS DISTINCT FROM')} {name}", *[f"{name} IN ({self.subselect()})"] * 2,
            f"{name} = floor(random() * 3)", f"{name} LIKE '%'", name, f"{name} BETWEEN {value} AND {value}",
            f"({name} = {value}) IS {self.one('TRUE', 'NOT TRUE', 'UNKNOWN')}",
        )  # fmt: skip

    def subselect(self):
        table = self.one(*self.tables)
        name, kind = self.one(*table.columns)
        where = self.one("", f" WHERE {name} = {self.value(kind)}")
        order, limit = self.one("", " ORDER BY 1", " ORDER BY random()"), self.one("", " LIMIT 1", " LIMIT 2")
        ties = self.one("", "", "", " ORDER BY 1 FETCH FIRST 1 ROW WITH TIES")
        return f"SELECT {name} FROM {table}{where}{ties or order + limit}{self.one('', '', ' FOR UPDATE SKIP LOCKED')}"

    def source(self, place):
        """An element of FROM, and the name and table that it can be called by."""
        table = self.one(*self.tables)
        values = ", ".join(f"({self.value('int')}, {self.value('text')})" for _ in range(self.random.randint(1, 3)))
        listed = Table("none", f"l{place}", [("a", "int"), ("b", "text")])
        return self.one(
            (str(table), (table.name, table)), (f"{table} x{place}", (f"x{place}", table)),
            (f"(VALUES {values}) {listed.name}(a, b)", (listed.name, listed)),
            (f"(SELECT * FROM {table} LIMIT 2) s{place}", (f"s{place}", Table("none", f"s{place}", table.columns))),
        )  # fmt: skip

    def assignment(self, table):
        name, kind = self.one(*table.columns)
        return f"{name} = {self.one(name, self.value(kind), 'NULL', 'DEFAULT')}"

    def insert(self, table):
        row = ", ".join(self.value(kind) for _, kind in table.columns)
        many = ", ".join("generate_series(1, 3)" if kind in NUMBERS else self.value(kind) for _, kind in table.columns)
        rows = self.one(
            f"VALUES ({row})", f"VALUES ({many})", f"SELECT {row}", f"SELECT {many}", "DEFAULT VALUES",
            f"SELECT {row} ORDER BY generate_series(1, 3)", f"SELECT DISTINCT ON (generate_series(1, 3)) {row}",
            f"(VALUES ({row}), ({row})) LIMIT 1", f"SELECT * FROM {table} ORDER BY 1 FETCH FIRST 1 ROW WITH TIES",
        )  # fmt: skip
        conflict = self.one("", "", " ON CONFLICT DO NOTHING", f" ON CONFLICT (a) DO UPDATE SET {self.assignment(table)}")
        return f"INSERT INTO {table} {rows}{conflict}"

    def merge(self, target, entry, table):
        source, its_entry = self.source(0)
        clauses = self.one(
            "WHEN MATCHED THEN DELETE", f"WHEN MATCHED THEN UPDATE SET {self.assignment(table)}",
            "WHEN NOT MATCHED THEN INSERT DEFAULT VALUES",
            "WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT DEFAULT VALUES",
        )  # fmt: skip
        return f"MERGE INTO {target} USING {source} ON {self.condition([entry, its_entry])} {clauses}"

    def statement(self):
        """INSERT, UPDATE, DELETE or MERGE."""
        table = self.one(*self.tables)
        alias = self.one("", "", "x")
        target = f"{self.one('', '', '', 'ONLY ')}{table}{' AS x' if alias else ''}"
        entry = (alias or table.name, table)
        kind = self.random.randint(0, 9)
        if kind == 0:
            made = self.insert(table)
        elif kind == 1:
            return self.merge(target, entry, table)
        else:
            sources = [self.source(place) for place in range(self.one(0, 0, 0, 1, 1, 2))]
            joined = ", ".join(text for text, _ in sources)
            scope = [entry, *(its_entry for _, its_entry in sources)]
            where = self.one("", *[f" WHERE {self.condition(scope)}"] * 8)
            made = f"UPDATE {target} SET {self.assignment(table)}{' FROM ' + joined if joined else ''}{where}"
            if kind < 6:
                made = f"DELETE FROM {target}{' USING ' + joined if joined else ''}{where}"
        return f"WITH w AS ({made} RETURNING 1) SELECT count(*) FROM w" if self.some(0.1) else made
