// CommandComplete: what was done, and to how many rows.

// PostgreSQL: cmdtag.c, BuildQueryCompletionString.
/// The tag of a CommandComplete.
public struct CommandTag: Equatable, Sendable {
    /// The tag's bytes, such as `INSERT 0 5`.
    public let tag: Range<Int>
    /// The rows that it counts; nil when it counts none.
    public let rows: Int?

    /// Reads a body to its last byte.
    public init(_ body: Range<Int>, in span: RawSpan) throws(ProtocolViolation) {
        var cursor = try BodyCursor(body, of: span, type: BackendMessageType.commandComplete.rawValue)
        tag = try cursor.text(span)
        try cursor.finish()
        rows = CommandTag.rows(tag, in: span)
    }

    /// The number behind the last space, when it is one that fits.
    private static func rows(_ tag: Range<Int>, in span: RawSpan) -> Int? {
        var value = 0
        var scale = 1
        var offset = tag.upperBound
        while offset > tag.lowerBound {
            let byte = span.byte(offset - 1)
            if byte == 0x20 { return offset < tag.upperBound ? value : nil }
            guard byte >= 0x30, byte <= 0x39, scale < 1_000_000_000_000_000_000 else { return nil }
            value += Int(byte - 0x30) * scale
            scale *= 10
            offset -= 1
        }
        return nil
    }
}
