// What a server asks for, and says, while a client logs in.

// PostgreSQL: manual, "Message Formats"; pqcomm.h, AUTH_REQ_OK and its like.
/// What a server asks for, or says, while a client logs in.
public enum AuthenticationMessage: Equatable, Sendable {
    /// The login is complete.
    case ok
    /// The password as it is.
    case cleartextPassword
    /// The password by MD5 with this salt.
    case md5Password(salt: [UInt8])
    /// One of these mechanisms.
    case sasl(mechanisms: [String])
    /// A step of SASL.
    case saslContinue([UInt8])
    /// The last word of SASL.
    case saslFinal([UInt8])
    /// Something else, by its number.
    case other(UInt32)

    /// Reads a body to its last byte.
    public init(_ body: Range<Int>, in span: RawSpan) throws(ProtocolViolation) {
        let type = BackendMessageType.authentication.rawValue
        var cursor = try BodyCursor(body, of: span, type: type)
        let code = try cursor.uint32(span)
        switch code {
        case 0: self = .ok
        case 3: self = .cleartextPassword
        case 5: self = .md5Password(salt: span.copy(try cursor.bytes(4)))
        case 10:
            var mechanisms: [String] = []
            while true {
                let name = try cursor.text(span)
                if name.isEmpty { break }
                guard let text = span.text(name), mechanisms.count < 32 else { throw .invalidField(type: type) }
                mechanisms.append(text)
            }
            self = .sasl(mechanisms: mechanisms)
        case 11: self = .saslContinue(span.copy(try cursor.bytes(cursor.remaining)))
        case 12: self = .saslFinal(span.copy(try cursor.bytes(cursor.remaining)))
        default:  // lint: all other codes
            _ = try cursor.bytes(cursor.remaining)
            self = .other(code)
        }
        try cursor.finish()
    }
}

// PostgreSQL: backend_startup.c, SendNegotiateProtocolVersion.
/// A NegotiateProtocolVersion: what the server speaks instead.
public struct NegotiateProtocolVersion: Equatable, Sendable {
    /// The minor version of protocol 3 that the server speaks at most.
    public let minor: Int
    /// The options that it does not know.
    public let unknown: [String]

    /// Reads a body to its last byte.
    public init(_ body: Range<Int>, in span: RawSpan) throws(ProtocolViolation) {
        let type = BackendMessageType.negotiateProtocolVersion.rawValue
        var cursor = try BodyCursor(body, of: span, type: type)
        // Servers say it with the major version. The manual of PostgreSQL 15 knew the minor one alone.
        let version = try cursor.uint32(span)
        guard version >> 16 == 3 || version >> 16 == 0 else { throw .invalidField(type: type) }
        minor = Int(version & 0xFFFF)
        let count = try cursor.int32(span)
        guard (0...1000).contains(count) else { throw .invalidField(type: type) }
        var unknown: [String] = []
        for _ in 0..<count {
            guard let name = span.text(try cursor.text(span)) else { throw .invalidUTF8 }
            unknown.append(name)
        }
        try cursor.finish()
        self.unknown = unknown
    }
}
