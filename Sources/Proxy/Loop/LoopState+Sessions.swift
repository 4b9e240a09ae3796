// The sessions of a loop: their beginning and end, cancel requests, and for whoever looks at them or ends them.

import NIOCore
import PGWire
import Policy
import Session

extension LoopState {
    /// How long a client may take to say who it is when there are too many already, in nanoseconds.
    private static let excessPatience: UInt64 = 5_000_000_000

    /// Takes up a connection that a listener accepted. One beyond the bound is listened to for a moment: a cancel request
    /// is passed on, and whoever wants to log in is told that there are too many, through TLS where that is asked for.
    func accept(_ channel: any Channel, at address: Listener.Address) throws {
        guard let listener = configuration.listeners.first(where: { $0.listener.address == address }),
            !shared.isEnding
        else { throw ChannelError.ioOnClosedChannel }
        counters.connections += 1
        let seeds = try services.seeds(processID: newProcessID())
        let origin = ClientOrigin(channel.remoteAddress)
        var setup = SessionSetup(
            inForce: inForce,
            listener: listener.kind,
            serverEndPoint: listener.endPoint,
            limits: configuration.limits.session,
            seeds: seeds,
            mockSecret: services.mockSecret
        )
        setup.isRefused = isRefused(origin)
        guard let standing = shared.openConnection(most: configuration.limits.maxClientConn) else {
            counters.refused += 1
            counters.excess += 1
            throw ChannelError.ioOnClosedChannel
        }
        if standing == .excess {
            setup.isExcess = true
            setup.limits.loginNanoseconds = min(setup.limits.loginNanoseconds, Self.excessPatience)
        }
        let client = channel.clientWords(at: address)
        let number = shared.nextNumber()
        let performer = Performer(self, number: number, setup, listener, standing, client: client, origin: origin)
        performers[number] = performer
        do {
            try channel.pipeline.syncOperations.addHandler(SessionHandler(.client, performer))
        } catch {
            forget(performer)
            throw error
        }
        performer.begin()
    }

    /// A session is over and both of its connections are gone.
    func forget(_ performer: Performer) {
        guard performers.removeValue(forKey: performer.number) != nil else { return }
        forgetCancelKey(of: performer)
        shared.closeConnection(performer.standing)
        if let database = performer.countedDatabase { shared.databases.close(database) }
        if let user = performer.countedUser { shared.users.close(user) }
    }

    // MARK: cancel requests

    /// Positive process ids for sessions whose server names none.
    private func newProcessID() -> UInt32 {
        nextProcess = nextProcess >= UInt32(Int32.max) ? 1 : nextProcess + 1
        return nextProcess
    }

    /// A session is ready: requests with its key are for it from now on.
    func register(_ performer: Performer) {
        lookAgain(at: performer.session.database?.name)
        cancelKeys[performer.session.cancelKey.processID, default: []].append(performer)
    }

    private func forgetCancelKey(of performer: Performer) {
        let process = performer.session.cancelKey.processID
        cancelKeys[process]?.removeAll { $0 === performer }
        if cancelKeys[process]?.isEmpty == true { cancelKeys[process] = nil }
    }

    /// Passes a cancel request to the session that it is for, on whichever loop that is: the number does not tell.
    func cancel(processID: UInt32, secret: [UInt8]) {
        services.places.execute { loop in
            for performer in loop.cancelKeys[processID] ?? []
            where Cryptography.areEqual(performer.session.cancelKey.secret, secret) {
                performer.happened(.cancelRequested)
            }
        }
    }

    // MARK: who looks at them

    /// Sessions of each database, in the order of the policy.
    var sessionsPerDatabase: [Int] {
        var counts = [Int](repeating: 0, count: configuration.upstreams.count)
        for performer in performers.values {
            guard let name = performer.session.database?.name else { continue }
            guard let index = configuration.upstream(named: name) else { continue }
            counts[index] += 1
        }
        return counts
    }

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
