// Eight bytes of a text in one register: where a name, a comment or a plain string goes on, found out for all at once.
//
// "Simd within a register": bit 7 of each byte says something about that byte. The lower seven bits are added to apart
// from it, so that no sum reaches into the next byte.

/// Eight bytes; the first one is the lowest.
struct EightBytes {
    private let word: UInt64
    private static let high: UInt64 = 0x8080_8080_8080_8080
    private static let ones: UInt64 = 0x0101_0101_0101_0101

    /// The bytes from `offset` on; nil where fewer than eight are left.
    @inline(__always)
    init?(_ text: Span<UInt8>, at offset: Int) {
        guard offset >= 0, text.count - offset >= 8 else { return nil }
        word = UInt64(littleEndian: text.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    /// How many of them go on with a name, up to the first one that does not.
    @inline(__always)
    var leadingIdentifierCount: Int {
        let low = word & ~Self.high
        let isLetter = Self.within(low | Self.ones &* 0x20, 0x61, 0x7A)
        let isOther = Self.within(low, 0x30, 0x39) | Self.within(low, 0x5F, 0x5F) | Self.within(low, 0x24, 0x24)
        return Self.leading((word | isLetter | isOther) & Self.high)
    }

    /// How many stand before the first one that is either of two; 8 when none is.
    @inline(__always)
    func count(before one: UInt8, or other: UInt8) -> Int {
        let differs = Self.nonZero(word ^ Self.ones &* UInt64(one)) & Self.nonZero(word ^ Self.ones &* UInt64(other))
        return Self.leading(differs)
    }

    /// The first `count` of them, 1 to 8, as a number whose lowest byte is the last one; letters are in lower case.
    @inline(__always)
    func letters(_ count: Int) -> UInt64 {
        (word.byteSwapped | Self.ones &* 0x20) &>> UInt64(truncatingIfNeeded: 64 - 8 * count)
    }

    /// Which of the bytes, all below 128, are not less than the one and not greater than the other.
    @inline(__always)
    private static func within(_ low: UInt64, _ least: UInt64, _ most: UInt64) -> UInt64 {
        (low &+ ones &* (0x80 - least)) & ~(low &+ ones &* (0x7F - most)) & high
    }

    /// Which of the bytes are not 0.
    @inline(__always)
    private static func nonZero(_ bytes: UInt64) -> UInt64 {
        (((bytes & ~high) &+ ones &* 0x7F) | bytes) & high
    }

    /// How many bytes have their mark, up to the first that has not.
    @inline(__always)
    private static func leading(_ marks: UInt64) -> Int { (~marks & high).trailingZeroBitCount / 8 }
}
