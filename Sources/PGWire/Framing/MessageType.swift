// The types of PostgreSQL's messages, by their first byte.

// PostgreSQL: protocol.h; manual, "Message Formats".
/// What a client sends once it has logged in, and its answers while it logs in.
public enum FrontendMessageType: UInt8, CaseIterable, Sendable {
    case query = 0x51  // Q
    case parse = 0x50  // P
    case bind = 0x42  // B
    case describe = 0x44  // D
    case execute = 0x45  // E
    case close = 0x43  // C
    case flush = 0x48  // H
    case sync = 0x53  // S
    case functionCall = 0x46  // F
    case copyData = 0x64  // d
    case copyDone = 0x63  // c
    case copyFail = 0x66  // f
    case terminate = 0x58  // X
    /// A password, or a step of SASL: what it is depends on what was asked for.
    case authentication = 0x70  // p
}

/// What a server sends.
public enum BackendMessageType: UInt8, CaseIterable, Sendable {
    case authentication = 0x52  // R
    case negotiateProtocolVersion = 0x76  // v
    case backendKeyData = 0x4B  // K
    case parameterStatus = 0x53  // S
    case readyForQuery = 0x5A  // Z
    case rowDescription = 0x54  // T
    case dataRow = 0x44  // D
    case commandComplete = 0x43  // C
    case emptyQueryResponse = 0x49  // I
    case portalSuspended = 0x73  // s
    case parseComplete = 0x31  // 1
    case bindComplete = 0x32  // 2
    case closeComplete = 0x33  // 3
    case noData = 0x6E  // n
    case parameterDescription = 0x74  // t
    case errorResponse = 0x45  // E
    case noticeResponse = 0x4E  // N
    case notificationResponse = 0x41  // A
    case copyInResponse = 0x47  // G
    case copyOutResponse = 0x48  // H
    case copyBothResponse = 0x57  // W
    case copyData = 0x64  // d
    case copyDone = 0x63  // c
    case functionCallResponse = 0x56  // V
}
