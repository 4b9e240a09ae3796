-- Names: quoted, Unicode, long, reserved; and those that PostgreSQL chooses. Valid for PostgreSQL 15.
-- not followed: CREATE DOMAIN: select.timestamp has the name of a type of PostgreSQL

CREATE SCHEMA "Schema.With.Dots";
CREATE SCHEMA "sélect";
CREATE SCHEMA "select";
CREATE TABLE "Schema.With.Dots"."Table ""quoted"" name" ("Column A" integer PRIMARY KEY, "b.c" text DEFAULT 'x');

CREATE TABLE "sélect"."tablé" ("größe" integer, "名前" text, "🙂" boolean, UNIQUE ("größe", "名前"), CHECK ("🙂"));
CREATE TABLE "select"."table" ("from" integer REFERENCES "Schema.With.Dots"."Table ""quoted"" name", "where" integer,
    "order" integer GENERATED ALWAYS AS ("from" + "where") STORED, CHECK ("from" > "where"));
CREATE VIEW "select"."view" AS SELECT "from" AS "select", "table"."where" FROM "select"."table";
CREATE TYPE "select"."Type" AS ENUM ('x');
CREATE TYPE "select"."user" AS ("left" integer, "Right" "select"."Type");
CREATE DOMAIN "select"."timestamp" AS pg_catalog.timestamp;
CREATE TABLE "select".types (a "select"."Type", b "select"."Type"[], c "select"."user", d "select"."timestamp", e timestamp,
    f pg_catalog."char", g "select"."timestamp"[], h pg_catalog.varchar(3), i pg_catalog.int4, j "pg_catalog"."timestamptz"(2));
CREATE FUNCTION "select"."Function"("Arg One" "select"."Type", "select" integer DEFAULT 1) RETURNS SETOF "select"."user"
    LANGUAGE sql AS $outer$ SELECT $$ ; $$; SELECT NULL::"select"."user" $outer$;
CREATE TABLE U&"d\0061t\+000061" (U&"\00e4" integer);
CREATE TABLE FOLDED (ID integer, "ID" integer);
CREATE TABLE "LIMIT" ("LIMIT" integer);
CREATE TABLE a_very_long_name_for_a_table_that_comes_close_to_the_limit_of_63 (
    first_column_with_a_long_name_that_goes_on_and_on integer UNIQUE,
    second_column_with_a_long_name_that_goes_on_and_on integer CHECK (second_column_with_a_long_name_that_goes_on_and_on > 0),
    third_column serial PRIMARY KEY,
    UNIQUE (first_column_with_a_long_name_that_goes_on_and_on, second_column_with_a_long_name_that_goes_on_and_on),
    FOREIGN KEY (second_column_with_a_long_name_that_goes_on_and_on) REFERENCES a_very_long_name_for_a_table_that_comes_close_to_the_limit_of_63 (third_column),
    this_column_name_is_longer_than_sixty_three_bytes_and_so_it_is_cut_off_by_the_server integer
);
CREATE TABLE "größe_größe_größe_größe_größe_größe_größe" ("ü_ü_ü_ü_ü_ü_ü_ü_ü_ü_ü_ü_ü_ü_ü_ü" integer UNIQUE, id serial PRIMARY KEY);
CREATE INDEX ON "größe_größe_größe_größe_größe_größe_größe" ("ü_ü_ü_ü_ü_ü_ü_ü_ü_ü_ü_ü_ü_ü_ü_ü", id);
CREATE TABLE n (a integer UNIQUE, b integer UNIQUE, c integer CHECK (c > 0) CHECK (c < 9), CHECK (a > 0), CHECK (a < b), CHECK (1 > 0));
ALTER TABLE n ADD UNIQUE (a), ADD UNIQUE (a, b), ADD UNIQUE (a), ADD CHECK (a <> 3), ADD CHECK (c <> 3 AND a <> 2);
CREATE TABLE n_d_key (x integer);
ALTER TABLE n ADD COLUMN d integer UNIQUE;
CREATE TABLE m (n integer REFERENCES n (a), o integer REFERENCES n (a), FOREIGN KEY (n) REFERENCES n (b), FOREIGN KEY (n, o) REFERENCES n (a, b));
CREATE INDEX ON n (a);
CREATE INDEX ON n (a);
CREATE INDEX ON n (a, (b + 1), (c + 1));
CREATE INDEX ON n ((b + 1));
CREATE INDEX ON n (lower(c::text), abs(a));
CREATE INDEX ON n (a) INCLUDE (b);
CREATE INDEX ON n ((CASE WHEN a > 0 THEN 1 END), (a::text), (COALESCE(a, b)));
CREATE TABLE seq_taken (id integer);
CREATE SEQUENCE with_seq_id_seq;
CREATE TABLE with_seq (id serial, other integer GENERATED ALWAYS AS IDENTITY);
CREATE TABLE pkey_taken_pkey (a integer);
CREATE TABLE pkey_taken (a integer PRIMARY KEY);
CREATE TABLE excluded (a int4range, b integer, EXCLUDE USING gist (a WITH &&), EXCLUDE USING btree ((b + 1) WITH =));
CREATE DOMAIN unnamed AS integer CHECK (VALUE > 0) CHECK (VALUE < 9);
ALTER DOMAIN unnamed ADD CHECK (VALUE <> 5);
CREATE TYPE rangeless AS RANGE (subtype = text);
CREATE TYPE my_range_of_text AS RANGE (subtype = text, collation = "C");
CREATE TYPE a_very_long_name_for_a_table_that_comes_close_to_t_range AS RANGE (subtype = integer);
CREATE TABLE parted (a integer, b integer, UNIQUE (a, b)) PARTITION BY LIST (a);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES IN (1);
CREATE INDEX ON parted ((a + b));
CREATE INDEX ON parted (b) INCLUDE (a);
CREATE TABLE parted_2 PARTITION OF parted FOR VALUES IN (2);
CREATE INDEX parted_ba ON parted (b, a);
