"""What a run of the fuzzer says of itself, read from libFuzzer's output, the program's tallies and llvm-cov."""

import json
import re
from collections import Counter
from pathlib import PurePosixPath

_STATUS = re.compile(r"^#(\d+)\s+(\w+)\s+cov: (\d+) ft: (\d+) corp: (\d+)/", re.MULTILINE)


class Run:
    """The figures of one run."""

    def __init__(self, log, tallies=""):
        status = [(int(n), event, int(cov), int(ft), int(corp)) for n, event, cov, ft, corp in _STATUS.findall(log)]
        first = next((line for line in status if line[1] == "INITED"), (0, "", 0, 0, 0))
        last = status[-1] if status else (0, "", 0, 0, 0)
        total = re.search(r"\((\d+) inline 8-bit counters\)", log)
        done = re.search(r"^stat::number_of_executed_units:\s*(\d+)", log, re.MULTILINE)
        self.seeds, self.seed_edges, self.seed_features = first[0], first[2], first[3]
        self.edges, self.features, self.corpus = last[2:]
        self.all_edges = int(total[1]) if total else 0
        self.executions = int(done[1]) if done else last[0]
        self.complaints = re.findall(r"^Fuzz: (.*)", log, re.MULTILINE)
        self.crash = re.search(r"Test unit written to (.*)", log)
        self.crash = self.crash[1] if self.crash else None
        self.inputs, self.statements = Counter(), Counter()
        for line in tallies.splitlines():
            what, ending, count = line.split()
            (self.inputs if what == "input" else self.statements)[ending] = int(count)

    def accepted(self):
        """How many inputs the parser accepted."""
        return self.inputs["accepted"]

    def refusals(self, counter):
        """Endings other than the good one, most frequent first, in words."""
        codes = [(count, code) for code, count in counter.items() if code not in ("accepted", "analysed")]
        return ", ".join(f"{code} {count:,}" for count, code in sorted(codes, key=lambda pair: (-pair[0], pair[1])))


def coverage_by_folder(export, root):
    """{folder: {"lines": [covered, count], "regions": …, "functions": …}} of llvm-cov's export, below the folder `root`."""
    folders = {}
    for file in json.loads(export)["data"][0]["files"]:
        path = PurePosixPath(file["filename"])
        if not path.is_relative_to(root):
            continue
        folder = path.relative_to(root).parent.as_posix()
        sums = folders.setdefault(folder, {kind: [0, 0] for kind in ("lines", "regions", "functions")})
        for kind, (covered, count) in sums.items():
            sums[kind] = [covered + file["summary"][kind]["covered"], count + file["summary"][kind]["count"]]
    return dict(sorted(folders.items()))


def total(folders):
    """The sums over all folders."""
    return {
        kind: [sum(folder[kind][place] for folder in folders.values()) for place in (0, 1)]
        for kind in ("lines", "regions", "functions")
    }


def table(head, rows):
    """A Markdown table; the first column is text."""
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def coverage_table(folders):
    """Lines and regions by folder, with the sum."""

    def cells(name, sums):
        row = [name]
        for kind in ("lines", "regions", "functions"):
            covered, count = sums[kind]
            row += [f"{covered:,} of {count:,}", f"{100 * covered / count:.1f} %" if count else ""]
        return row

    rows = [cells(f"`{name}`", sums) for name, sums in folders.items()]
    return table(["folder", "lines", "", "regions", "", "functions", ""], [*rows, cells("**all**", total(folders))])


def put(page, name, text, by="./dev fuzz"):
    """The page with `text` between the marks of the section `name`, which the command `by` writes."""
    begin, end = f"<!-- {name}: written by {by} --write -->", f"<!-- end of {name} -->"
    if page.count(begin) != 1 or page.count(end) != 1:
        raise ValueError(f"the page does not have, once, the marks of {name}")
    before, rest = page.split(begin)
    return f"{before}{begin}\n\n{text}\n{end}{rest.split(end)[1]}"
