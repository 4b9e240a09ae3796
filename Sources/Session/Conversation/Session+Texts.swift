// Query and Parse: the messages that bring a text.

import PGWire
import SQLAnalysis

extension Session {
    /// Query: every statement of the text is judged before any of it goes on.
    mutating func takeQuery(
        _ message: ClientMessage,
        _ bytes: RawSpan,
        _ effects: inout Effects
    ) throws(ProtocolViolation) -> Step {
        guard message.isWhole(in: bytes) else { return .incomplete }
        let query = try QueryMessage(message.header.body, in: bytes)
        guard maySend(&effects) else { return .waits }
        let text = Slice(.received, query.text.lowerBound, query.text.upperBound)
        guard let judgement = judgementOfText(text, &effects) else { return .waits }
        let rejection = refusal(of: judgement, &effects)
        if talk.wait != .none { return .waits }
        var draft = Draft(.simple, text: .slice(text), judgement: judgement, rejection: rejection)
        guard rejection == nil else {
            draft.original = bytes.copy(query.text)
            reject(.query, draft, message.now, &effects)
            return stage == .over ? .over : .taken(message.header.end)
        }
        let fetchesPortal = recordFetched(by: judgement, message.now, &effects)
        var reply = Reply(kind: .query, started: message.now)
        reply.intent = record(draft, &effects)
        if let replacement = judgement.replacement {
            guard
                make(
                    message.now,
                    &effects,
                    { bytes throws(ProtocolViolation) in
                        try FrontendWriter.query(replacement, into: &bytes)
                    }
                )
            else { return .over }
        } else {
            effects.toUpstream(message.received)
        }
        reply.statements = judgement.marks.statements
        reply.mayCopy = judgement.marks.mayCopy
        reply.catalogDoubt = judgement.marks.catalogDoubt
        if judgement.marks.concernsNames || fetchesPortal {
            reply.hasText = true
            talk.texts.append(
                Prepared(text: bytes.copy(query.text), judgement: judgement, surroundings: talk.surroundings)
            )
        }
        talk.dropUnnamed(by: &reply)
        talk.owe(reply, for: judgement)
        moveOn(judgement.names)
        return .taken(message.header.end)
    }

    /// Parse: the statement is judged before the server hears of it.
    mutating func takeParse(
        _ message: ClientMessage,
        _ bytes: RawSpan,
        _ effects: inout Effects
    ) throws(ProtocolViolation) -> Step {
        guard message.isWhole(in: bytes) else { return .incomplete }
        let parse = try ParseMessage(message.header.body, in: bytes)
        guard maySend(&effects) else { return .waits }
        let text = Slice(.received, parse.text.lowerBound, parse.text.upperBound)
        var draft = Draft(.parse, text: .slice(text))
        draft.rejection = refusalOfName(parse.name, in: bytes) ?? refusalOfPreparing(parse, bytes)
        if draft.rejection == nil {
            guard let judgement = judgementOfText(text, &effects) else { return .waits }
            draft.judgement = judgement
            draft.rejection = refusal(of: judgement, &effects)
            if talk.wait != .none { return .waits }
        }
        guard draft.rejection == nil, let judgement = draft.judgement else {
            draft.original = bytes.copy(parse.text)
            draft.name = usable(parse.name, in: bytes)
            reject(.parse, draft, message.now, &effects)
            return stage == .over ? .over : .taken(message.header.end)
        }
        _ = record(draft, &effects)
        if let replacement = judgement.replacement {
            let name = bytes.copy(parse.name)
            let types = bytes.copy(parse.types)
            guard
                make(
                    message.now,
                    &effects,
                    { bytes throws(ProtocolViolation) in
                        try FrontendWriter.parse(name: name, replacement, types: types, into: &bytes)
                    }
                )
            else { return .over }
        } else {
            effects.toUpstream(message.received)
        }
        moveOn(judgement.names)
        let prepared = Prepared(text: bytes.copy(parse.text), judgement: judgement, surroundings: talk.surroundings)
        talk.storedTextBytes += prepared.text.count
        talk.statements.change(bytes.copy(parse.name), to: prepared, group: talk.group)
        var reply = Reply(kind: .parse, started: message.now)
        reply.changesStatement = true
        talk.owe(reply, for: judgement)
        talk.groupIsOpen = true
        return .taken(message.header.end)
    }

    /// Why a statement cannot be prepared under its name.
    private func refusalOfPreparing(_ parse: ParseMessage, _ bytes: RawSpan) -> Rejection? {
        guard talk.statements.count < limits.names,
            talk.storedTextBytes + parse.text.count <= limits.storedTextBytes
        else { return .tooMany("prepared statements") }
        return nil
    }

    /// Why a statement or portal cannot have this name.
    ///
    /// PostgreSQL: prepare.c and portalmem.c keep 63 bytes of a name, so that longer ones may mean one thing.
    func refusalOfName(_ name: Range<Int>, in bytes: RawSpan) -> Rejection? {
        guard name.count <= StartupMessage.longestName else {
            return Rejection(.unusableName, "a name has at most 63 bytes", hint: "use a shorter name")
        }
        return isReserved(name, in: bytes) ? .reserved("") : nil
    }

    /// Whether a name begins as those do that refused messages are replaced with.
    private func isReserved(_ name: Range<Int>, in bytes: RawSpan) -> Bool {
        let prefix = Session.reservedPrefix.utf8
        guard name.count >= prefix.count else { return false }
        return bytes.extracting(name).withUnsafeBytes { $0.starts(with: prefix) }
    }

    /// The name when the server may see it, or that of the substitute.
    private func usable(_ name: Range<Int>, in bytes: RawSpan) -> [UInt8] {
        refusalOfName(name, in: bytes) == nil ? bytes.copy(name) : substituteName
    }

    /// Makes a message for the server in place of one that came; false when that is not possible and the session is over.
    mutating func make(
        _ now: UInt64,
        _ effects: inout Effects,
        _ write: (inout [UInt8]) throws(ProtocolViolation) -> Void
    ) -> Bool {
        let start = effects.made.count
        do throws(ProtocolViolation) {
            try write(&effects.made)
        } catch {
            end(.internalFault, now, &effects)
            return false
        }
        effects.toUpstream(Slice(.made, start, effects.made.count))
        return true
    }
}

extension Rejection {
    static func tooMany(_ things: String) -> Rejection {
        Rejection(
            .tooManyNames,
            "this session has too many \(things)",
            hint: "close those that are not needed any more"
        )
    }
}
