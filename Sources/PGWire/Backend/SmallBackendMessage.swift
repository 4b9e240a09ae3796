// A server's messages of a few fields.

// PostgreSQL: manual, "Message Formats".
/// Reads messages that are a few fields and no type of their own.
public enum SmallBackendMessage {
    /// The letter of a ReadyForQuery: I, T or E.
    public static func readyForQuery(_ body: Range<Int>, in span: RawSpan) throws(ProtocolViolation) -> UInt8 {
        var cursor = try BodyCursor(body, of: span, type: BackendMessageType.readyForQuery.rawValue)
        let status = try cursor.byte(span)
        try cursor.finish()
        switch status {
        case UInt8(ascii: "I"), UInt8(ascii: "T"), UInt8(ascii: "E"): return status
        default: throw .invalidField(type: cursor.type)  // lint: all other bytes
        }
    }

    /// Name and value of a ParameterStatus.
    public static func parameterStatus(
        _ body: Range<Int>,
        in span: RawSpan
    ) throws(ProtocolViolation) -> (name: Range<Int>, value: Range<Int>) {
        var cursor = try BodyCursor(body, of: span, type: BackendMessageType.parameterStatus.rawValue)
        let name = try cursor.text(span)
        let value = try cursor.text(span)
        try cursor.finish()
        return (name, value)
    }

    /// Process id and key of a BackendKeyData; the key has 4 to 256 bytes.
    public static func backendKeyData(
        _ body: Range<Int>,
        in span: RawSpan
    ) throws(ProtocolViolation) -> (process: UInt32, key: [UInt8]) {
        let type = BackendMessageType.backendKeyData.rawValue
        var cursor = try BodyCursor(body, of: span, type: type)
        let process = try cursor.uint32(span)
        guard StartupPacket.keyLengths.contains(cursor.remaining) else { throw .invalidField(type: type) }
        return (process, span.copy(try cursor.bytes(cursor.remaining)))
    }

    /// How many parameters a ParameterDescription tells of, and their types' OIDs, four bytes each.
    public static func parameterDescription(
        _ body: Range<Int>,
        in span: RawSpan
    ) throws(ProtocolViolation) -> (count: Int, types: Range<Int>) {
        var cursor = try BodyCursor(body, of: span, type: BackendMessageType.parameterDescription.rawValue)
        let count = try cursor.int16(span) & 0xFFFF
        let types = try cursor.bytes(count * 4)
        try cursor.finish()
        return (count, types)
    }

    /// Who notified whom of what: process id, channel and payload of a NotificationResponse.
    public static func notification(
        _ body: Range<Int>,
        in span: RawSpan
    ) throws(ProtocolViolation) -> (process: UInt32, channel: Range<Int>, payload: Range<Int>) {
        var cursor = try BodyCursor(body, of: span, type: BackendMessageType.notificationResponse.rawValue)
        let process = try cursor.uint32(span)
        let channel = try cursor.text(span)
        let payload = try cursor.text(span)
        try cursor.finish()
        return (process, channel, payload)
    }
}

// PostgreSQL: copyfromparse.c, ReceiveCopyBegin; copyto.c, SendCopyBegin.
/// How the data of a COPY is to be sent: CopyInResponse, CopyOutResponse or CopyBothResponse.
public struct CopyResponse: Equatable, Sendable {
    /// Whether all of it is in the binary format.
    public let isBinary: Bool
    /// How many columns there are.
    public let columnCount: Int

    /// Reads a body to its last byte.
    public init(_ body: Range<Int>, in span: RawSpan, type: BackendMessageType) throws(ProtocolViolation) {
        var cursor = try BodyCursor(body, of: span, type: type.rawValue)
        let format = try cursor.byte(span)
        guard format <= 1 else { throw .invalidField(type: type.rawValue) }
        isBinary = format == 1
        columnCount = try cursor.int16(span) & 0xFFFF
        _ = try cursor.bytes(columnCount * 2)
        try cursor.finish()
    }
}
