"""Blanks comments and string contents out of Swift source, so that rules about code look at code alone."""


class Unreadable(Exception):
    """The text is not Swift as this reader knows it; `line` counts from 1."""

    def __init__(self, line, message):
        super().__init__(message)
        self.line = line


def code_only(text):
    """Returns `text` with every character of comments and string literals replaced by a space, newlines kept.

    Code inside an interpolation stays. Offsets and line numbers are those of `text`.
    Raises Unreadable for a literal or comment without an end: an unknown text must not pass for a clean one.
    A regex literal (`/.../`) is not known to this reader; write `Regex` or `#/.../#` without quotes instead.
    """
    reader = _Reader(text)
    reader.code(inside_interpolation=False)
    return "".join(reader.out)


class _Reader:
    def __init__(self, text):
        self.text = text
        self.at = 0
        self.out = []

    def fail(self, start, message):
        raise Unreadable(self.text.count("\n", 0, start) + 1, message)

    def blank(self, count):
        piece = self.text[self.at : self.at + count]
        self.out.append("".join("\n" if c == "\n" else " " for c in piece))
        self.at += count

    def keep(self, count):
        self.out.append(self.text[self.at : self.at + count])
        self.at += count

    def code(self, inside_interpolation):
        depth = 0
        while self.at < len(self.text):
            here = self.text[self.at]
            if self.text.startswith("//", self.at):
                end = self.text.find("\n", self.at)
                self.blank((len(self.text) if end < 0 else end) - self.at)
            elif self.text.startswith("/*", self.at):
                self.block_comment()
            elif here == '"':
                self.string(0)
            elif here == "#":
                self.number_sign()
            elif here == "(":
                depth += 1
                self.keep(1)
            elif here == ")":
                if depth == 0 and inside_interpolation:
                    return
                depth -= 1
                self.keep(1)
            else:
                self.keep(1)

    def number_sign(self):
        """One or more `#`: a raw string when a quote follows them, else something like `#if`."""
        end = self.at
        while end < len(self.text) and self.text[end] == "#":
            end += 1
        count = end - self.at
        if self.text.startswith('"', end):
            self.blank(count)
            self.string(count)
        else:
            self.keep(count)

    def block_comment(self):
        start, depth = self.at, 0
        while self.at < len(self.text):
            if self.text.startswith("/*", self.at):
                depth += 1
                self.blank(2)
            elif self.text.startswith("*/", self.at):
                depth -= 1
                self.blank(2)
                if depth == 0:
                    return
            else:
                self.blank(1)
        self.fail(start, "a comment without an end")

    def string(self, signs):
        """A literal whose opening quote is here, with `signs` number signs around it."""
        start = self.at
        multiline = self.text.startswith('"""', self.at)
        quote = '"""' if multiline else '"'
        closing = quote + "#" * signs
        escape = "\\" + "#" * signs
        self.blank(len(quote))
        while self.at < len(self.text):
            if self.text.startswith(closing, self.at):
                self.blank(len(closing))
                return
            if self.text.startswith(escape, self.at):
                self.blank(len(escape))
                if self.text.startswith("(", self.at):
                    self.keep(1)
                    self.code(inside_interpolation=True)
                    if self.at >= len(self.text):
                        break
                self.blank(1)
            elif self.text[self.at] == "\n" and not multiline:
                break
            else:
                self.blank(1)
        self.fail(start, "a string without an end")
