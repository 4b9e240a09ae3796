// One namespace for SQL and the protocol: prepared statements of PREPARE and Parse, cursors of DECLARE and portals of Bind.

import PGWire
import SQLAnalysis

extension Conversation {
    /// What a name of a prepared statement stands for, unless a text under way may change that.
    func statement(_ name: WireName, in bytes: RawSpan) -> Namespace<Prepared>.Meaning {
        if !texts.isEmpty, !name.isUnnamed, let text = bytes.text(name.range), texts.change(statement: text) {
            return .uncertain
        }
        return statements.meaning(name, in: bytes, group: group)
    }

    /// What a name of a portal stands for, unless a text under way may change that.
    func portal(_ name: WireName, in bytes: RawSpan) -> Namespace<Int32>.Meaning {
        if !texts.isEmpty, let text = bytes.text(name.range), texts.change(portal: text) { return .uncertain }
        return portals.meaning(name, in: bytes, group: group)
    }
}

extension Session {
    /// What became of the statements that a text executes.
    enum Adoption {
        /// The reader knows all of them, or they do not exist.
        case none
        /// It knows more of them now, so the text has to be judged again.
        case some
        /// The message waits.
        case waits
    }

    /// The next message waits until a request under way is answered.
    ///
    /// Within an open group the server keeps its answers to itself until it is told to flush; those to earlier groups come
    /// by themselves.
    mutating func waitForConfirmation(_ effects: inout Effects) {
        talk.wait = .confirmation
        if talk.groupIsOpen, !talk.texts.isEmpty { flushOnce(&effects) }
    }

    // MARK: statements of the protocol in SQL

    /// Tells the reader what the statements of the protocol do that a text executes by their names.
    ///
    /// The reader adds it to everything else that was ever prepared under the name, so what it knows is never too little, also
    /// while a text under way may prepare another one.
    mutating func adopt(_ judgement: Judgement, _ effects: inout Effects) -> Adoption {
        guard !judgement.marks.isPlain else { return .none }
        var adoption = Adoption.none
        for name in judgement.marks.executes {
            switch talk.statements.meaning(name.utf8, group: talk.group) {
            case .nothing: continue
            case .uncertain:
                waitForConfirmation(&effects)
                return .waits
            case .value(var prepared):
                guard !prepared.isOfSQL, !prepared.isAdopted else { continue }
                guard prepared.holds(under: inForce.number, in: talk.surroundings) else {
                    ask(.executed(name), effects.make { $0 += prepared.text }, &effects)
                    return .waits
                }
                let judgement = prepared.judgement
                names.prepare(
                    name,
                    prepared.isOutdated ? nil : judgement.marks.preparable,
                    mark: judgement.masking?.protection.mark
                )
                prepared.isAdopted = true
                talk.statements.update(Array(name.utf8), to: prepared)
                // Whatever executes it means something else now.
                talk.surroundings += 1
                adoption = .some
            }
        }
        return adoption
    }

    /// What a client hears of a text that is refused for executing what was never prepared where it can be seen: the server's own
    /// code, upon which drivers prepare again.
    func refusalOfUnknownName(_ judgement: Judgement) -> Rejection? {
        guard judgement.rejection?.code == .unknownEffect else { return nil }
        for name in judgement.marks.executes where names.preparedEffects(name) == nil {
            if case .nothing = talk.statements.meaning(name.utf8, group: talk.group) { return .unknownStatement(name) }
        }
        return nil
    }

    /// A statement of the protocol was judged again, on behalf of a text that executes it.
    mutating func judgedAgain(_ name: String, _ judgement: Judgement) {
        guard case .value(let prepared) = talk.statements.meaning(name.utf8, group: talk.group) else { return }
        talk.statements.update(Array(name.utf8), to: prepared.judged(judgement, in: talk.surroundings))
    }

    // MARK: cursors

    /// Why a text may not fetch from the cursors and portals that it names; nil when it may, or when that is asked for first
    /// and the message waits.
    mutating func refusalByCursors(of judgement: Judgement, _ effects: inout Effects) -> Rejection? {
        for use in judgement.marks.fetches {
            guard let name = use.name else { continue }
            if talk.texts.change(portal: name) {
                waitForConfirmation(&effects)
                return nil
            }
            let rejection: Rejection?
            switch talk.portals.meaning(name.utf8, group: talk.group) {
            case .uncertain:
                waitForConfirmation(&effects)
                return nil
            case .value(let place): rejection = refusalOfFetching(from: place, name, judgement, &effects)
            case .nothing: rejection = refusalOfFetching(from: name, judgement, &effects)
            }
            if rejection != nil || talk.wait != .none { return rejection }
        }
        return nil
    }

    private mutating func refusalOfFetching(
        from place: Int32,
        _ name: String,
        _ judgement: Judgement,
        _ effects: inout Effects
    ) -> Rejection? {
        guard let source = talk.pool[place].source, source.judgement.marks.preparable != nil || source.isOfSQL else {
            return .notFetched(name)
        }
        if source.judgement.inForce != inForce.number {
            ask(.fetched(place, judgement), effects.make { $0 += source.text }, &effects)
            return nil
        }
        if source.isOutdated { return .outdatedPortal(name) }
        return source.judgement.rejection?.ofAnotherText
    }

    private mutating func refusalOfFetching(
        from name: String,
        _ judgement: Judgement,
        _ effects: inout Effects
    ) -> Rejection? {
        switch talk.cursors.standing(name, under: inForce.number) {
        case .good: return nil
        case .stale(let cursor):
            ask(.cursor(name, judgement), effects.make { $0 += cursor.text }, &effects)
            return nil
        case .refused(let rejection): return rejection
        case .lost:
            return Rejection(
                .tooManyNames,
                "the cursor \(name) was declared under an earlier policy",
                hint: "declare it again"
            )
        }
    }

    /// Records the portals of the protocol that a text runs by fetching from them, with their values, unless that was done.
    ///
    /// Returns whether there are any.
    mutating func recordFetched(by judgement: Judgement, _ now: UInt64, _ effects: inout Effects) -> Bool {
        guard !judgement.marks.isPlain else { return false }
        var hasPortals = false
        for use in judgement.marks.fetches {
            guard let name = use.name,
                case .value(let place) = talk.portals.meaning(name.utf8, group: talk.group),
                let source = talk.pool[place].source
            else { continue }
            hasPortals = true
            if source.judgement.masking?.touches == true { talk.hasTouched = true }
            guard talk.pool[place].run == .none else { continue }
            var draft = Draft(.execute, text: .stored(source.text), judgement: source.judgement)
            draft.parameters = parameters(of: place)
            let intent = record(draft, &effects)
            talk.pool[place].intent = intent
            talk.pool[place].run = .some
            talk.pool.serve(place, intent: intent, started: now)
        }
        return hasPortals
    }

    /// Execute of a cursor that SQL declared: judged and recorded as the FETCH of as many rows.
    mutating func takeCursor(
        _ execute: ExecuteMessage,
        _ name: String,
        _ message: ClientMessage,
        _ bytes: RawSpan,
        _ effects: inout Effects
    ) -> Step {
        let count = execute.rows > 0 ? String(execute.rows) : "ALL"
        let text = Array("FETCH FORWARD \(count) FROM \(quotedIdentifier(name))".utf8)
        guard let judgement = newJudgement(of: text, for: .portal, &effects) else { return .waits }
        let rejection = refusal(of: judgement, &effects)
        if talk.wait != .none { return .waits }
        let source = Prepared(fetching: text, judgement, in: talk.surroundings)
        if let rejection { return refuse(.execute, rejection, source, message, bytes, &effects) }
        let place = talk.pool.make(from: source)
        run(place, source, rows: execute.rows, message, &effects)
        // Its reply holds it from now on, and nothing else does.
        release(place, message.now, &effects)
        return .taken(message.header.end)
    }

    // MARK: what has happened

    /// A statement of a text has succeeded: the names that it binds stand for it, and those that it takes away for nothing.
    mutating func takeNames(
        _ text: Prepared,
        statement: Int,
        rows: UInt64,
        _ now: UInt64,
        _ effects: inout Effects
    ) {
        let marks = text.judgement.marks
        for use in marks.fetches.of(statement) {
            guard let name = use.name, let place = talk.portals.confirmedValue(name.utf8) else { continue }
            talk.pool[place].count(rows)
        }
        for use in marks.declares.of(statement) {
            guard let name = use.name else { continue }
            // The server would not have taken a name that stands for a portal.
            if let place = talk.portals.forget(name.utf8) { release(place, now, &effects) }
            talk.cursors.declare(name, text, mostBytes: limits.storedTextBytes, mostNames: limits.names)
        }
        for use in marks.closes.of(statement) {
            if let name = use.name {
                if let place = talk.portals.forget(name.utf8) { release(place, now, &effects) }
            } else {
                for place in talk.portals.forgetAll(alsoUnnamed: true) { release(place, now, &effects) }
            }
        }
        for use in marks.deallocates.of(statement) {
            if let name = use.name {
                talk.storedTextBytes -= talk.statements.forget(name.utf8)?.text.count ?? 0
                forgetPrepared(name)
            } else {
                for name in names.preparedNames { forgetPrepared(name) }
                for former in talk.statements.forgetAll(alsoUnnamed: false) {
                    talk.storedTextBytes -= former.text.count
                }
            }
        }
        for use in marks.prepares.of(statement) {
            guard let name = use.name else { continue }
            let prepared = Prepared(executing: name, text.judgement)
            talk.storedTextBytes += prepared.text.count
            talk.storedTextBytes -= talk.statements.define(Array(name.utf8), prepared)?.text.count ?? 0
        }
    }
}

extension Session {
    /// What a name was prepared as is of no interest any more, unless a text under way prepares it anew.
    private mutating func forgetPrepared(_ name: String) {
        if names.preparedEffects(name) != nil, !talk.texts.prepare(name) { names.forget(name) }
    }
}

extension Rejection {
    static func notFetched(_ name: String) -> Rejection {
        Rejection(
            .nameInUse,
            "portal \"\(name)\" is not one of a query, and is not fetched from in SQL",
            hint: "run it with the protocol's Execute"
        )
    }
}
