// What a server keeps of a password.

// RFC 5802, section 3; PostgreSQL: scram-common.c.
/// What a password is checked with: neither the password nor what a client needs to log in.
public struct SCRAMSecret: Equatable, Sendable, CustomStringConvertible, CustomReflectable {
    /// The iterations that are read and made: fewer are cracked too easily, more hold up the one who computes.
    public static let allowedIterations = 4096...1_000_000

    /// Rounds of hashing.
    public let iterations: Int
    /// The salt.
    public let salt: [UInt8]
    /// SHA-256 of the client key, 32 bytes.
    public let storedKey: [UInt8]
    /// The server key, 32 bytes.
    public let serverKey: [UInt8]

    /// Takes the parts of a verifier.
    public init(iterations: Int, salt: [UInt8], storedKey: [UInt8], serverKey: [UInt8]) {
        self.iterations = iterations
        self.salt = salt
        self.storedKey = storedKey
        self.serverKey = serverKey
    }

    /// Makes one of a password, which SASLprep prepares; nil where `SCRAMKeys` cannot be made.
    public init?(password: [UInt8], salt: [UInt8], iterations: Int) {
        guard let keys = SCRAMKeys(password: password, salt: salt, iterations: iterations),
            let storedKey = Cryptography.sha256(keys.clientKey)
        else { return nil }
        self.init(iterations: iterations, salt: salt, storedKey: storedKey, serverKey: keys.serverKey)
    }

    // PostgreSQL: auth-scram.c, mock_scram_secret.
    /// For a user that does not exist: the same salt every time, so that nobody learns who exists; no password fits it.
    ///
    /// Its iterations tell too when those of the users are others. Nil when libcrypto fails.
    public static func mock(user: [UInt8], secret: [UInt8], iterations: Int = 4096) -> SCRAMSecret? {
        guard let salt = Cryptography.hmac(key: secret, Array("salt".utf8) + user),
            let storedKey = Cryptography.random(Cryptography.digestBytes),
            let serverKey = Cryptography.random(Cryptography.digestBytes)
        else { return nil }
        return SCRAMSecret(
            iterations: iterations,
            salt: Array(salt.prefix(SCRAM.saltBytes)),
            storedKey: storedKey,
            serverKey: serverKey
        )
    }

    /// As PostgreSQL stores it: `SCRAM-SHA-256$iterations:salt$stored-key:server-key`.
    public var verifier: String {
        let parts = [salt, storedKey, serverKey].map { String(decoding: Base64.encode($0), as: UTF8.self) }
        return "SCRAM-SHA-256$\(iterations):\(parts[0])$\(parts[1]):\(parts[2])"
    }

    /// Says what it is, not what is in it.
    public var description: String { "a SCRAM-SHA-256 secret" }
    /// Nothing to see.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
