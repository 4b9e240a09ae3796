"""Runs hostile cases in every way that a text can be given, and says what was out of bounds."""

import os
import re
import statistics
from collections.abc import Callable
from dataclasses import dataclass

import hostile_run

# Linux: MAX_ARG_STRLEN, the final NUL included.
LONGEST_ARGUMENT = 131_071
CODE = re.compile(r"SG\d{4}")
# What sqlguard ends with: permitted; not permitted, or not SQL; wrong usage or configuration.
PERMITTED, NOT_PERMITTED, USAGE = 0, 1, 2


@dataclass(frozen=True)
class Case:
    """A text, what it is given to sqlguard as, and what has to become of it."""

    name: str
    text: Callable[[], bytes]
    ends: str  # `permitted`, or the code that has to be named
    kind: str = "query"  # query, script, policy, schema
    schema: Callable[[], bytes] | None = None  # what a query or script is judged under


@dataclass(frozen=True)
class Bounds:
    """What a run may take at most."""

    seconds: float = 1.0  # of processor time
    memory: int = 400 << 20
    # From here on a run is repeated, and the median of three counts.
    doubtful: float = 0.7


@dataclass(frozen=True)
class Figures:
    """What a case took: the most over the ways in which it was given."""

    case: Case
    size: int
    ways: list[str]
    processor: float
    wall: float
    memory: int
    problems: list[str]


def ways(case, size, has_nul, binary, file, schema):
    """{way: (command, standard input)}; one of them asks for JSON."""
    judged = ["--schema", str(schema)] if schema else []
    if case.kind in ("policy", "schema"):
        option = f"--{case.kind}"
        return {
            "file": ([binary, "explain", option, str(file), "SELECT 1"], None),
            "standard input": ([binary, "explain", option, "-", "SELECT 1"], file),
        }
    if case.kind == "script":
        return {
            "file": ([binary, "check", *judged, str(file)], None),
            "standard input": ([binary, "check", *judged, "--format", "json", "-"], file),
        }
    found = {
        "file": ([binary, "explain", *judged, "-f", str(file)], None),
        "standard input": ([binary, "explain", *judged, "--format", "json"], file),
    }
    if size <= LONGEST_ARGUMENT and not has_nul:
        # A text that begins with a dash is no option.
        found = {"argument": ([binary, "explain", *judged, "--", None], None)} | found
    return found


def measure(case, binary, folder, bounds):
    """Runs a case in every way."""
    text = case.text()
    file, schema = folder / "text", None
    file.write_bytes(text)
    if case.schema:
        schema = folder / "schema"
        schema.write_bytes(case.schema())
    found, problems = [], []
    given = ways(case, len(text), b"\0" in text, str(binary), file, schema)
    for way, (command, standard_input) in given.items():
        command = [text if part is None else part for part in command]
        runs = [hostile_run.run(command, folder, standard_input)]
        if max(runs[0].processor, runs[0].wall) > bounds.doubtful and runs[0].processor < 10 * bounds.seconds:
            runs += [hostile_run.run(command, folder, standard_input) for _ in range(2)]
        problems += [f"{way}: {problem}" for problem in judge(case, runs, bounds)]
        found.append(runs)
    return Figures(
        case=case,
        size=len(text),
        ways=list(given),
        processor=max(_median(runs, "processor") for runs in found),
        wall=max(_median(runs, "wall") for runs in found),
        memory=max(run.memory for runs in found for run in runs),
        problems=problems,
    )


def judge(case, runs, bounds):
    """What is wrong with the runs of one way; nothing when all is well."""
    wrong = []
    run = runs[0]
    codes = sorted(set(CODE.findall(run.output)))
    refused = USAGE if case.kind in ("policy", "schema") else NOT_PERMITTED
    expected = PERMITTED if case.ends == "permitted" else refused
    if any(other.status < 0 for other in runs):
        wrong.append(f"ended by signal {-min(other.status for other in runs)}")
    elif run.status != expected:
        wrong.append(f"ended with {run.status}, not {expected}; it names {', '.join(codes) or 'no code'}")
    if case.ends != "permitted" and case.ends not in codes:
        wrong.append(f"does not name {case.ends}; it names {', '.join(codes) or 'no code'}")
    processor, memory = _median(runs, "processor"), max(other.memory for other in runs)
    if processor >= bounds.seconds:
        wrong.append(f"took {processor:.2f} s of processor time, {bounds.seconds} s are allowed")
    if memory > bounds.memory:
        wrong.append(f"took {memory / 2**20:.0f} MB, {bounds.memory / 2**20:.0f} MB are allowed")
    return wrong


def _median(runs, name):
    return statistics.median(getattr(run, name) for run in runs)


def table(figures):
    """A Markdown table of what cases took."""
    lines = ["| | bytes | ends with | as | processor ms | wall ms | memory MB |", "|---|---:|---|---|---:|---:|---:|"]
    short = {"argument": "a", "file": "f", "standard input": "s"}
    for one in figures:
        given = " ".join(short[way] for way in one.ways)
        ends = one.case.ends if not one.problems else "**out of bounds**"
        row = [one.case.name.replace("|", "\\|"), f"{one.size:,}", ends, given, f"{one.processor * 1e3:,.0f}", f"{one.wall * 1e3:,.0f}"]
        lines.append("| " + " | ".join([*row, f"{one.memory / 2**20:,.0f}"]) + " |")
    return "\n".join(lines) + "\n"


def fresh(folder):
    """Removes what the last case left."""
    for name in ("text", "schema", "stdout", "stderr"):
        if os.path.exists(folder / name):
            os.unlink(folder / name)
