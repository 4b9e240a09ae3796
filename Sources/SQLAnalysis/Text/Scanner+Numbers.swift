// Numbers, and what must not follow them.

extension Scanner {
    /// Rules: `integer`, `decimal`, `decimalfail`, `real`, `realfail`, `integer_junk`, `decimal_junk`, `real_junk`. Begins
    /// with a digit, or with a point before a digit.
    static func number(in text: Span<UInt8>, at start: Int) -> Lexeme {
        var kind = TokenKind.integer
        var offset = digitsEnd(in: text, at: start)
        if text.byte(offset) == UInt8(ascii: "."), offset == start || text.byte(offset + 1) != UInt8(ascii: ".") {
            kind = .decimal
            offset = digitsEnd(in: text, at: offset + 1)
        }
        if text.byte(offset) | 0x20 == UInt8(ascii: "e") {
            let sign = text.byte(offset + 1)
            let signed = sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
            let digits = offset + (signed ? 2 : 1)
            let end = digitsEnd(in: text, at: digits)
            if end > digits {
                kind = .decimal
                offset = end
            } else if signed {
                return Lexeme(kind: .decimal, end: digits, fault: .junkAfterNumber)
            }
        }
        let end = identifierEnd(in: text, at: offset)
        return Lexeme(kind: kind, end: end, fault: end > offset ? .junkAfterNumber : nil)
    }

    private static func digitsEnd(in text: Span<UInt8>, at start: Int) -> Int {
        var offset = start
        while text.byte(offset).isDigit { offset += 1 }
        return offset
    }
}
