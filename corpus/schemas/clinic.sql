-- A schema for masks: every way in which a protected column can be read, kept or shown again. Valid for PostgreSQL 15.

CREATE SCHEMA spare;

CREATE TYPE blood AS ENUM ('A', 'B', 'AB', '0');
CREATE TYPE address AS (street text, city text);
CREATE DOMAIN short_text AS varchar(8) CHECK (VALUE <> '');
CREATE DOMAIN sure_number AS integer NOT NULL;

-- Nothing of these is protected.
CREATE TABLE ward (id integer PRIMARY KEY, name text NOT NULL, floor integer);
CREATE TABLE note (id integer PRIMARY KEY, body text, patient_id integer);
CREATE TABLE spare.patient (id integer PRIMARY KEY, ssn text);

-- ssn is masked and born is NULL; pin may not be named. ssn_tail is computed from ssn.
CREATE TABLE patient (
    id integer PRIMARY KEY,
    name text NOT NULL,
    ssn text UNIQUE,
    born date,
    pin text,
    ward_id integer REFERENCES ward (id),
    ssn_tail text GENERATED ALWAYS AS (right(ssn, 4)) STORED
);
CREATE TABLE person (id integer PRIMARY KEY, ssn text, mail varchar(40));

-- A foreign key on a protected column holds its values.
CREATE TABLE visit (id integer PRIMARY KEY, patient_id integer REFERENCES patient (id), patient_ssn text REFERENCES patient (ssn), at date);

-- A column of an heir is protected, and so is that of what it inherits from.
CREATE TABLE staff (id integer, name text, salary integer);
CREATE TABLE doctor (title text) INHERITS (staff);
CREATE TABLE nurse (shift text) INHERITS (staff);

-- A column of a partitioned table, and of its partitions.
CREATE TABLE event (id integer, at date NOT NULL, secret text) PARTITION BY RANGE (at);
CREATE TABLE event_2024 PARTITION OF event FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE event_2025 PARTITION OF event FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- Every kind of mask and of type.
CREATE TABLE vault (
    id integer PRIMARY KEY,
    whole text,
    ends text NOT NULL,
    tail varchar(12),
    mail text,
    code character(5),
    label name,
    short short_text,
    sure sure_number,
    amount numeric(12, 2),
    tags text[],
    type blood,
    types blood[],
    lives address,
    doc jsonb,
    sorted text COLLATE "C",
    "Quoted ""x""" text
);

CREATE VIEW v_ward AS SELECT id, name FROM ward;
CREATE VIEW v_patient AS SELECT id, name, ssn FROM patient;
CREATE VIEW v_tax AS SELECT id, ssn AS tax FROM v_patient;
CREATE VIEW v_safe AS SELECT id, name FROM patient;
CREATE VIEW v_stay AS SELECT p.id, p.ssn, w.name AS ward FROM patient p JOIN ward w ON w.id = p.ward_id;
CREATE VIEW v_barrier WITH (security_barrier = true) AS SELECT id, ssn FROM patient WHERE id < 100;
CREATE VIEW v_invoker WITH (security_invoker = true) AS SELECT id, ssn FROM patient;
CREATE VIEW v_picked AS SELECT id, name FROM patient WHERE ssn LIKE '1%';
CREATE VIEW v_loud AS SELECT id, upper(ssn) AS loud, CASE WHEN ssn LIKE '1%' THEN 'yes' ELSE 'no' END AS flag FROM patient;
CREATE VIEW v_none AS SELECT id, born FROM patient WHERE false;
-- name is masked in the view alone.
CREATE VIEW v_own AS SELECT id, name FROM ward;
CREATE VIEW v_both AS SELECT id, name, ssn FROM patient;
CREATE MATERIALIZED VIEW mv_patient AS SELECT id, name, ssn FROM patient;
CREATE MATERIALIZED VIEW mv_ward AS SELECT id, name FROM ward;
CREATE MATERIALIZED VIEW mv_picked AS SELECT id, name FROM patient WHERE ssn LIKE '1%';

CREATE FUNCTION tax_of(integer) RETURNS text LANGUAGE sql STABLE AS 'SELECT ssn FROM public.patient WHERE id = $1';
CREATE VIEW v_function AS SELECT id, tax_of(id) AS tax FROM ward;

-- Row security holds for who reads the table, not for the owner of a view.
CREATE TABLE locked (id integer PRIMARY KEY, ssn text);
ALTER TABLE locked ENABLE ROW LEVEL SECURITY;
CREATE VIEW v_locked AS SELECT id, ssn FROM locked;
