#!/usr/bin/env bash
# psql: meta-commands, COPY both ways, transactions, errors with their positions, cursors, notices, cancel.
set -u
# What must differ is left out: a text that does not parse is refused with a code, without the server's source line; process
# ids are those of the cancel key.
run() {
    psql -X -q -v VERBOSITY=verbose -v FETCH_COUNT="${fetch:-0}" "$@" 2>&1 |
        sed -E '/^LOCATION:  scanner_yyerror/d; /^DETAIL:  SG2001$/d; /^HINT:  `sqlguard rule SG2001`/d; s/with PID [0-9]+/with PID N/'
}
run -c 'SELECT * FROM item ORDER BY id LIMIT 5' -c '\d item' -c '\d+ person' -c '\dt' -c '\dv' -c '\df add' -c '\dT mood' -c '\l+ postgres' -c '\dn' -c '\du' |
    sed -E 's/[0-9]+ kB/N kB/'
run <<'SQL'
SELECT 1 AS a; SELECT 2 AS b;
SELECT 1 \; SELECT 2;
BEGIN;
INSERT INTO scratch VALUES (1, 'one');
SAVEPOINT s;
INSERT INTO scratch VALUES (1, 'again');
ROLLBACK TO s;
INSERT INTO scratch VALUES (2, 'zwei ß');
SELECT * FROM scratch ORDER BY id;
ROLLBACK;
SELECT count(*) FROM scratch;
SELECT 'ä' || nope FROM item;
SELECT /* a comment */ 1 /* /* nested */ */ -- to the end
 + nope;
SELEC 1;
SELECT 1/0;
DO $$BEGIN RAISE NOTICE 'a notice %', 1; RAISE WARNING 'a warning'; END$$;
SET TimeZone = 'UTC';
SHOW TimeZone;
SHOW client_encoding;
PREPARE p (integer) AS SELECT name FROM item WHERE id = $1;
EXECUTE p (3);
DEALLOCATE p;
BEGIN;
DECLARE c CURSOR FOR SELECT id FROM item ORDER BY id;
FETCH 3 FROM c;
MOVE 10 IN c;
FETCH 2 FROM c;
CLOSE c;
COMMIT;
\set x 7
SELECT :x + 1 AS sum \gset
\echo :sum
SELECT id, name FROM item WHERE id < 3 \gx
SELECT $1::int + $2::int \bind 1 2 \g
\copy (SELECT id, name FROM item ORDER BY id LIMIT 3) TO STDOUT
\copy scratch FROM STDIN
10	ten
11	eleven
\.
SELECT * FROM scratch ORDER BY id;
COPY scratch FROM STDIN;
10	ten again
\.
COPY scratch FROM STDIN WITH (FORMAT csv);
not a number,x
\.
DELETE FROM scratch;
LISTEN here;
NOTIFY here, 'hello';
SELECT 1;
UNLISTEN *;
EXPLAIN (COSTS off) SELECT * FROM item WHERE id = 1;
SELECT add(2, 3);
SELECT repeat('x', 100000) = repeat('x', 100000) AS long;
SQL
fetch=50 run -c 'SELECT id FROM item ORDER BY id' -A -t
run -c 'COPY item TO STDOUT (FORMAT binary)' | sha256sum
run -c "SELECT set_config('application_name', 'mine', false)" -c 'SHOW application_name'
# A statement that is cancelled by the user.
psql -X -q -c 'SELECT pg_sleep(30)' 2>&1 &
waiting=$!
for _ in $(seq 200); do
    [[ $(psql -X -A -t -q -c "SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(30)' AND wait_event = 'PgSleep'") == 1 ]] && break
    sleep 0.05
done
kill -INT $waiting
wait $waiting
echo "status $?"
