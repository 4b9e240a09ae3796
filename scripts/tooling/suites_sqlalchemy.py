"""The tests of SQLAlchemy that are about PostgreSQL, directly and through sqlguard: each must end in the same way."""

import re
import shutil
import xml.etree.ElementTree as tree

from suites_run import PASSWORD, USER, Place, SuiteError
from suites_sources import packages, sdist

VERSION = "2.0.44"
PACKAGES = ["pytest==8.4.2", "pluggy==1.6.0", "iniconfig==2.1.0", "packaging==25.0", "pygments==2.19.2",
            "typing_extensions==4.15.0", "greenlet==3.2.4"]  # fmt: skip
DATABASE = "test"
# What the tests expect to find: SQLAlchemy's README.unittests.rst.
SCHEMAS = ["CREATE SCHEMA test_schema", "CREATE SCHEMA test_schema_2", "CREATE EXTENSION hstore", "CREATE EXTENSION citext",
           "ALTER DATABASE test SET default_text_search_config = 'pg_catalog.english'"]  # fmt: skip
SETTINGS = ["max_prepared_transactions=10", "max_connections=100"]
FILES = ["test/dialect/postgresql", "test/dialect/test_suite.py", "test/engine"]
LONGEST = 7200


def run(binary, only=()):
    """Runs the tests, directly or, given a binary, through it; {test: how it ended}."""
    source, installed = sdist("sqlalchemy", VERSION), packages("sqlalchemy", PACKAGES)
    with Place(DATABASE, SETTINGS) as place:
        place.administer("postgres", f"CREATE DATABASE {DATABASE} TEMPLATE template0")
        place.administer(DATABASE, *SCHEMAS)
        work = place.folder / "work"
        work.mkdir()
        for name in ("lib", "test", "setup.cfg", "pyproject.toml"):
            part = source / name
            (shutil.copytree if part.is_dir() else shutil.copy)(part, work / name)
        shutil.copytree(installed, work / "packages")
        place.give(work)
        if binary is None:
            return tests(place, work, place.cluster.port, only)
        with place.gateway(binary) as gateway:
            return tests(place, work, gateway.port, only)


def tests(place, work, port, only):
    """Runs pytest and reads what it reports."""
    url = f"postgresql+psycopg2://{USER}:{PASSWORD.replace(' ', '%20')}@127.0.0.1:{port}/{DATABASE}"
    chosen = ["-k", " or ".join(only)] if only else []
    command = [
        "/usr/bin/python3", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:logging", f"--dburi={url}",
        "--junitxml=outcomes.xml", "--maxfail=100000", *chosen, *FILES,
    ]  # fmt: skip
    environment = {"PYTHONPATH": f"{work / 'lib'}:{work / 'packages'}", "PYTHONHASHSEED": "0"}
    status, said = place.run(command, port, work, LONGEST, environment)
    if status not in (0, 1):
        raise SuiteError(f"SQLAlchemy's tests ended with {status}:\n{said[-3000:]}")
    outcomes = {}
    for case in tree.parse(work / "outcomes.xml").iter("testcase"):
        name = re.sub(r"postgresql\+psycopg2_[\d_]+", "postgresql", f"{case.get('classname')}.{case.get('name')}")
        bad = [(part.tag, part.get("message") or "") for part in case if part.tag in ("failure", "error")]
        skipped = [part.get("message") or "" for part in case if part.tag == "skipped"]
        if bad:
            outcomes[name] = f"failed {bad[0][1].splitlines()[0] if bad[0][1] else ''}"
        else:
            outcomes[name] = f"skipped {skipped[0].splitlines()[0]}" if skipped and skipped[0] else "skipped" if skipped else "passed"
    return outcomes
