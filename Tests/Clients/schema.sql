-- What the client scripts work on. The same in every run, so that outputs can be compared byte by byte.
CREATE TABLE item (
    id integer PRIMARY KEY,
    name text NOT NULL,
    price numeric(10, 2),
    tags text[],
    data jsonb,
    made timestamp with time zone,
    raw bytea,
    flag boolean
);
INSERT INTO item
SELECT i, 'item ' || i, i * 1.25, ARRAY['a' || i, 'ä'], jsonb_build_object('n', i), '2024-01-01 00:00:00+00'::timestamptz + i * interval '1 hour',
    decode(lpad(to_hex(i), 8, '0'), 'hex'), i % 2 = 0
FROM generate_series(1, 500) AS i;
CREATE TABLE scratch (id integer PRIMARY KEY, note text UNIQUE);
CREATE SEQUENCE ticket;
CREATE TYPE mood AS ENUM ('calm', 'busy');
CREATE TABLE person (name text PRIMARY KEY, mood mood, home point);
INSERT INTO person VALUES ('Ada', 'calm', '(1,2)'), ('Bob', 'busy', NULL);
CREATE VIEW busy AS SELECT name FROM person WHERE mood = 'busy';
CREATE FUNCTION add(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $2';
COMMENT ON TABLE item IS 'Things.';
