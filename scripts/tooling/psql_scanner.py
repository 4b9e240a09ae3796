"""Finds where SQL statements and backslash commands begin and end, as psql does.

The model is PostgreSQL 15's src/fe_utils/psqlscan.l, state by state and rule by rule; a comment names the rule where the
two are not obviously the same.
"""

import re

SEMICOLON, BACKSLASH, END_OF_LINE = "semicolon", "backslash", "end of line"

_WORD = "A-Za-z_\\x80-\\U0010ffff"
_OPERATOR_CHARACTERS = r"~!@#^&|`?+\-*/%<>="

_COMMENT_OR_SPACE = re.compile(r"[ \t\n\r\f]+|--[^\n\r]*")
_STRING_START = re.compile(r"[bB]'|[xX]'|[eE]'|[uU]&'|'")
_IDENTIFIER = re.compile(f"[{_WORD}][{_WORD}0-9$]*")
_DOLLAR_DELIMITER = re.compile(f"\\$(?:[{_WORD}][{_WORD}0-9]*)?\\$")
_DOLLAR_FAILED = re.compile(f"\\$[{_WORD}][{_WORD}0-9]*")
_OPERATOR = re.compile(f"[{_OPERATOR_CHARACTERS}]+")
_PARAMETER = re.compile(f"\\$[0-9]+(?:[{_WORD}][{_WORD}0-9$]*)?")
_NUMBERS = [
    re.compile(pattern + junk)
    for pattern in (r"[0-9]+", r"(?:[0-9]*\.[0-9]+|[0-9]+\.[0-9]*)", r"(?:[0-9]*\.[0-9]+|[0-9]+\.?[0-9]*)[Ee][-+]?[0-9]+")
    for junk in ("", f"[{_WORD}][{_WORD}0-9$]*")
] + [re.compile(r"(?:[0-9]*\.[0-9]+|[0-9]+\.?[0-9]*)[Ee][-+]")]
_NUMBER_DOTS = re.compile(r"[0-9]+\.\.")
VARIABLE = re.compile(
    f""":(?:([{_WORD}0-9]+)|'([{_WORD}0-9]+)'|"([{_WORD}0-9]+)"|\\{{\\?([{_WORD}0-9]+)\\}})"""
)
_QUOTE_CONTINUES = re.compile(r"(?:[ \t\f]|--[^\n\r]*)*[\n\r](?:[ \t\n\r\f]+|--[^\n\r]*[\n\r])*'")

# What may stand inside a quoted state, other than its end.
_INSIDE = {
    "xb": re.compile(r"[^']+"),
    "xh": re.compile(r"[^']+"),
    "xq": re.compile(r"(?:[^']|'')+"),
    "xus": re.compile(r"(?:[^']|'')+"),
    "xe": re.compile(r"(?:[^\\']|''|\\[\s\S]|\\$)+"),
    "xd": re.compile(r'(?:[^"]|"")+'),
}


class Variables(dict):
    """psql's variables by name. A value that only a server could know is `UNKNOWN`."""

    # Stands for any such value: false in \if, a number as SQL, a name when quoted.
    UNKNOWN = "0"

    def quoted(self, name, quote):
        """The value as psql would write it for :'name' or :"name"."""
        escaped = self[name].replace(quote, quote * 2)
        if quote == "'" and "\\" in escaped:
            return " E'" + escaped.replace("\\", "\\\\") + "'"
        return quote + escaped + quote


class Scanner:
    """One psql session's lexer. Call `setup` with a line, then `scan` until it returns END_OF_LINE."""

    def __init__(self, variables):
        self.variables = variables
        self.substituted = 0
        # psql replaces no variable in a branch of \\if that is not taken.
        self.substitutes = True
        self.reset()
        self.buffers = []

    def reset(self):
        """psql_scan_reset: forget all nesting."""
        self.state = "initial"
        self.parentheses = 0
        self.begins = 0
        self.comments = 0
        self.dollar = None
        self.before_stop = None
        self.identifiers = []
        self.identifier_count = 0

    def setup(self, line, standard_strings):
        """psql_scan_setup: the next line of input, without its newline."""
        self.standard_strings = standard_strings
        # A buffer is [text, position, name of the variable whose value it is].
        self.buffers = [[line, 0, None]]

    @property
    def in_quote(self):
        """psql_scan_in_quote: whether an empty line matters."""
        return self.state not in ("initial", "xqs")

    def scan(self, query):
        """Appends to the list `query` what belongs to the statement; says why it stopped."""
        while True:
            text, at, _ = self.buffers[-1]
            if at >= len(text):
                if len(self.buffers) == 1:
                    return END_OF_LINE
                self.buffers.pop()
                continue
            stop = self.step(text, at, query)
            if stop:
                return stop

    def take(self, query, end):
        """Moves the current buffer to `end`, echoing what was passed."""
        buffer = self.buffers[-1]
        query.append(buffer[0][buffer[1] : end])
        buffer[1] = end

    def step(self, text, at, query):
        if self.state == "initial":
            return self.step_initial(text, at, query)
        if self.state == "xqs":
            match = _QUOTE_CONTINUES.match(text, at)
            if match:
                self.state = self.before_stop
                self.take(query, match.end())
            else:
                self.state = "initial"
        elif self.state == "xc":
            self.step_comment(text, at, query)
        elif self.state == "xdolq":
            self.step_dollar(text, at, query)
        else:
            match = _INSIDE[self.state].match(text, at)
            if match:
                self.take(query, match.end())
            elif self.state == "xd":
                self.state = "initial"
                self.take(query, at + 1)
            else:
                self.before_stop, self.state = self.state, "xqs"
                self.take(query, at + 1)
        return None

    def step_comment(self, text, at, query):
        if text.startswith("*/", at):
            if self.comments == 0:
                self.state = "initial"
            else:
                self.comments -= 1
            self.take(query, at + 2)
        elif text.startswith("/*", at):
            self.comments += 1
            self.take(query, at + 2)
        else:
            self.take(query, at + 1)

    def step_dollar(self, text, at, query):
        match = _DOLLAR_DELIMITER.match(text, at)
        if not match:
            inside = text.find("$", at + 1)
            self.take(query, len(text) if inside < 0 else inside)
        elif match[0] == self.dollar:
            self.state = "initial"
            self.take(query, match.end())
        else:
            self.take(query, match.end() - 1)

    def step_initial(self, text, at, query):
        here = text[at]
        match = _COMMENT_OR_SPACE.match(text, at)
        if match:
            # Suppressed until something else was collected.
            if any(query):
                self.take(query, match.end())
            else:
                self.buffers[-1][1] = match.end()
        elif text.startswith("/*", at):
            self.state, self.comments = "xc", 0
            self.take(query, at + 2)
        elif here in "nN" and text.startswith("'", at + 1):
            self.take(query, at + 1)
        elif here in "uU" and text.startswith('&"', at + 1):
            self.state = "xd"
            self.take(query, at + 3)
        elif match := _STRING_START.match(text, at):
            kind = match[0][0].lower()
            plain = "xq" if self.standard_strings else "xe"
            self.state = {"b": "xb", "x": "xh", "e": "xe", "u": "xus"}.get(kind, plain)
            self.take(query, match.end())
        elif here in "uU" and text.startswith("&", at + 1):
            self.take(query, at + 1)
        elif match := _IDENTIFIER.match(text, at):
            self.note_identifier(match[0])
            self.take(query, match.end())
        elif here == '"':
            self.state = "xd"
            self.take(query, at + 1)
        elif match := _DOLLAR_DELIMITER.match(text, at):
            self.state, self.dollar = "xdolq", match[0]
            self.take(query, match.end())
        elif match := _PARAMETER.match(text, at):
            self.take(query, match.end())
        elif here.isdigit() or (here == "." and text[at + 1 : at + 2].isdigit()):
            self.take(query, self.number_end(text, at))
        elif here == "(":
            self.parentheses += 1
            self.take(query, at + 1)
        elif here == ")":
            self.parentheses = max(0, self.parentheses - 1)
            self.take(query, at + 1)
        elif here == ";":
            self.take(query, at + 1)
            if self.parentheses == 0 and self.begins == 0:
                self.identifier_count = 0
                return SEMICOLON
        elif here == "\\":
            if text[at + 1 : at + 2] in (";", ":") and at + 1 < len(text):
                self.buffers[-1][1] = at + 1
                self.take(query, at + 2)
                if text[at + 1] == ";":
                    self.identifier_count = 0
            else:
                self.buffers[-1][1] = at + 1
                return BACKSLASH
        elif text.startswith("::", at) or text.startswith(":=", at):
            self.take(query, at + 2)
        elif here == ":" and (match := VARIABLE.match(text, at)):
            self.variable(match, query)
        elif match := _OPERATOR.match(text, at):
            self.take(query, at + self.operator_length(match[0]))
        else:
            self.take(query, at + 1)
        return None

    def number_end(self, text, at):
        """The longest of the number rules, also those that end in junk or fail."""
        ends = [match.end() for pattern in _NUMBERS if (match := pattern.match(text, at))]
        longest = max(ends, default=at + 1)
        dots = _NUMBER_DOTS.match(text, at)
        # {decimalfail}: 1..10 is 1, two dots, 10.
        return dots.end() - 2 if dots and dots.end() > longest else longest

    @staticmethod
    def operator_length(operator):
        for start in ("/*", "--"):
            if start in operator:
                operator = operator[: operator.index(start)]
        if len(operator) > 1 and operator[-1] in "+-" and not set(operator[:-1]) & set("~!@#^&|`?%"):
            operator = operator[0] + operator[1:].rstrip("+-")
        return len(operator)

    def note_identifier(self, word):
        """Counts BEGIN ... END in CREATE [OR REPLACE] FUNCTION or PROCEDURE, whose semicolons end nothing."""
        word = word.lower()
        if self.identifier_count == 0:
            self.identifiers = [""] * 4
        if word in ("create", "function", "procedure", "or", "replace") and self.identifier_count < 4:
            self.identifiers[self.identifier_count] = word[0]
        self.identifier_count += 1
        head = "".join(mark or " " for mark in self.identifiers)
        if self.parentheses == 0 and re.match(r"c(?:[fp]|or[fp])", head):
            if word == "begin" or (word == "case" and self.begins):
                self.begins += 1
            elif word == "end":
                self.begins = max(0, self.begins - 1)

    def variable(self, match, query):
        plain, literal, identifier, tested = match.groups()
        name = plain or literal or identifier or tested
        known = self.substitutes and name in self.variables
        buffer = self.buffers[-1]
        if tested:
            query.append("TRUE" if known else "FALSE")
            buffer[1] = match.end()
        elif not known or (plain and any(name == source for _, _, source in self.buffers)):
            self.take(query, match.end())
        elif plain:
            buffer[1] = match.end()
            self.substituted += 1
            self.buffers.append([self.variables[name], 0, name])
        else:
            query.append(self.variables.quoted(name, "'" if literal else '"'))
            self.substituted += 1
            buffer[1] = match.end()
