// SHA-256 as a value: what stands for the content of a line, a value or a statement.

/// 32 bytes that stand for a content.
public struct Digest: Hashable, Sendable {
    /// The bytes.
    public let bytes: SIMD32<UInt8>

    /// Takes the bytes as they are.
    init(bytes: SIMD32<UInt8>) { self.bytes = bytes }

    /// The SHA-256 of some bytes.
    public init(of content: RawSpan) {
        var digest = RunningDigest()
        digest.update(content)
        self = digest.finish()
    }

    /// Reads 64 small hexadecimal digits; nil for anything else.
    public init?(hexadecimal text: RawSpan) {
        guard text.byteCount == 64 else { return nil }
        var result = SIMD32<UInt8>()
        for index in 0..<32 {
            guard let high = Digest.value(ofDigit: text.unsafeLoad(fromByteOffset: 2 * index, as: UInt8.self)),
                let low = Digest.value(ofDigit: text.unsafeLoad(fromByteOffset: 2 * index + 1, as: UInt8.self))
            else { return nil }
            result[index] = high << 4 | low
        }
        bytes = result
    }

    /// Small hexadecimal digits, 64 of them, as `sha256sum` prints them.
    public var hexadecimal: String {
        var text: [UInt8] = []
        for index in 0..<32 { text += [Digest.digit(bytes[index] >> 4), Digest.digit(bytes[index] & 15)] }
        return String(decoding: text, as: UTF8.self)
    }

    /// What stands in the place of a digest where there is nothing before: 32 bytes of zero.
    static let none = Digest(bytes: .zero)

    /// The small hexadecimal digit of a number below 16.
    static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }

    private static func value(ofDigit digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x61...0x66: digit - 0x57
        default: nil
        }
    }
}
