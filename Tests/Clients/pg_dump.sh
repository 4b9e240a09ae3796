#!/usr/bin/env bash
# pg_dump: the whole database, byte by byte; and the custom format through pg_restore.
set -eu
pg_dump --restrict-key=fixed
pg_dump --schema-only --restrict-key=fixed | sha256sum
pg_dump --inserts --rows-per-insert=50 --restrict-key=fixed | sha256sum
pg_dump -Fc | pg_restore --restrict-key=fixed -f - | sha256sum
