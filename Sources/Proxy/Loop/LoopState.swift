// What one event loop has for itself: sessions, decisions, records. Nothing here is locked, because nothing here is
// touched from another thread.

import Audit
import Logging
import NIOCore
import NIOPosix
import PGWire
import Policy
import SQLAnalysis
import Session

/// The state of one event loop.
final class LoopState {
    let number: Int
    let eventLoop: any EventLoop
    let services: SharedServices
    let connector: Connector
    /// Reads statements under the limits in force.
    private(set) var reader: StatementReader
    /// Reads definitions in catalogs, whose texts are not the clients'.
    private(set) var catalogReader: StatementReader
    /// What new connections follow.
    private(set) var configuration: Configuration
    /// What decisions are made under; its number changes with the policy and with every catalog.
    private(set) var inForce: InForce
    /// What is known of each database, in the order of the policy.
    private(set) var catalogs: [CatalogState]
    /// The policy with each catalog, in the same order.
    private(set) var snapshots: [PolicySnapshot]
    var counters = Counters()
    var cache: DecisionCache
    var decisionRecords = DecisionRecords()
    var audit: AuditLog
    /// Used again for each record.
    var parameters: [Parameter] = []

    var performers: [UInt64: Performer] = [:]
    /// By process id, which is the server's: with several servers, sessions may share one.
    var cancelKeys: [UInt32: [Performer]] = [:]
    private var touched: [Performer] = []
    /// Sessions that have more to do than fits into one turn.
    private var putOff: [Performer] = []
    private var isTurnScheduled = false
    /// When the turn read its first bytes; 0 before.
    private var turnBegan: UInt64 = 0
    private var turns: UInt64 = 0
    /// The records that were in the log before this run.
    let recordsBefore: UInt64
    var nextProcess: UInt32 = 0
    private var ticks: RepeatedTask?
    /// Of all databases, on the first loop; empty on the others.
    private var keepers: [CatalogKeeper] = []
    /// Questions that wait for a catalog.
    private var waiting: [Waiting] = []

    init(
        number: Int,
        _ eventLoop: any EventLoop,
        _ services: SharedServices,
        _ configuration: Configuration
    ) throws {
        self.number = number
        self.eventLoop = eventLoop
        self.services = services
        self.configuration = configuration
        do throws(Refusal) {
            try ReadingInPlace.registerThread()
        } catch {
            services.logger.warning("texts are not read on this loop", metadata: ["problem": "\(error.message)"])
        }
        connector = Connector(eventLoop, services.names)
        connector.follow(configuration.limits)
        reader = try StatementReader(limits: configuration.limits.statement)
        catalogReader = try StatementReader(limits: configuration.limits.definition)
        catalogs = configuration.upstreams.map { _ in .loading }
        snapshots = configuration.upstreams.map { _ in PolicySnapshot(policy: configuration.policy, catalog: nil) }
        inForce = InForce(number: 1, policy: configuration.policy)
        cache = DecisionCache(mostBytes: configuration.limits.decisionCacheBytes)
        audit = try services.auditFolder.openLog(writer: number, at: .now())
        recordsBefore = audit.writtenRecords
        let place = NIOLoopBound(self, eventLoop: eventLoop)
        let period = TimeAmount.milliseconds(Deadlines.tickMilliseconds)
        ticks = eventLoop.scheduleRepeatedTask(initialDelay: period, delay: period) { _ in place.value.tick() }
    }

    // MARK: what performers ask for

    var shared: SharedState { services.shared }
    var logger: Logger { services.logger }

    /// A moment for deadlines and durations.
    func now() -> UInt64 { Clock.monotonic() }

    /// A moment for records.
    func wallTime() -> WallTime { .now() }

    /// The name of a session in records and the log: no other session of any run has it.
    func sessionName(_ number: UInt64) -> String { "\(services.runName)-\(number)" }

    /// What is known of a database.
    func catalog(of database: String?) -> CatalogState {
        guard let database, let index = configuration.upstream(named: database) else { return .loading }
        return catalogs[index]
    }

    /// The policy with what is known of a database.
    func snapshot(of database: String) -> PolicySnapshot {
        guard let index = configuration.upstream(named: database) else {
            return PolicySnapshot(policy: configuration.policy, catalog: nil)
        }
        return snapshots[index]
    }

    // MARK: catalogs

    /// Keeps the catalogs of the policy's databases and of no others; to be called on the first loop alone.
    ///
    /// A database that is still the same one is looked at with what the policy says now, such as a new credential.
    func keepCatalogs() {
        var former = keepers
        keepers = configuration.upstreams.map { upstream in
            let database = upstream.database
            if let index = former.firstIndex(where: { $0.server.database == database }) {
                let kept = former.remove(at: index)
                kept.server = upstream
                return kept
            }
            let places = services.places
            return CatalogKeeper(upstream, self) { state in places.execute { $0.take(state, of: database) } }
        }
        for keeper in former { keeper.stop() }
        for keeper in keepers where !keeper.hasBegun { keeper.begin() }
    }

    /// A statement that may have changed what is in a database has run. After one that changes definitions nothing is
    /// decided by the old catalog on this loop from now on, on the others as soon as the keeper says so.
    func catalogMayHaveChanged(of database: String?, _ doubt: CatalogDoubt) {
        guard let database, let index = configuration.upstream(named: database) else { return }
        if doubt == .byStatement { becomeStale(index) }
        services.places.execute(on: 0) { first in
            first.keepers.first { $0.server.database.name == database }?.mayHaveChanged(doubt)
        }
    }

    /// What was decided by a catalog is decided anew, once it is known whether it still holds.
    private func becomeStale(_ index: Int) {
        guard case .loaded(let snapshot, let moment) = catalogs[index] else { return }
        catalogs[index] = .stale(snapshot, at: moment)
        announce()
    }

    /// A session has come to a database whose catalog could not be loaded: what it sends waits while that is tried again.
    func lookAgain(at database: String?) {
        guard let database, let index = configuration.upstream(named: database), case .failed = catalogs[index]
        else { return }
        catalogs[index] = .loading
        services.places.execute(on: 0) { first in
            first.keepers.first { $0.server.database.name == database }?.lookAgain()
        }
    }

    /// What is known of a database is something else now.
    private func take(_ state: CatalogState, of database: Database) {
        guard let index = configuration.upstreams.firstIndex(where: { $0.database == database }) else { return }
        if case .stale = state { return becomeStale(index) }
        if number == 0 { recordChange(from: catalogs[index], to: state, of: database.name) }
        catalogs[index] = state
        if state.isServing, snapshots[index].catalog?.epoch != state.snapshot?.epoch {
            snapshots[index] = PolicySnapshot(policy: configuration.policy, catalog: state.snapshot)
            announce()
        }
        guard state.hasAnswer else { return }
        let ready = waiting.filter { $0.database == database.name }
        waiting.removeAll { $0.database == database.name }
        for question in ready { question.goOn() }
    }

    /// Records another catalog, or why there is none, once.
    private func recordChange(from old: CatalogState, to new: CatalogState, of database: String) {
        switch (old, new) {
        case (.failed(let before), .failed(let reason)) where before == reason: return
        case (_, .failed(let reason)):
            recordReload(of: .catalog(database: database), epoch: nil, problem: reason)
        case (.loaded(let before, _), .loaded(let snapshot, _)), (.stale(let before, _), .loaded(let snapshot, _)):
            guard before.epoch != snapshot.epoch else { return }
            recordReload(of: .catalog(database: database), epoch: snapshot.epoch, problem: nil)
        case (_, .loaded(let snapshot, _)):
            recordReload(of: .catalog(database: database), epoch: snapshot.epoch, problem: nil)
        case (_, .loading), (_, .stale): return
        }
    }

    /// Has something done once it is known what is in a database, or that it cannot be known, or time is up.
    func whenKnown(_ database: String, _ goOn: @escaping () -> Void) {
        waiting.append(Waiting(database: database, until: now() + Self.catalogPatience, goOn: goOn))
    }

    private struct Waiting {
        let database: String
        let until: UInt64
        let goOn: () -> Void
    }

    /// How long a question waits for a catalog that is being looked at.
    private static let catalogPatience: UInt64 = 5_000_000_000

    // MARK: the end of a turn

    /// Has the end of the turn told to a performer.
    func touch(_ performer: Performer) {
        guard !performer.isTouched else { return }
        performer.isTouched = true
        touched.append(performer)
        scheduleEndOfTurn()
    }

    /// Has a performer go on after this turn.
    func putOff(_ performer: Performer) {
        guard !performer.isPutOff else { return }
        performer.isPutOff = true
        putOff.append(performer)
    }

    // NIO: SelectableEventLoop.swift, runOneLoopTick: what is executed at once, or due by now, runs before anything is read.
    /// How long a loop looks for something to read before it goes on with what was put off; it does not wait for less.
    private static let putOffPause = TimeAmount.microseconds(50)

    /// Has those go on that were put off, once everybody else had a turn.
    private func goOnLater() {
        guard !putOff.isEmpty else { return }
        let performers = putOff
        putOff.removeAll()
        eventLoop.assumeIsolated().scheduleTask(in: Self.putOffPause) {
            for performer in performers { performer.goOn() }
        }
    }

    /// Bytes were read at a moment.
    func turnGoesOn(at moment: UInt64) { if turnBegan == 0 { turnBegan = moment } }

    private func scheduleEndOfTurn() {
        guard !isTurnScheduled else { return }
        isTurnScheduled = true
        eventLoop.assumeIsolated().execute { self.endTurn() }
    }

    /// Appends the record of a new policy or catalog, or of one that could not be loaded. `epoch` names what is in force.
    func recordReload(of subject: ReloadRecord.Subject, epoch: String?, problem: String?) {
        audit.append(ReloadRecord(time: wallTime(), subject: subject, epoch: epoch, problem: problem))
        scheduleEndOfTurn()
    }

    /// Writes the records of the turn, then hands over what they announce.
    private func endTurn() {
        isTurnScheduled = false
        // Moved out and back, so that the memory is used again.
        var performers: [Performer] = []
        swap(&performers, &touched)
        do throws(AuditFailure) {
            try audit.write()
        } catch {
            counters.auditFailures += 1
            logger.critical("records cannot be written", metadata: ["problem": "\(error)"])
            for performer in performers where performer.firstAnnounced != nil { performer.withhold() }
        }
        for performer in performers {
            // What follows from it goes to the server in the next turn: its records are not written yet.
            performer.isTouched = false
            performer.handOver()
        }
        for performer in performers { performer.finishTurn() }
        performers.removeAll(keepingCapacity: true)
        if touched.isEmpty { swap(&performers, &touched) }
        // Few turns are timed: that is one reading of the clock in 16.
        turns &+= 1
        if turns & 15 == 0, turnBegan != 0 { counters.turn.add(now() &- turnBegan) }
        turnBegan = 0
        goOnLater()
    }

    private func tick() {
        let now = now()
        for performer in performers.values { performer.tick(now: now) }
        guard !waiting.isEmpty else { return }
        let late = waiting.filter { $0.until <= now }
        waiting.removeAll { $0.until <= now }
        for question in late { question.goOn() }
    }

    // MARK: what the control thread asks for

    /// Another configuration is in force.
    func take(_ new: Configuration) {
        let known = zip(configuration.upstreams.map(\.database), catalogs)
        catalogs = new.upstreams.map { upstream in known.first { $0.0 == upstream.database }?.1 ?? .loading }
        configuration = new
        connector.follow(new.limits)
        snapshots = zip(new.upstreams, catalogs).map { PolicySnapshot(policy: new.policy, catalog: $1.snapshot) }
        if let changed = try? StatementReader(limits: new.limits.statement) { reader = changed }
        if let changed = try? StatementReader(limits: new.limits.definition) { catalogReader = changed }
        cache = DecisionCache(mostBytes: new.limits.decisionCacheBytes)
        for performer in performers.values { performer.asker = nil }
        if number == 0 { keepCatalogs() }
        announce()
    }

    /// Decisions are made under another number from now on.
    private func announce() {
        inForce = InForce(number: inForce.number + 1, policy: configuration.policy)
        for performer in performers.values { performer.happened(.snapshotChanged(inForce)) }
    }

    /// Sessions are to end as soon as nothing is under way in them.
    func drain() {
        for performer in performers.values { performer.happened(.end(.drain)) }
    }

    /// Sessions end now, and the log is closed.
    func end() throws(AuditFailure) {
        for performer in performers.values { performer.happened(.end(.kill)) }
        endTurn()
        ticks?.cancel()
        try audit.close(at: .now())
    }
}
