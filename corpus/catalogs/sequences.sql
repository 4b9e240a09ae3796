-- Longer sequences of changes: partitions with indexes and keys, temporary relations in front of others, what CASCADE reaches.
-- Valid for PostgreSQL 15.
-- not followed: DROP EXTENSION: what belongs to hstore is not known

CREATE FUNCTION react() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';

-- Partitioned indexes: made alone, attached, valid at last, dropped with their parts.
CREATE TABLE p (a integer NOT NULL, b integer NOT NULL, c text) PARTITION BY RANGE (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10) PARTITION BY LIST (b);
CREATE TABLE p1_1 PARTITION OF p1 FOR VALUES IN (1);
CREATE TABLE p1_2 PARTITION OF p1 FOR VALUES IN (2);
CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (20);
ALTER TABLE ONLY p ADD CONSTRAINT p_key PRIMARY KEY (a, b);
ALTER TABLE ONLY p1 ADD CONSTRAINT p1_key PRIMARY KEY (a, b);
ALTER TABLE ONLY p1_1 ADD CONSTRAINT p1_1_key PRIMARY KEY (a, b);
ALTER TABLE ONLY p1_2 ADD CONSTRAINT p1_2_key PRIMARY KEY (a, b);
ALTER TABLE ONLY p2 ADD CONSTRAINT p2_key PRIMARY KEY (a, b);
ALTER INDEX p_key ATTACH PARTITION p1_key;
ALTER INDEX p_key ATTACH PARTITION p2_key;
ALTER INDEX p1_key ATTACH PARTITION p1_1_key;
ALTER INDEX p1_key ATTACH PARTITION p1_2_key;
CREATE INDEX p_alone ON ONLY p (c);
CREATE INDEX p1_alone ON ONLY p1 (c);
CREATE INDEX p1_1_c ON p1_1 (c);
ALTER INDEX p1_alone ATTACH PARTITION p1_1_c;
ALTER INDEX p_alone ATTACH PARTITION p1_alone;
CREATE UNIQUE INDEX p2_own ON p2 (b, a);
CREATE UNIQUE INDEX p_unique ON p (b, a);
CREATE INDEX p_gone ON p (c, a);
CREATE TABLE p3 PARTITION OF p DEFAULT;
CREATE TABLE p3_copy (LIKE p3 INCLUDING ALL);
DROP INDEX p_gone;
ALTER TABLE p DETACH PARTITION p3;
CREATE TABLE p4 (a integer NOT NULL, b integer NOT NULL, c text, PRIMARY KEY (a, b));
CREATE INDEX p4_c ON p4 (c);
ALTER TABLE p ATTACH PARTITION p4 FOR VALUES FROM (30) TO (40);
ALTER TABLE p1 DETACH PARTITION p1_2;
CREATE TABLE dropping (a integer, b integer, UNIQUE (a, b)) PARTITION BY LIST (a);
CREATE TABLE dropping_1 PARTITION OF dropping FOR VALUES IN (1);
CREATE TABLE dropping_2 PARTITION OF dropping FOR VALUES IN (2) PARTITION BY LIST (b);
CREATE TABLE dropping_2_1 PARTITION OF dropping_2 FOR VALUES IN (1);
CREATE INDEX dropping_b ON dropping (b);
ALTER TABLE dropping DROP CONSTRAINT dropping_a_b_key;
ALTER TABLE dropping RENAME COLUMN b TO bb;
ALTER TABLE dropping ALTER bb SET DEFAULT 5, ALTER bb SET NOT NULL, ADD CHECK (bb > a);
ALTER TABLE ONLY dropping_1 ALTER bb SET DEFAULT 6;

-- Foreign keys of and to partitioned tables.
CREATE TABLE target (id integer PRIMARY KEY, other integer UNIQUE);
CREATE TABLE f (a integer, t integer REFERENCES target ON DELETE CASCADE) PARTITION BY LIST (a);
CREATE TABLE f_1 PARTITION OF f FOR VALUES IN (1);
CREATE TABLE f_2 (a integer, t integer, CONSTRAINT its_own FOREIGN KEY (t) REFERENCES target ON DELETE CASCADE);
CREATE TABLE f_3 (a integer, t integer, CONSTRAINT another FOREIGN KEY (t) REFERENCES target);
ALTER TABLE f ATTACH PARTITION f_2 FOR VALUES IN (2);
ALTER TABLE f ATTACH PARTITION f_3 FOR VALUES IN (3);
ALTER TABLE f ADD CONSTRAINT f_other FOREIGN KEY (t) REFERENCES target (other);
ALTER TABLE f DETACH PARTITION f_1;
ALTER TABLE f DETACH PARTITION f_3;
ALTER TABLE target DROP CONSTRAINT target_other_key CASCADE;
ALTER TABLE target RENAME id TO identifier;
ALTER TABLE target RENAME TO goal;

-- Temporary relations stand in front of others of their name.
CREATE TABLE shadowed (a integer);
CREATE TEMPORARY TABLE shadowed (b text);
ALTER TABLE shadowed ADD COLUMN c integer;
CREATE INDEX shadowed_c ON shadowed (c);
CREATE VIEW of_shadowed AS SELECT b FROM shadowed;
ALTER TABLE public.shadowed ADD COLUMN d integer;
DROP VIEW of_shadowed;
DROP TABLE shadowed;
ALTER TABLE shadowed ADD COLUMN e integer;
CREATE TABLE pg_temp.explicit (a integer);
CREATE VIEW of_explicit AS SELECT a FROM pg_temp.explicit;

-- Names in a search path that is one string, in SET LOCAL, and after RESET ALL.
CREATE SCHEMA "a, b";
SET search_path = 'a, b';
CREATE TABLE in_odd_schema (a integer);
BEGIN;
SET LOCAL search_path = public;
CREATE TABLE in_local (a integer);
COMMIT;
SET search_path = public, "a, b";
RESET ALL;
CREATE TABLE after_reset (a integer);
SELECT set_config('search_path', '"a, b", public', false);
CREATE TABLE in_configured (a integer);
SET search_path TO public;

-- Sequences and their owners.
CREATE TABLE owner_1 (a serial, b integer);
CREATE TABLE owner_2 (a integer);
ALTER SEQUENCE owner_1_a_seq OWNED BY owner_2.a;
CREATE SEQUENCE free_one;
CREATE SEQUENCE owned_later;
ALTER SEQUENCE owned_later OWNED BY owner_1.b;
CREATE TABLE with_dropped_column (a serial, b serial, c integer);
ALTER TABLE with_dropped_column DROP COLUMN b;
ALTER SEQUENCE with_dropped_column_a_seq OWNED BY NONE;
DROP TABLE with_dropped_column;
CREATE SCHEMA away;
ALTER TABLE owner_2 SET SCHEMA away;
ALTER TABLE owner_1 RENAME b TO bb;

-- What CASCADE reaches through functions, types and views.
CREATE FUNCTION used(integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE FUNCTION used_by_trigger() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE DOMAIN checked AS integer CHECK (used(VALUE));
CREATE TABLE uses (a integer CHECK (used(a)), b boolean DEFAULT used(1), c boolean GENERATED ALWAYS AS (used(a)) STORED,
    d checked, e integer);
CREATE INDEX uses_index ON uses (a) WHERE used(a);
CREATE UNIQUE INDEX uses_expression ON uses (used(e));
CREATE POLICY uses_policy ON uses USING (used(a));
CREATE RULE uses_rule AS ON INSERT TO uses WHERE used(NEW.a) DO ALSO NOTHING;
CREATE TRIGGER uses_trigger BEFORE INSERT ON uses FOR EACH ROW WHEN (used(NEW.a)) EXECUTE FUNCTION react();
CREATE TRIGGER uses_function BEFORE INSERT ON uses FOR EACH ROW EXECUTE FUNCTION used_by_trigger();
CREATE VIEW uses_view AS SELECT e FROM uses WHERE used(a);
CREATE VIEW uses_uses_view AS SELECT e FROM uses_view;
CREATE VIEW uses_other AS SELECT e FROM uses;
CREATE FUNCTION uses_atomic(integer) RETURNS boolean LANGUAGE sql RETURN used($1);
CREATE STATISTICS uses_statistics ON (used(a)), e FROM uses;
DROP FUNCTION used CASCADE;
DROP FUNCTION used_by_trigger CASCADE;
CREATE TYPE colour AS ENUM ('red');
CREATE DOMAIN colour_domain AS colour;
CREATE TYPE colour_range AS RANGE (subtype = colour);
CREATE TABLE coloured (a integer, b colour, c colour[], d colour_domain, e colour_range, f text DEFAULT 'red'::colour::text,
    g text CHECK (g <> 'red'::colour::text));
CREATE VIEW coloured_view AS SELECT a FROM coloured WHERE b = 'red';
CREATE VIEW coloured_cast AS SELECT 'red'::colour AS c;
CREATE FUNCTION coloured_function(colour) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION coloured_result() RETURNS SETOF colour LANGUAGE sql AS 'SELECT NULL::colour';
DROP TYPE colour CASCADE;
CREATE EXTENSION hstore;
DROP EXTENSION hstore CASCADE;
CREATE TABLE viewed (a integer, b integer, c integer);
CREATE VIEW v1 AS SELECT a, b FROM viewed;
CREATE VIEW v2 AS SELECT a FROM v1;
CREATE VIEW v3 AS SELECT x.a FROM (SELECT * FROM v2) x;
CREATE RULE v1_rule AS ON UPDATE TO v1 DO INSTEAD UPDATE viewed SET a = NEW.a WHERE c = 1;
CREATE TRIGGER v2_trigger INSTEAD OF DELETE ON v2 FOR EACH ROW EXECUTE FUNCTION react();
DROP VIEW v2 CASCADE;
CREATE OR REPLACE VIEW v1 AS SELECT a, b, c AS d FROM viewed;
ALTER TABLE v1 RENAME TO v1_renamed;
ALTER TABLE viewed RENAME a TO aa;
CREATE MATERIALIZED VIEW m1 AS SELECT aa FROM viewed;
CREATE UNIQUE INDEX m1_key ON m1 (aa);
ALTER MATERIALIZED VIEW m1 RENAME COLUMN aa TO aaa;
ALTER TABLE m1 RENAME TO m1_renamed;

-- Overloads, and functions that change.
CREATE FUNCTION over(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION over(text, VARIADIC text[]) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION over(character varying(10)) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE PROCEDURE over(date) LANGUAGE sql AS '';
DROP FUNCTION over(varchar);
DROP ROUTINE over(date);
ALTER FUNCTION over(integer) SECURITY DEFINER IMMUTABLE SET work_mem = '1MB' SET search_path = public;
ALTER FUNCTION over(integer) RESET work_mem;
ALTER FUNCTION over(text, text[]) SET work_mem FROM CURRENT;
ALTER FUNCTION over(text, text[]) RESET ALL STRICT;
ALTER FUNCTION over(integer) SECURITY INVOKER;
DROP FUNCTION IF EXISTS over(bigint), nowhere();
CREATE OR REPLACE FUNCTION over(integer) RETURNS integer LANGUAGE plpgsql STABLE AS 'BEGIN RETURN 1; END';

-- Constraints that share names with others, keys that are said twice.
CREATE TABLE a_b (c integer CHECK (c > 0), x integer);
CREATE TABLE a (b_c integer CHECK (b_c > 0), x integer);
CREATE TABLE twice (a integer PRIMARY KEY UNIQUE, b integer UNIQUE, UNIQUE (b), CONSTRAINT named UNIQUE (b), UNIQUE (b, a));
CREATE TABLE named_twice (a integer UNIQUE, CONSTRAINT the_name UNIQUE (a), PRIMARY KEY (a));
CREATE TABLE references_later (a integer REFERENCES goal, b integer REFERENCES goal, c integer, CHECK (c > a), CHECK (c > b));
ALTER TABLE references_later DROP CONSTRAINT references_later_a_fkey, ADD FOREIGN KEY (a) REFERENCES goal ON UPDATE SET NULL;
ALTER TABLE references_later ALTER CONSTRAINT references_later_b_fkey DEFERRABLE;
ALTER TABLE references_later ALTER c SET DEFAULT NULL, ALTER b DROP NOT NULL;
CREATE TABLE statistics_source (a integer, b integer);
CREATE STATISTICS statistics_made ON a, b FROM statistics_source;

-- Typed tables and inheritance of them.
CREATE TYPE row_type AS (a integer, b text, c date);
CREATE TABLE typed OF row_type (PRIMARY KEY (a), UNIQUE (b, c));
ALTER TYPE row_type DROP ATTRIBUTE c CASCADE;
CREATE TABLE typed_too OF row_type;
DROP TYPE row_type CASCADE;
CREATE TABLE like_type_source (x integer, y text NOT NULL DEFAULT 'y', CHECK (x > 0));
CREATE TABLE like_heir (z integer) INHERITS (like_type_source);
CREATE TABLE like_copy (LIKE like_heir INCLUDING CONSTRAINTS INCLUDING DEFAULTS);
CREATE VIEW like_view_source AS SELECT x, y FROM like_type_source;
CREATE TABLE like_view (LIKE like_view_source);
CREATE TYPE like_composite AS (m integer, n text[]);
CREATE TABLE like_type (LIKE like_composite, o integer);
CREATE TABLE keeps_checks (x integer NOT NULL) INHERITS (like_type_source);
ALTER TABLE keeps_checks NO INHERIT like_type_source;
ALTER TABLE ONLY like_type_source DROP CONSTRAINT like_type_source_x_check;
