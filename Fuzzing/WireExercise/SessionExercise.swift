// A whole conversation: what holds for every session, whatever its peers do.

import PGWire
import Session

/// Exercises a session that is logged in, under a policy that permits everything unless a step changes it.
struct SessionExercise {
    private let stage: Stage

    init(_ stage: Stage) { self.stage = stage }

    /// Exercises one input: once as it is, and once with its bytes arriving one by one.
    func run(_ input: [UInt8]) -> WireReport {
        let course = Course(input)
        var promises = Promises()
        let whole = drive(course, byBytes: false, &promises)
        let parts = drive(course, byBytes: true, &promises)
        guard whole.isLoggedIn, parts.isLoggedIn else {
            promises.that(false, "the login fails")
            return promises.report("no-login")
        }
        for (session, how) in [(whole, "at once"), (parts, "byte by byte")] {
            session.checkEnd()
            promises.take(session.faults.map { "\($0), \(how)" })
            equality(session, how, &promises)
        }
        compare(whole, parts, &promises)
        let ending = whole.isOver ? "over" : whole.records.hasRejection ? "denied" : "open"
        return promises.report(whole.records.intents.isEmpty ? "\(ending)-silent" : ending)
    }

    private static func limits(_ flags: UInt8) -> SessionLimits {
        var limits = SessionLimits()
        if flags & Course.Flag.small != 0 {
            limits.names = 4
            limits.requestsUnderWay = 6
            limits.messageBytes = 512
            limits.wholeBindBytes = 64
            limits.recordedParameterBytes = 32
            limits.storedTextBytes = 600
        }
        if flags & Course.Flag.idle != 0 { limits.idleNanoseconds = 5_000_000_000 }
        return limits
    }

    private func drive(_ course: Course, byBytes: Bool, _ promises: inout Promises) -> DrivenSession {
        let limits = Self.limits(course.flags)
        let decidesLater = course.flags & Course.Flag.decidesLater != 0
        let session = DrivenSession(stage, limits: limits, decidesLater: decidesLater)
        stage.logIn(session)
        session.forgetLogin()
        var bytes = 0
        for (place, step) in course.steps.enumerated() {
            session.tick()
            bytes += perform(step, on: session, byBytes: byBytes)
            check(session, limits, bytes: bytes, events: place + 1, &promises)
        }
        return session
    }

    /// Performs a step; returns how many bytes came with it.
    private func perform(_ step: CourseStep, on session: DrivenSession, byBytes: Bool) -> Int {
        switch step {
        case .client(let bytes): return feed(bytes, byBytes, session.client)
        case .server(let bytes): return feed(bytes, byBytes, session.upstream)
        case .clientMessage(let type, let body): return feed(Self.message(type, body), byBytes, session.client)
        case .serverMessage(let type, let body): return feed(Self.message(type, body), byBytes, session.upstream)
        case .decide: session.decide()
        case .timer(let timer):
            session.happened(.timer(SessionTimer.allCases[Int(timer) % SessionTimer.allCases.count]))
        case .cancelRequested: session.happened(.cancelRequested)
        case .cancelFinished: session.happened(.cancelFinished)
        case .end(let reason):
            session.happened(.end(CourseStep.reasons[Int(reason) % CourseStep.reasons.count]))
        case .policy(let policy): session.change(policy: Int(policy) % stage.policies.count)
        case .pass(let seconds): session.pass(seconds: seconds)
        case .closed(let side): session.happened(side & 1 == 0 ? .clientClosed : .upstreamClosed)
        case .impossible(let event): happen(impossible: event, session)
        }
        return 0
    }

    private func happen(impossible event: UInt8, _ session: DrivenSession) {
        switch event % 6 {
        case 0: session.happened(.clientConnected)
        case 1: session.happened(.clientSecured(.none))
        case 2: session.happened(.upstreamConnected)
        case 3: session.happened(.upstreamSecured(endPoint: nil))
        case 4: session.happened(.upstreamFailed(.timeout))
        default: session.strangeDecision(UInt64(event))
        }
    }

    private func feed(_ bytes: [UInt8], _ byBytes: Bool, _ give: ([UInt8]) -> Void) -> Int {
        if byBytes { for byte in bytes { give([byte]) } } else { give(bytes) }
        return bytes.count
    }

    private static func message(_ type: UInt8, _ body: [UInt8]) -> [UInt8] {
        var bytes = [type]
        bytes.append(uint32: UInt32(body.count + 4))
        return bytes + body
    }

    // MARK: what holds

    /// What is kept and made is in proportion to what came: `bytes` from both sides, and so many events.
    private func check(
        _ session: DrivenSession,
        _ limits: SessionLimits,
        bytes: Int,
        events: Int,
        _ promises: inout Promises
    ) {
        let passed = session.passedToServer.count
        promises.that(passed <= bytes, "\(passed) bytes go to the server of \(bytes)")
        // What a session that is over still has goes with it.
        guard !session.isOver else { return }
        let kept = session.session.kept
        let messages = bytes / 5 + 1
        promises.that(
            kept.replies <= min(messages, limits.requestsUnderWay) * 2 + 1,
            "\(kept.replies) replies are owed"
        )
        promises.that(kept.substitutes <= kept.replies, "\(kept.substitutes) substitutes for \(kept.replies) replies")
        promises.that(kept.judgements <= 2 * kept.replies, "\(kept.judgements) judgements for \(kept.replies) replies")
        promises.that(kept.names <= 2 * limits.names + messages, "\(kept.names) names")
        let mostText = bytes + 96 * messages
        promises.that((0...mostText).contains(kept.textBytes), "\(kept.textBytes) bytes of texts of \(bytes)")
        promises.that(
            (0...bytes).contains(kept.parameterBytes),
            "\(kept.parameterBytes) bytes of parameters of \(bytes)"
        )
        let most = 4096 + (800 + bytes) * (messages + events)
        promises.that(session.madeBytes <= most, "\(session.madeBytes) bytes are made of \(bytes)")
    }

    /// Bytes out are bytes in, where everything is permitted and nothing is answered here.
    private func equality(_ session: DrivenSession, _ how: String, _ promises: inout Promises) {
        guard !session.isOver, !session.records.hasRejection, !session.records.hasReplacement else { return }
        let given = Self.messages(session.answers)
        promises.that(session.toClient == given.flatMap { $0 }, "the client does not hear what the server says, \(how)")
        // Behind an error the server would skip, and so does the session.
        guard !given.contains(where: { $0.first == BackendMessageType.errorResponse.rawValue }) else { return }
        let asked = Self.messages(session.fromClient[...]).filter { !Self.isCopy($0) && !Self.isRenamed($0) }
        let passed = Self.messages(session.passedToServer[...]).filter { !Self.isCopy($0) && !Self.isRenamed($0) }
        promises.that(asked == passed, "the server does not hear what the client says, \(how)")
    }

    /// Messages by their lengths; the last one may be a part of one.
    private static func messages(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var messages: [ArraySlice<UInt8>] = []
        var rest = bytes
        while !rest.isEmpty {
            let length =
                rest.count < 5
                ? rest.count : rest.dropFirst().prefix(4).reduce(1) { $0 * 256 + Int($1) } - (1 << 32) + 1
            messages.append(rest.prefix(max(5, length)))
            rest = rest.dropFirst(max(5, length))
        }
        return messages
    }

    /// Outside of a COPY these are thrown away, and so are parts of them.
    private static func isCopy(_ message: ArraySlice<UInt8>) -> Bool {
        switch message.first.flatMap({ FrontendMessageType(rawValue: $0) }) {
        case .copyData, .copyDone, .copyFail: true
        case .query, .parse, .bind, .describe, .execute, .close, .flush, .sync, .functionCall, .terminate,
            .authentication, nil:
            false
        }
    }

    /// A Close of a name that no statement or portal may have goes on with another name.
    private static func isRenamed(_ message: ArraySlice<UInt8>) -> Bool {
        guard message.first == FrontendMessageType.close.rawValue else { return false }
        let name = message.dropFirst(6).prefix { $0 != 0 }
        return name.count > StartupMessage.longestName || name.starts(with: "sqlguard_".utf8)
    }

    /// However bytes arrive, the same comes of it.
    private func compare(_ whole: DrivenSession, _ parts: DrivenSession, _ promises: inout Promises) {
        // A session that drains ends in the middle of what would have come at once.
        guard !whole.isDrained else { return }
        let hasCrossed = whole.hasCrossed || parts.hasCrossed
        // Where messages of the client wait for the server's, they go on as soon as enough of those is there; what is
        // answered here then, and when a session ends, may differ.
        let isSure = !whole.records.hasRejection && !parts.records.hasRejection && !whole.isOver && !parts.isOver
        guard !hasCrossed || isSure else { return }
        promises.that(whole.isOver == parts.isOver, "a session ends only in one way of arriving")
        promises.that(whole.toClient == parts.toClient, "the client hears something else byte by byte")
        promises.that(whole.passedToServer == parts.passedToServer, "the server hears something else byte by byte")
        if !hasCrossed {
            promises.that(whole.toServer == parts.toServer, "the server is told something else byte by byte")
        }
        promises.that(whole.records.intents == parts.records.intents, "other intents are recorded byte by byte")
        promises.that(whole.records.outcomes == parts.records.outcomes, "other outcomes are recorded byte by byte")
    }
}
