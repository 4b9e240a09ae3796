"""The rules of this code base that `swift format` does not know. Each returns (line, rule, message) for what it finds."""

import re
from pathlib import PurePosixPath

from swift_source import Unreadable, code_only

LONGEST_FILE = 400

# The targets from the bottom up: a target may import only those above it in this table, and of other packages and the
# system only what its row names (a final * stands for any ending). A target without a row is refused.
TARGETS = {
    "CPgQuery": [],
    "CLinux": [],
    "COpenSSL": [],
    "SQLAnalysis": ["Glibc", "Synchronization"],
    "Policy": ["Glibc", "Synchronization", "Foundation", "FoundationEssentials", "Yams", "CYaml"],
    "PGWire": ["Glibc", "Synchronization"],
    "Audit": ["Glibc", "Synchronization", "Foundation", "FoundationEssentials"],
    "Identity": ["Glibc", "Synchronization", "Foundation", "FoundationEssentials"],
    "Session": ["Synchronization"],
    "Proxy": ["Glibc", "Synchronization", "Foundation", "FoundationEssentials", "Logging", "NIO*"],
    "CLI": ["Glibc", "Synchronization", "Foundation", "FoundationEssentials", "Logging", "NIO*", "ArgumentParser"],
}

# In these every switch over our own enums names all cases.
PURE_TARGETS = {"SQLAnalysis", "Policy", "PGWire"}

# What is forbidden in Sources: rule, pattern in the code, what to say. The first list knows no exception.
FORBIDDEN = [
    ("fatal-error", r"\bfatalError\b", "fatalError ends the process; throw or return instead"),
    ("precondition-failure", r"\bpreconditionFailure\b", "preconditionFailure ends the process; throw or return instead"),
    ("force-try", r"\btry\s*!", "try! ends the process when something throws"),
    ("force-cast", r"\bas\s*!", "as! ends the process when the type is another"),
    ("global-variable", r"^(?:(?:public|package|internal|fileprivate|private)(?:\(set\))?\s+|nonisolated(?:\(unsafe\))?\s+)*var\b",
     "a global variable; pass the value"),
    ("singleton", r"\bstatic\s+(?:let|var)\s+shared\b", "a singleton; pass the value"),
]

# These need an entry in scripts/lint.allow.
EXCEPTIONAL = [
    ("unchecked-sendable", r"@unchecked\s+Sendable\b", "@unchecked Sendable"),
    ("nonisolated-unsafe", r"\bnonisolated\s*\(\s*unsafe\s*\)", "nonisolated(unsafe)"),
    ("detached-task", r"\bTask\s*\.\s*(?:detached|immediateDetached)\b", "Task.detached"),
    ("unowned-unsafe", r"\bunowned\s*\(\s*unsafe\s*\)", "unowned(unsafe)"),
]

ALLOWABLE = {rule for rule, _, _ in EXCEPTIONAL} | {"file-length"}

_IMPORT = re.compile(
    r"(?:^|;)[ \t]*(?:@\w+(?:\([^)\n]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?"
    r"import\s+(?:(?:struct|class|enum|protocol|typealias|func|let|var|actor)\s+)?`?(\w+)",
    re.MULTILINE,
)
_DEFAULT = re.compile(r"(?:^|[;{}])[ \t]*(?:@unknown[ \t]+)?(default[ \t]*:)", re.MULTILINE)
_REASON = re.compile(r"// lint: \w+\W+\w+")
_FIRST_SENTENCE = re.compile(r"// [\w`].*")


def check(path, text):
    """Everything wrong in one file; `path` is relative to the repository, with slashes."""
    found = list(_file_length(text))
    if not path.endswith(".swift"):
        return found
    found += _first_sentence(path, text)
    target = _target(path)
    if target is None:
        return found
    try:
        code = code_only(text)
    except Unreadable as problem:
        return found + [(problem.line, "unreadable", str(problem))]
    for rule, pattern, message in FORBIDDEN + EXCEPTIONAL:
        found += [(_line(code, m.start()), rule, message) for m in re.finditer(pattern, code, re.MULTILINE)]
    found += _imports(target, code)
    if target in PURE_TARGETS:
        found += _defaults(text, code)
    return sorted(found)


def _target(path):
    parts = PurePosixPath(path).parts
    return parts[1] if len(parts) > 2 and parts[0] == "Sources" else None


def _line(text, offset):
    return text.count("\n", 0, offset) + 1


def _file_length(text):
    lines = text.count("\n") + (not text.endswith("\n"))
    if lines > LONGEST_FILE:
        yield (LONGEST_FILE + 1, "file-length", f"{lines} lines; over {LONGEST_FILE} there is a second subject in it")


def _first_sentence(path, text):
    if path == "Package.swift":
        return  # its first line is the tools version
    comment = []
    for line in text.splitlines():
        if not line.startswith("//") or line.startswith("///"):
            break
        comment.append(line)
    if not comment or not _FIRST_SENTENCE.match(comment[0]) or not re.search(r"[.:]( |$)", " ".join(comment)):
        yield (1, "first-sentence", "a file starts with one `//` sentence that says what it is about")


def _imports(target, code):
    order = list(TARGETS)
    for match in _IMPORT.finditer(code):
        module, line = match[1], _line(code, match.start(1))
        if target not in TARGETS:
            yield (line, "import-direction", f"target {target} has no row in scripts/tooling/lint_rules.py")
        elif module in TARGETS:
            if order.index(module) >= order.index(target):
                yield (line, "import-direction", f"{target} must not know {module}: imports go up the table of targets")
        elif module != "Swift" and not any(_covers(entry, module) for entry in TARGETS[target]):
            yield (line, "import-direction", f"{target} must not know {module}: it is not in the target's row")


def _covers(entry, module):
    return module.startswith(entry[:-1]) if entry.endswith("*") else module == entry


def _defaults(text, code):
    lines = text.split("\n")
    for match in _DEFAULT.finditer(code):
        line = _line(code, match.start(1))
        if not _REASON.search(lines[line - 1]):
            yield (line, "default-case", "name every case; where that is not possible: default:  // lint: <reason>")
