-- A schema in which harmless statements run code, and names mean more than one thing. Valid for PostgreSQL 15.

CREATE SCHEMA spare;

CREATE TABLE account (id int PRIMARY KEY, price numeric(10, 4), note text, next int);
CREATE TABLE spare.account (id int PRIMARY KEY, price numeric(10, 4));
CREATE TABLE journal (id int, line text);
CREATE TABLE "café" (id int PRIMARY KEY);

CREATE TYPE pair AS (a int, b int);
CREATE FUNCTION wipe() RETURNS int LANGUAGE sql AS 'DELETE FROM account RETURNING 1';
CREATE FUNCTION wipe_row(account) RETURNS int LANGUAGE sql AS 'DELETE FROM account RETURNING 1';
CREATE FUNCTION wipe_any(record) RETURNS int LANGUAGE plpgsql AS 'BEGIN DELETE FROM account; RETURN 1; END';
CREATE FUNCTION explode(pair) RETURNS SETOF int LANGUAGE sql AS 'SELECT generate_series(1, 1000)';
CREATE FUNCTION length(account) RETURNS int LANGUAGE sql AS 'DELETE FROM account RETURNING 1';
CREATE SEQUENCE ticket;

-- Code behind names that are only read.
CREATE VIEW wiping AS SELECT wipe() AS n;
CREATE VIEW wiping_row AS SELECT account.wipe_row AS n FROM account;
CREATE VIEW moving AS SELECT nextval('ticket') AS n;
CREATE VIEW over_wiping AS SELECT n FROM wiping;
CREATE MATERIALIZED VIEW stored_wiping AS SELECT n FROM wiping;
CREATE DOMAIN checked AS int CHECK (wipe() > VALUE);
CREATE TABLE guarded (id int PRIMARY KEY, owner text);
ALTER TABLE guarded ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON guarded USING (wipe() > 0);
CREATE TABLE ruled (id int PRIMARY KEY);
CREATE RULE also_wipe AS ON INSERT TO ruled DO ALSO SELECT wipe();

-- Tables behind views, with more behind them.
CREATE TABLE parent (id int PRIMARY KEY, n int);
CREATE TABLE child () INHERITS (parent);
CREATE VIEW all_parents AS SELECT id, n FROM parent;
CREATE TABLE ledger (id int PRIMARY KEY) PARTITION BY RANGE (id);
CREATE TABLE ledger_low PARTITION OF ledger FOR VALUES FROM (0) TO (100);
CREATE VIEW all_lines AS SELECT id, line FROM journal;
CREATE RULE also_journal AS ON DELETE TO parent DO ALSO DELETE FROM all_lines;
CREATE RULE also_ledger AS ON DELETE TO journal DO ALSO DELETE FROM ledger;
