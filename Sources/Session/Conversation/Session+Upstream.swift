// What the server sends: each message belongs to the request that is owed one, or to none.

import PGWire
import SQLAnalysis

/// A server's message whose header was read.
struct ServerMessage {
    let type: BackendMessageType
    let header: MessageHeader
    let now: UInt64

    /// All of it, as it came.
    var received: Slice { Slice(.received, header.range.lowerBound, header.end) }

    /// A breach of the protocol by this message.
    var misplaced: UpstreamFault { .unexpected(type: header.type) }
}

extension UpstreamFault: Error {}

extension Session {
    /// Takes as many messages as are there.
    mutating func serverSpeaks(_ bytes: RawSpan, _ now: UInt64, _ effects: inout Effects) -> Int {
        var at = passServerPart(bytes, &effects)
        let start = at
        let taken = talk.replies.taken
        do throws(UpstreamFault) {
            while stage == .running, at < bytes.byteCount {
                guard let message = try nextServerMessage(bytes, at, now) else { break }
                guard try take(message, bytes, &effects) else { break }
                at = message.header.end
            }
        } catch {
            effects.append(.log(.upstreamBrokeProtocol(error)))
            end(.upstreamProtocol, now, &effects)
        }
        guard stage == .running else { return bytes.byteCount }
        if talk.replies.taken != taken { talk.lastEnd = now }
        if at > start { repliesCame(&effects) }
        drainIfAtRest(now, &effects)
        return stage == .over ? bytes.byteCount : min(at, bytes.byteCount)
    }

    /// What waits for replies is looked at again.
    private mutating func repliesCame(_ effects: inout Effects) {
        switch talk.wait {
        case .confirmation, .copy: stopWaiting(&effects)
        case .crowd: if talk.replies.count <= limits.requestsUnderWay / 2 { stopWaiting(&effects) }
        case .none, .decision, .cancel: return
        }
    }

    /// Reads a header; nil when not all of it is there.
    private func nextServerMessage(_ bytes: RawSpan, _ at: Int, _ now: UInt64) throws(UpstreamFault) -> ServerMessage? {
        let first = bytes.unsafeLoad(fromByteOffset: at, as: UInt8.self)
        guard let type = BackendMessageType(rawValue: first) else { throw .unexpected(type: first) }
        do throws(ProtocolViolation) {
            guard let header = try MessageHeader.read(bytes, at: at, most: type.most) else { return nil }
            return ServerMessage(type: type, header: header, now: now)
        } catch {
            throw .malformed(error)
        }
    }

    /// Passes on what is there of a message whose beginning was passed on.
    private mutating func passServerPart(_ bytes: RawSpan, _ effects: inout Effects) -> Int {
        let count = min(talk.fromUpstream.remaining, bytes.byteCount)
        guard count > 0 else { return 0 }
        talk.fromUpstream.remaining -= count
        if talk.fromUpstream.way != .drop { effects.toClient(Slice(.received, 0, count)) }
        return count
    }

    /// Passes a message on, also the part of it that has not come yet.
    mutating func passOn(_ message: ServerMessage, _ bytes: RawSpan, _ effects: inout Effects, from start: Int? = nil) {
        let end = min(message.header.end, bytes.byteCount)
        effects.toClient(Slice(.received, start ?? message.header.range.lowerBound, end))
        talk.fromUpstream = Part(remaining: message.header.end - end)
    }

    /// Takes one message; false when more of it has to come first.
    private mutating func take(
        _ message: ServerMessage,
        _ bytes: RawSpan,
        _ effects: inout Effects
    ) throws(UpstreamFault) -> Bool {
        switch message.type {
        case .dataRow:
            try row(message)
            passOn(message, bytes, &effects)
            return true
        case .copyData:
            guard talk.replies.head?.progress == .copyOut else { throw message.misplaced }
            passOn(message, bytes, &effects)
            return true
        case .noticeResponse: return try takeNotice(message, bytes, &effects)
        case .notificationResponse:
            passOn(message, bytes, &effects)
            return true
        case .errorResponse: return try takeError(message, bytes, &effects)
        case .rowDescription:
            if let protection = talk.protection {
                return try takeDescription(message, protection, bytes, &effects)
            }
            try describe(message, &effects)
            passOn(message, bytes, &effects)
            return true
        case .parameterDescription:
            try describe(message, &effects)
            passOn(message, bytes, &effects)
            return true
        case .functionCallResponse:
            try returned(message, &effects)
            passOn(message, bytes, &effects)
            return true
        case .authentication, .negotiateProtocolVersion, .backendKeyData, .copyBothResponse:
            throw message.misplaced
        case .parameterStatus, .readyForQuery, .commandComplete, .emptyQueryResponse, .portalSuspended, .parseComplete,
            .bindComplete, .closeComplete, .noData, .copyInResponse, .copyOutResponse, .copyDone:
            guard message.header.end <= bytes.byteCount else { return false }
        }
        switch message.type {
        case .parameterStatus: try parameterStatus(message, bytes, &effects)
        case .readyForQuery: try ready(message, bytes, &effects)
        case .commandComplete, .emptyQueryResponse: try complete(message, bytes, &effects)
        case .portalSuspended: try suspended(message, &effects)
        case .parseComplete, .bindComplete, .closeComplete:
            if try confirmed(message, &effects) == .ask { return true }
        case .noData: try describe(message, &effects)
        case .copyInResponse, .copyOutResponse: try copyBegins(message, &effects)
        case .copyDone: guard talk.replies.head?.progress == .copyOut else { throw message.misplaced }
        case .dataRow, .copyData, .noticeResponse, .notificationResponse, .errorResponse, .rowDescription,
            .parameterDescription, .authentication, .negotiateProtocolVersion, .backendKeyData, .copyBothResponse,
            .functionCallResponse:
            throw message.misplaced
        }
        if stage == .running { passOn(message, bytes, &effects) }
        return true
    }

    // MARK: messages that belong to no request

    /// The settings that statements are read by must stay as they are.
    private mutating func parameterStatus(
        _ message: ServerMessage,
        _ bytes: RawSpan,
        _ effects: inout Effects
    ) throws(UpstreamFault) {
        let name: Range<Int>
        let value: Range<Int>
        do throws(ProtocolViolation) {
            (name, value) = try SmallBackendMessage.parameterStatus(message.header.body, in: bytes)
        } catch {
            throw .malformed(error)
        }
        guard let setting = bytes.text(name).flatMap(Settings.pinned) else { return }
        guard let value = bytes.text(value), setting.accepts(value) else {
            return end(.notPinned, message.now, &effects)
        }
    }

    // MARK: replies

    private mutating func row(_ message: ServerMessage) throws(UpstreamFault) {
        talk.replies.dropUncertain()
        guard let head = talk.replies.head, head.disposition == .forward else { throw message.misplaced }
        switch (head.kind, head.progress) {
        case (.query, .rows): talk.replies.updateHead { $0.rows += 1 }
        case (.execute, .waiting):
            talk.pool.serve(head.portal, intent: head.intent, started: head.started)
            talk.pool[head.portal].count(1)
        case (.query, _), (.parse, _), (.bind, _), (.describeStatement, _), (.describePortal, _), (.execute, _),
            (.close, _), (.sync, _), (.functionCall, _), (.copyEnd, _):
            throw message.misplaced
        }
    }

    mutating func describe(_ message: ServerMessage, _ effects: inout Effects) throws(UpstreamFault) {
        talk.replies.dropUncertain()
        guard let head = talk.replies.head else { throw message.misplaced }
        guard head.disposition == .forward else { throw .substituteAccepted }
        switch (head.kind, head.progress, message.type) {
        case (.query, .waiting, .rowDescription):
            if head.hasMasking { noticeMasks(of: Int(head.statement), &effects) }
            talk.replies.updateHead { $0.progress = .rows }
        case (.describeStatement, .waiting, .parameterDescription):
            talk.replies.updateHead { $0.progress = .parametersDescribed }
        case (.describeStatement, .parametersDescribed, .rowDescription), (.describePortal, .waiting, .rowDescription),
            (.describeStatement, .parametersDescribed, .noData), (.describePortal, .waiting, .noData):
            talk.answered(head)
        case (_, _, _): throw message.misplaced
        }
    }

    /// ParseComplete, BindComplete and CloseComplete: names stand for what they were to stand for. Returns what becomes of it.
    private mutating func confirmed(
        _ message: ServerMessage,
        _ effects: inout Effects
    ) throws(UpstreamFault) -> Reply.Disposition {
        talk.replies.dropUncertain()
        guard let head = talk.replies.head else { throw message.misplaced }
        switch (head.kind, message.type) {
        case (.parse, .parseComplete), (.bind, .bindComplete), (.close, .closeComplete): break
        case (_, _): throw message.misplaced
        }
        guard head.disposition != .rewrite else { throw .substituteAccepted }
        guard message.header.body.isEmpty else { throw .malformed(.excess(type: message.header.type)) }
        confirmNames(of: head, message.now, &effects)
        if head.hasMasking, head.kind == .parse { noticeMasks(&effects) }
        talk.answered(head)
        return head.disposition
    }

    /// What a request was to do to names has happened.
    mutating func confirmNames(of reply: Reply, _ now: UInt64, _ effects: inout Effects) {
        if reply.changesStatement, let former = talk.statements.confirm() {
            talk.storedTextBytes -= former.text.count
        }
        if reply.changesPortal, let former = talk.portals.confirm() { release(former, now, &effects) }
    }

    private mutating func copyBegins(_ message: ServerMessage, _ effects: inout Effects) throws(UpstreamFault) {
        talk.replies.dropUncertain()
        guard let head = talk.replies.head, head.mayCopy, head.disposition == .forward, head.progress == .waiting else {
            throw message.misplaced
        }
        if head.kind == .execute { talk.pool.serve(head.portal, intent: head.intent, started: head.started) }
        if head.hasMasking, head.kind == .query { noticeMasks(of: Int(head.statement), &effects) }
        talk.replies.updateHead { $0.progress = message.type == .copyInResponse ? .copyIn : .copyOut }
    }

    private mutating func suspended(_ message: ServerMessage, _ effects: inout Effects) throws(UpstreamFault) {
        talk.replies.dropUncertain()
        guard let head = talk.replies.head, head.kind == .execute, head.disposition == .forward,
            head.progress == .waiting
        else { throw message.misplaced }
        if head.hasText {
            // Only FETCH has both rows and names that hang on it; no name changes with it.
            guard let text = talk.texts.popFirst(), !text.judgement.marks.concernsNames else {
                throw message.misplaced
            }
        }
        talk.pool.serve(head.portal, intent: head.intent, started: head.started)
        talk.answered(head)
        // The portal goes on, so its intent gets its outcome later; unless nobody can reach it any more.
        release(head.portal, message.now, &effects)
    }

    private mutating func ready(
        _ message: ServerMessage,
        _ bytes: RawSpan,
        _ effects: inout Effects
    ) throws(UpstreamFault) {
        let letter: UInt8
        do throws(ProtocolViolation) {
            letter = try SmallBackendMessage.readyForQuery(message.header.body, in: bytes)
        } catch {
            throw .malformed(error)
        }
        guard let status = TransactionStatus(rawValue: letter), let head = talk.replies.head else {
            throw message.misplaced
        }
        switch (head.kind, head.progress) {
        case (.sync, _), (.query, .failed), (.functionCall, .failed): break
        case (.query, .waiting) where head.hasResult, (.functionCall, .waiting) where head.hasResult: break
        case (_, _): throw message.misplaced
        }
        if head.kind == .query { confirmNames(of: head, message.now, &effects) }
        if head.hasText { talk.texts.popFirst() }
        if head.hasMasking { talk.forgetMasking(of: head) }
        talk.replies.readyForQuery()
        if talk.skip == .asTheServer { talk.skip = .none }
        talk.transaction = status
        guard status == .idle else { return }
        talk.hasTouched = false
        // PostgreSQL: portalmem.c: the portals of the protocol end with their transaction.
        for portal in talk.portals.forgetAll(alsoUnnamed: true) { release(portal, message.now, &effects) }
        if talk.catalogDoubt > .none {
            effects.append(.catalogMayHaveChanged(talk.catalogDoubt))
            talk.catalogDoubt = .none
        }
        // The next decision waits for a look at the catalog from now on, so what it says holds.
        if talk.replies.count == 0, talk.wait != .decision { moveOn(names.settled()) }
    }

    /// A name or request no longer holds a portal.
    mutating func release(_ portal: Int32, _ now: UInt64, _ effects: inout Effects) {
        guard let unfinished = talk.pool.release(portal) else { return }
        effects.record(
            Outcome(
                intent: unfinished.intent,
                statement: 0,
                status: .suspended,
                rows: unfinished.rows,
                nanoseconds: now &- unfinished.started,
                tag: Slice(.made, 0, 0),
                sqlState: .none
            )
        )
    }
}

extension BackendMessageType {
    /// The most that a message of this type may have once the login is complete.
    fileprivate var most: Int {
        switch self {
        case .dataRow, .copyData, .noticeResponse, .notificationResponse, .errorResponse, .rowDescription,
            .parameterDescription, .functionCallResponse:
            MessageLimits.largest
        case .authentication, .negotiateProtocolVersion, .backendKeyData, .copyBothResponse, .parameterStatus,
            .readyForQuery, .commandComplete, .emptyQueryResponse, .portalSuspended, .parseComplete, .bindComplete,
            .closeComplete, .noData, .copyInResponse, .copyOutResponse, .copyDone:
            // libpq: fe-protocol3.c, VALID_LONG_MESSAGE_TYPE.
            30_000
        }
    }
}
