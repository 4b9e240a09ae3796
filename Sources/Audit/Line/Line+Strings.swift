// Strings in JSON: what would end a line, steer a terminal or hide in a text is escaped; nothing is lost by that.

extension Line {
    /// Appends bytes as a string in quotes. False when they are not UTF-8; then each maximal part of a broken character
    /// stands as U+FFFD.
    mutating func string(_ text: RawSpan) -> Bool {
        put(0x22)
        let isValid = text.withUnsafeBytes { escape($0) }
        put(0x22)
        return isValid
    }

    /// Appends bytes in base64 (RFC 4648, section 4), without quotes.
    mutating func base64(_ content: RawSpan) {
        content.withUnsafeBytes { content in
            var index = 0
            while index < content.count {
                let left = content.count - index
                let triple =
                    UInt32(content[index]) << 16 | UInt32(left > 1 ? content[index + 1] : 0) << 8
                    | UInt32(left > 2 ? content[index + 2] : 0)
                put(Line.base64Digit(triple >> 18))
                put(Line.base64Digit(triple >> 12))
                put(left > 1 ? Line.base64Digit(triple >> 6) : 0x3D)
                put(left > 2 ? Line.base64Digit(triple) : 0x3D)
                index += 3
            }
        }
    }

    private static func base64Digit(_ bits: UInt32) -> UInt8 {
        let value = UInt8(truncatingIfNeeded: bits & 63)
        switch value {
        case 0..<26: return 0x41 + value
        case 26..<52: return 0x61 + value - 26
        case 52..<62: return 0x30 + value - 52
        case 62: return 0x2B
        default: return 0x2F
        }
    }

    private mutating func escape(_ text: UnsafeRawBufferPointer) -> Bool {
        var isValid = true
        // [start, index) is plain and not yet appended.
        var (start, index) = (0, 0)
        while index < text.count {
            if index + 8 <= text.count,
                Line.isPlain(text.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            {
                index += 8
                continue
            }
            let byte = text[index]
            if byte >= 0x20, byte < 0x7F, byte != 0x22, byte != 0x5C {
                index += 1
                continue
            }
            let (scalar, length) = byte < 0x80 ? (UInt32(byte), 1) : UTF8Scalar.read(text, at: index)
            if let scalar, byte >= 0x80, !Line.isEscaped(scalar) {
                index += length
                continue
            }
            put(UnsafeRawBufferPointer(rebasing: text[start..<index]))
            if let scalar { putEscape(scalar) } else { put("\u{FFFD}") }
            isValid = isValid && scalar != nil
            index += length
            start = index
        }
        put(UnsafeRawBufferPointer(rebasing: text[start...]))
        return isValid
    }

    /// Whether all of eight bytes are printable ASCII other than the quote and the backslash.
    private static func isPlain(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        func hasZero(_ word: UInt64) -> UInt64 { (word &- ones) & ~word }
        let control = (word &- ones &* 0x20) & ~word
        let special = hasZero(word ^ ones &* 0x22) | hasZero(word ^ ones &* 0x5C) | hasZero(word ^ ones &* 0x7F)
        return (word | control | special) & (ones &* 0x80) == 0
    }

    /// Whether a character beyond ASCII is written as an escape: controls, line ends, and what is invisible or turns
    /// the direction of text, so that a line may be shown by any program.
    private static func isEscaped(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x80...0x9F, 0xAD, 0x61C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF0...0xFFFB,
            0xE0000...0xE0FFF:
            true
        default: false
        }
    }

    private mutating func putEscape(_ scalar: UInt32) {
        switch scalar {
        case 0x22: put(#"\""#)
        case 0x5C: put(#"\\"#)
        case 0x08: put(#"\b"#)
        case 0x09: put(#"\t"#)
        case 0x0A: put(#"\n"#)
        case 0x0C: put(#"\f"#)
        case 0x0D: put(#"\r"#)
        case 0x10000...:
            putUnit(0xD800 + (scalar - 0x10000) >> 10)
            putUnit(0xDC00 + (scalar - 0x10000) & 0x3FF)
        default: putUnit(scalar)
        }
    }

    private mutating func putUnit(_ unit: UInt32) {
        put(#"\u"#)
        for place in 0..<4 { put(Digest.digit(UInt8(truncatingIfNeeded: unit >> UInt32(4 * (3 - place)) & 15))) }
    }
}
