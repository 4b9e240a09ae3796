"""PostgreSQL's own regression suite, directly and through sqlguard: what psql prints must be the same, test by test."""

import shutil

from suites_run import USER, Place, SuiteError
from suites_sources import compile_c, postgresql

DATABASE = "regression"
PG_REGRESS = "/usr/lib/postgresql/15/lib/pgxs/src/test/regress/pg_regress"
LIBRARIES = "/usr/lib/postgresql/15/lib"
# PostgreSQL: pg_regress.c, create_database.
DEFAULTS = [
    f"CREATE DATABASE {DATABASE} TEMPLATE = template0",
    *(f"ALTER DATABASE {DATABASE} SET {name} TO 'C'" for name in ("lc_messages", "lc_monetary", "lc_numeric", "lc_time")),
    f"ALTER DATABASE {DATABASE} SET bytea_output TO 'hex'",
    f"ALTER DATABASE {DATABASE} SET timezone_abbreviations TO 'Default'",
]
# Tests use prepared transactions; whether autovacuum comes by is not to make a difference.
SETTINGS = ["max_prepared_transactions=2", "autovacuum=off", "max_connections=40"]
LONGEST = 7200


def schedule(source, only):
    """The tests in order; with `only`, what they build on first."""
    text = (source / "src/test/regress/parallel_schedule").read_text()
    lines = [line.split(":")[1].split() for line in text.splitlines() if line.startswith("test:")]
    tests = [name for names in lines for name in names]
    unknown = [name for name in only if name not in tests]
    if unknown:
        raise SuiteError(f"PostgreSQL has no regression test {', '.join(unknown)}")
    return tests


def run(binary, only=()):
    """Runs the suite once, directly or, given a binary, through it; {test: what it printed}."""
    folder = postgresql()
    tests = schedule(folder / "source", only)
    with Place(DATABASE, SETTINGS) as place:
        place.administer("postgres", *DEFAULTS)
        suite = place.folder / "regress"
        shutil.copytree(folder / "source/src/test/regress", suite)
        library(folder, place.folder / "lib")
        wanted = [name for name in tests if not only or name in only or name == "test_setup"]
        (suite / "sqlguard_schedule").write_text("".join(f"test: {name}\n" for name in wanted))
        place.give(suite)
        command = [
            PG_REGRESS, f"--inputdir={suite}", f"--outputdir={suite}", f"--bindir={place.cluster.binaries}",
            f"--dlpath={place.folder / 'lib'}", "--use-existing", f"--dbname={DATABASE}", "--host=127.0.0.1", f"--user={USER}",
            f"--schedule={suite / 'sqlguard_schedule'}", "--max-connections=1",
        ]  # fmt: skip
        if binary is None:
            status, said = place.run([*command, f"--port={place.cluster.port}"], place.cluster.port, suite, LONGEST)
            log = ""
        else:
            with place.gateway(binary) as gateway:
                status, said = place.run([*command, f"--port={gateway.port}"], gateway.port, suite, LONGEST)
                log = gateway.logged()
        if status is None or status > 1:
            raise SuiteError(f"pg_regress ended with {status}:\n{said[-2000:]}\n{log[-2000:]}")
        printed = {}
        for name in wanted:
            path = suite / "results" / f"{name}.out"
            printed[name] = path.read_bytes().decode(errors="backslashreplace") if path.exists() else "[no output]\n"
            # Paths hold the name of a temporary folder.
            printed[name] = printed[name].replace(str(place.folder), "/FOLDER")
        return printed


def library(folder, target):
    """Makes the folder with the server-side functions that the tests load."""
    target.mkdir()
    headers = folder / "headers/usr/include/postgresql/15/server"
    regress = folder / "source/src/test/regress"
    compile_c(target / "regress.so", ["-shared", "-fPIC", "-I", headers, "-I", regress, regress / "regress.c"])
    for name in ("autoinc.so", "refint.so"):
        (target / name).symlink_to(f"{LIBRARIES}/{name}")
