// One message of each kind that is read, as the protocol writes it, with what reads it.

import Testing

@testable import PGWire

/// A message and its reader.
struct Sample: CustomTestStringConvertible, Sendable {
    /// What it is.
    let name: String
    /// Type, length and body.
    let bytes: [UInt8]
    /// Bodies that end with bytes of any number may be cut to this length; nil when there is one right length.
    let shortest: Int?
    /// Reads the body.
    let read: @Sendable (Range<Int>, RawSpan) throws -> Void

    init(
        _ name: String,
        _ type: Character,
        _ body: [UInt8],
        shortest: Int? = nil,
        _ read: @escaping @Sendable (Range<Int>, RawSpan) throws -> Void
    ) {
        self.name = name
        bytes = message(type, body)
        self.shortest = shortest
        self.read = read
    }

    var testDescription: String { name }

    /// The body's bytes.
    var body: [UInt8] { Array(bytes.dropFirst(MessageHeader.byteCount)) }

    /// Reads header and body of bytes that are like the sample's.
    func read(_ bytes: [UInt8]) throws {
        let span = bytes.span.bytes
        guard let header = try MessageHeader.read(span, at: 0, most: MessageLimits.largest) else {
            throw ProtocolViolation.truncated(type: 0)
        }
        try read(header.body, span)
    }

    static let frontend: [Sample] = [
        Sample("Query", "Q", ascii("SELECT 1\u{0}")) { _ = try QueryMessage($0, in: $1) },
        Sample("Parse", "P", ascii("s\u{0}SELECT $1\u{0}") + [0, 1, 0, 0, 0, 23]) { _ = try ParseMessage($0, in: $1) },
        Sample("Bind", "B", [0x70, 0, 0x73, 0, 0, 1, 0, 1, 0, 2, 0, 0, 0, 1, 0x37, 255, 255, 255, 255, 0, 1, 0, 0]) {
            _ = try BindMessage($0, in: $1)
        },
        Sample("Describe", "D", ascii("Ss\u{0}")) { _ = try NamedMessage($0, in: $1, type: .describe) },
        Sample("Close", "C", ascii("P\u{0}")) { _ = try NamedMessage($0, in: $1, type: .close) },
        Sample("Execute", "E", [0x70, 0, 0, 0, 0, 5]) { _ = try ExecuteMessage($0, in: $1) },
        Sample("CopyFail", "f", ascii("no\u{0}")) { _ = try CopyFailMessage($0, in: $1) },
        Sample("FunctionCall", "F", [0, 0, 3, 187, 0, 1, 0, 1, 0, 2, 0, 0, 0, 1, 7, 255, 255, 255, 255, 0, 1]) {
            _ = try FunctionCallMessage($0, in: $1)
        },
        Sample("password", "p", ascii("secret\u{0}")) { _ = try PasswordMessage($0, in: $1) },
        Sample("SASLInitialResponse", "p", ascii("SCRAM-SHA-256\u{0}") + [0, 0, 0, 3, 1, 2, 3]) {
            _ = try SASLInitialResponse($0, in: $1)
        },
        Sample("SASLResponse", "p", [1, 2, 3], shortest: 0) { _ = try SASLResponse($0, in: $1) },
    ]

    static let backend: [Sample] = [
        Sample("DataRow", "D", [0, 3, 0, 0, 0, 1, 0x37, 255, 255, 255, 255, 0, 0, 0, 0]) {
            _ = try DataRow.firstValue($0, in: $1)
        },
        Sample("AuthenticationOk", "R", [0, 0, 0, 0]) { _ = try AuthenticationMessage($0, in: $1) },
        Sample("AuthenticationMD5Password", "R", [0, 0, 0, 5, 1, 2, 3, 4]) {
            _ = try AuthenticationMessage($0, in: $1)
        },
        Sample("AuthenticationSASL", "R", [0, 0, 0, 10] + ascii("SCRAM-SHA-256\u{0}\u{0}")) {
            _ = try AuthenticationMessage($0, in: $1)
        },
        Sample("AuthenticationSASLContinue", "R", [0, 0, 0, 11, 1, 2], shortest: 4) {
            _ = try AuthenticationMessage($0, in: $1)
        },
        Sample("ReadyForQuery", "Z", ascii("I")) { _ = try SmallBackendMessage.readyForQuery($0, in: $1) },
        Sample("ParameterStatus", "S", ascii("TimeZone\u{0}UTC\u{0}")) {
            _ = try SmallBackendMessage.parameterStatus($0, in: $1)
        },
        Sample("BackendKeyData", "K", [0, 0, 1, 2, 9, 9, 9, 9], shortest: 8) {
            _ = try SmallBackendMessage.backendKeyData($0, in: $1)
        },
        Sample("ParameterDescription", "t", [0, 2, 0, 0, 0, 23, 0, 0, 0, 25]) {
            _ = try SmallBackendMessage.parameterDescription($0, in: $1)
        },
        Sample("NotificationResponse", "A", [0, 0, 0, 9] + ascii("channel\u{0}payload\u{0}")) {
            _ = try SmallBackendMessage.notification($0, in: $1)
        },
        Sample("ErrorResponse", "E", ascii("SERROR\u{0}C42601\u{0}Mno\u{0}\u{0}")) {
            _ = try ReportFields($0, in: $1, type: .errorResponse)
        },
        Sample("NoticeResponse", "N", ascii("Mhm\u{0}\u{0}")) {
            _ = try ReportFields($0, in: $1, type: .noticeResponse)
        },
        Sample("CommandComplete", "C", ascii("INSERT 0 5\u{0}")) { _ = try CommandTag($0, in: $1) },
        Sample(
            "RowDescription",
            "T",
            [0, 2, 0x61, 0, 0, 0, 0, 9, 0, 1, 0, 0, 0, 23, 0, 4, 255, 255, 255, 255, 0, 0]
                + [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 25, 255, 255, 0, 0, 0, 14, 0, 1]
        ) { try RowDescription.read($0, in: $1) { _ throws(ProtocolViolation) in } },
        Sample("NegotiateProtocolVersion", "v", [0, 3, 0, 0, 0, 0, 0, 1] + ascii("_pq_.x\u{0}")) {
            _ = try NegotiateProtocolVersion($0, in: $1)
        },
        Sample("CopyInResponse", "G", [0, 0, 2, 0, 0, 0, 0]) {
            _ = try CopyResponse($0, in: $1, type: .copyInResponse)
        },
        Sample("CopyOutResponse", "H", [1, 0, 0]) { _ = try CopyResponse($0, in: $1, type: .copyOutResponse) },
    ]
}
