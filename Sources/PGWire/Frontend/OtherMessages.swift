// The client's other messages that are looked into: CopyFail, FunctionCall, and answers while it logs in.

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

// PostgreSQL: fastpath.c, HandleFunctionRequest and parse_fcall_arguments.
/// A FunctionCall: which function is called, and with which values.
public struct FunctionCallMessage: Equatable, Sendable {
    /// The function's OID.
    public let function: UInt32
    /// How many values there are.
    public let valueCount: Int
    /// Everything behind the OID, as it stands: formats, values and the format of the result.
    public let rest: Range<Int>

    /// The OID of the function alone; nil when it is not there yet.
    public static func function(_ body: Range<Int>, in span: RawSpan) -> UInt32? {
        guard body.lowerBound >= 0, body.count >= 4, body.lowerBound + 4 <= span.byteCount else { return nil }
        return span.unsigned32(body.lowerBound)
    }

    /// Reads a body to its last byte.
    public init(_ body: Range<Int>, in span: RawSpan) throws(ProtocolViolation) {
        let type = FrontendMessageType.functionCall.rawValue
        var cursor = try BodyCursor(body, of: span, type: type)
        function = try cursor.uint32(span)
        let start = cursor.offset
        let formatCount = try cursor.int16(span) & 0xFFFF
        _ = try cursor.bytes(formatCount * 2)
        valueCount = try cursor.int16(span) & 0xFFFF
        // None, one for all, or one for each.
        guard formatCount <= 1 || formatCount == valueCount else { throw .invalidField(type: type) }
        for _ in 0..<valueCount {
            let length = try cursor.int32(span)
            guard length >= -1 else { throw .invalidField(type: type) }
            if length > 0 { _ = try cursor.bytes(length) }
        }
        _ = try cursor.int16(span)
        rest = start..<cursor.offset
        try cursor.finish()
    }
}

// PostgreSQL: auth.c, recv_password_packet.
/// A password as it is, or hashed by MD5.
public struct PasswordMessage: Equatable, Sendable {
    /// The password, without its NUL.
    public let password: Range<Int>

    /// Reads a body to its last byte.
    public init(_ body: Range<Int>, in span: RawSpan) throws(ProtocolViolation) {
        var cursor = try BodyCursor(body, of: span, type: FrontendMessageType.authentication.rawValue)
        password = try cursor.text(span)
        try cursor.finish()
    }
}

// PostgreSQL: auth-sasl.c, CheckSASLAuth.
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

/// A further step of SASL: the whole body is the message.
public struct SASLResponse: Equatable, Sendable {
    /// The message.
    public let response: Range<Int>

    /// Reads a body, all of which is there.
    public init(_ body: Range<Int>, in span: RawSpan) throws(ProtocolViolation) {
        var cursor = try BodyCursor(body, of: span, type: FrontendMessageType.authentication.rawValue)
        response = try cursor.bytes(cursor.remaining)
    }
}
