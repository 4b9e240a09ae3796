// How far a client's login has come.

import PGWire
import Policy
import SQLAnalysis

/// The login of a client: first packets, TLS, and proof of the password.
struct ClientLogin {
    /// What is due next.
    enum Phase {
        /// The first byte of the connection, which may begin a TLS handshake.
        case first
        /// A first packet.
        case packet
        /// The end of a TLS handshake.
        case handshake
        /// The first message of SCRAM.
        case scram(SCRAMServer)
        /// The last message of SCRAM.
        case proof(SCRAMServer)
        /// Nothing: the client is known.
        case done
    }
    var phase = Phase.first
    /// TLS was asked for with a packet.
    var askedForTLS = false
    /// GSSAPI was asked for.
    var askedForGSS = false
    /// The connection began with a TLS handshake.
    var isDirect = false
    /// Settings that the client asks for, `options` taken apart.
    var settings: [StartupMessage.Parameter] = []
    /// Why the login was refused.
    var refusedWith: Code?

    let listener: ListenerKind
    let serverEndPoint: [UInt8]?
    let seeds: SessionSeeds
    let mockSecret: [UInt8]
    /// Too many logins from the client's address have failed.
    var isRefused: Bool
    /// There are as many connections as there may be.
    let isExcess: Bool

    init(_ setup: SessionSetup) {
        listener = setup.listener
        serverEndPoint = setup.serverEndPoint
        seeds = setup.seeds
        mockSecret = setup.mockSecret
        isRefused = setup.isRefused
        isExcess = setup.isExcess
    }

    /// Whether a message would not land inside of a TLS handshake.
    var mayBeTold: Bool {
        switch phase {
        case .handshake: false
        case .first, .packet, .scram, .proof, .done: true
        }
    }

    /// Whether the listener has a certificate.
    var offersTLS: Bool {
        switch listener {
        case .tls: true
        case .socket, .plain: false
        }
    }

    /// Whether clients without TLS are refused.
    var requiresTLS: Bool { listener == .tls(isRequired: true) }

    /// The side of SCRAM that checks the password of a user; nil when libcrypto fails.
    ///
    /// A user that does not exist, or has no password, goes through the same steps and fails at the end. A login over TLS can be
    /// bound to the certificate.
    func scram(for user: String, isSecure: Bool, _ policy: PolicyFile) -> SCRAMServer? {
        let endPoint = isSecure ? serverEndPoint : nil
        if let verifier = Self.verifier(of: user, in: policy) {
            let secret = SCRAMSecret(
                iterations: verifier.iterations,
                salt: verifier.salt,
                storedKey: verifier.storedKey,
                serverKey: verifier.serverKey
            )
            return SCRAMServer(secret, doomed: false, endPoint: endPoint)
        }
        // As many rounds as most users have, so that they do not tell who exists.
        var rounds: [Int: Int] = [:]
        for known in policy.users { if let verifier = known.verifier { rounds[verifier.iterations, default: 0] += 1 } }
        let most = rounds.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 4096
        return SCRAMSecret.mock(user: Array(user.utf8), secret: mockSecret, iterations: most).map {
            SCRAMServer($0, doomed: true, endPoint: endPoint)
        }
    }

    /// Another policy comes into force: a proof of a password that it does not have is worth nothing.
    mutating func policyChanges(for user: String, from former: PolicyFile, to policy: PolicyFile) {
        switch phase {
        case .scram(var scram):
            guard Self.verifier(of: user, in: former) != Self.verifier(of: user, in: policy) else { return }
            scram.doom()
            phase = .scram(scram)
        case .proof(var scram):
            guard Self.verifier(of: user, in: former) != Self.verifier(of: user, in: policy) else { return }
            scram.doom()
            phase = .proof(scram)
        case .first, .packet, .handshake, .done: return
        }
    }

    private static func verifier(of user: String, in policy: PolicyFile) -> SCRAMVerifier? {
        policy.users.first { $0.name.utf8.elementsEqual(user.utf8) }?.verifier
    }
}
