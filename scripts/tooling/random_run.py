"""Sends made-up statements to the twins, directly and through sqlguard, and judges what comes back."""

import base64
import re
import struct
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import twins_wire
from random_minimise import minimise
from random_sql import make
from twins_run import comparable, first_difference, flat, refused_with, shown
from twins_values import VALUES, searched
from twins_wire import BINARY, SIMPLE, TEXT, errors, fields

# What may come of a name that is unclear because of what was done before, or of a catalog that is being read.
AGAIN = {"SG3006", "SG5007"}
# What goes on in a session of its own leaves nothing behind.
TIMED_OUT = b"C57014\0"
# Seconds: the server itself gives up after two.
LONGEST_ANSWER = 15
ENDED = "fault: the session ended"
MINIMISED = 4  # examples of each sort that are made smaller
KNOWN = {
    "locks of a view": "FOR UPDATE and its like take no query with UNION, as which a view with one is sent on",
    "another plan": "plans follow the sizes of tables, and these those of the values",
    "type record": "a whole row has the type record",
    "42803 must appear in the GROUP BY": "a table's columns do not follow from its key any more",
    "42703 system column": "system columns are not there",
    "materialized view": "its column that comes from several ones is masked as a whole",
    "type of a domain": "a masked column of a domain has the type under it, which arrays and fields of rows show",
    "COPY of a view": "or a partitioned table, or of a generated column, is an error of the server, and runs with masks as a query",
}


def patterns(twin):
    """{name: bytes} of everything that would show a value of a twin: also in upper and lower case, and as base64."""
    found = dict(searched(twin))
    for column, values in VALUES[twin].items():
        if column in ("mood", "code"):
            continue
        for number, value in enumerate(values, 1):
            if not isinstance(value, str):
                continue
            name, data = f"{column}:{number}", value.encode()
            found[f"{name} in upper case"], found[f"{name} in lower case"] = value.upper().encode(), value.lower().encode()
            # What stands before it moves it by no, one or two bytes; the first and last characters depend on the neighbours.
            for offset in range(3):
                middle = base64.b64encode(bytes(offset) + data)[(4 if offset else 0) : (len(data) + offset) // 3 * 4]
                if len(middle) >= 8:
                    found[f"{name} as base64"] = middle if offset == 0 else found[f"{name} as base64"]
                    found[f"{name} as base64, moved by {offset}"] = middle
    return {name: data for name, data in found.items() if len(data) > 3}


class Line:
    """One way to one database."""

    def __init__(self, target):
        self.target, self.sessions = target, {}

    def close(self):
        """Ends its sessions."""
        for session in self.sessions.values():
            session.close()
        self.sessions = {}

    def run(self, statement, protocol):
        """[[(kind, body)...]...] for each step."""
        for _ in range(20):
            got = self.once(statement, protocol)
            code = refused_with(got)
            if code not in AGAIN:
                return got
            if protocol in self.sessions:
                self.sessions.pop(protocol).close()
            if code == "SG3006" and statement.own:
                return got
            time.sleep(0.1 if code == "SG5007" else 0)
        return got

    def once(self, statement, protocol):
        session = self.target.session(protocol) if statement.own else self.sessions.get(protocol)
        if session is None or session.lost and not statement.own:
            session = self.sessions[protocol] = self.target.session(protocol)
        if statement.wrapped:
            session.query("BEGIN")
        got = [session.run(step) for step in statement.steps]
        if not session.lost and (statement.wrapped or session.status != "I"):
            session.query("ROLLBACK")
        if statement.own or session.lost:
            session.close()
            if not statement.own:
                self.sessions.pop(protocol)
        return got


def failed_with(steps):
    """(SQLSTATE, words) of the first error, or nothing."""
    for kind, body in flat(steps):
        if kind == b"E":
            said = fields(body)
            return said.get("C", ""), said.get("M", "")
    return None


def columns_of(body):
    """[(name, number of the type)] of a RowDescription."""
    found, place = [], 2
    for _ in range(struct.unpack("!H", body[:2])[0]):
        end = body.index(b"\0", place)
        found.append((body[place:end].decode(), struct.unpack("!I", body[end + 7 : end + 11])[0]))
        place = end + 19
    return found


def without_types(steps):
    """Recordings with names of columns alone in their descriptions."""
    return [[(kind, repr([name for name, _ in columns_of(body)]).encode() if kind == b"T" else body) for kind, body in step] for step in steps]


def with_bases(steps, domains):
    """Recordings with the numbers of domains replaced, their rows in the order of their bytes then."""
    result = []
    for step in steps:
        changed = []
        for kind, body in step:
            for domain, base in domains.items() if kind in (b"D", b"d") else ():
                body = body.replace(domain, base)
            changed.append((kind, body))
        rows = iter(sorted(body for kind, body in changed if kind in (b"D", b"d")))
        result.append([(kind, next(rows) if kind in (b"D", b"d") else body) for kind, body in changed])
    return result


def shape(words):
    """An error's words without what is particular to one statement."""
    return re.sub(r'"[^"]*"|\d+', "_", words)[:90]


def wrong_answer(through, direct, domains):
    """(sort, detail) of how an answer through sqlguard differs from the one on a database that holds the masks, or nothing.

    `domains` are numbers of types that stand in results in binary, and what may stand in their place.
    """
    bad, wanted = failed_with(through), failed_with(direct)
    if bad or wanted:
        if bad and wanted and bad[0] == wanted[0]:
            return None
        if bad and not wanted:
            if bad[0] == "42803" and "GROUP BY" in bad[1]:
                return "known: 42803 must appear in the GROUP BY", bad[1]
            if bad[0] == "42703" and re.search(r"ctid|tableoid|xmin|xmax|cmin|cmax", bad[1]):
                return "known: 42703 system column", bad[1]
            if bad[0] == "0A000" and "is not allowed with UNION" in bad[1]:
                return "known: locks of a view", bad[1]
            # An expression over masks that are constants is evaluated by the planner, also where there is no row.
            if bad[0] == "2202E":
                return f"perhaps: error {bad[0]} {shape(bad[1])}", bad[1]
            return f"error {bad[0]} {shape(bad[1])}", bad[1]
        if not bad and ("cannot copy from" in wanted[1] or "is a generated column" in wanted[1]):
            return "known: COPY of a view", wanted[1]
        # Whether an expression is evaluated that is not needed is for the planner to say.
        if not bad and wanted[0].startswith("22"):
            return f"perhaps: no error instead of {wanted[0]} {shape(wanted[1])}", wanted[1]
        # Of several errors in one statement the server finds another one first.
        return f"{'perhaps: ' if bad else ''}error {bad[0] if bad else 'none'} instead of {wanted[0]} {shape(wanted[1])}", wanted[1]
    one, other = (without_types(comparable(steps, False)) for steps in (through, direct))
    if one != other and with_bases(one, domains) == with_bases(other, domains):
        return "known: type of a domain", first_difference(other, one)
    if one != other:
        for left, right in zip(flat(one), flat(other)):
            if left != right:
                letter = left[0].decode()
                what = {"T": "names of columns", "D": "rows", "d": "rows of COPY", "C": "number of rows"}.get(letter, f"message {letter}")
                return f"{what} differ", first_difference(other, one)
        return "number of rows differ", first_difference(other, one)
    for left, right in zip(flat(through_of(through)), flat(through_of(direct))):
        if left[0] == b"T" and left != right:
            for (name, got), (_, type_wanted) in zip(columns_of(left[1]), columns_of(right[1])):
                if got != type_wanted:
                    sort = "known: type record" if got in (2249, 2287) else "known: type of a domain" if got in (1015, 1007) else "types of columns differ"
                    return sort, f"{name}: {got} instead of {type_wanted}"
    return None


def through_of(steps):
    """Without the notices of sqlguard."""
    return [[(kind, body) for kind, body in step if kind != b"N"] for step in steps]


class Run:
    """The own generator's part: counts and findings."""

    def __init__(self, relations, seed, direct, masked, default, off, say, restart, rewritten):
        """Lines by database: direct {A, B, M}, masked {A, B}, default {A, B} and off {A, B}.

        `restart` gets the name of a way that hangs; `rewritten` gets a way and a text, and gives what sqlguard sends on for it.
        """
        self.relations, self.seed, self.say, self.restart = relations, seed, say, restart
        self.rewritten = rewritten
        twins_wire.LONGEST = LONGEST_ANSWER
        self.lines = {name: {key: Line(target) for key, target in targets.items()}
                      for name, targets in (("direct", direct), ("masked", masked), ("default", default), ("off", off))}  # fmt: skip
        self.values = patterns("A")
        self.domains = direct["A"].domains()
        self.pool = ThreadPoolExecutor(3)
        self.counts, self.refused = Counter(), defaultdict(Counter)
        self.kinds = defaultdict(Counter)
        self.findings = defaultdict(list)  # sort: [(number, protocol, statement, smallest, detail)]
        self.leaks = []
        self.reasons = Counter()

    def close(self):
        """Ends all sessions."""
        for lines in self.lines.values():
            for line in lines.values():
                line.close()
        self.pool.shutdown()

    def ask(self, statement, protocol, ways):
        """{(way, database): answer}; each database is asked one after another, the databases at once."""
        def one(key):
            return {(way, key): self.lines[way][key].run(statement, protocol) for way in ways if key in self.lines[way]}

        answers = {}
        for part in self.pool.map(one, ["A", "B", "M"]):
            answers |= part
        return answers

    def seen(self, statement, steps):
        """The names of A's values in what was received and not in what was sent."""
        received = b"\0".join(body for _, body in flat(steps))
        sent = "\n".join(statement.steps).lower().encode()
        given = {name.split(" ")[0] for name, data in self.values.items() if data.lower() in sent}
        return [name for name, data in self.values.items() if data in received and name.split(" ")[0] not in given]

    def judge(self, statement, protocol, way, answers):
        """{sort: detail} of what is wrong with the answers of a way through sqlguard."""
        wrong = {}
        one, other = answers[way, "A"], answers[way, "B"]
        timed_out = any(TIMED_OUT in body for answer in answers.values() for kind, body in flat(answer) if kind == b"E")
        if one != other and not timed_out:
            same = comparable(one, False) == comparable(other, False)
            # A plan follows the sizes of tables, and these those of the values.
            differ = "known: another plan" if statement.kind == "explain" else "leak: the twins differ"
            wrong["leak: the order of rows differs" if same else differ] = first_difference(one, other)
        if names := self.seen(statement, one):
            wrong["leak: a value is shown"] = ", ".join(names)
        for kind, body in flat(one) + flat(other):
            if kind == b"!":
                wrong[ENDED] = shown(one)
            elif kind == b"E" and (code := re.search(rb"SG7001|SG1026|SG6005|SG1021|SG1014", body)):
                wrong[f"fault: {code[0].decode()}"] = shown(one)
        code = refused_with(one)
        if not code and not timed_out and not wrong and statement.kind != "explain" and ("direct", "M") in answers:
            if found := wrong_answer(one, answers["direct", "M"], self.domains):
                found = ("known: materialized view", found[1]) if statement.mixed and "differ" in found[0] else found
                sort = found[0] if not statement.unstable or found[0].startswith(("error", "known", "perhaps", "types")) else f"perhaps: {found[0]}"
                wrong[f"wrong: {sort}" if not sort.startswith(("known", "perhaps")) else sort] = found[1]
        return wrong

    def one(self, number):
        """Makes, sends and judges the statement of a number."""
        statement = make(self.relations, self.seed, number)
        protocol = (SIMPLE, TEXT, BINARY)[number % 3]
        ways = ["direct", "masked"] + (["default"] if number % 2 else []) + (["off"] if number % 7 == 3 else [])
        answers = self.ask(statement, protocol, ways)
        self.counts["statements"] += 1
        valid = failed_with(answers["direct", "A"]) is None
        self.counts["valid"] += valid
        found = bool(self.seen(statement, answers["direct", "A"]))
        differs = answers["direct", "A"] != answers["direct", "B"]
        self.counts["found"] += found
        self.counts["differ or found"] += found or differs
        self.kinds[statement.kind]["all"] += 1
        self.kinds[statement.kind]["valid"] += valid
        if "off" in ways:
            self.counts["off"] += 1
            self.counts["off found"] += bool(self.seen(statement, answers["off", "A"]))
            self.counts["off differs or found"] += bool(self.seen(statement, answers["off", "A"])) or answers["off", "A"] != answers["off", "B"]
        for way in ways[1:]:
            if way == "off":
                continue
            self.counts[way] += 1
            code = refused_with(answers[way, "A"])
            if code:
                self.refused[way][code] += 1
                words = next(fields(body).get("M", "") for kind, body in flat(answers[way, "A"]) if kind == b"E")
                self.reasons[f"{code} {shape(words)}"] += code != "SG2001"
                self.refused[f"{way} of valid"][code] += valid
            else:
                self.counts[f"{way} permitted"] += 1
                self.counts[f"{way} permitted, valid"] += valid
                self.counts[f"{way} permitted, would show"] += found or differs
                self.counts[f"{way} ran"] += failed_with(answers[way, "A"]) is None
            self.kinds[statement.kind][f"{way} permitted"] += not code
            wrong = self.judge(statement, protocol, way, answers)
            if ENDED in wrong:
                wrong = {ENDED: wrong[ENDED]}
            for sort, detail in wrong.items():
                self.keep(sort, number, protocol, way, statement, detail, answers)

    def keep(self, sort, number, protocol, way, statement, detail, answers):
        """Counts a finding, and makes the first of each sort smaller."""
        smallest = None
        if sort == ENDED:
            # Whatever it was, it may be so for all others: the next ones get a new process. A machine that was busy is nobody's fault.
            for lines in self.lines[way].values():
                lines.close()
            self.restart(way)
            again = self.judge(statement, protocol, way, self.ask(statement, protocol, ["direct", way]))
            if ENDED not in again:
                self.counts["answered at the second try"] += 1
                return
            self.say(f"seed {self.seed} number {number} ({protocol}, {way}): {sort}\n  {' ;; '.join(statement.steps)}")
            self.findings[sort].append((number, protocol, way, statement, statement.steps, detail))
            for lines in self.lines[way].values():
                lines.close()
            self.restart(way)
            return
        if len(self.findings[sort]) < MINIMISED or sort.startswith("leak") and len(self.findings[sort]) < 20:
            smallest, detail = self.smallest(sort, protocol, way, statement, detail)
            if sort.startswith(("leak", "fault", "wrong")):
                detail += "".join(f"\n        sent on: {text}" for step in smallest if (text := self.rewritten(way, step)))
            if sort.startswith(("leak", "fault")):
                self.say(f"seed {self.seed} number {number} ({protocol}, {way}): {sort}: {detail}\n  {' ;; '.join(statement.steps)}\n"
                         f"  smallest: {' ;; '.join(smallest)}\n  A: {shown(answers[way, 'A'], 600)}\n  B: {shown(answers[way, 'B'], 600)}")  # fmt: skip
        self.findings[sort].append((number, protocol, way, statement, smallest, detail))

    def smallest(self, sort, protocol, way, statement, detail):
        """The steps of the smallest statement of the same sort, and its detail."""
        place = max(range(len(statement.steps)), key=lambda at: len(statement.steps[at]))
        text, bound, values = statement.steps[place].partition(" \\bind")
        details = {}

        def with_text(changed):
            steps = [*statement.steps]
            steps[place] = changed + (bound + values if "$1" in changed or "$2" in changed else "")
            return replace(statement, steps=steps)

        def still(changed):
            attempt = with_text(changed)
            if failed_with(self.lines["direct"]["A"].run(attempt, protocol)) and not sort.startswith(("leak", "fault")):
                return False
            answers = self.ask(attempt, protocol, ["direct", way])
            found = self.judge(attempt, protocol, way, answers)
            if sort in found:
                details[changed] = found[sort]
            return sort in found

        text = minimise(text, still)
        return with_text(text).steps, details.get(text, detail)

    def go(self, seconds, most, tidy):
        """Statement after statement for a time, or so many; `tidy` cleans up now and then."""
        number, start = 0, time.monotonic()
        while number < most if most else time.monotonic() < start + seconds:
            self.one(number)
            number += 1
            if number % 400 == 0:
                tidy()
                leaks = sum(len(found) for sort, found in self.findings.items() if sort.startswith("leak"))
                self.say(f"  {number} statements, {leaks} leaks, {time.monotonic() - start:.0f} s")
