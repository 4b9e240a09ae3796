// What one event loop has for itself: sessions, their cancel keys, decisions, records. Nothing here is locked, because
// nothing here is touched from another thread.

import NIOCore
import Policy
import SQLAnalysis

/// The state of one event loop.
final class LoopState {
    let number: Int
    let eventLoop: any EventLoop
    let services: SharedServices
    /// What new connections and decisions follow.
    private(set) var configuration: Configuration
    /// What is known of each database, in the order of the policy.
    private(set) var catalogs: [CatalogState]
    /// The policy with each catalog, in the same order.
    private(set) var snapshots: [PolicySnapshot]
    var counters = Counters()
    private var performers: [UInt64: Performer] = [:]

    init(
        number: Int,
        _ eventLoop: any EventLoop,
        _ services: SharedServices,
        _ configuration: Configuration
    ) throws(ConfigurationProblem) {
        self.number = number
        self.eventLoop = eventLoop
        self.services = services
        self.configuration = configuration
        catalogs = configuration.upstreams.map { _ in .none }
        snapshots = configuration.upstreams.map { _ in PolicySnapshot(policy: configuration.policy, catalog: nil) }
    }

    /// Sessions of each database, in the order of the policy.
    var sessionsPerDatabase: [Int] { [] }

    func accept(_ channel: any Channel, at address: Listener.Address) throws { throw ChannelError.ioOnClosedChannel }
    func take(_ configuration: Configuration) { self.configuration = configuration }
    func drain() {}
    func end() throws {}
}

final class Performer {}
