// SHA-256, by which each record is chained to the one before it.

import COpenSSL

/// 32 bytes that stand for a content.
public struct Digest: Hashable, Sendable {
    /// The bytes; always 32.
    public let bytes: [UInt8]

    /// The SHA-256 of some bytes; nil when libcrypto does not give it.
    public init?(of content: some Collection<UInt8>) {
        var result = [UInt8](repeating: 0, count: 32)
        let given = Array(content)
        guard SHA256(given, given.count, &result) != nil else { return nil }
        bytes = result
    }

    /// Small hexadecimal digits, 64 of them.
    public var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}
