// The errors that a client hears from sqlguard itself.

import PGWire
import Policy
import SQLAnalysis

extension ReportFields {
    /// An error of sqlguard. The code stands in the detail, and how to learn more of it in the hint.
    init(
        severity: String,
        _ code: Code,
        _ sqlState: SQLState,
        _ message: String,
        detail: String = "",
        hint: String? = nil,
        position: Int? = nil
    ) {
        self.init(severity, code, sqlState.rawValue, message, detail, hint, position)
    }

    /// A notice of sqlguard.
    init(notice code: Code, _ message: String) { self.init("NOTICE", code, "00000", message, "", nil, nil) }

    private init(
        _ severity: String,
        _ code: Code,
        _ sqlState: String,
        _ message: String,
        _ detail: String,
        _ hint: String?,
        _ position: Int?
    ) {
        func field(_ letter: Character, _ value: String) -> Field { Field(letter.asciiValue ?? 0, Array(value.utf8)) }
        var fields = [
            field("S", severity), field("V", severity), field("C", sqlState), field("M", message),
            field("D", code.name + detail),
        ]
        fields.append(field("H", (hint.map { "\($0); " } ?? "") + code.whereToLearnMore))
        if let position { fields.append(field("P", String(position))) }
        self.init(fields)
    }
}

extension Code {
    /// For hints.
    var whereToLearnMore: String { "`sqlguard rule \(name)` says more" }
}

extension Rejection {
    /// The error that a client hears; the position counts characters of the text as received, from 1.
    func report(on text: [UInt8], of statements: Int) -> ReportFields {
        var detail = rule.map { " rule \($0.name)" } ?? ""
        if let statement, statements > 1 { detail += ", statement \(statement + 1) of \(statements)" }
        var position: Int?
        if let range, !text.isEmpty { position = LineTable(text).position(ofByte: range.start).character }
        return ReportFields(
            severity: "ERROR",
            code,
            sqlState,
            message,
            detail: detail,
            hint: hint,
            position: position
        )
    }
}

extension EndReason {
    /// The code of an end; nil when the client left by itself or was told already.
    var code: Code? { said(wasBusy: true)?.0 }

    /// What a client hears when its session ends; nil when there is nobody to hear it or it was told already.
    func farewell(wasBusy: Bool) -> ReportFields? {
        said(wasBusy: wasBusy).map { ReportFields(severity: "FATAL", $0.0, SQLState($0.0), $0.1) }
    }

    private func said(wasBusy: Bool) -> (Code, String)? {
        switch self {
        case .clientLeft, .loginRefused, .upstreamEnded: nil
        case .drain: (.sessionEnded, "terminating connection because sqlguard is stopping")
        case .kill: (.sessionEnded, "terminating connection due to administrator command")
        case .expiry: (.sessionExpired, "terminating connection because the login has expired")
        case .access: (.sessionEnded, "terminating connection because access was taken back")
        case .idle: (.idleTimeout, "terminating connection due to idle-session timeout")
        case .idleInTransaction:
            (.idleTransactionTimeout, "terminating connection due to idle-in-transaction timeout")
        case .queryTimeout: (.queryTimeout, "terminating connection because a request took longer than query_timeout")
        case .loginTimeout: (.loginTimeout, "canceling authentication due to timeout")
        case .tooManySessions(let cap): (.tooManySessions, "no more connections allowed (\(cap.rawValue))")
        case .tooManyFailedLogins: (.tooManyFailedLogins, "too many failed logins from this address; try again later")
        case .upstreamUnavailable: (.upstreamUnavailable, "the database cannot be reached")
        case .upstreamLost:
            wasBusy
                ? (.upstreamLost, "the connection to the database was lost while a request was under way")
                : (.sessionEnded, "terminating connection because the database closed it")
        case .notPinned:
            (.settingNotPinned, "terminating connection because a setting that statements are read by was changed")
        case .clientProtocol: (.unexpectedMessage, "terminating connection because of a breach of the protocol")
        case .upstreamProtocol:
            (.upstreamProtocol, "terminating connection because the database broke the protocol")
        case .protectedColumnShown:
            (.protectedColumnShown, "terminating connection because the database showed a masked column in clear")
        case .auditFailure: (.auditNotWritten, "terminating connection because records cannot be written")
        case .internalFault: (.internalFault, "terminating connection because of a fault of sqlguard")
        }
    }
}
