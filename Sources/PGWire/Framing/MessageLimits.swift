// How long messages may be.

// PostgreSQL: libpq.h, PQ_SMALL_MESSAGE_LIMIT, PQ_LARGE_MESSAGE_LIMIT; pqcomm.h, MAX_STARTUP_PACKET_LENGTH; auth.c,
// PG_MAX_AUTH_TOKEN_LENGTH; fe-protocol3.c, VALID_LONG_MESSAGE_TYPE.
/// Bounds on the length field of messages, in bytes, the length field itself included.
public struct MessageLimits: Equatable, Sendable {
    /// The most that the protocol can say.
    public static let largest = 0x3FFF_FFFE
    /// Of a first packet: least and most.
    public static let startup = 8...10_004
    /// Of a client's messages that have no reason to be long.
    public static let small = 10_000
    /// Of a server's messages that have no reason to be long.
    public static let smallFromServer = 30_000

    /// Of Query and Parse.
    public var query: Int
    /// Of the messages before the login is complete.
    public var authentication: Int
    /// Of messages that hold data: Bind, CopyData, FunctionCall, and those from a server.
    public var large: Int

    /// Bounds; what is more than the protocol can say is taken as that.
    public init(query: Int = 16 << 20, authentication: Int = 65_535, large: Int = MessageLimits.largest) {
        self.query = min(max(query, 8), MessageLimits.largest)
        self.authentication = min(max(authentication, 8), MessageLimits.largest)
        self.large = min(max(large, 8), MessageLimits.largest)
    }

    /// The most for a client's message of this type once it has logged in.
    public func most(_ type: FrontendMessageType) -> Int {
        switch type {
        case .query, .parse: query
        case .bind, .copyData, .functionCall: large
        case .describe, .execute, .close, .flush, .sync, .copyDone, .copyFail, .terminate: MessageLimits.small
        case .authentication: authentication
        }
    }

    /// The most for a server's message of this type.
    public func most(_ type: BackendMessageType) -> Int {
        switch type {
        case .authentication: authentication
        case .rowDescription, .dataRow, .parameterDescription, .errorResponse, .noticeResponse, .notificationResponse,
            .copyData, .functionCallResponse:
            large
        case .negotiateProtocolVersion, .backendKeyData, .parameterStatus, .readyForQuery, .commandComplete,
            .emptyQueryResponse, .portalSuspended, .parseComplete, .bindComplete, .closeComplete, .noData,
            .copyInResponse, .copyOutResponse, .copyBothResponse, .copyDone:
            MessageLimits.smallFromServer
        }
    }
}
