"""Reads a psql script and yields the statements that psql would send, with the line each begins on.

The model is PostgreSQL 15's src/bin/psql: mainloop.c, psqlscanslash.l and the parts of command.c that touch the query.
There is no server behind it, so:
- a variable that \\gset fills from a result gets a dummy value (0, or the word no where a name is wanted) unless the
  result is a literal, and so do psql's own variables;
- data lines follow COPY ... FROM STDIN when a `\\.` comes before the next such COPY: one that fails has none.
"""

import re
from dataclasses import dataclass

from psql_scanner import BACKSLASH, SEMICOLON, VARIABLE, Scanner, Variables

# Variables that psql sets itself.
_OWN_VARIABLES = """AUTOCOMMIT DBNAME ECHO ENCODING ERROR FETCH_COUNT HOST LASTOID LAST_ERROR_MESSAGE
    LAST_ERROR_SQLSTATE ON_ERROR_ROLLBACK PORT ROW_COUNT SERVER_VERSION_NAME SERVER_VERSION_NUM SQLSTATE USER VERBOSITY
    VERSION VERSION_NAME VERSION_NUM""".split()

# Commands that send the query buffer, and those that take the rest of the line as one argument.
_SENDING = {"g", "gx", "gdesc", "gexec", "gset", "crosstabview", "watch"}
_WHOLE_LINE = {"copy", "h", "help", "!", "ef", "ev", "sf", "sf+", "sv", "sv+"}
_FILE_OR_PIPE = {"g", "gx", "o", "out", "w", "write"}

_COPY_FROM_STDIN = re.compile(r"\bcopy\b[^;]*\bfrom\s+std(?:in|out)\b", re.IGNORECASE)
_STANDARD_STRINGS = re.compile(
    r"\s*(?:(reset)\s+|set\s+(?:session\s+|local\s+)?)(?:standard_conforming_strings|all)\b\s*(?:to|=)?\s*'?(\w*)",
    re.IGNORECASE,
)
_RESULT_NAME = re.compile(r'''(?:\$\$(.*?)\$\$\s*)?\bas\s+(?:"([^"]+)"|(\w+))''', re.IGNORECASE | re.DOTALL)
_RESULT_OF_CALL = re.compile(r"\s*select\s+(\w+)\s*\(", re.IGNORECASE)
# These may be shortened, but "o" alone could be on or off.
_TRUE_WORDS = {"true": 1, "yes": 1, "on": 2, "1": 1}


@dataclass(frozen=True)
class Statement:
    """One text that psql would send, as it would send it; `line` counts from 1."""

    line: int
    sql: str


@dataclass
class Counts:
    """What was found beside statements."""

    commands: int = 0
    copy_lines: int = 0
    client_copies: int = 0
    substitutions: int = 0
    inactive: int = 0


@dataclass
class _Branch:
    kind: str  # true, false, ignored, else-true, else-false
    query_length: int
    parentheses: int


class Script:
    """One run of psql over the text of one file."""

    def __init__(self, text, counts):
        self.lines = text.split("\n")
        if self.lines[-1] == "":
            self.lines.pop()
        self.counts = counts
        self.variables = Variables({name: Variables.UNKNOWN for name in _OWN_VARIABLES})
        self.scanner = Scanner(self.variables)
        self.query = []
        self.started = 1
        self.number = 0
        self.standard_strings = True
        self.branches = []
        self.statements = []
        self.stopped = False

    def run(self):
        """The statements in order."""
        while self.number < len(self.lines) and not self.stopped:
            line = self.lines[self.number]
            self.number += 1
            if line == "" and not self.scanner.in_quote:
                continue
            self.line(line)
        if any(self.query) and not self.stopped:
            self.send()
        self.counts.substitutions += self.scanner.substituted
        return self.statements

    @property
    def active(self):
        return not self.branches or self.branches[-1].kind in ("true", "else-true")

    def line(self, line):
        added_newline = None
        if any(self.query):
            self.query.append("\n")
            added_newline = len(self.query)
        self.scanner.setup(line, self.standard_strings)
        while not self.stopped:
            was_empty = not any(self.query)
            self.scanner.substitutes = self.active
            stop = self.scanner.scan(self.query)
            if was_empty and any(self.query):
                self.started = self.number
            if stop == SEMICOLON:
                if self.active:
                    self.send()
                else:
                    self.counts.inactive += 1
                added_newline = None
            elif stop == BACKSLASH:
                if len(self.query) == added_newline:
                    self.query.pop()
                added_newline = None
                self.command()
            else:
                return

    def send(self):
        sql = "".join(self.query)
        self.query.clear()
        self.statements.append(Statement(self.started, sql))
        if match := _STANDARD_STRINGS.match(sql):
            self.standard_strings = bool(match[1]) or match[2].lower() not in ("off", "false", "no", "0")
        for _ in _COPY_FROM_STDIN.findall(sql):
            self.skip_copy_data()

    def skip_copy_data(self):
        """Passes over the data lines of a COPY, if it has any; see the top of this file."""
        for end in range(self.number, len(self.lines)):
            if self.lines[end] == "\\.":
                self.counts.copy_lines += end - self.number
                self.number = end + 1
                return
            if _COPY_FROM_STDIN.search(self.lines[end]) and not self.lines[end].startswith("--"):
                return

    # Backslash commands.

    def command(self):
        """HandleSlashCmds: a command whose name begins here."""
        self.counts.commands += 1
        buffer = self.scanner.buffers[-1]
        match = re.compile(r"[^ \t\n\r\f\\]*").match(buffer[0], buffer[1])
        buffer[1] = match.end()
        name = match[0]
        sends = self.execute(name)
        while self.option() is not None:
            pass
        buffer = self.scanner.buffers[-1]
        if buffer[0].startswith("\\\\", buffer[1]):
            buffer[1] += 2
        if sends and any(self.query):
            sql = "".join(self.query)
            self.send()
            self.scanner.reset()
            if name == "gset":
                self.store_result(sql, sends[0])

    def execute(self, name):
        """What the command does to the query; returns something true when it sends the query."""
        if name in ("if", "elif", "else", "endif"):
            self.branch(name)
        elif name in _WHOLE_LINE:
            argument = self.whole_line()
            if name == "copy" and self.active:
                self.counts.client_copies += 1
                if _COPY_FROM_STDIN.search("copy " + argument):
                    self.skip_copy_data()
        elif name in _FILE_OR_PIPE:
            first = self.option(file_or_pipe=True)
            if name in ("g", "gx") and first and first.startswith("("):
                while first is not None and not first.endswith(")"):
                    first = self.option()
                self.option(file_or_pipe=True)
            return self.active and name in _SENDING
        elif not self.active:
            pass
        elif name == "gset":
            return (self.option() or "",)
        elif name in _SENDING:
            return True
        elif name in ("r", "reset"):
            self.query.clear()
            self.scanner.reset()
        elif name in ("q", "quit"):
            self.stopped = True
        elif name == "set":
            words = self.options()
            if words:
                self.variables[words[0]] = "".join(words[1:])
        elif name == "unset":
            self.variables.pop(self.option(), None)
        elif name == "getenv":
            words = self.options()
            self.variables[words[0]] = "/" + words[0]
        return False

    def store_result(self, sql, prefix):
        """\\gset: the names of the result's columns become variables, whose values only a server knows."""
        found = [(quoted or plain.lower(), literal) for literal, quoted, plain in _RESULT_NAME.findall(sql)]
        if match := _RESULT_OF_CALL.match(sql):
            found.append((match[1].lower(), ""))
        for name, literal in found:
            unknown = "no" if name.endswith("name") else Variables.UNKNOWN
            self.variables[prefix + name] = literal or unknown

    def branch(self, name):
        top = self.branches[-1] if self.branches else None
        if name == "if":
            kind = "ignored" if not self.active else "true"
            self.branches.append(_Branch(kind, len(self.query), self.scanner.parentheses))
            condition = self.condition()
            if kind == "true" and not condition:
                self.branches[-1].kind = "false"
            return
        condition = self.condition() if name == "elif" else False
        if top is None or (name in ("elif", "else") and top.kind.startswith("else")):
            return  # psql complains and goes on
        if name == "endif":
            if top.kind not in ("true", "else-true"):
                self.discard(top)
            self.branches.pop()
            return
        if top.kind == "true":
            top.query_length, top.parentheses = len(self.query), self.scanner.parentheses
            top.kind = "ignored" if name == "elif" else "else-false"
        else:
            self.discard(top)
            taken = top.kind == "false" and (name == "else" or condition)
            if name == "elif":
                top.kind = "true" if taken else top.kind
            else:
                top.kind = "else-true" if taken else "else-false"

    def discard(self, branch):
        del self.query[branch.query_length :]
        self.scanner.parentheses = branch.parentheses

    def condition(self):
        """A boolean as ParseVariableBool reads it; what it cannot read is false."""
        word = " ".join(self.options()).lower()
        return any(len(word) >= least and full.startswith(word) for full, least in _TRUE_WORDS.items())

    # Arguments: psqlscanslash.l.

    def options(self):
        words = []
        while (word := self.option()) is not None:
            words.append(word)
        return words

    def whole_line(self):
        """Everything to the end of the line; variables are not looked at."""
        buffer = self.scanner.buffers[-1]
        rest = buffer[0][buffer[1] :].lstrip(" \t\n\r\f")
        buffer[1] = len(buffer[0])
        return rest

    def option(self, file_or_pipe=False):
        """The next argument, its quotes removed and its variables replaced; None at the end of the command."""
        while True:
            buffer = self.scanner.buffers[-1]
            text, at, _ = buffer
            while at < len(text) and text[at] in " \t\n\r\f":
                at += 1
            buffer[1] = at
            if at < len(text) or len(self.scanner.buffers) == 1:
                break
            self.scanner.buffers.pop()
        if file_or_pipe and text.startswith("|", at):
            return self.whole_line()
        out, quoted = [], False
        while at < len(text) and text[at] not in " \t\n\r\f\\":
            here = text[at]
            if here in "'`\"":
                quoted = True
                at, piece = self.quoted(text, at)
                out.append(piece)
            elif match := VARIABLE.match(text, at):
                quoted = True
                out.append(self.value(match))
                at = match.end()
            else:
                out.append(here)
                at += 1
        buffer[1] = at
        return "".join(out) if out or quoted else None

    def quoted(self, text, at):
        """A quoted piece that begins at `at`: where it ends, and its content (backquoted: nothing is run)."""
        quote, out, at = text[at], [], at + 1
        while at < len(text):
            if text[at] == quote:
                if quote == "'" and text.startswith("''", at):
                    out.append("'")
                    at += 2
                    continue
                piece = "".join(out)
                return at + 1, {"'": piece, '"': f'"{piece}"', "`": ""}[quote]
            if quote == "'" and text[at] == "\\" and at + 1 < len(text):
                out.append({"n": "\n", "t": "\t", "b": "\b", "r": "\r", "f": "\f"}.get(text[at + 1], text[at + 1]))
                at += 2
            else:
                out.append(text[at])
                at += 1
        return at, ""

    def value(self, match):
        plain, literal, identifier, tested = match.groups()
        name = plain or literal or identifier or tested
        if tested:
            return "TRUE" if name in self.variables else "FALSE"
        if name not in self.variables:
            return match[0]
        if plain:
            return self.variables[name]
        return self.variables.quoted(name, "'" if literal else '"')

