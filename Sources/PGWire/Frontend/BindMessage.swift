// Bind: its names, formats and values, as ranges of the bytes that were given.

// PostgreSQL: postgres.c, exec_bind_message.
/// A Bind: which portal is made of which statement, and with which values.
public struct BindMessage: Equatable, Sendable {
    /// The portal's name; empty for the unnamed portal.
    public let portal: Range<Int>
    /// The statement's name; empty for the unnamed statement.
    public let statement: Range<Int>
    /// Everything behind the names, as it stands: formats, values, formats of results.
    public let rest: Range<Int>
    /// How many format codes of parameters there are.
    public let formatCount: Int
    /// The format codes, two bytes each.
    public let formats: Range<Int>
    /// How many values there are.
    public let valueCount: Int
    /// The values: a length of four bytes each, -1 for NULL, and the value's bytes.
    public let values: Range<Int>

    /// Reads the two names only; nil when they are not wholly there yet.
    public static func names(_ body: Range<Int>, in span: RawSpan) -> (portal: Range<Int>, statement: Range<Int>)? {
        let end = min(body.upperBound, span.byteCount)
        guard body.lowerBound >= 0, body.lowerBound <= end else { return nil }
        guard let portal = span.firstNUL(body.lowerBound..<end), let statement = span.firstNUL((portal + 1)..<end)
        else {
            return nil
        }
        return (body.lowerBound..<portal, (portal + 1)..<statement)
    }

    /// Reads a body to its last byte.
    public init(_ body: Range<Int>, in span: RawSpan) throws(ProtocolViolation) {
        let type = FrontendMessageType.bind.rawValue
        var cursor = try BodyCursor(body, of: span, type: type)
        portal = try cursor.text(span)
        statement = try cursor.text(span)
        let restStart = cursor.offset
        formatCount = try cursor.int16(span) & 0xFFFF
        formats = try cursor.bytes(formatCount * 2)
        valueCount = try cursor.int16(span) & 0xFFFF
        // None, one for all, or one for each.
        guard formatCount <= 1 || formatCount == valueCount else { throw .invalidField(type: type) }
        let start = cursor.offset
        for _ in 0..<valueCount {
            let length = try cursor.int32(span)
            guard length >= -1 else { throw .invalidField(type: type) }
            if length > 0 { _ = try cursor.bytes(length) }
        }
        values = start..<cursor.offset
        let results = try cursor.int16(span) & 0xFFFF
        _ = try cursor.bytes(results * 2)
        rest = restStart..<cursor.offset
        try cursor.finish()
    }
}
