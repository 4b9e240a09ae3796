// SCRAM-SHA-256 from the client's side, without channel binding.

// RFC 5802, section 5; PostgreSQL: fe-auth-scram.c.
/// A login at a server.
public struct SCRAMClient: Sendable {
    /// What the keys are to be made of.
    public struct Challenge: Equatable, Hashable, Sendable {
        /// The salt.
        public let salt: [UInt8]
        /// Rounds of hashing, within `SCRAMSecret.allowedIterations`.
        public let iterations: Int
    }
    private let nonce: [UInt8]
    private let firstBare: [UInt8]
    private var serverFirst: [UInt8] = []
    private var wholeNonce: [UInt8] = []
    private var expectedSignature: [UInt8] = []

    /// Begins with fresh random bytes, `SCRAM.nonceBytes` of them.
    public init(random: [UInt8]) {
        nonce = Base64.encode(random)
        // As libpq does: the name is the one of the startup packet.
        firstBare = Array("n=,r=".utf8) + nonce
    }

    /// The first message.
    public var first: [UInt8] { Array("n,,".utf8) + firstBare }

    /// Reads the server's first message.
    ///
    /// Throws `wrongNonce` unless the nonce begins with ours and goes on, `unacceptableIterations`, or `malformed`.
    public mutating func challenged(_ message: [UInt8]) throws(SCRAMFailure) -> Challenge {
        var attributes = SCRAMAttributes(message)
        wholeNonce = try attributes.take("r")
        guard SCRAMAttributes.isNonce(wholeNonce), wholeNonce.count > nonce.count, wholeNonce.starts(with: nonce) else {
            throw .wrongNonce
        }
        guard let salt = Base64.decode(try attributes.take("s")), (1...1024).contains(salt.count) else {
            throw .malformed
        }
        let digits = try attributes.take("i")
        guard attributes.isAtEnd, digits.count <= 9, digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
            let iterations = Int(String(decoding: digits, as: UTF8.self))
        else { throw .malformed }
        guard SCRAMSecret.allowedIterations.contains(iterations) else { throw .unacceptableIterations }
        serverFirst = message
        return Challenge(salt: salt, iterations: iterations)
    }

    /// The final message, with keys made for the challenge.
    public mutating func final(_ keys: SCRAMKeys) throws(SCRAMFailure) -> [UInt8] {
        let withoutProof = Array("c=biws,r=".utf8) + wholeNonce
        let authMessage = firstBare + [0x2C] + serverFirst + [0x2C] + withoutProof
        guard !serverFirst.isEmpty, let storedKey = Cryptography.sha256(keys.clientKey),
            let signature = Cryptography.hmac(key: storedKey, authMessage),
            let expected = Cryptography.hmac(key: keys.serverKey, authMessage)
        else { throw .noCryptography }
        expectedSignature = expected
        return withoutProof + Array(",p=".utf8) + Base64.encode(zip(keys.clientKey, signature).map { $0 ^ $1 })
    }

    /// Checks that the server knows the password too; throws `wrongServerSignature` otherwise.
    public func verify(_ message: [UInt8]) throws(SCRAMFailure) {
        var attributes = SCRAMAttributes(message)
        guard let signature = Base64.decode(try attributes.take("v")), attributes.isAtEnd, !expectedSignature.isEmpty
        else { throw .malformed }
        guard Cryptography.areEqual(signature, expectedSignature) else { throw .wrongServerSignature }
    }
}
