// SCRAM-SHA-256 from the server's side, without channel binding.

// RFC 5802, section 5; PostgreSQL: auth-scram.c, read_client_first_message, read_client_final_message.
/// A login that is checked: `first`, then `final`, once each. There is one guess to a nonce.
///
/// A call out of order throws `malformed`, and after any failure every call does.
public struct SCRAMServer: Sendable {
    private enum Phase: Sendable {
        case begun
        case challenged(header: [UInt8], clientFirst: [UInt8], serverFirst: [UInt8], nonce: [UInt8])
        case over
    }
    private let secret: SCRAMSecret
    private let isDoomed: Bool
    private var phase = Phase.begun

    /// Checks against a secret. A `doomed` login goes through the same steps and fails at the end: the user does not exist.
    public init(_ secret: SCRAMSecret, doomed: Bool) {
        self.secret = secret
        isDoomed = doomed
    }

    /// Answers the client's first message. `random` are fresh random bytes, `SCRAM.nonceBytes` of them.
    ///
    /// Throws `notOffered` for channel binding or an authorization identity, `malformed` for what else is no first message.
    public mutating func first(_ message: [UInt8], random: [UInt8]) throws(SCRAMFailure) -> [UInt8] {
        guard random.count >= SCRAM.nonceBytes else { throw .malformed }
        return try first(message, nonce: Base64.encode(random))
    }

    /// Answers with a nonce that is given, as in the RFC's example.
    mutating func first(_ message: [UInt8], nonce: [UInt8]) throws(SCRAMFailure) -> [UInt8] {
        guard case .begun = leave() else { throw .malformed }
        let header = try SCRAMServer.header(message)
        let clientFirst = Array(message[header.count...])
        var attributes = SCRAMAttributes(clientFirst)
        // The name is the one of the startup packet, so this one is not looked at.
        _ = try attributes.take("n")
        let clientNonce = try attributes.take("r")
        guard SCRAMAttributes.isNonce(clientNonce) else { throw .malformed }
        while try attributes.takeAny() != nil {}
        let whole = clientNonce + nonce
        var serverFirst = Array("r=".utf8) + whole
        serverFirst += Array(",s=".utf8) + Base64.encode(secret.salt) + Array(",i=\(secret.iterations)".utf8)
        phase = .challenged(header: header, clientFirst: clientFirst, serverFirst: serverFirst, nonce: whole)
        return serverFirst
    }

    /// `n,,` or `y,,`: without channel binding. With `y` the client could bind the channel and thinks that we cannot, which is so.
    private static func header(_ message: [UInt8]) throws(SCRAMFailure) -> [UInt8] {
        switch message.first {
        case UInt8(ascii: "n"), UInt8(ascii: "y"):
            let comma = UInt8(ascii: ",")
            guard message.count >= 3, message[1] == comma else { throw .malformed }
            guard message[2] == comma else { throw message[2] == UInt8(ascii: "a") ? .notOffered : .malformed }
            return Array(message[..<3])
        case UInt8(ascii: "p"): throw .notOffered
        default: throw .malformed  // lint: nothing, or another byte
        }
    }

    /// Checks the client's final message; returns the server's.
    ///
    /// Throws `wrongProof` for a wrong password and for a doomed login alike.
    public mutating func final(_ message: [UInt8]) throws(SCRAMFailure) -> [UInt8] {
        guard case .challenged(let header, let clientFirst, let serverFirst, let nonce) = leave() else {
            throw .malformed
        }
        var attributes = SCRAMAttributes(message)
        guard try attributes.take("c") == Base64.encode(header) else { throw .notOffered }
        guard try attributes.take("r") == nonce else { throw .wrongNonce }
        var proof: [UInt8]?
        while let attribute = try attributes.takeAny() {
            guard attribute.letter == UInt8(ascii: "p") else { continue }
            guard attributes.isAtEnd, let value = Base64.decode(attribute.value) else { throw .malformed }
            proof = value
        }
        guard let proof, proof.count == Cryptography.digestBytes else { throw .malformed }
        // ",p=" and the proof in base64 stand at the end.
        let withoutProof = message.dropLast(Base64.encode(proof).count + 3)
        let authMessage = clientFirst + [0x2C] + serverFirst + [0x2C] + withoutProof
        guard let signature = Cryptography.hmac(key: secret.storedKey, authMessage),
            let hashed = Cryptography.sha256(zip(proof, signature).map { $0 ^ $1 }),
            let serverSignature = Cryptography.hmac(key: secret.serverKey, authMessage)
        else { throw .noCryptography }
        guard Cryptography.areEqual(hashed, secret.storedKey), !isDoomed else { throw .wrongProof }
        return Array("v=".utf8) + Base64.encode(serverSignature)
    }

    /// The phase so far; the machine is over unless the caller sets another.
    private mutating func leave() -> Phase {
        defer { phase = .over }
        return phase
    }
}
