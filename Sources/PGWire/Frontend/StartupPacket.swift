// The first packet of a connection: it has no type byte.

// PostgreSQL: backend_startup.c, ProcessStartupPacket; pqcomm.h.
/// A first packet.
public enum StartupPacket: Equatable, Sendable {
    /// Asks for TLS.
    case tls
    /// Asks for encryption by GSSAPI.
    case gss
    /// Asks to end what a session does: its process id and key.
    case cancel(process: UInt32, key: [UInt8])
    /// Begins a session.
    case startup(StartupMessage)

    /// Version 3.0, which every server speaks.
    public static let version3 = UInt32(3) << 16
    /// The newest minor version of protocol 3 that is spoken here. 3.1 is reserved, and nobody speaks it.
    public static let newestMinor = 2
    /// How many bytes a key has before protocol 3.2.
    public static let shortKeyLength = 4
    /// How many bytes a key for ending what a session does may have: 4 before protocol 3.2.
    public static let keyLengths = 4...256
    static let tlsCode = UInt32(80_877_103)
    static let gssCode = UInt32(80_877_104)
    static let cancelCode = UInt32(80_877_102)

    /// The length that the packet at the start of the span says it has; nil when fewer than four bytes are there.
    ///
    /// Throws `invalidStartupLength` for a length out of bounds.
    public static func length(_ span: RawSpan) throws(ProtocolViolation) -> Int? {
        guard span.byteCount >= 4 else { return nil }
        let length = span.unsigned32(0)
        guard MessageLimits.startup.contains(Int(length)) else { throw .invalidStartupLength(length) }
        return Int(length)
    }

    /// Reads the packet at the start of the span, all of which is there.
    public init(_ span: RawSpan) throws(ProtocolViolation) {
        guard let length = try StartupPacket.length(span), span.byteCount >= length else { throw .malformedStartup }
        let code = span.unsigned32(4)
        switch code {
        case StartupPacket.tlsCode:
            guard length == 8 else { throw .invalidStartupLength(UInt32(length)) }
            self = .tls
        case StartupPacket.gssCode:
            guard length == 8 else { throw .invalidStartupLength(UInt32(length)) }
            self = .gss
        case StartupPacket.cancelCode:
            guard StartupPacket.keyLengths.contains(length - 12) else { throw .invalidStartupLength(UInt32(length)) }
            self = .cancel(process: span.unsigned32(8), key: span.copy(12..<length))
        default:  // lint: all other codes
            guard code >> 16 == 3 else { throw .unsupportedProtocol(code) }
            self = .startup(try StartupMessage(span, 8..<length, minor: Int(code & 0xFFFF)))
        }
    }
}

/// What a session begins with.
public struct StartupMessage: Equatable, Sendable {
    /// A parameter by its name.
    public struct Parameter: Equatable, Sendable {
        /// The name.
        public let name: String
        /// The value.
        public let value: String

        /// A parameter with its value.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }
    /// The minor version of protocol 3 that the client would like.
    public let minor: Int
    /// The parameters in order: no name twice, no NUL anywhere, all of them UTF-8.
    public let parameters: [Parameter]

    /// The longest name of a user or database that a server does not cut off.
    public static let longestName = 63
    /// More than any client sends; each one is compared with all before it.
    private static let mostParameters = 128

    /// Reads pairs of texts and the closing NUL.
    ///
    /// A server takes the last of several values and cuts long names off; both would make us judge another one than it uses, so
    /// both are refused.
    init(_ span: RawSpan, _ range: Range<Int>, minor: Int) throws(ProtocolViolation) {
        var cursor = try BodyCursor(range, of: span, type: 0)
        var parameters: [Parameter] = []
        while true {
            guard let name = try? cursor.text(span) else { throw .malformedStartup }
            if name.isEmpty { break }
            guard let value = try? cursor.text(span) else { throw .malformedStartup }
            guard let name = span.text(name), let value = span.text(value) else { throw .invalidUTF8 }
            guard parameters.count < StartupMessage.mostParameters else { throw .malformedStartup }
            // A server takes `DateStyle` and `datestyle` for one setting.
            guard !parameters.contains(where: { StartupMessage.areSame($0.name, name) }) else {
                throw .duplicateParameter(name)
            }
            if ["user", "database"].contains(where: { $0.utf8.elementsEqual(name.utf8) }) {
                guard value.utf8.count <= StartupMessage.longestName else { throw .invalidParameter(name) }
            }
            parameters.append(Parameter(name: name, value: value))
        }
        guard cursor.remaining == 0 else { throw .malformedStartup }
        guard let user = parameters.first(where: { $0.name.utf8.elementsEqual("user".utf8) }),
            !user.value.isEmpty
        else { throw .invalidParameter("user") }
        self.minor = minor
        self.parameters = parameters
    }

    /// The value of a parameter; nil when it is not given.
    public func value(_ name: String) -> String? { parameters.first { $0.name.utf8.elementsEqual(name.utf8) }?.value }

    // PostgreSQL: guc.c, guc_name_compare.
    private static func areSame(_ left: String, _ right: String) -> Bool {
        func lowered(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
        return left.utf8.lazy.map(lowered).elementsEqual(right.utf8.lazy.map(lowered))
    }

    /// Who wants to log in.
    public var user: String { value("user") ?? "" }

    /// The database that is meant: a server takes the user's name when none is given, or an empty one.
    public var database: String {
        guard let database = value("database"), !database.isEmpty else { return user }
        return database
    }
}
