// What the event loops, the control thread and the admin socket share: counts of sessions, and what is told of reloads.

import Policy
import Synchronization

/// Where a connection is counted.
enum Standing: Equatable, Sendable {
    /// Among those that `max_client_conn` is about.
    case counted
    /// Beyond them: it is there for a cancel request, or to be told that there are too many.
    case excess
}

/// State that belongs to no loop. Touched at the beginning and the end of a session, never on the way of a message.
final class SharedState: Sendable {
    /// Connections that are open.
    private let open = Atomic<Int>(0)
    /// Connections beyond the bound that are open.
    private let excess = Atomic<Int>(0)
    /// Whether the process is ending.
    private let ending = Atomic<Bool>(false)
    /// Sessions of each user.
    let users = Tally()
    /// Sessions of each database.
    let databases = Tally()
    /// Logins that failed, by the addresses of the clients.
    let loginFailures = LoginFailures()
    /// Connections that could not be accepted.
    let acceptFailures = AcceptFailures()
    private let numbers = Atomic<UInt64>(0)
    private let told: Mutex<Told>

    /// What the control thread tells whoever asks for the status or the metrics.
    struct Told: Sendable {
        /// The policy's file.
        var file: String
        /// Names the policy in force.
        var epoch: String
        /// Since when, in nanoseconds since 1970.
        var since: UInt64
        /// The last reload; nil when none was tried.
        var lastReload: UInt64?
        /// Why it changed nothing.
        var problems: [String] = []
        /// Where clients connect.
        var listeners: [String] = []
        /// When the process started, in nanoseconds since 1970.
        var started: UInt64
        /// Reloads that succeeded, and that did not.
        var reloads = 0
        var failedReloads = 0
        /// When records were last forced to the disk, on the monotonic clock; nil where the policy does not ask for it.
        var lastSync: UInt64?
        /// Times that they could not be.
        var failedSyncs = 0
    }

    init(_ configuration: Configuration, now: UInt64) {
        told = Mutex(Told(file: configuration.path, epoch: configuration.policy.epoch, since: now, started: now))
    }

    /// Names a new connection; never the same twice in a process.
    func nextNumber() -> UInt64 { numbers.add(1, ordering: .relaxed).newValue }

    // MARK: connections and sessions

    /// How many connections are open.
    var openConnections: Int { open.load(ordering: .relaxed) }

    /// Connections beyond the bound that there may be at a time.
    static let mostExcess = 64

    /// Takes up a connection: where it is counted, when there may be `most`. nil when there are too many beyond that too; then
    /// it is not counted.
    func openConnection(most: Int) -> Standing? {
        if open.add(1, ordering: .relaxed).newValue <= most { return .counted }
        open.subtract(1, ordering: .relaxed)
        if excess.add(1, ordering: .relaxed).newValue <= Self.mostExcess { return .excess }
        excess.subtract(1, ordering: .relaxed)
        return nil
    }

    /// The end of a connection that was taken up.
    func closeConnection(_ standing: Standing) {
        switch standing {
        case .counted: open.subtract(1, ordering: .relaxed)
        case .excess: excess.subtract(1, ordering: .relaxed)
        }
    }

    // MARK: what is told

    /// Whether the process is ending.
    var isEnding: Bool { ending.load(ordering: .acquiring) }

    /// From now on the process is ending.
    func end() { ending.store(true, ordering: .releasing) }

    /// What is told.
    var news: Told { told.withLock { $0 } }

    /// Changes what is told.
    func tell(_ change: (inout Told) -> Void) { told.withLock { change(&$0) } }
}
