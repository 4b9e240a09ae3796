// How requests end: complete, with an error, or skipped because of an earlier one.

import PGWire
import SQLAnalysis

/// The fields of an ErrorResponse that the conversation depends on; all of them may be missing.
struct ErrorHead {
    /// The server ends the session with it.
    private(set) var isFatal = false
    /// The SQLSTATE.
    private(set) var state = ServerState.none

    /// Reads fields up to the end of what is there; throws when that is the whole message and it ends inside of a field.
    init(_ range: Range<Int>, in bytes: RawSpan, isWhole: Bool) throws(UpstreamFault) {
        let type = BackendMessageType.errorResponse.rawValue
        do throws(ProtocolViolation) {
            var cursor = try BodyCursor(range, of: bytes, type: type)
            var hasSeverity = false
            while true {
                let letter = try cursor.byte(bytes)
                if letter == 0 { break }
                let value = try cursor.text(bytes)
                let isSeverity = letter == UInt8(ascii: "V") || (letter == UInt8(ascii: "S") && !hasSeverity)
                bytes.extracting(value).withUnsafeBytes { value in
                    if isSeverity { isFatal = value.elementsEqual("FATAL".utf8) || value.elementsEqual("PANIC".utf8) }
                    if letter == UInt8(ascii: "C") { state = ServerState(value) }
                }
                hasSeverity = hasSeverity || letter == UInt8(ascii: "V")
            }
            if isWhole { try cursor.finish() }
        } catch {
            if isWhole { throw .malformed(error) }
        }
    }
}

extension Session {
    /// Errors up to this size are read as a whole; of longer ones as much as must hold the fields that count.
    static let wholeError = 64 << 10
    static let errorHead = 8 << 10

    // MARK: complete

    /// CommandComplete and EmptyQueryResponse: a statement is done.
    mutating func complete(
        _ message: ServerMessage,
        _ bytes: RawSpan,
        _ effects: inout Effects
    ) throws(UpstreamFault) {
        talk.replies.dropUncertain()
        guard let head = talk.replies.head else { throw message.misplaced }
        guard head.disposition == .forward else { throw .substituteAccepted }
        var tag = Slice(.received, 0, 0)
        var rows: Int?
        if message.type == .commandComplete {
            do throws(ProtocolViolation) {
                let read = try CommandTag(message.header.body, in: bytes)
                tag = Slice(.received, read.tag.lowerBound, read.tag.upperBound)
                rows = read.rows
            } catch {
                throw .malformed(error)
            }
        }
        guard head.progress != .failed, head.progress != .parametersDescribed else { throw message.misplaced }
        if head.progress == .copyIn, talk.replies.copyInEnded(), head.kind == .execute { talk.groupIsOpen = true }
        talk.catalogDoubt = max(talk.catalogDoubt, head.catalogDoubt)
        switch head.kind {
        case .query:
            // One result for each statement; a text that was not cut into statements may have any number.
            guard head.statements == 0 || head.statement < head.statements else { throw message.misplaced }
            let counted = rows.map { UInt64($0) } ?? head.rows
            outcome(of: head, .complete, rows: counted, message.now, &effects, tag: tag)
            if head.hasMasking, head.progress == .waiting { noticeMasks(of: Int(head.statement), &effects) }
            if head.hasText, let text = talk.texts.first {
                takeNames(text, statement: Int(head.statement), rows: counted, message.now, &effects)
            }
            talk.replies.updateHead {
                $0.hasResult = true
                $0.statement = $0.statement == .max ? .max : $0.statement + 1
                $0.progress = .waiting
                $0.rows = 0
            }
        case .execute:
            settle(head, .complete, rows: rows.map { UInt64($0) }, message.now, &effects, tag: tag)
            if head.hasText, let text = talk.texts.popFirst() {
                takeNames(text, statement: 0, rows: UInt64(rows ?? 0), message.now, &effects)
            }
            talk.answered(head)
            release(head.portal, message.now, &effects)
        case .parse, .bind, .describeStatement, .describePortal, .close, .sync, .functionCall, .copyEnd:
            throw message.misplaced
        }
    }

    // MARK: errors

    /// ErrorResponse; false when more of it has to come first.
    mutating func takeError(
        _ message: ServerMessage,
        _ bytes: RawSpan,
        _ effects: inout Effects
    ) throws(UpstreamFault) -> Bool {
        let isWhole = message.header.end <= bytes.byteCount
        let there = min(message.header.end, bytes.byteCount)
        guard isReadable(message, bytes) else { return false }
        let error = try ErrorHead(message.header.bodyStart..<there, in: bytes, isWhole: isWhole)
        let status: Outcome.Status = error.state == ServerState("57014".utf8) ? .cancelled : .error
        talk.replies.dropUncertainBeforeError()
        guard let head = talk.replies.head, !error.isFatal else {
            if let head = talk.replies.head, head.progress != .failed {
                failed(head, status, error.state, message.now, &effects)
                // Its outcome is recorded; the end of the session must not record another one.
                if head.kind == .query || head.kind == .functionCall {
                    talk.replies.updateHead { $0.progress = .failed }
                }
            }
            try passOnReport(message, bytes, &effects)
            end(.upstreamEnded, message.now, &effects)
            return true
        }
        guard head.progress != .failed else { throw message.misplaced }
        try passOn(message, of: head, error, bytes, &effects)
        failed(head, status, error.state, message.now, &effects)
        if head.progress == .copyIn { talk.replies.copyInFailed() }
        switch head.kind {
        case .query, .functionCall: talk.replies.updateHead { $0.progress = .failed }
        case .sync, .copyEnd: break
        case .parse, .bind, .describeStatement, .describePortal, .execute, .close:
            skip(from: head, message.now, &effects)
        }
        return true
    }

    /// Passes an error on; that of a substitute becomes the denial that it was made for.
    private mutating func passOn(
        _ message: ServerMessage,
        of head: Reply,
        _ error: ErrorHead,
        _ bytes: RawSpan,
        _ effects: inout Effects
    ) throws(UpstreamFault) {
        guard head.disposition == .rewrite, let substitute = talk.substitutes.popFirst(),
            substitute.state == error.state
        else { return try passOnReport(message, bytes, &effects) }
        effects.toClient(effects.make { $0 += substitute.error })
        dropRest(of: message, bytes)
    }

    /// A part of the extended protocol failed: the server skips what was sent behind it, and so do we.
    private mutating func skip(from failed: Reply, _ now: UInt64, _ effects: inout Effects) {
        let (dropped, stillSkips) = talk.replies.skipToSync()
        for (place, reply) in dropped.enumerated() {
            if reply.changesStatement {
                // A Parse that failed has dropped the unnamed statement; one that was skipped has not.
                let former = place == 0 ? talk.statements.fail() : talk.statements.drop()
                talk.storedTextBytes -= former?.text.count ?? 0
            }
            if reply.changesPortal, let portal = talk.portals.drop() { release(portal, now, &effects) }
            if reply.hasText { talk.texts.popFirst() }
            if reply.hasMasking { talk.maskings.popFirst() }
            if place > 0 {
                if reply.disposition == .rewrite { talk.substitutes.popFirst() }
                skipped(reply, now, &effects)
            }
            if reply.kind == .execute { release(reply.portal, now, &effects) }
        }
        if stillSkips, talk.skip == .none { talk.skip = .asTheServer }
    }

    // MARK: outcomes

    /// A request ended with an error.
    private mutating func failed(
        _ reply: Reply,
        _ status: Outcome.Status,
        _ state: ServerState,
        _ now: UInt64,
        _ effects: inout Effects
    ) {
        switch reply.kind {
        case .query: outcome(of: reply, status, rows: reply.rows, now, &effects, state: state)
        // It may have returned, and fail when its transaction ends.
        case .functionCall: if !reply.hasResult { outcome(of: reply, status, rows: 0, now, &effects, state: state) }
        case .execute: settle(reply, status, rows: nil, now, &effects, state: state)
        case .parse, .bind, .describeStatement, .describePortal, .close, .sync, .copyEnd: return
        }
    }

    /// A request was never looked at by the server, because of an earlier error.
    private mutating func skipped(_ reply: Reply, _ now: UInt64, _ effects: inout Effects) {
        switch reply.kind {
        case .query, .functionCall: outcome(of: reply, .skipped, rows: 0, now, &effects)
        case .execute:
            guard reply.disposition == .forward else { return }
            // Where it was to go on with a portal, the rows that came before count, once the portal ends.
            guard talk.pool[reply.portal].served != reply.intent else { return }
            settle(reply, .skipped, rows: 0, now, &effects)
        case .parse, .bind, .describeStatement, .describePortal, .close, .sync, .copyEnd: return
        }
    }

    /// The session ends while a request is under way.
    mutating func lost(_ reply: Reply, _ now: UInt64, _ effects: inout Effects) {
        switch reply.kind {
        case .query:
            // All of its statements may have had their results, and only the end be missing.
            guard reply.progress != .failed, !reply.hasResult || reply.statement < reply.statements else { return }
            outcome(of: reply, .lost, rows: reply.rows, now, &effects)
        case .functionCall:
            guard reply.progress != .failed, !reply.hasResult else { return }
            outcome(of: reply, .lost, rows: 0, now, &effects)
        case .execute: settle(reply, .lost, rows: nil, now, &effects)
        case .parse, .bind, .describeStatement, .describePortal, .close, .sync, .copyEnd: return
        }
    }

    /// The outcome of a portal's intent, if it is not recorded yet.
    private mutating func settle(
        _ reply: Reply,
        _ status: Outcome.Status,
        rows: UInt64?,
        _ now: UInt64,
        _ effects: inout Effects,
        tag: Slice = Slice(.received, 0, 0),
        state: ServerState = .none
    ) {
        guard reply.portal >= 0 else { return }
        talk.pool.serve(reply.portal, intent: reply.intent, started: reply.started)
        guard !talk.pool[reply.portal].isSettled else { return }
        talk.pool[reply.portal].isSettled = true
        let counted = talk.pool[reply.portal].rows
        var reply = reply
        reply.started = talk.pool[reply.portal].started
        outcome(of: reply, status, rows: counted > 0 ? counted : rows ?? 0, now, &effects, tag: tag, state: state)
    }

    func outcome(
        of reply: Reply,
        _ status: Outcome.Status,
        rows: UInt64,
        _ now: UInt64,
        _ effects: inout Effects,
        tag: Slice = Slice(.received, 0, 0),
        state: ServerState = .none
    ) {
        guard reply.intent != 0 else { return }
        effects.record(
            Outcome(
                intent: reply.intent,
                statement: reply.statement,
                status: status,
                rows: rows,
                nanoseconds: now &- reply.started,
                tag: tag,
                sqlState: state
            )
        )
    }
}
