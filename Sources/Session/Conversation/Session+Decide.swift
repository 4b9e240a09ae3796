// Decisions: asked for on behalf of the message that is next, which waits where it lies until they are there.

import PGWire
import Policy
import SQLAnalysis

extension Session {
    /// What was decided on the text of the message itself; asks for it when that is not known, and then the message waits.
    mutating func judgementOfText(_ text: Slice, _ effects: inout Effects) -> Judgement? {
        if case .answered(let judgement, .text) = talk.question, judgement.inForce == inForce.number {
            return judgement
        }
        ask(.text, text, &effects)
        return nil
    }

    /// What was decided anew on a text that was prepared earlier; asks for it when that is not known, and then the message
    /// waits.
    mutating func newJudgement(of prepared: Prepared, for subject: Question.Subject, _ effects: inout Effects)
        -> Judgement?
    {
        if case .answered(let judgement, let answered) = talk.question, judgement.inForce == inForce.number {
            switch (answered, subject) {
            case (.statement, .statement), (.portal, .portal): return judgement
            case (.text, _), (.statement, _), (.portal, _), (.cursor, _): break
            }
        }
        ask(subject, effects.make { $0 += prepared.text }, &effects)
        return nil
    }

    /// Why a text that was judged does not run now; nil when it does, or when a cursor of it has to be judged first and the
    /// message waits for that.
    mutating func refusal(of judgement: Judgement, _ effects: inout Effects) -> Rejection? {
        if let rejection = judgement.rejection { return rejection }
        guard !judgement.marks.isPlain else { return nil }
        if let rejection = refusalByNames(of: judgement.marks) { return rejection }
        if judgement.names.prepared.count > limits.names { return .tooMany("prepared statements") }
        return refusalByCursors(of: judgement, &effects)
    }

    /// Why a text may not fetch from the cursors that it names; nil when it may, or when that is asked for first.
    private mutating func refusalByCursors(
        of judgement: Judgement,
        _ effects: inout Effects
    ) -> Rejection? {
        for name in judgement.marks.fetches {
            switch talk.cursors.standing(name, under: inForce.number) {
            case .good: continue
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
        return nil
    }

    private mutating func ask(_ subject: Question.Subject, _ text: Slice, _ effects: inout Effects) {
        talk.lastDecision += 1
        let id = DecisionID(talk.lastDecision)
        talk.question = .asked(id, subject)
        talk.wait = .decision
        effects.append(.decide(id, text))
    }

    /// A decision is there: the message that waits for it is looked at again.
    mutating func decided(_ id: DecisionID, _ judgement: Judgement, _ now: UInt64, _ effects: inout Effects) {
        guard stage == .running else { return }
        guard case .asked(id, let subject) = talk.question, talk.wait == .decision else {
            effects.append(.log(.unexpectedEvent))
            return end(.internalFault, now, &effects)
        }
        talk.protect(under: judgement)
        switch subject {
        case .text, .statement, .portal: talk.question = .answered(judgement, subject)
        case .cursor(let name, let text):
            talk.cursors.judged(name, judgement)
            talk.question = .answered(text, .text)
        }
        stopWaiting(&effects)
    }

    /// The next message may be looked at again.
    mutating func stopWaiting(_ effects: inout Effects) {
        // While a cancel request is under way, nothing else goes on.
        talk.wait = talk.isCancelling ? .cancel : .none
        if talk.wait == .none { effects.append(.resumeClient) }
    }

    /// The names that a text binds hold from now on, for the texts behind it.
    mutating func moveOn(_ names: SessionNames) {
        let former = self.names
        if former.pathChanged != names.pathChanged || former.catalogIsStale != names.catalogIsStale
            || former.changed != names.changed
        {
            talk.surroundings += 1
        }
        self.names = names
    }

    /// Why a text may not bind or use the names that it does, on account of those that the protocol has bound.
    private func refusalByNames(of marks: Marks) -> Rejection? {
        for name in marks.prepares {
            if name.hasPrefix(Session.reservedPrefix) { return Rejection.reserved(name) }
            if talk.statements.mayMean(name.utf8) { return Rejection.inUse("prepared statement", name) }
        }
        for removal in marks.declares {
            guard let name = removal.name else { continue }
            if name.hasPrefix(Session.reservedPrefix) { return Rejection.reserved(name) }
            if talk.portals.mayMean(name.utf8) { return Rejection.inUse("portal", name) }
        }
        for name in marks.fetches where talk.portals.mayMean(name.utf8) { return Rejection.inUse("portal", name) }
        return nil
    }

    /// Names that clients may not use.
    static let reservedPrefix = "sqlguard_"
}

extension Rejection {
    static func reserved(_ name: String) -> Rejection {
        Rejection(
            .unusableName,
            "names that begin with \(Session.reservedPrefix) are reserved",
            hint: "use another name"
        )
    }

    static func inUse(_ kind: String, _ name: String) -> Rejection {
        Rejection(
            .nameInUse,
            "\(kind) \"\(name)\" is one of the protocol's and cannot be used in SQL",
            hint: "use another name"
        )
    }
}
