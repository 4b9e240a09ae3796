// Stands where the proxy does: gives bytes and events to a session, and performs what it wants by writing it down.

import PGWire
import Policy
import SQLAnalysis
import Testing

@testable import Session

/// What a session is begun with, for a test.
struct StandSetup {
    var policy = "gate"
    var schema: String? = "shop"
    var listener = ListenerKind.plain
    /// Whether a login over TLS can be bound to the listener's certificate.
    var bindsChannel = false
    var limits = SessionLimits()
    /// Too many logins from the client's address have failed.
    var isRefused = false
    /// Decisions are answered when the test says so.
    var decidesLater = false
    var hints = false
    /// Columns that are masked.
    var masking: StubMasking?
    /// Messages are not written down, only counted and taken apart; that is faster.
    var isQuiet = false
}

/// A session with everything around it.
final class Stand {
    private(set) var session: Session
    private let setup: StandSetup
    private var effects = Effects()
    private var now: UInt64 = 1_000
    private(set) var policy: String
    private var inForce: UInt64 = 1
    private var masking: StubMasking?

    /// What the peers sent and the session did not take yet.
    private(set) var clientPending: [UInt8] = []
    private(set) var upstreamPending: [UInt8] = []
    /// Everything that was sent to the peers.
    private(set) var toClient: [UInt8] = []
    private(set) var toUpstream: [UInt8] = []
    private var clientRead = 0
    private var upstreamRead = 0
    private var upstreamIsGreeted = false

    /// Everything that happened, line by line, and what of it is no message.
    private(set) var lines: [String] = []
    private(set) var notes: [String] = []
    /// What no session may do.
    private(set) var faults: [String] = []
    private var questions: [(DecisionID, Judgement)] = []
    private(set) var intents: [Intent] = []
    private(set) var outcomes: [Outcome] = []
    private var offersClient = false
    private var offersUpstream = false
    private(set) var clientIsClosed = false
    private(set) var upstreamIsClosed = false
    private var texts = TextCheck()

    init(_ setup: StandSetup) throws {
        self.setup = setup
        policy = setup.policy
        masking = setup.masking
        var begun = SessionSetup(
            inForce: InForce(number: 1, policy: try Ground.policy(setup.policy)),
            listener: setup.listener,
            serverEndPoint: setup.bindsChannel ? Ground.endPoint : nil,
            limits: setup.limits,
            seeds: Ground.seeds,
            mockSecret: Ground.mockSecret
        )
        begun.isRefused = setup.isRefused
        session = Session(begun)
    }

    var isOver: Bool { session.isOver }

    /// For how many requests the session keeps what their masking is.
    var keptMaskings: Int { session.talk.maskings.count }

    /// Whether a decision is due.
    var hasQuestions: Bool { !questions.isEmpty }

    /// Forgets what was written down so far.
    func forget() {
        lines = []
        notes = []
    }

    // MARK: what happens

    func client(_ bytes: [UInt8]) {
        clientPending += bytes
        offerClient()
    }

    func upstream(_ bytes: [UInt8]) {
        upstreamPending += bytes
        offerUpstream()
    }

    func happened(_ event: SessionEvent) {
        now += 1_000
        session.happened(event, now: now, into: &effects)
        perform(on: [])
    }

    /// Answers the oldest question.
    func decide() throws {
        guard !questions.isEmpty else { throw NotationProblem(message: "nothing is to be decided") }
        let (id, judgement) = questions.removeFirst()
        happened(.decided(id, judgement))
    }

    func change(policy name: String) throws {
        policy = name
        inForce += 1
        happened(.snapshotChanged(InForce(number: inForce, policy: try Ground.policy(name))))
    }

    func change(masking: StubMasking?) throws {
        self.masking = masking
        try change(policy: policy)
    }

    func pass(nanoseconds: UInt64) { now += nanoseconds }

    private func offerClient() {
        let offered = clientPending
        now += 1_000
        let consumed = session.clientReceived(offered.span.bytes, now: now, into: &effects)
        clientPending.removeFirst(min(consumed, clientPending.count))
        if consumed > offered.count { faults.append("more was consumed than was given") }
        perform(on: offered)
    }

    private func offerUpstream() {
        let offered = upstreamPending
        now += 1_000
        let consumed = session.upstreamReceived(offered.span.bytes, now: now, into: &effects)
        upstreamPending.removeFirst(min(consumed, upstreamPending.count))
        if consumed > offered.count { faults.append("more was consumed than was given") }
        perform(on: offered)
    }

    // MARK: what is to be done

    private func perform(on received: [UInt8]) {
        let (list, made, recorded) = (effects.list, effects.made, effects.intents)
        effects.removeAll()
        func bytes(_ slice: Slice) -> [UInt8] {
            let source = slice.source == .made ? made : received
            guard slice.range.upperBound <= source.count else {
                faults.append("a slice of \(slice.range) in \(source.count) bytes")
                return []
            }
            return Array(source[slice.range])
        }
        for effect in list { perform(effect, recorded, bytes) }
        if !setup.decidesLater, !questions.isEmpty {
            do { try decide() } catch { faults.append("\(error)") }
        }
        if offersClient {
            offersClient = false
            offerClient()
        }
        if offersUpstream {
            offersUpstream = false
            offerUpstream()
        }
    }

    private func perform(_ effect: SessionEffect, _ recorded: [Intent], _ bytes: (Slice) -> [UInt8]) {
        if clientIsClosed, case .toClient = effect { faults.append("bytes for a client that is gone") }
        if upstreamIsClosed, case .toUpstream = effect { faults.append("bytes for a server that is gone") }
        switch effect {
        case .toClient(let slice): write(toClient: bytes(slice))
        case .toUpstream(let slice): write(toUpstream: bytes(slice))
        case .startClientTLS(let direct): note(direct ? "client tls direct" : "client tls")
        case .closeClient:
            clientIsClosed = true
            note("close client")
        case .connectUpstream:
            upstreamPending = []
            upstreamIsGreeted = false
            note("connect \(session.database?.name ?? "?")")
        case .startUpstreamTLS: note("upstream tls")
        case .deriveKeys(let salt, let iterations): note("derive keys \(quoted(bytes(salt))) \(iterations)")
        case .closeUpstream:
            upstreamIsClosed = true
            note("close upstream")
        case .decide(let id, let slice):
            do {
                questions.append((id, try judgement(of: bytes(slice))))
            } catch {
                faults.append("no judgement: \(error)")
            }
            if setup.decidesLater { note("decide \(quoted(bytes(slice)))") }
        case .recordIntent(let index):
            let intent = recorded[Int(index)]
            intents.append(intent)
            if intent.kind == .simple || intent.kind == .parse {
                var text: [UInt8] = []
                if case .slice(let slice) = intent.statement { text = bytes(slice) }
                texts.records(text, isRefused: intent.rejection != nil)
            }
            note(Notes.line(intent))
        case .recordOutcome(let outcome):
            outcomes.append(outcome)
            note(Notes.line(outcome, tag: bytes(outcome.tag)))
        case .recordSession(let record): note(Notes.line(record))
        case .registerCancelKey: note("register key")
        case .cancelSession(let process, let key): note("cancel session \(process) \(quoted(bytes(key)))")
        case .cancelUpstream: note("cancel upstream")
        case .startTimer(let timer, let nanoseconds): note("start \(timer) \(nanoseconds / 1_000_000) ms")
        case .stopTimer(let timer): note("stop \(timer)")
        case .resumeClient: offersClient = true
        case .resumeUpstream: offersUpstream = true
        case .catalogMayHaveChanged(let doubt): note("catalog may have changed \(doubt)")
        case .log(let log): note("log \(Notes.line(log, bytes))")
        }
    }

    private func note(_ line: String) {
        lines.append(line)
        notes.append(line)
    }

    private func judgement(of text: [UInt8]) throws -> Judgement {
        guard let principal = session.client.principal, let database = session.database else {
            throw NotationProblem(message: "a decision for nobody")
        }
        return try Ground.judge(
            text,
            policy: policy,
            schema: setup.schema,
            inForce: inForce,
            masking: masking,
            names: session.names,
            principal: principal,
            database: database.name
        )
    }

    // MARK: what is written

    private func write(toClient bytes: [UInt8]) {
        toClient += bytes
        // The answer to a request for encryption is one byte without a length.
        if session.client.user.isEmpty, bytes.count == 1 {
            clientRead = toClient.count
            return lines.append("B byte \(Character(UnicodeScalar(bytes[0])))")
        }
        do {
            while let message = try SentMessage.take(toClient, &clientRead) {
                if setup.isQuiet { continue }
                lines.append("B " + (try Rendering.backend(message, hints: setup.hints)))
            }
        } catch {
            faults.append("to the client: \(error)")
        }
    }

    private func write(toUpstream bytes: [UInt8]) {
        toUpstream += bytes
        do {
            while !upstreamIsGreeted, toUpstream.count - upstreamRead >= 8 {
                var reader = BytesReader(toUpstream, from: upstreamRead)
                let length = try reader.int32()
                let code = try reader.int32()
                guard toUpstream.count - upstreamRead >= length else { break }
                let packet = Array(toUpstream[upstreamRead..<(upstreamRead + length)])
                lines.append("> " + (code == 80_877_103 ? "SSLRequest" : "Startup " + Notes.parameters(packet)))
                upstreamIsGreeted = code != 80_877_103
                upstreamRead += length
            }
            while upstreamIsGreeted, let message = try SentMessage.take(toUpstream, &upstreamRead) {
                if let fault = try texts.fault(sending: message) { faults.append(fault) }
                if setup.isQuiet { continue }
                lines.append("> " + (try Rendering.frontend(message)))
            }
        } catch {
            faults.append("to the server: \(error)")
        }
    }

    /// Half of a message must not stay behind when the session goes on.
    var hasHalfAMessage: Bool { clientRead < toClient.count || upstreamRead < toUpstream.count }
}
