"""What scripts/masking-random says at the end."""

import re

from random_run import KNOWN

FAULTS = re.compile(r"SG7001|SG1026|internal|fatal|assert", re.I)
# A process that serves a few sessions at a time has no need of more, debug build or not.
MOST_GROWTH = 300_000


def memory(gateway):
    """The resident memory of its process in KB."""
    with open(f"/proc/{gateway.pid}/status") as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read())[1])


def health(name, gateway, before, say):
    """Whether a gateway is up and well; returns what is wrong."""
    wrong = []
    if gateway.process.poll() is not None:
        return [f"{name}: sqlguard ended with {gateway.process.returncode}: {gateway.logged()[-2000:]}"]
    after = memory(gateway)
    say(f"gateway {name}: {before // 1024} MB at the start, {after // 1024} MB at the end")
    if after - before > MOST_GROWTH:
        wrong.append(f"{name}: memory has grown by {(after - before) // 1024} MB")
    wrong += [f"{name}: log: {line[:300]}" for line in gateway.logged().splitlines() if FAULTS.search(line)][:5]
    reasons = {record.get("reason") for record in gateway.records() if record["kind"] == "logout"}
    for reason in sorted(reasons & {"protected-column-shown", "internal-fault", "upstream-protocol", "upstream-lost", "not-pinned"}):
        wrong.append(f"{name}: a session ended: {reason}")
    return wrong


def share(part, whole):
    """A part of a whole, for people."""
    return f"{part} ({100 * part / whole:.0f} %)" if whole else "0"


def coded(counter):
    """Codes and how often they were."""
    return ", ".join(f"{code} {count}" for code, count in counter.most_common()) or "none"


def report(run, say):
    """Says what the own generator found; returns what is wrong."""
    counts, all_of = run.counts, run.counts["statements"]
    say(f"own: seed {run.seed}, {all_of} statements, {share(counts['valid'], all_of)} valid on the plain server")
    kinds = ", ".join(f"{kind} {some['all']} ({some['valid']} valid, {some['masked permitted']} permitted)"
                      for kind, some in sorted(run.kinds.items(), key=lambda one: -one[1]["all"]))  # fmt: skip
    say(f"own: {kinds}")
    say(f"control, directly: {share(counts['found'], all_of)} show a value, {share(counts['differ or found'], all_of)} show one or differ")
    say(f"control, masks off: of {counts['off']} {share(counts['off found'], counts['off'])} show a value, "
        f"{share(counts['off differs or found'], counts['off'])} show one or differ")  # fmt: skip
    for way in ("masked", "default"):
        say(f"{way}: of {counts[way]} {share(counts[f'{way} permitted'], counts[way])} permitted, {counts[f'{way} ran']} of them ran without error; "
            f"{counts[f'{way} permitted, would show']} of them show something without masks; refused: {coded(run.refused[way])}; "
            f"of valid ones: {coded(run.refused[f'{way} of valid'])}")  # fmt: skip
    if slow := counts["answered at the second try"]:
        say(f"{slow} were answered only by a new process: too busy a machine, or something that comes and goes")
    for reason, count in run.reasons.most_common(12):
        say(f"    {count} x {reason}")
    wrong = []
    for sort, found in sorted(run.findings.items()):
        bad = not sort.startswith(("known", "perhaps"))
        note = KNOWN.get(sort.removeprefix("known: "), "")
        say(f"{len(found)} x {sort}{f' ({note})' if note else ''}")
        examples = sorted((one for one in found if one[4]), key=lambda one: len(" ;; ".join(one[4])))
        for number, protocol, way, _, smallest, detail in examples[:3]:
            say(f"    number {number}, {protocol}, {way}: {' ;; '.join(smallest)}\n        {detail}")
        if bad:
            wrong.append(f"own: {len(found)} x {sort}")
    if all_of >= 100:
        if counts["valid"] < 0.6 * all_of:
            wrong.append("own: too few statements are valid")
        if counts["differ or found"] < 0.3 * all_of:
            wrong.append("own: too few statements show anything without masks")
    return wrong
