// Stands where the proxy does: gives bytes and events to a session, and looks at everything that it wants to have done.

import PGWire
import Policy
import SQLAnalysis
import Session

/// A session with everything around it, and what it did that no session may do.
final class DrivenSession {
    private(set) var session: Session
    private let stage: Stage
    private let decidesLater: Bool
    private var effects = Effects()
    private var now: UInt64 = 1_000_000_000
    private var policy = 0
    private var inForce: UInt64 = 1

    /// What the peers sent and the session did not take yet.
    private(set) var clientPending: [UInt8] = []
    private(set) var serverPending: [UInt8] = []
    /// What the session took.
    private(set) var fromClient: [UInt8] = []
    private(set) var fromServer: [UInt8] = []
    /// What was sent to the peers; to the server also without what the session made itself.
    private(set) var toClient: [UInt8] = []
    private(set) var toServer: [UInt8] = []
    private(set) var passedToServer: [UInt8] = []
    /// How many bytes the session made, and how often it was called.
    private(set) var madeBytes = 0
    private(set) var calls = 0
    /// Records, texts and their order.
    private(set) var records = Records()
    private var fromServerAtLogin = 0

    private var questions: [(DecisionID, Judgement)] = []
    private var offersClient = false
    private var offersServer = false
    private(set) var asksForEncryption = false
    private(set) var hasConnected = false
    private(set) var isLoggedIn = false
    private(set) var isDrained = false
    private var clientIsClosed = false
    private var serverIsClosed = false
    /// Bytes came from the server while some of the client's were waiting.
    private(set) var hasCrossed = false
    private(set) var faults: [String] = []

    /// A session whose client has just connected.
    init(
        _ stage: Stage,
        listener: ListenerKind = .plain,
        limits: SessionLimits = SessionLimits(),
        decidesLater: Bool = false
    ) {
        self.stage = stage
        self.decidesLater = decidesLater
        session = Session(
            SessionSetup(
                inForce: InForce(number: 1, policy: stage.policies[0]),
                listener: listener,
                limits: limits,
                seeds: Stage.seeds,
                mockSecret: Stage.mockSecret
            )
        )
        happened(.clientConnected)
    }

    var isOver: Bool { session.isOver }

    /// What came from the server since the login.
    var answers: ArraySlice<UInt8> { fromServer[fromServerAtLogin...] }

    // MARK: what happens

    func client(_ bytes: [UInt8]) {
        clientPending += bytes
        offerClient()
    }

    func upstream(_ bytes: [UInt8]) {
        if !clientPending.isEmpty { hasCrossed = true }
        serverPending += bytes
        offerServer()
    }

    func happened(_ event: SessionEvent) {
        if case .end(.drain) = event { isDrained = true }
        call {
            $0.happened(event, now: now, into: &effects)
        } on: {
            []
        }
    }

    /// Answers the oldest question, if there is one.
    func decide() {
        guard !questions.isEmpty else { return }
        let (id, judgement) = questions.removeFirst()
        happened(.decided(id, judgement))
    }

    func change(policy: Int) {
        self.policy = policy
        inForce += 1
        happened(.snapshotChanged(InForce(number: inForce, policy: stage.policies[policy])))
    }

    func pass(seconds: UInt8) { now += UInt64(seconds) * 1_000_000_000 }

    /// Time goes on from one step to the next, however its bytes arrive.
    func tick() { now += 1_000 }

    /// A judgement that nobody asked for.
    func strangeDecision(_ number: UInt64) {
        let refusal = Refusal(.syntaxError, "nothing of the kind")
        happened(.decided(DecisionID(number), Judgement(refused: refusal, names: session.names, under: inForce)))
    }

    private func offerClient() {
        let offered = clientPending
        var consumed = 0
        call { session in
            consumed = session.clientReceived(offered.span.bytes, now: now, into: &effects)
        } on: {
            consumed = taken(consumed, of: offered)
            fromClient += offered[..<consumed]
            clientPending.removeFirst(consumed)
            return offered
        }
    }

    private func offerServer() {
        let offered = serverPending
        var consumed = 0
        call { session in
            consumed = session.upstreamReceived(offered.span.bytes, now: now, into: &effects)
        } on: {
            consumed = taken(consumed, of: offered)
            fromServer += offered[..<consumed]
            serverPending.removeFirst(consumed)
            return offered
        }
    }

    private func taken(_ consumed: Int, of offered: [UInt8]) -> Int {
        if consumed < 0 || consumed > offered.count {
            faults.append("\(consumed) of \(offered.count) bytes are consumed")
        }
        if session.isOver, consumed < offered.count { faults.append("a session that is over leaves bytes") }
        return min(max(0, consumed), offered.count)
    }

    // MARK: what is to be done

    private func call(_ body: (inout Session) -> Void, on received: () -> [UInt8]) {
        let wasOver = session.isOver
        calls += 1
        body(&session)
        let offered = received()
        let (list, made, intents) = (effects.list, effects.made, effects.intents)
        effects.removeAll()
        madeBytes += made.count
        if wasOver {
            if !list.isEmpty { faults.append("a session does something after its end") }
        }
        for effect in list { perform(effect, intents, made, offered) }
        if !decidesLater, !questions.isEmpty { decide() }
        if offersClient {
            offersClient = false
            offerClient()
        }
        if offersServer {
            offersServer = false
            offerServer()
        }
    }

    private func bytes(_ slice: Slice, _ made: [UInt8], _ received: [UInt8]) -> ArraySlice<UInt8> {
        let source = slice.source == .made ? made : received
        guard slice.range.upperBound <= source.count else {
            faults.append("a slice of \(slice.range) in \(source.count) bytes")
            return []
        }
        return source[slice.range]
    }

    private func perform(_ effect: SessionEffect, _ intents: [Intent], _ made: [UInt8], _ received: [UInt8]) {
        switch effect {
        case .toClient(let slice):
            if clientIsClosed { faults.append("bytes for a client that is gone") }
            toClient += bytes(slice, made, received)
        case .toUpstream(let slice):
            if serverIsClosed || !hasConnected { faults.append("bytes for a server that is not there") }
            let bytes = bytes(slice, made, received)
            toServer += bytes
            if slice.source == .received { passedToServer += bytes }
            if isLoggedIn { faults += records.sent(bytes) }
        case .startClientTLS: asksForEncryption = true
        case .closeClient:
            if clientIsClosed { faults.append("a client is closed twice") }
            clientIsClosed = true
        case .connectUpstream: hasConnected = true
        case .closeUpstream:
            if serverIsClosed { faults.append("a server is closed twice") }
            serverIsClosed = true
        case .decide(let id, let slice): ask(id, Array(bytes(slice, made, received)))
        case .recordIntent(let index):
            guard intents.indices.contains(Int(index)) else { return faults.append("an intent that is not there") }
            let intent = intents[Int(index)]
            var text: [UInt8] = []
            switch intent.statement {
            case .none: break
            case .slice(let slice): text = Array(bytes(slice, made, received))
            case .stored(let stored): text = stored
            }
            let policy = stage.policies[policy]
            let mayBeAsked = policy.unanalysed(on: .database(session.database?.name ?? "")) == .permit
            faults += records.take(intent, text, mayBeAsked: mayBeAsked)
        case .recordOutcome(let outcome): faults += records.take(outcome, bytes(outcome.tag, made, received))
        case .recordSession(let record): take(record)
        case .cancelSession(_, let key), .log(.unauthenticatedUpstreamText(let key)), .log(.upstreamRefusal(let key)),
            .deriveKeys(let key, _):
            _ = bytes(key, made, received)
        case .resumeClient: offersClient = true
        case .resumeUpstream: offersServer = true
        case .startUpstreamTLS, .registerCancelKey, .cancelUpstream, .startTimer, .stopTimer, .catalogMayHaveChanged,
            .log:
            break
        }
    }

    private func ask(_ id: DecisionID, _ text: [UInt8]) {
        guard let principal = session.client.principal, let database = session.database else {
            return faults.append("a decision for nobody")
        }
        if !questions.isEmpty { faults.append("two questions at a time") }
        let judgement = stage.judge(
            text,
            policy: policy,
            inForce: inForce,
            names: session.names,
            principal: principal,
            database: database.name
        )
        questions.append((id, judgement))
    }

    private func take(_ record: SessionRecord) {
        switch record {
        case .login:
            if isLoggedIn { faults.append("a session logs in twice") }
            isLoggedIn = true
            fromServerAtLogin = fromServer.count
        case .loginRefused: if isLoggedIn { faults.append("a login is refused after it succeeded") }
        case .logout:
            if !isLoggedIn { faults.append("a session logs out that never logged in") }
            records.end()
        }
    }

    /// Forgets what was sent while the client logged in.
    func forgetLogin() {
        fromClient = []
        toClient = []
        toServer = []
        passedToServer = []
        madeBytes = 0
        calls = 0
    }

    /// What must hold whenever nothing is going on.
    func checkEnd() {
        if isOver, isLoggedIn {
            if !clientIsClosed || !serverIsClosed { faults.append("a session is over, and a connection is open") }
            faults += records.checkEnd()
        }
    }
}
