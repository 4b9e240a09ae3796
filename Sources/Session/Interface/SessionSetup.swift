// What a session is begun with.

/// How a client reaches the listener.
public enum ListenerKind: Equatable, Sendable {
    /// Over a Unix socket, where TLS is not offered.
    case socket
    /// Over TCP without a certificate.
    case plain
    /// Over TCP with a certificate; `isRequired` when clients without TLS are refused.
    case tls(isRequired: Bool)
}

/// Bounds on what one session may send and keep.
public struct SessionLimits: Equatable, Sendable {
    /// Bytes of a message that is looked at as a whole, its type and length included.
    public var messageBytes = 16 << 20
    /// Bytes of a Bind that is read to its end before any of it goes on; a longer one goes on in pieces.
    public var wholeBindBytes = 256 << 10
    /// Prepared statements, and portals, at a time.
    public var names = 10_000
    /// Objects that statements made or changed and that are not known to be in a catalog: temporary ones for as long as the
    /// session lasts, others until it was looked at again.
    public var definitions = 100_000
    /// Bytes of the texts of prepared statements, of those of cursors, and of the parameters of portals, each.
    public var storedTextBytes = 64 << 20
    /// Bytes of a portal's parameters that are kept for its record.
    public var recordedParameterBytes = 64 << 10
    /// Requests that are under way at a time; more wait until some of them are answered.
    ///
    /// A server may keep 8 KiB of answers, 5 bytes each at least, to itself until it is sent a Sync: fewer than 2,000 could
    /// make both wait for each other.
    public var requestsUnderWay = 16_384
    /// How long a client may take to log in.
    public var loginNanoseconds: UInt64 = 60_000_000_000
    /// How long connecting and logging in to the server may take.
    public var connectNanoseconds: UInt64 = 15_000_000_000
    /// How long a client may be silent outside of a transaction; nil without a limit.
    public var idleNanoseconds: UInt64?
    /// How long a client may be silent in a transaction; nil without a limit.
    public var idleTransactionNanoseconds: UInt64?
    /// How long a request may take: a Query with all of its statements, or one message of the extended protocol; nil without
    /// a limit.
    public var queryNanoseconds: UInt64?
    /// How long a cancel request to the server may take.
    public var cancelNanoseconds: UInt64 = 10_000_000_000

    /// The bounds that hold where nothing else is said.
    public init() {}
}

/// Random bytes for one session, from a generator that is fit for secrets. They are printed as nothing.
public struct SessionSeeds: Sendable, CustomStringConvertible, CustomReflectable {
    /// The server's part of the nonce when the client logs in, 18 bytes.
    public let clientNonce: [UInt8]
    /// The client's part of the nonce when we log in to the server, 18 bytes.
    public let upstreamNonce: [UInt8]
    /// The process id of the cancel key where the server names none: positive.
    public let processID: UInt32
    /// The secret of the cancel key, 32 bytes.
    public let cancelSecret: [UInt8]
    /// Goes into the names that denied messages are replaced with, 8 bytes.
    public let substitute: [UInt8]

    /// Seeds as they were drawn.
    public init(
        clientNonce: [UInt8],
        upstreamNonce: [UInt8],
        processID: UInt32,
        cancelSecret: [UInt8],
        substitute: [UInt8]
    ) {
        self.clientNonce = clientNonce
        self.upstreamNonce = upstreamNonce
        self.processID = processID
        self.cancelSecret = cancelSecret
        self.substitute = substitute
    }

    /// Says what it is, not what is in it.
    public var description: String { "session seeds" }

    /// Nothing to see.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// What a session is begun with.
public struct SessionSetup: Sendable {
    /// The policy in force.
    public var inForce: InForce
    /// How the client came.
    public var listener: ListenerKind
    /// What logins are bound to over TLS: what `Cryptography.serverEndPoint` makes of the listener's certificate; nil where that
    /// is nothing, or without TLS.
    public var serverEndPoint: [UInt8]?
    /// Bounds.
    public var limits: SessionLimits
    /// Random bytes.
    public var seeds: SessionSeeds
    /// A secret of the process: users that do not exist get the same salt from it every time.
    public var mockSecret: [UInt8]
    /// Too many logins from the client's address have failed: it is refused as soon as it says who it is.
    public var isRefused = false
    /// There are as many connections as there may be: it is refused as soon as it says who it is, unless it is a cancel request.
    public var isExcess = false

    /// Everything that a session needs to know at first.
    public init(
        inForce: InForce,
        listener: ListenerKind,
        serverEndPoint: [UInt8]? = nil,
        limits: SessionLimits = SessionLimits(),
        seeds: SessionSeeds,
        mockSecret: [UInt8]
    ) {
        self.inForce = inForce
        self.listener = listener
        self.serverEndPoint = serverEndPoint
        self.limits = limits
        self.seeds = seeds
        self.mockSecret = mockSecret
    }
}
