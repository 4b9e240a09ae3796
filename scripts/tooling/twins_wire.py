"""A session of protocol 3 that keeps every byte that it receives: steps by simple queries, or by the extended protocol in text or binary."""

import base64
import hashlib
import hmac
import os
import re
import shlex
import socket
import struct

SIMPLE, TEXT, BINARY = "simple", "extended", "binary"
PROTOCOLS = (SIMPLE, TEXT, BINARY)
LONGEST = 60
CODE = re.compile(r"SG\d{4}")
_keys = {}


def fields(body):
    """The fields of an ErrorResponse or NoticeResponse by their letters."""
    return {part[:1].decode(): part[1:].decode(errors="replace") for part in body.split(b"\0") if part}


def refusal(messages):
    """The code with which sqlguard refused something in these messages, or nothing; 7xxx are not refusals."""
    for kind, body in messages:
        if kind == b"E":
            said = fields(body)
            code = CODE.search(said.get("D", "")) or CODE.search(said.get("M", ""))
            if code and not code[0].startswith("SG7"):
                return code[0]
    return None


def errors(messages):
    """What went wrong in these messages, as text."""
    said = [fields(body) for kind, body in messages if kind == b"E"]
    return [" ".join(filter(None, (one.get("C"), one.get("M"), one.get("D")))) for one in said]


class Session:
    """One connection. After a lost connection every step records only `!`."""

    def __init__(self, address, user, password, database, protocol=SIMPLE, start=None):
        """`address` is a socket's path or (host, port); `start` are further parameters of the startup message."""
        self.protocol, self.status, self.lost = protocol, "", False
        self.socket = socket.socket(socket.AF_UNIX if isinstance(address, str) else socket.AF_INET)
        self.socket.settimeout(LONGEST)
        self.socket.connect(address)
        if not isinstance(address, str):
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.reader = self.socket.makefile("rb")
        self.started = []
        parameters = {"user": user, "database": database, "client_encoding": "UTF8", "application_name": "twins", **(start or {})}
        body = "".join(f"{name}\0{value}\0" for name, value in parameters.items()).encode() + b"\0"
        self.send(struct.pack("!II", 8 + len(body), 196608) + body)
        self._log_in(password)

    def close(self):
        """Says good-bye."""
        self.send(b"X\0\0\0\4")
        self.reader.close()
        self.socket.close()

    def send(self, data):
        """Sends bytes; whether they arrive shows in what comes back."""
        try:
            self.socket.sendall(data)
        except OSError:
            self.lost = True

    def message(self):
        """The next message, or `!` when there is none."""
        try:
            head = self.reader.read(5)
            if len(head) == 5:
                length = struct.unpack("!I", head[1:])[0] - 4
                body = self.reader.read(length)
                if len(body) == length:
                    return head[:1], body
        except (TimeoutError, OSError, ValueError) as problem:
            self.lost = True
            return b"!", type(problem).__name__.encode() if isinstance(problem, TimeoutError) else b""
        self.lost = True
        return b"!", b""

    def _log_in(self, password):
        nonce = base64.b64encode(os.urandom(18)).decode()
        while True:
            kind, body = self.message()
            if kind in b"!EN" or kind == b"v":
                self.started.append((kind, body))
                if kind != b"N":
                    self.lost = True
                    return
            elif kind == b"Z":
                self.status = body.decode()
                return
            elif kind == b"R":
                asked = struct.unpack("!I", body[:4])[0]
                if asked == 10:
                    first = f"n,,n=,r={nonce}".encode()
                    self.send(packet(b"p", b"SCRAM-SHA-256\0" + struct.pack("!I", len(first)) + first))
                elif asked == 11:
                    self.send(packet(b"p", proof(password, nonce, body[4:].decode())))

    # The steps of a case

    def run(self, step):
        """Everything that is received for one step, up to ReadyForQuery."""
        if self.lost:
            return [(b"!", b"")]
        data = None
        if " \\data " in step:
            step, data = step.split(" \\data ", 1)
            data = data.encode().decode("unicode_escape").encode("latin-1")
        if step.startswith("\\"):
            sent = self._special(step)
            if sent is None:
                return [(b"!", b"no such step")]
            return self.collect(data)
        values = []
        if " \\bind" in step:
            step, given = step.split(" \\bind", 1)
            values = [None if value == "null" else value for value in shlex.split(given)]
        if self.protocol == SIMPLE:
            return self.query(in_place(step, values), data)
        self.send(parse("", step) + packet(b"D", b"S\0") + bind("", "", values, self.protocol) + packet(b"D", b"P\0") + execute("") + SYNC)
        return self.collect(data)

    def query(self, text, data=None):
        """A simple query, whatever the session's protocol is."""
        self.send(packet(b"Q", (text.encode() if isinstance(text, str) else text) + b"\0"))
        return self.collect(data, again=b"")

    def _special(self, step):
        """What SQL cannot say: portals, prepared statements, function calls, raw bytes."""
        word, _, rest = step[1:].partition(" ")
        name, _, text = rest.partition(" ")
        if word == "portal":  # \portal NAME SQL: parses and binds, and executes nothing
            self.send(parse("", text) + bind(name, "", [], self.protocol) + SYNC)
        elif word == "parse":  # \parse NAME SQL
            self.send(parse(name, text) + SYNC)
        elif word == "execute":  # \execute PORTAL
            self.send(packet(b"D", b"P" + name.encode() + b"\0") + execute(name) + SYNC)
        elif word == "bound":  # \bound STATEMENT VALUE...
            self.send(bind("", name, shlex.split(text), self.protocol) + packet(b"D", b"P\0") + execute("") + SYNC)
        elif word == "describe":  # \describe SQL: a statement, without running it
            self.send(parse("", rest) + packet(b"D", b"S\0") + SYNC)
        elif word == "pieces":  # \pieces SQL: one row at a time
            self.send(parse("", rest) + bind("", "", [], self.protocol) + execute("", 1) + execute("", 1) + execute("") + SYNC)
        elif word == "batch":  # \batch SQL ;; SQL: one Sync for all
            self.send(b"".join(parse("", text) + bind("", "", [], self.protocol) + execute("") for text in rest.split(" ;; ")) + SYNC)
        elif word == "call":  # \call OID INT: a function call message
            argument = text.encode()
            self.send(packet(b"F", struct.pack("!IHHHI", int(name), 1, 0, 1, len(argument)) + argument + struct.pack("!H", 0)))
        elif word == "query":  # \query ESCAPED: a simple query of any bytes
            self.send(packet(b"Q", rest.encode().decode("unicode_escape").encode("latin-1") + b"\0"))
        elif word == "message":  # \message LETTER ESCAPED: any message
            self.send(packet(name.encode(), text.encode().decode("unicode_escape").encode("latin-1")) + SYNC)
        else:
            return None
        return word

    def collect(self, data=None, again=None):
        """Messages up to ReadyForQuery; rows for COPY FROM STDIN are `data`."""
        got = []
        again = SYNC if again is None else again
        while True:
            kind, body = self.message()
            if kind == b"A":
                body = bytes(4) + body[4:]  # the number of a process is nobody's value
            got.append((kind, body))
            if kind in (b"G", b"W"):
                self.send((packet(b"d", data) + packet(b"c", b"") if data is not None else packet(b"f", b"none\0")) + again)
            elif kind == b"Z":
                self.status = body.decode()
                return got
            elif kind == b"!":
                return got


def packet(kind, body):
    """A message."""
    return kind + struct.pack("!I", len(body) + 4) + body


SYNC = packet(b"S", b"")


def parse(name, text):
    """A Parse message."""
    return packet(b"P", name.encode() + b"\0" + text.encode() + b"\0\0\0")


def bind(portal, statement, values, protocol):
    """A Bind message with text parameters; results as the protocol says."""
    body = portal.encode() + b"\0" + statement.encode() + b"\0" + struct.pack("!HH", 0, len(values))
    for value in values:
        body += struct.pack("!i", -1) if value is None else struct.pack("!I", len(value.encode())) + value.encode()
    return packet(b"B", body + struct.pack("!HH", 1, 1 if protocol == BINARY else 0))


def execute(portal, rows=0):
    """An Execute message."""
    return packet(b"E", portal.encode() + b"\0" + struct.pack("!I", rows))


def in_place(step, values):
    """A statement with its values written into it."""
    quoted = ["NULL" if value is None else "'" + value.replace("'", "''") + "'" for value in values]
    return re.sub(r"\$(\d+)", lambda place: quoted[int(place[1]) - 1] if int(place[1]) <= len(quoted) else place[0], step)


# RFC 5802
def proof(password, nonce, challenge):
    """The client's last message of SCRAM."""
    parts = dict(part.split("=", 1) for part in challenge.split(","))
    known = (password, parts["s"], parts["i"])
    if known not in _keys:
        salted = hashlib.pbkdf2_hmac("sha256", password.encode(), base64.b64decode(parts["s"]), int(parts["i"]))
        _keys[known] = hmac.digest(salted, b"Client Key", "sha256")
    last = f"c=biws,r={parts['r']}"
    signed = f"n=,r={nonce},{challenge},{last}".encode()
    signature = hmac.digest(hashlib.sha256(_keys[known]).digest(), signed, "sha256")
    mixed = bytes(a ^ b for a, b in zip(_keys[known], signature))
    return f"{last},p={base64.b64encode(mixed).decode()}".encode()
