// The error codes of PostgreSQL under which a client hears of a denial.

public import SQLAnalysis

// PostgreSQL: errcodes.txt
/// A five-character code that drivers act on.
public enum SQLState: String, CaseIterable, Sendable, Hashable {
    case insufficientPrivilege = "42501"
    case syntaxError = "42601"
    case featureNotSupported = "0A000"
    case programLimitExceeded = "54000"
    case characterNotInRepertoire = "22021"

    /// The code under which a refusal or denial is reported. Codes of the reading that are not listed here were
    /// understood well enough to say that they are not analysed.
    public init(_ code: Code) {
        if Self.notSQL.contains(code) {
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
}
