// Explanations of the codes 2xxx: the text could not be read, or not completely.

extension Explanation {
    static let syntaxError = Explanation(
        "syntax error",
        what: "PostgreSQL's grammar does not accept the text. The message is PostgreSQL's own.",
        why: "A text that does not parse has no meaning to judge. One statement that does not parse refuses the whole "
            + "text, as the server would refuse it.",
        instead: "Correct the text at the place that is shown. If your server accepts it, its major version is newer "
            + "than the grammar that `sqlguard --version` names.",
        example: "SELEC 1"
    )
    static let invalidUTF8 = Explanation(
        "invalid UTF-8",
        what: "The text holds bytes that are not UTF-8.",
        why: "In another encoding a backslash or a quote may be half of a character, so the parser and the server "
            + "could disagree on where a string ends, and with it on what the statement does.",
        instead: "Save the file as UTF-8, and let clients connect with client_encoding = 'UTF8'. Bytes that are data "
            + "belong into bytea literals such as '\\xff' or into parameters."
    )
    static let embeddedNUL = Explanation(
        "embedded NUL",
        what: "The text holds a byte of value zero.",
        why: "For the server the text ends there; whatever follows would be judged and never run, or the reverse.",
        instead: "Remove the byte. PostgreSQL's text types cannot store it either; use bytea for binary data."
    )
    static let tooManyBytes = Explanation(
        "too many bytes",
        what: "The text is longer than the configured limit.",
        why: "Time and memory for reading a statement grow with its length; a limit keeps one client from taking them "
            + "from all others.",
        instead:
            "Load bulk data with COPY or with parameters instead of literals, split the script, or raise the limit "
            + "in the configuration."
    )
    static let tooManyTokens = Explanation(
        "too many tokens",
        what: "The text has more words, numbers, strings and operators than the configured limit, or it does too "
            + "much at once: names a thousand columns beside a thousand tables, or acts on 30,000 objects.",
        why: "The parse tree grows with each of them; a short text of many tokens can cost much more than a long one.",
        instead: "Pass long lists as an array parameter, as in `id = ANY($1)`, load rows with COPY, or raise the limit."
    )
    static let tooDeep = Explanation(
        "nested too deeply",
        what: "The text nests, or chains operators such as `1+1+1...`, further than the parser's stack is known to "
            + "carry.",
        why: "PostgreSQL's parser as a library has no stack check of its own: a text that is too deep would end the "
            + "process instead of failing.",
        instead: "Use AND and OR lists, IN lists, arrays or VALUES instead of long chains of one operator, and WITH "
            + "instead of nested sub-selects."
    )
    static let assignmentExpansion = Explanation(
        "SET (...) = (...) expands too far",
        what: "An UPDATE assigns many columns at once from one sub-select, or does so inside of such a sub-select.",
        why: "The parser's output holds the sub-select once for every column. Nested, a text of 900 bytes becomes a "
            + "tree of many megabytes.",
        instead: "Join the sub-select in FROM and assign each column by itself: `SET a = s.a, b = s.b FROM (...) s`."
    )
    static let commentNesting = Explanation(
        "comments nested too deeply",
        what: "Block comments stand inside each other more levels deep than the limit.",
        why: "PostgreSQL's lexer takes time that grows with the square of the nesting.",
        instead: "Remove the nested comments; no known tool writes more than a few levels."
    )
    static let lexicalError = Explanation(
        "not a token of SQL",
        what: "A string, a quoted name, a dollar quote or a comment is not closed, an escape in it is not valid, or a "
            + "character stands where SQL has no use for it.",
        why: "As long as it is not known where a string ends, nothing after it can be judged.",
        instead: "Close the string or the comment at the place that is shown. A quote inside of a string is doubled: "
            + "'it''s'.",
        example: "SELECT 'it''s"
    )
    static let emptyText = Explanation(
        "no statement",
        what: "The text holds no statement, only space, comments or semicolons.",
        why: "Nothing would run. An empty answer could be taken for a permission.",
        instead: "Give the statement as the argument, in a file with -f, or on standard input.",
        example: "-- nothing but a comment"
    )
    static let parserFailed = Explanation(
        "the parser failed",
        what: "PostgreSQL's parser ended without a tree and without a syntax error, or with a tree that contradicts "
            + "itself: it ran out of memory or of an internal limit.",
        why: "A tree that is not whole must not be judged.",
        instead: "Make the statement smaller or flatter. If it is an ordinary statement, this is a defect of sqlguard: "
            + "please report it."
    )
    static let metaCommand = Explanation(
        "a command of psql, not SQL",
        what: "A line starts with a backslash, such as `\\d` or `\\copy`. psql itself carries such commands out; the "
            + "server never sees them.",
        why: "They may run programs, read files, connect elsewhere or include other scripts, none of which can be seen "
            + "from the file.",
        instead:
            "Keep SQL in the file and the psql commands in the script that calls it; `\\copy` becomes COPY ... FROM "
            + "STDIN.",
        example: "\\d customer"
    )
    static let unknownNode = Explanation(
        "a construct that is not analysed",
        what: "The statement is valid SQL and contains a construct that sqlguard does not analyse, or not there.",
        why: "What is not analysed could read or write anything, so it is refused, never skipped.",
        instead: "Write the statement without the construct that the message names. The cases in corpus/refused/ are "
            + "the list of what is known to be missing."
    )
    static let unreadField = Explanation(
        "a detail that is not analysed",
        what: "The statement is valid SQL, and one part of a construct, which the message names, is not analysed.",
        why: "Every part of the parse tree is read or the statement is refused: a clause that is skipped is a clause "
            + "through which data leaves.",
        instead: "Leave that clause out, or say the same in another way."
    )
    static let missingField = Explanation(
        "an incomplete parse tree",
        what: "The parse tree lacks a part that its construct always has.",
        why: "The tree is not the one that was expected, so conclusions from it would be guesses.",
        instead: "This is a defect of sqlguard or a grammar that it was not made for: please report the statement."
    )
    static let emptyNode = Explanation(
        "an empty parse tree node",
        what: "The parser left a place of the tree empty where something was written in the text.",
        why: "libpg_query drops what it does not know into an empty node with a mere warning; the statement would be "
            + "judged without it.",
        instead: "Write the statement without the newer syntax, and please report it."
    )
    static let unknownConstant = Explanation(
        "an unknown variant of a construct",
        what: "A construct is known, and the variant of it in this statement is not.",
        why: "A variant may do something else altogether, as DROP differs from ADD in ALTER TABLE.",
        instead: "Write the statement without that variant, and please report it."
    )
    static let unsupportedConstruct = Explanation(
        "understood, and not supported",
        what: "sqlguard knows what this construct does and has no way to judge it.",
        why: "It is refused honestly instead of being judged by half of what it does.",
        instead: "Follow the hint beside the message; where there is none, write the statement without the construct."
    )
    static let pinnedSetting = Explanation(
        "a setting that reading SQL depends on",
        what: "The statement changes a setting on which the meaning of SQL text depends, such as "
            + "standard_conforming_strings or client_encoding.",
        why:
            "After `SET standard_conforming_strings = off` the server reads 'a\\' as an open string and the parser as a "
            + "closed one: whatever follows could be hidden from the judgement.",
        instead: "Leave the setting as it is. Old code that needs backslash escapes writes them as E'...'.",
        example: "SET standard_conforming_strings = off"
    )
}
