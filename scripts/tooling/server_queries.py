"""The questions that server_catalog.py asks a server, about objects that are neither the server's own nor an extension's."""

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
        CASE WHEN a.attcollation <> t.typcollation THEN pg_catalog.quote_ident(l.collname) END AS collation,
        pg_catalog.col_description(a.attrelid, a.attnum) AS comment,
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
