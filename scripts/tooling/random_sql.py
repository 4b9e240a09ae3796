"""Makes up statements over the tables of scripts/masking-random: most are valid, and protected columns are everywhere in them.

A seed and a number fix a statement. Expressions have kinds (int, num, text, bool, date, ts, json, or the name of another type), so that
most of what is made passes the server's own checks.
"""

import random
import re
from dataclasses import dataclass, field

from random_schema import MIXED, Column

PLAIN = re.compile(r"[a-z_][a-z0-9_]*$")
RESERVED = {"select", "user", "table", "order", "group", "at", "same", "end"}
BASIC = ["int", "text", "text", "num", "bool", "date"]
TYPES = {"int": "int", "num": "numeric", "text": "text", "bool": "boolean", "date": "date", "ts": "timestamp", "json": "jsonb", "text[]": "text[]"}
LITERALS = {
    "int": ["0", "1", "2", "3", "5", "777020", "-1", "1", "2"],
    "num": ["1.5", "10.00", "834512.17", "0.1"],
    "text": ["'a'", "'Ann'", "'x'", "'A17-QX-0001'", "'A%'", "''", "'***'", "$q$dollar$q$", "E'e\\n'", "'AzureMarmot11'", "U&'\\0041nn'", "'red'"],
    "bool": ["true", "false", "NULL::boolean"],
    "date": ["date '2000-01-01'", "'1911-01-11'::date", "'2024-02-01'::date"],
    "ts": ["timestamp '2024-01-05 00:00'"],
    "json": ["'{\"a\": 1}'::jsonb", "'[1, 2]'::jsonb"],
    "text[]": ["ARRAY['a', 'b']", "'{x}'::text[]"],
}
HOMES = {"users": 9, "vault": 5, "v_users": 3, "orders": 4, "ev": 3, "Mixed": 3, "big": 0.6, "events": 0.4, "long_texts": 1}


@dataclass
class Item:
    """One thing in FROM, by the name that it goes by."""

    alias: str
    columns: list
    row: bool = True  # whether its name stands for a whole row
    composite: str = ""  # the type of that row, where it is a table's


@dataclass
class Level:
    """What one query's FROM makes visible."""

    items: list = field(default_factory=list)
    merged: dict = field(default_factory=dict)  # columns of USING, which nothing has to qualify


@dataclass
class Statement:
    """What is to be sent."""

    steps: list
    kind: str
    wrapped: bool = False  # in a transaction that is rolled back
    own: bool = False  # in a session of its own
    mixed: bool = False  # reads what on M holds more than masks
    unstable: bool = False  # its rows may be others on another database for no fault of anybody


class Maker:
    """Makes the statement of a seed and a number."""

    def __init__(self, relations, seed, number):
        self.random = random.Random(f"{seed}:{number}")
        self.relations, self.number = relations, number
        self.aliases, self.ctes, self.unstable, self.values, self.parameters = 0, [], False, [], False
        # Half of the statements decide by unprotected columns alone, for the policy that refuses the others.
        self.quiet, self.deciding = self.chance(0.5), 0
        self.mixed = False
        self.hidden = []  # names of WITH RECURSIVE, which hide tables inside of their own definitions too

    # Choices

    def chance(self, share):
        return self.random.random() < share

    def pick(self, things):
        return self.random.choice(things)

    def weighted(self, **weights):
        return self.random.choices(list(weights), list(weights.values()))[0]

    def some(self, things, most):
        return self.random.sample(things, min(len(things), self.random.randint(1, most)))

    # Names

    def name(self, name, style=True):
        """A name as SQL, now and then in another way of writing it."""
        plain = PLAIN.match(name) and name not in RESERVED
        roll = self.random.random() if style else 1
        if roll < 0.03:
            place = self.random.randrange(len(name))
            return 'U&"' + name[:place].replace('"', '""') + f"\\{ord(name[place]):04x}" + name[place + 1 :].replace('"', '""') + '"'
        if not plain or roll < 0.08:
            return '"' + name.replace('"', '""') + '"'
        return name.upper() if roll < 0.11 else name

    def alias(self):
        self.aliases += 1
        if self.chance(0.04):
            return self.pick(["users", "teams", "ssn", "Odd One", "orders"]) + str(self.aliases)
        return f"t{self.aliases}"

    def relation(self):
        weights = [HOMES.get(one.name, 2.5 if any(column.protected for column in one.columns) else 0.5) for one in self.relations]
        return self.random.choices(self.relations, weights)[0]

    def table(self, one, style=True):
        """A relation's name, qualified where it has to be."""
        self.mixed |= one.name in MIXED
        shadowed = any(one.name in ctes for ctes in self.ctes) or one.name in self.hidden and self.chance(0.98)
        if one.schema != "public" or shadowed or self.chance(0.15):
            return f"{self.name(one.schema)}.{self.name(one.name, style)}"
        return self.name(one.name, style)

    # FROM

    def base(self, level):
        """A table, view or CTE."""
        known = [(name, columns) for ctes in self.ctes for name, columns in ctes.items()]
        if known and self.chance(0.55):
            name, columns = self.pick(known)
            columns = next(ctes[name] for ctes in reversed(self.ctes) if name in ctes)
            text, row, sort = self.name(name), "", "cte"
        else:
            one = self.relation()
            name, columns, sort = one.name, one.columns, one.sort
            text, row = self.table(one), f"{self.name(one.schema, False)}.{self.name(one.name, False)}"
            if sort in "rp" and self.chance(0.05):
                text = "ONLY " + text if self.chance(0.7) else text + " *"
        taken = {item.alias for item in level.items}
        alias = name
        if name in taken or self.chance(0.75):
            alias = self.alias()
            if self.chance(0.03) and "users" not in taken and sort != "cte":
                alias = "users"
            text += f"{' AS' if self.chance(0.5) else ''} {self.name(alias)}"
            if self.chance(0.1):
                renamed = [f"c{place}" for place in range(1, self.random.randint(1, len(columns) or 1) + 1)]
                text += f" ({', '.join(renamed)})"
                columns = [Column(renamed[place] if place < len(renamed) else column.name, column.kind, column.protected)
                           for place, column in enumerate(columns)]  # fmt: skip
        if sort in ("r", "m", "p") and self.chance(0.04):
            text += f" TABLESAMPLE {self.pick(['SYSTEM (100)', 'BERNOULLI (100)', 'BERNOULLI (50) REPEATABLE (1)'])}"
            self.unstable |= "50" in text
        level.items.append(Item(alias, columns, True, row))
        return text

    def derived(self, level, outer, depth, alone=False):
        """A sub-query, VALUES or a function in FROM; `alone` may not read what stands beside it."""
        lateral = self.chance(0.3) and level.items and not alone
        scope = [*outer, level] if lateral else outer
        alias = self.alias()
        called = self.name(alias, False)
        what = self.weighted(query=7, values=1, series=1, json=1, unnest=1, rows=0.5, table=0.6)
        if what == "query":
            text, columns = self.query(depth - 1, scope, named=True)
            text = f"{'LATERAL ' if lateral else ''}({text}) {self.name(alias)}"
            if self.chance(0.15) and columns:
                columns = [Column(f"d{place}", column.kind, column.protected) for place, column in enumerate(columns, 1)]
                text += f" ({', '.join(column.name for column in columns)})"
        elif what == "values":
            kinds = [self.pick(BASIC) for _ in range(self.random.randint(1, 3))]
            rows = [", ".join(self.expression(kind, scope if lateral else outer, 1) for kind in kinds) for _ in range(2)]
            columns = [Column(f"v{place}", kind) for place, kind in enumerate(kinds, 1)]
            text = f"{'LATERAL ' if lateral else ''}(VALUES ({rows[0]}), ({rows[1]})) {called} ({', '.join(column.name for column in columns)})"
        elif what == "series":
            columns = [Column("n", "int")]
            text = f"generate_series(1, {self.pick('123')}) {called} (n)"
        elif what == "json" and level.items and not alone:
            row = self.whole([*outer, level])
            columns = [Column("key", "text"), Column("value", "text", True)]
            text = f"jsonb_each_text(to_jsonb({row})) {called}" if row else f"jsonb_each_text('{{}}'::jsonb) {called}"
        elif what == "unnest":
            text, _ = self.query(max(depth - 1, 0), scope, want=["text"])
            columns = [Column("u", "text", True)]
            text = f"unnest(ARRAY({text})) {called} (u)"
            if self.chance(0.3):
                text = text.replace(f" {called} (u)", f" WITH ORDINALITY {called} (u, o)")
                columns.append(Column("o", "int"))
        elif what == "rows":
            first, second = self.expression("text", scope, 1), self.expression("int", scope, 0)
            columns = [Column("a", "text"), Column("b", "int")]
            text = f"ROWS FROM (string_to_table({first}, '-'), generate_series(1, least(3, {second}))) {called} (a, b)"
        else:
            one = self.relation()
            columns = [Column(column.name, column.kind, column.protected) for column in one.columns]
            text = f"(TABLE {self.table(one)}) AS {self.name(alias)}"
        level.items.append(Item(alias, columns, what in ("query", "table", "values")))
        return text

    def source(self, level, outer, depth, alone=False):
        return self.derived(level, outer, depth, alone) if depth > 0 and self.chance(0.3) else self.base(level)

    def join(self, level, outer, depth):
        """A tree of joins, written with the tables that it adds to the level."""
        before = len(level.items)
        left = self.source(level, outer, depth)
        for _ in range(self.random.choice([0, 1, 1, 2])):
            middle = len(level.items)
            word = self.pick(["JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN", "INNER JOIN", "LEFT OUTER JOIN", "JOIN"])
            right = self.source(level, outer, depth, word in ("RIGHT JOIN", "FULL JOIN"))
            lefts, rights = level.items[before:middle], level.items[middle:]
            common = sorted({a.name for item in lefts for a in item.columns for b in rights[0].columns
                             if (a.name, a.kind) == (b.name, b.kind) and not (self.quiet and (a.protected or b.protected))})  # fmt: skip
            once = [name for name in common if sum(name == column.name for item in lefts for column in item.columns) == 1
                    and sum(name == column.name for column in rights[0].columns) == 1]  # fmt: skip
            how = self.weighted(on=6, using=4 if once else 0, natural=0.7, cross=0.7)
            how = "cross" if how == "natural" and self.quiet else how
            if how == "using":
                chosen = self.some(once, 2)
                left = f"{left} {word} {right} USING ({', '.join(self.name(name) for name in chosen)})"
                if self.chance(0.1):
                    left += f" AS {self.name(self.alias())}"
                kinds = {column.name: column for column in rights[0].columns}
                level.merged.update({name: kinds[name] for name in chosen})
            elif how == "natural":
                left = f"{left} NATURAL {word} {right}"
            elif how == "cross":
                left = f"{left} CROSS JOIN {right}"
            else:
                if word == "FULL JOIN":
                    condition = self.equal_columns(lefts, rights) or "true"
                else:
                    condition = self.equal_columns(lefts, rights) if self.chance(0.85) else None
                    condition = condition or self.condition([*outer, Level([*lefts, *rights])], 1)
                left = f"{left} {word} {right} ON {condition}"
        if self.chance(0.05) and len(level.items) - before > 1:
            # A named join hides what it is made of.
            alias = self.alias()
            hidden = level.items[before:]
            columns = [column for item in hidden for column in item.columns]
            if "USING" not in left and "NATURAL" not in left:
                names = [f"k{place}" for place in range(1, len(columns) + 1)]
                level.items[before:] = [Item(alias, [Column(name, old.kind, old.protected) for name, old in zip(names, columns)], True)]
                return f"({left}) AS {self.name(alias)} ({', '.join(names)})"
        return f"({left})" if " JOIN " in left and self.chance(0.2) and left.count("(") == left.count(")") else left

    def equal_columns(self, lefts, rights):
        """A condition that two columns are equal."""
        pairs = [(a, x, b, y) for a in lefts for x in a.columns for b in rights for y in b.columns
                 if x.kind == y.kind and x.kind in ("int", "text", "date") and not (self.quiet and (x.protected or y.protected))]  # fmt: skip
        if not pairs:
            return None
        # What has keys finds rows.
        keys = [one for one in pairs if one[1].name.endswith("id") and one[3].name.endswith("id")]
        pairs = keys if keys and self.chance(0.6) else pairs
        a, x, b, y = self.pick(pairs)
        return f"{self.name(a.alias)}.{self.name(x.name)} = {self.name(b.alias)}.{self.name(y.name)}"

    # Columns

    def visible(self, scope):
        """(place of the level, item) for what a name can reach, the nearest first."""
        seen = set()
        for place in range(len(scope) - 1, -1, -1):
            for item in scope[place].items:
                if item.alias not in seen:
                    yield place, item
            seen |= {item.alias for item in scope[place].items}

    def column(self, kind, scope):
        """A column of a kind, or nothing."""
        found = []
        for place, item in self.visible(scope):
            near = 3 if place == len(scope) - 1 else 1
            found += [(near * (9 if column.protected else 1), place, item, column) for column in item.columns
                      if column.kind == kind and not (self.deciding and self.quiet and column.protected)]  # fmt: skip
        if not found:
            return None
        _, place, item, column = self.random.choices(found, [one[0] for one in found])[0]
        return self.reference(place, item, column, scope)

    def reference(self, place, item, column, scope):
        alone = all(sum(other.name == column.name for one in level.items for other in one.columns) == (1 if at == place else 0)
                    for at, level in enumerate(scope) if at >= place)  # fmt: skip
        if (alone or place == len(scope) - 1 and column.name in scope[place].merged) and self.chance(0.5):
            return self.name(column.name)
        if sum(other.name == column.name for other in item.columns) > 1:
            return "NULL"
        if item.composite and item.composite.endswith("." + item.alias) and self.chance(0.1):
            return f"{item.composite}.{self.name(column.name)}"
        if item.row and self.chance(0.08):
            return f"({self.name(item.alias)}).{self.name(column.name)}"
        return f"{self.name(item.alias)}.{self.name(column.name)}"

    def system(self, scope):
        """A system column, or a literal."""
        items = [item for _, item in self.visible(scope) if item.composite]
        if items and self.chance(0.3):
            return self.pick(["ctid", "tableoid::regclass"])
        return f"{self.name(self.pick(items).alias)}.{self.pick(['ctid', 'tableoid::regclass', 'ctid'])}" if items else self.literal("text")

    def whole(self, scope):
        """A whole row, or nothing."""
        items = [item for _, item in self.visible(scope) if item.row]
        names = {column.name for level in scope for item in level.items for column in item.columns}
        items = [item for item in items if item.alias not in names]
        if not items:
            return None
        item = self.pick(items)
        if item.composite and self.chance(0.15):
            return f"({self.name(item.alias)}.*)" if self.chance(0.5) else f"ROW({self.name(item.alias)}.*)"
        return self.name(item.alias)

    # Expressions

    def literal(self, kind):
        if kind not in LITERALS:
            return f"NULL::{kind if kind[0] != '_' else kind[1:] + '[]'}"
        if self.parameters and kind in ("int", "text") and self.chance(0.1) and len(self.values) < 5:
            self.values.append(self.pick(["1", "2", "777001"]) if kind == "int" else self.pick(["a", "A17-QX-0001", "Ann"]))
            return f"${len(self.values)}::{kind}"
        return self.pick(LITERALS[kind])

    def expression(self, kind, scope, depth, aggregates=None):
        """An expression of a kind; `aggregates` is the scope that aggregates may read, where there may be some."""
        if aggregates is not None and self.chance(0.45):
            return self.aggregate(kind, aggregates, max(depth - 1, 0))
        roll = self.random.random()
        if depth <= 0 or roll < 0.4:
            return self.column(kind, scope) or (self.general(kind, scope, depth, aggregates) if depth > 0 else self.literal(kind))
        if roll < 0.43:
            return self.literal(kind)
        if roll < 0.62:
            return self.general(kind, scope, depth, aggregates)
        make = getattr(self, f"_{kind}", None)
        return make(scope, depth - 1, aggregates) if make else self.general(kind, scope, depth, aggregates)

    def general(self, kind, scope, depth, aggregates):
        """What there is for every kind."""
        def more(of=kind):
            return self.expression(of, scope, depth - 1, aggregates)

        what = self.weighted(case=3, coalesce=2, nullif=1, greatest=1, query=3, cast=1, collate=0.5 if kind == "text" else 0, field=0.7,
                             case2=1, element=0.7)  # fmt: skip
        if what == "case":
            return f"CASE WHEN {more('bool')} THEN {more()} ELSE {more()} END"
        if what == "case2":
            return f"CASE {more('int')} WHEN {self.literal('int')} THEN {more()} END"
        if what == "coalesce":
            return f"COALESCE({more()}, {more()})"
        if what == "nullif" and kind in BASIC:
            return f"NULLIF({more()}, {more()})"
        if what == "greatest" and kind in BASIC and kind != "bool":
            return f"{self.pick(['GREATEST', 'LEAST'])}({more()}, {more()})"
        if what == "query":
            return self.scalar(kind, scope, depth)
        if what == "cast" and kind in TYPES:
            return f"CAST({more()} AS {TYPES[kind]})" if self.chance(0.5) else f"({more()})::{TYPES[kind]}"
        if what == "collate":
            return f'({more()} COLLATE "C")'
        if what == "element":
            return f"(ARRAY[{more()}, {more()}])[{self.pick('12')}]"
        return self.column(kind, scope) or self.literal(kind)

    def scalar(self, kind, scope, depth):
        if self.chance(0.5):
            level = Level()
            source = self.source(level, scope, depth - 1)
            # Where nothing is of this level an aggregate belongs to the query around it, which is an error more often than not.
            return f"(SELECT {self.aggregate(kind, [*scope, level] if self.chance(0.1) else [level], 0)} FROM {source}{self.where([*scope, level], depth - 1)})"
        text, _ = self.query(depth - 1, scope, want=[kind], limit=False)
        self.unstable = True
        return f"(SELECT * FROM ({text}) {self.name(self.alias())} LIMIT 1)"

    def aggregate(self, kind, scope, depth):
        """An aggregate of a kind."""
        def of(what):
            return self.expression(what, scope, depth)

        if kind == "int":
            text = self.pick(["count(*)", f"count({of('text')})", f"count(DISTINCT {of('text')})", f"max({of('int')})", f"min({of('int')})",
                              f"sum({of('int')})::bigint", f"length(string_agg({of('text')}, ''))"])  # fmt: skip
        elif kind == "num":
            text = self.pick([f"max({of('num')})", f"sum({of('num')})", f"avg({of('int')})", f"round(avg({of('num')}), 2)"])
        elif kind == "text":
            one = of("text")
            text = self.pick([f"max({one})", f"min({one})", f"string_agg({one}, ',' ORDER BY {one})", f"string_agg(DISTINCT {one}, ',')",
                              f"array_to_string(array_agg({one} ORDER BY {one} DESC NULLS LAST), ';')",
                              f"mode() WITHIN GROUP (ORDER BY {one})", f"array_agg({one} ORDER BY {one})::text"])  # fmt: skip
        elif kind == "bool":
            text = self.pick([f"bool_or({of('bool')})", f"every({of('bool')})", f"count({of('text')}) > 1"])
        elif kind in ("date", "ts"):
            text = f"{self.pick(['max', 'min'])}({of(kind)})"
        elif kind == "json":
            one = self.whole(scope) or of("text")
            text = self.pick([f"jsonb_agg({one} ORDER BY {one}::text)", f"jsonb_agg({of('text')} ORDER BY 1)",
                              f"to_jsonb(array_agg({of('int')}))"])  # fmt: skip
            self.unstable = True
        elif kind == "text[]":
            one = of("text")
            text = f"array_agg({one} ORDER BY {one})"
        else:
            return f"({self.expression('int', [], 0)})::text::{TYPES.get(kind, 'text')}" if kind in TYPES else self.literal(kind)
        if self.chance(0.12) and text.endswith(")") and re.match(r"(max|min|count|string_agg|bool_or|sum)\(", text) and "::" not in text:
            text += f" FILTER (WHERE {self.expression('bool', scope, 0)})"
        return text

    def window(self, kind, scope, depth):
        """A window function of a kind."""
        self.unstable = True
        what, by = self.expression(kind, scope, 0), self.expression(self.pick(["int", "text"]), scope, 0)
        part = f"PARTITION BY {self.expression('int', scope, 0)} " if self.chance(0.4) else ""
        over = f"({part}ORDER BY {by}{self.pick(['', ' DESC', ' NULLS FIRST'])})"
        if kind == "int":
            return f"{self.pick(['row_number()', 'rank()', 'count(*)', f'lag({what})', 'dense_rank()', 'ntile(2)'])} OVER {over}"
        if kind == "num":
            return f"{self.pick(['percent_rank()::numeric', 'cume_dist()::numeric'])}".replace("()", f"() OVER {over}")
        frame = self.pick(["", " ROWS BETWEEN 1 PRECEDING AND CURRENT ROW", ""])
        return f"{self.pick(['lag', 'lead', 'first_value', 'last_value'])}({what}) OVER {over[:-1]}{frame})"

    def _int(self, scope, depth, aggregates):
        def of(kind):
            return self.expression(kind, scope, depth, aggregates)
        return self.pick([lambda: f"length({of('text')})", lambda: f"({of('int')} + {of('int')})", lambda: f"abs({of('int')})",
                          lambda: f"({of('int')} % 7)", lambda: f"extract(year FROM {of('date')})::int", lambda: f"strpos({of('text')}, {of('text')})",
                          lambda: f"ascii({of('text')})", lambda: f"cardinality({of('text[]')})", lambda: f"({of('bool')})::int",
                          lambda: f"position({self.literal('text')} IN {of('text')})", lambda: f"sign({of('num')})::int"])()  # fmt: skip

    def _num(self, scope, depth, aggregates):
        def of(kind):
            return self.expression(kind, scope, depth, aggregates)
        return self.pick([lambda: f"({of('num')} * 2)", lambda: f"round({of('num')}, 1)", lambda: f"({of('int')})::numeric",
                          lambda: f"({of('num')} - {of('int')})", lambda: f"abs({of('num')})"])()  # fmt: skip

    def _text(self, scope, depth, aggregates):
        def of(kind):
            return self.expression(kind, scope, depth, aggregates)

        def row():
            return (None if aggregates is not None else self.whole(scope)) or f"ROW({of('text')}, {of('int')})"

        def field_of():
            items = [item for _, item in self.visible(scope) if item.row and item.columns] if aggregates is None else []
            if not items:
                return of("text")
            item = self.pick(items)
            column = self.pick([column for column in item.columns if column.protected] or item.columns)
            name = column.name.replace("'", "''")
            return f"(to_jsonb({self.name(item.alias)}.*)->>'{name}')" if self.chance(0.5) else f"(row_to_json({self.name(item.alias)})->>'{name}')"

        return self.pick([
            lambda: f"upper({of('text')})", lambda: f"lower({of('text')})", lambda: f"({of('text')} || {of('text')})",
            lambda: f"substr({of('text')}, {self.pick('123')}, 4)", lambda: f"left({of('text')}, 5)", lambda: f"reverse({of('text')})",
            lambda: f"replace({of('text')}, '-', '')", lambda: f"concat({of('text')}, {of('int')}, {of('date')})",
            lambda: f"concat_ws('/', {of('text')}, {of('num')})", lambda: f"md5({of('text')})", lambda: f"({of('int')})::text",
            lambda: f"({of('num')})::text", lambda: f"({of('date')})::text", lambda: f"to_char({of('date')}, 'YYYY')",
            lambda: f"trim(BOTH '-' FROM {of('text')})", lambda: f"overlay({of('text')} PLACING 'z' FROM 1 FOR 1)",
            lambda: f"split_part({of('text')}, '-', 2)", lambda: f"regexp_replace({of('text')}, '[0-9]', '#', 'g')",
            lambda: f"encode(convert_to({of('text')}, 'UTF8'), '{self.pick(['hex', 'base64'])}')", lambda: f"format('%s:%s', {of('text')}, {of('int')})",
            lambda: f"array_to_string({of('text[]')}, ',')", lambda: f"({of('json')}->>'{self.pick(['ssn', 'n', 's', 'kind'])}')",
            lambda: f"({row()})::text", lambda: f"row_to_json({row()})::text", lambda: f"to_jsonb({row()})::text", lambda: f"to_json({row()})#>>'{{ssn}}'",
            field_of, field_of, lambda: f"quote_literal({of('text')})", lambda: f"translate({of('text')}, 'abc', 'xyz')",
            lambda: f"SUBSTRING({of('text')} FROM 2 FOR 3)", lambda: f"initcap({of('text')})", lambda: f"jsonb_pretty(to_jsonb({row()}))",
            lambda: f"query_to_xml('SELECT ssn FROM users', true, true, '')::text" if self.chance(0.05) else f"rpad({of('text')}, 8)",
            lambda: f"({self.system(scope)})::text" if aggregates is None and self.chance(0.3) else f"ltrim({of('text')}, 'A')",
            lambda: f"({of('bool')})::text", lambda: f"f_ssn({of('int')})" if self.chance(0.3) else f"btrim({of('text')})",
        ])()  # fmt: skip

    def _bool(self, scope, depth, aggregates):
        def of(kind):
            return self.expression(kind, scope, depth, aggregates)

        def two():
            kind = self.pick(["int", "text", "text", "num", "date"])
            return f"{of(kind)} {self.pick(['=', '<', '>', '<>', '<=', '>=', 'IS DISTINCT FROM', 'IS NOT DISTINCT FROM'])} {of(kind)}"

        def within():
            kind = self.pick(["int", "text"])
            text, _ = self.query(depth, scope, want=[kind])
            return f"{of(kind)} {self.pick(['IN', 'NOT IN', '= ANY', '< ALL'])} ({text})"

        def rows():
            text, _ = self.query(depth, scope, want=["int", "text"])
            return f"({of('int')}, {of('text')}) IN ({text})"

        def exists():
            text, _ = self.query(depth, scope)
            return f"EXISTS ({text})"

        def whole_equal():
            row = None if aggregates is not None else self.whole(scope)
            return f"{row} IS NOT NULL" if row else "true"

        return self.pick([
            two, two, two, two, within, within, exists, rows, whole_equal, lambda: f"({of('bool')} AND {of('bool')})",
            lambda: f"({of('bool')} OR {of('bool')})", lambda: f"NOT ({of('bool')})", lambda: f"{of('text')} LIKE {self.pick(['A_7%', '%a%', 'x%']).join(chr(39) * 2)}",
            lambda: f"{of('text')} ~ '[0-9]'", lambda: f"{of('text')} IS NOT NULL", lambda: f"{of('int')} IS NULL",
            lambda: f"{of('int')} BETWEEN {of('int')} AND {of('int')}", lambda: f"{of('text')} IN ({of('text')}, {of('text')})",
            lambda: f"({of('bool')}) IS NOT TRUE", lambda: f"{of('text')} = ANY ({of('text[]')})", lambda: f"({of('int')}, {of('text')}) < ({of('int')}, {of('text')})",
            lambda: f"starts_with({of('text')}, 'A')", lambda: f"{of('json')} ? 'ssn'", lambda: f"{of('text')} SIMILAR TO 'A%'",
        ])()  # fmt: skip

    def _date(self, scope, depth, aggregates):
        return f"({self.expression('date', scope, depth, aggregates)} + {self.pick('123')})"

    def _json(self, scope, depth, aggregates):
        def of(kind):
            return self.expression(kind, scope, depth, aggregates)
        row = (None if aggregates is not None else self.whole(scope)) or f"ROW({of('text')}, {of('int')})"
        return self.pick([lambda: f"to_jsonb({row})", lambda: f"row_to_json({row})::jsonb", lambda: f"jsonb_build_object('k', {of('text')})",
                          lambda: f"jsonb_build_array({of('text')}, {row})", lambda: f"to_jsonb({of('text')})",
                          lambda: f"jsonb_strip_nulls(to_jsonb({row}))", lambda: f"(to_jsonb({row}) - 'name')",
                          lambda: f"jsonb_set({of('json')}, '{{z}}', to_jsonb({of('text')}))"])()  # fmt: skip

    def _ts(self, scope, depth, aggregates):
        return f"{self.expression('date', scope, depth, aggregates)}::timestamp"

    # The function is named after its kind.
    def arrays(self, scope, depth, aggregates):
        def of(kind):
            return self.expression(kind, scope, depth, aggregates)
        if self.chance(0.3):
            text, _ = self.query(depth, scope, want=["text"])
            self.unstable = True
            return f"ARRAY({text})"
        return self.pick([f"ARRAY[{of('text')}, {of('text')}]", f"string_to_array({of('text')}, '-')", f"array_append({of('text[]')}, {of('text')})"])

    # Queries

    def condition(self, scope, depth):
        """A condition, which decides which rows there are."""
        self.deciding += 1
        text = self.expression("bool", scope, depth)
        self.deciding -= 1
        return text

    def where(self, scope, depth, share=0.5):
        return f" WHERE {self.condition(scope, max(depth, 1))}" if self.chance(share) else ""

    def with_clause(self, depth, outer):
        """A WITH clause; its names are known until the caller takes them away."""
        recursive = self.chance(0.3)
        known, parts = {}, []
        self.ctes.append(known)
        for place in range(self.pick([1, 1, 2])):
            name = self.pick(["users", "orders", "teams", "vault", "v_users"]) if self.chance(0.3) else f"cte{self.number % 7}{place}{len(self.ctes)}"
            if name in known:
                continue
            hidden, self.hidden = self.hidden, [*self.hidden, name] if recursive else self.hidden
            if recursive and self.chance(0.6):
                level = Level([Item(name, [Column("n", "int"), Column("v", "text", True)])])
                start = self.expression("text", outer, 1)
                other = Level()
                source = self.base(other)
                first = f"SELECT 1, ({self.column('text', [*outer, other]) or start})::text FROM {source}"
                level.items[0].alias = name
                again = self.expression("text", [level], 1)
                extra = self.pick(["", "", " SEARCH DEPTH FIRST BY n SET ord", " CYCLE n SET looped USING path"])
                union = self.pick(["UNION ALL", "UNION"])
                parts.append(f"{self.name(name, False)} (n, v) AS ({first} {union} SELECT n + 1, ({again})::text FROM {self.name(name, False)} WHERE n < {self.pick('234')}){extra}")
                known[name] = [Column("n", "int"), Column("v", "text", True)]
                self.hidden = hidden
                continue
            text, columns = self.query(depth - 1, outer, named=True)
            self.hidden = hidden
            head = self.name(name)
            if self.chance(0.2) and columns:
                columns = [Column(f"w{number}", column.kind, column.protected) for number, column in enumerate(columns, 1)]
                head += f" ({', '.join(column.name for column in columns)})"
            parts.append(f"{head} AS {self.pick(['', '', 'MATERIALIZED ', 'NOT MATERIALIZED '])}({text})")
            known[name] = columns
        return f"WITH {'RECURSIVE ' if recursive else ''}{', '.join(parts)} "

    def query(self, depth, outer, want=None, named=False, limit=True, top=False):
        """A query and its columns; `want` are the kinds that it must give, `named` that each column has a name of its own."""
        head, pushed = "", False
        if depth > 0 and self.chance(0.3 if top else 0.12):
            head, pushed = self.with_clause(depth, outer), True
        what = self.weighted(plain=84, union=12 if depth > 0 else 0, values=3, table=3 if not want else 0)
        if what == "union":
            want = want or [self.pick(BASIC) for _ in range(self.random.randint(1, 3))]
            left, columns = self.plain(depth - 1, outer, want, named, False)
            right, _ = self.query(depth - 1, outer, want, limit=False) if self.chance(0.3) else self.plain(depth - 1, outer, want, False, False)
            word = self.pick(["UNION", "UNION ALL", "INTERSECT", "EXCEPT", "UNION ALL", "EXCEPT ALL"])
            text = f"({left}) {word} ({right})" if self.chance(0.5) or right.startswith("WITH") else f"{left} {word} {right}"
            if limit and self.chance(0.2):
                text += " ORDER BY 1" + (" LIMIT 3" if len(want) == 1 else "")
        elif what == "values":
            want = want or [self.pick(BASIC) for _ in range(self.random.randint(1, 3))]
            rows = [", ".join(f"({self.expression(kind, outer, 1)})" for kind in want) for _ in range(2)]
            text, columns = f"VALUES ({rows[0]}), ({rows[1]})", [Column(f"column{place}", kind) for place, kind in enumerate(want, 1)]
        elif what == "table":
            one = self.relation()
            text, columns = f"TABLE {self.table(one)}", one.columns
        else:
            text, columns = self.plain(depth, outer, want, named, limit, top)
        if pushed:
            self.ctes.pop()
        return head + text, columns

    def plain(self, depth, outer, want, named, limit=True, top=False):
        """SELECT."""
        level = Level()
        scope = [*outer, level]
        if not want and not top and not level.items and self.chance(0.02):
            source = ""
        else:
            source = " FROM " + self.join(level, outer, depth)
            if self.chance(0.12):
                source += ", " + self.source(level, outer, depth)
        where = self.where(scope, depth, share=0.3)
        grouped = depth > 0 and self.chance(0.16)
        tail, inner, aggregates = "", scope, None
        if grouped:
            inner, aggregates, tail = self.group(level, outer, scope)
        outs, columns = [], []
        kinds = want or [self.pick([*BASIC, "json", "text", "ts", "text[]"]) for _ in range(self.random.randint(1, 4))]
        if not want and not grouped and level.items and self.chance(0.3):
            item = self.pick(level.items)
            names = [column.name for column in item.columns]
            if len(set(names)) == len(names):
                everything = len(level.items) == 1 and self.chance(0.6)
                outs.append("*" if everything else f"{self.name(item.alias)}.*" if self.chance(0.8) or not item.row else f"({self.name(item.alias)}).*")
                columns += item.columns
                kinds = kinds[1:]
        windows = depth > 0 and not grouped and self.chance(0.1)
        ordered_columns = []
        if top and not want and not grouped and self.chance(0.7):
            secret = [(item, column) for item in level.items for column in item.columns if column.protected]
            if secret:
                item, column = self.pick(secret)
                outs.append(self.reference(len(scope) - 1, item, column, scope))
                columns.append(column)
        for place, kind in enumerate(kinds):
            if windows and self.chance(0.6):
                text = self.window(kind, inner, depth)
            else:
                text = self.expression(kind, inner, depth, aggregates)
            name = f"o{self.aliases}_{place}"
            if named or self.chance(0.4):
                text += f" AS {self.name(name)}"
            elif not want:
                name = ""
            outs.append(text)
            columns.append(Column(name, kind, True))
            ordered_columns.append(kind)
        if not want and not grouped and not named and self.chance(0.12):
            if row := self.whole(scope):
                outs.append(row)
                columns.append(Column("", "row"))
        distinct = ""
        self.deciding += 1
        if not grouped and self.chance(0.1):
            if self.chance(0.3) or self.quiet:
                key = self.expression("int", scope, 0)
                distinct, tail = f" DISTINCT ON ({key})", f" ORDER BY {key}"
                self.unstable = True
            else:
                distinct = " DISTINCT"
        text = f"SELECT{distinct} {', '.join(outs)}{source}{where}{tail}"
        if not tail and not distinct and self.chance(0.25 if top else 0.1):
            by = self.pick([lambda: "1", lambda: self.expression(self.pick(["int", "text"]), inner, 1, aggregates)])()
            text += f" ORDER BY {by}{self.pick(['', ' DESC', ' NULLS FIRST', ' ASC'])}"
            if self.chance(0.3):
                text += f", ({self.expression('text', inner, 0, aggregates)})::text"
        self.deciding -= 1
        if limit and self.chance(0.15):
            text += self.pick([" LIMIT 2", " LIMIT 5 OFFSET 1", " FETCH FIRST 2 ROWS ONLY", " OFFSET 1"])
            self.unstable = True
        if top and not (grouped or distinct or windows or tail) and not re.search(r"LEFT|RIGHT|FULL|mv_", source) and self.chance(0.08):
            text += self.pick([" FOR UPDATE", " FOR SHARE", " FOR NO KEY UPDATE SKIP LOCKED", " FOR KEY SHARE"])
        return text, columns

    def group(self, level, outer, scope):
        """GROUP BY: what may be named beside aggregates, what aggregates read, and the clause."""
        keys, columns = [], []
        pool = [(item, column) for item in level.items for column in item.columns
                if column.kind in BASIC and not (self.quiet and column.protected)]  # fmt: skip
        for item, column in self.some(pool, 2) if pool else []:
            keys.append(f"{self.name(item.alias)}.{self.name(column.name)}")
            columns.append((item.alias, column))
        reduced = Level([Item(alias, [column], False) for alias, column in columns])
        clause = ""
        if keys:
            form = self.weighted(plain=6, sets=1, rollup=1, cube=1)
            joined = ", ".join(keys)
            clause = {"plain": joined, "sets": f"GROUPING SETS (({joined}), ())", "rollup": f"ROLLUP ({joined})", "cube": f"CUBE ({joined})"}[form]
            clause = f" GROUP BY {clause}"
        if self.chance(0.3):
            clause += f" HAVING {self.aggregate('bool', scope, 0)}"
        return [*outer, reduced], scope, clause

    # Statements

    def statement(self):
        """The statement."""
        what = self.weighted(select=70, prepare=4, cursor=4, copy=6, explain=4, insert=3, update=4, delete=2, ddl=2, cte_dml=1.5, merge=0.5)
        depth = self.pick([1, 2, 2, 3])
        made = getattr(self, f"make_{what}")(depth)
        made.mixed = self.mixed
        return made

    def make_select(self, depth):
        self.parameters = True
        text, _ = self.query(depth, [], top=True)
        if self.values:
            text += " \\bind " + " ".join(self.values)
        return Statement([text], "select", unstable=self.unstable)

    def make_prepare(self, depth):
        text, _ = self.query(depth, [], top=True)
        argument = self.pick(["", " (int)"])
        run = f"EXECUTE p1{' (1)' if argument else ''}"
        steps = [f"PREPARE p1{argument} AS {text}", run, run]
        return Statement(steps, "prepare", own=True, unstable=self.unstable)

    def make_cursor(self, depth):
        text, _ = self.query(depth, [], top=True)
        how = self.pick(["", "SCROLL ", "NO SCROLL ", "BINARY ", "INSENSITIVE "])
        fetch = self.pick(["FETCH ALL FROM c1", "FETCH 2 FROM c1", "FETCH c1", "MOVE 1 IN c1"])
        self.unstable |= "ALL" not in fetch
        return Statement([f"DECLARE c1 {how}CURSOR FOR {text}", fetch, "FETCH ALL FROM c1", "CLOSE c1"], "cursor", True, unstable=self.unstable)

    def make_copy(self, depth):
        if self.chance(0.25):
            one = self.relation()
            text = self.table(one)
            if self.chance(0.4):
                text += f" ({', '.join(self.name(column.name) for column in self.some(one.columns, 4))})"
        else:
            text, _ = self.query(depth, [], top=True)
            text = f"({text})"
        form = self.pick(["", " WITH (FORMAT csv, HEADER)", " (FORMAT binary)", " (FORMAT csv, FORCE_QUOTE *)", " CSV", " WITH (DELIMITER '|')"])
        return Statement([f"COPY {text} TO STDOUT{form}"], "copy", unstable=self.unstable)

    def make_explain(self, depth):
        text, _ = self.query(depth, [], top=True)
        how = self.pick(["", "VERBOSE ", "(COSTS off) ", "(ANALYZE, COSTS off, TIMING off, SUMMARY off, BUFFERS off) ", "(VERBOSE, FORMAT json) "])
        return Statement([f"EXPLAIN {how}{text}"], "explain", True, unstable=True)

    def make_insert(self, depth):
        if self.chance(0.5):
            text, _ = self.query(depth, [], want=["text", "int"])
            text = f"SELECT 1000 + row_number() OVER (), s.* FROM ({text}) s"
            self.unstable = True
        else:
            text = f"VALUES ({1000 + self.random.randrange(9)}, {self.expression('text', [], depth)}, {self.expression('int', [], depth)})"
        conflict = self.pick(["", "", " ON CONFLICT DO NOTHING", " ON CONFLICT (id) DO UPDATE SET body = excluded.body"])
        back = self.pick(["", " RETURNING id, body", " RETURNING *", " RETURNING notes"])
        return Statement([f"INSERT INTO notes (id, body, user_id) {text}{conflict}{back}", "SELECT body FROM notes"], "insert", True,
                         unstable=self.unstable)  # fmt: skip

    def make_update(self, depth):
        level = Level()
        target = self.pick(["users", "notes", "events", "vault", "gen0"])
        one = next(relation for relation in self.relations if (relation.schema, relation.name) == ("public", target))
        level.items.append(Item("z", one.columns))
        scope = [level]
        source = f" FROM {self.base(level)}" if self.chance(0.3) else ""
        column, kind = {"users": ("bio", "text"), "notes": ("body", "text"), "events": ("kind", "text"), "vault": ("label", "text"), "gen0": ("x", "int")}[target]
        back = self.pick(["", " RETURNING z.*", f" RETURNING {self.expression('text', scope, 1)}", " RETURNING z"])
        text = f"UPDATE {target} AS z SET {column} = {self.expression(kind, scope, depth)}{source}{self.where(scope, 1, share=0.8)}{back}"
        self.unstable |= bool(source)
        return Statement([text], "update", True, unstable=self.unstable)

    def make_delete(self, depth):
        target = self.pick(["notes", "note_tags", "gen0", "parts", "gaps"])
        one = next(relation for relation in self.relations if (relation.schema, relation.name) == ("public", target))
        level = Level([Item("z", one.columns)])
        back = self.pick(["", " RETURNING z.*", f" RETURNING {self.expression('text', [level], 1)}"])
        return Statement([f"DELETE FROM {target} z{self.where([level], depth, share=0.8)}{back}"], "delete", True, unstable=self.unstable)

    def make_merge(self, depth):
        text, _ = self.query(depth, [], want=["int", "text"])
        return Statement([f"MERGE INTO notes n USING (SELECT 1, * FROM ({text}) q) s (k, i, v) ON n.id = s.i WHEN MATCHED THEN UPDATE SET body = s.v "
                          "WHEN NOT MATCHED THEN INSERT (id, body) VALUES (2000 + s.k, s.v)"], "merge", True, unstable=True)  # fmt: skip

    def make_cte_dml(self, depth):
        name = self.pick(["d", "users"])
        verb = self.pick(["UPDATE users u SET bio = 'x' WHERE id < 3 RETURNING u.*", "DELETE FROM notes WHERE id = 1 RETURNING id, body AS ssn",
                          "INSERT INTO notes (id, body) VALUES (3000, 'n') RETURNING id, body", "UPDATE users SET bio = upper(bio) RETURNING *"])  # fmt: skip
        columns = [Column("id", "int")]
        self.ctes.append({name: columns})
        text, _ = self.query(depth, [], top=True)
        self.ctes.pop()
        return Statement([f"WITH {name} AS ({verb}) " + (text if not text.startswith("WITH") else "SELECT * FROM " + name)], "cte-dml", True,
                         unstable=self.unstable)  # fmt: skip

    def make_ddl(self, depth):
        text, _ = self.query(depth, [], named=True)
        made = self.pick(["CREATE TABLE fresh (id int, ssn text)", f"CREATE TEMP TABLE fresh AS {text}", f"CREATE VIEW fresh AS {text}",
                          "ALTER TABLE notes ADD COLUMN ssn text", "CREATE INDEX ON notes (body)", "ALTER TABLE tags RENAME COLUMN label TO ssn",
                          "CREATE TEMP TABLE users (id int, ssn text)", f"CREATE TEMP VIEW fresh AS {text}", f"CREATE MATERIALIZED VIEW fresh AS {text}",
                          "CREATE TABLE fresh (LIKE users)", "CREATE TABLE fresh () INHERITS (users)"])  # fmt: skip
        after = self.pick(["SELECT * FROM notes", "SELECT * FROM fresh", "SELECT ssn FROM users", "TABLE tags"])
        return Statement([made, after], "ddl", True, True, unstable=True)


setattr(Maker, "_text[]", Maker.arrays)


def make(relations, seed, number):
    """The statement of a seed and a number."""
    return Maker(relations, seed, number).statement()
