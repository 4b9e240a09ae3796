"""Queries and writes are made up, of every shape in which a name can mean a column. A role is granted exactly what sqlguard
says a statement touches; the server must find that enough to run it."""

import random

DEFINITIONS = [
    "CREATE SCHEMA b2", "CREATE TYPE comp AS (f1 int, f2 text)",
    "CREATE TABLE t1 (a int PRIMARY KEY, b int, c text, k comp, unread1 int)",
    "CREATE TABLE t2 (a int PRIMARY KEY, b int, d text, t2 int, unread2 int)",
    "CREATE TABLE t3 (x int, y int, c text, t1 int, unread3 int)", "CREATE TABLE b2.t1 (a int, e int, c text, unread4 int)",
    'CREATE TABLE "T 4" ("A" int, a int, "select" text, unread5 int)', "CREATE TABLE par (a int, p int, unread6 int)",
    "CREATE TABLE kid (q int, unread7 int) INHERITS (par)",
    "CREATE TABLE pt (a int, b int, unread8 int) PARTITION BY LIST (a)",
    "CREATE TABLE pt1 PARTITION OF pt FOR VALUES IN (1)", "CREATE TABLE pt2 PARTITION OF pt DEFAULT",
    "CREATE VIEW v1 AS SELECT a, c FROM t1", "CREATE VIEW v2 (a, w) AS SELECT t2.a, v1.c FROM t2 JOIN v1 USING (a)",
    "CREATE MATERIALIZED VIEW m1 AS SELECT x AS a, y FROM t3",
]  # fmt: skip
# What FROM can name, and the columns that statements mention; the others are there to be granted when none is.
COLUMNS = {
    "t1": ["a", "b", "c", "k"], "public.t1": ["a", "b", "c", "k"], "t2": ["a", "b", "d", "t2"], "t3": ["x", "y", "c", "t1"],
    "b2.t1": ["a", "e", "c"], '"T 4"': ['"A"', "a", '"select"'], "par": ["a", "p"], "kid": ["a", "p", "q"], "pt": ["a", "b"],
    "pt1": ["a", "b"], "v1": ["a", "c"], "v2": ["a", "w"], "m1": ["a", "y"], "columns.public.t1": ["a", "b", "c", "k"],
}  # fmt: skip
UNREAD = {
    "public.t1": "unread1", "public.t2": "unread2", "public.t3": "unread3", "b2.t1": "unread4", "public.T 4": "unread5",
    "public.par": "unread6", "public.kid": "unread7", "public.pt": "unread8", "public.pt1": "unread8",
    "public.pt2": "unread8",
}  # fmt: skip
EXISTING = """SELECT n.nspname || '.' || c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname IN ('public', 'b2') AND NOT a.attisdropped"""
RIGHTS = {"read": "SELECT", "insert": "INSERT", "update": "UPDATE", "delete": "DELETE", "transaction": "UPDATE"}


class Scope:
    """What a level of a query can name: [(name, columns)], the level around it, and the names that WITH gave."""

    def __init__(self, outer=None, tables=None):
        self.visible, self.outer, self.tables = [], outer, dict(tables or {})


class Maker:
    """Makes up statements; the seed fixes which."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.made = 0

    def some(self, chance):
        return self.random.random() < chance

    def one(self, *choices):
        return self.random.choice(choices)

    def alias(self):
        self.made += 1
        return self.one("u", "r", "t1", "t2", "a", "c", "par", "v1") + ("" if self.some(0.35) else str(self.made))

    # Expressions.

    def visible(self, scope):
        found = list(scope.visible)
        return found + self.visible(scope.outer) if scope.outer and self.some(0.4) else found

    def column(self, scope):
        found = self.visible(scope)
        if not found:
            return "1"
        name, columns = self.one(*found)
        column = self.one(*columns)
        return self.one(column, column, f"{name}.{column}", f"{name}.{column}", f"{name}.{column}", f"({name}).{column}")

    def expression(self, scope, depth=0):
        if depth > 3 or self.some(0.3):
            return self.column(scope)
        found = self.visible(scope)
        row = self.one(*found)[0] if found else "1"
        inner = self.expression(scope, depth + 1)
        query = self.query(Scope(scope, scope.tables), depth + 1, 1)[0] if depth < 3 else "SELECT 1"
        return self.one(
            f"({inner} IS NOT NULL)::int", f"CASE WHEN {inner} IS NULL THEN {self.column(scope)} END", f"({query})",
            f"EXISTS ({query})", f"ARRAY({query})", f"({inner}) IN ({query})", f"to_jsonb({row})", f"{row}::text",
            f"ROW({inner}, {self.column(scope)})", f"ROW({row}.*)", f"coalesce({inner}, NULL)", f"length({inner}::text)",
            f"ARRAY[{inner}]", f"{row} IS NULL", f"({row}.k).f1", f"({row}).k.f2", f"{inner} = {self.column(scope)}",
            f"num_nulls({row}.*)", f"greatest({inner})", f"(SELECT max({self.column(scope)}))",
        )  # fmt: skip

    def aggregate(self, scope):
        a, b = self.expression(scope, 3), self.expression(scope, 3)
        return self.one(
            "count(*)", f"count({a})", f"max({a}) FILTER (WHERE {b} IS NULL)", f"array_agg({a} ORDER BY {b})",
            f"percentile_disc(0.5) WITHIN GROUP (ORDER BY {a})", f"rank() OVER (PARTITION BY {a} ORDER BY {b})",
            f"lag({a}) OVER w",
        )  # fmt: skip

    # FROM.

    def item(self, scope, depth):
        """An element of FROM, and what it makes visible."""
        kind = self.random.random() * (0.55 if depth > 2 else 1)
        if kind < 0.55:
            return self.table(scope)
        if kind < 0.68:
            is_lateral, alias = self.some(0.4), self.alias()
            query, columns = self.query(Scope(scope if is_lateral else scope.outer, scope.tables), depth + 1)
            return f"{'LATERAL ' if is_lateral else ''}({query}) {alias}", [(alias, columns)]
        if kind < 0.76:
            return self.function(scope)
        return self.join(scope, depth)

    def table(self, scope):
        name = self.one(*COLUMNS, *[*scope.tables] * 3)
        columns = scope.tables.get(name) or COLUMNS[name]
        text, called = name, name.split(".")[-1]
        if name in ("par", "pt", "kid") and name not in scope.tables and self.some(0.3):
            text = self.one(f"ONLY {name}", f"{name} *")
        if self.some(0.5):
            called = self.alias()
            text += f" AS {called}"
            if self.some(0.2):
                count = self.random.randint(1, len(columns))
                renamed = [f"z{place}" for place in range(count)]
                text += f"({', '.join(renamed)})"
                columns = [*renamed, *columns[count:]]
        if name in ("t1", "t2", "m1") and name not in scope.tables and self.some(0.1):
            text += f" TABLESAMPLE bernoulli ({self.one('10', '(SELECT 50)')})"
        return text, [(called, columns)]

    def function(self, scope):
        alias, value = self.alias(), self.expression(scope, 3) if scope.visible else "3"
        text, columns = self.one(
            (f"generate_series(1, 2) WITH ORDINALITY {alias}(g, o)", ["g", "o"]),
            (f"jsonb_to_recordset(to_jsonb({value})) AS {alias}(j int, l text)", ["j", "l"]),
            (f"ROWS FROM (generate_series(1, 2), unnest(ARRAY[{value}])) {alias}(g, h)", ["g", "h"]),
            (f"LATERAL (VALUES ({value}), (NULL)) {alias}(vv)", ["vv"]),
            (f"XMLTABLE('/a' PASSING ({value})::text::xml COLUMNS n int PATH 'n', m text DEFAULT 'x') {alias}", ["n", "m"]),
            (f"json_each(to_json({value})) {alias}", ["key", "value"]), (f"unnest(ARRAY[{value}]) {alias}", [alias]),
        )  # fmt: skip
        return text, [(alias, columns)]

    def join(self, scope, depth):
        left, ours = self.item(scope, depth + 1)
        beside = Scope(scope.outer, scope.tables)
        beside.visible = scope.visible + ours
        right, theirs = self.item(beside, depth + 1)
        beside.visible = both = ours + theirs
        common = sorted({c for _, columns in ours for c in columns} & {c for _, columns in theirs for c in columns})
        kind = self.one("JOIN", "LEFT JOIN", "JOIN", "FULL JOIN")
        on = f"{left} {kind} {right} ON {self.expression(beside, 2)} IS NOT NULL"
        text = self.one(on, on, f"{left} NATURAL {kind} {right}", f"{left} CROSS JOIN {right}")
        if common and self.some(0.3):
            merged = self.one(*common)
            named = self.some(0.2)
            text = f"{left} {kind} {right} USING ({merged}){' AS ju' if named else ''}"
            both = [*both, ("ju", [merged])] if named else both
        if self.some(0.12):
            alias, columns = self.alias(), [column for _, columns in both for column in columns]
            if self.some(0.4):
                return f"({text}) AS {alias}(n0, n1)", [(alias, ["n0", "n1", *columns[2:]])]
            return f"({text}) AS {alias}", [(alias, columns)]
        return self.one(text, f"({text})"), both

    # Queries.

    def with_tables(self, scope, depth):
        is_recursive, parts = self.some(0.3), {}
        for _ in range(self.random.randint(1, 2)):
            name = self.one("w1", "w2", "t1", "t2", "v1", "par")
            if is_recursive and self.some(0.6):
                source = self.one(*COLUMNS)
                tail = self.one("", " SEARCH DEPTH FIRST BY n SET o", " CYCLE n SET cy USING pa")
                start = f"SELECT {self.one(*COLUMNS[source])}::text FROM {source}"
                body = f"{start} UNION ALL SELECT n || 'x' FROM {name} WHERE length(n) < 2"
                parts[name], scope.tables[name] = f"{name}(n) AS ({body}){tail}", ["n"]
            elif depth == 0 and self.some(0.25):
                target = self.one("t1", "t2", "t3")
                columns = self.random.sample(COLUMNS[target], 2)
                returned = ", ".join(columns)
                write = self.one(
                    f"DELETE FROM public.{target} WHERE {columns[0]} IS NULL RETURNING {returned}",
                    f"UPDATE public.{target} SET {columns[0]} = NULL WHERE {columns[1]} IS NULL RETURNING {returned}",
                )
                parts[name], scope.tables[name] = f"{name} AS ({write})", columns
            else:
                query, columns = self.query(Scope(scope.outer, scope.tables), depth + 1)
                parts[name], scope.tables[name] = f"{name} AS {self.one('', 'MATERIALIZED ')}({query})", columns
        return f"WITH {'RECURSIVE ' if is_recursive else ''}{', '.join(parts.values())} "

    def query(self, scope, depth=0, count=None):
        """A SELECT, and the names of its columns."""
        head = self.with_tables(scope, depth) if depth < 2 and self.some(0.25) else ""
        items = []
        for _ in range(self.one(0, 1, 1, 1, 2)):
            text, visible = self.item(scope, depth)
            items.append(text)
            scope.visible += visible
        is_grouped = bool(scope.visible) and self.some(0.15)
        targets, columns = [], []
        for place in range(count or self.random.randint(1, 3)):
            name = self.one(f"o{place}", f"o{place}", "a", "c", "b")
            if is_grouped:
                targets.append(f"{self.aggregate(scope)} AS g{place}")
                columns.append(f"g{place}")
            elif not count and scope.visible and self.some(0.2):
                visible, its = self.one(*scope.visible)
                everything = [column for _, its in scope.visible for column in its]
                star, its = self.one(("*", everything), (f"{visible}.*", its))
                targets.append(star)
                columns += its
            elif self.some(0.35):
                column = self.column(scope)
                targets.append(column)
                columns.append(column.split(".")[-1].strip("()"))
            else:
                targets.append(f"{self.expression(scope, depth + 1)} AS {name}")
                columns.append(name)
        distinct = self.one("", "", "", "DISTINCT ", "ALL ")
        if scope.visible and not is_grouped and self.some(0.07):
            distinct = f"DISTINCT ON ({self.expression(scope, 3)}) "
        text = f"SELECT {distinct}{', '.join(targets)}{' FROM ' + ', '.join(items) if items else ''}"
        return head + text + self.clauses(scope, depth, is_grouped, text, targets, columns), columns

    def clauses(self, scope, depth, is_grouped, text, targets, columns):
        made = f" WHERE {self.expression(scope, 1)} IS NOT NULL" if self.some(0.4) else ""
        a, b, c = (self.expression(scope, 3) for _ in range(3))
        if is_grouped:
            made += self.one("", f" GROUP BY {a}", f" GROUP BY GROUPING SETS (({a}), ({b}, {c}), ())", f" GROUP BY ROLLUP ({a}, {b})")
            made += self.one("", f" HAVING count({c}) > 0")
        if "OVER w" in text:
            made += f" WINDOW w AS (PARTITION BY {a} ORDER BY {b})"
        if depth < 3 and self.some(0.1):
            other = self.query(Scope(scope.outer, scope.tables), 3, len(targets))[0]
            return f"{made} {self.one('UNION ALL', 'UNION', 'INTERSECT', 'EXCEPT')} {other}{self.one('', ' ORDER BY 1')}"
        if self.some(0.3):
            made += f" ORDER BY {self.one(columns[0], '1', a, a + ' DESC')}"
        if self.some(0.1):
            made += f" LIMIT {self.one('1', '(SELECT 1)', 'ALL')}"
        elif depth == 0 and scope.visible and not is_grouped and self.some(0.08):
            made += f" FOR {self.one('UPDATE', 'SHARE')}{self.one('', f' OF {self.one(*scope.visible)[0]}')}"
        return made

    def statement(self):
        """A query or a write."""
        if self.some(0.7):
            return self.query(Scope())[0]
        target = self.one("t1", "t2", "t3", "b2.t1", "par", "pt", "v1", '"T 4"')
        columns, scope = COLUMNS[target], Scope()
        alias = self.one(None, self.alias())
        called = alias or target.split(".")[-1]
        scope.visible = [(called, columns)]
        text = f"{target}{f' AS {alias}' if alias else ''}"
        source, visible = self.item(Scope(), 1)
        kind = self.random.randint(0, 3)
        if kind == 0:
            query = self.query(Scope(), 1, 2)[0]
            conflict = self.one(
                "", " ON CONFLICT DO NOTHING",
                f" ON CONFLICT (a) DO UPDATE SET {columns[1]} = excluded.{self.one(*columns)} WHERE {self.expression(scope, 2)} IS NULL",
            )  # fmt: skip
            made = f"INSERT INTO {text} ({columns[0]}, {columns[1]}) {query}{conflict}"
            return made + self.returning(scope, called)
        joined = self.one("", source) if kind < 3 else source
        if joined:
            scope.visible += visible
        condition = f"{self.expression(scope, 1)} IS NOT NULL"
        if kind == 1:
            made = f"DELETE FROM {text}{' USING ' + joined if joined else ''} WHERE {condition}"
            return made + self.returning(scope, called)
        value = self.expression(scope, 2)
        if kind == 2:
            inner = self.query(Scope(scope), 2, 2)[0]
            assigned = self.one(f"{columns[0]} = {value}", f"({columns[0]}, {columns[1]}) = ({inner})")
            made = f"UPDATE {text} SET {assigned}{' FROM ' + joined if joined else ''} WHERE {condition}"
            return made + self.returning(scope, called)
        matched = f"WHEN MATCHED AND {self.expression(scope, 2)} IS NULL THEN UPDATE SET {columns[1]} = {value}"
        return f"MERGE INTO {text} USING {joined} ON {condition} {matched} WHEN NOT MATCHED THEN INSERT ({columns[0]}) VALUES (1)"

    def returning(self, scope, called):
        return self.one("", " RETURNING *", f" RETURNING {called}.*", f" RETURNING {self.expression(scope, 2)}")


def quoted(name):
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def grants(said, existing):
    """GRANT statements for exactly what a statement is said to touch itself.

    A name that may be a column of several tables is said of each; `existing` tells which columns there are.
    """
    made = []
    for effect in said["effects"]:
        thing = effect["object"]
        if not thing or thing["kind"] not in ("table", "view", "materialized view") or thing["schema"] is None:
            continue
        right = RIGHTS.get(effect["class"])
        if right is None or effect["origin"]["kind"] != "statement":
            continue
        table = f"{quoted(thing['schema'])}.{quoted(thing['name'])}"
        columns = effect["columns"]
        if right == "DELETE" or effect["class"] == "transaction" or columns in (None, "*"):
            made.append(f"GRANT {right} ON {table} TO reader")
            continue
        # Reading no column, as count(*) does, needs the right to one of them.
        place = f"{thing['schema']}.{thing['name']}"
        names = [name for name in columns if name in existing[place]] or [UNREAD.get(place, "a")]
        made.append(f"GRANT {right} ({', '.join(quoted(name) for name in names)}) ON {table} TO reader")
    return made


def ask(oracle, seed, times):
    """Counts, and statements that a role with the rights to what they are said to touch may not run."""
    maker = Maker(seed)
    oracle.database("columns")
    oracle.psql([*DEFINITIONS, "DROP ROLE IF EXISTS reader", "CREATE ROLE reader", "GRANT USAGE ON SCHEMA b2 TO reader"], "columns")
    made = [one for one in (maker.statement() for _ in range(12000 * times)) if len(one) < 4000]
    answers = oracle.psql([f"EXPLAIN {one}" for one in made], "columns")
    ran = [one for one, answer in zip(made, answers, strict=True) if not answer.error]
    said = oracle.explain(ran, ";\n".join(DEFINITIONS))
    existing = {}
    for line in oracle.psql([EXISTING], "columns")[0].lines:
        place, name = line.split("\t")
        existing.setdefault(place, set()).add(name)
    steps = []
    for one, what in zip(ran, said, strict=True):
        granted = "; ".join(["BEGIN", *grants(what, existing), "SET LOCAL ROLE reader"])
        steps += [granted, f"EXPLAIN {one}", "ROLLBACK"]
    answers = oracle.psql(steps, "columns")
    findings = []
    refused = 0
    for place, (one, what) in enumerate(zip(ran, said, strict=True)):
        if what["refusal"]:
            refused += 1
            continue
        for answer in answers[place * 3 : place * 3 + 2]:
            if answer.error:
                findings.append(f"{answer.error}, granted {grants(what, existing)}: {one}")
                break
    return {"statements": len(ran), "refused": refused}, findings
