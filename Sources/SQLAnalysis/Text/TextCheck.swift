// What a text must be before anything looks at its tokens: UTF-8 without NUL.

/// The check of a text's bytes.
enum TextCheck {
    /// Throws SG2002 at the first byte that is not well-formed UTF-8 (Unicode 15, table 3-7), SG2003 at the first NUL;
    /// of both, what comes first.
    static func check(_ text: Span<UInt8>) throws(Refusal) {
        var offset = 0
        while offset < text.count {
            offset = plainEnd(text, from: offset)
            guard offset < text.count else { return }
            let byte = text[offset]
            if byte &- 1 < 0x7F {
                offset += 1
                continue
            }
            guard byte != 0 else {
                throw Refusal(.embeddedNUL, "byte \(offset) is NUL", at: SourceRange(offset, offset + 1))
            }
            let length = sequenceLength(text, offset)
            guard length > 0 else {
                throw Refusal(
                    .invalidUTF8,
                    "byte \(offset) does not begin a well-formed UTF-8 sequence",
                    at: SourceRange(offset, offset + 1)
                )
            }
            offset += length
        }
    }

    /// Passes over whole words of eight ASCII bytes other than NUL.
    private static func plainEnd(_ text: Span<UInt8>, from start: Int) -> Int {
        let bytes = text.bytes
        let high: UInt64 = 0x8080_8080_8080_8080
        var offset = start
        while offset + 8 <= bytes.byteCount {
            let word = bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
            // With no high bit set, subtracting 1 from each byte sets one in a byte that is 0 and in none before it.
            guard (word | (word &- 0x0101_0101_0101_0101)) & high == 0 else { return offset }
            offset += 8
        }
        return offset
    }

    /// The length of the well-formed sequence of 2 to 4 bytes at `offset`; 0 when there is none.
    private static func sequenceLength(_ text: Span<UInt8>, _ offset: Int) -> Int {
        func continues(_ distance: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
            range.contains(text.byte(offset + distance))
        }
        switch text.byte(offset) {
        case 0xC2...0xDF: return continues(1) ? 2 : 0
        case 0xE0: return continues(1, 0xA0...0xBF) && continues(2) ? 3 : 0
        case 0xED: return continues(1, 0x80...0x9F) && continues(2) ? 3 : 0
        case 0xE1...0xEF: return continues(1) && continues(2) ? 3 : 0
        case 0xF0: return continues(1, 0x90...0xBF) && continues(2) && continues(3) ? 4 : 0
        case 0xF1...0xF3: return continues(1) && continues(2) && continues(3) ? 4 : 0
        case 0xF4: return continues(1, 0x80...0x8F) && continues(2) && continues(3) ? 4 : 0
        default: return 0  // lint: continuation bytes, overlong forms, beyond U+10FFFF
        }
    }
}
