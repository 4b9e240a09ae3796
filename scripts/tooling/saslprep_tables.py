#!/usr/bin/env python3
"""Prints the tables of Sources/PGWire/SASLprep from Python's own copy of Unicode: `saslprep_tables.py` writes the files.

SASLprep refuses what Unicode 3.2 had not assigned, so characters that came later are in none of the tables. Of the others
Unicode promises that their decompositions stay, so the output is the same with every version of Python (`unicodedata` is
of 14.0 in Debian 12, as PostgreSQL 15's tables are).
"""

import stringprep
import sys
import textwrap
import unicodedata
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent.parent / "Sources" / "PGWire" / "SASLprep"
HANGUL = range(0xAC00, 0xD7A4)  # decomposed by arithmetic
ORIGIN = "Written by scripts/tooling/saslprep_tables.py."

PROHIBITED = (
    stringprep.in_table_c12, stringprep.in_table_c21, stringprep.in_table_c22, stringprep.in_table_c3, stringprep.in_table_c4,
    stringprep.in_table_c5, stringprep.in_table_c6, stringprep.in_table_c7, stringprep.in_table_c8, stringprep.in_table_c9,
)  # fmt: skip


def ranges(belongs):
    """The code points for which `belongs` holds, as text: `AD 2000-200B`."""
    words, start = [], None
    for code in range(0x110001):
        if code < 0x110000 and belongs(chr(code)):
            start = code if start is None else start
        elif start is not None:
            words.append(f"{start:X}" if start == code - 1 else f"{start:X}-{code - 1:X}")
            start = None
    return words


def decompositions(is_compatible):
    """One step of decomposition of each character of Unicode 3.2, as text; runs that count up on both sides are one word."""
    found = {}
    for code in range(0x110000):
        character = chr(code)
        step = unicodedata.decomposition(character)
        if 0xD800 <= code < 0xE000 or code in HANGUL or stringprep.in_table_a1(character) or not step:
            continue
        if step.startswith("<") == is_compatible:
            found[code] = [int(part, 16) for part in step.split(">")[-1].split()]
    words, previous = [], None
    for code, parts in found.items():
        if previous and len(parts) == 1 and code == previous[1] + 1 and parts[0] == previous[2] + 1:
            previous = (previous[0], code, parts[0])
            words[-1] = f"{previous[0]:X}-{code:X}={parts[0] - (code - previous[0]):X}"
            continue
        previous = (code, code, parts[0]) if len(parts) == 1 else None
        joint = "+" if unicodedata.normalize("NFC", chr(code)) == chr(code) and not is_compatible else ","
        words.append(f"{code:X}=" + joint.join(f"{part:X}" for part in parts))
    return words


def constant(name, comment, words):
    """A static constant that holds words."""
    lines = textwrap.wrap(" ".join(words), 110, break_long_words=False, break_on_hyphens=False)
    body = " \\\n".join("        " + line for line in lines)
    return f'    /// {comment}\n    static let {name} = """\n{body}\n        """\n'


def file(subject, name, comment, constants):
    """A Swift file that holds an enum with constants."""
    return f"// {subject} {ORIGIN}\n\n/// {comment}\nenum {name} {{\n" + "\n".join(constants) + "}\n"


def files():
    """Each file's name and text."""
    yield "StringprepTables.swift", file(
        "The sets of characters of RFC 3454 that SASLprep needs.", "StringprepTables",
        "Code points and ranges of them, in hexadecimal.",
        [
            constant("spaces", "C.1.2: spaces that are none of ASCII's.", ranges(stringprep.in_table_c12)),
            constant("nothing", "B.1: characters that are left out.", ranges(stringprep.in_table_b1)),
            constant("prohibited", "C.1.2 to C.9.", ranges(lambda c: any(table(c) for table in PROHIBITED))),
            constant("unassigned", "A.1: no characters yet in Unicode 3.2.", ranges(stringprep.in_table_a1)),
            constant("rightToLeft", "D.1: written from right to left.", ranges(stringprep.in_table_d1)),
            constant("leftToRight", "D.2: written from left to right.", ranges(stringprep.in_table_d2)),
        ],
    )  # fmt: skip
    comment = "`C=A+B`: C is taken apart into A and B, and put together of them; `C=A,B`: only taken apart. A range counts up."
    yield "CanonicalDecompositions.swift", file(
        "Unicode's canonical decompositions, but for Hangul.", "CanonicalDecompositions", comment,
        [constant("text", "In hexadecimal.", decompositions(False))],
    )  # fmt: skip
    yield "CompatibleDecompositions.swift", file(
        "Unicode's compatibility decompositions.", "CompatibleDecompositions", comment,
        [constant("text", "In hexadecimal.", decompositions(True))],
    )  # fmt: skip


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(__doc__)
    for name, text in files():
        (FOLDER / name).write_text(text)
