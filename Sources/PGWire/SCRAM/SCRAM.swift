// SCRAM-SHA-256, with and without channel binding: what both sides agree on, and how a login fails.

/// What SCRAM is called, and how long its parts are.
public enum SCRAM {
    /// The mechanism's name in messages: without channel binding.
    public static let mechanism = "SCRAM-SHA-256"
    /// The same with channel binding: the login is proved to be one over this very connection.
    public static let mechanismPlus = "SCRAM-SHA-256-PLUS"
    // RFC 5802, section 7; RFC 5929: the one kind of channel binding that PostgreSQL has.
    /// The first part of a first message that binds the channel, up to the identity.
    static let bindingFlag = Array("p=tls-server-end-point,".utf8)
    /// Random bytes of a nonce.
    public static let nonceBytes = 18
    /// Bytes of a salt that is made here, as PostgreSQL makes them.
    public static let saltBytes = 16
    /// Bytes of a salt that is taken from a server.
    static let saltLengths = 1...1024
}

/// Why a login by SCRAM failed.
public enum SCRAMFailure: Error, Equatable, Sendable {
    /// A message that is not one of SCRAM's, or not the one that is expected here.
    case malformed
    /// The client wants what is not offered: channel binding, or another identity.
    case notOffered
    /// The client believes that channel binding is not offered, although it is: somebody between the two has taken it away.
    case downgrade
    /// The client's channel is another one than ours: somebody stands between the two.
    case wrongChannel
    /// The nonce is not the one that was sent on.
    case wrongNonce
    /// The password is wrong, or there is no such user.
    case wrongProof
    /// The server asks for fewer or more rounds than are done.
    case unacceptableIterations
    /// The server did not prove that it knows the password.
    case wrongServerSignature
    /// libcrypto failed.
    case noCryptography
}
