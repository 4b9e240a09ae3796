// SCRAM-SHA-256 from the client's side, with channel binding where the server offers it.

// RFC 5802, section 5; PostgreSQL: fe-auth-scram.c.
/// A login at a server: `first`, then `challenged`, `final` and `verify`, once each and in this order.
///
/// A call out of order throws `malformed`, and after any failure every call does.
public struct SCRAMClient: Sendable {
    /// What the keys are to be made of.
    public struct Challenge: Equatable, Hashable, Sendable {
        /// The salt.
        public let salt: [UInt8]
        /// Rounds of hashing, within `SCRAMSecret.allowedIterations`.
        public let iterations: Int
    }
    /// Whether the login is bound to the connection that it goes over.
    public enum Binding: Equatable, Sendable {
        /// It cannot be: there is no TLS, or it is not wanted.
        case impossible
        /// It could be, and the server does not offer it. A server that does will find out that somebody took the offer away.
        case notOffered
        /// It is bound to this end point: what `Cryptography.serverEndPoint` makes of the server's certificate.
        case endPoint([UInt8])

        /// The mechanism that is chosen with it.
        public var mechanism: String {
            switch self {
            case .impossible, .notOffered: SCRAM.mechanism
            case .endPoint: SCRAM.mechanismPlus
            }
        }

        /// The beginning of the first message, up to the name.
        fileprivate var header: [UInt8] {
            switch self {
            case .impossible: Array("n,,".utf8)
            case .notOffered: Array("y,,".utf8)
            case .endPoint: SCRAM.bindingFlag + Array(",".utf8)
            }
        }

        /// What the final message proves to know.
        fileprivate var proof: [UInt8] {
            switch self {
            case .impossible, .notOffered: header
            case .endPoint(let digest): header + digest
            }
        }
    }
    private enum Phase: Sendable {
        case begun
        case challenged(serverFirst: [UInt8], nonce: [UInt8])
        case proven(signature: [UInt8])
        case over
    }
    private let nonce: [UInt8]
    private let firstBare: [UInt8]
    private let binding: Binding
    private var phase = Phase.begun

    /// Begins with fresh random bytes, `SCRAM.nonceBytes` of them.
    public init(random: [UInt8], binding: Binding = .impossible) {
        // As libpq does: the name is the one of the startup packet.
        self.init(name: "", nonce: Base64.encode(random), binding: binding)
    }

    /// Begins with a name and a nonce that are given, as in the RFC's example.
    init(name: String, nonce: [UInt8], binding: Binding = .impossible) {
        self.nonce = nonce
        self.binding = binding
        firstBare = Array("n=\(name),r=".utf8) + nonce
    }

    /// The first message.
    public var first: [UInt8] { binding.header + firstBare }

    /// Reads the server's first message.
    ///
    /// Throws `wrongNonce` unless the nonce begins with ours and goes on, `unacceptableIterations`, or `malformed`.
    public mutating func challenged(_ message: [UInt8]) throws(SCRAMFailure) -> Challenge {
        guard case .begun = leave() else { throw .malformed }
        var attributes = SCRAMAttributes(message)
        let whole = try attributes.take("r")
        guard SCRAMAttributes.isNonce(whole), whole.count > nonce.count, whole.starts(with: nonce) else {
            throw .wrongNonce
        }
        guard let salt = Base64.decode(try attributes.take("s")), SCRAM.saltLengths.contains(salt.count) else {
            throw .malformed
        }
        let digits = try attributes.take("i")
        // A mandatory extension would stand in front, another one here: no server sends one.
        guard attributes.isAtEnd, !digits.isEmpty, digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else {
            throw .malformed
        }
        guard let iterations = Int(String(decoding: digits, as: UTF8.self)),
            SCRAMSecret.allowedIterations.contains(iterations)
        else { throw .unacceptableIterations }
        phase = .challenged(serverFirst: message, nonce: whole)
        return Challenge(salt: salt, iterations: iterations)
    }

    /// The final message, with keys made for the challenge.
    public mutating func final(_ keys: SCRAMKeys) throws(SCRAMFailure) -> [UInt8] {
        guard case .challenged(let serverFirst, let whole) = leave() else { throw .malformed }
        let withoutProof = Array("c=".utf8) + Base64.encode(binding.proof) + Array(",r=".utf8) + whole
        let authMessage = firstBare + [0x2C] + serverFirst + [0x2C] + withoutProof
        guard let storedKey = Cryptography.sha256(keys.clientKey),
            let signature = Cryptography.hmac(key: storedKey, authMessage),
            let expected = Cryptography.hmac(key: keys.serverKey, authMessage)
        else { throw .noCryptography }
        phase = .proven(signature: expected)
        return withoutProof + Array(",p=".utf8) + Base64.encode(zip(keys.clientKey, signature).map { $0 ^ $1 })
    }

    /// Checks that the server knows the password too; throws `wrongServerSignature` otherwise.
    public mutating func verify(_ message: [UInt8]) throws(SCRAMFailure) {
        guard case .proven(let expected) = leave() else { throw .malformed }
        var attributes = SCRAMAttributes(message)
        guard let signature = Base64.decode(try attributes.take("v")), attributes.isAtEnd else { throw .malformed }
        guard Cryptography.areEqual(signature, expected) else { throw .wrongServerSignature }
    }

    /// The phase so far; the machine is over unless the caller sets another.
    private mutating func leave() -> Phase {
        defer { phase = .over }
        return phase
    }
}
