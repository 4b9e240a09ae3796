"""Reads the cases of corpus/masking: the form of the corpus, with several steps, a neighbour, and what undoes a case."""

from dataclasses import dataclass, field

VERDICTS = {"M": "runs", "S": "runs", "P": "predicate", "D": "refused", "A": "refused", "F": "refused", "N": "runs"}
ARGUMENTS = {
    "attack": {"id", "verdict", "transaction", "needs", "start", "unguarded"},
    "honest": {"id", "transaction", "against", "needs"},
}


class CaseError(Exception):
    """A file of cases that is not in form; the text says where."""


@dataclass
class Case:
    """One case: what is sent, and what is to happen."""

    identity: str
    sentence: str
    place: str
    steps: list = field(default_factory=list)
    near: list = field(default_factory=list)  # the honest neighbour of an attack
    undo: list = field(default_factory=list)  # run directly afterwards, where a case cannot be rolled back
    verdict: str = ""  # the letter that counts
    reason: str = ""  # why it is not the catalogue's letter
    arguments: dict = field(default_factory=dict)

    @property
    def wrapped(self):
        """Whether it runs in a transaction that is rolled back."""
        return self.arguments.get("transaction") != "none"

    @property
    def outcome(self):
        """What masking is to do: runs, predicate or refused."""
        return VERDICTS[self.verdict]


def steps_of(lines):
    """One step a line; a line that begins with two spaces goes on with the one before."""
    steps = []
    for line in lines:
        if line.startswith("  ") and steps:
            steps[-1] += "\n" + line
        else:
            steps.append(line)
    return steps


def read(path):
    """The cases of a file in their order."""
    cases, known, sentences = [], set(), set()
    blocks, start, block = [], 0, []
    for number, line in enumerate([*path.read_text().split("\n"), ""], 1):
        if line.strip():
            start = start if block else number
            block.append(line)
        elif block:
            blocks.append((start, block))
            block = []
    for number, lines in blocks:
        place = f"{path.name}:{number}"
        sentence = []
        while lines and lines[0].startswith("# "):
            sentence.append(lines.pop(0)[2:])
        if not lines and not cases:
            continue  # what the file is about
        text = " ".join(sentence)
        if not lines or not text.endswith("."):
            raise CaseError(f"{place}: a case begins with a sentence and has a command line")
        command, *given = lines.pop(0).split(" ")
        arguments = dict(word.split("=", 1) for word in given)
        if command not in ARGUMENTS or (unknown := set(arguments) - ARGUMENTS[command]):
            raise CaseError(f"{place}: unknown: {command if command not in ARGUMENTS else ', '.join(unknown)}")
        if "----" not in lines:
            raise CaseError(f"{place}: no expectation")
        cut = lines.index("----")
        body, expected = lines[:cut], lines[cut + 1 :]
        case = Case(arguments.get("id", ""), text, place, arguments=arguments)
        parts = {"steps": [], "near": [], "undo": []}
        part = "steps"
        for line in body:
            if line in ("near", "undo"):
                part = line
            else:
                parts[part].append(line)
        case.steps, case.near, case.undo = (steps_of(parts[name]) for name in ("steps", "near", "undo"))
        if len(expected) != 1:
            raise CaseError(f"{place}: the expectation is one line")
        if command == "attack":
            case.verdict, _, case.reason = expected[0].partition(" ")
            wanted = arguments.get("verdict")
            if case.verdict not in VERDICTS or wanted not in VERDICTS or not case.near:
                raise CaseError(f"{place}: an attack has a verdict, an expectation and a neighbour")
            if case.verdict != wanted and not case.reason:
                raise CaseError(f"{place}: {case.verdict} instead of {wanted} needs its reason")
        elif expected[0] != "same":
            raise CaseError(f"{place}: of an honest statement is expected: same")
        if not case.steps or not case.identity or case.identity in known or text in sentences:
            raise CaseError(f"{place}: an id, a sentence and steps of its own: {case.identity} {text}")
        known.add(case.identity)
        sentences.add(text)
        cases.append(case)
    return cases
