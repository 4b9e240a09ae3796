// Cases of DROP, COMMENT, RENAME, OWNER, SET SCHEMA, SECURITY LABEL.

extension UtilityCases {
    static let objects = UtilityCase.parse(
        #"""
        DROP TABLE t, s.u
        ==> DROP TABLE schema-change | schema-change table t; schema-change table s.u

        DROP TABLE IF EXISTS t CASCADE
        ==> DROP TABLE schema-change | schema-change table t | CASCADE

        DROP SEQUENCE s
        ==> DROP SEQUENCE schema-change | schema-change sequence s

        DROP VIEW v
        ==> DROP VIEW schema-change | schema-change view v

        DROP MATERIALIZED VIEW v
        ==> DROP MATERIALIZED VIEW schema-change | schema-change materialized view v

        DROP INDEX CONCURRENTLY i
        ==> DROP INDEX schema-change | schema-change index i

        DROP FOREIGN TABLE t
        ==> DROP FOREIGN TABLE schema-change | schema-change foreign table t; server foreign table t

        DROP COLLATION c
        ==> DROP COLLATION schema-change | schema-change collation c

        DROP CONVERSION c
        ==> DROP CONVERSION schema-change | schema-change conversion c

        DROP STATISTICS st
        ==> DROP STATISTICS schema-change | schema-change statistics st

        DROP TEXT SEARCH PARSER p
        ==> DROP TEXT SEARCH PARSER schema-change | schema-change text search object p

        DROP TEXT SEARCH DICTIONARY d
        ==> DROP TEXT SEARCH DICTIONARY schema-change | schema-change text search object d

        DROP TEXT SEARCH TEMPLATE t
        ==> DROP TEXT SEARCH TEMPLATE schema-change | schema-change text search object t

        DROP TEXT SEARCH CONFIGURATION c
        ==> DROP TEXT SEARCH CONFIGURATION schema-change | schema-change text search object c

        DROP ACCESS METHOD am
        ==> DROP ACCESS METHOD schema-change | schema-change access method am

        DROP EVENT TRIGGER e
        ==> DROP EVENT TRIGGER schema-change | schema-change event trigger e; procedural event trigger e;
        ==> privilege-change event trigger e

        DROP EXTENSION e CASCADE
        ==> DROP EXTENSION schema-change | schema-change extension e | CASCADE

        DROP FOREIGN DATA WRAPPER w
        ==> DROP FOREIGN DATA WRAPPER server | server foreign-data wrapper w; schema-change foreign-data wrapper w

        DROP LANGUAGE l
        ==> DROP LANGUAGE schema-change | schema-change language l

        DROP PUBLICATION p
        ==> DROP PUBLICATION server | server publication p; schema-change publication p

        DROP SCHEMA s CASCADE
        ==> DROP SCHEMA schema-change | schema-change schema s | CASCADE

        DROP SERVER s
        ==> DROP SERVER server | server server s; schema-change server s

        DROP POLICY p ON s.t
        ==> DROP POLICY privilege-change | privilege-change table s.t; schema-change table s.t; privilege-change
        ==> policy p; schema-change policy p

        DROP RULE r ON t
        ==> DROP RULE schema-change | schema-change table t; procedural table t; privilege-change table t;
        ==> schema-change rule r; procedural rule r; privilege-change rule r

        DROP TRIGGER g ON t CASCADE
        ==> DROP TRIGGER schema-change | schema-change table t; procedural table t; privilege-change table t;
        ==> schema-change trigger g; procedural trigger g; privilege-change trigger g

        DROP TYPE ty, s.tz
        ==> DROP TYPE schema-change | schema-change type ty; schema-change type s.tz

        DROP DOMAIN d
        ==> DROP DOMAIN schema-change | schema-change domain d

        DROP FUNCTION f, s.g(IN int, OUT text)
        ==> DROP FUNCTION schema-change | schema-change function f; schema-change function s.g | types
        ==> pg_catalog.int4 text

        DROP PROCEDURE p()
        ==> DROP PROCEDURE schema-change | schema-change procedure p

        DROP ROUTINE r
        ==> DROP ROUTINE schema-change | schema-change function r

        DROP AGGREGATE a(*), b(ORDER BY int)
        ==> DROP AGGREGATE schema-change | schema-change aggregate a; schema-change aggregate b | types
        ==> pg_catalog.int4

        DROP OPERATOR s.+ (int, int), - (NONE, int)
        ==> DROP OPERATOR schema-change | schema-change operator s.+; schema-change operator - | types
        ==> pg_catalog.int4 pg_catalog.int4 pg_catalog.int4

        DROP OPERATOR CLASS oc USING btree
        ==> DROP OPERATOR CLASS schema-change | schema-change operator class oc

        DROP OPERATOR FAMILY ofa USING btree
        ==> DROP OPERATOR FAMILY schema-change | schema-change operator family ofa

        DROP CAST (int AS text)
        ==> DROP CAST schema-change | schema-change cast pg_catalog.int4 AS text

        DROP TRANSFORM FOR int LANGUAGE l
        ==> DROP TRANSFORM schema-change | schema-change transform FOR pg_catalog.int4 LANGUAGE l

        COMMENT ON TABLE t IS 'secret'
        ==> COMMENT schema-change | schema-change table t

        COMMENT ON COLUMN s.t.c IS NULL
        ==> COMMENT schema-change | schema-change table s.t(c)

        COMMENT ON CONSTRAINT k ON t IS 'x'
        ==> COMMENT schema-change | schema-change table t; schema-change constraint k

        COMMENT ON CONSTRAINT k ON DOMAIN d IS 'x'
        ==> COMMENT schema-change | schema-change domain d; schema-change constraint k

        COMMENT ON CAST (int AS text) IS 'x'
        ==> COMMENT schema-change | schema-change cast pg_catalog.int4 AS text

        COMMENT ON TRANSFORM FOR int LANGUAGE l IS 'x'
        ==> COMMENT schema-change | schema-change transform FOR pg_catalog.int4 LANGUAGE l

        COMMENT ON LARGE OBJECT 4711 IS 'x'
        ==> COMMENT schema-change | schema-change large object large object

        COMMENT ON OPERATOR + (int, int) IS 'x'
        ==> COMMENT schema-change | schema-change operator + | types pg_catalog.int4 pg_catalog.int4

        COMMENT ON FUNCTION f(int) IS 'x'
        ==> COMMENT schema-change | schema-change function f | types pg_catalog.int4

        COMMENT ON POLICY p ON t IS 'x'
        ==> COMMENT schema-change | schema-change table t; schema-change policy p

        COMMENT ON ROLE joe IS 'x'
        ==> COMMENT schema-change | schema-change role joe

        COMMENT ON DATABASE d IS 'x'
        ==> COMMENT schema-change | schema-change database d

        COMMENT ON SUBSCRIPTION su IS 'x'
        ==> COMMENT schema-change | schema-change subscription su

        COMMENT ON TABLESPACE ts IS 'x'
        ==> COMMENT schema-change | schema-change tablespace ts

        COMMENT ON TYPE ty IS 'x'
        ==> COMMENT schema-change | schema-change type ty

        COMMENT ON OPERATOR CLASS oc USING btree IS 'x'
        ==> COMMENT schema-change | schema-change operator class oc

        SECURITY LABEL FOR 'provider' ON TABLE t IS 'secret'
        ==> SECURITY LABEL privilege-change | privilege-change table t

        SECURITY LABEL ON COLUMN t.c IS 'secret'
        ==> SECURITY LABEL privilege-change | privilege-change table t(c)

        ALTER TABLE t RENAME TO u
        ==> ALTER TABLE schema-change | schema-change table t; schema-change table u

        ALTER TABLE s.t RENAME COLUMN a TO b
        ==> ALTER TABLE schema-change | schema-change table s.t(a,b)

        ALTER VIEW v RENAME COLUMN a TO b
        ==> ALTER VIEW schema-change | schema-change view v(a,b)

        ALTER TABLE t RENAME CONSTRAINT k TO l
        ==> ALTER TABLE schema-change | schema-change table t; schema-change constraint k; schema-change
        ==> constraint l

        ALTER INDEX i RENAME TO j
        ==> ALTER INDEX schema-change | schema-change index i; schema-change index j

        ALTER TYPE ct RENAME ATTRIBUTE a TO b CASCADE
        ==> ALTER TYPE schema-change | schema-change type ct(a,b) | CASCADE

        ALTER TYPE ty RENAME TO tz
        ==> ALTER TYPE schema-change | schema-change type ty; schema-change type tz

        ALTER DOMAIN d RENAME TO e
        ==> ALTER DOMAIN schema-change | schema-change domain d; schema-change domain e

        ALTER DOMAIN d RENAME CONSTRAINT k TO l
        ==> ALTER DOMAIN schema-change | schema-change domain d; schema-change constraint k; schema-change
        ==> constraint l

        ALTER POLICY p ON t RENAME TO q
        ==> ALTER POLICY privilege-change | privilege-change table t; schema-change table t; privilege-change
        ==> policy p; schema-change policy p; privilege-change policy q; schema-change policy q

        ALTER RULE r ON t RENAME TO q
        ==> ALTER RULE schema-change | schema-change table t; procedural table t; privilege-change table t;
        ==> schema-change rule r; procedural rule r; privilege-change rule r; schema-change rule q; procedural
        ==> rule q; privilege-change rule q

        ALTER TRIGGER g ON t RENAME TO h
        ==> ALTER TRIGGER schema-change | schema-change table t; procedural table t; privilege-change table t;
        ==> schema-change trigger g; procedural trigger g; privilege-change trigger g; schema-change trigger h;
        ==> procedural trigger h; privilege-change trigger h

        ALTER EVENT TRIGGER e RENAME TO f
        ==> ALTER EVENT TRIGGER schema-change | schema-change event trigger e; procedural event trigger e;
        ==> privilege-change event trigger e; schema-change event trigger f

        ALTER ROLE joe RENAME TO ann
        ==> ALTER ROLE privilege-change | privilege-change role joe; privilege-change role ann

        ALTER DATABASE d RENAME TO e
        ==> ALTER DATABASE server | server database d; schema-change database d; server database e

        ALTER SCHEMA s RENAME TO u
        ==> ALTER SCHEMA schema-change | schema-change schema s; schema-change schema u

        ALTER TABLESPACE ts RENAME TO tt
        ==> ALTER TABLESPACE server | server tablespace ts; schema-change tablespace ts; server tablespace tt

        ALTER FUNCTION s.f(int) RENAME TO g
        ==> ALTER FUNCTION schema-change | schema-change function s.f; schema-change function s.g | types
        ==> pg_catalog.int4

        ALTER SUBSCRIPTION su RENAME TO sv
        ==> ALTER SUBSCRIPTION server | server subscription su; schema-change subscription su; server subscription
        ==> sv

        ALTER LANGUAGE l RENAME TO m
        ==> ALTER LANGUAGE schema-change | schema-change language l; schema-change language m

        ALTER OPERATOR CLASS oc USING btree RENAME TO od
        ==> ALTER OPERATOR CLASS schema-change | schema-change operator class oc; schema-change operator class od

        ALTER FUNCTION f(int) OWNER TO joe
        ==> ALTER FUNCTION privilege-change | privilege-change function f; schema-change function f;
        ==> privilege-change role joe | types pg_catalog.int4

        ALTER SCHEMA s OWNER TO SESSION_USER
        ==> ALTER SCHEMA privilege-change | privilege-change schema s; schema-change schema s; privilege-change
        ==> role session_user

        ALTER DATABASE d OWNER TO joe
        ==> ALTER DATABASE privilege-change | privilege-change database d; server database d; schema-change
        ==> database d; privilege-change role joe

        ALTER LARGE OBJECT 4711 OWNER TO joe
        ==> ALTER LARGE OBJECT privilege-change | privilege-change large object large object; schema-change large
        ==> object large object; privilege-change role joe

        ALTER EVENT TRIGGER e OWNER TO joe
        ==> ALTER EVENT TRIGGER privilege-change | privilege-change event trigger e; schema-change event trigger
        ==> e; procedural event trigger e; privilege-change role joe

        ALTER TABLE t SET SCHEMA s
        ==> ALTER TABLE schema-change | schema-change table t; schema-change table s.t; schema-change schema s

        ALTER EXTENSION e SET SCHEMA s
        ==> ALTER EXTENSION schema-change | schema-change extension e; schema-change schema s

        ALTER FUNCTION f SET SCHEMA s
        ==> ALTER FUNCTION schema-change | schema-change function f; schema-change function s.f; schema-change
        ==> schema s

        ALTER OPERATOR + (int, int) SET SCHEMA s
        ==> ALTER OPERATOR schema-change | schema-change operator +; schema-change operator s.+; schema-change
        ==> schema s | types pg_catalog.int4 pg_catalog.int4

        ALTER FUNCTION f DEPENDS ON EXTENSION e
        ==> ALTER FUNCTION schema-change | schema-change function f; schema-change extension e

        ALTER TRIGGER g ON t DEPENDS ON EXTENSION e
        ==> ALTER TRIGGER schema-change | schema-change table t; schema-change trigger g; schema-change extension
        ==> e

        ALTER INDEX i NO DEPENDS ON EXTENSION e
        ==> ALTER INDEX schema-change | schema-change index i; schema-change extension e
        """#
    )
}
