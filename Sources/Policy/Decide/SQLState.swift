// The error codes of PostgreSQL under which a client hears of a denial or of the end of its session.

public import SQLAnalysis

// PostgreSQL: errcodes.txt
/// A five-character code that drivers act on.
public enum SQLState: String, CaseIterable, Sendable, Hashable {
    case insufficientPrivilege = "42501"
    case syntaxError = "42601"
    case featureNotSupported = "0A000"
    case programLimitExceeded = "54000"
    case characterNotInRepertoire = "22021"
    case protocolViolation = "08P01"
    case connectionFailure = "08006"
    case invalidAuthorization = "28000"
    case invalidPassword = "28P01"
    case queryCanceled = "57014"
    case adminShutdown = "57P01"
    case cannotConnectNow = "57P03"
    case idleSessionTimeout = "57P05"
    case idleInTransactionTimeout = "25P03"
    case tooManyConnections = "53300"
    case ioError = "58030"
    case internalError = "XX000"
    case undefinedTable = "42P01"
    case invalidName = "42602"
    case invalidStatementName = "26000"
    case invalidCursorName = "34000"
    case duplicatePreparedStatement = "42P05"

    /// The code under which a refusal or denial is reported. Codes of the reading that are not listed here were
    /// understood well enough to say that they are not analysed.
    public init(_ code: Code) {
        if let wire = Self.wire[code] {
            self = wire
        } else if Self.notSQL.contains(code) {
            self = .syntaxError
        } else if Self.limits.contains(code) {
            self = .programLimitExceeded
        } else if Self.encoding.contains(code) {
            self = .characterNotInRepertoire
        } else if code >= .noRuleMatched {
            self = .insufficientPrivilege
        } else {
            self = .featureNotSupported
        }
    }

    private static let notSQL: Set<Code> = [.syntaxError, .lexicalError, .emptyText, .metaCommand]
    private static let limits: Set<Code> = [
        .tooManyBytes, .tooManyTokens, .tooDeep, .assignmentExpansion, .commentNesting,
    ]
    private static let encoding: Set<Code> = [.invalidUTF8, .embeddedNUL]
    private static let wire: [Code: SQLState] = [
        .catalogUnavailable: .cannotConnectNow,
        .unknownRelation: .undefinedTable,
        .malformedMessage: .protocolViolation,
        .messageTooLarge: .programLimitExceeded,
        .unexpectedMessage: .protocolViolation,
        .malformedStartup: .protocolViolation,
        .tlsRequired: .invalidAuthorization,
        .tlsBoundary: .protocolViolation,
        .authenticationFailed: .invalidPassword,
        .loginTimeout: .queryCanceled,
        .upstreamUnavailable: .connectionFailure,
        .upstreamLost: .connectionFailure,
        .upstreamProtocol: .connectionFailure,
        .settingNotPinned: .adminShutdown,
        .unknownStatementName: .invalidStatementName,
        .unknownPortalName: .invalidCursorName,
        .unusableName: .invalidName,
        .nameInUse: .duplicatePreparedStatement,
        .tooManyNames: .programLimitExceeded,
        .sessionEnded: .adminShutdown,
        .sessionExpired: .adminShutdown,
        .idleTimeout: .idleSessionTimeout,
        .tooManySessions: .tooManyConnections,
        .internalFault: .internalError,
        .queryTimeout: .queryCanceled,
        .idleTransactionTimeout: .idleInTransactionTimeout,
        .tooManyFailedLogins: .invalidAuthorization,
        .auditNotWritten: .ioError,
    ]
}
