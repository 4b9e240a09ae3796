// What a client sends once it is logged in: which message is next, and whether it may be looked at.

import PGWire
import Policy
import SQLAnalysis

/// What became of the next message.
enum Step {
    /// It is done with up to this offset, which may lie behind the bytes that are there.
    case taken(Int)
    /// More of it has to come.
    case incomplete
    /// It has to wait; `Conversation.wait` says for what.
    case waits
    /// The session is over.
    case over
}

/// A client's message whose header was read.
struct ClientMessage {
    let type: FrontendMessageType
    let header: MessageHeader
    /// When it came.
    let now: UInt64

    /// The whole message, of which not all need be there.
    var range: Range<Int> { header.range }

    /// All of it, as it came.
    var received: Slice { Slice(.received, range.lowerBound, range.upperBound) }

    /// Whether all of it is there.
    func isWhole(in bytes: RawSpan) -> Bool { header.end <= bytes.byteCount }

    /// Throws when it has a body, although messages of its type have none.
    func mustBeBare() throws(ProtocolViolation) {
        guard header.body.isEmpty else { throw .excess(type: header.type) }
    }
}

extension Session {
    /// Messages that one call looks at. Those behind them are asked for again, so that whoever calls may do something else
    /// meanwhile: a megabyte holds 200,000 of them.
    private static var mostMessages: Int { 256 }

    /// Takes as many messages as are there and may be looked at.
    mutating func clientSpeaks(_ bytes: RawSpan, _ now: UInt64, _ effects: inout Effects) -> Int {
        var at = passClientPart(bytes, &effects)
        var messages = 0
        while stage == .running, talk.wait == .none, at < bytes.byteCount {
            messages += 1
            guard messages <= Self.mostMessages else {
                effects.append(.resumeClient)
                break
            }
            let step: Step
            do throws(ProtocolViolation) {
                guard let message = try nextMessage(bytes, at, now) else { break }
                step = try take(message, bytes, &effects)
            } catch {
                brokenByClient(error, now, &effects)
                return bytes.byteCount
            }
            switch step {
            case .taken(let end):
                // A decision is for the message that asked for it, and for no other.
                talk.question = .none
                talk.hasFlushed = false
                at = end
            case .incomplete, .waits: return min(at, bytes.byteCount)
            case .over: return bytes.byteCount
            }
        }
        return stage == .over ? bytes.byteCount : min(at, bytes.byteCount)
    }

    /// Reads a header; nil when not all of it is there. Throws for types that do not exist and lengths that cannot be.
    private func nextMessage(
        _ bytes: RawSpan,
        _ at: Int,
        _ now: UInt64
    ) throws(ProtocolViolation) -> ClientMessage? {
        let first = bytes.unsafeLoad(fromByteOffset: at, as: UInt8.self)
        guard let type = FrontendMessageType(rawValue: first) else { throw .unknownType(first) }
        guard let header = try MessageHeader.read(bytes, at: at, most: messageLimits.most(type)) else { return nil }
        return ClientMessage(type: type, header: header, now: now)
    }

    private mutating func take(
        _ message: ClientMessage,
        _ bytes: RawSpan,
        _ effects: inout Effects
    ) throws(ProtocolViolation) -> Step {
        if talk.skip != .none, !message.type.endsSkipping {
            // Whether the server skips this depends on where it read a Sync, and nothing it says will tell.
            let isInDoubt = talk.skip == .asTheServer && talk.replies.head?.isUncertain == true
            if isInDoubt, message.type.isRequest {
                lostTrack(message.now, &effects)
                return .over
            }
            return drop(message, bytes)
        }
        switch message.type {
        case .query: return try takeQuery(message, bytes, &effects)
        case .parse: return try takeParse(message, bytes, &effects)
        case .bind: return try takeBind(message, bytes, &effects)
        case .describe: return try takeDescribe(message, bytes, &effects)
        case .execute: return try takeExecute(message, bytes, &effects)
        case .close: return try takeClose(message, bytes, &effects)
        case .sync: return try takeSync(message, bytes, &effects)
        case .flush: return try takeFlush(message, bytes, &effects)
        case .functionCall: return try takeFunctionCall(message, bytes, &effects)
        case .copyData, .copyDone, .copyFail: return takeCopy(message, bytes, &effects)
        case .terminate:
            end(.clientLeft, message.now, &effects)
            return .over
        case .authentication: throw .unknownType(message.header.type)
        }
    }

    /// Whether one more request may be under way; otherwise it waits until others are answered.
    mutating func hasRoom() -> Bool {
        guard talk.replies.count < limits.requestsUnderWay else {
            talk.wait = .crowd
            return false
        }
        return true
    }

    /// The same for everything but Sync.
    mutating func maySend(_ effects: inout Effects) -> Bool {
        guard hasRoom() else { return false }
        guard !talk.replies.isDoubtfulNext else {
            talk.wait = .copy
            flushOnce(&effects)
            return false
        }
        return true
    }

    /// The server is told to say what the next message of the client waits for: it keeps its answers to itself until then.
    mutating func flushOnce(_ effects: inout Effects) {
        guard !talk.hasFlushed else { return }
        talk.hasFlushed = true
        effects.toUpstream(effects.make { FrontendWriter.bare(.flush, into: &$0) })
    }

    // MARK: Sync

    private mutating func takeSync(
        _ message: ClientMessage,
        _ bytes: RawSpan,
        _ effects: inout Effects
    ) throws(ProtocolViolation) -> Step {
        guard message.isWhole(in: bytes) else { return .incomplete }
        try message.mustBeBare()
        // Within a message of the server nothing else can be said; the server answers it then.
        if talk.skip == .behindAnswer, talk.fromUpstream.remaining == 0 || talk.fromUpstream.way == .drop {
            talk.skip = .none
            talk.group += 1
            // What the server said last still holds: nothing went on since.
            effects.toClient(effects.make { BackendWriter.readyForQuery(TransactionStatus.idle.rawValue, into: &$0) })
            drainIfAtRest(message.now, &effects)
            return stage == .over ? .over : .taken(message.header.end)
        }
        guard hasRoom() else { return .waits }
        effects.toUpstream(message.received)
        talk.replies.append(Reply(kind: .sync, started: message.now))
        talk.skip = .none
        talk.group += 1
        talk.groupIsOpen = false
        return .taken(message.header.end)
    }

    private mutating func takeFlush(
        _ message: ClientMessage,
        _ bytes: RawSpan,
        _ effects: inout Effects
    ) throws(ProtocolViolation) -> Step {
        guard message.isWhole(in: bytes) else { return .incomplete }
        try message.mustBeBare()
        effects.toUpstream(message.received)
        return .taken(message.header.end)
    }

    // MARK: messages in pieces

    /// Throws a message away, also the part of it that has not come yet.
    mutating func drop(_ message: ClientMessage, _ bytes: RawSpan) -> Step {
        pass(message, bytes, .drop)
    }

    /// Notes the part of a message that has not come yet.
    mutating func pass(_ message: ClientMessage, _ bytes: RawSpan, _ way: Part.Way, portal: Int32 = -1) -> Step {
        talk.fromClient = Part(remaining: max(0, message.header.end - bytes.byteCount), way: way, portal: portal)
        // A request before it may fail meanwhile, and take the portal with it.
        if way == .keep, talk.fromClient.remaining > 0 { talk.pool.hold(portal) }
        return .taken(message.header.end)
    }

    /// Passes on what is there of a message that has been decided on; returns how much that is.
    private mutating func passClientPart(_ bytes: RawSpan, _ effects: inout Effects) -> Int {
        let count = min(talk.fromClient.remaining, bytes.byteCount)
        guard count > 0 else { return 0 }
        talk.fromClient.remaining -= count
        switch talk.fromClient.way {
        case .drop: return count
        case .keep:
            let portal = talk.fromClient.portal
            talk.pool.keep(bytes.extracting(0..<count), of: portal, most: limits.recordedParameterBytes)
            if talk.fromClient.remaining == 0 { _ = talk.pool.release(portal) }
        case .forward: break
        }
        effects.toUpstream(Slice(.received, 0, count))
        return count
    }

    // MARK: COPY

    private mutating func takeCopy(_ message: ClientMessage, _ bytes: RawSpan, _ effects: inout Effects) -> Step {
        // Outside of a COPY the server ignores these. What comes late, after the COPY has failed, ends here.
        guard talk.replies.possibleCopies > 0 else { return drop(message, bytes) }
        if message.type != .copyData {
            guard message.isWhole(in: bytes) else { return .incomplete }
            talk.replies.append(Reply(kind: .copyEnd))
        }
        let end = min(message.header.end, bytes.byteCount)
        effects.toUpstream(Slice(.received, message.range.lowerBound, end))
        return pass(message, bytes, .forward)
    }

    // MARK: faults

    /// It cannot be known which reply will belong to which request.
    private mutating func lostTrack(_ now: UInt64, _ effects: inout Effects) {
        let report = ReportFields(
            severity: "FATAL",
            .unexpectedMessage,
            SQLState(.unexpectedMessage),
            "a request was sent behind a COPY that failed, with no Sync between them"
        )
        end(.clientProtocol, now, &effects, saying: report)
    }

    /// Ends the session because of a message that is none.
    mutating func brokenByClient(_ violation: ProtocolViolation, _ now: UInt64, _ effects: inout Effects) {
        effects.append(.log(.clientBrokeProtocol(violation)))
        let code = violation.code
        let report = ReportFields(severity: "FATAL", code, SQLState(code), violation.description)
        end(.clientProtocol, now, &effects, saying: report)
    }
}

extension FrontendMessageType {
    /// Whether it is looked at while other messages are thrown away.
    var endsSkipping: Bool {
        switch self {
        case .sync, .terminate, .authentication: true
        case .query, .parse, .bind, .describe, .execute, .close, .flush, .functionCall, .copyData, .copyDone,
            .copyFail:
            false
        }
    }
}

extension FrontendMessageType {
    /// Whether the server answers it.
    var isRequest: Bool {
        switch self {
        case .query, .parse, .bind, .describe, .execute, .close, .functionCall: true
        case .sync, .terminate, .authentication, .flush, .copyData, .copyDone, .copyFail: false
        }
    }
}

extension ProtocolViolation {
    /// The code under which a client hears of it.
    var code: Code {
        switch self {
        case .tooLong: .messageTooLarge
        case .unknownType: .unexpectedMessage
        case .invalidStartupLength, .malformedStartup, .duplicateParameter, .invalidParameter: .malformedStartup
        case .unsupportedProtocol: .protocolVersion
        case .invalidLength, .truncated, .excess, .invalidField, .invalidUTF8, .unsendable: .malformedMessage
        }
    }
}
