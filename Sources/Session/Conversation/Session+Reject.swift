// Refused requests: recorded, and then answered by the server itself, or here where nothing can be told apart.

import PGWire
import Policy
import SQLAnalysis

/// What is to be recorded of a request, before it has a number.
struct Draft {
    var kind: Intent.Kind
    var text: StatementText
    var judgement: Judgement?
    var rejection: Rejection?
    var parameters: RecordedParameters?
    /// The text as received, for the position of the error.
    var original: [UInt8] = []
    /// Parse: the statement's name.
    var name: [UInt8] = []

    init(
        _ kind: Intent.Kind,
        text: StatementText = .none,
        judgement: Judgement? = nil,
        rejection: Rejection? = nil
    ) {
        self.kind = kind
        self.text = text
        self.judgement = judgement
        self.rejection = rejection
    }
}

extension Session {
    /// Records what is asked for; returns its number.
    mutating func record(_ draft: Draft, _ effects: inout Effects) -> UInt64 {
        talk.lastIntent += 1
        effects.record(
            Intent(
                number: talk.lastIntent,
                kind: draft.kind,
                statement: draft.text,
                judgement: draft.judgement,
                rejection: draft.rejection,
                parameters: draft.parameters
            )
        )
        return talk.lastIntent
    }

    /// Refuses a request.
    ///
    /// Rule D1: the server gets a substitute that it must fail, and its error is replaced on the way back; so the state of
    /// the transaction, the order of replies and what is skipped are the server's own. Rule D2: where the server owes
    /// nothing and has nothing open, the answer is given here.
    mutating func reject(_ kind: RequestKind, _ draft: Draft, _ now: UInt64, _ effects: inout Effects) {
        guard let rejection = draft.rejection else { return end(.internalFault, now, &effects) }
        let number = record(draft, &effects)
        let error = error(rejection, draft)
        let asksServer = asksServer(kind, draft, rejection)
        if talk.canAnswer, !asksServer {
            effects.toClient(effects.make { $0 += error })
            // The server would have dropped the unnamed ones before it looked at the text.
            if kind == .query || (kind == .parse && draft.name.isEmpty) {
                talk.storedTextBytes -= talk.statements.forgetUnnamed()?.text.count ?? 0
            }
            if kind.isExtended {
                talk.skip = .behindAnswer
            } else {
                effects.toClient(
                    effects.make { BackendWriter.readyForQuery(TransactionStatus.idle.rawValue, into: &$0) }
                )
            }
            return
        }
        let note = "/* denied by sqlguard: \(rejection.code.name), request \(number) */ FROM"
        let name = substituteName
        let isMade = make(now, &effects) { bytes throws(ProtocolViolation) in
            if asksServer {
                try FrontendWriter.parse(name: [], draft.original, into: &bytes)
                try FrontendWriter.parse(name: [], Array(note.utf8), into: &bytes)
                if kind == .query { FrontendWriter.bare(.sync, into: &bytes) }
                return
            }
            switch kind {
            case .query: try FrontendWriter.query(Array(note.utf8), into: &bytes)
            case .parse: try FrontendWriter.parse(name: draft.name, Array(note.utf8), into: &bytes)
            case .bind: try FrontendWriter.bind(portal: [], statement: name, into: &bytes)
            case .describeStatement: try FrontendWriter.describe(.statement, name, into: &bytes)
            case .describePortal: try FrontendWriter.describe(.portal, name, into: &bytes)
            case .execute: try FrontendWriter.execute(portal: name, into: &bytes)
            case .functionCall: try bytes.append(type: FrontendMessageType.functionCall.rawValue) { $0 += noFunction }
            case .close, .sync, .copyEnd: throw .unsendable(type: 0)
            }
        }
        guard isMade else { return }
        if asksServer { return owe(question: kind, error, now) }
        var reply = Reply(kind: kind, started: now)
        reply.disposition = .rewrite
        if kind == .query { talk.dropUnnamed(by: &reply) }
        if kind == .parse, draft.name.isEmpty { talk.dropUnnamedStatement(by: &reply) }
        talk.replies.append(reply)
        talk.substitutes.append(Substitute(state: kind.substituteState, error: error))
        if kind.isExtended {
            talk.skip = .behindSubstitute
            talk.groupIsOpen = true
        }
    }

    /// Whether the server is to say what is wrong with a text that does not parse. The database permits what is not
    /// analysed, so it may see the text; and it only parses it: a Parse runs nothing, and the substitute behind it drops
    /// what it left. The client's own unnamed statement is dropped by its own request or is not there.
    private func asksServer(_ kind: RequestKind, _ draft: Draft, _ rejection: Rejection) -> Bool {
        guard rejection.code.isOfGrammar, draft.judgement != nil, talk.isAnswered, let database,
            inForce.policy.unanalysed(on: .database(database.name)) == .permit
        else { return false }
        return kind == .query || kind == .parse && (draft.name.isEmpty || !talk.statements.hasUnnamed)
    }

    /// What the server owes when it was asked what is wrong with the text of a request.
    private mutating func owe(question kind: RequestKind, _ error: [UInt8], _ now: UInt64) {
        var reply = Reply(kind: .parse, started: now)
        reply.disposition = .ask
        talk.dropUnnamedStatement(by: &reply)
        talk.replies.append(reply)
        var substitute = Reply(kind: .parse, started: now)
        substitute.disposition = .rewrite
        talk.replies.append(substitute)
        talk.substitutes.append(Substitute(state: RequestKind.parse.substituteState, error: error))
        if kind == .query {
            talk.replies.append(Reply(kind: .sync, started: now))
            talk.group += 1
        } else {
            talk.skip = .behindSubstitute
            talk.groupIsOpen = true
        }
    }

    /// The ErrorResponse of a refused request.
    private func error(_ rejection: Rejection, _ draft: Draft) -> [UInt8] {
        var statements = 1
        if case .decided(let decision)? = draft.judgement?.finding { statements = decision.statements.count }
        var bytes: [UInt8] = []
        let report = rejection.report(on: draft.original, of: statements)
        // Nothing in it comes near the length that a message may have; without it the client hears less, never more.
        try? BackendWriter.report(.errorResponse, report, into: &bytes)
        return bytes
    }
}

/// The body of a FunctionCall of no function: OID 0, no formats, no arguments, text as the result.
private let noFunction: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]

extension RequestKind {
    /// The SQLSTATE with which the server fails the substitute of a request.
    fileprivate var substituteState: ServerState {
        switch self {
        case .query, .parse: ServerState("42601".utf8)
        case .bind, .describeStatement: ServerState("26000".utf8)
        case .describePortal, .execute: ServerState("34000".utf8)
        case .functionCall: ServerState("42883".utf8)
        case .close, .sync, .copyEnd: .none
        }
    }
}
