"""Runs the tests of a folder with unittest and writes how each ended, as JSON lines: suites_unittest.py OUTPUT FOLDER [PATTERN...].

A line is {"test", "outcome", "why"}: the outcome is passed, failed, skipped or xfailed, `why` the error's last line. It is started as
a process of its own, where the suite's packages are on the path. A PATTERN chooses tests whose name contains it.
"""

import json
import logging
import sys
import unittest


class Outcomes(unittest.TestResult):
    """Writes one line for each test."""

    def __init__(self, output):
        super().__init__()
        self.output, self.seen = output, {}

    def stopTest(self, test):
        super().stopTest(test)
        self.write(test, *self.seen.pop(test.id(), ("passed", "")))

    def write(self, test, outcome, why):
        self.output.write(json.dumps({"test": test.id(), "outcome": outcome, "why": why}) + "\n")
        self.output.flush()

    def failed(self, test, error):
        why = str(error[1]).strip().splitlines()
        self.seen[test.id()] = ("failed", f"{error[0].__name__}: {why[0] if why else ''}")

    def addError(self, test, error):
        self.failed(test, error)
        if not isinstance(test, unittest.TestCase):
            self.stopTest(test)

    def addFailure(self, test, error):
        self.failed(test, error)

    def addSubTest(self, test, subtest, error):
        if error is not None:
            self.failed(test, error)

    def addSkip(self, test, reason):
        self.seen[test.id()] = ("skipped", reason)

    def addExpectedFailure(self, test, error):
        self.seen[test.id()] = ("xfailed", "")

    def addUnexpectedSuccess(self, test):
        self.seen[test.id()] = ("failed", "succeeded against expectation")


def cases(suite):
    """The suite without its tests that are not chosen."""
    for part in suite:
        if isinstance(part, unittest.TestSuite):
            yield from cases(part)
        else:
            yield part


def main(output, folder, *patterns):
    logging.disable(logging.CRITICAL)
    suite = unittest.defaultTestLoader.discover(folder, pattern="test_*.py", top_level_dir=".")
    chosen = [case for case in cases(suite) if not patterns or any(pattern in case.id() for pattern in patterns)]
    with open(output, "w", encoding="utf-8") as file:
        unittest.TestSuite(chosen).run(Outcomes(file))


if __name__ == "__main__":
    main(*sys.argv[1:])
