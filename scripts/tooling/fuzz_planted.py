"""Bugs that are planted in a copy of the analysis, to see that the fuzzer finds such bugs. None is in the product's source."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bug:
    """A piece of source that is replaced by a wrong one."""

    name: str
    what: str
    file: str
    right: str
    wrong: str
    known: bytes  # an input that meets it


BUGS = [
    Bug(
        name="lexer",
        what="reads behind the text's end when a UESCAPE has its character in a tagged dollar quote at the very end",
        file="Text/Lexer.swift",
        right="""        case .string, .escapeString, .dollarString: break
""",
        wrong="""        case .string, .escapeString: break
        case .dollarString:
            var tagEnd = start + 1
            while text[tagEnd] != UInt8(ascii: "$") { tagEnd += 1 }
            guard text[lexeme.end + tagEnd - start - 2] != 0 else { throw Reading.noEscapeCharacter(start, lexeme.end) }
""",
        known=b"""SELECT U&'d!0061t' UESCAPE $a$!$a$""",
    ),
    Bug(
        name="analysis",
        what="takes the type of a parameter from PREPARE's list without asking whether the list is that long",
        file="Analyse/KeyMatch+Values.swift",
        right="""            return parameters.indices.contains(number - 1) ? isExact(parameters[number - 1]) : true
""",
        wrong="""            return parameters.isEmpty ? true : isExact(parameters[number - 1])
""",
        known=b"""PREPARE p (bigint, bigint) AS DELETE FROM customer WHERE id = $3""",
    ),
]


class DoesNotFit(Exception):
    """The source has changed, so that the bug cannot be planted as it is written here."""


def plant(bug, source, copy):
    """Makes `copy` the same as `source` but for the bug; files that need no change are not touched, for the next build."""
    wanted = {path.relative_to(source): path.read_text() for path in sorted(source.rglob("*.swift"))}
    for path in list(copy.rglob("*.swift")):
        if path.relative_to(copy) not in wanted:
            path.unlink()
    for name, text in wanted.items():
        if str(name) == bug.file:
            if text.count(bug.right) != 1:
                raise DoesNotFit(f"{bug.name}: {bug.file} no longer has, once, the lines that the bug replaces")
            text = text.replace(bug.right, bug.wrong)
        path = copy / name
        if not path.exists() or path.read_text() != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
