// The bodies of a client's messages. Everything is a range of the bytes that were given; nothing is copied.

// PostgreSQL: manual, "Message Formats"; postgres.c, exec_bind_message.
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
        func name(_ start: Int) -> Range<Int>? {
            var offset = start
            while offset < end {
                if span.byte(offset) == 0 { return start..<offset }
                offset += 1
            }
            return nil
        }
        guard let portal = name(body.lowerBound), let statement = name(portal.upperBound + 1) else { return nil }
        return (portal, statement)
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

/// The reason of a CopyFail.
public struct CopyFailMessage: Equatable, Sendable {
    /// The text, without its NUL.
    public let reason: Range<Int>

    /// Reads a body to its last byte.
    public init(_ body: Range<Int>, in span: RawSpan) throws(ProtocolViolation) {
        var cursor = try BodyCursor(body, of: span, type: FrontendMessageType.copyFail.rawValue)
        reason = try cursor.text(span)
        try cursor.finish()
    }
}

/// The first step of SASL: a mechanism and its first message.
public struct SASLInitialResponse: Equatable, Sendable {
    /// The mechanism's name.
    public let mechanism: Range<Int>
    /// The message; nil when none is given.
    public let response: Range<Int>?

    /// Reads a body to its last byte.
    public init(_ body: Range<Int>, in span: RawSpan) throws(ProtocolViolation) {
        let type = FrontendMessageType.authentication.rawValue
        var cursor = try BodyCursor(body, of: span, type: type)
        mechanism = try cursor.text(span)
        let length = try cursor.int32(span)
        guard length >= -1 else { throw .invalidField(type: type) }
        response = length < 0 ? nil : try cursor.bytes(length)
        try cursor.finish()
    }
}
