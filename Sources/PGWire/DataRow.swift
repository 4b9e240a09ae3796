// The values of a row.

// PostgreSQL: manual, "Message Formats", DataRow.
/// Reads a row.
public enum DataRow {
    /// The bytes of the first value; nil when it is NULL or the row has none. Throws unless the body is read to its last byte.
    public static func firstValue(_ body: Range<Int>, in span: RawSpan) throws(ProtocolViolation) -> Range<Int>? {
        let type = BackendMessageType.dataRow.rawValue
        var cursor = try BodyCursor(body, of: span, type: type)
        let count = try cursor.int16(span) & 0xFFFF
        var first: Range<Int>?
        for column in 0..<count {
            let length = try cursor.int32(span)
            guard length >= -1 else { throw .invalidField(type: type) }
            guard length >= 0 else { continue }
            let value = try cursor.bytes(length)
            if column == 0 { first = value }
        }
        try cursor.finish()
        return first
    }
}
