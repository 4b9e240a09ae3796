// What a server reports: the fields of ErrorResponse and NoticeResponse.

// PostgreSQL: manual, "Error and Notice Message Fields".
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
