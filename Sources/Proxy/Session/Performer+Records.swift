// Records of what a session does: intents before anything goes on, outcomes after, its beginning and end.

import Audit
import NIOCore
import Policy
import SQLAnalysis
import Session

extension Performer {
    /// Appends the record of an intent. What it announces goes on at the end of the turn, once it is written.
    func record(_ intent: SessionIntent, _ received: ByteBuffer) {
        refreshIdentity()
        requests &+= 1
        let isForwarded = intent.rejection == nil
        if isForwarded, firstAnnounced == nil { firstAnnounced = intent.number }
        let known = decision(of: intent)
        switch intent.kind {
        case .simple, .parse: loop.counters.count(known.statementClass, isPermitted: isForwarded)
        case .execute, .message: if !isForwarded { loop.counters.count(known.statementClass, isPermitted: false) }
        }
        let record = IntentRecord(
            time: loop.wallTime(),
            session: identity,
            number: intent.number,
            exchange: exchange(of: intent.kind),
            judgement: known.record
        )
        switch intent.statement {
        case .none:
            append(record, [UInt8]().span.bytes, intent.parameters)
        case .stored(let text):
            append(record, text.span.bytes, intent.parameters)
        case .slice(let slice):
            switch slice.source {
            case .received:
                let bytes = received.readableBytesSpan
                append(record, bytes.extracting(slice.range.clamped(to: 0..<bytes.byteCount)), intent.parameters)
            case .made:
                append(record, array(slice, received).span.bytes, intent.parameters)
            }
        }
    }

    private func append(_ record: borrowing IntentRecord, _ text: RawSpan, _ parameters: RecordedParameters?) {
        guard let parameters else { return loop.audit.append(record, statement: text) }
        let values = parameters.bytes.span.bytes
        // The array is moved out of the loop and back, so that its memory is used again.
        var places: [Parameter] = []
        swap(&places, &loop.parameters)
        let count = BoundParameters.read(values, total: parameters.total, into: &places)
        loop.audit.append(record, statement: text, parameters: places.span, values: values, count: count)
        swap(&places, &loop.parameters)
    }

    private func exchange(of kind: SessionIntent.Kind) -> IntentRecord.Exchange {
        switch kind {
        case .simple: .query
        case .parse: .parse
        case .execute: .execute
        case .message: .message
        }
    }

    /// What is recorded as the decision: the judgement's, unless it does not run for another reason.
    private func decision(of intent: SessionIntent) -> DecisionRecords.Known {
        if let judgement = intent.judgement, judgement.rejection == intent.rejection {
            return loop.decisionRecords.known(of: judgement) ?? loop.decisionRecords.remember(judgement, epochs)
        }
        guard let rejection = intent.rejection else {
            let epochs = epochs
            let record = DecisionRecord(
                .permit,
                rules: [],
                codes: [],
                policyEpoch: epochs.policy,
                catalogEpoch: epochs.catalog
            )
            return DecisionRecords.Known(record: record, statementClass: nil)
        }
        return DecisionRecords.record(of: rejection, epochs)
    }

    /// The epochs in force.
    private var epochs: DecisionRecords.Epochs {
        (loop.configuration.policy.epoch, loop.catalog(of: session.database?.name).snapshot?.epoch)
    }

    /// Appends what came of a statement.
    func record(_ outcome: SessionOutcome, _ received: ByteBuffer) {
        let status = status(of: outcome)
        loop.counters.count(status, nanoseconds: outcome.nanoseconds)
        let record = OutcomeRecord(
            time: loop.wallTime(),
            session: identity,
            intent: outcome.intent,
            statement: Int(outcome.statement),
            status: status,
            rows: outcome.rows,
            microseconds: outcome.nanoseconds / 1000,
            sqlState: SQLStateCode(outcome.sqlState.description)
        )
        switch outcome.tag.source {
        case .received:
            let bytes = received.readableBytesSpan
            loop.audit.append(record, tag: bytes.extracting(outcome.tag.range.clamped(to: 0..<bytes.byteCount)))
        case .made:
            loop.audit.append(record, tag: array(outcome.tag, received).span.bytes)
        }
    }

    private func status(of outcome: SessionOutcome) -> OutcomeRecord.Status {
        switch outcome.status {
        case .complete: .complete
        case .error: .error
        case .cancelled: .cancelled
        case .suspended: .suspended
        case .skipped: .skipped
        // What went on in an earlier turn may have run.
        case .lost: outcome.intent >= firstWithheld ?? .max ? .withheld : .lost
        }
    }

    /// Appends how the session began or ended.
    func record(_ evidence: SessionEvidence) {
        refreshIdentity()
        let event: LoginRecord.Event
        switch evidence {
        case .login:
            loop.counters.logins += 1
            event = .login(authentication: "scram-sha-256", tls: session.client.isSecure ? "tls" : nil)
        case .loginRefused(let code):
            loop.counters.refused += 1
            let code = code ?? .sessionEnded
            count(refusedWith: code)
            guard let state = SQLStateCode(SQLState(code).rawValue) else { return }
            var unrecorded: UInt64 = 0
            if code == .tooManyFailedLogins {
                guard let before = loop.shared.loginFailures.refused(origin, now: loop.now()) else {
                    return log(evidence)
                }
                unrecorded = before
            }
            event = .refused(
                code: code.name,
                sqlState: state,
                reason: code.explanation.title,
                unrecorded: unrecorded
            )
        case .logout(let reason):
            event = .logout(reason: reason.words, requests: requests)
        }
        log(evidence)
        loop.audit.append(LoginRecord(time: loop.wallTime(), session: identity, event: event))
    }

    private func count(refusedWith code: Code) {
        if code == .authenticationFailed {
            loop.counters.failedLogins += 1
            loop.loginFailed(from: origin)
        } else if code == .tooManyFailedLogins {
            loop.counters.shutOut += 1
        } else if code == .tooManySessions {
            loop.counters.excess += 1
        }
    }

    /// Who the session is in records, as of now.
    private func refreshIdentity() {
        guard session.clientChanges != identified else { return }
        let known = session.client
        identified = session.clientChanges
        var parts = SessionIdentity.Parts(session: name, clientAddress: clientAddress)
        parts.user = Array(known.user.utf8)
        parts.database = Array(known.database.utf8)
        parts.applicationName = Array(known.applicationName.utf8)
        if let principal = known.principal {
            parts.principalKind = principal.kind.rawValue
            parts.groups = principal.groups
            parts.issuer = principal.issuer
            parts.tokenID = principal.tokenID
        }
        identity = SessionIdentity(parts)
    }
}
