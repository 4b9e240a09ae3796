// A file for psql, cut into statements, meta-commands and the data of COPY.

/// A script in pieces. All ranges are bytes of the script.
public struct Script: Sendable, Equatable {
    /// The statements: from the first token, comments before it left out, up to and without the semicolon.
    public internal(set) var statements: [SourceRange] = []
    /// What is for psql itself: meta-commands, from the backslash to the end of the line, and its own variables, such as
    /// `:LAST_ERROR_MESSAGE`.
    ///
    /// They can run anything: `\i`, `\gexec`, `\!`; `\\` inside of one lets SQL follow on its line; a variable's value is
    /// SQL. Only what `isDumpGuard` accepts may be passed over.
    public internal(set) var metaCommands: [SourceRange] = []
    /// The lines that `COPY ... FROM STDIN` reads, without the closing `\.`.
    public internal(set) var copyData: [SourceRange] = []

    /// Whether a meta-command is one of the two that pg_dump itself prints around a dump, `\restrict KEY` and
    /// `\unrestrict KEY`, which do nothing but forbid other meta-commands.
    public static func isDumpGuard(_ range: SourceRange, in bytes: [UInt8]) -> Bool {
        let line = bytes[min(range.start, bytes.count)..<min(range.end, bytes.count)]
        let words = line.split(whereSeparator: \.isSpace)
        guard words.count == 2, words[0].elementsEqual("\\restrict".utf8) || words[0].elementsEqual("\\unrestrict".utf8)
        else { return false }
        return words[1].allSatisfy { $0.isDigit || ($0.isIdentifierStart && $0 < 0x80 && $0 != UInt8(ascii: "_")) }
    }
}

/// Cuts a script as psql does when it reads a file: see `StatementEnd`, and mainloop.c.
///
/// Differences from psql 15: variables that the script or the command line would have to set (`:name`) stay as they are;
/// `\;` does not separate, and what contains it is refused by `Lexer`.
public enum ScriptSplitter {
    /// Cuts the script. What is wrong inside of a statement is left to `Lexer`, which gets each statement alone.
    ///
    /// Throws SG2004 for too many bytes, SG2002 for invalid UTF-8, SG2003 for NUL, SG2005 for too many statements, and
    /// SG2009 where psql and the server would read on differently: something follows `COPY ... FROM STDIN;` on its line,
    /// or an `E'...'` string goes on in another line with a backslash.
    public static func split(_ bytes: [UInt8], limits: Limits = .standard) throws(Refusal) -> Script {
        try split(bytes, limits: limits, pieceBytes: bytes.count) { _ in }
    }

    /// Cuts the script and hands on its statements, in order, while the rest is being cut: whenever the script was read
    /// `pieceBytes` further. What `take` throws is thrown on; what it was given before an error stands for nothing.
    static func split(
        _ bytes: [UInt8],
        limits: Limits,
        pieceBytes: Int,
        take: ([SourceRange]) throws(Refusal) -> Void
    ) throws(Refusal) -> Script {
        guard bytes.count <= limits.maxScriptBytes else {
            throw Refusal(.tooManyBytes, "\(bytes.count) bytes are more than the limit of \(limits.maxScriptBytes)")
        }
        let text = bytes.span
        try TextCheck.check(text)
        var splitting = Splitting(limits)
        // psql passes over a byte order mark at the start of a file; anywhere else it is part of a name.
        let hasMark = text.byte(0) == 0xEF && text.byte(1) == 0xBB && text.byte(2) == 0xBF
        var offset = hasMark ? 3 : 0
        var handedOn = 0
        while offset < text.count {
            try splitting.split(text, &offset, atLeastTo: offset + max(1, pieceBytes))
            // A copy: what holds a slice of the array makes all of it be copied when it grows.
            let new = Array(splitting.script.statements[handedOn...])
            if !new.isEmpty { try take(new) }
            handedOn += new.count
        }
        return splitting.script
    }
}

/// The pass over a script.
private struct Splitting {
    private(set) var script = Script()
    private let limits: Limits
    private var rule = StatementEnd()
    private var start: Int?
    private var end = 0
    /// Comments inside of the last lexeme; of no use here.
    private var comments: [Comment] = []

    init(_ limits: Limits) { self.limits = limits }

    /// Reads on from `offset` to the first place between two statements that is not before `least`.
    mutating func split(_ text: Span<UInt8>, _ offset: inout Int, atLeastTo least: Int) throws(Refusal) {
        while offset < text.count {
            if offset >= least, start == nil { return }
            let byte = text[offset]
            if byte.isSpace {
                offset += 1
            } else if byte == UInt8(ascii: "-"), text.byte(offset + 1) == byte {
                offset = Scanner.lineComment(in: text, at: offset)
            } else if byte == UInt8(ascii: "/"), text.byte(offset + 1) == UInt8(ascii: "*") {
                let past = Scanner.blockComment(in: text, at: offset).end
                if past == nil { extend(offset, text.count) }
                offset = past ?? text.count
            } else if byte == UInt8(ascii: "\\") {
                offset = try takeBackslash(text, at: offset)
            } else {
                offset = try takeLexeme(text, at: offset)
            }
        }
        try endStatement()
    }

    private mutating func extend(_ first: Int, _ past: Int) {
        if start == nil { start = first }
        end = past
    }

    private mutating func endStatement() throws(Refusal) {
        if let start { script.statements.append(SourceRange(start, end)) }
        start = nil
        guard script.statements.count + script.metaCommands.count <= limits.maxScriptStatements else {
            throw Refusal(
                .tooManyTokens,
                "more than \(limits.maxScriptStatements) statements",
                at: SourceRange(end, end)
            )
        }
    }

    private mutating func takeLexeme(_ text: Span<UInt8>, at offset: Int) throws(Refusal) -> Int {
        if !comments.isEmpty { comments.removeAll(keepingCapacity: true) }
        let lexeme = Scanner.lexeme(in: text, at: offset, comments: &comments)
        if lexeme.kind == .escapeString, lexeme.flags.isSuperset(of: [.continued, .hasBackslash]) {
            // psql reads its second line as a plain string: `E'a'` newline `'\'; DROP TABLE t; --'` drops the table.
            throw Refusal(
                .lexicalError,
                "psql and the server read this string differently",
                at: SourceRange(offset, lexeme.end),
                hint: "write the string in one part"
            )
        }
        if let variable = Splitting.ownVariable(text, offset, lexeme) { script.metaCommands.append(variable) }
        guard rule.take(text, lexeme.kind, offset, lexeme.end) else {
            extend(offset, lexeme.end)
            return lexeme.end
        }
        try endStatement()
        return rule.copiesFromClient ? try takeCopyData(text, from: lexeme.end) : lexeme.end
    }

    /// The variable of psql's own that begins with the colon at `start`; nil when none does. Their names have no lower case;
    /// any other variable would have to be set.
    private static func ownVariable(_ text: Span<UInt8>, _ start: Int, _ lexeme: Lexeme) -> SourceRange? {
        guard lexeme.kind == .punctuation, text.byte(start) == UInt8(ascii: ":"), text.byte(start + 1) &- 0x41 < 26
        else { return nil }
        var past = start + 1
        while text.byte(past).isTagContinue {
            guard text.byte(past) &- 0x61 >= 26 else { return nil }
            past += 1
        }
        return SourceRange(start, past)
    }

    /// `\;` and `\:` stand for their character; everything else is a meta-command up to the end of the line. `\g` and its
    /// like end the statement before them; with any other the statement goes on, and holds a backslash that `Lexer`
    /// refuses.
    private mutating func takeBackslash(_ text: Span<UInt8>, at offset: Int) throws(Refusal) -> Int {
        let next = text.byte(offset + 1)
        if next == UInt8(ascii: ";") || next == UInt8(ascii: ":") {
            extend(offset, offset + 2)
            if next == UInt8(ascii: ";") { rule.restart() }
            return offset + 2
        }
        var past = offset
        while past < text.count, text[past] != 0x0A { past += 1 }
        if Splitting.sendsStatement(text, offset + 1) {
            rule = StatementEnd()
            try endStatement()
        }
        script.metaCommands.append(SourceRange(offset, past))
        guard start != nil else {
            try endStatement()
            return past
        }
        end = past
        return past
    }

    /// Whether the meta-command's name, at `start`, is one that sends what has been typed so far.
    private static func sendsStatement(_ text: Span<UInt8>, _ start: Int) -> Bool {
        var past = start
        while text.byte(past).isIdentifierContinue { past += 1 }
        return isWord(text, start, past, "g") || isWord(text, start, past, "gx") || isWord(text, start, past, "gset")
            || isWord(text, start, past, "gexec") || isWord(text, start, past, "gdesc")
            || isWord(text, start, past, "crosstabview") || isWord(text, start, past, "watch")
    }

    /// Passes over the data of a COPY, which begins on the line after the semicolon at `start`; returns the offset behind
    /// the closing `\.`, or the text's end where there is none.
    private mutating func takeCopyData(_ text: Span<UInt8>, from start: Int) throws(Refusal) -> Int {
        var offset = start
        while offset < text.count, text[offset] != 0x0A {
            if text[offset].isSpace {
                offset += 1
            } else if text[offset] == UInt8(ascii: "-"), text.byte(offset + 1) == UInt8(ascii: "-") {
                offset = Scanner.lineComment(in: text, at: offset)
            } else {
                break
            }
        }
        guard offset == text.count || text[offset] == 0x0A else {
            var past = offset + 1
            while text.byte(past).isContinuation { past += 1 }
            throw Refusal(
                .lexicalError,
                "something follows COPY ... FROM STDIN on its line",
                at: SourceRange(offset, past),
                hint: "begin the data, and the next statement after it, on lines of their own"
            )
        }
        offset = min(offset + 1, text.count)
        let data = offset
        while offset < text.count {
            var past = offset
            while past < text.count, text[past] != 0x0A { past += 1 }
            let length = past > offset && text[past - 1] == 0x0D ? past - offset - 1 : past - offset
            if length == 2, text[offset] == UInt8(ascii: "\\"), text[offset + 1] == UInt8(ascii: ".") {
                script.copyData.append(SourceRange(data, offset))
                return past
            }
            offset = min(past + 1, text.count)
        }
        script.copyData.append(SourceRange(data, offset))
        return offset
    }
}
