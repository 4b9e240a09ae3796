"""What the fuzzer starts from: the inputs of the corpus's cases, the schemas, and PostgreSQL's regression SQL."""

import hashlib
import json
import re

_ESCAPE = re.compile(rb"\\(?:(0)|([nrt\\])|x([0-9a-fA-F]{2})|u\{([0-9a-fA-F]+)\}|\{(\d+)\*([^}]*)\})")


def _resolve(match):
    nul, letter, byte, scalar, count, unit = match.groups()
    if nul:
        return b"\0"
    if letter:
        return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"\\": b"\\"}[letter]
    if byte:
        return bytes([int(byte, 16)])
    if scalar:
        return chr(int(scalar, 16)).encode()
    return unit * int(count)


def escapes_resolved(text):
    """The bytes that a case's input with `escapes=on` stands for: corpus/README.md."""
    return _ESCAPE.sub(_resolve, text)


def case_inputs(text):
    """The inputs of the cases of one corpus file; what the Swift reader reports as wrong is of no interest here."""
    lines = text.split(b"\n")
    at = 0
    while at < len(lines):
        if not lines[at].startswith(b"#"):
            at += 1
            continue
        while at < len(lines) and lines[at].startswith(b"#"):
            at += 1
        if at == len(lines) or not lines[at].strip():
            continue  # about the file
        command = lines[at]
        at += 1
        start = at
        while at < len(lines) and lines[at] != b"----":
            at += 1
        given = b"\n".join(lines[start:at])
        yield escapes_resolved(given) if b" escapes=on" in command else given
        doubled = lines[at : at + 2] == [b"----", b"----"]
        at += 2 if doubled else 1
        while at < len(lines) and (lines[at : at + 2] != [b"----", b"----"] if doubled else lines[at].strip()):
            at += 1
        at += 2 if doubled else 0


def seeds(root):
    """Every distinct input under `root`, in a stable order, and how many came from where."""
    found, counts = {}, {"corpus": 0, "schemas": 0, "regression": 0}

    def add(text, source):
        if text and text not in found:
            found[text] = None
            counts[source] += 1

    for path in sorted((root / "corpus").rglob("*.test")):
        for text in case_inputs(path.read_bytes()):
            add(text, "corpus")
    for path in sorted((root / "corpus").rglob("*.sql")):
        text = path.read_bytes()
        add(text, "schemas")
        for statement in re.split(rb";\s*\n", text):
            add(statement.strip(), "schemas")
    regression = root / ".cache" / "regression" / "statements.jsonl"
    if regression.exists():
        for line in regression.read_bytes().splitlines():
            add(json.loads(line)["sql"].encode(), "regression")
    return list(found), counts


def write(texts, folder, longest):
    """Writes a file for each text of at most `longest` bytes; names follow the contents. Returns how many."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = [text for text in texts if len(text) <= longest]
    for text in kept:
        (folder / hashlib.sha1(text).hexdigest()).write_bytes(text)
    return len(kept)
