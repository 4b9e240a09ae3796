// Everything that comes from outside of the conversation: its end, in every stage, and cancel requests, policies.

import PGWire
import Policy
import SQLAnalysis

extension Session {
    // MARK: the end

    /// Ends the session, in whatever stage it is. Draining waits for what is under way; too many failed logins, for whoever has
    /// not said who it is until it does.
    ///
    /// `saying` replaces the reason's own words to the client.
    mutating func end(
        _ reason: EndReason,
        _ now: UInt64,
        _ effects: inout Effects,
        saying report: ReportFields? = nil
    ) {
        guard stage != .over else { return }
        if reason == .drain, stage == .running, !talk.isAtRest {
            talk.isDraining = true
            return
        }
        if reason == .tooManyFailedLogins, client.user.isEmpty {
            // It is told, and recorded, once it says who it is, like one that comes a moment later.
            login.isRefused = true
            return
        }
        let wasBusy = talk.replies.isBusy
        let record: SessionRecord =
            stage == .running ? .logout(reason) : .loginRefused(login.refusedWith ?? reason.code)
        let wasRunning = stage == .running
        let isKnown = !client.user.isEmpty
        if mayTellClient, let farewell = report ?? reason.farewell(wasBusy: wasBusy) {
            var bytes: [UInt8] = []
            try? BackendWriter.report(.errorResponse, farewell, into: &bytes)
            effects.toClient(effects.make { $0 += bytes })
        }
        var doubt = talk.catalogDoubt
        for reply in talk.replies.removeAll() {
            lost(reply, now, &effects)
            doubt = max(doubt, reply.catalogDoubt)
        }
        for unfinished in talk.pool.settleAll() {
            effects.record(
                Outcome(
                    intent: unfinished.intent,
                    statement: 0,
                    status: .suspended,
                    rows: unfinished.rows,
                    nanoseconds: now &- unfinished.started,
                    tag: Slice(.made, 0, 0),
                    sqlState: .none
                )
            )
        }
        if wasRunning || isKnown { effects.append(.recordSession(record)) }
        if wasRunning { doubtCatalog(doubt, &effects) }
        leaveUpstream(reason, wasBusy: wasBusy, &effects)
        if stage == .connecting { effects.append(.stopTimer(.connect)) }
        effects.append(.stopTimer(wasRunning ? .idle : .login))
        if wasRunning, limits.queryNanoseconds != nil { effects.append(.stopTimer(.query)) }
        if talk.isCancelling { effects.append(.stopTimer(.cancel)) }
        effects.append(.closeClient)
        stage = .over
    }

    /// The server may go on with what was under way, and finish it after the catalog was looked at: so that is done once more
    /// a little later.
    private func doubtCatalog(_ doubt: CatalogDoubt, _ effects: inout Effects) {
        if doubt > .byCode { effects.append(.catalogMayHaveChanged(doubt)) }
        if doubt > .none { effects.append(.catalogMayHaveChanged(.byCode)) }
    }

    /// Whether a message to the client would not land inside of another one, or inside of a TLS handshake.
    private var mayTellClient: Bool {
        switch stage {
        case .login: login.mayBeTold
        case .connecting: true
        case .running: talk.fromUpstream.remaining == 0 || talk.fromUpstream.way == .drop
        case .over: false
        }
    }

    private mutating func leaveUpstream(_ reason: EndReason, wasBusy: Bool, _ effects: inout Effects) {
        switch stage {
        case .login, .over: return
        case .connecting: effects.append(.closeUpstream)
        case .running:
            if reason == .upstreamLost { return effects.append(.closeUpstream) }
            if wasBusy, upstreamCancelKey != nil, reason != .upstreamEnded, !talk.isCancelling {
                // What is under way has nobody to report to any more.
                effects.append(.cancelUpstream)
            } else if !wasBusy, talk.fromClient.remaining == 0, reason != .upstreamEnded {
                effects.toUpstream(effects.make { FrontendWriter.bare(.terminate, into: &$0) })
            }
            effects.append(.closeUpstream)
        }
    }

    /// A draining session ends once nothing is under way.
    mutating func drainIfAtRest(_ now: UInt64, _ effects: inout Effects) {
        guard talk.isDraining, talk.isAtRest, stage == .running else { return }
        end(.drain, now, &effects)
    }

    // MARK: cancel requests

    /// Somebody with the session's key wants its statement cancelled.
    mutating func cancelRequested(_ effects: inout Effects) {
        // Without anything under way the request would hit whatever comes next.
        guard stage == .running, talk.replies.isBusy, !talk.isCancelling else { return }
        guard upstreamCancelKey != nil else { return effects.append(.log(.cancelNotPossible)) }
        talk.isCancelling = true
        if talk.wait == .none { talk.wait = .cancel }
        effects.append(.cancelUpstream)
        effects.append(.startTimer(.cancel, nanoseconds: limits.cancelNanoseconds))
    }

    /// The cancel request has arrived or failed; what comes later is not hit by it any more.
    mutating func cancelFinished(_ effects: inout Effects) {
        guard stage == .running, talk.isCancelling else { return }
        talk.isCancelling = false
        effects.append(.stopTimer(.cancel))
        if talk.wait == .cancel { stopWaiting(&effects) }
    }

    // MARK: policies

    /// Another policy is in force: whoever it does not let in any more is out, and prepared statements are judged again
    /// before they run.
    mutating func snapshotChanged(_ inForce: InForce, _ now: UInt64, _ effects: inout Effects) {
        guard stage != .over else { return }
        if stage == .login { login.policyChanges(for: client.user, from: self.inForce.policy, to: inForce.policy) }
        self.inForce = inForce
        guard let principal = client.principal, let database else { return }
        guard principal.issuer == nil else {
            if !inForce.policy.reaches(database.name, principal) { end(.access, now, &effects) }
            return
        }
        guard let known = inForce.policy.principal(user: principal.user), inForce.policy.reaches(database.name, known)
        else { return end(.access, now, &effects) }
        client.principal = known
    }
}
