// Cases of databases, tablespaces, foreign data, replication.

extension UtilityCases {
    static let server = UtilityCase.parse(
        #"""
        CREATE DATABASE d OWNER joe TEMPLATE 'secret' ENCODING = 6 IS_TEMPLATE false TABLESPACE DEFAULT
        ==> CREATE DATABASE server | server database d; schema-change database d

        CREATE DATABASE d WITH whatever = 1
        ==> refused SG2106

        ALTER DATABASE d WITH CONNECTION LIMIT 5
        ==> ALTER DATABASE server | server database d

        ALTER DATABASE d SET TABLESPACE ts
        ==> ALTER DATABASE server | server database d

        ALTER DATABASE d REFRESH COLLATION VERSION
        ==> ALTER DATABASE server | server database d

        ALTER DATABASE d SET work_mem = '1GB'
        ==> ALTER DATABASE server | server database d; server setting work_mem

        ALTER DATABASE d RESET client_encoding
        ==> refused SG2201

        DROP DATABASE IF EXISTS d WITH (FORCE)
        ==> DROP DATABASE server | server database d; schema-change database d

        ALTER SYSTEM SET wal_level = minimal
        ==> ALTER SYSTEM server | server; server setting wal_level

        ALTER SYSTEM SET standard_conforming_strings = off
        ==> refused SG2201

        ALTER SYSTEM RESET work_mem
        ==> ALTER SYSTEM server | server; server setting work_mem

        CREATE TABLESPACE ts OWNER joe LOCATION '/secret' WITH (seq_page_cost = 1)
        ==> CREATE TABLESPACE server | server tablespace ts; schema-change tablespace ts; server file file;
        ==> privilege-change role joe

        ALTER TABLESPACE ts SET (seq_page_cost = 1)
        ==> ALTER TABLESPACE server | server tablespace ts

        ALTER TABLESPACE ts RESET (seq_page_cost)
        ==> ALTER TABLESPACE server | server tablespace ts

        DROP TABLESPACE IF EXISTS ts
        ==> DROP TABLESPACE server | server tablespace ts; schema-change tablespace ts

        CREATE FOREIGN DATA WRAPPER w HANDLER h NO VALIDATOR OPTIONS (x 'secret')
        ==> CREATE FOREIGN DATA WRAPPER server | server foreign-data wrapper w; schema-change foreign-data wrapper
        ==> w; procedural function h

        ALTER FOREIGN DATA WRAPPER w VALIDATOR v OPTIONS (DROP x)
        ==> ALTER FOREIGN DATA WRAPPER server | server foreign-data wrapper w; schema-change foreign-data wrapper
        ==> w; procedural function v

        CREATE SERVER IF NOT EXISTS s TYPE 'secret' VERSION '1' FOREIGN DATA WRAPPER w OPTIONS (host 'secret')
        ==> CREATE SERVER server | server server s; schema-change server s; server foreign-data wrapper w

        ALTER SERVER s VERSION '2' OPTIONS (SET host 'secret')
        ==> ALTER SERVER server | server server s; schema-change server s

        CREATE USER MAPPING FOR joe SERVER s OPTIONS (password 'secret')
        ==> CREATE USER MAPPING server | server user mapping s; schema-change user mapping s; privilege-change
        ==> role joe

        ALTER USER MAPPING FOR USER SERVER s OPTIONS (SET password 'secret')
        ==> ALTER USER MAPPING server | server user mapping s; schema-change user mapping s; privilege-change role
        ==> current_user

        DROP USER MAPPING IF EXISTS FOR PUBLIC SERVER s
        ==> DROP USER MAPPING server | server user mapping s; schema-change user mapping s; privilege-change role
        ==> public

        IMPORT FOREIGN SCHEMA r LIMIT TO (a, b) FROM SERVER s INTO l OPTIONS (x 'secret')
        ==> IMPORT FOREIGN SCHEMA server | server server s; schema-change schema l

        CREATE PUBLICATION p
        ==> CREATE PUBLICATION server | server publication p; schema-change publication p

        CREATE PUBLICATION p FOR ALL TABLES WITH (publish = 'insert')
        ==> CREATE PUBLICATION server | server publication p; schema-change publication p; read(*)

        CREATE PUBLICATION p FOR TABLE t (a, b) WHERE (c > f(1)), u, TABLES IN SCHEMA s, CURRENT_SCHEMA
        ==> CREATE PUBLICATION server | server publication p; schema-change publication p; read table t(a,b,c);
        ==> read table u(*); read schema s(*); read(*) | 1 expressions

        ALTER PUBLICATION p ADD TABLE ONLY s.t
        ==> ALTER PUBLICATION server | server publication p; schema-change publication p; read table s.t(*)

        ALTER PUBLICATION p SET (publish = 'insert')
        ==> ALTER PUBLICATION server | server publication p; schema-change publication p

        ALTER PUBLICATION p DROP TABLES IN SCHEMA s
        ==> ALTER PUBLICATION server | server publication p; schema-change publication p; read schema s(*)

        CREATE SUBSCRIPTION su CONNECTION 'password=secret' PUBLICATION p, q WITH (enabled = false)
        ==> CREATE SUBSCRIPTION server | server subscription su; schema-change subscription su

        ALTER SUBSCRIPTION su CONNECTION 'password=secret'
        ==> ALTER SUBSCRIPTION server | server subscription su; schema-change subscription su

        ALTER SUBSCRIPTION su SET PUBLICATION p
        ==> ALTER SUBSCRIPTION server | server subscription su; schema-change subscription su

        ALTER SUBSCRIPTION su ADD PUBLICATION p
        ==> ALTER SUBSCRIPTION server | server subscription su; schema-change subscription su

        ALTER SUBSCRIPTION su DROP PUBLICATION p
        ==> ALTER SUBSCRIPTION server | server subscription su; schema-change subscription su

        ALTER SUBSCRIPTION su REFRESH PUBLICATION
        ==> ALTER SUBSCRIPTION server | server subscription su; schema-change subscription su

        ALTER SUBSCRIPTION su ENABLE
        ==> ALTER SUBSCRIPTION server | server subscription su; schema-change subscription su

        ALTER SUBSCRIPTION su SET (slot_name = NONE)
        ==> ALTER SUBSCRIPTION server | server subscription su; schema-change subscription su

        ALTER SUBSCRIPTION su SKIP (lsn = '0/1')
        ==> ALTER SUBSCRIPTION server | server subscription su; schema-change subscription su

        DROP SUBSCRIPTION IF EXISTS su CASCADE
        ==> DROP SUBSCRIPTION server | server subscription su; schema-change subscription su | CASCADE
        """#
    )
}
