// Drives one session: what arrives is given to it, and what it wants to have done is done, in order.

import Audit
import Logging
import NIOCore
import NIOSSL
import NIOTLS
import Policy
import SQLAnalysis
import Session

/// The performer of one session. Bound to one event loop, on which both of its connections are.
///
/// The session is never called while its effects are being performed: what happens meanwhile waits in `events`.
final class Performer {
    /// Names the connection in records and the log.
    let number: UInt64
    /// The client's address, for records and the log.
    let clientAddress: String
    /// When the client connected, in nanoseconds since 1970.
    let since = Clock.wall()
    /// Where failed logins of the client are counted.
    let origin: ClientOrigin
    let loop: LoopState
    let listener: Configuration.ServedListener
    /// Bytes of a message that the session reads as a whole: what was in force when it began, which it keeps.
    let messageBytes: Int
    var session: Session
    private(set) var effects = Effects()
    let client = Peer()
    var upstream = Peer()
    /// The server that the session is or was connected to; nil before.
    var server: Upstream?
    /// The handler of the connection to the server; nil before there is one.
    var upstreamHandler: SessionHandler?
    /// The connection over which a cancel request is passed on; nil when none is under way, or it was given up.
    var cancel: CancelConnection?
    var deadlines = Deadlines()
    /// Who the session is in records; made anew when what is known of the client changes.
    var identity: SessionIdentity
    /// As of which change of what is known of the client.
    var identified: UInt64?
    /// The place of who asks and where among those that the loop's cache knows; nil before it is known.
    var asker: DecisionCache.Asker?
    /// Requests that were recorded.
    var requests: UInt64 = 0
    /// The first intent that did not go on although its record says so; nil as long as all did.
    var firstWithheld: UInt64?
    /// The first intent of this turn that is to go to the server; nil without one.
    var firstAnnounced: UInt64?
    /// Whether the end of the turn is told to this performer.
    var isTouched = false
    /// The database among whose sessions this one is counted; nil until it is.
    var countedDatabase: String?
    /// The user among whose sessions this one is counted; nil until it is.
    var countedUser: String?
    /// Where the connection is counted.
    let standing: Standing
    /// Whether a TLS handshake with the server is under way.
    var isSecuringUpstream = false
    /// Whether what the client sent begins a TLS handshake and has to go through TLS.
    var replaysClient = false

    /// The moment of the last call of the session, and of the one that asked for a decision.
    private var moment: UInt64 = 0
    private var askedAt: UInt64 = 0

    private var events: [SessionEvent] = []
    private var isWorking = false
    /// What the client sent is to be offered again, as soon as that may be.
    private var resumesClient = false
    private var resumesUpstream = false
    /// Effects of what the client sent and of events, in this turn.
    private var turnEffects = 0
    /// Whether the client will send nothing more, which the session learns behind all that the client did send.
    private var endsClientInput = false
    /// Whether the loop is to go on with what the client sent in a later turn.
    var isPutOff = false

    init(
        _ loop: LoopState,
        number: UInt64,
        _ setup: SessionSetup,
        _ listener: Configuration.ServedListener,
        _ standing: Standing,
        client: String,
        origin: ClientOrigin
    ) {
        self.loop = loop
        self.number = number
        self.listener = listener
        self.standing = standing
        clientAddress = client
        self.origin = origin
        messageBytes = setup.limits.messageBytes
        session = Session(setup)
        identity = SessionIdentity(SessionIdentity.Parts(session: loop.sessionName(number), clientAddress: client))
    }

    /// Begins.
    func begin() { happened(.clientConnected) }

    // MARK: what happens

    /// Bytes arrived.
    func received(_ buffer: ByteBuffer, from side: Side) {
        var buffer = buffer
        switch side {
        case .client: loop.counters.clientReceived &+= buffer.readableBytes
        case .upstream: loop.counters.serverReceived &+= buffer.readableBytes
        }
        if isWorking || hasPending(side) || side == .client && !takesClient {
            keep(&buffer, of: side)
            if side == .client { resumesClient = true }
            guard !isWorking else { return }
            if isExcessive(side) { events.append(.end(side == .client ? .clientProtocol : .upstreamProtocol)) }
            if side == .upstream { offerPending(side) }
        } else {
            let consumed = offer(buffer, from: side)
            buffer.moveReaderIndex(forwardBy: min(consumed, buffer.readableBytes))
            if buffer.readableBytes > 0 { keep(&buffer, of: side) }
        }
        settle()
    }

    /// Something else happened.
    func happened(_ event: SessionEvent) {
        events.append(event)
        settle()
    }

    private func hasPending(_ side: Side) -> Bool {
        switch side {
        case .client: client.pending.readableBytes > 0
        case .upstream: upstream.pending.readableBytes > 0
        }
    }

    private func keep(_ buffer: inout ByteBuffer, of side: Side) {
        switch side {
        case .client: client.pending.writeBuffer(&buffer)
        case .upstream: upstream.pending.writeBuffer(&buffer)
        }
    }

    /// Offers what is pending, until the session takes no more of it for now.
    private func offerPending(_ side: Side) {
        let buffer: ByteBuffer
        switch side {
        case .client: buffer = client.pending
        case .upstream: buffer = upstream.pending
        }
        let consumed = offer(buffer, from: side)
        switch side {
        case .client: client.consume(consumed)
        case .upstream: upstream.consume(consumed)
        }
    }

    /// Gives bytes to the session and performs what it wants. Returns how many it is done with.
    private func offer(_ buffer: ByteBuffer, from side: Side) -> Int {
        effects.removeAll()
        moment = loop.now()
        loop.turnGoesOn(at: moment)
        let consumed: Int
        switch side {
        case .client:
            consumed = session.clientReceived(buffer.readableBytesSpan, now: moment, into: &effects)
            turnEffects += effects.list.count
        case .upstream:
            consumed = session.upstreamReceived(buffer.readableBytesSpan, now: moment, into: &effects)
        }
        isWorking = true
        perform(buffer)
        isWorking = false
        return consumed
    }

    /// Goes on until there is nothing left that can be done now.
    private func settle() {
        guard !isWorking else { return }
        while true {
            if !events.isEmpty {
                let event = events.removeFirst()
                effects.removeAll()
                moment = loop.now()
                if case .decided = event { loop.counters.decision.add(moment &- askedAt) }
                session.happened(event, now: moment, into: &effects)
                turnEffects += effects.list.count
                isWorking = true
                perform(ByteBuffer())
                isWorking = false
            } else if replaysClient {
                replaysClient = false
                replayClient()
            } else if resumesClient, !hasPending(.client) || takesClient {
                resumesClient = false
                if hasPending(.client) { offerPending(.client) }
            } else if resumesUpstream {
                resumesUpstream = false
                if upstream.pending.readableBytes > 0 { offerPending(.upstream) }
            } else if endsClientInput, !resumesClient {
                endsClientInput = false
                events.append(.clientClosed)
            } else {
                break
            }
        }
        readAgain()
        loop.touch(self)
    }

    /// The client will send nothing more. What it did send is worked off, as far as the session takes it without waiting.
    func clientInputEnded() {
        endsClientInput = true
        settle()
    }

    // MARK: turns

    /// Effects of one turn, about as many as 256 requests have: whoever sends more goes on in a later turn, so that others on
    /// the loop have theirs, and records and answers are handed over meanwhile.
    private static let mostTurnEffects = 512

    /// Whether the session may be offered more of what the client sent: it had not its share of this turn, and neither end
    /// is behind with what is written to it.
    private var takesClient: Bool {
        session.isOver || turnEffects < Self.mostTurnEffects && client.takesMore && upstream.takesMore
    }

    /// The turn is over. Returns whether there is more to be done in a later one; what a connection is too slow for is done
    /// once it takes more.
    func endTurn() -> Bool {
        turnEffects = 0
        return resumesClient && takesClient
    }

    /// More may be written to one of the connections.
    func writabilityChanged() {
        readAgain()
        if resumesClient { loop.touch(self) }
    }

    /// Goes on with what was put off.
    func goOn() {
        isPutOff = false
        settle()
    }

    /// Forgets everything that was not consumed: nobody will take it any more.
    func dropPending(_ side: Side) {
        switch side {
        case .client: client.pending = ByteBuffer()
        case .upstream: upstream.pending = ByteBuffer()
        }
    }

    /// The clocks are looked at.
    func tick(now: UInt64) {
        while let timer = deadlines.next(now: now) {
            // Before the session hears of it, and goes on.
            if timer == .cancel { abandonCancel() }
            happened(.timer(timer))
        }
    }

    /// The records of this turn could not be written: nothing that they announce goes on.
    func withhold() {
        firstWithheld = firstAnnounced
        upstream.dropOutgoing()
        happened(.end(.auditFailure))
    }

    // MARK: what is done

    /// Performs the effects in order. `received` are the bytes that the call was about.
    private func perform(_ received: ByteBuffer) {
        for index in effects.list.indices {
            let effect = effects.list[index]
            switch effect {
            case .toClient(let slice): client.write(bytes(slice, received))
            case .toUpstream(let slice): upstream.write(bytes(slice, received))
            case .startClientTLS(let isDirect): startClientTLS(isDirect: isDirect)
            case .closeClient: close(.client)
            case .connectUpstream: connectUpstream()
            case .startUpstreamTLS: startUpstreamTLS()
            case .deriveKeys(let salt, let iterations):
                deriveKeys(salt: array(salt, received), iterations: Int(iterations))
            case .closeUpstream: close(.upstream)
            case .decide(let question, let text):
                askedAt = moment
                decide(question, text, received)
            case .recordIntent(let index): record(effects.intents[Int(index)], received)
            case .recordOutcome(let outcome): record(outcome, received)
            case .recordSession(let happening): record(happening)
            case .registerCancelKey: loop.register(self)
            case .cancelSession(let processID, let key):
                loop.cancel(processID: processID, secret: array(key, received))
            case .cancelUpstream: cancelUpstream()
            case .startTimer(let timer, let nanoseconds):
                deadlines.set(timer, loop.now() &+ nanoseconds)
            case .stopTimer(let timer): deadlines.set(timer, nil)
            case .resumeClient: resumesClient = true
            case .resumeUpstream: resumesUpstream = true
            case .catalogMayHaveChanged(let doubt): loop.catalogMayHaveChanged(of: session.database?.name, doubt)
            case .log(let entry): log(entry, received)
            }
        }
    }

    /// The bytes of a slice, shared with the buffer where they were received.
    private func bytes(_ slice: Slice, _ received: ByteBuffer) -> ByteBuffer {
        switch slice.source {
        case .received:
            if slice.start == 0, Int(slice.end) == received.readableBytes { return received }
            return received.getSlice(at: received.readerIndex + Int(slice.start), length: slice.count) ?? ByteBuffer()
        case .made:
            return ByteBuffer(bytes: effects.made[slice.range])
        }
    }

    /// The bytes of a slice, copied.
    func array(_ slice: Slice, _ received: ByteBuffer) -> [UInt8] {
        switch slice.source {
        case .received:
            received.getBytes(at: received.readerIndex + Int(slice.start), length: slice.count) ?? []
        case .made:
            Array(effects.made[slice.range])
        }
    }
}
