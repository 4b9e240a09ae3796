// What is asked of a server for its catalog: definitions as DDL text, which `CatalogLoader` reads as it reads a dump.

/// Statements for a connection of sqlguard's own, whose `search_path` is empty, in one REPEATABLE READ transaction.
///
/// The server itself puts its definitions into words (`pg_get_viewdef` and its like), with every name qualified; so there is
/// one reader for dumps and for live servers, and none that depends on the numbers of a major version.
public enum CatalogQuery {
    /// Before the others; the names are found in `pg_catalog` alone. Compiling `definitions` takes longer than running it.
    public static let begin =
        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL search_path = ''; SET LOCAL jit = off"
    /// After the others.
    public static let end = "COMMIT"

    /// One row of one column: 32 hexadecimal digits that change when a definition does. Cheap: it reads no definition.
    ///
    /// A row's transaction number changes with every update but those that VACUUM and ANALYZE make in place. What belongs to
    /// temporary relations is left out, as it is of `definitions`.
    public static let digest = """
        WITH temporary AS (
          SELECT oid AS own FROM pg_class WHERE relpersistence = 't'
        ), hidden AS (
          SELECT oid AS schema FROM pg_namespace WHERE nspname ~ '^pg_(toast_)?temp_'
        )
        SELECT md5(string_agg(part, ' ' ORDER BY part)) FROM (
          SELECT 'n' || count(*) || ' ' || coalesce(sum(hashtextextended(oid || ':' || xmin, 0)), 0) FROM pg_namespace
            WHERE oid NOT IN (SELECT schema FROM hidden)
          UNION ALL SELECT 'c' || count(*) || ' ' || coalesce(sum(hashtextextended(oid || ':' || xmin, 0)), 0) FROM pg_class
            WHERE relkind NOT IN ('t', 'S') AND relpersistence <> 't'
          UNION ALL SELECT 'a' || count(*) || ' ' || coalesce(sum(hashtextextended(attrelid || ':' || attnum || ':' || a.xmin, 0)), 0)
            FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid WHERE c.oid >= 16384 AND relpersistence <> 't'
          UNION ALL SELECT 'm' || count(*) || ' ' || coalesce(sum(hashtextextended(objoid || ':' || objsubid || ':' || m.xmin, 0)), 0)
            FROM pg_description m JOIN pg_class c ON c.oid = objoid
            WHERE classoid = 'pg_class'::regclass AND objsubid > 0 AND c.oid >= 16384 AND relpersistence <> 't'
          UNION ALL SELECT 'd' || count(*) || ' ' || coalesce(sum(hashtextextended(oid || ':' || xmin, 0)), 0) FROM pg_attrdef
            WHERE adrelid NOT IN (SELECT own FROM temporary)
          UNION ALL SELECT 'k' || count(*) || ' ' || coalesce(sum(hashtextextended(oid || ':' || xmin, 0)), 0) FROM pg_constraint
            WHERE connamespace NOT IN (SELECT schema FROM hidden)
          UNION ALL SELECT 'i' || count(*) || ' ' || coalesce(sum(hashtextextended(indexrelid || ':' || i.xmin, 0)), 0)
            FROM pg_index i WHERE indexrelid >= 16384 AND indexrelid NOT IN (SELECT own FROM temporary)
          UNION ALL SELECT 'h' || count(*) || ' ' || coalesce(sum(hashtextextended(inhrelid || ':' || inhparent || ':' || xmin, 0)), 0)
            FROM pg_inherits WHERE inhrelid NOT IN (SELECT own FROM temporary)
          UNION ALL SELECT 'r' || count(*) || ' ' || coalesce(sum(hashtextextended(oid || ':' || xmin, 0)), 0) FROM pg_rewrite
            WHERE ev_class NOT IN (SELECT own FROM temporary)
          UNION ALL SELECT 'g' || count(*) || ' ' || coalesce(sum(hashtextextended(oid || ':' || xmin, 0)), 0) FROM pg_trigger
            WHERE tgrelid NOT IN (SELECT own FROM temporary)
          UNION ALL SELECT 'l' || count(*) || ' ' || coalesce(sum(hashtextextended(oid || ':' || xmin, 0)), 0) FROM pg_policy
          UNION ALL SELECT 't' || count(*) || ' ' || coalesce(sum(hashtextextended(oid || ':' || xmin, 0)), 0) FROM pg_type
            WHERE typnamespace NOT IN (SELECT schema FROM hidden)
          UNION ALL SELECT 'e' || count(*) || ' ' || coalesce(sum(hashtextextended(oid || ':' || xmin, 0)), 0) FROM pg_enum
          UNION ALL SELECT 'p' || count(*) || ' ' || coalesce(sum(hashtextextended(oid || ':' || xmin, 0)), 0) FROM pg_proc
          UNION ALL SELECT 'o' || count(*) || ' ' || coalesce(sum(hashtextextended(oid || ':' || xmin, 0)), 0) FROM pg_operator
          UNION ALL SELECT 's' || count(*) || ' ' || coalesce(sum(hashtextextended(oid || ':' || xmin, 0)), 0) FROM pg_cast
          UNION ALL SELECT 'v' || count(*) || ' ' || coalesce(sum(hashtextextended(oid || ':' || xmin, 0)), 0) FROM pg_foreign_server
        ) AS parts (part)
        """

    /// Rows of one column: the schemas of the search path of the role in that database; read before `begin`.
    public static let searchPath = "SELECT pg_catalog.unnest(pg_catalog.current_schemas(false))"

    /// Rows of one column, one for each relation: its number, those of its columns, its schema and name, and the names of the
    /// columns in the same order, such as `16400 1,3 public, customer, id, email`.
    public static let numbers = """
        SELECT format('%s %s %I, %I, %s', c.oid, numbers, nspname, relname, names)
        FROM (
          SELECT attrelid, string_agg(attnum::text, ',') AS numbers, string_agg(quote_ident(attname), ', ') AS names
          FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped AND attrelid >= 16384 GROUP BY attrelid
        ) a JOIN pg_class c ON c.oid = attrelid JOIN pg_namespace n ON n.oid = relnamespace
        WHERE relkind IN ('r', 'p', 'f', 'v', 'm') AND relpersistence <> 't'
          AND nspname !~ '^pg_' AND nspname <> 'information_schema'
        """

    /// Rows of one column: statements, each with its semicolon, in an order in which they can be carried out.
    public static let definitions = """
        WITH n AS (
          SELECT oid, nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
        ), r AS (
          SELECT c.*, format('%I.%I', nspname, relname) AS full_name FROM pg_class c JOIN n ON n.oid = relnamespace
        ), columns AS (
          SELECT attrelid, attnum, attislocal, format('%I %s', attname, format_type(atttypid, atttypmod))
            || CASE WHEN attcollation <> typcollation AND attcollation <> 0 THEN ' COLLATE ' || format('%I.%I', cn.nspname, collname) ELSE '' END
            || CASE WHEN attgenerated <> '' THEN ' GENERATED ALWAYS AS (' || pg_get_expr(adbin, adrelid) || ') STORED'
                    WHEN attidentity = 'a' THEN ' GENERATED ALWAYS AS IDENTITY'
                    WHEN attidentity = 'd' THEN ' GENERATED BY DEFAULT AS IDENTITY'
                    WHEN adbin IS NOT NULL THEN ' DEFAULT ' || pg_get_expr(adbin, adrelid) ELSE '' END
            || CASE WHEN attnotnull THEN ' NOT NULL' ELSE '' END AS definition
          FROM pg_attribute a
          JOIN pg_type t ON t.oid = atttypid
          LEFT JOIN pg_attrdef d ON adrelid = attrelid AND adnum = attnum
          LEFT JOIN pg_collation co ON co.oid = attcollation
          LEFT JOIN pg_namespace cn ON cn.oid = collnamespace
          WHERE attnum > 0 AND NOT attisdropped
        ), parents AS (
          SELECT inhrelid, string_agg(format('%I.%I', pn.nspname, p.relname), ', ' ORDER BY inhseqno) AS names, count(*)
          FROM pg_inherits JOIN pg_class p ON p.oid = inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace
          WHERE p.relkind <> 'I' GROUP BY inhrelid
        )
        SELECT text FROM (
          SELECT 1 AS rank, oid, 0 AS sub, format('CREATE SCHEMA IF NOT EXISTS %I;', nspname) AS text FROM n
          UNION ALL
          SELECT 2, s.oid, 0, format('CREATE SERVER %I FOREIGN DATA WRAPPER %I;', srvname, fdwname)
          FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = srvfdw
          UNION ALL
          SELECT 3, t.oid, 0, CASE typtype
            WHEN 'e' THEN format('CREATE TYPE %I.%I AS ENUM (%s);', n.nspname, t.typname,
              (SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid))
            WHEN 'd' THEN format('CREATE DOMAIN %I.%I AS %s%s%s%s;', n.nspname, t.typname, format_type(typbasetype, typtypmod),
              coalesce(' DEFAULT ' || pg_get_expr(typdefaultbin, 'pg_type'::regclass), ''),
              CASE WHEN typnotnull THEN ' NOT NULL' ELSE '' END,
              (SELECT string_agg(format(' CONSTRAINT %I %s', conname, pg_get_constraintdef(k.oid)), '' ORDER BY conname)
               FROM pg_constraint k WHERE contypid = t.oid AND contype = 'c' AND convalidated))
            WHEN 'r' THEN format('CREATE TYPE %I.%I AS RANGE (SUBTYPE = %s%s);', n.nspname, t.typname, format_type(rngsubtype, NULL),
              CASE WHEN rngmultitypid <> 0 THEN ', MULTIRANGE_TYPE_NAME = ' || format('%I.%I', mn.nspname, m.typname) ELSE '' END)
            WHEN 'c' THEN format('CREATE TYPE %I.%I AS (%s);', n.nspname, t.typname,
              (SELECT string_agg(format('%I %s', attname, format_type(atttypid, atttypmod)), ', ' ORDER BY attnum)
               FROM pg_attribute WHERE attrelid = typrelid AND attnum > 0 AND NOT attisdropped))
            ELSE format('CREATE TYPE %I.%I (INPUT = %s, OUTPUT = %s);', n.nspname, t.typname, typinput, typoutput) END
          FROM pg_type t JOIN n ON n.oid = typnamespace
          LEFT JOIN pg_range g ON rngtypid = t.oid
          LEFT JOIN (SELECT oid, typname, typnamespace FROM pg_type) m ON m.oid = rngmultitypid
          LEFT JOIN pg_namespace mn ON mn.oid = m.typnamespace
          WHERE typtype IN ('e', 'd', 'r', 'c', 'b') AND typisdefined
            AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)
            AND (typtype <> 'c' OR EXISTS (SELECT FROM pg_class WHERE pg_class.oid = typrelid AND relkind = 'c'))
          UNION ALL
          SELECT 3, t.oid, 1, format('ALTER DOMAIN %I.%I ADD CONSTRAINT %I %s;', n.nspname, typname, conname, pg_get_constraintdef(k.oid))
          FROM pg_constraint k JOIN pg_type t ON t.oid = contypid JOIN n ON n.oid = typnamespace
          WHERE contype = 'c' AND NOT convalidated
          UNION ALL
          SELECT 4, f.oid, 0, pg_get_functiondef(f.oid) || ';'
          FROM pg_proc f JOIN n ON n.oid = pronamespace WHERE prokind IN ('f', 'p', 'w')
          UNION ALL
          SELECT 5, f.oid, 0, format('CREATE AGGREGATE %I.%I(%s) (SFUNC = %s, STYPE = %s);', n.nspname, f.proname,
            CASE WHEN pronargs = 0 THEN '*' ELSE pg_get_function_arguments(f.oid) END,
            (SELECT format('%I.%I', sn.nspname, sf.proname) FROM pg_proc sf JOIN pg_namespace sn ON sn.oid = sf.pronamespace WHERE sf.oid = aggtransfn),
            format_type(aggtranstype, NULL))
          FROM pg_proc f JOIN n ON n.oid = pronamespace JOIN pg_aggregate ON aggfnoid = f.oid
          UNION ALL
          SELECT 6, o.oid, 0, format('CREATE OPERATOR %I.%s (FUNCTION = %s%s%s);', n.nspname, oprname,
            (SELECT format('%I.%I', sn.nspname, sf.proname) FROM pg_proc sf JOIN pg_namespace sn ON sn.oid = sf.pronamespace WHERE sf.oid = oprcode),
            CASE WHEN oprleft <> 0 THEN ', LEFTARG = ' || format_type(oprleft, NULL) ELSE '' END,
            CASE WHEN oprright <> 0 THEN ', RIGHTARG = ' || format_type(oprright, NULL) ELSE '' END)
          FROM pg_operator o JOIN n ON n.oid = oprnamespace WHERE oprcode <> 0
          UNION ALL
          SELECT 7, k.oid, 0, format('CREATE CAST (%s AS %s) %s%s;', format_type(castsource, NULL), format_type(casttarget, NULL),
            CASE castmethod WHEN 'f' THEN 'WITH FUNCTION ' || castfunc::regprocedure WHEN 'i' THEN 'WITH INOUT' ELSE 'WITHOUT FUNCTION' END,
            CASE castcontext WHEN 'i' THEN ' AS IMPLICIT' WHEN 'a' THEN ' AS ASSIGNMENT' ELSE '' END)
          FROM pg_cast k WHERE k.oid >= 16384
          UNION ALL
          SELECT 8, oid, 0, format('CREATE %sSEQUENCE %s;', CASE relpersistence WHEN 'u' THEN 'UNLOGGED ' ELSE '' END, full_name)
          FROM r WHERE relkind = 'S' AND relpersistence <> 't'
            AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = r.oid AND deptype = 'i')
          UNION ALL
          SELECT 9, r.oid, 0, format('CREATE %sTABLE %s %s%s%s%s;',
            CASE WHEN relkind = 'f' THEN 'FOREIGN ' WHEN relpersistence = 'u' THEN 'UNLOGGED ' ELSE '' END, full_name,
            CASE WHEN reloftype <> 0 THEN 'OF ' || format_type(reloftype, NULL) ELSE '('
              || coalesce((SELECT string_agg(definition, ', ' ORDER BY attnum) FROM columns
                           WHERE attrelid = r.oid AND (attislocal OR relispartition)), '') || ')' END,
            CASE WHEN names IS NOT NULL AND NOT relispartition THEN ' INHERITS (' || names || ')' ELSE '' END,
            CASE WHEN relkind = 'p' THEN ' PARTITION BY ' || pg_get_partkeydef(r.oid) ELSE '' END,
            CASE WHEN relkind = 'f' THEN ' SERVER ' || quote_ident(srvname) ELSE '' END)
          FROM r LEFT JOIN parents ON inhrelid = r.oid
          LEFT JOIN pg_foreign_table ON ftrelid = r.oid LEFT JOIN pg_foreign_server s ON s.oid = ftserver
          WHERE relkind IN ('r', 'p', 'f') AND relpersistence <> 't'
          UNION ALL
          SELECT 10, r.oid, 0, format('ALTER TABLE ONLY %s ATTACH PARTITION %s %s;', names, full_name, pg_get_expr(relpartbound, r.oid))
          FROM r JOIN parents ON inhrelid = r.oid WHERE relispartition AND relkind IN ('r', 'p', 'f')
          UNION ALL
          SELECT 11, q.oid, 0, format('ALTER SEQUENCE %s OWNED BY %s.%I;', q.full_name, t.full_name, attname)
          FROM r q JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = q.oid AND d.refclassid = 'pg_class'::regclass AND deptype = 'a'
          JOIN r t ON t.oid = refobjid JOIN pg_attribute ON attrelid = t.oid AND attnum = refobjsubid
          WHERE q.relkind = 'S' AND q.relpersistence <> 't'
          UNION ALL
          SELECT 12, oid, 0, format('CREATE %s %s %s%s AS %s', CASE relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END, full_name,
            (SELECT '(' || string_agg(quote_ident(attname), ', ' ORDER BY attnum) || ')' FROM pg_attribute WHERE attrelid = r.oid AND attnum > 0 AND NOT attisdropped),
            CASE WHEN relkind = 'v' THEN coalesce((SELECT ' WITH (' || string_agg(option, ', ') || ')'
              FROM unnest(reloptions) option WHERE option !~ '^check_option'), '') ELSE '' END,
            rtrim(pg_get_viewdef(oid), ';')
            || coalesce((SELECT ' WITH ' || upper(split_part(option, '=', 2)) || ' CHECK OPTION' FROM unnest(reloptions) option WHERE option ~ '^check_option'), '')
            || CASE WHEN relkind = 'm' AND NOT relispopulated THEN ' WITH NO DATA' ELSE '' END || ';')
          FROM r WHERE relkind IN ('v', 'm') AND relpersistence <> 't'
          UNION ALL
          SELECT 13, r.oid, attnum, format('COMMENT ON COLUMN %s.%I IS %L;', full_name, attname, description)
          FROM r JOIN pg_description ON objoid = r.oid AND classoid = 'pg_class'::regclass
          JOIN pg_attribute ON attrelid = r.oid AND attnum = objsubid
          WHERE attnum > 0 AND relkind IN ('r', 'p', 'f', 'v', 'm') AND relpersistence <> 't'
          UNION ALL
          SELECT CASE contype WHEN 'p' THEN 20 WHEN 'u' THEN 21 WHEN 'x' THEN 22 WHEN 'c' THEN 23 ELSE 24 END, k.oid, 0,
            format('ALTER TABLE ONLY %s ADD CONSTRAINT %I %s;', full_name, conname, pg_get_constraintdef(k.oid))
          FROM pg_constraint k JOIN r ON r.oid = conrelid
          WHERE contype IN ('p', 'u', 'x', 'c', 'f') AND relpersistence <> 't' AND (contype NOT IN ('c', 'f') OR (conislocal AND conparentid = 0))
          UNION ALL
          SELECT 30, i.oid, 0, pg_get_indexdef(i.oid) || ';'
          FROM r i JOIN pg_index x ON indexrelid = i.oid JOIN r t ON t.oid = indrelid
          WHERE i.relkind IN ('i', 'I') AND t.relpersistence <> 't' AND t.relkind <> 't' AND indisvalid
            AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.oid AND contype IN ('p', 'u', 'x'))
          UNION ALL
          SELECT 31, i.oid, 0, format('ALTER INDEX %I.%I ATTACH PARTITION %s;', pn.nspname, p.relname, i.full_name)
          FROM r i JOIN pg_inherits ON inhrelid = i.oid JOIN pg_class p ON p.oid = inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace
          WHERE i.relkind IN ('i', 'I')
          UNION ALL
          SELECT 40, g.oid, 0, pg_get_triggerdef(g.oid) || ';'
          FROM pg_trigger g JOIN r ON r.oid = tgrelid WHERE NOT tgisinternal AND tgparentid = 0 AND relpersistence <> 't'
          UNION ALL
          SELECT 41, g.oid, 0, format('ALTER TABLE %s %s TRIGGER %I;', full_name,
            CASE tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, tgname)
          FROM pg_trigger g JOIN r ON r.oid = tgrelid WHERE NOT tgisinternal AND tgenabled <> 'O' AND relpersistence <> 't'
          UNION ALL
          SELECT 42, w.oid, 0, pg_get_ruledef(w.oid)
          FROM pg_rewrite w JOIN r ON r.oid = ev_class WHERE rulename <> '_RETURN' AND relpersistence <> 't'
          UNION ALL
          SELECT 43, l.oid, 0, format('CREATE POLICY %I ON %s AS %s FOR %s TO %s%s%s;', polname, full_name,
            CASE WHEN polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
            CASE polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
            CASE WHEN polroles = '{0}' THEN 'PUBLIC' ELSE (SELECT string_agg(quote_ident(rolname), ', ') FROM pg_roles WHERE pg_roles.oid = ANY (polroles)) END,
            CASE WHEN polqual IS NOT NULL THEN ' USING (' || pg_get_expr(polqual, polrelid) || ')' ELSE '' END,
            CASE WHEN polwithcheck IS NOT NULL THEN ' WITH CHECK (' || pg_get_expr(polwithcheck, polrelid) || ')' ELSE '' END)
          FROM pg_policy l JOIN r ON r.oid = polrelid
          UNION ALL
          SELECT 44, oid, 0, format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY;', full_name) FROM r WHERE relrowsecurity
          UNION ALL
          SELECT 45, oid, 0, format('ALTER TABLE ONLY %s FORCE ROW LEVEL SECURITY;', full_name) FROM r WHERE relforcerowsecurity
          UNION ALL
          SELECT 46, s.oid, 0, pg_get_statisticsobjdef(s.oid) || ';' FROM pg_statistic_ext s JOIN n ON n.oid = stxnamespace
        ) AS statements
        WHERE text IS NOT NULL
        ORDER BY rank, oid, sub
        """
}
