// The login to a server: TLS, start-up, SCRAM, and what the server says of its session until it is ready.

public import PGWire
import Policy
import SQLAnalysis

/// A login to a server, as a pure machine. Sessions use it, and so do the proxy's own connections.
///
/// It begins with `start`; `connectUpstream`, `startUpstreamTLS` and `deriveKeys` are answered with `connected`,
/// `secured`, `derived` or `failed`. A server that is not who it should be learns nothing but the names of role and
/// database, and nothing that it says is believed before it has proved that it knows the password.
public struct UpstreamLogin: Sendable {
    /// How the login stands.
    public enum Status: Equatable, Sendable {
        /// It goes on.
        case underway
        /// The server waits for requests.
        case ready
        /// It failed; the connection is of no more use.
        case failed(UpstreamFailure)
    }

    private enum Phase {
        case idle
        case connecting
        case askedForTLS
        case handshake
        /// The startup packet was sent.
        case greeted
        case challenge(SCRAMClient)
        case deriving(SCRAMClient)
        case proved(SCRAMClient)
        /// The server has proved that it knows the password.
        case verified
        case authenticated
        case done(Status)
    }

    /// A setting as the server reports it.
    public struct Setting: Equatable, Sendable {
        /// Its name.
        public let name: String
        /// Its value.
        public let value: String
    }

    /// What the server reported of its settings, in order.
    public private(set) var settings: [Setting] = []
    /// The key that cancels what this connection does; nil when the server gave none.
    public private(set) var cancelKey: CancelKey?

    private let target: UpstreamTarget
    private let nonce: [UInt8]
    private var phase = Phase.idle
    /// The other way of connecting was tried before: `allow` and `prefer` have two.
    private var isSecondAttempt = false
    /// The minor version of protocol 3 that is asked for, and then the one that is spoken.
    private var minor = StartupPacket.newestMinor
    /// The connection is secured by TLS.
    private var isSecure = false
    /// What the login can be bound to; nil when it cannot be.
    private var endPoint: [UInt8]?
    /// The server has said which version it speaks.
    private var isNegotiated = false

    /// A login that was not begun yet; `nonce` are 18 fresh random bytes.
    public init(_ target: UpstreamTarget, nonce: [UInt8]) {
        self.target = target
        self.nonce = nonce
    }

    /// How the login stands.
    public var status: Status {
        if case .done(let status) = phase { status } else { .underway }
    }

    /// Begins.
    public mutating func start(into effects: inout Effects) {
        guard case .idle = phase else { return unexpected(&effects) }
        phase = .connecting
        effects.append(.connectUpstream)
    }

    /// The connection is there.
    public mutating func connected(into effects: inout Effects) {
        guard case .connecting = phase else { return unexpected(&effects) }
        guard wantsTLS else { return greet(&effects) }
        phase = .askedForTLS
        effects.toUpstream(effects.make { FrontendWriter.tlsRequest(into: &$0) })
    }

    /// The TLS handshake is done, and the certificate is as it should be; `endPoint` is what `Cryptography.serverEndPoint` makes
    /// of it.
    public mutating func secured(endPoint: [UInt8]?, into effects: inout Effects) {
        guard case .handshake = phase else { return unexpected(&effects) }
        isSecure = true
        self.endPoint = endPoint
        greet(&effects)
    }

    /// The connection, the handshake or the keys failed.
    public mutating func failed(_ failure: UpstreamFailure, into effects: inout Effects) {
        switch phase {
        case .done: return
        case .handshake where target.tls == .prefer && !isSecondAttempt: tryAgain(&effects)
        case .idle, .connecting, .askedForTLS, .handshake, .greeted, .challenge, .deriving, .proved, .verified,
            .authenticated:
            fail(failure)
        }
    }

    /// The keys are there.
    public mutating func derived(_ keys: SCRAMKeys, into effects: inout Effects) {
        guard case .deriving(var scram) = phase else { return unexpected(&effects) }
        do throws(SCRAMFailure) {
            let proof = try scram.final(keys)
            send(&effects) { bytes throws(ProtocolViolation) in try FrontendWriter.saslResponse(proof, into: &bytes) }
            phase = .proved(scram)
            effects.append(.resumeUpstream)
        } catch {
            fail(.notAuthentic)
        }
    }

    /// Takes bytes from the server; returns how many of them are done with.
    public mutating func received(_ bytes: RawSpan, into effects: inout Effects) -> Int {
        if case .askedForTLS = phase { return answeredTLS(bytes, &effects) }
        var at = 0
        while at < bytes.byteCount {
            switch phase {
            case .idle, .connecting, .handshake, .askedForTLS:
                // Nothing was asked for.
                fail(.brokeProtocol)
                return bytes.byteCount
            case .deriving, .done(.ready): return at
            case .done: return bytes.byteCount
            case .greeted, .challenge, .proved, .verified, .authenticated: break
            }
            do throws(ProtocolViolation) {
                guard let header = try MessageHeader.read(bytes, at: at, most: 65_535),
                    header.end <= bytes.byteCount
                else { return at }
                try take(header, bytes, &effects)
                at = header.end
            } catch {
                effects.append(.log(.upstreamBrokeProtocol(.malformed(error))))
                fail(.brokeProtocol)
            }
        }
        return at
    }

    // MARK: TLS

    /// Whether this attempt uses TLS, with the meanings of libpq's `sslmode`.
    private var wantsTLS: Bool {
        switch target.tls {
        case .disable: false
        case .allow: isSecondAttempt
        case .prefer: !isSecondAttempt
        case .require, .verifyAuthority, .verifyFull: true
        }
    }

    // libpq: fe-connect.c, CONNECTION_SSL_STARTUP.
    /// One byte answers the request; what stands behind it in the clear may be anybody's.
    private mutating func answeredTLS(_ bytes: RawSpan, _ effects: inout Effects) -> Int {
        guard bytes.byteCount > 0 else { return 0 }
        switch bytes.unsafeLoad(fromByteOffset: 0, as: UInt8.self) {
        case UInt8(ascii: "S") where bytes.byteCount == 1:
            phase = .handshake
            effects.append(.startUpstreamTLS)
        case UInt8(ascii: "N") where bytes.byteCount == 1:
            if target.tls == .prefer { greet(&effects) } else { fail(.noTLS) }
        case UInt8(ascii: "E"):
            effects.append(.log(.unauthenticatedUpstreamText(Slice(.received, 0, bytes.byteCount))))
            if target.tls == .prefer { tryAgain(&effects) } else { fail(.noTLS) }
        default: fail(.brokeProtocol)  // lint: any other byte
        }
        return bytes.byteCount
    }

    /// Connects again, in the other way of the two that the mode of TLS has.
    private mutating func tryAgain(_ effects: inout Effects) {
        isSecondAttempt = true
        connectAgain(&effects)
    }

    private mutating func connectAgain(_ effects: inout Effects) {
        isSecure = false
        endPoint = nil
        isNegotiated = false
        settings = []
        cancelKey = nil
        phase = .connecting
        effects.append(.connectUpstream)
    }

    // MARK: messages

    private mutating func greet(_ effects: inout Effects) {
        phase = .greeted
        let (parameters, minor) = (target.parameters, minor)
        send(&effects) { bytes throws(ProtocolViolation) in
            try FrontendWriter.startup(parameters, minor: minor, into: &bytes)
        }
    }

    private mutating func take(
        _ header: MessageHeader,
        _ bytes: RawSpan,
        _ effects: inout Effects
    ) throws(ProtocolViolation) {
        switch BackendMessageType(rawValue: header.type) {
        case .authentication: authentication(try AuthenticationMessage(header.body, in: bytes), &effects)
        case .errorResponse: try refused(header, bytes, &effects)
        case .noticeResponse: return
        case .parameterStatus: try setting(header, bytes)
        case .negotiateProtocolVersion: negotiated(try NegotiateProtocolVersion(header.body, in: bytes))
        case .backendKeyData:
            guard case .authenticated = phase else { return fail(.brokeProtocol) }
            let (process, key) = try SmallBackendMessage.backendKeyData(header.body, in: bytes)
            guard minor > 0 || key.count == StartupPacket.shortKeyLength else { return fail(.brokeProtocol) }
            cancelKey = CancelKey(processID: process, secret: key)
        case .readyForQuery:
            guard case .authenticated = phase,
                try SmallBackendMessage.readyForQuery(header.body, in: bytes) == TransactionStatus.idle.rawValue
            else { return fail(.brokeProtocol) }
            ready()
        case .rowDescription, .dataRow, .commandComplete, .emptyQueryResponse, .portalSuspended, .parseComplete,
            .bindComplete, .closeComplete, .noData, .parameterDescription, .notificationResponse, .copyInResponse,
            .copyOutResponse, .copyBothResponse, .copyData, .copyDone, .functionCallResponse, nil:
            throw .unknownType(header.type)
        }
    }

    // libpq: fe-protocol3.c, pqGetNegotiateProtocolVersion3.
    /// The server speaks an older version than was asked for: it says so once, and before anything else. No options were
    /// asked for, so there are none that it does not know.
    private mutating func negotiated(_ answer: NegotiateProtocolVersion) {
        guard case .greeted = phase, !isNegotiated, answer.unknown.isEmpty, answer.minor < minor, answer.minor != 1
        else {
            return fail(.brokeProtocol)
        }
        isNegotiated = true
        minor = answer.minor
    }

    private mutating func authentication(_ message: AuthenticationMessage, _ effects: inout Effects) {
        switch (phase, message) {
        case (.greeted, .ok):
            // With a password at hand, a server that does not ask for it has not proved that it knows it.
            let isProof = !target.hasCredential && target.channelBinding != .require
            if isProof { phase = .authenticated } else { fail(.downgrade) }
        case (.greeted, .sasl(let mechanisms)): choose(from: mechanisms, &effects)
        case (.greeted, .cleartextPassword), (.greeted, .md5Password), (.greeted, .other):
            fail(target.hasCredential ? .downgrade : .noCredential)
        case (.challenge(var scram), .saslContinue(let data)):
            do throws(SCRAMFailure) {
                let challenge = try scram.challenged(data)
                let salt = effects.make { $0 += challenge.salt }
                effects.append(.deriveKeys(salt: salt, iterations: Int32(clamping: challenge.iterations)))
                phase = .deriving(scram)
            } catch {
                fail(.notAuthentic)
            }
        case (.proved(var scram), .saslFinal(let data)):
            do throws(SCRAMFailure) {
                try scram.verify(data)
                phase = .verified
            } catch {
                fail(.notAuthentic)
            }
        case (.verified, .ok): phase = .authenticated
        case (.challenge, .ok), (.proved, .ok): fail(.downgrade)
        case (_, _): fail(.brokeProtocol)
        }
    }

    // libpq: fe-auth.c, pg_SASL_init.
    /// The server offers mechanisms: the one that binds the login to the connection is taken where that is possible.
    private mutating func choose(from mechanisms: [String], _ effects: inout Effects) {
        guard target.hasCredential else { return fail(.noCredential) }
        let isOffered = mechanisms.contains(SCRAM.mechanismPlus)
        // Nobody offers that in the clear but somebody who has TLS with the server himself.
        guard isSecure || !isOffered else { return fail(.downgrade) }
        let binding: SCRAMClient.Binding
        switch (target.channelBinding, endPoint) {
        case (.disable, _), (.prefer, nil): binding = .impossible
        case (.prefer, let endPoint?): binding = isOffered ? .endPoint(endPoint) : .notOffered
        case (.require, let endPoint?) where isOffered: binding = .endPoint(endPoint)
        case (.require, _): return fail(.noChannelBinding)
        }
        guard mechanisms.contains(binding.mechanism) else { return fail(.downgrade) }
        // Another connection, another nonce.
        let scram = SCRAMClient(random: isSecondAttempt ? nonce.map { ~$0 } : nonce, binding: binding)
        send(&effects) { bytes throws(ProtocolViolation) in
            try FrontendWriter.saslInitialResponse(mechanism: binding.mechanism, scram.first, into: &bytes)
        }
        phase = .challenge(scram)
    }

    /// The server refused the login. Under `allow` it may only have wanted TLS.
    private mutating func refused(
        _ header: MessageHeader,
        _ bytes: RawSpan,
        _ effects: inout Effects
    ) throws(ProtocolViolation) {
        let fields = try ReportFields(header.body, in: bytes, type: .errorResponse)
        // A server that knows nothing of minor versions, or a pooler in front of it, is asked again for 3.0.
        if case .greeted = phase, minor > 0, fields.sqlState == "0A000" || fields.sqlState == "08P01" {
            minor = 0
            return connectAgain(&effects)
        }
        effects.append(.log(.upstreamRefusal(Slice(.received, header.bodyStart, header.end))))
        if target.tls == .allow, !isSecondAttempt, !isAuthenticated { return tryAgain(&effects) }
        fail(.refused(ServerState((fields.sqlState ?? "").utf8)))
    }

    private var isAuthenticated: Bool {
        switch phase {
        case .authenticated, .done: true
        case .idle, .connecting, .askedForTLS, .handshake, .greeted, .challenge, .deriving, .proved, .verified: false
        }
    }

    private mutating func setting(_ header: MessageHeader, _ bytes: RawSpan) throws(ProtocolViolation) {
        let (name, value) = try SmallBackendMessage.parameterStatus(header.body, in: bytes)
        guard let name = bytes.text(name), let value = bytes.text(value) else { throw .invalidUTF8 }
        guard case .authenticated = phase, settings.count < 1000 else { return fail(.brokeProtocol) }
        if let pinned = Settings.pinned(name), !pinned.accepts(value) { return fail(.notPinned) }
        settings.append(Setting(name: name, value: value))
    }

    /// The server is ready, unless it did not say how statements are to be read.
    private mutating func ready() {
        for pinned in [PinnedSetting.clientEncoding, .standardConformingStrings] {
            guard settings.contains(where: { Settings.pinned($0.name) == pinned }) else { return fail(.notPinned) }
        }
        phase = .done(.ready)
    }

    private mutating func send(
        _ effects: inout Effects,
        _ write: (inout [UInt8]) throws(ProtocolViolation) -> Void
    ) {
        let start = effects.made.count
        do throws(ProtocolViolation) {
            try write(&effects.made)
            effects.toUpstream(Slice(.made, start, effects.made.count))
        } catch {
            fail(.brokeProtocol)
        }
    }

    private mutating func fail(_ failure: UpstreamFailure) {
        if case .done = phase { return }
        phase = .done(.failed(failure))
    }

    private mutating func unexpected(_ effects: inout Effects) {
        if case .done = phase { return }
        effects.append(.log(.unexpectedEvent))
        fail(.brokeProtocol)
    }
}
