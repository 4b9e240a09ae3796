// The records of a session that is driven, and what they must be like.

import PGWire
import SQLAnalysis
import Session

/// Intents, outcomes, and the texts that went to the server.
struct Records {
    /// What is kept of an intent, for comparison.
    struct Kept: Equatable {
        let number: UInt64
        let kind: Intent.Kind
        let text: [UInt8]
        let isRejected: Bool
    }
    /// What is kept of an outcome, for comparison.
    struct Result: Equatable {
        let intent: UInt64
        let statement: Int32
        let status: Outcome.Status
        let rows: UInt64
        let tag: [UInt8]
        let state: ServerState
    }
    private(set) var intents: [Kept] = []
    private(set) var outcomes: [Result] = []
    /// Something else than what came went on, or was answered.
    private(set) var hasRejection = false
    private(set) var hasReplacement = false
    private var isOver = false

    /// A text that may go on, or must not.
    private struct Text {
        let bytes: [UInt8]
        let isRejected: Bool
        /// The server may be given it to parse, with what it must fail right behind.
        let mayBeAsked: Bool
    }
    /// It was given such a text.
    private var isAsked = false
    private var expected: [Text] = []
    private var settled: Set<[UInt64]> = []
    private var unsent: [UInt8] = []
    /// How many bytes of a message that is going to the server are still to come.
    private var part = 0

    /// How the text of a denied statement begins that goes on for the server to fail.
    private static let denial = Array("/* denied by sqlguard: ".utf8)

    mutating func end() { isOver = true }

    mutating func take(_ intent: Intent, _ text: [UInt8], mayBeAsked: Bool) -> [String] {
        let isRejected = intent.rejection != nil
        intents.append(Kept(number: intent.number, kind: intent.kind, text: text, isRejected: isRejected))
        if isRejected { hasRejection = true }
        var faults: [String] = []
        if intent.number != UInt64(intents.count) {
            faults.append("intent \(intent.number) is number \(intents.count)")
        }
        switch intent.kind {
        case .simple, .parse:
            if intent.judgement?.replacement != nil { hasReplacement = true }
            expected.append(
                Text(
                    bytes: intent.judgement?.replacement ?? text,
                    isRejected: isRejected,
                    mayBeAsked: mayBeAsked && intent.rejection?.code.isOfGrammar == true
                )
            )
            if !isRejected, intent.judgement?.rejection != nil { faults.append("what was denied goes on") }
        case .execute, .message: break
        }
        if let parameters = intent.parameters, parameters.bytes.count > parameters.total {
            faults.append("more parameters are recorded than there were")
        }
        return faults
    }

    mutating func take(_ outcome: Outcome, _ tag: ArraySlice<UInt8>) -> [String] {
        let (intent, statement) = (outcome.intent, outcome.statement)
        guard intent >= 1, intent <= UInt64(intents.count) else { return ["an outcome of no intent"] }
        outcomes.append(
            Result(
                intent: intent,
                statement: statement,
                status: outcome.status,
                rows: outcome.rows,
                tag: Array(tag),
                state: outcome.sqlState
            )
        )
        let known = intents[Int(intent) - 1]
        var faults: [String] = []
        if known.isRejected { faults.append("an outcome of what was refused") }
        if known.kind == .parse || known.kind == .message { faults.append("an outcome of what does not run") }
        if !settled.insert([intent, UInt64(clamping: statement)]).inserted {
            faults.append("two outcomes of one statement")
        }
        return faults
    }

    /// Bytes went to the server: no text may be among them that is not recorded.
    mutating func sent(_ bytes: ArraySlice<UInt8>) -> [String] {
        var faults: [String] = []
        unsent += bytes
        var at = min(part, unsent.count)
        part -= at
        while unsent.count - at >= 5 {
            let length = unsent[(at + 1)...(at + 4)].reduce(0) { $0 * 256 + Int($1) }
            let end = at + 1 + length
            let isText =
                unsent[at] == FrontendMessageType.query.rawValue || unsent[at] == FrontendMessageType.parse.rawValue
            if isText {
                guard end <= unsent.count else {
                    faults.append("a part of a text goes on")
                    break
                }
                let body = unsent[(at + 5)..<end]
                let isQuery = unsent[at] == FrontendMessageType.query.rawValue
                let start = isQuery ? body.startIndex : 1 + (body.firstIndex(of: 0) ?? 0)
                let onlyParses = !isQuery && body.first == 0
                faults += text(body[start...].prefix { $0 != 0 }, onlyParses: onlyParses)
            } else if isAsked {
                isAsked = false
                faults.append("a refused text goes on with nothing to fail behind it")
            }
            part = max(0, end - unsent.count)
            at = min(end, unsent.count)
        }
        unsent.removeFirst(at)
        return faults
    }

    /// `onlyParses`: it is in a Parse without a name.
    private mutating func text(_ text: ArraySlice<UInt8>, onlyParses: Bool) -> [String] {
        if isAsked {
            isAsked = false
            guard onlyParses, text.starts(with: Self.denial) else {
                return ["a refused text goes on with something else behind it"]
            }
        } else if onlyParses,
            let place = expected.firstIndex(where: { $0.mayBeAsked && text.elementsEqual($0.bytes) }),
            expected[..<place].allSatisfy(\.isRejected)
        {
            // Those before were answered without the server.
            expected.removeFirst(place)
            isAsked = true
            return []
        }
        if let place = expected.firstIndex(where: { !$0.isRejected }), text.elementsEqual(expected[place].bytes) {
            expected.removeFirst(place + 1)
            return []
        }
        if let first = expected.firstIndex(where: \.isRejected), text.starts(with: Self.denial) {
            expected.removeFirst(first + 1)
            return []
        }
        return ["a text goes on that is not recorded"]
    }

    /// Whatever ran has an outcome once the session is over.
    func checkEnd() -> [String] {
        let withOutcome = Set(outcomes.map(\.intent))
        let lost = intents.first { intent in
            !intent.isRejected && (intent.kind == .simple || intent.kind == .execute)
                && !withOutcome.contains(intent.number)
        }
        return lost.map { ["intent \($0.number) has no outcome"] } ?? []
    }
}
