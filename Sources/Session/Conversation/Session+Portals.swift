// Bind, Execute, Describe and Close: the messages that name what was prepared.

import PGWire
import SQLAnalysis

extension Session {
    /// Bind: the decision on the statement must hold under the policy in force.
    mutating func takeBind(
        _ message: ClientMessage,
        _ bytes: RawSpan,
        _ effects: inout Effects
    ) throws(ProtocolViolation) -> Step {
        let isLong = message.range.count > limits.wholeBindBytes
        guard isLong || message.isWhole(in: bytes) else { return .incomplete }
        let names = BindMessage.names(message.header.body, in: bytes)
        // Names that are longer than any that is accepted are not waited for; nor are they looked at where they came at once.
        let there = min(message.header.end, bytes.byteCount) - message.header.bodyStart
        let most = 4 * StartupMessage.longestName
        if isLong, there > most, names.map({ $0.statement.upperBound - message.header.bodyStart > most }) ?? true {
            return refuse(.bind, .unusable, nil, message, bytes, &effects)
        }
        guard let (portal, statement) = names else {
            if message.isWhole(in: bytes) { throw .truncated(type: message.header.type) }
            return .incomplete
        }
        if !isLong { _ = try BindMessage(message.header.body, in: bytes) }
        guard maySend(&effects) else { return .waits }
        let name = WireName(statement, in: bytes)
        let prepared: Prepared
        switch talk.statement(name, in: bytes) {
        case .uncertain:
            waitForConfirmation(&effects)
            return .waits
        case .nothing:
            return refuse(.bind, .unknownStatement(bytes.shown(statement)), nil, message, bytes, &effects)
        case .value(var found):
            if adopt(found.judgement, &effects) == .waits { return .waits }
            if !found.holds(under: inForce.number, in: talk.surroundings) {
                guard let judgement = newJudgement(of: found.text, for: .statement, &effects) else { return .waits }
                found = found.judged(judgement, in: talk.surroundings)
                talk.statements.update(name, in: bytes, to: found)
            }
            if found.isOutdated {
                return refuse(.bind, .outdatedStatement(bytes.shown(statement)), found, message, bytes, &effects)
            }
            prepared = found
        }
        let rejection =
            refusal(of: prepared.judgement, &effects) ?? refusalOfName(portal, in: bytes) ?? refusalOfBinding()
        if talk.wait != .none { return .waits }
        if let rejection { return refuse(.bind, rejection, prepared, message, bytes, &effects) }
        bind(portal, to: prepared, from: statement.upperBound + 1, message, bytes, &effects)
        return .taken(message.header.end)
    }

    /// Makes the portal, and sends on what is there of the message.
    private mutating func bind(
        _ portal: Range<Int>,
        to prepared: Prepared,
        from rest: Int,
        _ message: ClientMessage,
        _ bytes: RawSpan,
        _ effects: inout Effects
    ) {
        let place = talk.pool.make(from: prepared)
        let end = min(message.header.end, bytes.byteCount)
        let start = min(rest, end)
        talk.pool[place].parameterBytes = message.header.end - start
        talk.pool.keep(bytes.extracting(start..<end), of: place, most: limits.recordedParameterBytes)
        talk.portals.change(bytes.copy(portal), to: place, group: talk.group)
        effects.toUpstream(Slice(.received, message.range.lowerBound, end))
        _ = pass(message, bytes, .keep, portal: place)
        var reply = Reply(kind: .bind, started: message.now)
        reply.changesPortal = true
        talk.owe(reply, for: prepared.judgement)
        talk.groupIsOpen = true
    }

    private func refusalOfBinding() -> Rejection? {
        let hasRoom = talk.portals.count < limits.names && talk.pool.parameterBytes < limits.storedTextBytes
        return hasRoom ? nil : .tooMany("portals")
    }

    /// Execute: recorded with its parameters when it runs a portal from its beginning.
    mutating func takeExecute(
        _ message: ClientMessage,
        _ bytes: RawSpan,
        _ effects: inout Effects
    ) throws(ProtocolViolation) -> Step {
        guard message.isWhole(in: bytes) else { return .incomplete }
        let execute = try ExecuteMessage(message.header.body, in: bytes)
        guard maySend(&effects) else { return .waits }
        let name = WireName(execute.portal, in: bytes)
        let place: Int32
        switch talk.portal(name, in: bytes) {
        case .uncertain:
            waitForConfirmation(&effects)
            return .waits
        case .nothing:
            if let cursor = bytes.text(execute.portal), talk.cursors.judgement(of: cursor) != nil {
                return takeCursor(execute, cursor, message, bytes, &effects)
            }
            return refuse(.execute, .unknownPortal(bytes.shown(execute.portal)), nil, message, bytes, &effects)
        case .value(let found): place = found
        }
        guard var source = talk.pool[place].source else {
            end(.internalFault, message.now, &effects)
            return .over
        }
        let adoption = adopt(source.judgement, &effects)
        if adoption == .waits { return .waits }
        if source.judgement.inForce != inForce.number || adoption == .some || talk.question.isOfPortal {
            guard let judgement = newJudgement(of: source.text, for: .portal, &effects) else { return .waits }
            source.judgement = judgement
            talk.pool[place].source = source
        }
        if source.isOutdated {
            let rejection = Rejection.outdatedPortal(bytes.shown(execute.portal))
            return refuse(.execute, rejection, source, message, bytes, &effects, portal: place)
        }
        let rejection = refusal(of: source.judgement, &effects)
        if talk.wait != .none { return .waits }
        if let rejection { return refuse(.execute, rejection, source, message, bytes, &effects, portal: place) }
        run(place, source, rows: execute.rows, message, &effects)
        return .taken(message.header.end)
    }

    /// Sends an Execute on that may run.
    mutating func run(
        _ place: Int32,
        _ source: Prepared,
        rows: Int,
        _ message: ClientMessage,
        _ effects: inout Effects
    ) {
        let fetchesPortal = recordFetched(by: source.judgement, message.now, &effects)
        // A portal that was asked for some of its rows goes on under the intent that it has.
        if talk.pool[place].run != .some {
            var draft = Draft(.execute, text: .stored(source.text), judgement: source.judgement)
            draft.parameters = parameters(of: place)
            talk.pool[place].intent = record(draft, &effects)
        }
        talk.pool[place].run = rows > 0 ? .some : .all
        talk.pool.hold(place)
        effects.toUpstream(message.received)
        var reply = Reply(kind: .execute, started: message.now)
        reply.portal = place
        reply.intent = talk.pool[place].intent
        reply.mayCopy = source.judgement.marks.mayCopy
        reply.catalogDoubt = source.judgement.marks.catalogDoubt
        if source.judgement.marks.concernsNames || fetchesPortal {
            reply.hasText = true
            talk.texts.append(source)
        }
        talk.owe(reply, for: source.judgement)
        talk.groupIsOpen = true
    }

    /// The values that a portal was bound to; nil for a cursor, which was not bound.
    func parameters(of place: Int32) -> RecordedParameters? {
        guard talk.pool[place].parameterBytes > 0 else { return nil }
        return RecordedParameters(bytes: talk.pool[place].parameters, total: talk.pool[place].parameterBytes)
    }

    /// Describe: of statements and portals of the protocol, and of cursors that SQL declared.
    mutating func takeDescribe(
        _ message: ClientMessage,
        _ bytes: RawSpan,
        _ effects: inout Effects
    ) throws(ProtocolViolation) -> Step {
        guard message.isWhole(in: bytes) else { return .incomplete }
        let describe = try NamedMessage(message.header.body, in: bytes, type: .describe)
        guard maySend(&effects) else { return .waits }
        let name = WireName(describe.name, in: bytes)
        let kind: RequestKind
        let judgement: Judgement?
        switch describe.kind {
        case .statement:
            kind = .describeStatement
            switch talk.statement(name, in: bytes) {
            case .uncertain:
                waitForConfirmation(&effects)
                return .waits
            case .nothing:
                return refuse(kind, .unknownStatement(bytes.shown(describe.name)), nil, message, bytes, &effects)
            case .value(let prepared): judgement = prepared.judgement
            }
        case .portal:
            kind = .describePortal
            switch talk.portal(name, in: bytes) {
            case .uncertain:
                waitForConfirmation(&effects)
                return .waits
            case .nothing:
                guard let name = bytes.text(describe.name), let cursor = talk.cursors.judgement(of: name) else {
                    return refuse(kind, .unknownPortal(bytes.shown(describe.name)), nil, message, bytes, &effects)
                }
                judgement = cursor
            case .value(let place): judgement = talk.pool[place].source?.judgement
            }
        }
        effects.toUpstream(message.received)
        talk.owe(Reply(kind: kind, started: message.now), for: judgement)
        talk.groupIsOpen = true
        return .taken(message.header.end)
    }

    /// Close: names that do not exist are none of its concern.
    mutating func takeClose(
        _ message: ClientMessage,
        _ bytes: RawSpan,
        _ effects: inout Effects
    ) throws(ProtocolViolation) -> Step {
        guard message.isWhole(in: bytes) else { return .incomplete }
        let close = try NamedMessage(message.header.body, in: bytes, type: .close)
        guard maySend(&effects) else { return .waits }
        var reply = Reply(kind: .close, started: message.now)
        if refusalOfName(close.name, in: bytes) != nil {
            // Nothing of this name was let through; the server might take it for a shorter one.
            let name = substituteName
            guard
                make(
                    message.now,
                    &effects,
                    { bytes throws(ProtocolViolation) in
                        try FrontendWriter.close(close.kind, name, into: &bytes)
                    }
                )
            else { return .over }
        } else {
            effects.toUpstream(message.received)
            switch close.kind {
            case .statement:
                talk.statements.change(bytes.copy(close.name), to: nil, group: talk.group)
                reply.changesStatement = true
            case .portal:
                talk.portals.change(bytes.copy(close.name), to: nil, group: talk.group)
                reply.changesPortal = true
            }
        }
        talk.replies.append(reply)
        talk.groupIsOpen = true
        return .taken(message.header.end)
    }

    /// Refuses a message that names something, and throws it away.
    mutating func refuse(
        _ kind: RequestKind,
        _ rejection: Rejection,
        _ prepared: Prepared?,
        _ message: ClientMessage,
        _ bytes: RawSpan,
        _ effects: inout Effects,
        portal: Int32? = nil
    ) -> Step {
        var draft = Draft(.message, judgement: prepared?.judgement, rejection: rejection)
        if let prepared {
            draft.text = .stored(prepared.text)
            if !prepared.isOfSQL { draft.original = prepared.text }
        }
        if let portal {
            draft.kind = .execute
            draft.parameters = parameters(of: portal)
        }
        reject(kind, draft, message.now, &effects)
        return stage == .over ? .over : drop(message, bytes)
    }
}

extension Rejection {
    static let unusable = Rejection(.unusableName, "a name has at most 63 bytes", hint: "use a shorter name")

    static func unknownStatement(_ name: String) -> Rejection {
        let what = name.isEmpty ? "unnamed prepared statement" : "prepared statement \"\(name)\""
        return Rejection(
            .unknownStatementName,
            "\(what) does not exist",
            hint: name.isEmpty ? nil : "prepare it first"
        )
    }

    static func unknownPortal(_ name: String) -> Rejection {
        Rejection(
            .unknownPortalName,
            "portal \"\(name)\" does not exist",
            hint: name.isEmpty ? nil : "bind or declare it first"
        )
    }

    // Drivers prepare again what 26000 says is not there.
    static func outdatedStatement(_ name: String) -> Rejection {
        Rejection(
            .unknownStatementName,
            "prepared statement \"\(name)\" was prepared under an earlier policy",
            hint: "prepare it again"
        )
    }

    static func outdatedPortal(_ name: String) -> Rejection {
        Rejection(
            .unknownPortalName,
            "portal \"\(name)\" was bound under an earlier policy",
            hint: "prepare and bind it again"
        )
    }
}

extension RawSpan {
    /// A name for an error message: what is not UTF-8 is replaced.
    func shown(_ range: Range<Int>) -> String {
        extracting(range.clamped(to: range.lowerBound..<(range.lowerBound + 64)))
            .withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    }
}
