// Cases of tables, views, indexes, sequences and schemas.

extension UtilityCases {
    static let tables = UtilityCase.parse(
        #"""
        CREATE TABLE t (a int, b text)
        ==> CREATE TABLE schema-change | schema-change table t | types pg_catalog.int4 text

        CREATE TEMP TABLE t (a int)
        ==> CREATE TABLE schema-change | schema-change table pg_temp.t | types pg_catalog.int4

        CREATE UNLOGGED TABLE IF NOT EXISTS s.t (a int DEFAULT 1, b text COLLATE "C" NOT NULL, c text COMPRESSION
        pglz NULL)
        ==> CREATE TABLE schema-change | schema-change table s.t | 1 expressions, types pg_catalog.int4 text text

        CREATE TABLE t (a int PRIMARY KEY, b int UNIQUE, c int CHECK (c > 0), d int REFERENCES o (id) ON DELETE
        CASCADE)
        ==> CREATE TABLE schema-change | schema-change table t; schema-change table o; read table o(id) | 1
        ==> expressions, types pg_catalog.int4 pg_catalog.int4 pg_catalog.int4 pg_catalog.int4

        CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME s START 5), b int GENERATED ALWAYS AS (a *
        2) STORED)
        ==> CREATE TABLE schema-change | schema-change table t; schema-change sequence s | 1 expressions, types
        ==> pg_catalog.int4 pg_catalog.int4

        CREATE TABLE t (a int REFERENCES o DEFERRABLE INITIALLY DEFERRED, b int REFERENCES o NOT DEFERRABLE
        INITIALLY IMMEDIATE)
        ==> CREATE TABLE schema-change | schema-change table t; schema-change table o; read table o(*);
        ==> schema-change table o; read table o(*) | types pg_catalog.int4 pg_catalog.int4

        CREATE TABLE t (a int, CONSTRAINT k PRIMARY KEY (a) INCLUDE (b) WITH (fillfactor = 70) USING INDEX
        TABLESPACE ts)
        ==> CREATE TABLE schema-change | schema-change table t; server tablespace ts | types pg_catalog.int4

        CREATE TABLE t (a int, EXCLUDE USING gist (a WITH =, lower(b) WITH OPERATOR(pg_catalog.=)) WHERE (a > 0))
        ==> CREATE TABLE schema-change | schema-change table t | 2 expressions, types pg_catalog.int4

        CREATE TABLE t (a int, FOREIGN KEY (a) REFERENCES o (x) MATCH FULL ON DELETE SET NULL (a))
        ==> CREATE TABLE schema-change | schema-change table t; schema-change table o; read table o(x) | types
        ==> pg_catalog.int4

        CREATE TABLE t (LIKE o INCLUDING ALL)
        ==> CREATE TABLE schema-change | schema-change table t; read table o

        CREATE TABLE t (a int) INHERITS (p, q)
        ==> CREATE TABLE schema-change | schema-change table t; schema-change table p; schema-change table q |
        ==> types pg_catalog.int4

        CREATE TABLE t (a int) PARTITION BY RANGE (a, lower(b) COLLATE "C" text_ops)
        ==> CREATE TABLE schema-change | schema-change table t | 1 expressions, types pg_catalog.int4

        CREATE TABLE t PARTITION OF p FOR VALUES FROM (MINVALUE) TO (10)
        ==> CREATE TABLE schema-change | schema-change table t; schema-change table p | 1 expressions

        CREATE TABLE t PARTITION OF p FOR VALUES IN (1, f(2)) PARTITION BY LIST (a)
        ==> CREATE TABLE schema-change | schema-change table t; schema-change table p | 2 expressions

        CREATE TABLE t PARTITION OF p FOR VALUES WITH (modulus 4, remainder 1)
        ==> CREATE TABLE schema-change | schema-change table t; schema-change table p

        CREATE TABLE t PARTITION OF p (a WITH OPTIONS DEFAULT 3) DEFAULT
        ==> CREATE TABLE schema-change | schema-change table t; schema-change table p | 1 expressions

        CREATE TABLE t OF ct (a PRIMARY KEY)
        ==> CREATE TABLE schema-change | schema-change table t | types ct

        CREATE TABLE t (a int) USING heap WITH (fillfactor = 70, toast.autovacuum_enabled = off) TABLESPACE ts
        ==> CREATE TABLE schema-change | schema-change table t; server tablespace ts | types pg_catalog.int4

        CREATE TEMP TABLE t (a int) ON COMMIT DROP
        ==> CREATE TABLE schema-change | schema-change table pg_temp.t | types pg_catalog.int4

        CREATE FOREIGN TABLE t (a int OPTIONS (column_name 'x')) SERVER s OPTIONS (table_name 'secret')
        ==> CREATE FOREIGN TABLE schema-change | schema-change foreign table t; server server s | types
        ==> pg_catalog.int4

        CREATE FOREIGN TABLE t PARTITION OF p FOR VALUES IN (1) SERVER s
        ==> CREATE FOREIGN TABLE schema-change | schema-change foreign table t; schema-change table p; server
        ==> server s | 1 expressions

        CREATE TABLE t AS SELECT a FROM o
        ==> CREATE TABLE AS schema-change | schema-change table t | now {SELECT read}

        CREATE TEMP TABLE t (x) WITH (fillfactor = 70) TABLESPACE ts AS SELECT a FROM o WITH NO DATA
        ==> CREATE TABLE AS schema-change | schema-change table pg_temp.t; server tablespace ts | now {SELECT
        ==> read}

        CREATE TABLE t AS EXECUTE p (1)
        ==> CREATE TABLE AS schema-change | schema-change table t | now {EXECUTE read | 1 expressions,
        ==> execute("p")}

        CREATE MATERIALIZED VIEW v AS SELECT a FROM o
        ==> CREATE MATERIALIZED VIEW schema-change | schema-change materialized view v | now {SELECT read}

        SELECT a INTO t FROM o
        ==> SELECT INTO read

        CREATE VIEW v AS SELECT a FROM o
        ==> CREATE VIEW schema-change | schema-change view v | stored {SELECT read}

        CREATE OR REPLACE TEMP VIEW v (x) WITH (security_barrier) AS SELECT a FROM o WITH LOCAL CHECK OPTION
        ==> CREATE VIEW schema-change | schema-change view pg_temp.v; privilege-change view pg_temp.v | stored
        ==> {SELECT read}

        CREATE RECURSIVE VIEW v (n) AS SELECT 1 UNION ALL SELECT n + 1 FROM v
        ==> CREATE VIEW schema-change | schema-change view v | stored {SELECT read}

        CREATE RULE r AS ON INSERT TO t WHERE new.a > 0 DO ALSO (INSERT INTO log VALUES (new.a); NOTIFY c)
        ==> CREATE RULE schema-change | schema-change rule r; schema-change table t; procedural rule r | 1
        ==> expressions, stored {INSERT insert}, stored {NOTIFY session | session channel c}

        CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING
        ==> CREATE RULE schema-change | schema-change rule r; schema-change table t; procedural rule r

        CREATE INDEX i ON s.t (a, lower(b) COLLATE "C" text_ops DESC NULLS LAST) INCLUDE (c) WITH (fillfactor = 70)
        TABLESPACE ts WHERE d > 0
        ==> CREATE INDEX schema-change | schema-change index s.i; schema-change table s.t(a,b,c,d); read table
        ==> s.t(a,b,c,d); server tablespace ts | 2 expressions

        CREATE UNIQUE INDEX CONCURRENTLY ON t USING gist (a gist_trgm_ops(siglen = 32))
        ==> CREATE INDEX schema-change | schema-change table t(a); read table t(a)

        CREATE SEQUENCE s AS bigint INCREMENT BY 2 MINVALUE 1 NO MAXVALUE START 3 CACHE 4 NO CYCLE OWNED BY t.a
        ==> CREATE SEQUENCE schema-change | schema-change sequence s; schema-change table t(a) | types
        ==> pg_catalog.int8

        CREATE TEMP SEQUENCE s OWNED BY NONE
        ==> CREATE SEQUENCE schema-change | schema-change sequence pg_temp.s

        ALTER SEQUENCE s RESTART WITH 5
        ==> ALTER SEQUENCE schema-change | schema-change sequence s

        ALTER SEQUENCE s OWNED BY x.t.a
        ==> ALTER SEQUENCE schema-change | schema-change sequence s; schema-change table x.t(a)

        CREATE STATISTICS st (ndistinct) ON a, (lower(b)) FROM t
        ==> CREATE STATISTICS schema-change | schema-change statistics st; schema-change table t(a,b); read table
        ==> t(a,b) | 1 expressions

        ALTER STATISTICS st SET STATISTICS 100
        ==> ALTER STATISTICS schema-change | schema-change statistics st

        TRUNCATE t, ONLY u
        ==> TRUNCATE TABLE delete | delete table t(*) [wholeTable("TRUNCATE")]; delete table u(*)
        ==> [wholeTable("TRUNCATE")]

        TRUNCATE t RESTART IDENTITY CASCADE
        ==> TRUNCATE TABLE delete | delete table t(*) [wholeTable("TRUNCATE")]; schema-change | CASCADE

        CREATE SCHEMA s
        ==> CREATE SCHEMA schema-change | schema-change schema s

        CREATE SCHEMA AUTHORIZATION joe
        ==> CREATE SCHEMA schema-change | schema-change schema joe; privilege-change role joe

        CREATE SCHEMA AUTHORIZATION CURRENT_USER
        ==> CREATE SCHEMA schema-change | schema-change; privilege-change role current_user

        CREATE SCHEMA s CREATE TABLE t (a int REFERENCES o (id)) CREATE INDEX i ON t (a) CREATE VIEW v AS SELECT a
        FROM t CREATE SEQUENCE q GRANT SELECT ON t TO joe CREATE TRIGGER g AFTER INSERT ON t EXECUTE FUNCTION f()
        ==> CREATE SCHEMA schema-change | schema-change schema s | now {CREATE TABLE schema-change | schema-change
        ==> table s.t; schema-change table o; read table o(id) | types pg_catalog.int4}, now {CREATE INDEX
        ==> schema-change | schema-change index s.i; schema-change table s.t(a); read table s.t(a)}, now {CREATE
        ==> VIEW schema-change | schema-change view s.v | stored {SELECT read}}, now {CREATE SEQUENCE
        ==> schema-change | schema-change sequence s.q}, now {GRANT privilege-change | privilege-change table t;
        ==> privilege-change role joe}, now {CREATE TRIGGER schema-change | schema-change trigger g; schema-change
        ==> table s.t; procedural function f}
        """#
    )
}
