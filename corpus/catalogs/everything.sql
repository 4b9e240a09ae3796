-- One of each kind of object that a snapshot lists. Valid for PostgreSQL 15; scripts/catalog-check tells the rest.
-- not followed: CREATE CAST, CREATE COLLATION, CREATE FOREIGN DATA WRAPPER, CREATE OPERATOR, CREATE OPERATOR CLASS, CREATE OPERATOR FAMILY, CREATE TEXT SEARCH CONFIGURATION, CREATE PUBLICATION, CREATE EVENT TRIGGER, CREATE USER MAPPING, ALTER TEXT SEARCH CONFIGURATION, ALTER PUBLICATION, CREATE ROLE
-- columns not known: app.joined, app.natural_join

CREATE ROLE catalog_reader NOLOGIN;
CREATE SCHEMA app;
CREATE SCHEMA "Odd Schema" AUTHORIZATION postgres;
CREATE SCHEMA IF NOT EXISTS app;
CREATE SCHEMA inner_one
    CREATE TABLE inner_table (a integer PRIMARY KEY)
    CREATE VIEW inner_view AS SELECT a FROM inner_table
    CREATE INDEX inner_index ON inner_table ((a + 1));

CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA public;
CREATE EXTENSION hstore;
CREATE EXTENSION btree_gist;
CREATE EXTENSION postgres_fdw;

-- Types.
CREATE TYPE app.mood AS ENUM ('sad', 'it''s ok', 'happy');
CREATE TYPE app.empty_enum AS ENUM ();
CREATE TYPE app.point3 AS (x double precision, y double precision, z double precision);
CREATE TYPE app.nested AS (p app.point3, many app.point3[], m app.mood, label character varying(20));
CREATE TYPE app.nothing AS ();
CREATE TYPE app.float_range AS RANGE (subtype = double precision, subtype_diff = float8mi);
CREATE TYPE app.mood_range AS RANGE (subtype = app.mood, multirange_type_name = app.moods);
CREATE TYPE app.interval_of AS RANGE (subtype = interval);
CREATE DOMAIN app.positive AS integer CHECK (VALUE > 0);
CREATE DOMAIN app.email AS public.citext COLLATE "C" DEFAULT 'a@b' NOT NULL
    CONSTRAINT has_at CHECK (VALUE ~ '@') CONSTRAINT short CHECK (length(VALUE::text) < 100);
CREATE DOMAIN app.very_positive AS app.positive CHECK (VALUE > 10) CHECK (VALUE <> 13);
CREATE DOMAIN app.prices AS numeric(10,2)[] DEFAULT '{}';
CREATE DOMAIN app.mood_domain AS app.mood DEFAULT 'happy'::app.mood;
CREATE COLLATION app.german (provider = icu, locale = 'de-DE-x-icu');
CREATE COLLATION app.ignore_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);

-- Functions of all kinds.
CREATE FUNCTION app.add(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT $1 + $2';
CREATE FUNCTION app.add(a numeric, b numeric DEFAULT 1, c numeric DEFAULT 2.5) RETURNS numeric LANGUAGE sql STABLE
    AS $$ SELECT a + b + c $$;
CREATE FUNCTION app.add(VARIADIC integer[]) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
CREATE FUNCTION app.outs(IN a integer, OUT b text, OUT c app.mood, INOUT d app.point3) LANGUAGE plpgsql AS $$ BEGIN END $$;
CREATE FUNCTION app.one_out(OUT n bigint) LANGUAGE sql AS 'SELECT 1::bigint';
CREATE FUNCTION app.rows_of(k integer) RETURNS TABLE (id integer, name text, m app.mood) LANGUAGE sql ROWS 10
    AS 'SELECT 1, ''x'', NULL::app.mood';
CREATE FUNCTION app.set_of() RETURNS SETOF app.nested LANGUAGE sql AS 'SELECT NULL::app.nested';
CREATE FUNCTION app.definer() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp' SET work_mem = '1MB' AS $$ BEGIN END $$;
CREATE FUNCTION app.atomic(k integer) RETURNS integer LANGUAGE sql
    BEGIN ATOMIC
        SELECT app.add(k, 1);
        SELECT k * 2;
    END;
CREATE FUNCTION app.returning(k integer) RETURNS integer LANGUAGE sql RETURN app.add(k, 5);
CREATE FUNCTION app.poly(anyelement, anyarray) RETURNS anyelement LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION app.interval_in(interval day to second(3), timestamp(3) with time zone, bit(8), "char") RETURNS time(2)
    LANGUAGE sql AS 'SELECT NULL::time';
CREATE FUNCTION app.window_fn(anyelement) RETURNS bigint LANGUAGE internal WINDOW IMMUTABLE STRICT AS 'window_row_number';
CREATE FUNCTION app.on_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE FUNCTION app.on_event() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
CREATE FUNCTION app."Odd Function"("An Argument" text DEFAULT 'x') RETURNS text LANGUAGE sql AS $body$ SELECT $1; $body$;
CREATE PROCEDURE app.proc(a integer, OUT c integer, INOUT b text DEFAULT NULL) LANGUAGE plpgsql AS $$ BEGIN c := 1; END $$;
CREATE PROCEDURE app.proc(VARIADIC things text[]) LANGUAGE sql AS '';
CREATE AGGREGATE app.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0');
CREATE AGGREGATE app.counted(*) (SFUNC = int8inc, STYPE = int8, INITCOND = '0');
CREATE AGGREGATE app.old_style (BASETYPE = numeric, SFUNC = numeric_add, STYPE = numeric);
CREATE AGGREGATE app.ordered(float8 ORDER BY anyelement) (SFUNC = ordered_set_transition, STYPE = internal,
    FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA);

-- Operators and casts, which are named and counted.
CREATE FUNCTION app.point_eq(app.point3, app.point3) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE OPERATOR app.=== (LEFTARG = app.point3, RIGHTARG = app.point3, FUNCTION = app.point_eq);
CREATE FUNCTION app.mood_to_int(app.mood) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE CAST (app.mood AS integer) WITH FUNCTION app.mood_to_int(app.mood) AS ASSIGNMENT;
CREATE FUNCTION app.int_cmp(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 0';
CREATE OPERATOR CLASS app.backwards FOR TYPE integer USING btree AS
    OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 app.int_cmp(integer, integer);
CREATE TEXT SEARCH CONFIGURATION app.plain (COPY = simple);

-- Tables with every kind of column and constraint.
CREATE SEQUENCE app.free_sequence AS integer INCREMENT BY 2 START WITH 7 CACHE 10 CYCLE;
CREATE UNLOGGED SEQUENCE app.unlogged_sequence;
CREATE TABLE app.parent_table (
    id bigint GENERATED ALWAYS AS IDENTITY (START WITH 10) PRIMARY KEY,
    code character(3) NOT NULL,
    country text NOT NULL DEFAULT 'AT',
    UNIQUE (code, country),
    UNIQUE NULLS NOT DISTINCT (country, id)
);
CREATE TABLE app.columns (
    small smallserial,
    plain serial,
    big bigserial PRIMARY KEY,
    by_default integer GENERATED BY DEFAULT AS IDENTITY,
    seq integer DEFAULT nextval('app.free_sequence') NOT NULL,
    a "char", b char, c character varying, d varchar(10), e bpchar, f char(12), g name, h text COLLATE "de-AT-x-icu",
    i smallint, j integer, k bigint, l real, m double precision, n numeric, o numeric(8), p numeric(8,3), q decimal(5,1),
    r bit, s bit(3), t bit varying, u varbit(7), v boolean, w bytea, x uuid, y json, z jsonb,
    aa date, ab time, ac time(3), ad timetz, ae time(0) with time zone, af timestamp, ag timestamp(6), ah timestamptz,
    ai timestamp(2) with time zone, aj interval, ak interval(3), al interval year to month, am interval second(2),
    an interval day to hour, ao interval hour to second(1),
    ap inet, aq cidr, ar macaddr, at point, au box, av xml, aw tsvector, ax int4range, ay nummultirange, az regclass,
    ba oid, bb pg_lsn, bc integer[], bd integer[][], be text[3], bf numeric(4,2)[], bg "char"[], bh money,
    ca app.mood, cb app.mood[], cc app.point3, cd app.positive, ce app.email, cf app.float_range, cg public.citext,
    ch public.hstore, ci app.moods, cj app.very_positive[], ck app.parent_table,
    da integer DEFAULT 1 + 2, db text DEFAULT upper('x') || 'y', dc timestamptz DEFAULT now() NOT NULL,
    dd integer DEFAULT app.add(1, 2), de app.mood DEFAULT 'sad', df text DEFAULT CURRENT_USER, dg text DEFAULT NULL,
    ga integer GENERATED ALWAYS AS (j * 2) STORED, gb text GENERATED ALWAYS AS (d || COALESCE(h, '')) STORED
);
CREATE TABLE app.odd_types (a pg_catalog."bit", b "bit"[], c pg_catalog.bpchar, d bpchar[]);
CREATE FUNCTION app.odd_signature(bpchar, character, bit, "bit", "any", char[]) RETURNS char LANGUAGE internal AS 'pg_node_tree_in';
CREATE TABLE app.constraints (
    id integer CONSTRAINT constraints_key PRIMARY KEY DEFERRABLE INITIALLY DEFERRED,
    a integer UNIQUE DEFERRABLE,
    b integer CONSTRAINT b_is_positive CHECK (b > 0) NO INHERIT,
    c integer CHECK (c > 0),
    d integer CHECK (d > a),
    parent bigint REFERENCES app.parent_table ON DELETE CASCADE ON UPDATE RESTRICT,
    parent_code character(3),
    parent_country text,
    self integer,
    during int4range,
    place box,
    CHECK (a < b AND c IS NOT NULL),
    CONSTRAINT calls CHECK (app.add(a, b) > 0),
    CONSTRAINT nothing CHECK (1 = 1),
    CONSTRAINT "Odd Name" UNIQUE (b, c) INCLUDE (d) WITH (fillfactor = 70),
    CONSTRAINT nulls_alike UNIQUE NULLS NOT DISTINCT (c, d),
    CONSTRAINT two FOREIGN KEY (parent_code, parent_country) REFERENCES app.parent_table (code, country) MATCH FULL
        ON UPDATE SET DEFAULT ON DELETE SET NULL (parent_code) NOT DEFERRABLE,
    CONSTRAINT third FOREIGN KEY (parent_country, parent) REFERENCES app.parent_table (country, id)
        ON DELETE SET DEFAULT DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT to_self FOREIGN KEY (self, a) REFERENCES app.constraints (b, c) DEFERRABLE INITIALLY IMMEDIATE,
    EXCLUDE USING gist (during WITH &&, id WITH =) WHERE (id > 5),
    CONSTRAINT apart EXCLUDE USING gist (place WITH &&) DEFERRABLE,
    CONSTRAINT moved EXCLUDE (((a + b)) WITH =)
);
CREATE TABLE app.whole_rows_checked (a integer, b text, CONSTRAINT whole_row CHECK (whole_rows_checked IS NOT NULL));
ALTER TABLE app.constraints ADD CONSTRAINT later CHECK (a <> 7) NOT VALID;
ALTER TABLE app.constraints ADD CONSTRAINT later_key FOREIGN KEY (parent) REFERENCES app.parent_table NOT VALID;
CREATE TABLE app.of_type OF app.point3 (PRIMARY KEY (x), y WITH OPTIONS NOT NULL DEFAULT 1.5, CHECK (z > x));
CREATE UNLOGGED TABLE app.unlogged (a integer);
CREATE TABLE app.no_columns ();
CREATE TABLE app.likes (
    extra integer,
    LIKE app.parent_table,
    more integer,
    LIKE app.unlogged INCLUDING ALL
);
CREATE TABLE app.likes_all (LIKE app.constraints INCLUDING ALL);
CREATE TABLE app.likes_some (LIKE app.columns INCLUDING DEFAULTS INCLUDING GENERATED EXCLUDING CONSTRAINTS);
CREATE TABLE app.likes_identity (LIKE app.parent_table INCLUDING IDENTITY INCLUDING INDEXES);

-- Indexes of every shape.
CREATE TABLE app.indexed (a integer, b text, c jsonb, d integer[], e tsvector, f int4range, g text COLLATE app.ignore_case,
    h timestamp, i inet);
CREATE INDEX ON app.indexed (a);
CREATE INDEX ON app.indexed (a, b);
CREATE INDEX ON app.indexed (a);
CREATE UNIQUE INDEX ON app.indexed (a, h);
CREATE INDEX ON app.indexed (lower(b));
CREATE INDEX ON app.indexed ((a + 1), (a + 2), b);
CREATE INDEX ON app.indexed (upper(b), a, (a * 2));
CREATE INDEX named ON app.indexed USING hash (b);
CREATE INDEX gin_path ON app.indexed USING gin (c jsonb_path_ops);
CREATE INDEX gin_array ON app.indexed USING gin (d) WITH (fastupdate = off);
CREATE INDEX gist_fts ON app.indexed USING gist (e tsvector_ops (siglen = 100));
CREATE INDEX spgist_range ON app.indexed USING spgist (f);
CREATE INDEX brin_time ON app.indexed USING brin (h timestamp_minmax_multi_ops (values_per_range = 16)) WITH (pages_per_range = 4);
CREATE INDEX pattern ON app.indexed (b text_pattern_ops DESC NULLS LAST);
CREATE INDEX collated ON app.indexed (b COLLATE "C", g);
CREATE UNIQUE INDEX partial ON app.indexed (a) WHERE b IS NOT NULL AND h > '2020-01-01';
CREATE UNIQUE INDEX not_distinct ON app.indexed (b) NULLS NOT DISTINCT;
CREATE UNIQUE INDEX covering ON app.indexed (a) INCLUDE (b, h);
CREATE UNIQUE INDEX expression ON app.indexed ((c ->> 'key'));
CREATE UNIQUE INDEX calling ON app.indexed (app.add(a, 1));
CREATE UNIQUE INDEX own_class ON app.indexed (a app.backwards);
CREATE UNIQUE INDEX own_collation ON app.indexed (g);
CREATE UNIQUE INDEX other_collation ON app.indexed (b COLLATE app.ignore_case);
CREATE INDEX CONCURRENTLY IF NOT EXISTS concurrent ON app.indexed (i);
CREATE INDEX IF NOT EXISTS concurrent ON app.indexed (i);
CREATE TABLE app.promoted (a integer NOT NULL, b integer, c integer);
CREATE UNIQUE INDEX promoted_a ON app.promoted (a);
CREATE UNIQUE INDEX promoted_b ON app.promoted (b) INCLUDE (c);
ALTER TABLE app.promoted ADD CONSTRAINT promoted_is_key PRIMARY KEY USING INDEX promoted_a;
ALTER TABLE app.promoted ADD UNIQUE USING INDEX promoted_b DEFERRABLE;
ALTER TABLE app.promoted CLUSTER ON promoted_is_key;
ALTER TABLE app.promoted REPLICA IDENTITY USING INDEX promoted_is_key;
CREATE STATISTICS app.together (dependencies, ndistinct) ON a, b FROM app.indexed;
CREATE STATISTICS app.of_expressions ON a, (a + 1), lower(b) FROM app.indexed;
CREATE STATISTICS app.of_one (mcv) ON (h::date), a FROM app.indexed;

-- Inheritance and partitions.
CREATE TABLE app.base (a integer NOT NULL, b text DEFAULT 'b', CHECK (a > 0), CONSTRAINT own CHECK (b <> '') NO INHERIT);
CREATE TABLE app.other_base (b text, c integer DEFAULT 3);
CREATE TABLE app.heir (d integer, PRIMARY KEY (a)) INHERITS (app.base);
CREATE TABLE app.two_parents (c integer NOT NULL, e integer) INHERITS (app.base, app.other_base);
CREATE TABLE app.grandchild () INHERITS (app.heir);
CREATE TABLE app.measure (
    at timestamptz NOT NULL, region text NOT NULL, value numeric CHECK (value >= 0), id bigint,
    twice numeric GENERATED ALWAYS AS (value * 2) STORED,
    PRIMARY KEY (at, region), UNIQUE (region, at, id)
) PARTITION BY RANGE (at);
CREATE TABLE app.measure_2023 PARTITION OF app.measure FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE app.measure_2024 PARTITION OF app.measure (value DEFAULT 7 NOT NULL, CHECK (id > 0))
    FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY LIST (region);
CREATE TABLE app.measure_2024_at PARTITION OF app.measure_2024 FOR VALUES IN ('AT', 'DE', NULL);
CREATE TABLE app.measure_2024_rest PARTITION OF app.measure_2024 DEFAULT PARTITION BY HASH (region);
CREATE TABLE app.measure_2024_rest_0 PARTITION OF app.measure_2024_rest FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE app.measure_2024_rest_1 PARTITION OF app.measure_2024_rest FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE app.measure_2025 (LIKE app.measure INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING CONSTRAINTS);
CREATE UNIQUE INDEX measure_2025_own ON app.measure_2025 (at, region);
ALTER TABLE app.measure ATTACH PARTITION app.measure_2025 FOR VALUES FROM ('2025-01-01') TO (MAXVALUE);
CREATE INDEX measure_value ON app.measure (value);
CREATE INDEX ON app.measure (lower(region)) WHERE value > 5;
CREATE INDEX measure_alone ON ONLY app.measure (id);
CREATE INDEX measure_2023_id ON app.measure_2023 (id);
ALTER INDEX app.measure_alone ATTACH PARTITION app.measure_2023_id;
CREATE TABLE app.by_expression (a integer, b text) PARTITION BY LIST (lower(b));
CREATE TABLE app.by_two (a integer, b text) PARTITION BY RANGE (a, (b || 'x') COLLATE "C" text_pattern_ops);
CREATE TABLE app.to_measure (at timestamptz, region text, n integer,
    FOREIGN KEY (at, region) REFERENCES app.measure ON DELETE CASCADE ON UPDATE CASCADE);
CREATE TABLE app.measured_by (at timestamptz, region text, device bigint REFERENCES app.parent_table) PARTITION BY LIST (region);
CREATE TABLE app.measured_by_at PARTITION OF app.measured_by FOR VALUES IN ('AT');
ALTER TABLE app.measured_by ADD FOREIGN KEY (at, region) REFERENCES app.measure;

-- Views.
CREATE VIEW app.simple AS SELECT id, code, country AS land FROM app.parent_table;
CREATE VIEW app.starred AS SELECT * FROM app.parent_table;
CREATE VIEW app.on_view AS SELECT s.*, p.country FROM app.simple s JOIN app.parent_table p ON p.id = s.id;
CREATE VIEW app.with_names (first, second) AS SELECT id, code FROM app.parent_table;
CREATE VIEW app.computed AS
    SELECT count(*), sum(id) AS total, max(code)::text, CASE WHEN true THEN 1 END, COALESCE(code, 'x'), id + 1 AS next,
        (SELECT 1), EXISTS (SELECT 1), ARRAY[1], ROW(1, 2, 3)::app.point3, NULL AS n, 'x'::text, app.add(1, 2), GREATEST(1, 2),
        CURRENT_DATE, CURRENT_USER, id IS NULL AS isnull, (ROW(1, 2, 3)::app.point3).y
    FROM app.parent_table GROUP BY id, code;
CREATE VIEW app.united AS SELECT id, code FROM app.parent_table UNION ALL SELECT id, 'x' FROM app.constraints;
CREATE VIEW app.valued AS VALUES (1, 'a'), (2, 'b');
CREATE VIEW app.with_query AS
    WITH parent_table AS (SELECT 1 AS one), heir AS (SELECT * FROM parent_table), c AS (SELECT a FROM app.heir)
    SELECT one, c.a, b.b FROM heir, c, LATERAL (SELECT b FROM app.base WHERE base.a = c.a) b;
CREATE RECURSIVE VIEW app.counting (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM counting WHERE n < 9;
CREATE VIEW app.nested_reads AS
    SELECT 1 AS one FROM app.unlogged WHERE a IN (SELECT b FROM app.constraints WHERE EXISTS (SELECT FROM app.no_columns))
        AND a = (SELECT last_value FROM app.free_sequence);
CREATE VIEW app.functions AS SELECT r.id, g, app.one_out() AS o FROM app.rows_of(1) r, generate_series(1, 2) g;
CREATE VIEW app.whole_rows AS SELECT p, (p).code, (t.c).x FROM app.parent_table p, (SELECT NULL::app.point3 AS c) t;
CREATE VIEW app.joined AS SELECT * FROM app.base JOIN app.other_base USING (b);
CREATE VIEW app.natural_join AS SELECT * FROM app.base NATURAL JOIN app.other_base AS x;
CREATE VIEW app.renamed AS SELECT x, y FROM app.unlogged AS u (x), app.base AS v (y);
CREATE VIEW app.barrier WITH (security_barrier) AS SELECT a FROM app.unlogged;
CREATE VIEW app.invoker WITH (security_invoker = true, security_barrier = false) AS SELECT a FROM app.unlogged;
CREATE VIEW app.checked AS SELECT a FROM app.unlogged WHERE a > 0 WITH LOCAL CHECK OPTION;
CREATE VIEW app.checked_all WITH (check_option = cascaded) AS SELECT a FROM app.unlogged WHERE a > 0;
CREATE VIEW app.without_columns AS SELECT FROM app.unlogged;
CREATE VIEW app.on_catalogs AS SELECT c.relname, s.schemaname FROM pg_class c, pg_catalog.pg_stats s, information_schema.tables t;
CREATE VIEW app.only_one AS SELECT a FROM ONLY app.base TABLESAMPLE system (10);
CREATE VIEW app.windows AS SELECT rank() OVER w, lag(a) OVER (PARTITION BY b ORDER BY a) AS before FROM app.base WINDOW w AS (ORDER BY a);
CREATE VIEW app.ordered_sets AS SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY a), string_agg(b, ',' ORDER BY a) FROM app.base;
CREATE VIEW app.grouped AS SELECT a, b, GROUPING(a), count(*) FILTER (WHERE a > 1) FROM app.base GROUP BY ROLLUP (a, b);
CREATE VIEW app.xml_things AS SELECT xmlelement(name x, b), x.n FROM app.base, XMLTABLE('/r' PASSING (NULL::xml) COLUMNS n integer) x;
CREATE VIEW app.locked AS SELECT * FROM app.unlogged FOR UPDATE;
CREATE VIEW app.limited AS SELECT a FROM app.base ORDER BY b LIMIT 3 OFFSET 1;
CREATE VIEW app."Odd View" ("Odd Column") AS SELECT a FROM app.base;
CREATE MATERIALIZED VIEW app.stored AS SELECT id, count(*) AS n FROM app.on_view GROUP BY id WITH NO DATA;
CREATE MATERIALIZED VIEW app.stored_names (i, c) AS SELECT id, code FROM app.simple;
CREATE UNIQUE INDEX stored_key ON app.stored (id);
CREATE VIEW app.on_stored AS SELECT n FROM app.stored;

-- What reacts to writes.
CREATE TRIGGER before_row BEFORE INSERT OR UPDATE OF code, country ON app.parent_table FOR EACH ROW
    WHEN (NEW.code IS NOT NULL) EXECUTE FUNCTION app.on_change();
CREATE TRIGGER after_statement AFTER DELETE ON app.parent_table REFERENCING OLD TABLE AS gone FOR EACH STATEMENT
    EXECUTE FUNCTION app.on_change('x', 'y');
CREATE TRIGGER after_truncate AFTER TRUNCATE ON app.parent_table EXECUTE PROCEDURE app.on_change();
CREATE CONSTRAINT TRIGGER checked AFTER INSERT OR DELETE ON app.parent_table FROM app.constraints
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.on_change();
CREATE TRIGGER instead INSTEAD OF INSERT OR UPDATE OR DELETE ON app.simple FOR EACH ROW EXECUTE FUNCTION app.on_change();
CREATE TRIGGER on_partitioned AFTER UPDATE ON app.measure FOR EACH ROW EXECUTE FUNCTION app.on_change();
ALTER TABLE app.parent_table DISABLE TRIGGER after_statement;
ALTER TABLE app.parent_table ENABLE ALWAYS TRIGGER after_truncate;
ALTER TABLE app.parent_table ENABLE REPLICA TRIGGER checked;
CREATE RULE no_delete AS ON DELETE TO app.unlogged DO INSTEAD NOTHING;
CREATE RULE also AS ON INSERT TO app.unlogged WHERE NEW.a > 5 DO ALSO INSERT INTO app.base (a) SELECT NEW.a FROM app.heir;
CREATE RULE several AS ON UPDATE TO app.simple DO INSTEAD (
    UPDATE app.parent_table SET code = NEW.code WHERE id = OLD.id;
    DELETE FROM app.heir WHERE a = NEW.id;
    NOTIFY changed
);
CREATE RULE "Odd Rule" AS ON INSERT TO app.simple DO INSTEAD INSERT INTO app.parent_table (code) VALUES (NEW.code)
    RETURNING id, code, country;
ALTER TABLE app.unlogged DISABLE RULE also;
CREATE EVENT TRIGGER on_ddl ON ddl_command_end EXECUTE FUNCTION app.on_event();

-- Row security, grants, comments.
ALTER TABLE app.base ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.heir ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.heir FORCE ROW LEVEL SECURITY;
CREATE POLICY everyone ON app.base;
CREATE POLICY readers ON app.base AS RESTRICTIVE FOR SELECT TO catalog_reader, CURRENT_USER USING (a > 5);
CREATE POLICY writers ON app.base FOR INSERT TO PUBLIC WITH CHECK (b <> 'x' AND a IN (SELECT id FROM app.constraints));
CREATE POLICY "Odd Policy" ON app.base FOR UPDATE USING (app.add(a, 1) > 0) WITH CHECK (true);
CREATE POLICY cleaners ON app.heir FOR DELETE USING (d IS NULL);
GRANT SELECT, INSERT (a) ON app.base TO catalog_reader WITH GRANT OPTION;
GRANT ALL ON ALL TABLES IN SCHEMA app TO catalog_reader;
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO PUBLIC;
REVOKE EXECUTE ON FUNCTION app.definer() FROM PUBLIC;
COMMENT ON TABLE app.base IS 'It''s a table; with a semicolon';
COMMENT ON COLUMN app.base.a IS E'a\\nb';
COMMENT ON COLUMN app.base.b IS 'gone again';
COMMENT ON COLUMN app.base.b IS NULL;
COMMENT ON COLUMN app.heir.a IS 'an heir''s own; @pii';
COMMENT ON COLUMN app.point3.x IS 'a field of a type';
CREATE TABLE app.commented (LIKE app.base INCLUDING COMMENTS, more text);
CREATE TABLE app.not_commented (LIKE app.base);
CREATE TABLE app.commented_heir () INHERITS (app.commented);
CREATE VIEW app.commented_view AS SELECT a FROM app.commented;
COMMENT ON COLUMN app.commented_view.a IS 'of a view';
CREATE OR REPLACE VIEW app.commented_view AS SELECT a, more FROM app.commented;
COMMENT ON COLUMN app.commented.more IS 'more to say';
ALTER TABLE app.commented ADD COLUMN others integer;
COMMENT ON COLUMN app.commented.others IS '';
COMMENT ON FUNCTION app.add(integer, integer) IS 'x';
COMMENT ON CONSTRAINT two ON app.constraints IS 'x';

-- Foreign tables.
CREATE FOREIGN DATA WRAPPER own_wrapper;
CREATE SERVER other_server TYPE 'x' VERSION '1' FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'localhost', dbname 'x');
CREATE SERVER "Odd Server" FOREIGN DATA WRAPPER own_wrapper;
CREATE USER MAPPING FOR PUBLIC SERVER other_server OPTIONS (user 'x');
CREATE FOREIGN TABLE app.foreign_table (
    id integer OPTIONS (column_name 'x') NOT NULL, b text COLLATE "C" DEFAULT 'y', CHECK (id > 0)
) SERVER other_server OPTIONS (table_name 't');
CREATE FOREIGN TABLE app.measure_before PARTITION OF app.by_two FOR VALUES FROM (MINVALUE, MINVALUE) TO (1, 'a')
    SERVER "Odd Server";
CREATE FOREIGN TABLE app.foreign_heir (f integer) INHERITS (app.other_base) SERVER "Odd Server";
CREATE PUBLICATION changes FOR TABLE app.base, app.parent_table (id) WHERE (id > 5);

-- Storage, which says nothing about what is listed.
ALTER TABLE app.columns ALTER COLUMN h SET STORAGE EXTERNAL, ALTER COLUMN h SET STATISTICS 500,
    ALTER COLUMN h SET (n_distinct = -0.5), ALTER COLUMN z SET COMPRESSION pglz;
ALTER TABLE app.columns SET (autovacuum_enabled = false);
ALTER TABLE app.columns OWNER TO CURRENT_USER;
