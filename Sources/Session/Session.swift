// The conversation of one client with one server, as a pure machine: bytes and events in, effects out.

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
    public let processID: Int32
    /// Proves that the session is one's own, 4 to 256 bytes.
    public let secret: [UInt8]

    /// A key as it was given.
    public init(processID: Int32, secret: [UInt8]) {
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
/// and no events, in whatever order, make it trap. After `closeClient` and `closeUpstream` it consumes everything and
/// does nothing.
public struct Session: ~Copyable {
    /// Who is at the client's end.
    public private(set) var client = SessionClient()
    /// The database that `connectUpstream` is about; nil before access to it was decided.
    public private(set) var database: Database?
    /// The names that earlier texts of this session have bound: what `decide` is to be answered under.
    public private(set) var names = SessionNames()
    /// The key that this session's client may cancel with.
    public let cancelKey: CancelKey
    /// The key that `cancelUpstream` is to send; nil when the server gave none.
    public private(set) var upstreamCancelKey: CancelKey?
    /// Whether the session is over.
    public private(set) var isOver = false

    /// A session before its first event.
    public init(_ setup: SessionSetup) {
        cancelKey = CancelKey(processID: setup.seeds.processID, secret: setup.seeds.cancelSecret)
    }

    /// Takes bytes from the client; returns how many of them are done with.
    public mutating func clientReceived(_ bytes: RawSpan, now: UInt64, into effects: inout Effects) -> Int { 0 }

    /// Takes bytes from the server; returns how many of them are done with.
    public mutating func upstreamReceived(_ bytes: RawSpan, now: UInt64, into effects: inout Effects) -> Int { 0 }

    /// Takes anything else that happened.
    public mutating func happened(_ event: SessionEvent, now: UInt64, into effects: inout Effects) {}
}
