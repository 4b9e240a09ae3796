// What is protected from a session's client, and which requests under way it concerns.

import SQLAnalysis

/// What is to be done to an error or a notice of the server before the client hears it.
struct ReportTreatment: Equatable {
    /// It may hold values of protected columns.
    let withholds: Bool
    /// Maps its place to the text as received; nil when the text went on as it was, or it is about none.
    let positions: PositionMap?
}

extension TextMasking {
    /// Whether a statement of the text touches a relation that has protected columns.
    var touches: Bool { statements.contains(where: \.touches) }
}

extension Conversation {
    /// A decision came: what it protects is protected from now on.
    ///
    /// A text that does not run says nothing of what is protected, and what ran before it may still be under way.
    mutating func protect(under judgement: Judgement) {
        if let masking = judgement.masking {
            protection = masking.protection
        } else if judgement.rejection == nil {
            protection = nil
        }
    }

    /// A request was sent on, and is owed a reply.
    mutating func owe(_ reply: Reply, for judgement: Judgement?) {
        var reply = reply
        if let judgement, judgement.masking != nil {
            reply.hasMasking = true
            maskings.append(judgement)
        }
        replies.append(reply)
    }

    /// The head was answered to its end.
    mutating func answered(_ head: Reply) {
        if head.hasMasking { forgetMasking(of: head) }
        replies.pop()
    }

    /// The same for what was kept of the head's masking alone.
    mutating func forgetMasking(of head: Reply) {
        guard let judgement = maskings.popFirst() ?? nil else { return }
        switch head.kind {
        case .query, .execute: if judgement.masking?.touches == true { hasTouched = true }
        case .parse, .bind, .describeStatement, .describePortal, .close, .sync, .functionCall, .copyEnd: return
        }
    }

    /// What is to be done to a report that comes now; nil when nothing is.
    var treatment: ReportTreatment? {
        guard hasTouched || !maskings.isEmpty else { return nil }
        guard let head = replies.head else { return ReportTreatment(withholds: hasTouched, positions: nil) }
        // It may be about the request behind an uncertain Sync as well.
        let mayEnd = head.isUncertain || head.mayEndTransaction(transaction)
        guard head.hasMasking || head.isUncertain, let judgement = maskings.first ?? nil,
            let masking = judgement.masking
        else { return ReportTreatment(withholds: hasTouched && mayEnd, positions: nil) }
        let isLeftToDo = hasTouched && (mayEnd || judgement.marks.concernsEarlier)
        return ReportTreatment(
            withholds: masking.touches || isLeftToDo,
            positions: head.isUncertain || masking.positions == .identity ? nil : masking.positions
        )
    }
}

extension Reply {
    // PostgreSQL: postgres.c, finish_xact_command.
    /// Whether the server ends a transaction with it that no statement began, which is when deferred constraints are
    /// checked.
    fileprivate func mayEndTransaction(_ status: TransactionStatus) -> Bool {
        switch kind {
        case .sync: true
        case .query, .functionCall: status == .idle
        case .parse, .bind, .describeStatement, .describePortal, .execute, .close, .copyEnd: false
        }
    }
}
