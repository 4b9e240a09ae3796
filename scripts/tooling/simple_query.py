"""A connection to a PostgreSQL server's unix socket that sends simple queries and reads what comes back."""

import socket
import struct
from dataclasses import dataclass, field


class ConnectionLost(Exception):
    """The server closed the connection; the text holds its last error, if it sent one."""


@dataclass
class Reply:
    """What a server said to one Query, up to its ReadyForQuery."""

    sqlstate: str = ""  # of the first error; empty when there was none
    message: str = ""
    completed: list = field(default_factory=list)  # command tags, before and after the error
    status: str = ""  # I idle, T in a transaction, E in a failed transaction


class Connection:
    """One session. `with Connection(socket_path, user, database) as c: c.query("SELECT 1")`."""

    def __init__(self, path, user, database):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(60)
        self.socket.connect(path)
        self.reader = self.socket.makefile("rb")
        parameters = f"user\0{user}\0database\0{database}\0client_encoding\0UTF8\0\0".encode()
        self.socket.sendall(struct.pack("!II", 8 + len(parameters), 196608) + parameters)
        reply = self.read_reply()
        if reply.status != "I":
            raise ConnectionLost(reply.message)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.socket.sendall(b"X\0\0\0\4")
        except OSError:
            pass
        self.reader.close()
        self.socket.close()

    def query(self, sql):
        """Sends one simple query and returns the whole Reply. Raises ValueError for an embedded NUL."""
        body = sql.encode()
        if b"\0" in body:
            raise ValueError("a query cannot hold a NUL")
        self.socket.sendall(b"Q" + struct.pack("!I", 5 + len(body)) + body + b"\0")
        return self.read_reply()

    def read_reply(self):
        reply = Reply()
        while True:
            head = self.reader.read(5)
            if len(head) < 5:
                raise ConnectionLost(reply.message)
            kind, length = head[:1], struct.unpack("!I", head[1:])[0]
            body = self.reader.read(length - 4)
            if kind == b"Z":
                reply.status = body.decode()
                return reply
            if kind == b"C":
                reply.completed.append(body[:-1].decode())
            elif kind == b"I":
                reply.completed.append("")
            elif kind == b"E":
                fields = {part[:1]: part[1:].decode(errors="replace") for part in body.split(b"\0") if part}
                reply.sqlstate = reply.sqlstate or fields[b"C"]
                reply.message = reply.message or fields[b"M"]
            elif kind in b"GW":  # the server wants COPY data: there is none
                reason = b"no data\0"
                self.socket.sendall(b"f" + struct.pack("!I", 4 + len(reason)) + reason)
