// Clocks that run out: what took too long, or nobody said for too long.

extension Session {
    mutating func timeIsUp(_ timer: SessionTimer, _ now: UInt64, _ effects: inout Effects) {
        switch (timer, stage) {
        case (_, .over): return
        case (.login, .login), (.login, .connecting): end(.loginTimeout, now, &effects)
        case (.connect, .connecting): upstreamStep(now, &effects) { $0.failed(.timeout, into: &$1) }
        case (.idle, .running): idleTimeIsUp(now, &effects)
        case (.query, .running): queryTimeIsUp(now, &effects)
        case (.cancel, _): cancelFinished(&effects)
        case (.login, .running), (.connect, .login), (.connect, .running): return
        case (.idle, .login), (.idle, .connecting), (.query, .login), (.query, .connecting): return
        }
    }

    // The clocks of requests and silence are not started again for every message: when one runs out, what is left of the
    // time is waited for.

    private mutating func idleTimeIsUp(_ now: UInt64, _ effects: inout Effects) {
        guard let shortest = limits.shortestSilence else { return }
        let isInTransaction = talk.transaction != .idle || talk.groupIsOpen
        let most = isInTransaction ? limits.idleTransactionNanoseconds : limits.idleNanoseconds
        guard let most, !talk.replies.isBusy, talk.wait == .none else {
            return effects.append(.startTimer(.idle, nanoseconds: shortest))
        }
        let silence = now - min(now, max(talk.lastActivity, talk.lastEnd))
        if silence >= most { return end(isInTransaction ? .idleInTransaction : .idle, now, &effects) }
        effects.append(.startTimer(.idle, nanoseconds: min(shortest, most - silence)))
    }

    /// How long the request has taken that the server is at: those behind it in a pipeline only wait for it.
    private mutating func queryTimeIsUp(_ now: UInt64, _ effects: inout Effects) {
        guard let most = limits.queryNanoseconds else { return }
        var time: UInt64 = 0
        if talk.replies.isBusy, let head = talk.replies.head { time = now - min(now, max(head.started, talk.lastEnd)) }
        if time >= most { return end(.queryTimeout, now, &effects) }
        effects.append(.startTimer(.query, nanoseconds: most - time))
    }
}

extension SessionLimits {
    /// The shorter one of the times of silence; nil when there is none.
    var shortestSilence: UInt64? {
        [idleNanoseconds, idleTransactionNanoseconds].compactMap(\.self).min()
    }
}
