"""Makes a statement smaller for as long as it still shows what it was kept for."""

import re

TOKENS = re.compile(
    r"""[EeBbXxNn]'(?:[^'\\]|\\.|'')*' | (?:[Uu]&)?'(?:[^']|'')*' | (?:[Uu]&)?"(?:[^"]|"")*" | \$[A-Za-z_]*\$.*?\$[A-Za-z_]*\$ | \$\d+
    | \d+(?:\.\d+)? | [^\W\d]\w* | ->>|->|\#>>|\#>|\|\||::|<=|>=|<>|!= | \S""", re.X | re.S)  # fmt: skip
# Where a piece that can go often begins or ends.
EDGES = {",", "and", "or", "where", "from", "group", "having", "order", "limit", "offset", "fetch", "for", "union", "intersect", "except", "join",
         "left", "right", "full", "inner", "cross", "natural", "on", "using", "filter", "over", "when", "else", "with", "as", "window", "distinct",
         "returning", "all", "tablesample", "collate", "desc", "asc", "nulls", "::", "||", "+", "-", "=", ")", ";", "lateral", "select"}  # fmt: skip


def spelled(tokens):
    """Tokens as text."""
    text = " ".join(tokens)
    return re.sub(r"\s*(\.|::)\s*", r"\1", re.sub(r"\( ", "(", re.sub(r" ([),])", r"\1", text)))


def ranges(tokens):
    """(start, end) of the pieces that could go, the longest first: their parentheses are in pairs."""
    found = []
    for start in range(len(tokens)):
        depth = 0
        for end in range(start, len(tokens)):
            word = tokens[end]
            depth += (word in ("(", "[")) - (word in (")", "]"))
            if depth < 0:
                break
            last = end + 1 == len(tokens)
            if depth == 0 and (last or end - start < 2 or tokens[end + 1].lower() in EDGES):
                found.append((end + 1 - start, start, end + 1))
    found.sort(key=lambda one: (-one[0], one[1]))
    return [(start, end) for _, start, end in found]


def smaller(tokens):
    """Shorter versions of a statement, the shortest first."""
    closing, stack = {}, []
    for place, word in enumerate(tokens):
        if word == "(":
            stack.append(place)
        elif word == ")" and stack:
            closing[stack.pop()] = place
    groups = sorted(closing.items(), key=lambda one: one[0] - one[1])
    for start, end in groups:
        inside = tokens[start + 1 : end]
        if inside and inside[0].lower() in ("select", "with", "values", "table"):
            yield inside
    for start, end in ranges(tokens):
        if end - start < len(tokens):
            yield tokens[:start] + tokens[end:]
    for start, end in groups:
        if end - start > 2:
            yield tokens[:start] + ["NULL"] + tokens[end + 1 :]
            yield tokens[:start] + tokens[start + 1 : end] + tokens[end + 1 :]


def minimise(text, still, most=500):
    """The smallest statement found with at most `most` questions for which `still` holds; `text` is one of them."""
    tokens, asked = TOKENS.findall(text), 0
    if not still(spelled(tokens)):
        return text
    again = True
    while again and asked < most:
        again = False
        for candidate in smaller(tokens):
            if asked >= most:
                break
            asked += 1
            if still(spelled(candidate)):
                tokens, again = candidate, True
                break
    return spelled(tokens)
