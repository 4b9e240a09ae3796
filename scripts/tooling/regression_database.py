"""A database with what PostgreSQL's own regression SQL leaves behind: hundreds of objects that nobody here thought of."""

import json
from pathlib import Path

from simple_query import Connection, ConnectionLost

# What other files build on comes first.
FIRST = ["test_setup.sql", "create_type.sql", "create_table.sql", "create_view.sql", "create_index.sql", "create_function_sql.sql"]
# What is about other databases, other places on disk, or the server as a whole.
LEFT_OUT = {"database.sql", "tablespace.sql", "largeobject.sql"}
# Statements that wait for data, or take away what the others left.
SKIPPED = ("COPY", "DROP OWNED", "ALTER SYSTEM")
# pg_dump prints a clause of later minor versions for these.
TOO_NEW = "DROP TABLE IF EXISTS identity_dump_logged, identity_dump_unlogged"


def fill(folder, path, user, database):
    """Runs the statements of scripts/regression, errors and all; returns how many ran and how many were refused."""
    files = {}
    for line in (Path(folder) / "statements.jsonl").read_text().splitlines():
        statement = json.loads(line)
        files.setdefault(statement["file"], []).append(statement["sql"])
    order = [name for name in FIRST if name in files] + [name for name in files if name not in FIRST and name not in LEFT_OUT]
    ran = refused = 0
    for name in order:
        connection = connect(path, user, database)
        for sql in files[name]:
            if sql.lstrip().upper().startswith(SKIPPED):
                continue
            try:
                ran += 1
                refused += bool(connection.query(sql).sqlstate)
            except (ConnectionLost, OSError):
                # A statement that ends its own session.
                connection = connect(path, user, database)
            except ValueError:
                continue
        connection.__exit__()
    with Connection(path, user, database) as connection:
        connection.query(TOO_NEW)
    return ran, refused


def connect(path, user, database):
    """A session whose statements end in time."""
    connection = Connection(path, user, database)
    connection.query("SET statement_timeout = '5s'")
    return connection
