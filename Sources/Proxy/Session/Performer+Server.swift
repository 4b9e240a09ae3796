// What a session needs of its server beside the connection: keys from the password, and cancel requests.

import Logging
import NIOCore
import PGWire
import Policy
import Session

extension Performer {
    /// Derives SCRAM's keys from the password, off the loop: it takes milliseconds.
    func deriveKeys(salt: [UInt8], iterations: Int) {
        guard let server, let password = server.password else { return happened(.upstreamFailed(.noCredential)) }
        let handler = upstreamHandler
        server.keys.derive(password, salt: salt, iterations: iterations, on: loop.eventLoop, loop.services.keyThreads) {
            [self] keys in
            guard upstreamHandler === handler else { return }
            guard let keys else { return happened(.upstreamFailed(.noCredential)) }
            happened(.upstreamKeys(keys))
        }
    }

    /// Passes a cancel request on to where the session's own connection leads, with TLS if the session has it. The name of the
    /// server may stand for another machine by now, or for several.
    func cancelUpstream() {
        var request: [UInt8] = []
        guard let server, let key = session.upstreamCancelKey, let address = upstreamAddress else {
            cancelFailed("the session has no connection or no key")
            return happened(.cancelFinished)
        }
        do throws(ProtocolViolation) {
            try FrontendWriter.cancel(process: key.processID, key: key.secret, into: &request)
        } catch {
            cancelFailed("\(error)")
            return happened(.cancelFinished)
        }
        loop.counters.cancels += 1
        let connection = CancelConnection(request, tls: upstream.isSecure ? server.tls : nil) { [weak self] outcome in
            self?.cancelEnded(outcome)
        }
        cancel = connection
        loop.connector.connect(to: [address], connection) { _ in connection.failed() }
    }

    /// Gives up a cancel request for which time has run out. From then on the session sends what would be hit by it.
    func abandonCancel() {
        let abandoned = cancel
        cancel = nil
        abandoned?.abandon()
    }

    private func cancelEnded(_ outcome: CancelConnection.Outcome) {
        if outcome == .unsent { cancelFailed(cancel == nil ? "it took too long" : "the connection failed") }
        guard cancel != nil else { return }
        cancel = nil
        happened(.cancelFinished)
    }

    private func cancelFailed(_ reason: String) {
        loop.logger.warning(
            "a cancel request did not reach the server",
            metadata: ["session": "\(name)", "reason": "\(reason)"]
        )
    }

    /// Where the session's server is; nil without a connection.
    private var upstreamAddress: SocketAddress? {
        guard let context = upstream.context, let server else { return nil }
        switch server.database.address {
        // A socket may have been bound under another name.
        case .socket(let path): return try? SocketAddress(unixDomainSocketPath: path)
        case .tcp: return context.channel.remoteAddress
        }
    }
}
