"""Runs one command and says what it took. Also a program, so that what is measured is not the size of the caller.

Linux counts the memory of whoever starts a program as that program's own until it takes more; this one is small.
"""

import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

# What no run may go beyond, so that a program without bounds ends before the machine does.
LONGEST_SECONDS, MOST_BYTES = 60, 6 << 30


@dataclass(frozen=True)
class Run:
    """How a command ended and what it took."""

    status: int  # below 0: ended by that signal
    processor: float  # seconds of user and system time
    wall: float  # seconds
    memory: int  # bytes, at most
    output: str  # both streams


def run(command, folder, standard_input=None):
    """Runs a command; standard input is the file of that name, or empty. `folder` takes what it prints."""
    order = {
        "command": [os.fsdecode(part) for part in command],
        "stdin": str(standard_input or os.devnull),
        "stdout": str(folder / "stdout"),
        "stderr": str(folder / "stderr"),
    }
    answer = subprocess.run([sys.executable, "-I", "-S", __file__], input=json.dumps(order), stdout=subprocess.PIPE, text=True, check=True)
    took = json.loads(answer.stdout)
    output = "".join(Path(order[stream]).read_text(errors="replace") for stream in ("stdout", "stderr"))
    return Run(took["status"], took["processor"], took["wall"], took["memory"], output)


def _carry_out(order):
    streams = [os.open(order["stdin"], os.O_RDONLY)]
    streams += [os.open(order[name], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600) for name in ("stdout", "stderr")]
    command = [os.fsencode(part) for part in order["command"]]
    begun = time.perf_counter()
    child = os.fork()
    if child == 0:
        try:
            for number, stream in enumerate(streams):
                os.dup2(stream, number)
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_CPU, (LONGEST_SECONDS, LONGEST_SECONDS))
            resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
            os.execv(command[0], command)
        finally:
            os._exit(127)
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - begun
    return {
        "status": os.waitstatus_to_exitcode(status),
        "processor": usage.ru_utime + usage.ru_stime,
        "wall": wall,
        "memory": usage.ru_maxrss * 1024,
    }


if __name__ == "__main__":
    print(json.dumps(_carry_out(json.load(sys.stdin))))
