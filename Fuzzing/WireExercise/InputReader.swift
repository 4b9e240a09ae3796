// Takes an input apart: every sequence of bytes means something.

/// Reads an input from front to back; behind its end stand zeros.
struct InputReader {
    private var left: ArraySlice<UInt8>

    init(_ input: [UInt8]) { left = input[...] }

    var isAtEnd: Bool { left.isEmpty }

    /// The next byte.
    mutating func byte() -> UInt8 { left.popFirst() ?? 0 }

    /// A length of two bytes and so many bytes; fewer when there are not so many.
    mutating func chunk() -> [UInt8] {
        let high = Int(byte())
        let count = min(high << 8 | Int(byte()), left.count)
        defer { left = left.dropFirst(count) }
        return Array(left.prefix(count))
    }

    /// Everything that is left.
    mutating func rest() -> [UInt8] {
        defer { left = [] }
        return Array(left)
    }

    /// Bytes as `chunk` reads them; what is too long for it is cut off.
    static func chunk(_ bytes: [UInt8]) -> [UInt8] {
        let bytes = bytes.prefix(0xFFFF)
        return [UInt8(bytes.count >> 8), UInt8(bytes.count & 0xFF)] + bytes
    }
}
