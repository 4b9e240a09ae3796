// Keywords as the bounds and the splitter need them: ASCII letters in either case, never quoted.

/// The keywords that decide how deep a parse tree gets.
enum Word: UInt8, Sendable {
    case and, or, between, `case`, when, then, `else`, end, set, join
    /// UNION, INTERSECT or EXCEPT.
    case setOperation
    /// Everything else.
    case other

    /// The keyword that stands at `start` up to and without `end`.
    init(_ text: Span<UInt8>, _ start: Int, _ end: Int) {
        guard end - start >= 2, end - start <= 9 else {
            self = .other
            return
        }
        var letters: UInt64 = 0
        if let bytes = EightBytes(text, at: start) {
            letters = bytes.letters(min(8, end - start))
        } else {
            for offset in start..<min(end, start + 8) { letters = letters << 8 | UInt64(text[offset] | 0x20) }
        }
        switch letters {
        case 0x616E_64: self = .and
        case 0x6F72: self = .or
        case 0x6265_7477_6565_6E: self = .between
        case 0x6361_7365: self = .case
        case 0x7768_656E: self = .when
        case 0x7468_656E: self = .then
        case 0x656C_7365: self = .else
        case 0x656E_64: self = .end
        case 0x7365_74: self = .set
        case 0x6A6F_696E: self = .join
        case 0x756E_696F_6E, 0x6578_6365_7074: self = .setOperation
        case 0x696E_7465_7273_6563 where end == start + 9 && text[start + 8] | 0x20 == UInt8(ascii: "t"):
            self = .setOperation
        default: self = .other  // lint: all other names
        }
    }
}

extension LexedText {
    /// Whether `token` is this keyword, in any case; `word` is ASCII in lower case. A quoted name is never a keyword.
    public func keyword(_ token: Token, equals word: StaticString) -> Bool {
        token.kind == .identifier && isWord(bytes.span, token.start, token.end, word)
    }
}

/// Whether the bytes from `start` up to and without `end` spell `word`, which is ASCII in lower case, in any case.
func isWord(_ text: Span<UInt8>, _ start: Int, _ end: Int, _ word: StaticString) -> Bool {
    guard word.hasPointerRepresentation, word.utf8CodeUnitCount == end - start, end <= text.count else { return false }
    return word.withUTF8Buffer { letters in
        for index in letters.indices {
            let byte = text[start + index]
            let lower = byte &- 0x41 < 26 ? byte | 0x20 : byte
            guard lower == letters[index] else { return false }
        }
        return true
    }
}
