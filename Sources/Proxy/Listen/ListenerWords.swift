// What a session is told of the listener that its client came through.

import NIOCore
import Policy
import Session

extension Configuration.ServedListener {
    /// How clients reach it.
    var kind: ListenerKind {
        switch listener.address {
        case .socket: .socket
        case .tcp: listener.tls.map { .tls(isRequired: $0.isRequired) } ?? .plain
        }
    }
}

extension Channel {
    /// The client's address for records and the log: `192.0.2.7:51312`, `[2001:db8::7]:51312`, or the socket's path.
    func clientWords(at address: Listener.Address) -> String {
        switch address {
        case .socket(let path): path
        case .tcp: remoteAddress?.words ?? "unknown"
        }
    }
}

extension SocketAddress {
    /// Address and port.
    fileprivate var words: String {
        guard let ipAddress, let port else { return "unknown" }
        return Listener.Address.tcp(host: ipAddress, port: port).words
    }
}

extension ServingLimits {
    /// The bounds of one session.
    var session: SessionLimits {
        var limits = SessionLimits()
        limits.messageBytes = messageBytes
        limits.loginNanoseconds = clientLoginTimeout.nanoseconds
        limits.connectNanoseconds = serverConnectTimeout.nanoseconds
        limits.idleNanoseconds = clientIdleTimeout?.nanoseconds
        limits.idleTransactionNanoseconds = idleTransactionTimeout?.nanoseconds
        limits.queryNanoseconds = queryTimeout?.nanoseconds
        return limits
    }
}
