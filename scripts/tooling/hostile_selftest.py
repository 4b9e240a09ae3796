"""Programs in the place of sqlguard, to see that what they do wrong is reported, and that one that is right is not."""

import stat
import sys
import tempfile
from pathlib import Path

from hostile_check import Bounds, measure
from hostile_texts import case

BOUNDS = Bounds(seconds=0.5, memory=64 << 20, doubtful=0.35)
RIGHT = "print('REFUSED  SG2006  too deep')\nsys.exit(1)\n"
TEXT = "SELECT (((((1)))))"

# What is wrong with a program, the program, words of the report in each way; none when there is nothing to report.
PLANTED = [
    ("nothing is wrong", RIGHT, None),
    ("the code is another", "print('REFUSED  SG2005')\nsys.exit(1)\n", "does not name SG2006; it names SG2005"),
    ("the status is another", "print('REFUSED  SG2006')\nsys.exit(0)\n", "ended with 0, not 1"),
    ("it says nothing", "sys.exit(1)\n", "does not name SG2006; it names no code"),
    ("it ends by a signal", "print('SG2006', flush=True)\nos.kill(os.getpid(), 11)\n", "ended by signal 11"),
    ("it is slow", "begun = time.process_time()\nwhile time.process_time() < begun + 0.7: pass\n" + RIGHT, "s of processor time"),
    ("it takes memory", "hog = b'x' * (100 << 20)\n" + RIGHT, "64 MB are allowed"),
    ("it does not get the text",
     "texts = [sys.argv[-1].encode(), open(sys.argv[-1], 'rb').read() if os.path.exists(sys.argv[-1]) else b'', sys.stdin.buffer.read()]\n"
     f"if {TEXT!r}.encode() not in texts: sys.exit(1)\n" + RIGHT, None),
]  # fmt: skip


def run():
    """Returns the lines that say what was not reported, or reported in vain; none when all is well."""
    problems = []
    refused = case("planted", lambda: TEXT, "SG2006")
    for what, program, words in PLANTED:
        with tempfile.TemporaryDirectory(prefix="sqlguard-hostile-") as name:
            binary = Path(name, "planted")
            binary.write_text(f"#!{sys.executable} -IS\nimport os, sys, time\n{program}")
            binary.chmod(binary.stat().st_mode | stat.S_IXUSR)
            figures = measure(refused, binary, Path(name), BOUNDS)
        if figures.ways != ["argument", "file", "standard input"]:
            problems.append(f"{what}: it was tried as {', '.join(figures.ways)}")
        if words is None:
            problems += [f"{what}: {problem}" for problem in figures.problems]
        elif sum(words in problem for problem in figures.problems) != len(figures.ways):
            problems.append(f"{what}: reported was {'; '.join(figures.problems) or 'nothing'}")
    return problems
