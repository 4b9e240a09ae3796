"""Debian's sqlsmith through sqlguard, with a relay between the two that looks at every byte that goes to the client."""

import re
import shutil
import socket
import struct
import subprocess
import threading
import time
from collections import Counter
from pathlib import Path

from random_report import coded, health, memory, share
from random_run import failed_with, patterns, shape
from random_schema import serving
from twins_databases import DATABASE, PASSWORD
from twins_wire import CODE, SIMPLE, fields

BETWEEN = re.compile(r"\s*(BEGIN|ROLLBACK|COMMIT)\b|\s*set ", re.I)
# sqlsmith may make numbers up, and calls functions that give any.
TOO_SHORT = 7
READING = 90  # seconds that it may take to ask for every function of the server


class SmithError(Exception):
    """sqlsmith could not be run; the text says why."""


class Relay:
    """Listens on a port, passes everything on, counts statements and errors, and looks for values."""

    def __init__(self, port, values):
        self.upstream, self.values = port, values
        self.counts, self.codes, self.found = Counter(), Counter(), []
        self.examples = {}
        self.lock, self.begun, self.unanswered = threading.Lock(), 0, []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.threads = [threading.Thread(target=self._accept, daemon=True)]
        self.threads[0].start()

    def close(self):
        """Takes no more connections."""
        self.listener.close()

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self.upstream))
            for end in (client, server):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.counts["connections"] += 1
            said = {"text": "", "started": False}
            for work in (self._up, self._down):
                threading.Thread(target=work, args=(client, server, said), daemon=True).start()

    def _up(self, client, server, said):
        """From the client to sqlguard."""
        reader = client.makefile("rb")
        try:
            head = reader.read(4)
            server.sendall(head + reader.read(struct.unpack("!I", head)[0] - 4))
            while head := reader.read(5):
                body = reader.read(struct.unpack("!I", head[1:])[0] - 4)
                if head[:1] in b"QP":
                    said["text"] = body.strip(b"\0").decode(errors="replace")
                    with self.lock:
                        between = BETWEEN.match(said["text"])
                        said["started"] |= bool(between and "ROLLBACK" in said["text"])
                        self.counts["between" if between else "statements" if said["started"] else "questions"] += 1
                        self.begun = self.begun or (time.monotonic() if said["started"] else 0)
                server.sendall(head + body)
        except (OSError, struct.error):
            pass
        server.close()

    def _down(self, client, server, said):
        """From sqlguard to the client."""
        reader = server.makefile("rb")
        try:
            while head := reader.read(5):
                body = reader.read(struct.unpack("!I", head[1:])[0] - 4)
                self._look(head[:1], body, said)
                client.sendall(head + body)
        except (OSError, struct.error):
            pass
        self.counts["connections that ended"] += 1
        client.close()

    def _look(self, kind, body, told):
        text = told["text"]
        sent = text.encode()
        for name, data in self.values.items():
            if data in body and data not in sent:
                with self.lock:
                    self.found.append((name, text, kind, body[:400]))
        if kind == b"E":
            said = fields(body)
            code = CODE.search(said.get("D", "")) or CODE.search(said.get("M", ""))
            code = code[0] if code else said.get("C", "")
            with self.lock:
                if not told["started"]:
                    self.unanswered.append(f"{code}: {text}")
                    return
                self.codes[code] += 1
                self.examples.setdefault(code, []).append((said, text))


class Smith:
    """sqlsmith's part."""

    def __init__(self, binary, database, folder, seed, say):
        self.binary, self.database, self.folder, self.seed, self.say = binary, database, folder, seed, say

    def start(self, relay, *arguments):
        """sqlsmith's process."""
        if not (program := shutil.which("sqlsmith")):
            raise SmithError("no sqlsmith; ./dev setup installs it")
        target = f"host=127.0.0.1 port={relay.port} user=analyst password='{PASSWORD}' dbname={DATABASE} sslmode=disable gssencmode=disable"
        log = open(Path(self.folder) / "sqlsmith.log", "ab")
        return subprocess.Popen(["setpriv", "--pdeathsig", "TERM", program, f"--target={target}", f"--seed={self.seed}", *arguments],
                                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)  # fmt: skip

    def run(self, seconds):
        """Runs it for a time: half of it without the catalogs, half of it with them, if it is long; returns what is wrong."""
        values = {name: data for name, data in patterns("A").items() if len(data) >= TOO_SHORT and " bytes" not in name}
        wrong = []
        with serving(self.binary, self.database, self.folder, "sqlsmith", ", in_predicates: masked") as gateway:
            before = memory(gateway)
            turns = [("tables alone", ["--exclude-catalog"]), ("with the catalogs", [])]
            # It reads the catalogs anew each time.
            turns = turns[: 2 if seconds >= READING else 1]
            for name, arguments in turns:
                wrong += self.turn(name, arguments, seconds / len(turns), gateway, values)
                self.seed += 1
                if gateway.process.poll() is not None:
                    break
            wrong += health("sqlsmith", gateway, before, self.say)
        return wrong

    def turn(self, name, arguments, seconds, gateway, values):
        """One way of running it."""
        relay, wrong, starts, latest = Relay(gateway.port, values), [], 0, time.monotonic() + READING + seconds
        # It ends by itself when it has lost its connection for long, or crashes.
        while time.monotonic() < latest and gateway.process.poll() is None and (starts < 5 or relay.counts["statements"]):
            process = self.start(relay, *arguments)
            starts += 1
            self.seed += 100
            while process.poll() is None:
                time.sleep(0.1)
                if time.monotonic() > latest or relay.begun and time.monotonic() > relay.begun + seconds:
                    process.terminate()
                    process.wait()
                    latest = 0
        time.sleep(0.2)
        relay.close()
        counts, codes = relay.counts, relay.codes
        if counts["statements"] == 0:
            log = (Path(self.folder) / "sqlsmith.log").read_text(errors="replace")[-1500:]
            wrong.append(f"sqlsmith ({name}) made no statement: {log}")
        # What it asks of the catalogs in order to begin is to be answered.
        wrong += [f"sqlsmith ({name}) was not answered: {text}" for text in relay.unanswered[:5]]
        refused = sum(count for code, count in codes.items() if code.startswith("SG") and not code.startswith("SG7"))
        ran = counts["statements"] - sum(codes.values())
        self.say(f"sqlsmith, {name}: {counts['statements']} statements in {starts} starts, after {counts['questions']} questions; "
                 f"{share(refused, counts['statements'])} refused, {share(ran, counts['statements'])} ran; by code: {coded(codes)}")  # fmt: skip
        reasons = Counter(f"{code} {shape(said.get('M', ''))}" for code, found in relay.examples.items() if code.startswith("SG") for said, _ in found)
        for reason, count in reasons.most_common(12):
            self.say(f"  {count} x {reason}")
        for found, text, kind, body in relay.found[:10]:
            self.say(f"  {found} in {kind} {body!r} of {text}")
        if relay.found:
            wrong.append(f"sqlsmith ({name}): {len(relay.found)} x a value is shown: {relay.found[0][1][:2000]}")
        for code in ("SG7001", "SG1026", "SG6005", "SG1021", "SG1014"):
            if codes[code]:
                wrong.append(f"sqlsmith ({name}): {codes[code]} x {code}, such as {min((text for _, text in relay.examples[code]), key=len)[:2000]}")
        return wrong + self.against_the_server(name, relay)

    def against_the_server(self, name, relay):
        """Errors that the server gives only through sqlguard: it is asked directly, in a transaction that is rolled back."""
        session, wrong, asked = self.database.session(SIMPLE), Counter(), 0
        examples = {}
        for code in ("42601", "42702", "42703", "42704", "42803", "42804", "42883", "42P01", "42P10", "42846", "0A000", "42P18", "XX000", "SG2001"):
            for said, text in relay.examples.get(code, [])[:150]:
                session.query("BEGIN")
                direct = failed_with([session.query(text)])
                session.query("ROLLBACK")
                asked += 1
                if session.lost:
                    session = self.database.session(SIMPLE)
                elif "encoding conversion" in said.get("M", ""):
                    # An expression over masks that are constants is evaluated by the planner, also where there is no row.
                    continue
                elif direct is None or direct[0] not in (code.replace("SG2001", "42601"), "57014"):
                    sort = f"{code} {re.sub(r'[0-9]+', '_', said.get('M', ''))[:80]}"
                    wrong[sort] += 1
                    examples[sort] = min(examples.get(sort, text), text, key=len)
        session.close()
        self.say(f"sqlsmith, {name}: {asked} of the server's errors were asked for directly, {sum(wrong.values())} are none there")
        for sort, count in wrong.most_common():
            self.say(f"  {count} x {sort}: {' '.join(examples[sort].split())[:1500]}")
        return [f"sqlsmith ({name}): {count} x only through sqlguard: {sort}" for sort, count in wrong.items()]
