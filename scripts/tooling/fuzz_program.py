"""How the fuzzers' programs are built and started, and what they are measured on."""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
JOBS = os.environ.get("SQLGUARD_JOBS", "2")
# How libFuzzer ends when the program tells it to stop.
INTERRUPTED = 72


def say(message):
    """Tells how far it is."""
    print(f"==> {message}", file=sys.stderr, flush=True)


def fail(message):
    """Ends the run."""
    print(f"fuzz: {message}", file=sys.stderr)
    raise SystemExit(2)


def build(product, scratch, settings, configuration="release"):
    """Builds a program with settings of Package.swift and returns its path."""
    say(f"building ({scratch.name})")
    linked = ["--static-swift-stdlib"] if configuration == "release" else []
    command = ["swift", "build", "-c", configuration, "-j", JOBS, *linked, "--scratch-path", scratch, "--product", product]
    result = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **settings}, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    if result.returncode != 0:
        fail(f"the build ended with {result.returncode}\n{result.stdout}{result.stderr}")
    return scratch / configuration / product


def one_core():
    """For the child: the last of our cores, so that threads that wait for each other share its cache; low priority."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    os.nice(10)


def start(program, *arguments, **more):
    """Starts a program of ours. Swift's own report of a crash would come before libFuzzer's, which has the input.

    What Swift's constants hold counts as leaked at the end of a process, since their pointers have tags.
    """
    settings = {"SWIFT_BACKTRACE": "enable=no", "ASAN_OPTIONS": "detect_leaks=0"}
    environment = {**os.environ, **settings, **more.pop("environment", {})}
    return subprocess.run(
        [str(part) for part in (program, *arguments)],
        cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, preexec_fn=one_core, **more,
    )  # fmt: skip


def logged(log, program, *arguments):
    """The same with its output in a file, which is returned; ends the run unless libFuzzer ended as it should."""
    with log.open("wb") as out:
        process = start(program, *arguments, stdout=out, stderr=subprocess.STDOUT)
    text = log.read_text(errors="replace")
    if process.returncode not in (0, INTERRUPTED) and "Test unit written to" not in text:
        fail(f"libFuzzer ended with {process.returncode}\n{text[-3000:]}")
    return text


def tool(name):
    """A tool of LLVM that comes with Swift; its formats must be the compiler's."""
    path = Path(shutil.which("swiftc")).resolve().parent / name
    if not path.exists():
        fail(f"{path} is not there: this Swift toolchain came without {name}")
    return path


def machine():
    """What it was measured on and with; names no host."""
    processor = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    system = re.search(r'PRETTY_NAME="(.*)"', Path("/etc/os-release").read_text())[1]
    version = subprocess.run(["swift", "--version"], capture_output=True, text=True).stdout
    swift = re.search(r"Swift version \S+", version)[0]
    commit = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
    return (
        f"One core of a shared machine ({processor[1] if processor else 'unknown processor'}), {system}, {swift}; "
        f"commit {commit.stdout.strip()}, {time.strftime('%Y-%m-%d')}."
    )
