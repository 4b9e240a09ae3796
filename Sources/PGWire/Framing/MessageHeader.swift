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

/// Messages of one type, one behind the other: the rows of a result, or of a COPY.
public struct MessageRun: Equatable, Sendable {
    /// How many of them are whole.
    public let count: Int
    /// One past the last byte of the last whole one; where it began when there is none.
    public let end: Int

    /// Counts the messages of one type that begin at an offset and are wholly there.
    ///
    /// Throws as `MessageHeader.read` does, for messages of this type only: one of another type ends the run unread.
    public static func read(
        _ type: UInt8,
        in span: RawSpan,
        at offset: Int,
        most: Int
    ) throws(ProtocolViolation) -> MessageRun {
        var count = 0
        var end = offset
        while end >= 0, end < span.byteCount, span.byte(end) == type,
            let header = try MessageHeader.read(span, at: end, most: most), header.end <= span.byteCount
        {
            count += 1
            end = header.end
        }
        return MessageRun(count: count, end: end)
    }
}
