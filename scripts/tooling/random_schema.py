"""The databases of scripts/masking-random: those of scripts/twins with more in them, and what the generator has to know about them."""

import re
import resource
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from gateway import Gateway, free_port
from twins_databases import DATABASE, PASSWORD, Database, policy

# What corpus/masking/schema.sql has no need of: odd names, deep inheritance and partitions, dropped columns, views of views of views.
MORE = """
CREATE SCHEMA "Odd Names";
CREATE TABLE "Odd Names"."Mixed" ("Id" int PRIMARY KEY, "Secret Text" text, "select" text, "größe" int, note text);
INSERT INTO "Odd Names"."Mixed" VALUES (1, {{secret:1}}, {{ssn:1}}, 10, 'm1'), (2, {{secret:2}}, {{ssn:2}}, 20, 'm2'),
    (3, {{secret:3}}, {{ssn:3}}, 30, NULL);
CREATE TABLE same (same text, id int PRIMARY KEY, other int);
INSERT INTO same VALUES ({{secret:1}}, 1, 11), ({{secret:2}}, 2, 12);
CREATE TABLE gaps (gone int, id int, gone_too text, hidden text, shown text, gone_last int);
ALTER TABLE gaps DROP COLUMN gone, DROP COLUMN gone_too, DROP COLUMN gone_last;
ALTER TABLE gaps ADD COLUMN hidden_n bigint, ADD COLUMN late int DEFAULT 5;
INSERT INTO gaps (id, hidden, shown, hidden_n) VALUES (1, {{ssn:1}}, 'g1', {{huge:1}}), (2, {{ssn:2}}, 'g2', {{huge:2}}), (3, NULL, NULL, NULL);
CREATE TABLE only_secret (secret text);
INSERT INTO only_secret VALUES ({{secret:1}}), ({{secret:2}});
CREATE TABLE gen0 (id int, secret text, x int);
CREATE TABLE gen1 (y int) INHERITS (gen0);
CREATE TABLE gen2 (z text) INHERITS (gen1);
INSERT INTO gen0 VALUES (1, {{secret:1}}, 1);
INSERT INTO gen1 VALUES (2, {{secret:2}}, 2, 20);
INSERT INTO gen2 VALUES (3, {{secret:3}}, 3, 30, 'z');
CREATE TABLE parts (id int, region text, secret text, amount int) PARTITION BY LIST (region);
CREATE TABLE parts_eu PARTITION OF parts FOR VALUES IN ('eu') PARTITION BY RANGE (id);
CREATE TABLE parts_eu_low PARTITION OF parts_eu FOR VALUES FROM (0) TO (10);
CREATE TABLE parts_eu_high (secret text, amount int, id int, region text);
ALTER TABLE parts_eu ATTACH PARTITION parts_eu_high FOR VALUES FROM (10) TO (20);
CREATE TABLE parts_rest PARTITION OF parts DEFAULT;
INSERT INTO parts VALUES (1, 'eu', {{secret:1}}, 5), (11, 'eu', {{secret:2}}, 6), (21, 'us', {{secret:3}}, 7);
CREATE VIEW w_union AS SELECT id, ssn AS v FROM users UNION ALL SELECT id, name FROM teams;
CREATE VIEW w_with AS WITH u AS (SELECT * FROM users) SELECT u.id, u.salary AS pay, t.city FROM u LEFT JOIN teams t ON t.id = u.team_id;
CREATE VIEW w_deep AS SELECT a.id, a.v AS deep, b.pay FROM w_union a JOIN w_with b ON b.id = a.id;
CREATE VIEW w_star AS SELECT * FROM v_over;
CREATE VIEW w_json AS SELECT id, jsonb_build_object('s', ssn, 'n', name) AS data FROM users;
CREATE VIEW w_odd AS SELECT "Id" AS "Key", "Secret Text" AS "Key Text" FROM "Odd Names"."Mixed";
CREATE VIEW w_lateral AS SELECT t.id, l.ssn AS top FROM teams t, LATERAL (SELECT ssn FROM users u WHERE u.team_id = t.id ORDER BY u.id LIMIT 1) l;
CREATE VIEW w_count AS SELECT team_id, count(*) AS n, max(born) AS youngest FROM users GROUP BY team_id;
CREATE MATERIALIZED VIEW mv_deep AS SELECT id, deep, pay FROM w_deep;
ANALYZE;
"""
# Further masks: what follows from them is protected too.
MASKS = ['"Odd Names"."Mixed"."Secret Text"', '"Odd Names"."Mixed"."select"', "public.same.same", "public.gaps.hidden", "public.gaps.hidden_n",
         "public.only_secret.secret", "public.gen0.secret", "public.parts.secret"]  # fmt: skip
OVERWRITE = """
UPDATE "Odd Names"."Mixed" SET "Secret Text" = '***', "select" = '***';
UPDATE same SET same = '***';
UPDATE gaps SET hidden = '***', hidden_n = NULL;
UPDATE only_secret SET secret = '***';
UPDATE gen0 SET secret = '***';
UPDATE parts SET secret = '***';
REFRESH MATERIALIZED VIEW mv_deep;
"""
REWRITTEN = ['"Odd Names"."Mixed"', "same", "gaps", "only_secret", "gen0", "gen1", "gen2", "parts"]
# Nothing runs for long: joins are made up without a thought for how many rows come of them.
LONGEST = "2s"
SPARE = 2 << 30

KINDS = {"int2": "int", "int4": "int", "int8": "int", "numeric": "num", "float8": "num", "text": "text", "varchar": "text", "bpchar": "text",
         "name": "text", "short_text": "text", "sure_number": "int", "bool": "bool", "date": "date", "timestamp": "ts", "jsonb": "json",
         "_text": "text[]"}  # fmt: skip
COLUMNS = """
SELECT n.nspname || chr(1) || c.relname || chr(1) || c.relkind::text || chr(1) || a.attname || chr(1) || t.typname
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_type t ON t.oid = a.atttypid
WHERE n.nspname IN ('public', 'other', 'evil', 'Odd Names') AND c.relkind IN ('r', 'v', 'm', 'p') AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", a.attnum
"""
# What is protected as a whole and holds more than masks on M.
MIXED = {"mv_deep"}
PROTECTED = re.compile(r"ssn|salary|secret|hidden|tax|duty|deep|pay|loud|flag|whole|select|same|top|Key Text")


class RandomDatabase(Database):
    """A database of the twins with MORE in it."""

    more, overwrite, rewritten = MORE, OVERWRITE, REWRITTEN
    wanted = ()  # nobody has reviewed their functions: sqlsmith's statements would be refused for those alone

    def _fill(self):
        super()._fill()
        self.psql("postgres", "-c", f"ALTER ROLE app SET statement_timeout = '{LONGEST}'")

    def domains(self):
        """{number of a domain: number of the type under it}, as results in binary have them."""
        found = self.psql(DATABASE, "-c", "SELECT oid, typbasetype FROM pg_type WHERE typtype = 'd' AND typnamespace = 'public'::regnamespace")
        numbers = [line.split("|") for line in found.splitlines()]
        return {int(domain).to_bytes(4, "big"): int(base).to_bytes(4, "big") for domain, base in numbers}


@dataclass
class Column:
    """A column as the generator knows it: `kind` is the sort of expression that it is, and protected a guess that steers the choice."""

    name: str
    kind: str
    protected: bool = False


@dataclass
class Relation:
    """A table or view."""

    schema: str
    name: str
    sort: str
    columns: list = field(default_factory=list)


def relations(database):
    """What is in the database, asked of the server itself."""
    found = {}
    for line in database.psql(DATABASE, "-c", COLUMNS).splitlines():
        schema, name, sort, column, kind = line.split("\x01")
        relation = found.setdefault((schema, name), Relation(schema, name, sort))
        secret = name == "vault" and column not in ("id", "label") or name == "long_texts" and column == "body"
        relation.columns.append(Column(column, KINDS.get(kind, kind), bool(secret or schema != "other" and PROTECTED.search(column))))
    return list(found.values())


def more_policy(database, port, folder, predicates="", masks=True):
    """The twins' policy with MASKS."""
    text = policy(database, port, folder, predicates, masks)
    if masks:
        added = "".join(f"  {name if name[0] != chr(34) else chr(39) + name + chr(39)}: {{kind: constant, exempt: officers{predicates}}}\n"
                        for name in MASKS)  # fmt: skip
        text = text.replace("masks:\n", "masks:\n" + added, 1)
    return text


def bounded(gateway):
    """Lets a process have no more than SPARE bytes beside what it begins with: one that runs away is to end, not the machine."""
    with open(f"/proc/{gateway.pid}/status") as status:
        size = 1024 * int(re.search(r"VmSize:\s+(\d+)", status.read())[1])
    resource.prlimit(gateway.pid, resource.RLIMIT_AS, (size + SPARE, size + SPARE))


@contextmanager
def serving(binary, database, folder, name, predicates="", masks=True):
    """sqlguard before a database; gives the Gateway."""
    folder = Path(folder) / f"{database.name}-{name}"
    (folder / "audit").mkdir(mode=0o700, parents=True)
    (folder / "password").touch(mode=0o600)
    (folder / "password").write_text(PASSWORD + "\n")
    port = free_port()
    with Gateway(binary, more_policy(database, port, folder, predicates, masks), folder, port) as gateway:
        bounded(gateway)
        yield gateway
