// Takes pieces off the beginning of bytes that have one exact form.

/// Bytes, and how far they were read.
struct ByteReader {
    private let bytes: [UInt8]
    private var offset = 0

    /// How many bytes were taken.
    var taken: Int { offset }

    /// Begins at the first byte.
    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Whether everything was taken.
    var isAtEnd: Bool { offset == bytes.count }

    /// Takes a text; false, and nothing is taken, when something else stands there.
    mutating func take(_ text: String) -> Bool {
        guard bytes[offset...].starts(with: text.utf8) else { return false }
        offset += text.utf8.count
        return true
    }

    /// Takes so many bytes; nil when there are fewer.
    mutating func take(count: Int) -> [UInt8]? {
        guard count <= bytes.count - offset else { return nil }
        defer { offset += count }
        return Array(bytes[offset..<offset + count])
    }

    /// Takes a number without zeros in front; nil when there is none, or one that is too large.
    mutating func number() -> UInt64? {
        let digits = bytes[offset...].prefix { (0x30...0x39).contains($0) }
        guard digits.count == 1 || digits.first != 0x30 else { return nil }
        offset += digits.count
        return UInt64(String(decoding: digits, as: UTF8.self))
    }

    /// Takes 64 small hexadecimal digits.
    mutating func digest() -> Digest? {
        guard let digits = take(count: 64) else { return nil }
        return Digest(hexadecimal: digits.span.bytes)
    }

    /// Takes small letters and hyphens, as many as there are.
    mutating func word() -> String {
        let letters = bytes[offset...].prefix { (0x61...0x7A).contains($0) || $0 == 0x2D }
        offset += letters.count
        return String(decoding: letters, as: UTF8.self)
    }
}
