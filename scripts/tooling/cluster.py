"""A throw-away PostgreSQL cluster: in a temporary folder, on a unix socket, gone when the `with` ends.

On request it listens on 127.0.0.1 too, where passwords are asked for by SCRAM.

PostgreSQL refuses to run as root; then the cluster belongs to the user `postgres` that Debian's server package makes.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

PORT = 5432  # only a part of the socket's name, unless a port of the network is asked for


class ClusterError(Exception):
    """The cluster could not be made or started; the text holds what the server said."""


class Cluster:
    """`with Cluster() as cluster:` gives `cluster.socket_folder`, `cluster.user` and `cluster.environment`."""

    def __init__(self, settings=(), binaries=None, start_within=60, port=None):
        """`settings` are lines like "fsync=off"; `binaries` the folder of the server; time in seconds.

        With `port` it listens on 127.0.0.1 too. Roles but the superuser need their passwords in any case.
        """
        self.port, self.address = port or PORT, "127.0.0.1" if port else ""
        self.settings = ["fsync=off", "full_page_writes=off", "synchronous_commit=off", *settings]
        self.binaries = Path(binaries or "/usr/lib/postgresql/15/bin")
        self.start_within = start_within
        self.user = "postgres"
        self.process = None

    def __enter__(self):
        if not (self.binaries / "postgres").exists():
            raise ClusterError(f"no PostgreSQL server in {self.binaries}; ./dev setup installs it")
        # A socket's path may have 107 bytes, so the folder is made in /tmp whatever TMPDIR says.
        self.folder = Path(tempfile.mkdtemp(prefix="sgpg.", dir="/tmp"))
        self.socket_folder = str(self.folder)
        self.log = self.folder / "log"
        self.owner = {}
        try:
            if os.geteuid() == 0:
                account = pwd.getpwnam("postgres")
                os.chown(self.folder, account.pw_uid, account.pw_gid)
                self.owner = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
            self._initialise()
            rules = f"local all {self.user} trust\nlocal all all scram-sha-256\nhost all all 127.0.0.1/32 scram-sha-256\n"
            (self.folder / "data" / "pg_hba.conf").write_text(rules)
            self._start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    @property
    def environment(self):
        """What libpq's programs need in order to find this cluster."""
        return {
            "PGHOST": self.socket_folder,
            "PGPORT": str(self.port),
            "PGUSER": self.user,
            "PGDATABASE": "postgres",
            "PATH": f"{self.binaries}:{os.environ.get('PATH', '/usr/bin:/bin')}",
        }

    @property
    def socket(self):
        """The path of the unix socket."""
        return f"{self.socket_folder}/.s.PGSQL.{self.port}"

    def _run_environment(self):
        return {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(self.folder), "TZ": "UTC"}

    def _initialise(self):
        command = [
            self.binaries / "initdb", "--pgdata", self.folder / "data", "--username", self.user, "--auth", "trust",
            "--encoding", "UTF8", "--locale", "C", "--no-sync", "--no-instructions",
        ]  # fmt: skip
        result = subprocess.run(
            command, cwd=self.folder, env=self._run_environment(), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **self.owner,
        )  # fmt: skip
        if result.returncode != 0:
            raise ClusterError(f"initdb failed:\n{result.stdout}")

    def _start(self):
        command = [
            # Should this process be killed, the server hears of it.
            "setpriv", "--pdeathsig", "INT", str(self.binaries / "postgres"), "-D", str(self.folder / "data"), "-p", str(self.port),
            "-c", f"listen_addresses={self.address}", "-c", f"unix_socket_directories={self.socket_folder}",
        ]  # fmt: skip
        for setting in self.settings:
            command += ["-c", setting]
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                command, cwd=self.folder, env=self._run_environment(), stdin=subprocess.DEVNULL,
                stdout=log, stderr=subprocess.STDOUT, start_new_session=True, **self.owner,
            )  # fmt: skip
        deadline = time.monotonic() + self.start_within
        ready = [str(self.binaries / "pg_isready"), "-q", "-h", self.socket_folder, "-p", str(self.port)]
        while subprocess.run(ready, env=self._run_environment()).returncode != 0:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise ClusterError(f"the server did not start:\n{self.log.read_text(errors='replace')}")
            time.sleep(0.05)

    def restart(self):
        """Ends the server and every session, and starts it anew; what it has logged stays."""
        self._end()
        self._start()

    def stop(self):
        """Ends the server by its process id, harder after 10 seconds, and removes the folder."""
        self._end()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _end(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)  # fast shutdown
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.send_signal(signal.SIGQUIT)
                try:
                    self.process.wait(10)
                except subprocess.TimeoutExpired:
                    self.process.kill()
                    self.process.wait()
