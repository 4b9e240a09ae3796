-- The database of scripts/twins: {{name:n}} is the n-th value of a protected column, which differs from twin to twin.
-- The values are in scripts/tooling/twins_values.py, the protected columns in policy.yaml; everything else is the same in both.

CREATE TYPE mood AS ENUM ('{{mood:1}}', '{{mood:2}}', '{{mood:3}}', 'calm');
CREATE TYPE state AS ENUM ('new', 'paid', 'sent');
CREATE DOMAIN short_text AS varchar(8) CHECK (VALUE <> '');
CREATE DOMAIN sure_number AS int NOT NULL;
CREATE TYPE person AS (num text, age int);

CREATE TABLE teams (id int PRIMARY KEY, name text NOT NULL UNIQUE, city varchar(40));
INSERT INTO teams VALUES (1, 'red', 'Oslo'), (2, 'green', 'Lima'), (3, 'blue', NULL);

CREATE TABLE users (
    id int PRIMARY KEY,
    name text NOT NULL,
    email varchar(60) NOT NULL,
    ssn text UNIQUE,
    salary int,
    bio text,
    team_id int REFERENCES teams (id),
    active boolean NOT NULL DEFAULT true,
    born date,
    ssn_tail text GENERATED ALWAYS AS (right(ssn, 4)) STORED
);
INSERT INTO users (id, name, email, ssn, salary, bio, team_id, active, born) VALUES
    (1, 'Ann', 'ann@example.org', {{ssn:1}}, {{salary:1}}, 'likes tea', 1, true, '1980-02-29'),
    (2, 'Bob', 'bob@example.org', {{ssn:2}}, {{salary:2}}, NULL, 1, true, '1991-12-31'),
    (3, 'Cid', 'cid@example.org', {{ssn:3}}, {{salary:3}}, 'likes cake', 2, false, NULL),
    (4, 'Dot', 'dot@example.org', {{ssn:4}}, {{salary:4}}, 'x', 2, true, '1975-07-07'),
    (5, 'Eve', 'eve@example.org', {{ssn:5}}, {{salary:5}}, '', NULL, true, '2001-01-01'),
    (6, 'Fay', 'fay@example.org', {{ssn:6}}, {{salary:6}}, 'likes rain', 3, false, '1999-09-09');

-- A child of users: what is protected there is protected here.
CREATE TABLE users_archive (archived_on date) INHERITS (users);
INSERT INTO users_archive (id, name, email, ssn, salary, bio, team_id, active, archived_on) VALUES
    (101, 'Old', 'old@example.org', {{ssn:7}}, {{salary:7}}, 'gone', 3, false, '2020-05-05'),
    (102, 'Nan', 'nan@example.org', {{ssn:8}}, {{salary:8}}, NULL, 1, false, '2021-06-06');

-- A foreign key on a protected column holds its values.
CREATE TABLE orders (
    id int PRIMARY KEY,
    user_id int NOT NULL REFERENCES users (id),
    user_ssn text REFERENCES users (ssn),
    amount numeric(10,2) NOT NULL,
    state state NOT NULL DEFAULT 'new',
    placed_on date NOT NULL
);
INSERT INTO orders VALUES
    (1, 1, {{ssn:1}}, 10.00, 'new', '2024-01-01'), (2, 1, {{ssn:1}}, 20.50, 'paid', '2024-01-15'),
    (3, 2, {{ssn:2}}, 7.25, 'sent', '2024-02-01'), (4, 3, {{ssn:3}}, 99.99, 'paid', '2024-02-20'),
    (5, 5, NULL, 1.00, 'new', '2024-03-03'), (6, 1, {{ssn:6}}, 3.50, 'sent', '2024-03-31');

-- Unprotected tables.
CREATE SEQUENCE counter;
CREATE TABLE notes (id serial PRIMARY KEY, body text, user_id int, made_at timestamp NOT NULL DEFAULT '2024-01-01 12:00');
INSERT INTO notes (body, user_id) VALUES ('first', 1), ('second', 1), ('third', 2), (NULL, 3);
CREATE TABLE tags (id serial PRIMARY KEY, label varchar(20) NOT NULL UNIQUE);
INSERT INTO tags (label) VALUES ('urgent'), ('later'), ('odd');
CREATE TABLE note_tags (note_id int REFERENCES notes (id) ON DELETE CASCADE, tag_id int REFERENCES tags (id), PRIMARY KEY (note_id, tag_id));
INSERT INTO note_tags VALUES (1, 1), (1, 2), (2, 2), (3, 3);
CREATE TABLE tree (id int PRIMARY KEY, parent int REFERENCES tree (id), name text NOT NULL);
INSERT INTO tree VALUES (1, NULL, 'root'), (2, 1, 'left'), (3, 1, 'right'), (4, 2, 'leaf'), (5, 4, 'tip');
CREATE TABLE events (id int PRIMARY KEY, kind text NOT NULL, team_id int REFERENCES teams (id), at timestamp NOT NULL,
    amount numeric(8,2), data jsonb);
INSERT INTO events SELECT n, (ARRAY['open','close','edit'])[1 + n % 3], 1 + n % 3, timestamp '2024-01-01' + n * interval '31 hours',
    n * 1.25, jsonb_build_object('n', n, 'even', n % 2 = 0) FROM generate_series(1, 60) n;
CREATE INDEX events_at ON events (at);

-- Partitions.
CREATE TABLE ev (id int, at date NOT NULL, payload text CHECK (payload <> ''), secret text) PARTITION BY RANGE (at);
CREATE TABLE ev1 PARTITION OF ev FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE ev2 PARTITION OF ev FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
INSERT INTO ev VALUES (1, '2024-03-03', 'p1', {{secret:1}}), (2, '2024-04-04', 'p2', {{secret:2}}), (3, '2025-05-05', 'p3', {{secret:3}});

-- A skewed column, for estimates.
CREATE TABLE big (id int PRIMARY KEY, ssn text);
INSERT INTO big SELECT n, CASE WHEN n % 3 > 0 THEN {{common:1}} ELSE {{common:2}} END FROM generate_series(1, 300) n;
-- A value that is kept in a table of its own.
CREATE TABLE long_texts (id int PRIMARY KEY, body text);
ALTER TABLE long_texts ALTER body SET STORAGE EXTERNAL;
INSERT INTO long_texts SELECT 1, repeat({{secret:4}}, 200);

-- Every sort of type as a protected column.
CREATE TABLE vault (
    id int PRIMARY KEY,
    label text NOT NULL,
    code varchar(2),
    pin char(5),
    nick name,
    short short_text,
    must text COLLATE "C" NOT NULL,
    sure sure_number,
    balance numeric(12,2),
    tags text[],
    how mood,
    span int4range,
    who person,
    doc jsonb,
    token uuid,
    day date,
    raw bytea,
    small smallint,
    huge bigint,
    ratio double precision
);
INSERT INTO vault VALUES
    (1, 'one', {{code:1}}, {{pin:1}}, {{nick:1}}, {{short:1}}, {{must:1}}, {{sure:1}}, {{balance:1}}, ARRAY[{{tag:1}}, {{tag:2}}],
        '{{mood:1}}', int4range({{sure:1}}, {{sure:1}} + 10), ROW({{num:1}}, {{sure:1}})::person,
        jsonb_build_object('ssn', {{ssn:1}}, 'kind', 'a'), {{token:1}}, {{day:1}}, {{must:1}}::bytea, {{small:1}}, {{huge:1}}, {{huge:1}} / 7.0),
    (2, 'two', {{code:2}}, {{pin:2}}, {{nick:2}}, {{short:2}}, {{must:2}}, {{sure:2}}, {{balance:2}}, ARRAY[{{tag:3}}],
        '{{mood:2}}', int4range({{sure:2}}, NULL), ROW({{num:2}}, {{sure:2}})::person,
        jsonb_build_object('ssn', {{ssn:2}}, 'kind', 'b'), {{token:2}}, {{day:2}}, {{must:2}}::bytea, {{small:2}}, {{huge:2}}, {{huge:2}} / 7.0);

-- Views and what is kept of them.
CREATE VIEW v_users AS SELECT id, name, ssn, salary FROM users;
CREATE VIEW v_tax AS SELECT id, ssn AS tax FROM users;
CREATE VIEW v_over AS SELECT id, tax AS duty FROM v_tax;
CREATE VIEW v_join AS SELECT u.id, u.name, u.ssn, t.name AS team FROM users u JOIN teams t ON t.id = u.team_id;
CREATE VIEW v_safe AS SELECT id, name, email, team_id FROM users;
CREATE VIEW v_invoker WITH (security_invoker = true) AS SELECT id, ssn FROM users;
CREATE VIEW v_teams AS SELECT id, name FROM teams;
CREATE VIEW v_picked AS SELECT id, name FROM users WHERE ssn LIKE 'A%';
CREATE VIEW v_picked_over AS SELECT p.id, t.name AS team FROM v_picked p JOIN teams t ON t.id = p.id;
CREATE VIEW v_first AS SELECT id FROM users ORDER BY salary LIMIT 1;
CREATE VIEW v_groups AS SELECT team_id, count(*) AS n FROM users GROUP BY team_id HAVING max(ssn) < 'C';
CREATE VIEW v_match AS SELECT u.id FROM users u JOIN users z ON z.ssn = u.ssn AND z.ssn < 'C';
CREATE VIEW v_shown AS SELECT id, upper(ssn) AS loud, CASE WHEN ssn LIKE 'A%' THEN 'yes' ELSE 'no' END AS flag FROM users;
CREATE VIEW v_rows AS SELECT id, to_jsonb(u) AS whole FROM users u;
CREATE VIEW v_distinct AS SELECT count(DISTINCT ssn) AS n FROM users;
CREATE VIEW v_ranked AS SELECT id, rank() OVER (ORDER BY salary) AS place FROM users;
CREATE MATERIALIZED VIEW mv_picked AS SELECT id, name FROM users WHERE ssn LIKE 'A%';
CREATE MATERIALIZED VIEW mv_users AS SELECT id, name, ssn FROM users;
CREATE MATERIALIZED VIEW mv_teams AS SELECT id, name FROM teams;

-- Functions of every sort.
CREATE FUNCTION f_ssn(int) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER AS 'SELECT ssn FROM public.users WHERE id = $1';
CREATE VIEW v_function AS SELECT id, f_ssn(id) AS s FROM teams;
CREATE FUNCTION f_inv(int) RETURNS text LANGUAGE sql STABLE AS 'SELECT ssn FROM public.users WHERE id = $1';
CREATE FUNCTION f_imm(int) RETURNS text LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN (SELECT ssn FROM public.users WHERE id = $1); END';
CREATE FUNCTION f_row(users) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1.ssn';
CREATE FUNCTION taxid(users) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1.ssn';
CREATE FUNCTION f_all() RETURNS SETOF users LANGUAGE sql STABLE AS 'SELECT * FROM public.users';
CREATE FUNCTION f_dynamic(text) RETURNS SETOF text LANGUAGE plpgsql AS 'BEGIN RETURN QUERY EXECUTE $1; END';
CREATE FUNCTION f_cursor() RETURNS refcursor LANGUAGE plpgsql AS
    'DECLARE c refcursor := ''fc''; BEGIN OPEN c FOR SELECT ssn FROM public.users; RETURN c; END';
CREATE FUNCTION raising_fn(text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RAISE EXCEPTION ''seen %'', $1; END';
CREATE FUNCTION leaky(text, text) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RAISE NOTICE ''saw %'', $1; RETURN true; END';
CREATE OPERATOR <<< (FUNCTION = leaky, LEFTARG = text, RIGHTARG = text);
CREATE FUNCTION keep_last(text, text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RAISE NOTICE ''kept %'', $2; RETURN $2; END';
CREATE AGGREGATE last_of (text) (SFUNC = keep_last, STYPE = text);
CREATE TYPE boxed AS (t text);
CREATE FUNCTION box_up(text) RETURNS boxed LANGUAGE sql IMMUTABLE AS 'SELECT ROW($1)::public.boxed';
CREATE CAST (text AS boxed) WITH FUNCTION box_up(text);
CREATE FUNCTION leak_old() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE NOTICE ''old %'', OLD.ssn; RETURN NEW; END';
CREATE PROCEDURE p_note() LANGUAGE sql AS 'INSERT INTO public.notes (body) SELECT ssn FROM public.users';

-- What hides other names.
CREATE SCHEMA evil;
CREATE VIEW evil.teams AS SELECT id, ssn AS name FROM public.users;
CREATE FUNCTION evil.lower(text) RETURNS text LANGUAGE sql AS 'SELECT ssn FROM public.users WHERE id = 1';
CREATE SCHEMA other;
CREATE TABLE other.users (id int PRIMARY KEY, ssn text);
INSERT INTO other.users VALUES (1, 'not protected'), (2, 'nor this');

-- The literals of definitions are the same in both: they are public.
CREATE STATISTICS users_stats (mcv) ON team_id, ssn FROM users;
CREATE STATISTICS users_lower ON (lower(ssn)) FROM users;
CREATE INDEX users_ssn_lower ON users (lower(ssn));

ANALYZE;
