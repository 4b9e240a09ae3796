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

// PostgreSQL: fastpath.c, parse_fcall_arguments.
/// Which function a FunctionCall calls. What it is given is not read: such calls are judged by their function, or refused.
public struct FunctionCallMessage: Equatable, Sendable {
    /// The function's OID.
    public let function: UInt32

    /// Reads the head of a body; the rest is not looked at.
    public init(_ body: Range<Int>, in span: RawSpan) throws(ProtocolViolation) {
        var cursor = try BodyCursor(body, of: span, type: FrontendMessageType.functionCall.rawValue)
        function = try cursor.uint32(span)
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
