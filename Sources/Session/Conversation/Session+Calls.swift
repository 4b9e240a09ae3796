// FunctionCall: judged as the statement that calls the same function, where it is one of those that are let through.

import PGWire
import SQLAnalysis

extension Session {
    /// FunctionCall: the server finds the function by its number, so only numbers go on that mean the same everywhere.
    mutating func takeFunctionCall(
        _ message: ClientMessage,
        _ bytes: RawSpan,
        _ effects: inout Effects
    ) throws(ProtocolViolation) -> Step {
        let isLong = message.range.count > limits.wholeBindBytes
        guard isLong || message.isWhole(in: bytes) else { return .incomplete }
        guard let function = FunctionCallMessage.function(message.header.body, in: bytes) else {
            if message.isWhole(in: bytes) { throw .truncated(type: message.header.type) }
            return .incomplete
        }
        if !isLong { _ = try FunctionCallMessage(message.header.body, in: bytes) }
        guard maySend(&effects) else { return .waits }
        guard let call = LargeObjectCall(rawValue: function) else {
            return refuseCall(Draft(.message, rejection: .functionCall), message, bytes, &effects)
        }
        let text = call.text
        guard let judgement = newJudgement(of: text, for: .call, &effects) else { return .waits }
        let rejection = refusal(of: judgement, &effects)
        if talk.wait != .none { return .waits }
        var draft = Draft(.execute, text: .stored(text), judgement: judgement, rejection: rejection?.ofAnotherText)
        let end = min(message.header.end, bytes.byteCount)
        let start = message.header.bodyStart + 4
        let kept = min(end, start + limits.recordedParameterBytes)
        draft.parameters = RecordedParameters(bytes: bytes.copy(start..<kept), total: message.header.end - start)
        if rejection != nil { return refuseCall(draft, message, bytes, &effects) }
        var reply = Reply(kind: .functionCall, started: message.now)
        reply.intent = record(draft, &effects)
        reply.catalogDoubt = judgement.marks.catalogDoubt
        effects.toUpstream(Slice(.received, message.range.lowerBound, end))
        talk.owe(reply, for: judgement)
        return pass(message, bytes, .forward)
    }

    private mutating func refuseCall(
        _ draft: Draft,
        _ message: ClientMessage,
        _ bytes: RawSpan,
        _ effects: inout Effects
    ) -> Step {
        reject(.functionCall, draft, message.now, &effects)
        return stage == .over ? .over : drop(message, bytes)
    }

    /// FunctionCallResponse: the function has returned; ReadyForQuery is due.
    mutating func returned(_ message: ServerMessage, _ effects: inout Effects) throws(UpstreamFault) {
        talk.replies.dropUncertain()
        guard let head = talk.replies.head, head.kind == .functionCall, head.progress == .waiting, !head.hasResult
        else {
            throw message.misplaced
        }
        guard head.disposition == .forward else { throw .substituteAccepted }
        talk.catalogDoubt = max(talk.catalogDoubt, head.catalogDoubt)
        outcome(of: head, .complete, rows: 0, message.now, &effects)
        talk.replies.updateHead { $0.hasResult = true }
    }
}

extension Rejection {
    static let functionCall = Rejection(
        .functionCall,
        "only functions of large objects are called by number",
        hint: "call the function in a statement"
    )
}
