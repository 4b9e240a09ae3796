"""The three servers of scripts/twins, and the gateways before them."""

import os
import re
import subprocess
from contextlib import contextmanager
from pathlib import Path

from cluster import Cluster, ClusterError
from gateway import Gateway, free_port, verifier
from twins_values import MASKING, OVERWRITE, TIDY, fill_schema
from twins_wire import Session

PASSWORD = "correct horse"
DATABASE = "twins"
EXTENSIONS = ["hstore", "pgcrypto", "tablefunc", "pageinspect", "xml2", "dblink", "pg_walinspect"]
# Nothing that happens by itself may make the twins differ.
SETTINGS = ["autovacuum=off", "wal_level=logical", "max_prepared_transactions=5", "max_parallel_workers_per_gather=0", "TimeZone=UTC",
            "jit=off", "log_statement=none"]  # fmt: skip
# What somebody else left in his session, where statements of others are shown.
BYSTANDER = "SELECT name FROM users WHERE ssn = {{ssn:1}} OR ssn = {{ssn:3}}"


class Database:
    """Twin A, twin B or M: a server of its own each, so that names, OIDs and transaction numbers are the same."""

    # SQL of whoever needs more than the corpus has: what is made, what puts masks in M, and which tables that leaves in disorder.
    more, overwrite, rewritten = "", "", ()
    wanted = EXTENSIONS

    def __init__(self, name):
        self.name = name
        self.cluster = Cluster(SETTINGS)
        self.extensions = set()

    def __enter__(self):
        self.cluster.__enter__()
        try:
            os.chmod(self.cluster.folder, 0o711)
            self._fill()
        except BaseException:
            self.cluster.stop()
            raise
        return self

    def __exit__(self, *_):
        self.cluster.stop()

    def psql(self, database, *arguments, text=None):
        """Runs psql as the cluster's superuser and returns what it prints; `text` is its standard input."""
        command = ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", database, *arguments]
        environment = {**os.environ, **self.cluster.environment, "PGOPTIONS": "-c client_min_messages=warning"}
        result = subprocess.run(command, env=environment, input=text, capture_output=True, text=True)
        if result.returncode != 0:
            raise ClusterError(f"{self.name}: {result.stderr}")
        return result.stdout

    def _fill(self):
        # Whoever attacks can do everything in the database: what is kept back then is kept back by sqlguard.
        self.psql("postgres", "-c", f"CREATE ROLE app LOGIN SUPERUSER PASSWORD '{verifier(PASSWORD, b'0123456789abcdef')}'",
                  "-c", f"CREATE DATABASE {DATABASE} OWNER app")  # fmt: skip
        found = self.psql(DATABASE, "-c", "SELECT name FROM pg_available_extensions").split()
        self.extensions = {name for name in self.wanted if name in found}
        made = "".join(f"CREATE EXTENSION {name};\n" for name in self.wanted if name in found)
        twin = "A" if self.name == "M" else self.name
        schema = fill_schema((MASKING / "schema.sql").read_text() + self.more, twin)
        self.psql(DATABASE, text=f"{made}SET SESSION AUTHORIZATION app;\n{schema}")
        if self.name == "M":
            self.psql(DATABASE, text="SET SESSION AUTHORIZATION app;\n" + OVERWRITE + self.overwrite)
            for statement in [*(f"VACUUM FULL {table}" for table in self.rewritten), *TIDY]:
                self.psql(DATABASE, "-c", statement)

    def tidy(self):
        """Takes away what rolled-back writes have left: plans depend on the size of tables, and sequences do not go back."""
        self.psql(DATABASE, "-c", "VACUUM", "-c", "SELECT setval('counter', 1, false)")

    def session(self, protocol, start=None):
        """A session straight to the server."""
        return Session(self.cluster.socket, "app", PASSWORD, DATABASE, protocol, start)

    def oid(self, name):
        """The number of a relation or function."""
        kind = "regprocedure" if "(" in name else "regclass"
        return self.psql(DATABASE, "-c", f"SELECT '{name}'::{kind}::oid").strip()


class Served:
    """A database behind sqlguard."""

    def __init__(self, database, port, user):
        self.database, self.port, self.user, self.name = database, port, user, database.name

    def session(self, protocol, start=None):
        """A session through sqlguard."""
        return Session(("127.0.0.1", self.port), self.user, PASSWORD, DATABASE, protocol, start)


def policy(database, port, folder, predicates="", masks=True):
    """The text of the policy for a database."""
    text = (MASKING / "policy.yaml").read_text()
    if not masks:
        text = re.sub(r"(?ms)^masks:\n.*?(?=^\S)", "", text)
    filled = {"port": port, "socket": database.cluster.socket, "folder": folder, "verifier": verifier(PASSWORD), "in_predicates": predicates}
    for name, value in filled.items():
        text = text.replace(f"{{{{{name}}}}}", str(value))
    return text


@contextmanager
def gateway(binary, database, folder, predicates="", masks=True):
    """sqlguard before a database; gives the port."""
    folder = Path(folder) / f"{database.name}{'' if masks else '-off'}{'-masked' if predicates else ''}"
    (folder / "audit").mkdir(mode=0o700, parents=True)
    (folder / "password").touch(mode=0o600)
    (folder / "password").write_text(PASSWORD + "\n")
    port = free_port()
    with Gateway(binary, policy(database, port, folder, predicates, masks), folder, port):
        yield port
