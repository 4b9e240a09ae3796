// The sessions of a loop, for whoever looks at them or ends them.

import Session

extension LoopState {
    /// Every session that is not over, with its number.
    var sessionEntries: [(number: UInt64, entry: SessionList.Entry)] {
        performers.values.compactMap { performer in
            guard let activity = performer.session.activity else { return nil }
            let client = performer.session.client
            return (
                performer.number,
                SessionList.Entry(
                    session: performer.name,
                    user: client.user,
                    database: client.database,
                    client: performer.clientAddress,
                    applicationName: client.applicationName,
                    since: Double(performer.since / 1_000_000) / 1000,
                    state: activity.state.rawValue,
                    request: activity.request,
                    requests: performer.requests,
                    tls: client.isSecure
                )
            )
        }
    }

    /// Ends a session; false when this loop has none of that name.
    func kill(_ name: String) -> Bool {
        guard let performer = performers.values.first(where: { $0.name == name }), !performer.session.isOver else {
            return false
        }
        performer.happened(.end(.kill))
        return true
    }
}
