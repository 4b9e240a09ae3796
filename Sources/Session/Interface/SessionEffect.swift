// What a session wants to have done. Effects are small values; whoever performs them does so in order.

public import PGWire

/// Names one question that a session asked; it is answered with `SessionEvent.decided`.
public struct DecisionID: Hashable, Sendable {
    /// Counts the questions of one session from 1.
    public let number: UInt64

    /// The question of that number.
    public init(_ number: UInt64) { self.number = number }
}

/// Clocks that a session asks for. Each runs at most once at a time; starting it again replaces it.
public enum SessionTimer: UInt8, CaseIterable, Sendable {
    /// From the connection to the end of the login.
    case login
    /// How long connecting and logging in to the server may take.
    case connect
    /// How long a client may be silent while nothing is under way.
    case idle
    /// How long a request may take.
    case query
    /// How long a cancel request to the server may take.
    case cancel
}

/// One thing to do. What is written is flushed once, at the end of the turn, after the records are on disk.
public enum SessionEffect: Equatable, Sendable {
    /// Write these bytes to the client.
    case toClient(Slice)
    /// Write these bytes to the server. Everything that had to be recorded first stands before this in the list.
    case toUpstream(Slice)

    /// What was written to the client leaves in clear; everything after it is TLS. With `direct` nothing was consumed:
    /// the bytes that were given begin the handshake.
    case startClientTLS(direct: Bool)
    /// Flush, then close the client's connection.
    case closeClient

    /// Open a connection to `Session.database`; answered with `upstreamConnected` or `upstreamFailed`. One that is open is
    /// closed first.
    case connectUpstream
    /// Everything after this is TLS, as the database's mode demands; answered with `upstreamSecured` or `upstreamFailed`.
    case startUpstreamTLS
    /// Derive SCRAM's keys from the database's password, off the event loop; answered with `upstreamKeys`.
    case deriveKeys(salt: Slice, iterations: Int32)
    /// Flush, then close the connection to the server.
    case closeUpstream

    /// Decide on a text under the snapshot in force and `Session.names`; answered with `decided`, at once or later.
    case decide(DecisionID, Slice)

    /// Append `Effects.intents` at this index to the records.
    case recordIntent(Int32)
    /// Append what became of something that ran.
    case recordOutcome(Outcome)
    /// Append how the session began or ended.
    case recordSession(SessionRecord)

    /// The session is ready: requests with `Session.cancelKey` are for it until it is closed.
    case registerCancelKey
    /// This connection is a cancel request and nothing else: if a session has this key, tell it `cancelRequested`.
    case cancelSession(processID: UInt32, key: Slice)
    /// Send `Session.upstreamCancelKey` over a connection of its own; answered with `cancelFinished` once that is closed.
    case cancelUpstream

    /// Send `timer` with this clock after so many nanoseconds.
    case startTimer(SessionTimer, nanoseconds: UInt64)
    /// The clock is not needed any more.
    case stopTimer(SessionTimer)

    /// What the client sent and the session did not consume is to be offered again, once this list is done.
    case resumeClient
    /// The same for what the server sent.
    case resumeUpstream

    /// A statement that may have changed the catalog has taken effect.
    case catalogMayHaveChanged(CatalogDoubt)
    /// Something for whoever operates sqlguard; nothing of it is ever shown to a client.
    case log(SessionLog)
}

/// What is logged. The text of a server that has not proved who it is is marked as such.
public enum SessionLog: Equatable, Sendable {
    /// The connection to the server, or the login there, failed.
    case upstreamFailed(UpstreamFailure)
    /// What a server said in the clear before TLS; it may be anybody's.
    case unauthenticatedUpstreamText(Slice)
    /// The message with which a server refused the login.
    case upstreamRefusal(Slice)
    /// The client sent bytes in the clear behind its request for TLS, or a TLS handshake for another protocol.
    case clientBrokeTLS
    /// The client broke the protocol.
    case clientBrokeProtocol(ProtocolViolation)
    /// The server broke the protocol.
    case upstreamBrokeProtocol(UpstreamFault)
    /// The server described a result that shows a protected column: its table's number, and its own, 0 for the whole row.
    case protectedColumnShown(table: UInt32, column: Int16)
    /// A cancel request could not be passed on, because the server gave no key.
    case cancelNotPossible
    /// An event came that does not fit; a fault of this program.
    case unexpectedEvent
}
