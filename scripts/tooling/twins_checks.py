"""What scripts/twins checks, mode by mode."""

import fnmatch
import time
from collections import Counter, defaultdict
from contextlib import ExitStack

from gateway import GatewayError
from twins_databases import PASSWORD, Served, gateway
from twins_run import (all_runs, both, comparable, first_difference, flat, is_ordered, leaked, refused_with, shown,
                       stand_by)  # fmt: skip
from twins_tools import COMMANDS, connection, differences
from twins_wire import PROTOCOLS, SIMPLE, errors


class Checks:
    """All checks of a run; `failures` is what is not as it should be."""

    def __init__(self, options, databases, folder, attacks, honest):
        self.options, self.databases, self.folder = options, databases, folder
        self.attacks, self.honest = self.chosen(attacks), self.chosen(honest)
        self.failures, self.not_run, self.numbers = [], [], {}
        self.codes = defaultdict(Counter)
        self.leaking = {}
        self.bystanders = [stand_by(databases[name]) for name in "AB"]

    def close(self):
        """Ends what it holds open."""
        for session in self.bystanders:
            session.close()

    def chosen(self, cases):
        """The cases that are asked for and that this server can run."""
        result = []
        for case in cases:
            needs = case.arguments.get("needs")
            if needs and needs not in self.databases["A"].extensions:
                continue
            if not self.options.only or any(fnmatch.fnmatch(case.identity, wanted) for wanted in self.options.only):
                result.append(case)
        return result

    def oid(self, name):
        """The number of a relation or function, which is the same in all three."""
        if name not in self.numbers:
            self.numbers[name] = self.databases["A"].oid(name)
        return self.numbers[name]

    def fail(self, case, mode, protocol, expected, got):
        """Keeps a failure."""
        self.failures.append((case.identity, mode, protocol, expected, got))

    def say(self, text):
        """A line of the summary, printed at once."""
        print(text, flush=True)

    def runs(self, targets, cases, part="steps", protocols=PROTOCOLS):
        """The recordings for each target, whose tables are as they were when they were filled."""
        for target in targets:
            getattr(target, "database", target).tidy()
        return both(lambda target: all_runs(target, self.oid, cases, part, protocols, getattr(target, "database", target)), targets)

    def run(self):
        """Everything."""
        # Numbers are asked for before anything runs, by one thread.
        for case in [*self.attacks, *self.honest]:
            for step in [*case.steps, *case.near]:
                for piece in step.split("{{oid:")[1:]:
                    self.oid(piece.split("}}")[0])
        near, honest, as_a = self.unguarded()
        if self.options.direct:
            return
        self.masks_off(near, as_a)
        # A version that does not mask says so when it starts.
        try:
            self.exempt()
            self.guarded(near, honest)
            if not self.options.only:
                self.tools()
        except GatewayError as problem:
            if "SG9023" not in str(problem):
                raise
            self.not_run.append("guarded")
            self.say(f"guarded: NOT RUN: {str(problem).splitlines()[-1]}")
            return
        if self.attacks:
            self.masked()

    # Without sqlguard

    def unguarded(self):
        """The twins themselves; returns what neighbours and honest statements give."""
        start = time.monotonic()
        a, b, m = (self.databases[name] for name in "ABM")
        on_a, on_b = self.runs([a, b], self.attacks)
        differing, silent = 0, []
        for case in self.attacks:
            differs = [protocol for protocol in PROTOCOLS if on_a[case.identity, protocol] != on_b[case.identity, protocol]]
            self.leaking[case.identity] = differs
            differing += bool(differs)
            if self.options.show:
                self.show(case, "unguarded A", on_a[case.identity, SIMPLE])
                self.show(case, "unguarded B", on_b[case.identity, SIMPLE])
            marked = case.arguments.get("unguarded") == "same" or self.options.control
            if not differs:
                silent.append(case.identity)
            if marked == bool(differs):
                what = "the same on both twins" if marked else "different bytes on the twins"
                self.fail(case, "unguarded", SIMPLE, what, shown(on_a[case.identity, SIMPLE]))
        self.say(f"unguarded: {differing} of {len(self.attacks)} attacks differ; the same on both twins: {', '.join(silent) or 'none'}")
        near_a, near_b = self.runs([a, b], self.attacks, "near")
        honest_m, honest_a = self.runs([m, a], self.honest)
        for case in self.attacks:
            for protocol in PROTOCOLS:
                one, other = near_a[case.identity, protocol], near_b[case.identity, protocol]
                if one != other:
                    self.fail(case, "unguarded neighbour", protocol, "the same on both twins", first_difference(one, other))
                if protocol == SIMPLE and errors(flat(one)):
                    self.fail(case, "unguarded neighbour", protocol, "no error", shown(one))
            if self.options.show:
                self.show(case, "neighbour", near_a[case.identity, SIMPLE])
        expected = {}
        for case in self.honest:
            for protocol in PROTOCOLS:
                against = honest_a if case.arguments.get("against") == "A" else honest_m
                expected[case.identity, protocol] = against[case.identity, protocol]
                if values := leaked(case, honest_m[case.identity, protocol]):
                    self.fail(case, "unguarded M", protocol, "no value of twin A", ", ".join(values))
                for name, recordings in (("M", honest_m), ("A", honest_a)):
                    if protocol == SIMPLE and errors(flat(recordings[case.identity, protocol])):
                        self.fail(case, f"unguarded {name}", protocol, "no error", shown(recordings[case.identity, protocol]))
            if self.options.show:
                self.show(case, "directly", expected[case.identity, SIMPLE])
        self.say(f"unguarded: {len(self.attacks)} neighbours, {len(self.honest)} honest cases; {time.monotonic() - start:.0f} s")
        return near_a, expected, honest_a

    # Through sqlguard

    def served(self, stack, user="analyst", **options):
        """Both twins behind sqlguard."""
        result = []
        for name in "AB":
            port = stack.enter_context(gateway(self.options.binary, self.databases[name], self.folder, **options))
            result.append(Served(self.databases[name], port, user))
        return result

    def masks_off(self, near_direct, honest_direct):
        """Without masks sqlguard is to change nothing: the search finds what it finds directly, and all else is as directly."""
        start = time.monotonic()
        with ExitStack() as stack:
            served = self.served_in(stack, "masks-off", masks=False)
            on_a, on_b = self.runs(served, self.attacks, protocols=[SIMPLE])
            near = self.runs(served[:1], self.attacks, "near")[0]
            honest = self.runs(served[:1], self.honest)[0]
        self.found_again("masks off", on_a, on_b)
        good = sum(self.same(case, "masks off, neighbour", near, near_direct, case.near) for case in self.attacks)
        same = sum(self.same(case, "masks off, honest", honest, honest_direct, case.steps) for case in self.honest)
        self.say(f"masks off: {good} of {len(self.attacks)} neighbours and {same} of {len(self.honest)} honest cases as directly; "
                 f"{time.monotonic() - start:.0f} s")  # fmt: skip

    def exempt(self):
        """The search must find for a user who is exempt what it finds directly."""
        with ExitStack() as stack:
            on_a, on_b = self.runs(self.served_in(stack, "exempt", "officer"), self.attacks, protocols=[SIMPLE])
        self.found_again("exempt", on_a, on_b)

    def found_again(self, mode, on_a, on_b):
        """Whether the attacks that differ directly differ again; some are refused to everybody."""
        found, refused, lost = 0, Counter(), 0
        for case in self.attacks:
            one, other = on_a[case.identity, SIMPLE], on_b[case.identity, SIMPLE]
            if one != other:
                found += 1
            elif code := refused_with(one):
                refused[code] += 1
            elif SIMPLE in self.leaking[case.identity]:
                lost += 1
                self.fail(case, mode, SIMPLE, "different bytes on the twins", shown(one))
        codes = ", ".join(f"{code} {count}" for code, count in sorted(refused.items()))
        self.say(f"{mode}: {found} of {len(self.attacks)} attacks differ, {sum(refused.values())} are refused to everybody ({codes}), "
                 f"{lost} are lost")  # fmt: skip

    def served_in(self, stack, name, user="analyst", **options):
        """As `served`, in a folder of its own."""
        before, self.folder = self.folder, f"{self.folder}/{name}"
        try:
            return self.served(stack, user, **options)
        finally:
            self.folder = before

    def guarded(self, near_direct, honest_direct):
        """Masks on, predicates denied."""
        start = time.monotonic()
        with ExitStack() as stack:
            a, b = self.served_in(stack, "guarded")
            on_a, on_b = self.runs([a, b], self.attacks)
            near = self.runs([a], self.attacks, "near")[0]
            honest = self.runs([a], self.honest)[0]
        as_m = self.runs([self.databases["M"]], [case for case in self.attacks if self.has_masks(case)])[0]
        table = defaultdict(Counter)
        for case in self.attacks:
            good = True
            for protocol in PROTOCOLS:
                one, other = on_a[case.identity, protocol], on_b[case.identity, protocol]
                good &= self.equal(case, "guarded", protocol, one, other)
                good &= self.verdict(case, "guarded", protocol, one, case.outcome)
            if good and self.has_masks(case):
                good &= self.same(case, "guarded", on_a, as_m, case.steps)
            table[case.verdict]["as expected" if good else "not"] += 1
            if self.options.show:
                self.show(case, "guarded A", on_a[case.identity, SIMPLE])
        for letter in sorted(table):
            counts = table[letter]
            codes = ", ".join(f"{code} {count}" for code, count in sorted(self.codes[letter].items()))
            self.say(f"guarded: {letter}: {counts['as expected']} of {sum(counts.values())} as expected; refused with {codes or 'nothing'}")
        if spoilers := sorted(on_a["spoilers"] | near["spoilers"] | honest["spoilers"]):
            self.say(f"guarded: sessions in which later cases were refused with SG3006, and run again in new ones: {', '.join(spoilers)}")
        good = sum(self.same(case, "neighbour", near, near_direct, case.near) for case in self.attacks)
        self.say(f"guarded: {good} of {len(self.attacks)} neighbours as directly")
        good = sum(self.same(case, "honest", honest, honest_direct, case.steps) for case in self.honest)
        self.say(f"guarded: {good} of {len(self.honest)} honest cases as directly; {time.monotonic() - start:.0f} s")

    def tools(self):
        """psql and pg_dump."""
        with ExitStack() as stack:
            served = self.served_in(stack, "tools")[0]
            through = connection(served.user, "127.0.0.1", served.port, PASSWORD)
            direct = connection("postgres", self.databases["A"].cluster.socket_folder)
            found = list(differences(through, direct))
        for command, words in found:
            self.failures.append((command, "tools", "all", "as directly", words))
        self.say(f"tools: {len(COMMANDS)} commands of psql and pg_dump, {len(found)} differences")

    def has_masks(self, case):
        """Whether a case is to give what it gives on M: plans, and sizes as stored, tell of the rewriting."""
        return case.verdict == "M" and not any(word in step for step in case.steps for word in ("EXPLAIN", "pg_column_size"))

    def masked(self):
        """Masks on, predicates on masks: what was refused as a predicate runs, and still nothing may differ anywhere."""
        try:
            with ExitStack() as stack:
                a, b = self.served_in(stack, "masked", predicates=", in_predicates: masked")
                on_a, on_b = self.runs([a, b], self.attacks)
        except GatewayError as problem:
            if "in_predicates" not in str(problem):
                raise
            self.say(f"masked: not run: this sqlguard does not know in_predicates")
            return
        good, of, equal = 0, 0, 0
        for case in self.attacks:
            as_it_should = True
            for protocol in PROTOCOLS:
                one, other = on_a[case.identity, protocol], on_b[case.identity, protocol]
                as_it_should &= self.equal(case, "masked", protocol, one, other)
                if case.outcome == "predicate":
                    as_it_should &= self.verdict(case, "masked", protocol, one, "runs")
            good += as_it_should and case.outcome == "predicate"
            of += case.outcome == "predicate"
            equal += as_it_should
        self.say(f"masked: {good} of {of} predicates run on masks; {equal} of {len(self.attacks)} attacks as they should be")

    # One recording

    def equal(self, case, mode, protocol, one, other):
        """Whether the twins cannot be told apart, and nothing of A is seen."""
        good = True
        if one != other:
            good = False
            self.fail(case, mode, protocol, "equal bytes on the twins", first_difference(one, other))
        if names := leaked(case, one):
            good = False
            self.fail(case, mode, protocol, "no value of twin A", ", ".join(names))
        return good

    def verdict(self, case, mode, protocol, steps, outcome):
        """Whether a case was refused as it should be, or not."""
        code = refused_with(steps)
        if code and mode == "guarded":
            self.codes[case.verdict][code] += protocol == SIMPLE
        started = len(steps) == 1 and steps[0] and steps[0][-1][0] in (b"E", b"v") and "start" in case.arguments
        if outcome == "runs" and code:
            self.fail(case, mode, protocol, "runs", shown(steps))
        elif outcome == "predicate" and code != "SG6001":
            self.fail(case, mode, protocol, "refused with SG6001", shown(steps))
        elif outcome == "refused" and not code and not started:
            self.fail(case, mode, protocol, "refused", shown(steps))
        elif any(kind == b"E" and b"SG7001" in body for kind, body in flat(steps)):
            self.fail(case, mode, protocol, "no alarm", shown(steps))
        else:
            return True
        return False

    def same(self, case, mode, through, direct, steps):
        """Whether a statement gives through sqlguard what it gives directly."""
        good = True
        for protocol in PROTOCOLS:
            got = comparable(through[case.identity, protocol], is_ordered(steps))
            wanted = comparable(direct[case.identity, protocol], is_ordered(steps))
            if got != wanted:
                good = False
                self.fail(case, mode, protocol, "as directly", first_difference(wanted, got))
        return good

    def show(self, case, mode, steps):
        """What was received, where it was asked for."""
        print(f"{case.identity} {mode}: {shown(steps, 1500)}")

    def summary(self):
        """The failures, one line each; the protocols of the same failure together."""
        together = defaultdict(list)
        for identity, mode, protocol, expected, got in self.failures:
            together[identity, mode, expected].append((protocol, got))
        for (identity, mode, expected), found in together.items():
            protocols = "all" if len({protocol for protocol, _ in found}) == 3 else ", ".join(protocol for protocol, _ in found)
            yield f"FAILED {identity} ({mode}; {protocols}): expected {expected}; got {found[0][1]}"
