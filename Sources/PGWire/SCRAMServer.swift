// SCRAM-SHA-256 from the server's side, without channel binding.

// RFC 5802, section 5; PostgreSQL: auth-scram.c, read_client_first_message, read_client_final_message.
/// A login that is checked.
public struct SCRAMServer: Sendable {
    private let secret: SCRAMSecret
    private let isDoomed: Bool
    private var header: [UInt8] = []
    private var clientFirstBare: [UInt8] = []
    private var serverFirst: [UInt8] = []
    private var nonce: [UInt8] = []

    /// Checks against a secret. A `doomed` login goes through the same steps and fails at the end: the user does not exist.
    public init(_ secret: SCRAMSecret, doomed: Bool) {
        self.secret = secret
        isDoomed = doomed
    }

    /// Answers the client's first message. `random` are fresh random bytes, `SCRAM.nonceBytes` of them.
    ///
    /// Throws `notOffered` for channel binding or an authorization identity, `malformed` for what else is no first message.
    public mutating func first(_ message: [UInt8], random: [UInt8]) throws(SCRAMFailure) -> [UInt8] {
        let comma = UInt8(ascii: ",")
        guard message.count >= 3, message[1] == comma || message[0] == UInt8(ascii: "p") else { throw .malformed }
        switch message[0] {
        case UInt8(ascii: "n"), UInt8(ascii: "y"):
            // "y": the client could bind the channel and thinks that we cannot, which is so.
            guard message[2] == comma else {
                throw message[2] == UInt8(ascii: "a") ? .notOffered : .malformed
            }
        case UInt8(ascii: "p"): throw .notOffered
        default: throw .malformed
        }
        header = Array(message[..<3])
        clientFirstBare = Array(message[3...])
        var attributes = SCRAMAttributes(clientFirstBare)
        // The name is the one of the startup packet, so this one is not looked at.
        _ = try attributes.take("n")
        let clientNonce = try attributes.take("r")
        guard SCRAMAttributes.isNonce(clientNonce), random.count >= SCRAM.nonceBytes else { throw .malformed }
        while try attributes.takeAny() != nil {}
        nonce = clientNonce + Base64.encode(random)
        serverFirst =
            Array("r=".utf8) + nonce + Array(",s=".utf8) + Base64.encode(secret.salt)
            + Array(",i=\(secret.iterations)".utf8)
        return serverFirst
    }

    /// Checks the client's final message; returns the server's.
    ///
    /// Throws `wrongProof` for a wrong password and for a doomed login alike.
    public func final(_ message: [UInt8]) throws(SCRAMFailure) -> [UInt8] {
        var attributes = SCRAMAttributes(message)
        guard try attributes.take("c") == Base64.encode(header) else { throw .notOffered }
        guard try attributes.take("r") == nonce, !nonce.isEmpty else { throw .wrongNonce }
        var proof: [UInt8]?
        while let attribute = try attributes.takeAny() {
            guard attribute.letter == UInt8(ascii: "p") else { continue }
            guard attributes.isAtEnd, let value = Base64.decode(attribute.value) else { throw .malformed }
            proof = value
        }
        guard let proof, proof.count == Cryptography.digestBytes else { throw .malformed }
        // ",p=" and the proof in base64 stand at the end.
        let withoutProof = message.dropLast(Base64.encode(proof).count + 3)
        let authMessage = clientFirstBare + [0x2C] + serverFirst + [0x2C] + withoutProof
        guard let signature = Cryptography.hmac(key: secret.storedKey, authMessage),
            let hashed = Cryptography.sha256(zip(proof, signature).map { $0 ^ $1 }),
            let serverSignature = Cryptography.hmac(key: secret.serverKey, authMessage)
        else { throw .noCryptography }
        guard Cryptography.areEqual(hashed, secret.storedKey), !isDoomed else { throw .wrongProof }
        return Array("v=".utf8) + Base64.encode(serverSignature)
    }
}
