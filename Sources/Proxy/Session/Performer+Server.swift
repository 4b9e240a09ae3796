// What a session needs of its server beside the connection: keys from the password, and cancel requests.

import NIOCore
import PGWire
import Session

extension Performer {
    /// Derives SCRAM's keys from the password, off the loop: it takes milliseconds.
    func deriveKeys(salt: [UInt8], iterations: Int) {
        guard let server, let password = server.password else { return happened(.upstreamFailed(.noCredential)) }
        let handler = upstreamHandler
        server.keys.derive(password, salt: salt, iterations: iterations, on: loop.eventLoop, loop.services.threads) {
            [weak self] keys in
            guard let self, self.upstreamHandler === handler else { return }
            guard let keys else { return self.happened(.upstreamFailed(.noCredential)) }
            self.happened(.upstreamKeys(keys))
        }
    }

    /// Passes a cancel request on, with TLS if the session has it.
    func cancelUpstream() {
        var request: [UInt8] = []
        guard let server, let key = session.upstreamCancelKey else { return happened(.cancelFinished) }
        do throws(ProtocolViolation) {
            try FrontendWriter.cancel(process: key.processID, key: key.secret, into: &request)
        } catch {
            return happened(.cancelFinished)
        }
        loop.counters.cancels += 1
        let connection = CancelConnection(request, tls: upstream.isSecure ? server.tls : nil) { [weak self] in
            self?.happened(.cancelFinished)
        }
        loop.connector.connect(server, connection) { [weak self] _ in self?.happened(.cancelFinished) }
    }
}
