// What a password is made into for logging in.

// RFC 5802, section 3; PostgreSQL: scram-common.c.
/// What a client logs in with, made of a password: with it PBKDF2 need not be repeated.
public struct SCRAMKeys: Equatable, Sendable, CustomStringConvertible, CustomReflectable {
    let clientKey: [UInt8]
    let serverKey: [UInt8]

    /// Prepares the password by SASLprep and runs PBKDF2, which takes milliseconds.
    ///
    /// Nil when libcrypto fails, the iterations are out of bounds, or there can be no such password: PostgreSQL has none that is
    /// empty or that holds NUL.
    public init?(password: [UInt8], salt: [UInt8], iterations: Int) {
        guard SCRAMSecret.allowedIterations.contains(iterations), !password.isEmpty, !password.contains(0),
            let salted = Cryptography.pbkdf2(SASLprep.bytes(password), salt: salt, iterations: iterations),
            let clientKey = Cryptography.hmac(key: salted, Array("Client Key".utf8)),
            let serverKey = Cryptography.hmac(key: salted, Array("Server Key".utf8))
        else { return nil }
        self.clientKey = clientKey
        self.serverKey = serverKey
    }

    /// Says what it is, not what is in it.
    public var description: String { "SCRAM-SHA-256 keys" }
    /// Nothing to see.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
