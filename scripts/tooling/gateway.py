"""A running sqlguard in front of a throw-away cluster: its policy, its process, what it logged and recorded."""

import base64
import hashlib
import hmac
import json
import os
import signal
import socket
import subprocess
import time
from pathlib import Path


class GatewayError(Exception):
    """sqlguard did not start or did not end as it should; the text holds what it logged."""


def free_port():
    """A TCP port on 127.0.0.1 that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


# PostgreSQL: scram-common.c, scram_build_secret
def verifier(password, salt=None, iterations=4096):
    """What PostgreSQL, and a policy file, store of a password."""
    salt = salt or os.urandom(16)
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, iterations)
    stored = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    server = hmac.digest(salted, b"Server Key", "sha256")
    parts = [base64.b64encode(part).decode() for part in (salt, stored, server)]
    return f"SCRAM-SHA-256${iterations}:{parts[0]}${parts[1]}:{parts[2]}"


def open_policy(name, upstream, port, folder, password, listener=None):
    """A policy that permits everything to one user of this name and password, on one database of the same name.

    Writes the password to a file and makes the folder for the records. `upstream` says where the server is.
    """
    folder = Path(folder)
    (folder / "audit").mkdir(mode=0o700, exist_ok=True)
    (folder / "password").touch(mode=0o600)
    (folder / "password").write_text(password + "\n")
    anything = [{"name": word, "why": "To see.", "match": {"effect": effect}, "permit": {}}
                for word, effect in (("everything", "*"), ("unknown-too", "unknown"))]  # fmt: skip
    return {
        "version": 1,
        "listeners": [{"host": "127.0.0.1", "port": port, **(listener or {})}],
        "databases": {name: {"role": name, "credential": {"file": str(folder / "password")}, **upstream}},
        "principals": {"users": {name: {"kind": "service", "groups": ["all"], "verifier": verifier(password)}}},
        "access": [{"database": name, "group": "all"}],
        "rules": anything,
        "audit": {"folder": str(folder / "audit"), "sync": "never"},
    }


class Gateway:
    """`with Gateway(binary, policy, folder, port) as gateway:` serves; the process ends with the block."""

    def __init__(self, binary, policy, folder, port, start_within=30, arguments=(), environment=None):
        """`policy` is the text of a policy or a dictionary; `folder` holds policy, log and `audit`; time in seconds."""
        self.binary, self.policy, self.folder, self.port = str(binary), policy, Path(folder), port
        self.start_within, self.arguments = start_within, list(arguments)
        self.environment = {**os.environ, **(environment or {})}
        self.process = None
        self.log = self.folder / "gateway.log"

    def __enter__(self):
        path = self.folder / "policy.yaml"
        # YAML contains JSON.
        text = self.policy if isinstance(self.policy, str) else json.dumps(self.policy, indent=1, ensure_ascii=False)
        path.write_text(text)
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "TERM", self.binary, "serve", "--policy", str(path), *self.arguments],
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True, env=self.environment,
            )  # fmt: skip
        try:
            self._wait()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    def _wait(self):
        deadline = time.monotonic() + self.start_within
        while True:
            if self.process.poll() is not None:
                raise GatewayError(f"sqlguard ended with {self.process.returncode}:\n{self.logged()}")
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError as problem:
                if time.monotonic() > deadline:
                    raise GatewayError(f"sqlguard does not listen:\n{self.logged()}") from problem
                time.sleep(0.02)

    @property
    def pid(self):
        """Its process id: setpriv has become sqlguard."""
        return self.process.pid

    def logged(self):
        """Everything that it has logged."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def records(self):
        """The audit records in the order of the files' names and lines."""
        files = sorted((self.folder / "audit").glob("*.jsonl"))
        return [json.loads(line) for file in files for line in file.read_text().splitlines()]

    def stop(self):
        """Ends it politely by its process id, harder after 20 seconds; returns its exit status."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        return self.process.returncode if self.process else None
