"""What a PostgreSQL 15 server's own catalogs say of a database, in the form of a catalog file.

What a file cannot say the same way is left out or marked: `?` before a key means that the file may say more.
"""

import json
import subprocess


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


# Schemas of the user's: not the server's own, and nothing that is an extension's.
OWN = "n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'"


def free(catalog, oid):
    """The condition that an object is no extension's."""
    return (
        f"NOT EXISTS (SELECT FROM pg_catalog.pg_depend x WHERE x.classid = 'pg_catalog.{catalog}'::pg_catalog.regclass"
        f" AND x.objid = {oid} AND x.deptype = 'e')"
    )


def name(schema, own):
    """SQL for a name as an array."""
    return f"json_build_array({schema}, {own})"


# A type's own name when it is not the server's; that of the elements of an array.
USER_TYPE = """(
    SELECT CASE WHEN un.nspname <> 'pg_catalog' THEN json_build_array(un.nspname, u.typname) END
    FROM pg_catalog.pg_type u0
    JOIN pg_catalog.pg_type u ON u.oid = CASE WHEN u0.typlen = -1 AND u0.typelem <> 0
        AND u0.typsubscript = 'pg_catalog.array_subscript_handler'::pg_catalog.regproc THEN u0.typelem ELSE u0.oid END
    JOIN pg_catalog.pg_namespace un ON un.oid = u.typnamespace WHERE u0.oid = {})"""

RELATIONS = f"""
    SELECT c.oid, {name("n.nspname", "c.relname")} AS name, c.relkind, c.relpersistence, c.relrowsecurity,
        c.relforcerowsecurity, c.reloptions, c.relispartition,
        (SELECT json_build_array(tn.nspname, t.typname) FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace tn
            ON tn.oid = t.typnamespace WHERE t.oid = c.reloftype) AS "rowType",
        pg_catalog.pg_get_expr(c.relpartbound, c.oid) AS bound,
        p.partstrat, (SELECT json_agg(a.attname ORDER BY k.o) FROM unnest(p.partattrs::int2[]) WITH ORDINALITY k (n, o)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.n) AS partcolumns,
        (SELECT count(*) FROM unnest(p.partattrs::int2[]) k (n) WHERE k.n = 0) AS partexpressions,
        pp.partstrat AS parentstrategy,
        (SELECT json_agg({name("pn.nspname", "pc.relname")} ORDER BY i.inhseqno) FROM pg_catalog.pg_inherits i
            JOIN pg_catalog.pg_class pc ON pc.oid = i.inhparent JOIN pg_catalog.pg_namespace pn ON pn.oid = pc.relnamespace
            WHERE i.inhrelid = c.oid) AS parents,
        (SELECT json_build_object('table', {name("tn.nspname", "tc.relname")}, 'column', a.attname)
            FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_class tc ON tc.oid = d.refobjid
            JOIN pg_catalog.pg_namespace tn ON tn.oid = tc.relnamespace
            JOIN pg_catalog.pg_attribute a ON a.attrelid = tc.oid AND a.attnum = d.refobjsubid
            WHERE c.relkind = 'S' AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid
            AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype IN ('a', 'i')) AS "ownedBy",
        s.srvname
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_catalog.pg_partitioned_table p ON p.partrelid = c.oid
    LEFT JOIN pg_catalog.pg_inherits ip ON ip.inhrelid = c.oid AND c.relispartition
    LEFT JOIN pg_catalog.pg_partitioned_table pp ON pp.partrelid = ip.inhparent
    LEFT JOIN pg_catalog.pg_foreign_table f ON f.ftrelid = c.oid LEFT JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver
    WHERE {OWN} AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND {free("pg_class", "c.oid")}
"""

COLUMNS = f"""
    SELECT a.attrelid, a.attname AS name, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type,
        {USER_TYPE.format("a.atttypid")} AS "userType", a.attnotnull AS "notNull", a.attidentity, a.attgenerated,
        d.oid IS NOT NULL AS has_default, NOT a.attislocal AS inherited,
        CASE WHEN a.attcollation <> t.typcollation THEN l.collname END AS collation,
        (SELECT json_agg(DISTINCT x.attname) FROM pg_catalog.pg_depend y JOIN pg_catalog.pg_attribute x
            ON x.attrelid = a.attrelid AND x.attnum = y.refobjsubid WHERE y.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass
            AND y.objid = d.oid AND y.refobjid = a.attrelid AND y.refobjsubid <> a.attnum) AS reads
    FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation
    WHERE {OWN} AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attrelid, a.attnum
"""

INDEXES = f"""
    SELECT i.indrelid, c.relname AS name, i.indisunique, i.indisvalid, i.indnullsnotdistinct, am.amname AS method,
        con.contype, con.condeferrable, con.condeferred, i.indpred IS NOT NULL AS partial,
        (SELECT json_agg(a.attname ORDER BY k.o) FROM unnest(i.indkey::int2[]) WITH ORDINALITY k (n, o)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.n
            WHERE k.o <= i.indnkeyatts) AS columns,
        (SELECT json_agg(a.attname ORDER BY k.o) FROM unnest(i.indkey::int2[]) WITH ORDINALITY k (n, o)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.n
            WHERE k.o > i.indnkeyatts) AS included,
        (SELECT count(*) FROM unnest(i.indkey::int2[]) k (n) WHERE k.n = 0) AS expressions,
        (SELECT json_agg(DISTINCT x.attname) FROM pg_catalog.pg_depend y JOIN pg_catalog.pg_attribute x
            ON x.attrelid = i.indrelid AND x.attnum = y.refobjsubid WHERE y.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
            AND y.objid = i.indexrelid AND y.refobjid = i.indrelid) AS reads,
        (SELECT json_build_array(pn.nspname, pc.relname) FROM pg_catalog.pg_inherits h JOIN pg_catalog.pg_class pc
            ON pc.oid = h.inhparent JOIN pg_catalog.pg_namespace pn ON pn.oid = pc.relnamespace
            WHERE h.inhrelid = i.indexrelid) AS parent,
        EXISTS (SELECT FROM unnest(i.indclass::oid[]) WITH ORDINALITY k (class, o) JOIN pg_catalog.pg_opclass oc ON oc.oid = k.class
            WHERE NOT oc.opcdefault) OR
        EXISTS (SELECT FROM unnest(i.indcollation::oid[], i.indkey::int2[]) k (coll, n)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.n
            WHERE k.coll <> 0 AND k.coll <> a.attcollation) AS different
    FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace JOIN pg_catalog.pg_am am ON am.oid = c.relam
    LEFT JOIN pg_catalog.pg_constraint con ON con.conindid = i.indexrelid AND con.contype IN ('p', 'u', 'x')
    WHERE {OWN}
"""

CHECKS = f"""
    SELECT k.conrelid, k.contypid, k.conname AS name, k.convalidated AS validated, k.connoinherit AS local,
        k.conislocal, (SELECT json_agg(a.attname) FROM unnest(k.conkey) c (n) JOIN pg_catalog.pg_attribute a
            ON a.attrelid = k.conrelid AND a.attnum = c.n) AS columns,
        (SELECT json_agg(DISTINCT {name("pn.nspname", "p.proname")}::text) FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_proc p
            ON p.oid = d.refobjid JOIN pg_catalog.pg_namespace pn ON pn.oid = p.pronamespace
            WHERE d.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass AND d.objid = k.oid
            AND d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND pn.nspname <> 'pg_catalog') AS routines
    FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_namespace n ON n.oid = k.connamespace WHERE {OWN} AND k.contype = 'c'
"""

FOREIGN_KEYS = f"""
    SELECT k.conrelid, k.conname AS name, {name("rn.nspname", "rc.relname")} AS references, k.confupdtype, k.confdeltype,
        k.confmatchtype, k.condeferrable, k.condeferred, k.convalidated AS validated,
        (SELECT json_agg(a.attname ORDER BY c.o) FROM unnest(k.conkey) WITH ORDINALITY c (n, o)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = c.n) AS columns,
        (SELECT json_agg(a.attname ORDER BY c.o) FROM unnest(k.confkey) WITH ORDINALITY c (n, o)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = c.n) AS "referencedColumns",
        (SELECT json_agg(a.attname ORDER BY c.o) FROM unnest(k.confdelsetcols) WITH ORDINALITY c (n, o)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = c.n) AS "deleteSetColumns"
    FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_namespace n ON n.oid = k.connamespace
    JOIN pg_catalog.pg_class rc ON rc.oid = k.confrelid JOIN pg_catalog.pg_namespace rn ON rn.oid = rc.relnamespace
    WHERE {OWN} AND k.contype = 'f' AND k.conparentid = 0
"""

TRIGGERS = f"""
    SELECT t.tgrelid, t.tgname AS name, t.tgtype, t.tgenabled, t.tgqual IS NOT NULL AS conditional,
        {name("fn.nspname", "p.proname")} AS function, t.tgconstraint <> 0 AS is_constraint, t.tgdeferrable, t.tginitdeferred,
        (SELECT json_build_array(xn.nspname, x.relname) FROM pg_catalog.pg_class x JOIN pg_catalog.pg_namespace xn
            ON xn.oid = x.relnamespace WHERE x.oid = t.tgconstrrelid) AS "from",
        (SELECT json_agg(a.attname ORDER BY c.o) FROM unnest(t.tgattr::int2[]) WITH ORDINALITY c (n, o)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = t.tgrelid AND a.attnum = c.n) AS columns
    FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
    JOIN pg_catalog.pg_namespace fn ON fn.oid = p.pronamespace WHERE {OWN} AND NOT t.tgisinternal AND t.tgparentid = 0
"""

# The relations that a rule or view mentions, and of which the columns.
MENTIONED = f"""(
    SELECT json_agg(DISTINCT {name("dn.nspname", "dc.relname")}::text) FROM pg_catalog.pg_depend d
    JOIN pg_catalog.pg_class dc ON dc.oid = d.refobjid JOIN pg_catalog.pg_namespace dn ON dn.oid = dc.relnamespace
    WHERE d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND d.objid = r.oid
    AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid <> r.ev_class AND dc.relkind <> 'c' AND dn.nspname <> 'pg_catalog')"""

MENTIONED_ROUTINES = f"""(
    SELECT json_agg(DISTINCT {name("pn.nspname", "p.proname")}::text) FROM pg_catalog.pg_depend d
    JOIN pg_catalog.pg_proc p ON p.oid = d.refobjid JOIN pg_catalog.pg_namespace pn ON pn.oid = p.pronamespace
    WHERE d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND d.objid = r.oid
    AND d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND pn.nspname <> 'pg_catalog')"""

MENTIONED_COLUMNS = """(
    SELECT json_agg(DISTINCT json_build_array(dn.nspname, dc.relname, da.attname)::text) FROM pg_catalog.pg_depend d
    JOIN pg_catalog.pg_class dc ON dc.oid = d.refobjid JOIN pg_catalog.pg_namespace dn ON dn.oid = dc.relnamespace
    JOIN pg_catalog.pg_attribute da ON da.attrelid = dc.oid AND da.attnum = d.refobjsubid AND da.attnum > 0
    WHERE d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND d.objid = r.oid
    AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid <> r.ev_class AND dc.relkind <> 'c')"""

RULES = f"""
    SELECT r.ev_class, r.rulename AS name, r.ev_type, r.is_instead AS instead, r.ev_qual::text <> '<>' AS conditional,
        r.ev_enabled, {MENTIONED} AS relations, {MENTIONED_ROUTINES} AS routines,
        {MENTIONED_COLUMNS} AS columns
    FROM pg_catalog.pg_rewrite r JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE {OWN}
"""

POLICIES = f"""
    SELECT p.polrelid, p.polname AS name, p.polcmd, p.polpermissive AS permissive, p.polqual IS NOT NULL AS has_condition,
        p.polwithcheck IS NOT NULL AS has_check,
        (SELECT json_agg(CASE WHEN o = 0 THEN 'public' ELSE pg_catalog.pg_get_userbyid(o) END) FROM unnest(p.polroles) o) AS roles
    FROM pg_catalog.pg_policy p JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE {OWN}
"""

STATISTICS = f"""
    SELECT s.stxrelid, {name("n.nspname", "s.stxname")} AS name,
        (SELECT json_agg(DISTINCT a.attname) FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_attribute a
            ON a.attrelid = s.stxrelid AND a.attnum = d.refobjsubid
            WHERE d.classid = 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass AND d.objid = s.oid
            AND d.refobjid = s.stxrelid) AS columns
    FROM pg_catalog.pg_statistic_ext s JOIN pg_catalog.pg_namespace n ON n.oid = s.stxnamespace WHERE {OWN}
"""

TYPES = f"""
    SELECT t.oid, t.typrelid, {name("n.nspname", "t.typname")} AS name, t.typtype, t.typnotnull AS "notNull",
        t.typdefault IS NOT NULL AS has_default,
        pg_catalog.format_type(CASE t.typtype WHEN 'd' THEN t.typbasetype WHEN 'r' THEN r.rngsubtype END, t.typtypmod) AS base,
        {USER_TYPE.format("CASE t.typtype WHEN 'd' THEN t.typbasetype WHEN 'r' THEN r.rngsubtype END")} AS "baseType",
        (SELECT json_build_array(mn.nspname, m.typname) FROM pg_catalog.pg_type m JOIN pg_catalog.pg_namespace mn
            ON mn.oid = m.typnamespace WHERE m.oid = r.rngmultitypid) AS multirange
    FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
    LEFT JOIN pg_catalog.pg_range r ON r.rngtypid = t.oid LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
    WHERE {OWN} AND t.typtype IN ('b', 'c', 'd', 'e', 'r', 'p') AND (t.typrelid = 0 OR c.relkind = 'c')
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_type e WHERE e.typarray = t.oid) AND {free("pg_type", "t.oid")}
"""

ROUTINES = f"""
    SELECT {name("n.nspname", "p.proname")} AS name, p.prokind, l.lanname AS language, p.prosecdef, p.provolatile,
        p.proretset, p.provariadic <> 0 AS variadic, p.pronargdefaults, p.proconfig, p.proargmodes, p.proargnames,
        p.pronargs, pg_catalog.format_type(p.prorettype, NULL) AS returns,
        (SELECT json_agg(pg_catalog.format_type(a.t, NULL) ORDER BY a.o) FROM unnest(p.proargtypes::oid[])
            WITH ORDINALITY a (t, o)) AS arguments,
        (SELECT json_agg(pg_catalog.format_type(a.t, NULL) ORDER BY a.o) FROM unnest(p.proallargtypes)
            WITH ORDINALITY a (t, o)) AS alltypes
    FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
    JOIN pg_catalog.pg_language l ON l.oid = p.prolang
    WHERE {OWN} AND {free("pg_proc", "p.oid")} AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
        WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.objid = p.oid AND d.deptype = 'i')
"""

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
        "isGenerated": generated,
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
