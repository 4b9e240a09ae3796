// One character of UTF-8, as the Unicode standard defines it: no overlong forms, no surrogates, nothing over U+10FFFF.

enum UTF8Scalar {
    /// The character at a place, which must hold a byte of 0x80 or more, and how many bytes it takes; without a
    /// character, how many bytes are the maximal part of one (Unicode, section 3.9), at least one.
    static func read(_ text: UnsafeRawBufferPointer, at start: Int) -> (scalar: UInt32?, length: Int) {
        let first = text[start]
        let (bits, count, low, high): (UInt32, Int, UInt8, UInt8) =
            switch first {
            case 0xC2...0xDF: (UInt32(first & 0x1F), 1, 0x80, 0xBF)
            case 0xE0: (0, 2, 0xA0, 0xBF)
            case 0xED: (0xD, 2, 0x80, 0x9F)
            case 0xE1...0xEF: (UInt32(first & 0xF), 2, 0x80, 0xBF)
            case 0xF0: (0, 3, 0x90, 0xBF)
            case 0xF1...0xF3: (UInt32(first & 7), 3, 0x80, 0xBF)
            case 0xF4: (4, 3, 0x80, 0x8F)
            default: (0, 0, 0, 0)
            }
        guard count > 0 else { return (nil, 1) }
        var scalar = bits
        for offset in 1...count {
            guard start + offset < text.count else { return (nil, offset) }
            let byte = text[start + offset]
            guard byte >= (offset == 1 ? low : 0x80), byte <= (offset == 1 ? high : 0xBF) else { return (nil, offset) }
            scalar = scalar << 6 | UInt32(byte & 0x3F)
        }
        return (scalar, count + 1)
    }
}
