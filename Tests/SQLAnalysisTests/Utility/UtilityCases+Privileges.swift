// Cases of roles, grants and policies.

extension UtilityCases {
    static let privileges = UtilityCase.parse(
        #"""
        GRANT SELECT (a, b), UPDATE ON s.t TO joe, PUBLIC WITH GRANT OPTION
        ==> GRANT privilege-change | privilege-change table s.t(a,b); privilege-change role joe; privilege-change
        ==> role public

        GRANT ALL ON t TO joe GRANTED BY CURRENT_USER
        ==> GRANT privilege-change | privilege-change table t; privilege-change role joe

        REVOKE ALL ON SEQUENCE s FROM joe CASCADE
        ==> REVOKE privilege-change | privilege-change sequence s; privilege-change role joe | CASCADE

        REVOKE GRANT OPTION FOR EXECUTE ON FUNCTION f(int) FROM joe
        ==> REVOKE privilege-change | privilege-change function f; privilege-change role joe | types
        ==> pg_catalog.int4

        GRANT EXECUTE ON PROCEDURE p TO joe
        ==> GRANT privilege-change | privilege-change procedure p; privilege-change role joe

        GRANT EXECUTE ON ROUTINE r TO joe
        ==> GRANT privilege-change | privilege-change function r; privilege-change role joe

        GRANT USAGE ON FOREIGN DATA WRAPPER w TO joe
        ==> GRANT privilege-change | privilege-change foreign-data wrapper w; privilege-change role joe

        GRANT USAGE ON FOREIGN SERVER s TO joe
        ==> GRANT privilege-change | privilege-change server s; privilege-change role joe

        GRANT CONNECT ON DATABASE d TO joe
        ==> GRANT privilege-change | privilege-change database d; privilege-change role joe

        GRANT USAGE ON DOMAIN s.d TO joe
        ==> GRANT privilege-change | privilege-change domain s.d; privilege-change role joe

        GRANT USAGE ON TYPE ty TO joe
        ==> GRANT privilege-change | privilege-change type ty; privilege-change role joe

        GRANT USAGE ON LANGUAGE l TO joe
        ==> GRANT privilege-change | privilege-change language l; privilege-change role joe

        GRANT SELECT ON LARGE OBJECT 4711 TO joe
        ==> GRANT privilege-change | privilege-change large object large object; privilege-change role joe

        GRANT SET, ALTER SYSTEM ON PARAMETER "Work_Mem", a.b TO joe
        ==> GRANT privilege-change | privilege-change setting work_mem; privilege-change setting a.b;
        ==> privilege-change role joe

        GRANT CREATE ON SCHEMA s TO joe
        ==> GRANT privilege-change | privilege-change schema s; privilege-change role joe

        GRANT CREATE ON TABLESPACE ts TO joe
        ==> GRANT privilege-change | privilege-change tablespace ts; privilege-change role joe

        GRANT SELECT ON ALL TABLES IN SCHEMA s TO joe
        ==> GRANT privilege-change | privilege-change schema s; privilege-change role joe

        GRANT admin, reader TO joe WITH ADMIN OPTION GRANTED BY ann
        ==> GRANT ROLE privilege-change | privilege-change role admin; privilege-change role reader;
        ==> privilege-change role joe

        REVOKE ADMIN OPTION FOR admin FROM joe CASCADE
        ==> REVOKE ROLE privilege-change | privilege-change role admin; privilege-change role joe | CASCADE

        ALTER DEFAULT PRIVILEGES FOR ROLE joe IN SCHEMA s GRANT SELECT ON TABLES TO ann
        ==> ALTER DEFAULT PRIVILEGES privilege-change | privilege-change role joe; privilege-change schema s;
        ==> privilege-change role ann

        ALTER DEFAULT PRIVILEGES REVOKE ALL ON FUNCTIONS FROM PUBLIC
        ==> ALTER DEFAULT PRIVILEGES privilege-change | privilege-change role public

        CREATE ROLE joe
        ==> CREATE ROLE privilege-change | privilege-change role joe

        CREATE USER joe WITH PASSWORD 'secret' SUPERUSER IN ROLE admin ROLE ann CONNECTION LIMIT 5 VALID UNTIL
        '2030-01-01'
        ==> CREATE ROLE privilege-change | privilege-change role joe; privilege-change role admin;
        ==> privilege-change role ann

        CREATE GROUP g USER joe ADMIN ann SYSID 5
        ==> CREATE ROLE privilege-change | privilege-change role g; privilege-change role joe; privilege-change
        ==> role ann

        ALTER ROLE joe PASSWORD NULL
        ==> ALTER ROLE privilege-change | privilege-change role joe

        ALTER USER CURRENT_USER CREATEDB NOBYPASSRLS
        ==> ALTER ROLE privilege-change | privilege-change role current_user

        ALTER GROUP g ADD USER joe, ann
        ==> ALTER ROLE privilege-change | privilege-change role g; privilege-change role joe; privilege-change
        ==> role ann

        ALTER ROLE joe SET work_mem TO '1GB'
        ==> ALTER ROLE privilege-change | privilege-change role joe; privilege-change setting work_mem

        ALTER ROLE ALL IN DATABASE d SET search_path FROM CURRENT
        ==> ALTER ROLE privilege-change | privilege-change; privilege-change database d; privilege-change setting
        ==> search_path

        ALTER ROLE joe RESET role
        ==> ALTER ROLE privilege-change | privilege-change role joe; privilege-change setting role;
        ==> privilege-change setting role

        ALTER ROLE joe SET standard_conforming_strings = off
        ==> refused SG2201

        ALTER ROLE joe RESET ALL
        ==> refused SG2201

        DROP ROLE IF EXISTS joe, ann
        ==> DROP ROLE privilege-change | privilege-change role joe; privilege-change role ann

        DROP OWNED BY joe, CURRENT_USER CASCADE
        ==> DROP OWNED privilege-change | privilege-change role joe; schema-change role joe; privilege-change role
        ==> current_user; schema-change role current_user | CASCADE

        REASSIGN OWNED BY joe TO CURRENT_ROLE
        ==> REASSIGN OWNED privilege-change | privilege-change role joe; schema-change role joe; privilege-change
        ==> role current_role

        CREATE POLICY p ON s.t AS RESTRICTIVE FOR SELECT TO joe USING (a = current_user) WITH CHECK (b > 0)
        ==> CREATE POLICY privilege-change | privilege-change policy p; schema-change policy p; privilege-change
        ==> table s.t; schema-change table s.t; privilege-change role joe | 2 expressions

        ALTER POLICY p ON t TO ann USING (true)
        ==> ALTER POLICY privilege-change | privilege-change policy p; schema-change policy p; privilege-change
        ==> table t; schema-change table t; privilege-change role ann | 1 expressions
        """#
    )
}
