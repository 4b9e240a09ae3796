// Type and length: what stands before every message's body.

/// A message's place in some bytes. Its body may go on behind their end.
public struct MessageHeader: Equatable, Sendable {
    /// Type byte and length field.
    public static let byteCount = 5

    /// The type byte.
    public let type: UInt8
    /// The body's first byte.
    public let bodyStart: Int
    /// One past the body's last byte.
    public let end: Int

    /// The body's bytes.
    public var body: Range<Int> { bodyStart..<end }
    /// The whole message's bytes.
    public var range: Range<Int> { (bodyStart - MessageHeader.byteCount)..<end }

    /// Reads the header at an offset; nil when fewer than five bytes are there.
    ///
    /// Throws `invalidLength` for a length that does not count itself, `tooLong` for one above `most`. The sum of offset and
    /// length is made in `Int` from 32 bits, so no length wraps.
    public static func read(_ span: RawSpan, at offset: Int, most: Int) throws(ProtocolViolation) -> MessageHeader? {
        guard offset >= 0, span.byteCount - offset >= byteCount else { return nil }
        let type = span.byte(offset)
        let length = span.unsigned32(offset + 1)
        guard length >= 4 else { throw .invalidLength(type: type, length: length) }
        guard Int(length) <= most else { throw .tooLong(type: type, length: length, most: most) }
        return MessageHeader(type: type, bodyStart: offset + byteCount, end: offset + 1 + Int(length))
    }
}

extension RawSpan {
    /// The byte at an offset that the caller has checked; traps outside of the span.
    func byte(_ offset: Int) -> UInt8 { unsafeLoad(fromByteOffset: offset, as: UInt8.self) }

    /// Four bytes, the most significant first, at an offset that the caller has checked.
    func unsigned32(_ offset: Int) -> UInt32 {
        UInt32(bigEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    /// Two bytes, the most significant first, at an offset that the caller has checked.
    func unsigned16(_ offset: Int) -> UInt16 {
        UInt16(bigEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self))
    }

    /// A copy of some bytes.
    public func copy(_ range: Range<Int>) -> [UInt8] {
        let part = extracting(range)
        return part.withUnsafeBytes { Array($0) }
    }

    /// Bytes as text; nil when they are not UTF-8.
    public func text(_ range: Range<Int>) -> String? {
        let part = extracting(range)
        return part.withUnsafeBytes { String(validating: $0, as: UTF8.self) }
    }
}
