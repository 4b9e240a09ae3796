// PostgreSQL's lexical rules (scan.l of 15, standard_conforming_strings = on), one lexeme at a time.
//
// flex takes the longest match of all rules; each function says which rules it stands for. UESCAPE clauses are joined by
// the caller, as base_yylex (parser.c) does. Every function is linear in what it consumes.

/// The rules.
enum Scanner {
    /// The lexeme that begins at `start`, which must lie inside the text and be neither white space nor the start of a
    /// comment. Comments between the parts of a continued string are added to `comments`.
    static func lexeme(in text: Span<UInt8>, at start: Int, comments: inout [Comment]) -> Lexeme {
        let first = text.byte(start)
        if first.isIdentifierStart { return word(in: text, at: start, comments: &comments) }
        if first.isDigit { return number(in: text, at: start) }
        if first.isOperatorCharacter { return operatorRun(in: text, at: start) }
        let second = text.byte(start + 1)
        switch first {
        case UInt8(ascii: "'"):
            return string(in: text, contentAt: start + 1, .plain, comments: &comments)
        case UInt8(ascii: "\""):
            return quotedIdentifier(in: text, contentAt: start + 1, .quotedIdentifier)
        case UInt8(ascii: "$"):
            return dollar(in: text, at: start)
        case UInt8(ascii: "."):
            if second.isDigit { return number(in: text, at: start) }
            return second == first ? Lexeme(kind: .dotDot, end: start + 2) : Lexeme(kind: .punctuation, end: start + 1)
        case UInt8(ascii: ":"):
            if second == first { return Lexeme(kind: .typecast, end: start + 2) }
            let assigns = second == UInt8(ascii: "=")
            return Lexeme(kind: assigns ? .colonEquals : .punctuation, end: start + (assigns ? 2 : 1))
        default:  // lint: bytes without a rule of their own
            if first.isSelfToken { return Lexeme(kind: .punctuation, end: start + 1) }
            return Lexeme(kind: .punctuation, end: start + 1, fault: .unexpectedCharacter)
        }
    }

    /// The offset behind the block comment that begins at `start`, and how deep comments nest in it (1 for a plain one);
    /// nil for the offset when it has no end. Rules: `xcstart` and the state `xc`.
    static func blockComment(in text: Span<UInt8>, at start: Int) -> (end: Int?, nesting: Int) {
        var offset = start + 2
        var depth = 1
        var deepest = 1
        while offset < text.count {
            let byte = text[offset]
            if byte == UInt8(ascii: "*"), text.byte(offset + 1) == UInt8(ascii: "/") {
                offset += 2
                depth -= 1
                if depth == 0 { return (offset, deepest) }
            } else if byte == UInt8(ascii: "/"), text.byte(offset + 1) == UInt8(ascii: "*") {
                offset += 2
                depth += 1
                deepest = max(deepest, depth)
            } else {
                offset += 1
            }
        }
        return (nil, deepest)
    }

    /// The offset of the line's end, or of the text's, for a comment that begins with `--` at `start`. Rule: `comment`.
    static func lineComment(in text: Span<UInt8>, at start: Int) -> Int {
        var offset = start
        while let bytes = EightBytes(text, at: offset) {
            let count = bytes.count(before: 0x0A, or: 0x0D)
            offset += count
            if count < 8 { return offset }
        }
        while offset < text.count, !text[offset].isNewline { offset += 1 }
        return offset
    }

    /// Rules: `identifier`, `xbstart`, `xhstart`, `xnstart`, `xestart`, `xusstart`, `xuistart`, `xufailed`.
    private static func word(in text: Span<UInt8>, at start: Int, comments: inout [Comment]) -> Lexeme {
        let quoting: Quoting
        let content: Int
        let second = text.byte(start + 1)
        if second == UInt8(ascii: "'"), let found = Quoting(prefix: text.byte(start)) {
            (quoting, content) = (found, start + 2)
        } else if second == UInt8(ascii: "&"), text.byte(start) | 0x20 == UInt8(ascii: "u"),
            text.byte(start + 2) == UInt8(ascii: "'")
        {
            (quoting, content) = (.unicode, start + 3)
        } else if second == UInt8(ascii: "&"), text.byte(start) | 0x20 == UInt8(ascii: "u"),
            text.byte(start + 2) == UInt8(ascii: "\"")
        {
            return quotedIdentifier(in: text, contentAt: start + 3, .unicodeIdentifier)
        } else {
            return Lexeme(kind: .identifier, end: identifierEnd(in: text, at: start))
        }
        return string(in: text, contentAt: content, quoting, comments: &comments)
    }

    /// The offset behind the name that begins at `start`; `start` itself when none does.
    static func identifierEnd(in text: Span<UInt8>, at start: Int) -> Int {
        guard text.byte(start).isIdentifierStart else { return start }
        var offset = start + 1
        while let bytes = EightBytes(text, at: offset) {
            let count = bytes.leadingIdentifierCount
            offset += count
            if count < 8 { return offset }
        }
        while offset < text.count, text[offset].isIdentifierContinue { offset += 1 }
        return offset
    }

    /// Rules: `operator`, `self`, and the two-character tokens that `operator` covers too.
    private static func operatorRun(in text: Span<UInt8>, at start: Int) -> Lexeme {
        var end = start
        var maySign = false
        while end < text.count, text[end].isOperatorCharacter {
            let byte = text[end]
            let next = text.byte(end + 1)
            if byte == UInt8(ascii: "-"), next == byte { break }
            if byte == UInt8(ascii: "/"), next == UInt8(ascii: "*") { break }
            end += 1
        }
        guard end - start < longestOperator else {
            return Lexeme(kind: .operator, end: end, fault: .operatorTooLong)
        }
        let last = end - 1
        if last > start, isSign(text[last]) {
            for offset in start..<last where text[offset].letsOperatorEndInSign { maySign = true }
            if !maySign {
                while end > start + 1, isSign(text[end - 1]) { end -= 1 }
            }
        }
        if end == start + 1 {
            return Lexeme(kind: text[start].isSelfToken ? .punctuation : .operator, end: end)
        }
        let isArrow = end == start + 2 && text[start] == UInt8(ascii: "=") && text[start + 1] == UInt8(ascii: ">")
        return Lexeme(kind: isArrow ? .equalsGreater : .operator, end: end)
    }

    private static func isSign(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") }

    /// PostgreSQL's NAMEDATALEN: an operator must be shorter.
    static let longestOperator = 64
}
