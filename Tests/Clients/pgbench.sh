#!/usr/bin/env bash
# pgbench: a fixed number of transactions in every protocol mode; what is left is the same whatever the order was.
set -eu
pgbench -i -q -s 1 >/dev/null 2>&1
for mode in simple extended prepared; do
    pgbench -n -M $mode -c 4 -j 2 -t 50 --random-seed=7 2>&1 | grep -E 'mode|processed|failed' | sed -E 's/[0-9.]+ ms//'
    pgbench -n -S -M $mode -c 4 -j 2 -t 100 --random-seed=7 2>&1 | grep -E 'mode|processed|failed'
done
psql -X -A -t -q -c 'SELECT count(*), sum(tbalance) = (SELECT sum(bbalance) FROM pgbench_branches) FROM pgbench_tellers' \
    -c 'SELECT count(*) FROM pgbench_history' \
    -c 'DROP TABLE pgbench_accounts, pgbench_branches, pgbench_history, pgbench_tellers'
printf '%s\n' '\set id random(1, 500)' '\startpipeline' 'SELECT name FROM item WHERE id = :id;' 'SELECT 1;' '\endpipeline' >"$SCRATCH/pipeline.sql"
pgbench -n -M prepared -c 2 -t 100 -f "$SCRATCH/pipeline.sql" --random-seed=7 2>&1 | grep -E 'processed|failed'
