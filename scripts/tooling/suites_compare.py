"""Compares how tests ended directly and through sqlguard, with the reasons that differences may have."""

import difflib
import fnmatch
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FILE = ROOT / "Tests" / "Suites" / "exceptions.txt"
CODE = re.compile(r"^\+DETAIL:  (SG\d{4})")
ERROR = re.compile(r"^\+(?:psql:\S+ )?(ERROR|FATAL):")


class ExceptionsError(Exception):
    """The file of exceptions cannot be read; the text says where."""


class Exceptions:
    """The file of exceptions: reasons with a name, an explanation and codes; then tests that may differ for one of them.

    `reason NAME CODE... : TEXT` names a reason and the codes whose refusals it explains; a difference with no other new errors
    needs no more. `SUITE TEST NAME [COUNT]` says that other differences of a test have a reason too, and
    how many hunks they are; a TEST may hold * for any characters.
    """

    def __init__(self, path=FILE):
        self.reasons, self.codes, self.entries = {}, {}, []
        for number, line in enumerate(path.read_text().splitlines(), start=1):
            words = line.split()
            if not words or line.startswith("#"):
                continue
            if words[0] == "reason" and " : " in line:
                head, text = line.split(" : ", 1)
                name, *codes = head.split()[1:]
                self.reasons[name] = text.strip()
                self.codes.update((code, name) for code in codes)
            elif len(words) in (3, 4) and words[2] in self.reasons and words[-1].isdigit() == (len(words) == 4):
                self.entries.append(Entry(number, *words[:3], int(words[3]) if len(words) == 4 else 1))
            else:
                raise ExceptionsError(f"{path.name}:{number}: neither a reason nor a test with one")

    def entry(self, suite, test):
        """The entry for a test, marked as needed; None without one."""
        for entry in self.entries:
            if entry.suite == suite and fnmatch.fnmatchcase(test, entry.test):
                entry.isNeeded = True
                return entry
        return None


@dataclass
class Entry:
    """A test whose differences have a reason that is not to be seen in them."""

    line: int
    suite: str
    test: str
    reason: str
    count: int
    isNeeded: bool = False


@dataclass
class Differences:
    """What differed: {test: [(reason, text)]} with a reason, and the texts of what has none."""

    explained: dict = field(default_factory=lambda: defaultdict(list))
    wrong: list = field(default_factory=list)


def compare(suite, direct, through, exceptions, isWhole):
    """Looks at every test of both runs; with `isWhole` every exception of the suite has to be needed."""
    found = Differences()
    for test in sorted(set(direct) | set(through)):
        left, right = direct.get(test, "[not run]\n"), through.get(test, "[not run]\n")
        if left == right:
            continue
        entry = exceptions.entry(suite, test)
        unexplained = []
        for hunk in hunks(left, right):
            reason = reason_of(hunk, exceptions)
            if reason is None and entry is not None:
                unexplained.append(hunk)
                reason = entry.reason
            if reason is None:
                found.wrong.append(f"{suite} {test}:\n{hunk}")
            else:
                found.explained[test].append((reason, hunk))
        if entry is not None and len(unexplained) != entry.count:
            found.wrong.append(f"{suite} {test}: {len(unexplained)} differences, and {FILE.name}:{entry.line} expects {entry.count}")
    for entry in exceptions.entries:
        if isWhole and entry.suite == suite and not entry.isNeeded:
            found.wrong.append(f"{suite} {entry.test}: nothing differs that needs {FILE.name}:{entry.line}")
    return found


def hunks(left, right):
    """The places where two texts differ, as a unified diff has them, each with two lines around it."""
    lines = difflib.unified_diff(left.splitlines(), right.splitlines(), "directly", "through", n=2, lineterm="")
    parts = []
    for line in lines:
        if line.startswith("@@"):
            parts.append([])
        elif parts:
            parts[-1].append(line)
    return ["\n".join(part) for part in parts]


def reason_of(hunk, exceptions):
    """The reason of a hunk in which every new error is one of sqlguard's, with codes that have a reason; of several the first."""
    lines = hunk.splitlines()
    codes = [match.group(1) for match in map(CODE.match, lines) if match]
    errors = sum(bool(ERROR.match(line)) for line in lines)
    reasons = {exceptions.codes.get(code) for code in codes}
    if not codes or errors > len(codes) or None in reasons:
        return None
    return next(name for name in exceptions.reasons if name in reasons)


class Hunks:
    """The page that shows every difference of the regression suite."""

    def __init__(self, differences, exceptions, tests):
        self.found, self.exceptions, self.tests = differences.explained, exceptions, tests

    def report(self):
        """The page."""
        by_reason = defaultdict(lambda: defaultdict(list))
        for test, hunks_of_test in self.found.items():
            for reason, hunk in hunks_of_test:
                by_reason[reason][test].append(hunk)
        total = sum(len(found) for found in self.found.values())
        lines = [
            "# PostgreSQL's regression suite through sqlguard",
            "",
            "Written by `scripts/suites regress --write`; not by hand. The suite of the installed server's own version runs directly and",
            "through sqlguard, on clusters of their own, under a policy that permits everything with `unanalysed: permit`. What psql prints",
            f"is the same in {self.tests - len(self.found)} of {self.tests} tests. The other {len(self.found)} differ in {total} places,",
            "all of them below. `-` is what PostgreSQL says directly, `+` what comes through sqlguard.",
            "",
            "| reason | places | tests |",
            "|---|---|---|",
        ]
        names = [name for name in self.exceptions.reasons if name in by_reason]
        for name in names:
            count = sum(len(found) for found in by_reason[name].values())
            lines.append(f"| [{name}](#{name}) | {count} | {len(by_reason[name])} |")
        for name in names:
            lines += ["", f"## {name}", "", self.exceptions.reasons[name]]
            for test, found in sorted(by_reason[name].items()):
                lines += ["", f"### {test}", ""]
                for hunk in found:
                    lines += ["```diff", *(line.rstrip() for line in hunk.splitlines()), "```", ""]
                lines.pop()
        return "\n".join(lines) + "\n"
