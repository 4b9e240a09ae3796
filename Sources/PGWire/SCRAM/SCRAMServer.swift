// SCRAM-SHA-256 from the server's side, with channel binding where there is a channel to bind to.

// RFC 5802, section 5; PostgreSQL: auth-scram.c, read_client_first_message, read_client_final_message.
/// A login that is checked: `first`, then `final`, once each. There is one guess to a nonce.
///
/// A call out of order throws `malformed`, and after any failure every call does.
public struct SCRAMServer: Sendable {
    private enum Phase: Sendable {
        case begun
        case challenged(binding: [UInt8], clientFirst: [UInt8], serverFirst: [UInt8], nonce: [UInt8])
        case over
    }
    private let secret: SCRAMSecret
    private var isDoomed: Bool
    private let endPoint: [UInt8]?
    private var phase = Phase.begun

    /// Checks against a secret. A `doomed` login goes through the same steps and fails at the end: the user does not exist.
    ///
    /// `endPoint` is what `Cryptography.serverEndPoint` makes of the certificate that the client was shown; nil without TLS, or
    /// where it makes nothing.
    public init(_ secret: SCRAMSecret, doomed: Bool, endPoint: [UInt8]? = nil) {
        self.secret = secret
        isDoomed = doomed
        self.endPoint = endPoint
    }

    /// From now on it fails at the end, whatever the client knows: the password is no longer this one.
    public mutating func doom() { isDoomed = true }

    /// The names of the mechanisms that the client may choose from, the better one first.
    public var mechanisms: [String] {
        endPoint == nil ? [SCRAM.mechanism] : [SCRAM.mechanismPlus, SCRAM.mechanism]
    }

    /// Answers the client's first message, for the mechanism that it has chosen. `random` are fresh random bytes,
    /// `SCRAM.nonceBytes` of them.
    ///
    /// Throws `notOffered` for another mechanism than was offered, channel binding of another kind, or an authorization identity;
    /// `downgrade` when the client believes that channel binding was not offered and it was; `malformed` for what else is no first
    /// message of the mechanism.
    public mutating func first(
        _ message: [UInt8],
        of mechanism: String = SCRAM.mechanism,
        random: [UInt8]
    ) throws(SCRAMFailure) -> [UInt8] {
        guard random.count >= SCRAM.nonceBytes else { throw .malformed }
        return try first(message, of: mechanism, nonce: Base64.encode(random))
    }

    /// Answers with a nonce that is given, as in the RFC's example.
    mutating func first(
        _ message: [UInt8],
        of mechanism: String = SCRAM.mechanism,
        nonce: [UInt8]
    ) throws(SCRAMFailure) -> [UInt8] {
        guard case .begun = leave() else { throw .malformed }
        guard mechanisms.contains(mechanism) else { throw .notOffered }
        let header = try header(message, binds: mechanism == SCRAM.mechanismPlus)
        let binding = header + (mechanism == SCRAM.mechanismPlus ? endPoint ?? [] : [])
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
        phase = .challenged(binding: binding, clientFirst: clientFirst, serverFirst: serverFirst, nonce: whole)
        return serverFirst
    }

    /// The part of a first message that says whether the channel is bound, and for whom the login is.
    ///
    /// `n,,`: the client cannot bind it. `y,,`: it could, and believes that we cannot. `p=...,,`: it does.
    private func header(_ message: [UInt8], binds: Bool) throws(SCRAMFailure) -> [UInt8] {
        let comma = UInt8(ascii: ",")
        let identity: Int
        switch message.first {
        case UInt8(ascii: "n"), UInt8(ascii: "y"):
            guard message.count >= 3, message[1] == comma else { throw .malformed }
            identity = 2
        case UInt8(ascii: "p"):
            guard binds else { throw .notOffered }
            guard message.starts(with: SCRAM.bindingFlag) else { throw .notOffered }
            identity = SCRAM.bindingFlag.count
        default: throw .malformed  // lint: nothing, or another byte
        }
        guard message.count > identity else { throw .malformed }
        guard message[identity] == comma else {
            throw message[identity] == UInt8(ascii: "a") ? .notOffered : .malformed
        }
        // With the mechanism that binds the channel, a message that does not is none.
        if binds, message.first != UInt8(ascii: "p") { throw .malformed }
        if !binds, message.first == UInt8(ascii: "y"), endPoint != nil { throw .downgrade }
        return Array(message[...identity])
    }

    /// Checks the client's final message; returns the server's.
    ///
    /// Throws `wrongProof` for a wrong password and for a doomed login alike, `wrongChannel` when the client sees another
    /// certificate than ours.
    public mutating func final(_ message: [UInt8]) throws(SCRAMFailure) -> [UInt8] {
        guard case .challenged(let binding, let clientFirst, let serverFirst, let nonce) = leave() else {
            throw .malformed
        }
        var attributes = SCRAMAttributes(message)
        guard Cryptography.areEqual(try attributes.take("c"), Base64.encode(binding)) else { throw .wrongChannel }
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
