// RowDescription: the columns of a result.

// PostgreSQL: printtup.c, SendRowDescriptionMessage.
/// A column of a RowDescription.
public struct ColumnDescription: Equatable, Sendable {
    /// Its name.
    public let name: Range<Int>
    /// The table that it comes from; 0 when it comes from none.
    public let table: UInt32
    /// The attribute number in that table; 0 when it comes from none.
    public let attribute: Int
    /// Its type.
    public let type: UInt32
    /// The type's size; negative when it varies.
    public let size: Int
    /// The type's modifier.
    public let modifier: Int
    /// 0 text, 1 binary.
    public let format: Int
}

/// Reads a RowDescription column by column.
public enum RowDescription {
    /// Calls `take` for each column; throws unless the body is read to its last byte.
    public static func read(
        _ body: Range<Int>,
        in span: RawSpan,
        _ take: (ColumnDescription) throws(ProtocolViolation) -> Void
    ) throws(ProtocolViolation) {
        var cursor = try BodyCursor(body, of: span, type: BackendMessageType.rowDescription.rawValue)
        let count = try cursor.int16(span) & 0xFFFF
        for _ in 0..<count {
            let name = try cursor.text(span)
            let table = try cursor.uint32(span)
            let attribute = try cursor.int16(span)
            let type = try cursor.uint32(span)
            let size = try cursor.int16(span)
            let modifier = try cursor.int32(span)
            let format = try cursor.int16(span)
            try take(
                ColumnDescription(
                    name: name,
                    table: table,
                    attribute: attribute,
                    type: type,
                    size: size,
                    modifier: modifier,
                    format: format
                )
            )
        }
        try cursor.finish()
    }
}
