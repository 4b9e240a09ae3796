// What happens to a session beside bytes that arrive.

public import PGWire
public import Policy

/// The application protocol that was agreed on in a TLS handshake.
public enum NegotiatedProtocol: Sendable, Equatable {
    /// None was.
    case none
    /// `postgresql`.
    case postgresql
    /// Another one.
    case other
}

/// Why there is no connection to the server.
public enum UpstreamFailure: Error, Equatable, Sendable {
    /// Nobody listens there, or the name has no address.
    case unreachable
    /// The connection took too long.
    case timeout
    /// The server closed the connection.
    case closed
    /// The TLS handshake failed, or the certificate is not the right one.
    case tls
    /// TLS is demanded and the server has none.
    case noTLS
    /// The credential could not be read, or is missing where the server asks for one.
    case noCredential
    /// The server refused the login with this SQLSTATE.
    case refused(ServerState)
    /// The server asked for a way of logging in that is weaker than SCRAM-SHA-256, or asked for none.
    case downgrade
    /// The login cannot be bound to the connection, which the policy demands.
    case noChannelBinding
    /// The server could not prove that it knows the password.
    case notAuthentic
    /// The server said something that does not belong there.
    case brokeProtocol
    /// The server's session does not have the settings that statements are read by.
    case notPinned
}

/// Something that happened to a session.
public enum SessionEvent: Sendable {
    /// The client is connected. The first event of every session.
    case clientConnected
    /// The client's TLS handshake is done.
    case clientSecured(NegotiatedProtocol)
    /// The client is gone.
    case clientClosed
    /// `connectUpstream` succeeded.
    case upstreamConnected
    /// `startUpstreamTLS` succeeded, the certificate checked as the database's mode demands. `endPoint` is what
    /// `Cryptography.serverEndPoint` makes of the server's certificate.
    case upstreamSecured(endPoint: [UInt8]?)
    /// `connectUpstream`, `startUpstreamTLS` or `deriveKeys` failed.
    case upstreamFailed(UpstreamFailure)
    /// The server closed the connection.
    case upstreamClosed
    /// `deriveKeys` is done.
    case upstreamKeys(SCRAMKeys)
    /// What was decided on the text of `decide`.
    case decided(DecisionID, Judgement)
    /// A cancel request with this session's key arrived.
    case cancelRequested
    /// The connection of `cancelUpstream` is closed, or could not be opened.
    case cancelFinished
    /// A clock ran out.
    case timer(SessionTimer)
    /// Another policy, or another catalog of the session's database, is in force.
    case snapshotChanged(InForce)
    /// The session is to end.
    case end(EndReason)
}

/// The policy in force, and a number that stands for it together with the catalog of the session's database.
///
/// What was decided under another number is decided again before it is used.
public struct InForce: Sendable {
    /// Another number for every policy and catalog that decisions are made under.
    public let number: UInt64
    /// The policy.
    public let policy: PolicyFile

    /// A policy with the number that decisions under it carry.
    public init(number: UInt64, policy: PolicyFile) {
        self.number = number
        self.policy = policy
    }
}
