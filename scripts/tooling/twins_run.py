"""Runs cases on a target in the three protocols, and compares what came back."""

import re
import struct
import threading

from twins_databases import BYSTANDER
from twins_values import PLACE, fill, searched
from twins_wire import PROTOCOLS, fields, refusal

# What outlives a rolled-back transaction: the session is not used for another case.
STICKY = re.compile(r"\b(PREPARE|DEALLOCATE|DISCARD|LISTEN|LOAD|HOLD|RESET|SESSION|advisory\w*|set_config|SET|setval|lastval|currval)\b|\\", re.I)
OID = re.compile(r"\{\{oid:([^}]+)\}\}")


class Runner:
    """Runs cases on one target: everything that was received, by case, part and protocol."""

    def __init__(self, target, oids):
        self.target, self.oids, self.sessions = target, oids, {}
        self.last, self.spoilers = {}, set()

    def close(self):
        """Ends its sessions."""
        for session in self.sessions.values():
            session.close()
        self.sessions = {}

    def text(self, step):
        """A step with what is known only now: numbers, the server's folder. Values are always twin A's: they are guesses."""
        step = step.replace("{{folder}}", getattr(self.target, "database", self.target).cluster.socket_folder)
        return OID.sub(lambda place: self.oids(place[1]), fill(step, "A"))

    def run(self, case, steps, protocol):
        """[[(kind, body)...]...], one list for each step.

        A session that earlier cases have made uncertain is not this case's fault: it runs again in a new one.
        """
        used = protocol in self.sessions
        got = self.once(case, steps, protocol)
        if refused_with(got) == "SG3006" and used and protocol in self.sessions:
            self.sessions.pop(protocol).close()
            got = self.once(case, steps, protocol)
            if refused_with(got) != "SG3006":
                self.spoilers.add(f"{self.last.get(protocol)} before {case.identity}")
        if protocol in self.sessions:
            self.last[protocol] = case.identity
        return got

    def once(self, case, steps, protocol):
        """As `run`, in the session that there is."""
        start = None
        if "start" in case.arguments and steps is case.steps:
            start = dict([case.arguments["start"].split(":", 1)])
        own = start is not None or not case.wrapped or any(STICKY.search(step) for step in steps)
        session = self.target.session(protocol, start) if own else self.sessions.get(protocol)
        if session is None or session.lost and not own:
            session = self.sessions[protocol] = self.target.session(protocol)
        if session.started and session.lost:
            got = [session.started]
        else:
            if case.wrapped:
                session.query("BEGIN")
            got = [session.run(self.text(step)) for step in steps]
            if not session.lost and (case.wrapped or session.status != "I"):
                got.append(session.query("ROLLBACK"))
        if own:
            session.close()
        elif session.lost or session.status != "I":
            self.sessions.pop(protocol).close()
        return got


def all_runs(target, oids, cases, part, protocols=PROTOCOLS, undo=None):
    """{(case's id, protocol): what was received} for a part of each case."""
    runner, results = Runner(target, oids), {}
    try:
        for case in cases:
            steps = getattr(case, part)
            for protocol in protocols:
                results[case.identity, protocol] = runner.run(case, steps, protocol)
                if undo and case.undo:
                    administer(undo, [fill(step, "A") for step in case.undo])
    finally:
        runner.close()
    results["spoilers"] = {f"{part} of {one}" for one in runner.spoilers}
    return results


def administer(database, statements):
    """Runs statements directly, whatever comes of them."""
    session = database.session(PROTOCOLS[0])
    for statement in statements:
        session.query(statement)
    session.close()


def stand_by(database):
    """A session of somebody else, who may see; it stays open until it is closed."""
    session = database.session(PROTOCOLS[0], {"application_name": "bystander"})
    session.query(fill(BYSTANDER, "B" if database.name == "B" else "A"))
    return session


def both(work, targets):
    """Does the same for several targets at once; the results in their order."""
    results, problems = [None] * len(targets), []

    def one(place, target):
        try:
            results[place] = work(target)
        except BaseException as problem:  # noqa: BLE001 - it is raised again below
            problems.append(problem)

    threads = [threading.Thread(target=one, args=(place, target)) for place, target in enumerate(targets)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if problems:
        raise problems[0]
    return results


def flat(steps):
    """All messages of all steps."""
    return [message for step in steps for message in step]


def leaked(case, steps):
    """The names of twin A's values that stand in what was received and not in what was sent."""
    sent = " ".join(fill(step, "A") for step in [*case.steps, *case.near]).encode()
    values = {f"{place[1]}:{place[2]}" for step in [*case.steps, *case.near] for place in PLACE.finditer(step)}
    received = b"\0".join(body for _, body in flat(steps))
    return [name for name, value in searched("A").items()
            if value in received and value not in sent and name.split(" ")[0] not in values]  # fmt: skip


# PostgreSQL: copyto.c, BinarySignature; flags and the length of an extension follow, 4 bytes each.
COPY_HEADER = b"PGCOPY\n\xff\r\n\0"


def comparable(steps, ordered):
    """What must be the same for whoever asks: without origins of columns, sqlguard's notices, and the order that nobody asked for."""
    result = []
    for step in steps:
        messages = []
        for kind, body in step:
            if kind == b"N" and "SG7003" in str(fields(body)):
                continue
            if kind == b"d" and body.startswith(COPY_HEADER):
                # Its first row stands behind it.
                messages.append((b"header", body[: len(COPY_HEADER) + 8]))
                body = body[len(COPY_HEADER) + 8 :]
            messages.append((kind, without_origins(body) if kind == b"T" else body))
        if not ordered:
            rows = iter(sorted(body for kind, body in messages if kind in (b"D", b"d")))
            messages = [(kind, next(rows) if kind in (b"D", b"d") else body) for kind, body in messages]
        result.append(messages)
    return result


def without_origins(body):
    """A RowDescription without table and column number of its fields."""
    result, place = body[:2], 2
    for _ in range(struct.unpack("!H", body[:2])[0]):
        end = body.index(b"\0", place) + 1
        result += body[place:end] + b"\0" * 6 + body[end + 6 : end + 18]
        place = end + 18
    return result


def is_ordered(steps):
    """Whether the statements say in which order rows come."""
    return any(re.search(r"\border\s+by\b", step, re.I) for step in steps)


def shown(steps, most=400):
    """What was received, for people."""
    parts = []
    for kind, body in flat(steps):
        if kind in (b"E", b"N"):
            said = fields(body)
            parts.append(f"{kind.decode()} {said.get('C')} {said.get('M')} {said.get('D', '')}".strip())
        elif kind not in (b"1", b"2", b"3", b"Z"):
            parts.append(f"{kind.decode()} {body[:120]!r}")
    text = " ".join("; ".join(parts).split())
    return text if len(text) <= most else text[:most] + "..."


def first_difference(left, right):
    """Where two recordings part, for people."""
    one, other = flat(left), flat(right)
    for place, (a, b) in enumerate(zip(one, other)):
        if a != b:
            at = next((n for n, (x, y) in enumerate(zip(a[1], b[1])) if x != y), 0) if a[0] == b[0] not in (b"E", b"N") else 0
            cut = [(kind, body[max(at - 20, 0) :]) if at > 40 else (kind, body) for kind, body in (a, b)]
            return f"message {place}, byte {at}: {shown([cut[:1]]) or a!r} | {shown([cut[1:]]) or b!r}"
    return f"{len(one)} messages | {len(other)} messages: {shown([one[len(other):]])} | {shown([other[len(one):]])}"


def refused_with(steps):
    """The code of the first refusal, or nothing."""
    return refusal(flat(steps))
