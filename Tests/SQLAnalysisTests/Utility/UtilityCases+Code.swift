// Cases of functions, triggers, operators, types, extensions, text search.

extension UtilityCases {
    static let code = UtilityCase.parse(
        #"""
        CREATE FUNCTION s.f(a int, VARIADIC b text[] DEFAULT '{}') RETURNS SETOF t.c%TYPE LANGUAGE plpgsql STRICT AS
        'secret'
        ==> CREATE FUNCTION schema-change | schema-change function s.f; procedural function s.f | 1 expressions,
        ==> types pg_catalog.int4 text t.c, looks

        CREATE OR REPLACE FUNCTION f(OUT x int, INOUT y int) LANGUAGE sql SECURITY DEFINER SET search_path = s COST
        5 ROWS 6 PARALLEL SAFE LEAKPROOF SUPPORT sup WINDOW AS 'secret'
        ==> CREATE FUNCTION schema-change | schema-change function f; procedural function f; privilege-change
        ==> function f; session setting search_path {stored}; privilege-change function f; procedural function sup
        ==> | types pg_catalog.int4 pg_catalog.int4, looks

        CREATE FUNCTION f() RETURNS TABLE (a int) LANGUAGE sql IMMUTABLE BEGIN ATOMIC SELECT a FROM t; DELETE FROM
        u; RETURN g(1); END
        ==> CREATE FUNCTION schema-change | schema-change function f; procedural function f | 1 expressions, types
        ==> pg_catalog.int4 pg_catalog.int4, stored {SELECT read}, stored {DELETE delete}, looks

        CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql RETURN a + 1
        ==> CREATE FUNCTION schema-change | schema-change function f; procedural function f | 1 expressions, types
        ==> pg_catalog.int4 pg_catalog.int4, looks

        CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC END
        ==> CREATE FUNCTION schema-change | schema-change function f; procedural function f | types
        ==> pg_catalog.int4, looks

        CREATE FUNCTION f() RETURNS int LANGUAGE c TRANSFORM FOR TYPE hstore AS 'secret', 'symbol'
        ==> CREATE FUNCTION schema-change | schema-change function f; procedural function f; server file file;
        ==> server file file | types pg_catalog.int4 hstore, looks

        CREATE FUNCTION f() RETURNS int LANGUAGE sql SET standard_conforming_strings = off AS 'secret'
        ==> refused SG2201

        CREATE PROCEDURE p(a int) LANGUAGE plpgsql AS 'secret'
        ==> CREATE PROCEDURE schema-change | schema-change procedure p; procedural procedure p | types
        ==> pg_catalog.int4, looks

        ALTER FUNCTION f(int) SECURITY DEFINER
        ==> ALTER FUNCTION schema-change | schema-change function f; procedural function f; privilege-change
        ==> function f | types pg_catalog.int4

        ALTER FUNCTION f(int) SECURITY INVOKER NOT LEAKPROOF STABLE
        ==> ALTER FUNCTION schema-change | schema-change function f; procedural function f | types pg_catalog.int4

        ALTER PROCEDURE p RESET search_path
        ==> ALTER PROCEDURE schema-change | schema-change procedure p; procedural procedure p; session setting
        ==> search_path {stored}

        ALTER ROUTINE r COST 5
        ==> ALTER ROUTINE schema-change | schema-change function r; procedural function r

        CALL s.p(1, f(2))
        ==> CALL procedural | procedural procedure s.p | 2 expressions

        DO 'secret'
        ==> DO procedural | procedural block anonymous

        DO LANGUAGE plpgsql 'secret'
        ==> DO procedural | procedural block anonymous

        CREATE TRIGGER g BEFORE INSERT OR UPDATE OF a, b ON s.t REFERENCING NEW TABLE AS n FOR EACH ROW WHEN (new.a
        > f(1)) EXECUTE FUNCTION x.f('secret', 5)
        ==> CREATE TRIGGER schema-change | schema-change trigger g; schema-change table s.t(a,b); procedural
        ==> function x.f | 1 expressions

        CREATE CONSTRAINT TRIGGER g AFTER DELETE ON t FROM o DEFERRABLE FOR EACH ROW EXECUTE PROCEDURE f()
        ==> CREATE TRIGGER schema-change | schema-change trigger g; schema-change table t; procedural function f;
        ==> schema-change table o

        CREATE EVENT TRIGGER e ON ddl_command_start WHEN tag IN ('DROP TABLE') EXECUTE FUNCTION f()
        ==> CREATE EVENT TRIGGER schema-change | schema-change event trigger e; procedural event trigger e;
        ==> procedural function f

        ALTER EVENT TRIGGER e DISABLE
        ==> ALTER EVENT TRIGGER schema-change | schema-change event trigger e; procedural event trigger e;
        ==> privilege-change event trigger e

        CREATE AGGREGATE s.a(int, text) (SFUNC = f, STYPE = int, FINALFUNC = x.g, SORTOP = <, INITCOND = '0')
        ==> CREATE AGGREGATE schema-change | schema-change aggregate s.a; procedural aggregate s.a; procedural
        ==> function f; procedural function x.g | types pg_catalog.int4 text pg_catalog.int4

        CREATE AGGREGATE a(*) (SFUNC = f, STYPE = int)
        ==> CREATE AGGREGATE schema-change | schema-change aggregate a; procedural aggregate a; procedural
        ==> function f | types pg_catalog.int4

        CREATE AGGREGATE a (BASETYPE = int, SFUNC = f, STYPE = int, INITCOND = '0')
        ==> CREATE AGGREGATE schema-change | schema-change aggregate a; procedural aggregate a; procedural
        ==> function f | types pg_catalog.int4 pg_catalog.int4

        CREATE AGGREGATE a(int) (SFUNC = 'f', STYPE = 'int', whatever = 1)
        ==> refused SG2106

        CREATE OPERATOR s.+ (LEFTARG = int, RIGHTARG = x.t, FUNCTION = f, COMMUTATOR = +, NEGATOR = OPERATOR(x.-),
        RESTRICT = eqsel, HASHES)
        ==> CREATE OPERATOR schema-change | schema-change operator s.+; procedural operator s.+; procedural
        ==> function f; schema-change operator +; schema-change operator x.-; procedural function eqsel | types
        ==> pg_catalog.int4 x.t

        ALTER OPERATOR + (int, int) SET (RESTRICT = f, JOIN = NONE)
        ==> ALTER OPERATOR schema-change | schema-change operator +; procedural operator +; procedural function f;
        ==> procedural | types pg_catalog.int4 pg_catalog.int4

        CREATE OPERATOR CLASS oc DEFAULT FOR TYPE int USING btree FAMILY ofa AS OPERATOR 1 <, OPERATOR 2 <= (int,
        int) FOR ORDER BY x, FUNCTION 1 (int, int) f(int, int), STORAGE text
        ==> CREATE OPERATOR CLASS schema-change | schema-change operator class oc; procedural operator class oc;
        ==> schema-change operator family ofa; procedural operator <; procedural operator <=; procedural function
        ==> f | types pg_catalog.int4 pg_catalog.int4 pg_catalog.int4 pg_catalog.int4 pg_catalog.int4
        ==> pg_catalog.int4 pg_catalog.int4 text

        CREATE OPERATOR FAMILY ofa USING btree
        ==> CREATE OPERATOR FAMILY schema-change | schema-change operator family ofa

        ALTER OPERATOR FAMILY ofa USING btree ADD OPERATOR 1 < (int, int), FUNCTION 1 f
        ==> ALTER OPERATOR FAMILY schema-change | schema-change operator family ofa; procedural operator family
        ==> ofa; procedural operator <; procedural function f | types pg_catalog.int4 pg_catalog.int4

        ALTER OPERATOR FAMILY ofa USING btree DROP OPERATOR 1 (int, int)
        ==> ALTER OPERATOR FAMILY schema-change | schema-change operator family ofa; procedural operator family
        ==> ofa | types pg_catalog.int4 pg_catalog.int4

        CREATE CAST (int AS x.t) WITH FUNCTION f(int) AS IMPLICIT
        ==> CREATE CAST schema-change | schema-change cast pg_catalog.int4 AS x.t; procedural cast pg_catalog.int4
        ==> AS x.t; procedural function f | types pg_catalog.int4 x.t pg_catalog.int4

        CREATE CAST (int AS text) WITHOUT FUNCTION
        ==> CREATE CAST schema-change | schema-change cast pg_catalog.int4 AS text; procedural cast
        ==> pg_catalog.int4 AS text | types pg_catalog.int4 text

        CREATE CAST (int AS text) WITH INOUT AS ASSIGNMENT
        ==> CREATE CAST schema-change | schema-change cast pg_catalog.int4 AS text; procedural cast
        ==> pg_catalog.int4 AS text | types pg_catalog.int4 text

        CREATE CONVERSION c FOR 'UTF8' TO 'LATIN1' FROM f
        ==> CREATE CONVERSION schema-change | schema-change conversion c; procedural function f

        CREATE TRANSFORM FOR hstore LANGUAGE l (FROM SQL WITH FUNCTION f(internal), TO SQL WITH FUNCTION
        g(internal))
        ==> CREATE TRANSFORM schema-change | schema-change transform FOR hstore LANGUAGE l; procedural function f;
        ==> procedural function g | types hstore internal internal

        CREATE LANGUAGE l
        ==> CREATE EXTENSION schema-change | schema-change extension l; procedural extension l

        CREATE TRUSTED LANGUAGE l HANDLER h INLINE x.i VALIDATOR v
        ==> CREATE LANGUAGE schema-change | schema-change language l; procedural language l; procedural function
        ==> h; procedural function x.i; procedural function v

        CREATE ACCESS METHOD am TYPE INDEX HANDLER h
        ==> CREATE ACCESS METHOD schema-change | schema-change access method am; procedural function h

        CREATE EXTENSION IF NOT EXISTS e WITH SCHEMA s VERSION '1.0' CASCADE
        ==> CREATE EXTENSION schema-change | schema-change extension e; procedural extension e; schema-change
        ==> schema s

        ALTER EXTENSION e UPDATE TO '2.0'
        ==> ALTER EXTENSION schema-change | schema-change extension e; procedural extension e

        ALTER EXTENSION e ADD TABLE t
        ==> ALTER EXTENSION schema-change | schema-change extension e; schema-change table t

        ALTER EXTENSION e DROP FUNCTION f(int)
        ==> ALTER EXTENSION schema-change | schema-change extension e; schema-change function f | types
        ==> pg_catalog.int4

        ALTER EXTENSION e ADD CAST (int AS text)
        ==> ALTER EXTENSION schema-change | schema-change extension e; schema-change cast pg_catalog.int4 AS text

        CREATE TYPE ct AS (a int, b text COLLATE "C")
        ==> CREATE TYPE schema-change | schema-change type ct | types pg_catalog.int4 text

        CREATE TYPE en AS ENUM ('secret')
        ==> CREATE TYPE schema-change | schema-change type en

        CREATE TYPE ra AS RANGE (SUBTYPE = int, SUBTYPE_DIFF = f, CANONICAL = g, COLLATION = c, SUBTYPE_OPCLASS = o)
        ==> CREATE TYPE schema-change | schema-change type ra; procedural function f; procedural function g |
        ==> types pg_catalog.int4

        CREATE TYPE sh
        ==> CREATE TYPE schema-change | schema-change type sh

        CREATE TYPE ba (INPUT = f, OUTPUT = g, LIKE = int, ALIGNMENT = int4, INTERNALLENGTH = 4, PASSEDBYVALUE)
        ==> CREATE TYPE schema-change | schema-change type ba; procedural function f; procedural function g |
        ==> types pg_catalog.int4

        ALTER TYPE en ADD VALUE IF NOT EXISTS 'secret' BEFORE 'other'
        ==> ALTER TYPE schema-change | schema-change type en

        ALTER TYPE en RENAME VALUE 'secret' TO 'other'
        ==> ALTER TYPE schema-change | schema-change type en

        ALTER TYPE ba SET (SEND = f, STORAGE = plain)
        ==> ALTER TYPE schema-change | schema-change type ba; procedural function f

        CREATE DOMAIN d AS int DEFAULT 5 NOT NULL CONSTRAINT k CHECK (value > 0) COLLATE "C"
        ==> CREATE DOMAIN schema-change | schema-change domain d | 2 expressions, types pg_catalog.int4

        ALTER DOMAIN d SET DEFAULT f()
        ==> ALTER DOMAIN schema-change | schema-change domain d | 1 expressions

        ALTER DOMAIN d DROP DEFAULT
        ==> ALTER DOMAIN schema-change | schema-change domain d

        ALTER DOMAIN d SET NOT NULL
        ==> ALTER DOMAIN schema-change | schema-change domain d

        ALTER DOMAIN d DROP NOT NULL
        ==> ALTER DOMAIN schema-change | schema-change domain d

        ALTER DOMAIN d ADD CONSTRAINT k CHECK (value > 0)
        ==> ALTER DOMAIN schema-change | schema-change domain d | 1 expressions

        ALTER DOMAIN d DROP CONSTRAINT k CASCADE
        ==> ALTER DOMAIN schema-change | schema-change domain d; schema-change constraint k | CASCADE

        ALTER DOMAIN d VALIDATE CONSTRAINT k
        ==> ALTER DOMAIN schema-change | schema-change domain d; schema-change constraint k

        CREATE COLLATION c (LOCALE = 'de_DE', PROVIDER = icu)
        ==> CREATE COLLATION schema-change | schema-change collation c

        CREATE COLLATION IF NOT EXISTS c FROM "C"
        ==> CREATE COLLATION schema-change | schema-change collation c

        ALTER COLLATION c REFRESH VERSION
        ==> ALTER COLLATION schema-change | schema-change collation c

        CREATE TEXT SEARCH PARSER p (START = a, GETTOKEN = b, END = c, LEXTYPES = d)
        ==> CREATE TEXT SEARCH PARSER schema-change | schema-change text search object p; procedural function a;
        ==> procedural function b; procedural function c; procedural function d

        CREATE TEXT SEARCH TEMPLATE t (INIT = a, LEXIZE = b)
        ==> CREATE TEXT SEARCH TEMPLATE schema-change | schema-change text search object t; procedural function a;
        ==> procedural function b

        CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = t, STOPWORDS = 'secret')
        ==> CREATE TEXT SEARCH DICTIONARY schema-change | schema-change text search object d; server file file

        CREATE TEXT SEARCH CONFIGURATION c (COPY = pg_catalog.english)
        ==> CREATE TEXT SEARCH CONFIGURATION schema-change | schema-change text search object c

        ALTER TEXT SEARCH DICTIONARY d (STOPWORDS)
        ==> ALTER TEXT SEARCH DICTIONARY schema-change | schema-change text search object d; server file file

        ALTER TEXT SEARCH CONFIGURATION c ADD MAPPING FOR word, host WITH a, x.b
        ==> ALTER TEXT SEARCH CONFIGURATION schema-change | schema-change text search object c

        ALTER TEXT SEARCH CONFIGURATION c ALTER MAPPING REPLACE a WITH b
        ==> ALTER TEXT SEARCH CONFIGURATION schema-change | schema-change text search object c

        ALTER TEXT SEARCH CONFIGURATION c DROP MAPPING IF EXISTS FOR word
        ==> ALTER TEXT SEARCH CONFIGURATION schema-change | schema-change text search object c
        """#
    )
}
