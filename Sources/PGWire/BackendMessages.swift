// The bodies of a server's messages.

// PostgreSQL: manual, "Message Formats", "Error and Notice Message Fields".
/// The fields of an ErrorResponse or a NoticeResponse; any of them may be missing, and a letter may be one that is not known.
public struct ReportFields: Equatable, Sendable {
    /// A field.
    public struct Field: Equatable, Sendable {
        /// Its letter.
        public let letter: UInt8
        /// Its text, as it came.
        public let value: [UInt8]

        /// A field with a letter and a text without NUL.
        public init(_ letter: UInt8, _ value: [UInt8]) {
            self.letter = letter
            self.value = value
        }
    }
    /// The fields in the order in which they stand.
    public var fields: [Field]

    /// Some fields.
    public init(_ fields: [Field]) { self.fields = fields }

    /// Reads a body to its last byte.
    public init(_ body: Range<Int>, in span: RawSpan, type: BackendMessageType) throws(ProtocolViolation) {
        var cursor = try BodyCursor(body, of: span, type: type.rawValue)
        var fields: [Field] = []
        while true {
            let letter = try cursor.byte(span)
            if letter == 0 { break }
            fields.append(Field(letter, span.copy(try cursor.text(span))))
        }
        try cursor.finish()
        self.fields = fields
    }

    /// The text of the first field with this letter; nil when there is none.
    public func text(_ letter: Character) -> String? {
        guard let byte = letter.asciiValue, let field = fields.first(where: { $0.letter == byte }) else { return nil }
        return String(decoding: field.value, as: UTF8.self)
    }

    /// The severity without translation, or the translated one of an old server.
    public var severity: String? { text("V") ?? text("S") }
    /// The five-character code.
    public var sqlState: String? { text("C") }

    /// Whether the server ends the session with it.
    public var endsSession: Bool {
        guard let severity else { return false }
        return severity == "FATAL" || severity == "PANIC"
    }
}

/// What ReadyForQuery, ParameterStatus and BackendKeyData say.
public enum SmallBackendMessage {
    /// The letter of a ReadyForQuery.
    public static func readyForQuery(_ body: Range<Int>, in span: RawSpan) throws(ProtocolViolation) -> UInt8 {
        var cursor = try BodyCursor(body, of: span, type: BackendMessageType.readyForQuery.rawValue)
        let status = try cursor.byte(span)
        try cursor.finish()
        return status
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
        guard (4...256).contains(cursor.remaining) else { throw .invalidField(type: type) }
        return (process, span.copy(try cursor.bytes(cursor.remaining)))
    }
}

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
        default:
            _ = try cursor.bytes(cursor.remaining)
            self = .other(code)
        }
        try cursor.finish()
    }
}

/// The tag of a CommandComplete.
public struct CommandTag: Equatable, Sendable {
    /// The tag's bytes, such as `INSERT 0 5`.
    public let tag: Range<Int>
    /// The rows that it counts; nil when it counts none.
    public let rows: Int?

    /// Reads a body to its last byte.
    public init(_ body: Range<Int>, in span: RawSpan) throws(ProtocolViolation) {
        var cursor = try BodyCursor(body, of: span, type: BackendMessageType.commandComplete.rawValue)
        tag = try cursor.text(span)
        try cursor.finish()
        rows = CommandTag.rows(tag, in: span)
    }

    /// The number behind the last space, when it is one that fits.
    private static func rows(_ tag: Range<Int>, in span: RawSpan) -> Int? {
        var value = 0
        var scale = 1
        var offset = tag.upperBound
        while offset > tag.lowerBound {
            let byte = span.byte(offset - 1)
            if byte == 0x20 { return offset < tag.upperBound ? value : nil }
            guard byte >= 0x30, byte <= 0x39, scale < 1_000_000_000_000_000_000 else { return nil }
            value += Int(byte - 0x30) * scale
            scale *= 10
            offset -= 1
        }
        return nil
    }
}

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

/// A NegotiateProtocolVersion: what the server speaks instead.
public struct NegotiateProtocolVersion: Equatable, Sendable {
    /// The newest minor version that the server speaks, as it came: some say it with the major one.
    public let minor: UInt32
    /// The options that it does not know.
    public let unknown: [String]

    /// Reads a body to its last byte.
    public init(_ body: Range<Int>, in span: RawSpan) throws(ProtocolViolation) {
        let type = BackendMessageType.negotiateProtocolVersion.rawValue
        var cursor = try BodyCursor(body, of: span, type: type)
        minor = try cursor.uint32(span)
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
