// Messages that bring SQL: Query and Parse. Nothing is copied: what they hold is told as ranges of the bytes that were given.

// PostgreSQL: postgres.c, PostgresMain and exec_parse_message.
/// The text of a Query: up to the one NUL, which is the last byte.
public struct QueryMessage: Equatable, Sendable {
    /// The text, without its NUL.
    public let text: Range<Int>

    /// Reads a body; throws `truncated` without a NUL, `excess` when it is not the last byte.
    public init(_ body: Range<Int>, in span: RawSpan) throws(ProtocolViolation) {
        var cursor = try BodyCursor(body, of: span, type: FrontendMessageType.query.rawValue)
        text = try cursor.text(span)
        try cursor.finish()
    }
}

/// A Parse: a statement's name, its text, and types of parameters.
public struct ParseMessage: Equatable, Sendable {
    /// The name; empty for the unnamed statement.
    public let name: Range<Int>
    /// The text, without its NUL.
    public let text: Range<Int>
    /// The count of types and the OIDs, as they stand in the body: to be sent on behind another text.
    public let types: Range<Int>
    /// How many types are given.
    public let typeCount: Int

    /// Reads a body to its last byte.
    public init(_ body: Range<Int>, in span: RawSpan) throws(ProtocolViolation) {
        let type = FrontendMessageType.parse.rawValue
        var cursor = try BodyCursor(body, of: span, type: type)
        name = try cursor.text(span)
        text = try cursor.text(span)
        let start = cursor.offset
        // The count has no sign: a server takes 65,535 types.
        typeCount = try cursor.int16(span) & 0xFFFF
        _ = try cursor.bytes(typeCount * 4)
        types = start..<cursor.offset
        try cursor.finish()
    }
}
