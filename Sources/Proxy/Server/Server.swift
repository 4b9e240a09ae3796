// A running sqlguard, as its control thread sees it: start, reload, drain, end.

import Audit
import Glibc
import Logging
import NIOCore
import NIOPosix
import Policy
import SQLAnalysis

/// Serves a policy until it is told to end. Everything here happens on the thread that calls `run`.
public final class Server {
    let options: ServingOptions
    let logger: Logger
    private let credentials: CredentialStore
    private let signals: ControlSignals
    let group: MultiThreadedEventLoopGroup
    let shared: SharedState
    let loops: LoopSet
    private(set) var configuration: Configuration
    var listening: [Listening] = []
    var admin: AdminSocket?
    var metrics: MetricsServer?
    private var manager = ServiceManager()
    /// When records are forced to the disk next, on the monotonic clock.
    private var nextSync: UInt64 = 0
    /// The folder of the records.
    private let folder: AuditFolder

    /// Serves; returns after an orderly end. Throws what kept it from starting.
    public static func run(_ options: ServingOptions) throws(ConfigurationProblems) {
        // Before the first thread is started: threads take over the mask.
        let signals = ControlSignals()
        // A file that may not become larger is an error of the write, as a full disk is, and no reason to be killed.
        signal(SIGXFSZ, SIG_IGN)
        let level = options.logLevel
        let logger = Logger(label: "sqlguard") { _ in StandardErrorLog(level: level) }
        let credentials = CredentialStore()
        let configuration = try Configuration.read(options.policyPath, credentials: credentials, options: options)
        let sockets = try OpenSockets(configuration)
        let server: Server
        do throws(ConfigurationProblem) {
            server = try Server(options, logger, credentials, signals, configuration)
            try server.open(sockets)
        } catch {
            throw ConfigurationProblems([error.description])
        }
        do throws(ConfigurationProblem) {
            try server.serve()
        } catch {
            throw ConfigurationProblems([error.description])
        }
    }

    /// Everything that is wrong with the configuration, and what its operator should know; nothing is opened.
    public static func check(_ options: ServingOptions) -> (problems: [String], warnings: [String]) {
        do throws(ConfigurationProblems) {
            let configuration = try Configuration.read(
                options.policyPath,
                credentials: CredentialStore(),
                options: options
            )
            return ([], configuration.warnings)
        } catch {
            return (error.lines, [])
        }
    }

    private init(
        _ options: ServingOptions,
        _ logger: Logger,
        _ credentials: CredentialStore,
        _ signals: ControlSignals,
        _ configuration: Configuration
    ) throws(ConfigurationProblem) {
        self.options = options
        self.logger = logger
        self.credentials = credentials
        self.signals = signals
        self.configuration = configuration
        DescriptorLimit.raise()
        group = MultiThreadedEventLoopGroup(numberOfThreads: options.loops)
        let shared = SharedState(configuration, now: Clock.wall())
        self.shared = shared
        let services = try SharedServices(configuration, options, shared, logger)
        folder = services.auditFolder
        do {
            loops = try LoopSet(group) { number, eventLoop in
                try LoopState(number: number, eventLoop, services, configuration)
            }
        } catch let problem as ConfigurationProblem {
            throw problem
        } catch {
            throw ConfigurationProblem(.notServable, "the event loops could not be started: \(error)")
        }
        services.places.fill(loops)
        loops.places[0].execute { $0.keepCatalogs() }
    }

    // MARK: start

    private func open(_ sockets: OpenSockets) throws(ConfigurationProblem) {
        do {
            for (listener, bound) in sockets.listeners {
                listening.append(try open(bound, of: listener))
            }
            if let socket = sockets.admin { admin = try openAdmin(socket) }
            if let socket = sockets.metrics { metrics = try openMetrics(socket) }
        } catch {
            throw ConfigurationProblem(.addressUnavailable, "a socket that was bound could not be served")
        }
        tellListeners()
        for warning in configuration.warnings { logger.warning("configuration", metadata: ["note": "\(warning)"]) }
        for address in shared.news.listeners { logger.notice("listening", metadata: ["address": "\(address)"]) }
        logger.notice(
            "serving",
            metadata: [
                "policy": "\(configuration.path)", "epoch": "\(configuration.policy.epoch)",
                "loops": "\(options.loops)", "version": "\(options.version)",
            ]
        )
    }

    private func tellListeners() {
        let words = listening.map(\.listener.address.words)
        shared.tell { $0.listeners = words }
    }

    // MARK: serve

    /// How often records are forced to the disk where the policy says `sync: batch`, and listeners are looked at.
    private static let period: UInt64 = 1_000_000_000

    /// Seconds in which a listener that broke may be opened again before the process ends.
    private static let mostRestores = 10

    /// Throws what kept a listener that broke from being opened again; then the process has ended in order.
    private func serve() throws(ConfigurationProblem) {
        manager?.ready(words)
        var failedRestores = 0
        while true {
            switch signals.wait(milliseconds: Int(Self.period / 1_000_000)) {
            case .reload:
                manager?.reloading("reading the policy again")
                reload()
                manager?.ready(words)
            case .end: return drain()
            case nil: break
            }
            // Also when signals come faster than that.
            guard syncRecordsInTime() else { continue }
            manager?.tell(words)
            do throws(ConfigurationProblem) {
                try restoreListeners()
                failedRestores = 0
            } catch {
                logger.critical("a listener could not be opened again", metadata: ["problem": "\(error)"])
                failedRestores += 1
                guard failedRestores >= Self.mostRestores else { continue }
                drain()
                throw error
            }
        }
    }

    /// How the process stands, in one line.
    private var words: String {
        let count = shared.openConnections
        let sessions = count == 1 ? "1 session" : "\(count) sessions"
        if shared.isEnding { return "ending, \(sessions)" }
        let isOld = !shared.news.problems.isEmpty
        return "serving, \(sessions)" + (isOld ? "; the last reload failed, an older policy is in force" : "")
    }

    /// Forces records to the disk once a period. Returns whether one was over.
    private func syncRecordsInTime() -> Bool {
        let now = Clock.monotonic()
        guard now >= nextSync else { return false }
        nextSync = now + Self.period
        syncRecords()
        return true
    }

    private func syncRecords() {
        guard configuration.audit.sync == .batch else { return }
        do throws(AuditFailure) {
            try folder.sync()
            let now = Clock.monotonic()
            shared.tell { $0.lastSync = now }
        } catch {
            shared.tell { $0.failedSyncs += 1 }
            // The log concerned fails with it when it is next written to, and ends the sessions that it had.
            logger.critical("records cannot be forced to the disk", metadata: ["problem": "\(error)"])
        }
    }

    /// Reads the policy again. All of it comes into force, or nothing does and the reason is told.
    private func reload() {
        do throws(ConfigurationProblems) {
            let new = try Configuration.read(options.policyPath, credentials: credentials, options: options)
            try changeFixed(to: new)
            let added = try OpenSockets(new, besides: listening.map(\.listener.address))
            listening += try serveAll(added.listeners)
            let kept = Set(new.listeners.map(\.listener.address))
            for gone in listening where !kept.contains(gone.listener.address) { gone.close() }
            listening.removeAll { !kept.contains($0.listener.address) }
            configuration = new
            // Waited for: once it is said that a policy is in force, nothing is decided by the one before.
            for place in loops.places { try? place.run { $0.take(new) } }
            let now = Clock.wall()
            shared.tell { told in
                if told.epoch != new.policy.epoch { told.since = now }
                told.epoch = new.policy.epoch
                told.lastReload = now
                told.reloads += 1
                told.problems = []
            }
            tellListeners()
            let epoch = new.policy.epoch
            loops.places[0].execute { $0.recordReload(of: .policy, epoch: epoch, problem: nil) }
            logger.notice("policy reloaded", metadata: ["epoch": "\(epoch)"])
        } catch {
            let lines = error.lines
            let epoch = configuration.policy.epoch
            loops.places[0].execute { $0.recordReload(of: .policy, epoch: epoch, problem: error.description) }
            let now = Clock.wall()
            shared.tell { told in
                told.lastReload = now
                told.failedReloads += 1
                told.problems = lines
            }
            for line in lines { logger.error("policy not reloaded", metadata: ["problem": "\(line)"]) }
        }
    }

    /// What is opened once and for the life of the process must not change.
    private func changeFixed(to new: Configuration) throws(ConfigurationProblems) {
        var lines: [String] = []
        if new.audit != configuration.audit { lines.append("'audit' changes with a restart only") }
        if new.adminSocket != configuration.adminSocket { lines.append("'admin' changes with a restart only") }
        if new.policy.metrics != configuration.policy.metrics { lines.append("'metrics' changes with a restart only") }
        for listener in new.listeners.map(\.listener) {
            guard let served = listening.first(where: { $0.listener.address == listener.address }) else { continue }
            guard served.listener.permissions != listener.permissions else { continue }
            lines.append("'permissions' of the listener \(listener.address.words) changes with a restart only")
        }
        guard lines.isEmpty else {
            throw ConfigurationProblems(lines.map { ConfigurationProblem(.notServable, $0).description })
        }
    }

    // MARK: end

    /// Accepts no more, lets sessions come to the end of what they do, and ends the rest after `drain_timeout` or at a
    /// second signal.
    private func drain() {
        shared.end()
        manager?.stopping(words)
        logger.notice("ending", metadata: ["sessions": "\(shared.openConnections)"])
        for listening in listening { listening.close() }
        loops.execute { $0.drain() }
        let deadline = Clock.monotonic() + configuration.limits.drainTimeout.nanoseconds
        var isHurried = false
        while shared.openConnections > 0, Clock.monotonic() < deadline, !isHurried {
            isHurried = signals.wait(milliseconds: 50) == .end
            _ = syncRecordsInTime()
            manager?.tell(words)
        }
        for place in loops.places {
            do {
                try place.run { try $0.end() }
            } catch {
                logger.error("a loop did not end in order", metadata: ["problem": "\(error)"])
            }
        }
        admin?.close()
        metrics?.close()
        try? group.syncShutdownGracefully()
        logger.notice("ended")
    }
}
