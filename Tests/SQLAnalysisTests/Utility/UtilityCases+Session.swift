// Cases of settings, transactions, cursors, EXPLAIN, COPY, maintenance.

extension UtilityCases {
    static let session = UtilityCase.parse(
        #"""
        SET work_mem = '1GB'
        ==> SET session | session setting work_mem

        SET LOCAL work_mem TO DEFAULT
        ==> SET session | session setting work_mem

        SET work_mem FROM CURRENT
        ==> SET session | session setting work_mem

        SET TIME ZONE INTERVAL '1' HOUR TO MINUTE
        ==> SET session | session setting timezone

        SET SCHEMA 'secret'
        ==> SET session | session setting search_path | looks

        SET NAMES 'utf-8'
        ==> SET session | session setting client_encoding | looks

        SET standard_conforming_strings = on
        ==> SET session | session setting standard_conforming_strings | looks

        SET standard_conforming_strings = off
        ==> refused SG2201

        SET STANDARD_conforming_strings TO DEFAULT
        ==> refused SG2201

        SET client_encoding = 'LATIN1'
        ==> refused SG2201

        SET "Backslash_Quote" = on
        ==> refused SG2201

        SET ROLE joe
        ==> SET session | session setting role; privilege-change setting role

        SET SESSION AUTHORIZATION DEFAULT
        ==> SET session | session setting session_authorization; privilege-change setting session_authorization

        SET row_security = off
        ==> SET session | session setting row_security; privilege-change setting row_security

        SET a.b = 'secret'
        ==> SET session | session setting a.b; unknown setting a.b

        SET wal_level = minimal
        ==> SET session | server setting wal_level

        SET x = $1
        ==> refused SG2106

        SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY
        ==> SET session | session setting default_transaction_read_only

        SET TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ WRITE
        ==> SET transaction | transaction setting transaction_isolation; transaction setting transaction_read_only

        SET TRANSACTION SNAPSHOT 'secret'
        ==> SET transaction | transaction

        RESET work_mem
        ==> RESET session | session setting work_mem

        RESET ROLE
        ==> RESET session | session setting role; privilege-change setting role

        RESET client_encoding
        ==> refused SG2201

        RESET ALL
        ==> RESET session | session setting all

        SHOW work_mem
        ==> SHOW session | session setting work_mem

        SHOW ALL
        ==> SHOW session | session setting all

        SET CONSTRAINTS ALL DEFERRED
        ==> SET CONSTRAINTS session | session

        SET CONSTRAINTS s.k IMMEDIATE
        ==> SET CONSTRAINTS session | session constraint s.k

        DISCARD PLANS
        ==> DISCARD PLANS session | session

        DISCARD SEQUENCES
        ==> DISCARD SEQUENCES session | session

        DISCARD TEMP
        ==> DISCARD TEMP session | session

        DISCARD ALL
        ==> DISCARD ALL session | session setting all | discardAll

        LISTEN c
        ==> LISTEN session | session channel c

        UNLISTEN c
        ==> UNLISTEN session | session channel c

        UNLISTEN *
        ==> UNLISTEN session | session

        NOTIFY c, 'secret'
        ==> NOTIFY session | session channel c

        LOAD 'secret'
        ==> LOAD server | server file file

        PREPARE p (int) AS SELECT a FROM t WHERE b = $1
        ==> PREPARE session | session prepared statement p | types pg_catalog.int4, stored {SELECT read},
        ==> prepare("p")

        EXECUTE p (f(1), 'x')
        ==> EXECUTE read | 2 expressions, execute("p")

        EXPLAIN EXECUTE p
        ==> EXPLAIN read | planned {EXECUTE read | execute("p")}

        DEALLOCATE p
        ==> DEALLOCATE session | session prepared statement p | deallocate(Optional("p"))

        DEALLOCATE ALL
        ==> DEALLOCATE ALL session | session | deallocate(nil)

        DECLARE c SCROLL CURSOR WITH HOLD FOR SELECT a FROM t
        ==> DECLARE CURSOR cursor | cursor cursor c | now {SELECT read}, declareCursor("c")

        FETCH ALL FROM c
        ==> FETCH cursor | cursor cursor c | useCursor("c")

        MOVE 5 IN c
        ==> MOVE cursor | cursor cursor c | useCursor("c")

        CLOSE c
        ==> CLOSE CURSOR cursor | cursor cursor c | closeCursor(Optional("c"))

        CLOSE ALL
        ==> CLOSE CURSOR ALL cursor | cursor | closeCursor(nil)

        BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY, DEFERRABLE
        ==> BEGIN transaction | transaction; transaction setting transaction_isolation; transaction setting
        ==> transaction_read_only; transaction setting transaction_deferrable

        START TRANSACTION READ WRITE
        ==> START TRANSACTION transaction | transaction; transaction setting transaction_read_only

        COMMIT AND CHAIN
        ==> COMMIT transaction | transaction

        ROLLBACK
        ==> ROLLBACK transaction | transaction

        SAVEPOINT sp
        ==> SAVEPOINT transaction | transaction transaction sp

        RELEASE sp
        ==> RELEASE transaction | transaction transaction sp

        ROLLBACK TO sp
        ==> ROLLBACK transaction | transaction transaction sp

        PREPARE TRANSACTION 'secret'
        ==> PREPARE TRANSACTION transaction | transaction

        COMMIT PREPARED 'secret'
        ==> COMMIT PREPARED transaction | transaction

        ROLLBACK PREPARED 'secret'
        ==> ROLLBACK PREPARED transaction | transaction

        LOCK TABLE t, ONLY s.u IN SHARE MODE NOWAIT
        ==> LOCK TABLE transaction | transaction table t; transaction table s.u

        EXPLAIN SELECT a FROM t
        ==> EXPLAIN read | planned {SELECT read}

        EXPLAIN ANALYZE DELETE FROM t
        ==> EXPLAIN delete | now {DELETE delete}

        EXPLAIN (ANALYZE, VERBOSE, COSTS off, BUFFERS, WAL, SETTINGS, TIMING 0, SUMMARY, FORMAT json) UPDATE t SET a
        = 1
        ==> EXPLAIN update | now {UPDATE update}

        EXPLAIN (ANALYZE off) DELETE FROM t
        ==> EXPLAIN read | planned {DELETE delete}, looks

        EXPLAIN (analyze false) DELETE FROM t
        ==> EXPLAIN read | planned {DELETE delete}, looks

        EXPLAIN (ANALYZE 0) DELETE FROM t
        ==> EXPLAIN read | planned {DELETE delete}, looks

        EXPLAIN (ANALYZE 'FALSE') DELETE FROM t
        ==> EXPLAIN read | planned {DELETE delete}, looks

        EXPLAIN (ANALYZE off, ANALYZE) DELETE FROM t
        ==> EXPLAIN delete | now {DELETE delete}, looks

        EXPLAIN (ANALYZE, ANALYZE off) DELETE FROM t
        ==> EXPLAIN read | planned {DELETE delete}, looks

        EXPLAIN (ANALYZE 2) DELETE FROM t
        ==> refused SG2106

        EXPLAIN (ANALYZE maybe) DELETE FROM t
        ==> refused SG2106

        EXPLAIN (MEMORY) SELECT 1
        ==> refused SG2106

        EXPLAIN CREATE TABLE t AS SELECT a FROM o
        ==> EXPLAIN read | planned {CREATE TABLE AS schema-change | schema-change table t | now {SELECT read}}

        EXPLAIN ANALYZE DECLARE c CURSOR FOR SELECT a FROM t
        ==> EXPLAIN cursor | now {DECLARE CURSOR cursor | cursor cursor c | now {SELECT read}, declareCursor("c")}

        EXPLAIN REFRESH MATERIALIZED VIEW v
        ==> EXPLAIN read | planned {REFRESH MATERIALIZED VIEW maintenance | maintenance materialized view v}

        COPY t TO STDOUT
        ==> COPY copy | copy table t; read table t(*)

        COPY s.t (a, b) FROM STDIN WITH (FORMAT csv, HEADER, FORCE_NOT_NULL (a), FORCE_NULL *) WHERE a > f(1)
        ==> COPY copy | copy table s.t; insert table s.t(a,b) [unknown("as many rows as are sent")]
        ==> | 1 expressions

        COPY t TO 'secret' BINARY
        ==> COPY copy | copy table t; read table t(*); server file file

        COPY t FROM 'secret' CSV FORCE QUOTE a
        ==> COPY copy | copy table t; insert table t(*) [unknown("as many rows as are sent")]; server file file

        COPY t TO PROGRAM 'secret'
        ==> COPY copy | copy table t; read table t(*); server program program

        COPY (SELECT a FROM t) TO STDOUT
        ==> COPY copy | copy | now {SELECT read}

        COPY (DELETE FROM t RETURNING a) TO 'secret' (DELIMITER ';')
        ==> COPY copy | copy; server file file | now {DELETE delete}

        COPY BINARY t FROM STDIN
        ==> COPY copy | copy table t; insert table t(*) [unknown("as many rows as are sent")]

        COPY t TO STDOUT (SECRET 'x')
        ==> refused SG2106

        VACUUM
        ==> VACUUM maintenance | maintenance

        VACUUM FULL ANALYZE t (a, b), s.u
        ==> VACUUM maintenance | maintenance table t(a,b); maintenance table s.u

        VACUUM (PARALLEL 2, SKIP_LOCKED) t
        ==> VACUUM maintenance | maintenance table t

        VACUUM (WHATEVER) t
        ==> refused SG2106

        ANALYZE t (a)
        ==> ANALYZE maintenance | maintenance table t(a)

        ANALYZE (VERBOSE)
        ==> ANALYZE maintenance | maintenance

        CLUSTER
        ==> CLUSTER maintenance | maintenance

        CLUSTER VERBOSE s.t USING i
        ==> CLUSTER maintenance | maintenance table s.t; maintenance index i

        REINDEX INDEX CONCURRENTLY i
        ==> REINDEX maintenance | maintenance index i

        REINDEX (TABLESPACE ts, VERBOSE) TABLE t
        ==> REINDEX maintenance | maintenance table t; server

        REINDEX SCHEMA s
        ==> REINDEX maintenance | maintenance schema s

        REINDEX SYSTEM d
        ==> REINDEX maintenance | maintenance database d

        REINDEX DATABASE d
        ==> REINDEX maintenance | maintenance database d

        REFRESH MATERIALIZED VIEW CONCURRENTLY v WITH NO DATA
        ==> REFRESH MATERIALIZED VIEW maintenance | maintenance materialized view v

        CHECKPOINT
        ==> CHECKPOINT maintenance | maintenance
        """#
    )
}
