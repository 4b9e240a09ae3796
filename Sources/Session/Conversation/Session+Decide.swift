// Decisions: asked for on behalf of the message that is next, which waits where it lies until they are there.

import PGWire
import Policy
import SQLAnalysis

extension Session {
    /// What was decided on the text of the message itself; asks for it when that is not known, and then the message waits.
    mutating func judgementOfText(_ text: Slice, _ effects: inout Effects) -> Judgement? {
        if case .answered(let judgement, .text) = talk.question, judgement.inForce == inForce.number {
            switch adopt(judgement, &effects) {
            case .none: return judgement
            case .some: break
            case .waits: return nil
            }
        }
        ask(.text, text, &effects)
        return nil
    }

    /// What was decided anew on a text that was prepared earlier; asks for it when that is not known, and then the message
    /// waits.
    mutating func newJudgement(of text: [UInt8], for subject: Question.Subject, _ effects: inout Effects) -> Judgement?
    {
        if case .answered(let judgement, let answered) = talk.question, judgement.inForce == inForce.number {
            switch (answered, subject) {
            case (.statement, .statement), (.portal, .portal), (.call, .call):
                switch adopt(judgement, &effects) {
                case .none: return judgement
                case .some: break
                case .waits: return nil
                }
            case (.text, _), (.statement, _), (.portal, _), (.call, _), (.cursor, _), (.fetched, _), (.executed, _):
                break
            }
        }
        ask(subject, effects.make { $0 += text }, &effects)
        return nil
    }

    /// Why a text that was judged does not run now; nil when it does, or when a cursor of it has to be judged first and the
    /// message waits for that.
    mutating func refusal(of judgement: Judgement, _ effects: inout Effects) -> Rejection? {
        if let rejection = judgement.rejection { return refusalOfUnknownName(judgement) ?? rejection }
        if judgement.names.definitions > max(limits.definitions, names.definitions) { return .tooManyDefinitions }
        guard !judgement.marks.isPlain else { return nil }
        if let rejection = refusalByNames(of: judgement.marks) { return rejection }
        if judgement.names.preparedCount > limits.names { return .tooMany("prepared statements") }
        return refusalByCursors(of: judgement, &effects)
    }

    mutating func ask(_ subject: Question.Subject, _ text: Slice, _ effects: inout Effects) {
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
        case .text, .statement, .portal, .call: talk.question = .answered(judgement, subject)
        case .cursor(let name, let text):
            talk.cursors.judged(name, judgement)
            talk.question = .answered(text, .text)
        case .fetched(let place, let text):
            // It may have ended meanwhile.
            talk.pool[place].source?.judgement = judgement
            talk.question = .answered(text, .text)
        case .executed(let name):
            judgedAgain(name, judgement)
            talk.question = .none
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
            || !former.changesSameRelations(as: names)
        {
            talk.surroundings += 1
        }
        self.names = names
    }

    /// Why a text may not bind the names that it does.
    private func refusalByNames(of marks: Marks) -> Rejection? {
        for use in marks.prepares + marks.declares {
            if let name = use.name, name.hasPrefix(Session.reservedPrefix) { return Rejection.reserved(name) }
        }
        return nil
    }

    /// Names that clients may not use.
    static let reservedPrefix = "sqlguard_"
}

extension Rejection {
    static let tooManyDefinitions = Rejection(
        .tooManyNames,
        "this session has made or changed too many objects",
        hint: "commit what is open, or go on in a new session"
    )

    static func reserved(_ name: String) -> Rejection {
        Rejection(
            .unusableName,
            "names that begin with \(Session.reservedPrefix) are reserved",
            hint: "use another name"
        )
    }
}
