"""A place to run a suite in: a cluster with one superuser that has a password, a sqlguard before it, a folder in /tmp."""

import os
import pwd
import subprocess
import tempfile
from contextlib import ExitStack
from pathlib import Path

from cluster import Cluster, ClusterError
from gateway import Gateway, free_port, open_policy

PASSWORD = "correct horse"
USER = "postgres"


class SuiteError(Exception):
    """A suite could not be run; the text says why."""


class Place:
    """`with Place(database, settings) as place:` has `cluster` and `folder`, and can have a `gateway`.

    `others` are databases that tests make and connect to.
    """

    def __init__(self, database, settings=(), others=()):
        self.database, self.settings, self.others = database, settings, others

    def __enter__(self):
        self.stack = ExitStack()
        try:
            # The server and what runs as its user look into it.
            self.folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory(prefix="sgsuite.", dir="/tmp")))
            self.folder.chmod(0o755)
            self.cluster = self.stack.enter_context(Cluster(self.settings, port=free_port()))
            self.administer("postgres", f"ALTER ROLE {USER} PASSWORD '{PASSWORD}'")
        except BaseException:
            self.stack.close()
            raise
        return self

    def __exit__(self, *_):
        self.stack.close()

    def administer(self, database, *statements):
        """Runs statements directly, as the superuser."""
        arguments = ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", database]
        for statement in statements:
            arguments += ["-c", statement]
        environment = {**os.environ, **self.cluster.environment}
        result = subprocess.run(arguments, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if result.returncode != 0:
            raise ClusterError(result.stderr)

    def gateway(self, binary):
        """A sqlguard that permits everything, also what is not analysed, as `with` wants it."""
        port = free_port()
        folder = self.folder / "gateway"
        folder.mkdir()
        upstream = {"host": "127.0.0.1", "port": self.cluster.port, "tls": "disable", "role": USER, "unanalysed": "permit"}
        policy = open_policy(self.database, upstream, port, folder, PASSWORD)
        for other in self.others:
            policy["databases"][other] = policy["databases"][self.database]
            policy["access"].append({"database": other, "group": "all"})
        users = policy["principals"]["users"]
        users[USER] = users.pop(self.database)
        return Gateway(binary, policy, folder, port)

    def environment(self, port):
        """What libpq's programs need in order to come in by this port."""
        return {
            "PATH": f"{self.cluster.binaries}:/usr/bin:/bin", "HOME": str(self.folder), "LC_ALL": "C.UTF-8", "TZ": "UTC",
            "PGHOST": "127.0.0.1", "PGPORT": str(port), "PGUSER": USER, "PGPASSWORD": PASSWORD, "PGSSLMODE": "disable",
            "PGDATABASE": self.database, "PYTHONDONTWRITEBYTECODE": "1",
        }  # fmt: skip

    def give(self, folder):
        """Gives a folder to the server's user, who has to write there."""
        if os.geteuid() == 0:
            account = pwd.getpwnam("postgres")
            for path in (folder, *folder.rglob("*")):
                os.chown(path, account.pw_uid, account.pw_gid)

    def run(self, command, port, folder, seconds, environment=None):
        """Runs a program as the server's user; its exit status and what it printed. None where it took too long."""
        try:
            result = subprocess.run(
                [str(word) for word in command], env={**self.environment(port), **(environment or {})}, cwd=folder,
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=seconds,
                **self.cluster.owner,
            )  # fmt: skip
        except subprocess.TimeoutExpired as late:
            return None, (late.stdout or b"").decode(errors="replace")
        return result.returncode, result.stdout.decode(errors="replace")
