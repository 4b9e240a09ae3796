"""libpq's pipeline test program, directly and through sqlguard: each of its tests must end in the same way."""

import re

from suites_run import Place
from suites_sources import compile_c, postgresql

DATABASE = "pipeline"
ROWS = 700
LONGEST = 120
# PostgreSQL: libpq_pipeline's t/001_libpq_pipeline.pl; of these the messages are compared too.
TRACED = {"simple_pipeline", "nosync", "multi_pipelines", "prepared", "singlerow", "pipeline_abort", "pipeline_idle",
          "transaction", "disallowed_in_pipeline"}  # fmt: skip


def make(folder, target):
    """Makes the program."""
    headers = folder / "headers/usr/include/postgresql"
    libraries = folder / "headers/usr/lib/postgresql/15/lib"
    compile_c(target, [
        "-I", headers, "-I", headers / "internal", "-I", headers / "15/server", "-I", "/usr/include/postgresql",
        folder / "source/src/test/modules/libpq_pipeline/libpq_pipeline.c",
        "-L", libraries, "-lpq", "-lpgcommon", "-lpgport", "-lm",
    ])  # fmt: skip


def run(binary, only=()):
    """Runs the tests, directly or, given a binary, through it; {test: what came of it}."""
    folder = postgresql()
    with Place(DATABASE) as place:
        place.administer("postgres", f"CREATE DATABASE {DATABASE}")
        scratch = place.folder / "work"
        scratch.mkdir()
        make(folder, scratch / "libpq_pipeline")
        place.give(scratch)
        if binary is None:
            return tests(place, folder, scratch, place.cluster.port, only)
        with place.gateway(binary) as gateway:
            return tests(place, folder, scratch, gateway.port, only)


def tests(place, folder, scratch, port, only):
    """{test: exit status, output and the messages that were exchanged}."""
    program = scratch / "libpq_pipeline"
    _, listed = place.run([program, "tests"], port, scratch, LONGEST)
    outcomes = {}
    for name in listed.split():
        if only and name not in only:
            continue
        trace = scratch / f"{name}.trace"
        traced = ["-t", trace] if name in TRACED else []
        status, said = place.run([program, "-r", ROWS, *traced, name, f"dbname={DATABASE}"], port, scratch, LONGEST)
        text = f"[exit status {status}]\n{said}"
        if name in TRACED:
            expected = folder / f"source/src/test/modules/libpq_pipeline/traces/{name}.trace"
            messages = trace.read_text() if trace.exists() else ""
            text += "messages as PostgreSQL has them\n" if messages == expected.read_text() else f"messages:\n{messages}"
        outcomes[name] = steady(text)
    return outcomes


def steady(text):
    """What a test printed, without what depends on when a socket is full: how many requests and results it takes."""
    text = re.sub(r"port \d+", "port PORT", text)
    lines = []
    for line in text.splitlines():
        line = re.sub(r"^result \d+/\d+: \d+$", "result N/N: N", line)
        line = re.sub(r"^result \d+/\d+", "result N/N", line)
        line = re.sub(r"Key \(id\)=\(\d+\)", "Key (id)=(N)", line)
        isProgress = re.fullmatch(r"[.E]*(switch to reading|done writing)?", line)
        if not isProgress and (not lines or line != lines[-1]):
            lines.append(re.sub(r"\.{3,}E?\.*", "...", line))
    return "\n".join(lines) + "\n"
