// What a session tells its operator. Nothing of it is shown to a client, and no statement or secret is in it.

import Logging
import NIOCore
import Policy
import SQLAnalysis
import Session

extension Performer {
    /// The session's name in records and the log.
    var name: String { loop.sessionName(number) }

    /// Logs that a session began, could not begin, or ended: one line for each, with why.
    func log(_ evidence: SessionEvidence) {
        let known = session.client
        var metadata: Logger.Metadata = [
            "session": "\(name)", "client": "\(clientAddress)", "user": "\(known.user)",
            "database": "\(known.database)",
        ]
        switch evidence {
        case .login:
            if !known.applicationName.isEmpty { metadata["application"] = "\(known.applicationName)" }
            metadata["tls"] = known.isSecure ? "yes" : "no"
            loop.logger.notice("login", metadata: metadata)
        case .loginRefused(nil):
            metadata["reason"] = "client-left"
            loop.logger.notice("login refused", metadata: metadata)
        case .loginRefused(let code?):
            metadata["code"] = "\(code.name)"
            metadata["reason"] = "\(code.explanation.title)"
            // That everybody from there is refused was said when it began.
            loop.logger.log(level: code == .tooManyFailedLogins ? .info : .notice, "login refused", metadata: metadata)
        case .logout(let reason):
            metadata["reason"] = "\(reason.words)"
            metadata["requests"] = "\(requests)"
            let now = Clock.wall()
            metadata["seconds"] = "\((now - min(now, since)) / 1_000_000_000)"
            loop.logger.notice("logout", metadata: metadata)
        }
    }

    /// Logs what a session tells.
    func log(_ entry: SessionLog, _ received: ByteBuffer) {
        var metadata: Logger.Metadata = ["session": "\(name)", "client": "\(clientAddress)"]
        if let database = session.database { metadata["database"] = "\(database.name)" }
        switch entry {
        case .upstreamFailed(let failure):
            metadata["reason"] = "\(failure)"
            loop.logger.error("no session with the server", metadata: metadata)
        case .unauthenticatedUpstreamText(let slice):
            metadata["text"] = "\(text(slice, received))"
            loop.logger.warning("text from a server that has not proved who it is", metadata: metadata)
        case .upstreamRefusal(let slice):
            metadata["text"] = "\(text(slice, received))"
            loop.logger.warning("the server refused the login", metadata: metadata)
        case .clientBrokeTLS:
            loop.logger.notice("a client broke the beginning of TLS", metadata: metadata)
        case .clientBrokeProtocol(let fault):
            metadata["fault"] = "\(fault)"
            loop.logger.notice("a client broke the protocol", metadata: metadata)
        case .upstreamBrokeProtocol(let fault):
            metadata["fault"] = "\(fault)"
            loop.logger.error("a server broke the protocol", metadata: metadata)
        case .protectedColumnShown(let table, let column):
            metadata["table"] = "\(table)"
            metadata["column"] = "\(column)"
            loop.logger.critical("a masked column was about to be shown; a mask was missed", metadata: metadata)
        case .cancelNotPossible:
            loop.logger.notice("a cancel request could not be passed on", metadata: metadata)
        case .unexpectedEvent:
            loop.logger.error("an event that does not fit; this is a fault of sqlguard", metadata: metadata)
        }
    }

    /// The beginning of a server's message; whoever writes the log makes it visible.
    private func text(_ slice: Slice, _ received: ByteBuffer) -> String {
        String(decoding: array(slice, received).prefix(500), as: UTF8.self)
    }
}
