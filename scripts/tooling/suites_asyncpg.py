"""asyncpg's own tests, directly and through sqlguard: each test must end in the same way."""

import json
import shutil
from pathlib import Path

from suites_run import Place, SuiteError
from suites_sources import packages, sdist

VERSION = "0.30.0"
DATABASE = "postgres"
# Tests make these and connect to them.
OTHERS = ("testdb", "asyncpg_intro_test")
RUNNER = Path(__file__).with_name("suites_unittest.py")
LONGEST = 3600
# Some tests give up after a second or two, which a busy machine does not always keep to.
TIMED = True


def run(binary, only=()):
    """Runs the tests, directly or, given a binary, through it; {test: how it ended}."""
    source, installed = sdist("asyncpg", VERSION), packages("asyncpg", [f"asyncpg=={VERSION}"])
    with Place(DATABASE, others=OTHERS) as place:
        work = place.folder / "work"
        shutil.copytree(source / "tests", work / "tests")
        shutil.copytree(installed, work / "packages")
        shutil.copy(RUNNER, work)
        place.give(work)
        command = ["/usr/bin/python3", work / RUNNER.name, work / "outcomes", work / "tests", *only]
        environment = {"PYTHONPATH": str(work / "packages")}
        if binary is None:
            status, said = place.run(command, place.cluster.port, work, LONGEST, environment)
        else:
            with place.gateway(binary) as gateway:
                status, said = place.run(command, gateway.port, work, LONGEST, environment)
        if status != 0:
            raise SuiteError(f"asyncpg's tests ended with {status}:\n{said[-2000:]}")
        rows = [json.loads(line) for line in (work / "outcomes").read_text().splitlines()]
        return {row["test"]: f"{row['outcome']} {row['why']}".strip() for row in rows}
