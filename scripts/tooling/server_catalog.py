"""What a PostgreSQL 15 server's own catalogs say of a database, in the form of a catalog file.

What a file cannot say the same way is left out or marked: `?` before a key means that the file may say more.
"""

import json
import subprocess

from server_queries import (
    CHECKS, COLUMNS, FOREIGN_KEYS, INDEXES, OWN, POLICIES, RELATIONS, ROUTINES, RULES, STATISTICS, TRIGGERS, TYPES,
)  # fmt: skip


class ServerError(Exception):
    """psql failed; the text holds what it said."""


def psql(database, sql):
    """What a query prints, one value; names are printed with their schemas because the search path is empty."""
    command = ["psql", "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-d", database]
    script = f"SET search_path = '';\n{sql};\n"
    result = subprocess.run(command, input=script, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        raise ServerError(result.stderr.strip())
    return result.stdout.strip()


def rows(database, sql):
    """The rows of a query as dictionaries."""
    text = psql(database, f"SELECT coalesce(json_agg(q), '[]') FROM ({sql}) q")
    return json.loads(text)


KINDS = {"r": "table", "p": "table", "v": "view", "m": "materialized view", "f": "foreign table", "S": "sequence"}
PERSISTENCE = {"p": None, "u": "unlogged", "t": "temporary"}
STRATEGY = {"l": "list", "r": "range", "h": "hash"}
ACTIONS = {"a": None, "r": "RESTRICT", "c": "CASCADE", "n": "SET NULL", "d": "SET DEFAULT"}
FIRING = {"O": None, "A": "always", "R": "replica", "D": "disabled"}
EVENTS = {"r": "select", "a": "insert", "w": "update", "d": "delete", "*": None, "1": "select", "2": "update", "3": "insert", "4": "delete"}
VOLATILITY = {"v": None, "s": "stable", "i": "immutable"}
FORMS = {"b": "base", "p": "base", "c": "composite", "d": "domain", "e": "enum", "r": "range"}


def bare(record):
    """The record without what is absent, empty or false, as files leave it out."""
    return {key: value for key, value in record.items() if value not in (None, False, [], {})}


def timing(row):
    """How a constraint is put off."""
    return "deferred" if row["condeferred"] else "deferrable" if row["condeferrable"] else None


def parsed(texts):
    """Names that came as text because json has no DISTINCT."""
    return sorted(json.loads(text) for text in texts or [])


class ServerCatalog:
    """Everything that is compared, by name."""

    def __init__(self, database):
        """Asks the server."""
        self.database = database
        self.of_relation = {}
        for key, sql, oid in [
            ("columns", COLUMNS, "attrelid"), ("indexes", INDEXES, "indrelid"), ("checks", CHECKS, "conrelid"),
            ("foreignKeys", FOREIGN_KEYS, "conrelid"), ("triggers", TRIGGERS, "tgrelid"), ("rules", RULES, "ev_class"),
            ("policies", POLICIES, "polrelid"), ("statistics", STATISTICS, "stxrelid"),
        ]:  # fmt: skip
            groups = {}
            for row in rows(database, sql):
                groups.setdefault(row[oid], []).append(row)
            self.of_relation[key] = groups
        self.domain_checks = {}
        for row in rows(database, CHECKS):
            self.domain_checks.setdefault(row["contypid"], []).append(row)

    def schemas(self):
        """Names of schemas."""
        return [r["nspname"] for r in rows(self.database, f"SELECT n.nspname FROM pg_catalog.pg_namespace n WHERE {OWN}")]

    def extensions(self):
        """Names of extensions, but for the language that every database has."""
        sql = "SELECT extname FROM pg_catalog.pg_extension WHERE extname <> 'plpgsql'"
        return [row["extname"] for row in rows(self.database, sql)]

    def servers(self):
        """Foreign servers and their wrappers."""
        sql = "SELECT s.srvname AS name, w.fdwname AS wrapper FROM pg_catalog.pg_foreign_server s JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid = s.srvfdw"  # fmt: skip
        return rows(self.database, sql)

    def relations(self):
        """Relations."""
        return [self.relation(row) for row in rows(self.database, RELATIONS)]

    def relation(self, row):
        """One relation with its parts."""
        options = dict(option.split("=", 1) for option in row["reloptions"] or [])

        def on(option):
            return options.get(option) in ("true", "on", "yes", "1", "")

        view = bare({
            "securityBarrier": on("security_barrier"), "securityInvoker": on("security_invoker"),
            "check": options.get("check_option"),
        }) if row["relkind"] == "v" else {}  # fmt: skip
        bound = None
        if row["relispartition"]:
            bound = "default" if row["bound"] == "DEFAULT" else STRATEGY[row["parentstrategy"]]
        key = None
        if row["partstrat"]:
            key = bare({
                "strategy": STRATEGY[row["partstrat"]], "columns": row["partcolumns"], "expressions": row["partexpressions"],
            })  # fmt: skip
        own = {part: groups.get(row["oid"], []) for part, groups in self.of_relation.items()}
        is_view = row["relkind"] in "vm"
        returning = [rule for rule in own["rules"] if rule["name"] == "_RETURN"]
        return bare({
            "name": row["name"], "kind": KINDS[row["relkind"]], "persistence": PERSISTENCE[row["relpersistence"]],
            "columns": [column(c) for c in own["columns"]], "parents": row["parents"], "partitionKey": key,
            "partitionBound": bound, "rowType": row["rowType"], "server": row["srvname"], "ownedBy": row["ownedBy"],
            "viewOptions": view, "indexes": [index(i) for i in own["indexes"]], "checks": [check(c) for c in own["checks"]],
            "foreignKeys": [foreign_key(f) for f in own["foreignKeys"]], "triggers": [trigger(t) for t in own["triggers"]],
            "rules": [rule(r) for r in own["rules"] if r["name"] != "_RETURN"],
            "rowSecurity": bare({"enabled": row["relrowsecurity"], "forced": row["relforcerowsecurity"]}),
            "policies": [policy(p) for p in own["policies"]],
            "statistics": [{"name": s["name"], "columns": sorted(s["columns"] or [])} for s in own["statistics"]],
            "query": {part: parsed(returning[0][part]) for part in ("relations", "routines", "columns")} if is_view else None,
        })  # fmt: skip

    def types(self):
        """Types that are no relation's and no array's."""
        found = []
        for row in rows(self.database, TYPES):
            fields = self.of_relation["columns"].get(row["typrelid"], []) if row["typrelid"] else []
            checks = self.domain_checks.get(row["oid"], [])
            found.append(bare({
                "name": row["name"], "form": FORMS[row["typtype"]],
                "fields": [bare({k: f[k] for k in ("name", "type", "userType")}) for f in fields],
                "base": row["base"] if row["typtype"] in "dr" else None,
                "baseType": row["baseType"], "notNull": row["notNull"],
                "default": row["has_default"] and row["typtype"] == "d",
                "checks": [bare({"name": c["name"], "validated": None if c["validated"] else "not"}) for c in checks],
                "multirange": row["multirange"],
            }))  # fmt: skip
        return found

    def routines(self):
        """Functions, procedures and aggregates."""
        return [routine(row) for row in rows(self.database, ROUTINES)]


def column(row):
    """A column."""
    generated = row["attgenerated"] == "s"
    return bare({
        "name": row["name"], "type": row["type"], "userType": row["userType"], "notNull": row["notNull"],
        "inherited": row["inherited"], "collation": row["collation"],
        "identity": {"a": "always", "d": "by default", "": None}[row["attidentity"]],
        "default": row["has_default"] and not generated, "generated": sorted(row["reads"] or []) if generated else None,
        "isGenerated": generated, "comment": row["comment"],
    })  # fmt: skip


def index(row):
    """An index."""
    role = {"p": "primary key", "u": "unique constraint", "x": "exclusion constraint", None: "unique" if row["indisunique"] else None}
    return bare({
        "name": row["name"], "role": role[row["contype"]], "columns": row["columns"], "expressions": row["expressions"] or None,
        "included": row["included"], "predicate": row["partial"], "nullsNotDistinct": row["indnullsnotdistinct"],
        "timing": timing(row), "method": None if row["method"] == "btree" else row["method"],
        "comparesDifferently": row["different"], "valid": None if row["indisvalid"] else "not", "parent": row["parent"],
        "reads": sorted(row["reads"] or []),
    })  # fmt: skip


def check(row):
    """A CHECK constraint, with those that come from a parent marked."""
    return bare({
        "name": row["name"], "columns": sorted(row["columns"] or []), "validated": None if row["validated"] else "not",
        "local": row["local"], "isInherited": not row["conislocal"], "routines": parsed(row["routines"]),
    })  # fmt: skip


def foreign_key(row):
    """A foreign key."""
    return bare({
        "name": row["name"], "columns": row["columns"], "references": row["references"],
        "referencedColumns": row["referencedColumns"], "onDelete": ACTIONS[row["confdeltype"]],
        "onUpdate": ACTIONS[row["confupdtype"]], "deleteSetColumns": row["deleteSetColumns"],
        "match": {"s": None, "f": "FULL", "p": "PARTIAL"}[row["confmatchtype"]], "timing": timing(row),
        "validated": None if row["validated"] else "not",
    })  # fmt: skip


def trigger(row):
    """A trigger. PostgreSQL: pg_trigger.h."""
    bits = row["tgtype"]
    events = [name for name, bit in [("insert", 4), ("delete", 8), ("update", 16), ("truncate", 32)] if bits & bit]
    constraint = None
    if row["is_constraint"]:
        constraint = "deferred" if row["tginitdeferred"] else "deferrable" if row["tgdeferrable"] else "immediate"
    return bare({
        "name": row["name"], "timing": "before" if bits & 2 else "instead of" if bits & 64 else "after", "events": events,
        "columns": row["columns"], "forEachRow": bool(bits & 1), "function": row["function"], "condition": row["conditional"],
        "constraintTiming": constraint, "from": row["from"], "firing": FIRING[row["tgenabled"]],
    })  # fmt: skip


def rule(row):
    """A rule."""
    return bare({
        "name": row["name"], "event": EVENTS[row["ev_type"]], "instead": row["instead"], "conditional": row["conditional"],
        "firing": FIRING[row["ev_enabled"]], "relations": parsed(row["relations"]), "routines": parsed(row["routines"]),
    })  # fmt: skip


def policy(row):
    """A policy of row security."""
    return bare({
        "name": row["name"], "event": EVENTS[row["polcmd"]], "permissive": None if row["permissive"] else "not",
        "roles": sorted(row["roles"]), "condition": row["has_condition"], "check": row["has_check"],
    })  # fmt: skip


def routine(row):
    """A routine."""
    modes = row["proargmodes"] or ["i"] * row["pronargs"]
    types = row["alltypes"] or row["arguments"] or []
    names = row["proargnames"] or [""] * len(types)
    inputs = [name for name, mode in zip(names, modes) if mode in "ibv"]
    outputs = [bare({"name": n or None, "type": t}) for n, t, m in zip(names, types, modes) if m in "obt"]
    return bare({
        "name": row["name"], "kind": {"f": "function", "w": "function", "p": "procedure", "a": "aggregate"}[row["prokind"]],
        "arguments": row["arguments"], "argumentNames": inputs if any(inputs) else None, "defaults": row["pronargdefaults"] or None,
        "variadic": row["variadic"], "returns": row["returns"], "returnsSet": row["proretset"], "outputs": outputs,
        "language": row["language"], "securityDefiner": row["prosecdef"], "volatility": VOLATILITY[row["provolatile"]],
        "settings": sorted(setting.split("=", 1)[0] for setting in row["proconfig"] or []),
    })  # fmt: skip
