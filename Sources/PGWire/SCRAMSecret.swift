// What is kept of a password, and what is made of it.

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

    /// Makes one of a password, as it is; nil when libcrypto fails.
    ///
    /// A password of ASCII characters is what SASLprep makes of it. Of another one SASLprep may make something else; it is taken
    /// as it is here, which is the same for text in Unicode's form NFKC.
    public init?(password: [UInt8], salt: [UInt8], iterations: Int) {
        guard let keys = SCRAMKeys(password: password, salt: salt, iterations: iterations),
            let storedKey = Cryptography.sha256(keys.clientKey)
        else { return nil }
        self.init(iterations: iterations, salt: salt, storedKey: storedKey, serverKey: keys.serverKey)
    }

    /// For a user that does not exist: the same salt every time, so that nobody learns who exists; no password fits it.
    ///
    /// PostgreSQL: auth-scram.c, mock_scram_secret.
    public static func mock(user: [UInt8], secret: [UInt8]) -> SCRAMSecret? {
        guard let salt = Cryptography.hmac(key: secret, Array("salt".utf8) + user),
            let storedKey = Cryptography.random(Cryptography.digestBytes),
            let serverKey = Cryptography.random(Cryptography.digestBytes)
        else { return nil }
        return SCRAMSecret(iterations: 4096, salt: Array(salt.prefix(16)), storedKey: storedKey, serverKey: serverKey)
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

/// What a client logs in with, made of a password: with it PBKDF2 need not be repeated.
public struct SCRAMKeys: Equatable, Sendable, CustomStringConvertible, CustomReflectable {
    let clientKey: [UInt8]
    let serverKey: [UInt8]

    /// Runs PBKDF2, which takes milliseconds; nil when libcrypto fails or the iterations are out of bounds.
    public init?(password: [UInt8], salt: [UInt8], iterations: Int) {
        guard SCRAMSecret.allowedIterations.contains(iterations),
            let salted = Cryptography.pbkdf2(password, salt: salt, iterations: iterations),
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

/// Why a login by SCRAM failed.
public enum SCRAMFailure: Error, Equatable, Sendable {
    /// A message that is not one of SCRAM's, or not the one that is expected here.
    case malformed
    /// The client wants what is not offered: channel binding, or another identity.
    case notOffered
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

/// The attributes of a SCRAM message, in order.
struct SCRAMAttributes {
    private var rest: ArraySlice<UInt8>

    init(_ message: some Collection<UInt8>) { rest = ArraySlice(Array(message)) }

    var isAtEnd: Bool { rest.isEmpty }

    /// The value of the next attribute, whose letter is given; throws `malformed` when it is another one.
    mutating func take(_ letter: Character) throws(SCRAMFailure) -> [UInt8] {
        guard let (found, value) = try takeAny(), found == letter.asciiValue else { throw .malformed }
        return value
    }

    /// The next attribute; nil at the end.
    mutating func takeAny() throws(SCRAMFailure) -> (letter: UInt8, value: [UInt8])? {
        guard let letter = rest.first else { return nil }
        let isLetter = (0x41...0x5A).contains(letter) || (0x61...0x7A).contains(letter)
        guard isLetter, rest.dropFirst().first == UInt8(ascii: "=") else { throw .malformed }
        let body = rest.dropFirst(2)
        let end = body.firstIndex(of: UInt8(ascii: ",")) ?? body.endIndex
        let value = Array(body[..<end])
        rest = end == body.endIndex ? [] : body[(end + 1)...]
        // A comma at the very end promises an attribute that is not there.
        guard end == body.endIndex || !rest.isEmpty, !value.contains(0) else { throw .malformed }
        return (letter, value)
    }

    /// RFC 5802: printable characters but the comma, at least one.
    static func isNonce(_ value: [UInt8]) -> Bool {
        !value.isEmpty && value.allSatisfy { $0 >= 0x21 && $0 <= 0x7E && $0 != UInt8(ascii: ",") }
    }
}

/// The mechanism's name as it stands in messages.
public enum SCRAM {
    /// Without channel binding.
    public static let mechanism = "SCRAM-SHA-256"
    /// Random bytes of a nonce.
    public static let nonceBytes = 18
}
