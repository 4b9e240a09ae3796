"""One session as a client of asyncio: it logs in by SCRAM, sends what it is told, and says how it ended."""

import asyncio
import base64
import hashlib
import hmac
import os
import struct


class Ended(Exception):
    """The connection is over; `sqlstate` is that of the FATAL before, empty when there was none."""

    def __init__(self, sqlstate="", message=""):
        super().__init__(f"{sqlstate or 'no message'} {message}".strip())
        self.sqlstate = sqlstate


class Reply:
    """What came of a Query or of a Sync: the first error, values of the first column, tags, bytes of rows."""

    def __init__(self):
        """Nothing yet."""
        self.sqlstate, self.message, self.values, self.tags, self.bytes = "", "", [], [], 0


def message(kind, body=b""):
    """A message with its length."""
    return kind + struct.pack("!I", len(body) + 4) + body


class Client:
    """`await Client.connect(port, user, password, database, name)`."""

    def __init__(self, reader, writer, port):
        """Of an open connection."""
        self.reader, self.writer, self.port = reader, writer, port
        self.key = b""

    @classmethod
    async def connect(cls, port, user, password, database, name):
        """Logs in. Raises Ended when that is refused, OSError without a connection."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)
        client = cls(reader, writer, port)
        try:
            words = {"user": user, "database": database, "application_name": name, "client_encoding": "UTF8"}
            body = struct.pack("!I", 196608) + b"".join(f"{key}\0{value}\0".encode() for key, value in words.items()) + b"\0"
            writer.write(struct.pack("!I", len(body) + 4) + body)
            await client.log_in(password)
        except BaseException:
            client.abort()
            raise
        return client

    async def read(self):
        """The next message. Raises Ended at the end of the connection or at a FATAL."""
        try:
            head = await self.reader.readexactly(5)
            body = await self.reader.readexactly(struct.unpack("!I", head[1:])[0] - 4)
        except (asyncio.IncompleteReadError, ConnectionError) as problem:
            raise Ended() from problem
        if head[:1] == b"E":
            fields = {part[:1]: part[1:].decode(errors="replace") for part in body.split(b"\0") if part}
            if fields.get(b"V") in ("FATAL", "PANIC"):
                raise Ended(fields[b"C"], fields[b"M"])
        return head[:1], body

    # RFC 5802; PostgreSQL: fe-auth-scram.c
    async def log_in(self, password):
        """SCRAM-SHA-256 up to the first ReadyForQuery."""
        kind, body = await self.read()
        if kind != b"R" or struct.unpack("!I", body[:4])[0] != 10:
            raise Ended("", "no SASL is asked for")
        nonce = base64.b64encode(os.urandom(18)).decode()
        first = f"n=,r={nonce}"
        hello = b"n,," + first.encode()
        self.writer.write(message(b"p", b"SCRAM-SHA-256\0" + struct.pack("!I", len(hello)) + hello))
        _, body = await self.read()
        said = body[4:].decode()
        parts = dict(part.split("=", 1) for part in said.split(","))
        salted = hashlib.pbkdf2_hmac("sha256", password.encode(), base64.b64decode(parts["s"]), int(parts["i"]))
        key = hmac.digest(salted, b"Client Key", "sha256")
        last = f"c=biws,r={parts['r']}"
        proof = hmac.digest(hashlib.sha256(key).digest(), f"{first},{said},{last}".encode(), "sha256")
        shown = base64.b64encode(bytes(a ^ b for a, b in zip(key, proof))).decode()
        self.writer.write(message(b"p", f"{last},p={shown}".encode()))
        while True:
            kind, body = await self.read()
            if kind == b"K":
                self.key = body
            if kind == b"Z":
                return

    async def reply(self, pause=0):
        """Everything up to ReadyForQuery; with a pause in seconds after each piece of about 64 kB."""
        reply, read = Reply(), 0
        while True:
            kind, body = await self.read()
            if kind == b"Z":
                return reply
            if kind == b"E":
                fields = {part[:1]: part[1:].decode(errors="replace") for part in body.split(b"\0") if part}
                reply.sqlstate, reply.message = reply.sqlstate or fields[b"C"], reply.message or fields[b"M"]
            elif kind == b"C":
                reply.tags.append(body[:-1].decode())
            elif kind in b"Dd":
                reply.bytes += len(body)
                if kind == b"D" and len(body) > 6:
                    reply.values.append(body[6 : 6 + struct.unpack("!i", body[2:6])[0]].decode(errors="replace")[:100])
                if pause and (read := read + len(body)) > 65536:
                    read = 0
                    await asyncio.sleep(pause)
            elif kind == b"G":
                for number in range(50):
                    self.writer.write(message(b"d", f"{number}\n".encode()))
                self.writer.write(message(b"c"))

    def send(self, sql, *values):
        """Sends a statement: a Query without values, else Parse, Bind, Describe, Execute and Sync."""
        if not values:
            self.writer.write(message(b"Q", sql.encode() + b"\0"))
            return
        given = b"".join(struct.pack("!i", len(value)) + value for value in (str(value).encode() for value in values))
        self.writer.write(
            message(b"P", b"\0" + sql.encode() + b"\0\0\0")
            + message(b"B", b"\0\0\0\0" + struct.pack("!H", len(values)) + given + b"\0\0")
            + message(b"D", b"P\0")
            + message(b"E", b"\0\0\0\0\0")
            + message(b"S")
        )

    async def run(self, sql, *values, pause=0):
        """Sends a statement and reads what comes of it."""
        self.send(sql, *values)
        return await self.reply(pause)

    async def cancel(self):
        """Asks for the end of the statement that is running, over a connection of its own."""
        _, writer = await asyncio.open_connection("127.0.0.1", self.port)
        body = struct.pack("!I", 80877102) + self.key
        writer.write(struct.pack("!I", len(body) + 4) + body)
        await writer.drain()
        writer.close()

    async def close(self):
        """Says goodbye."""
        self.writer.write(message(b"X"))
        try:
            await self.writer.drain()
            self.writer.close()
            await self.writer.wait_closed()
        except OSError:
            pass

    def abort(self):
        """Breaks the connection."""
        self.writer.transport.abort()
