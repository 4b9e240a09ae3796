// Messages about a statement or portal by its name: Describe, Close and Execute.

// PostgreSQL: postgres.c, PostgresMain.
/// What Describe and Close are about.
public struct NamedMessage: Equatable, Sendable {
    /// A statement or a portal.
    public enum Kind: UInt8, Sendable {
        case statement = 0x53  // S
        case portal = 0x50  // P
    }
    /// Which of both.
    public let kind: Kind
    /// Its name.
    public let name: Range<Int>

    /// Reads the body of a Describe or a Close.
    public init(_ body: Range<Int>, in span: RawSpan, type: FrontendMessageType) throws(ProtocolViolation) {
        var cursor = try BodyCursor(body, of: span, type: type.rawValue)
        guard let kind = Kind(rawValue: try cursor.byte(span)) else { throw .invalidField(type: type.rawValue) }
        self.kind = kind
        name = try cursor.text(span)
        try cursor.finish()
    }
}

/// An Execute: which portal, and how many rows.
public struct ExecuteMessage: Equatable, Sendable {
    /// The portal's name.
    public let portal: Range<Int>
    /// At most so many rows; 0 or less for all of them.
    public let rows: Int

    /// Reads a body to its last byte.
    public init(_ body: Range<Int>, in span: RawSpan) throws(ProtocolViolation) {
        var cursor = try BodyCursor(body, of: span, type: FrontendMessageType.execute.rawValue)
        portal = try cursor.text(span)
        rows = try cursor.int32(span)
        try cursor.finish()
    }
}
