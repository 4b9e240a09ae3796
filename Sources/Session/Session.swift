// The conversation of one client with one server, as a pure machine: bytes and events in, effects out.

import PGWire
public import Policy
public import SQLAnalysis

/// Who is at the client's end, as far as it is known.
public struct SessionClient: Equatable, Sendable {
    /// The name that was given to log in with; empty before.
    public internal(set) var user = ""
    /// The database that was asked for; empty before.
    public internal(set) var database = ""
    /// What the client calls itself; empty when it does not.
    public internal(set) var applicationName = ""
    /// Who it is; nil until that is proved.
    public internal(set) var principal: Principal?
    /// Whether the connection is secured by TLS.
    public internal(set) var isSecure = false
}

/// The key with which a server lets a session's statement be cancelled. It is printed as its process id only.
public struct CancelKey: Equatable, Sendable, CustomStringConvertible, CustomReflectable {
    /// Names the session.
    public let processID: UInt32
    /// Proves that the session is one's own, 4 to 256 bytes.
    public let secret: [UInt8]

    /// A key as it was given.
    public init(processID: UInt32, secret: [UInt8]) {
        self.processID = processID
        self.secret = secret
    }

    /// The process id alone.
    public var description: String { "cancel key \(processID)" }

    /// Nothing to see.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// One client's session, from its first byte to its last.
///
/// **How it is driven.** What arrives is given to `clientReceived` and `upstreamReceived` as a span that begins with the
/// first byte that was not consumed yet; everything else is told to `happened`. Each call appends effects, which are
/// performed in order before the next call; slices with the source `received` are ranges of the span of that very call.
/// A session holds no message: what it does not consume is given again, from the same start, with more bytes, or when
/// `resumeClient` or `resumeUpstream` says so. `now` counts nanoseconds of a clock that never goes back.
///
/// **What holds.** Nothing reaches the server before its record stands in front of it in the list of effects. No bytes
/// and no events, in whatever order, make it trap. Once it is over it consumes everything and does nothing.
public struct Session: ~Copyable {
    /// How far the session has come.
    enum Stage: UInt8 {
        /// The client logs in.
        case login
        /// The client is known; the connection to the server is made.
        case connecting
        /// Requests are answered.
        case running
        /// Nothing happens any more.
        case over
    }

    /// Who is at the client's end.
    public internal(set) var client = SessionClient() { didSet { clientChanges &+= 1 } }
    /// Counts the changes of `client`.
    public private(set) var clientChanges: UInt64 = 0
    /// The database that `connectUpstream` is about; nil before access to it was decided.
    public internal(set) var database: Database?
    /// The names that earlier texts of this session have bound: what `decide` is to be answered under.
    public internal(set) var names = SessionNames()
    /// The key that this session's client may cancel with: the server's process id once that is known, and a secret of our own,
    /// which is short unless the client speaks protocol 3.2. Sessions of several servers may have one process id.
    public internal(set) var cancelKey: CancelKey
    /// The key that `cancelUpstream` is to send; nil when the server gave none.
    public internal(set) var upstreamCancelKey: CancelKey?
    /// Whether the session is over.
    public var isOver: Bool { stage == .over }

    let limits: SessionLimits
    let messageLimits: MessageLimits
    /// The statement and portal that no client can make: what refused messages name instead.
    let substituteName: [UInt8]
    var inForce: InForce
    var stage = Stage.login
    var login: ClientLogin
    var upstream: UpstreamLogin?
    var talk = Conversation()

    /// A session before its first event.
    public init(_ setup: SessionSetup) {
        let seeds = setup.seeds
        cancelKey = CancelKey(processID: seeds.processID, secret: Array(seeds.cancelSecret.prefix(4)))
        limits = setup.limits
        messageLimits = MessageLimits(query: max(setup.limits.messageBytes - 1, 8))
        substituteName = Array("sqlguard_".utf8) + hexadecimal(seeds.substitute)
        inForce = setup.inForce
        login = ClientLogin(setup)
    }

    /// Takes bytes from the client; returns how many of them are done with.
    public mutating func clientReceived(_ bytes: RawSpan, now: UInt64, into effects: inout Effects) -> Int {
        if bytes.byteCount > 0 { talk.lastActivity = now }
        switch stage {
        case .login: return clientLogsIn(bytes, now, &effects)
        case .connecting: return 0
        case .running: return clientSpeaks(bytes, now, &effects)
        case .over: return bytes.byteCount
        }
    }

    /// Takes bytes from the server; returns how many of them are done with.
    public mutating func upstreamReceived(_ bytes: RawSpan, now: UInt64, into effects: inout Effects) -> Int {
        switch stage {
        case .login: return bytes.byteCount
        case .connecting:
            let consumed = upstream?.received(bytes, into: &effects) ?? bytes.byteCount
            upstreamWentOn(now, &effects)
            guard stage == .running, consumed < bytes.byteCount else {
                return stage == .over ? bytes.byteCount : consumed
            }
            effects.append(.resumeUpstream)
            return consumed
        case .running: return serverSpeaks(bytes, now, &effects)
        case .over: return bytes.byteCount
        }
    }

    /// Takes anything else that happened.
    public mutating func happened(_ event: SessionEvent, now: UInt64, into effects: inout Effects) {
        switch event {
        case .clientConnected: clientConnected(now, &effects)
        case .clientSecured(let negotiated): clientSecured(negotiated, now, &effects)
        case .clientClosed: end(.clientLeft, now, &effects)
        case .upstreamConnected: upstreamStep(now, &effects) { $0.connected(into: &$1) }
        case .upstreamSecured(let endPoint):
            upstreamStep(now, &effects) { $0.secured(endPoint: endPoint, into: &$1) }
        case .upstreamFailed(let failure): upstreamStep(now, &effects) { $0.failed(failure, into: &$1) }
        case .upstreamKeys(let keys): upstreamStep(now, &effects) { $0.derived(keys, into: &$1) }
        case .upstreamClosed:
            switch stage {
            case .login, .over: return
            case .connecting: upstreamStep(now, &effects) { $0.failed(.closed, into: &$1) }
            case .running: end(.upstreamLost, now, &effects)
            }
        case .decided(let id, let judgement): decided(id, judgement, now, &effects)
        case .cancelRequested: cancelRequested(&effects)
        case .cancelFinished: cancelFinished(&effects)
        case .timer(let timer): timeIsUp(timer, now, &effects)
        case .snapshotChanged(let inForce): snapshotChanged(inForce, now, &effects)
        case .end(let reason): end(reason, now, &effects)
        }
    }
}

/// Bytes as hexadecimal digits.
private func hexadecimal(_ bytes: [UInt8]) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
}
