// The whole text at once: checks, tokens, comments and bounds, in one pass.

/// sqlguard's own lexer, which stands before libpg_query and reads text as a PostgreSQL 15 server does.
public enum Lexer {
    /// Reads one message's text, or one statement of a script.
    ///
    /// Throws SG2004 for too many bytes, SG2002 for invalid UTF-8 and SG2003 for NUL before anything else; then whatever
    /// comes first of SG2005 (tokens), SG2006 (depth), SG2007 (repeated assignment sources), SG2008 (comment nesting)
    /// and SG2009 (no token, or an end that is missing).
    public static func lex(_ bytes: [UInt8], limits: Limits = .standard) throws(Refusal) -> LexedText {
        guard bytes.count <= limits.maxBytes else {
            throw Refusal(.tooManyBytes, "\(bytes.count) bytes are more than the limit of \(limits.maxBytes)")
        }
        try TextCheck.check(bytes.span)
        var reading = Reading(limits, expecting: bytes.count)
        try reading.read(bytes.span)
        return LexedText(bytes, reading.tokens, reading.comments, reading.nesting)
    }
}

/// The pass over a text.
private struct Reading {
    private(set) var tokens: [Token] = []
    private(set) var comments: [Comment] = []
    private(set) var nesting: Nesting
    private let limits: Limits
    /// Whether a line ended since the last token, inside of comments too.
    private var sawNewline = false

    init(_ limits: Limits, expecting bytes: Int) {
        self.limits = limits
        nesting = Nesting(limits)
        tokens.reserveCapacity(min(bytes / 4 + 8, limits.maxTokens))
    }

    mutating func read(_ text: Span<UInt8>) throws(Refusal) {
        var offset = try skipGap(text, from: 0)
        while offset < text.count {
            offset = try takeToken(text, at: offset)
            offset = try skipGap(text, from: offset)
        }
    }

    /// Skips white space and comments, which are noted.
    private mutating func skipGap(_ text: Span<UInt8>, from start: Int) throws(Refusal) -> Int {
        var offset = start
        sawNewline = false
        while offset < text.count {
            let byte = text[offset]
            if byte.isSpace {
                sawNewline = sawNewline || byte.isNewline
                offset += 1
            } else if byte == UInt8(ascii: "-"), text.byte(offset + 1) == byte {
                let end = Scanner.lineComment(in: text, at: offset)
                comments.append(Comment(kind: .line, range: SourceRange(offset, end)))
                offset = end
            } else if byte == UInt8(ascii: "/"), text.byte(offset + 1) == UInt8(ascii: "*") {
                offset = try takeBlockComment(text, at: offset)
            } else {
                break
            }
        }
        return offset
    }

    private mutating func takeBlockComment(_ text: Span<UInt8>, at start: Int) throws(Refusal) -> Int {
        let (end, nesting) = Scanner.blockComment(in: text, at: start)
        guard let end else { throw fault(.unterminatedComment, start, text.count) }
        guard nesting <= limits.maxCommentNesting else {
            throw Refusal(
                .commentNesting,
                "comments nest \(nesting) deep, the limit is \(limits.maxCommentNesting)",
                at: SourceRange(start, end)
            )
        }
        sawNewline = sawNewline || (start..<end).contains { text[$0].isNewline }
        comments.append(Comment(kind: .block, range: SourceRange(start, end)))
        return end
    }

    /// Takes the token at `start`, with its UESCAPE clause; returns the offset behind it.
    private mutating func takeToken(_ text: Span<UInt8>, at start: Int) throws(Refusal) -> Int {
        let lexeme = Scanner.lexeme(in: text, at: start, comments: &comments)
        if let found = lexeme.fault { throw fault(found, start, lexeme.end) }
        if sawNewline, text[start] == UInt8(ascii: "'") { try refuseSeparatedStrings(text, at: start) }
        let word = lexeme.kind == .identifier ? Word(text, start, lexeme.end) : .other
        if word == .other, lexeme.kind == .identifier, let last = tokens.last, !last.flags.contains(.hasUescape),
            last.kind == .unicodeString || last.kind == .unicodeIdentifier, isWord(text, start, lexeme.end, "uescape")
        {
            return try takeUescape(text, after: last, from: lexeme.end)
        }
        guard tokens.count < limits.maxTokens else {
            throw Refusal(
                .tooManyTokens,
                "more than \(limits.maxTokens) tokens",
                at: SourceRange(start, lexeme.end),
                hint: "send large lists in several statements, or with COPY"
            )
        }
        if let excess = nesting.take(lexeme.kind, text[start], word) {
            throw excessive(excess, SourceRange(start, lexeme.end))
        }
        tokens.append(Token(lexeme.kind, start, lexeme.end, flags: lexeme.flags))
        return lexeme.end
    }

    /// Joins the UESCAPE clause whose keyword ends at `keywordEnd` to the token before it, as base_yylex (parser.c) does.
    private mutating func takeUescape(
        _ text: Span<UInt8>,
        after token: Token,
        from keywordEnd: Int
    ) throws(Refusal) -> Int {
        let start = try skipGap(text, from: keywordEnd)
        guard start < text.count else { throw Reading.noEscapeCharacter(keywordEnd, keywordEnd) }
        let lexeme = Scanner.lexeme(in: text, at: start, comments: &comments)
        if let found = lexeme.fault { throw fault(found, start, lexeme.end) }
        switch lexeme.kind {
        case .string, .escapeString, .dollarString: break
        case .identifier, .quotedIdentifier, .unicodeIdentifier, .unicodeString, .nationalString, .bitString,
            .hexString, .integer, .decimal, .parameter, .operator, .typecast, .dotDot, .colonEquals, .equalsGreater,
            .punctuation:
            throw Reading.noEscapeCharacter(start, lexeme.end)
        }
        tokens.removeLast()
        tokens.append(Token(token.kind, token.start, lexeme.end, flags: token.flags.union(.hasUescape)))
        return lexeme.end
    }

    /// Refuses two strings on different lines with a block comment between them.
    ///
    /// They are two strings; without the comment they would be one, and it is the text without comments that is parsed
    /// and sent. PostgreSQL's grammar knows no place for two strings in a row but the options of DO.
    private func refuseSeparatedStrings(_ text: Span<UInt8>, at start: Int) throws(Refusal) {
        guard let last = tokens.last, text.byte(last.end - 1) == UInt8(ascii: "'") else { return }
        throw Refusal(
            .lexicalError,
            "two strings in a row with a comment between them",
            at: SourceRange(last.start, start + 1)
        )
    }

    private func excessive(_ excess: Nesting.Excess, _ range: SourceRange) -> Refusal {
        switch excess {
        case .depth:
            Refusal(
                .tooDeep,
                "the statement nests or chains deeper than \(limits.maxDepth) tokens",
                at: range,
                hint: "write long chains of operators, UNION or joins in smaller statements"
            )
        case .repetition:
            Refusal(
                .assignmentExpansion,
                "`SET (columns) = source` repeats its source once per column, too often here",
                at: range,
                hint: "assign the columns one by one"
            )
        }
    }

    private func fault(_ fault: LexicalFault, _ start: Int, _ end: Int) -> Refusal {
        Refusal(.lexicalError, fault.message, at: SourceRange(start, end))
    }

    private static func noEscapeCharacter(_ start: Int, _ end: Int) -> Refusal {
        Refusal(.lexicalError, "UESCAPE must be followed by a simple string literal", at: SourceRange(start, end))
    }
}
