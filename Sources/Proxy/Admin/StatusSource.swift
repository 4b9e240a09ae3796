// Gathers the status from the loops and from what the control thread tells.

import Glibc
import NIOCore
import Policy
import SQLAnalysis

/// Where status reports come from.
struct StatusSource: Sendable {
    let shared: SharedState
    let loops: LoopSet
    let options: ServingOptions
    private let started = Clock.monotonic()

    init(shared: SharedState, loops: LoopSet, options: ServingOptions) {
        self.shared = shared
        self.loops = loops
        self.options = options
    }

    /// What one loop contributes.
    private struct Part: Sendable {
        let counters: Counters
        /// Sessions of each database, in the order of the policy.
        let sessions: [Int]
        let catalogs: [CatalogState]
        let configuration: Configuration
    }

    /// A report, made on the first loop.
    func report() -> EventLoopFuture<StatusReport> {
        loops.collect { loop in
            Part(
                counters: loop.counters,
                sessions: loop.sessionsPerDatabase,
                catalogs: loop.catalogs,
                configuration: loop.configuration
            )
        }.map { report($0) }
    }

    private func report(_ parts: [Part]) -> StatusReport {
        let now = Clock.monotonic()
        let news = shared.news
        var counters = Counters()
        for part in parts { counters.add(part.counters) }
        // Loops take over a reload one after another; the first one's databases are as good as any.
        let configuration = parts.first?.configuration
        let databases = configuration?.upstreams.enumerated().map { index, upstream in
            let name = upstream.database.name
            let count = parts.reduce(0) { sum, part in
                guard part.configuration.policy.epoch == configuration?.policy.epoch else { return sum }
                return sum + (part.sessions.indices.contains(index) ? part.sessions[index] : 0)
            }
            let catalog = parts.first.flatMap { $0.catalogs.indices.contains(index) ? $0.catalogs[index] : nil }
            return database(name, count, catalog ?? .loading, now)
        }
        return StatusReport(
            sqlguard: options.version,
            pid: Int(getpid()),
            uptime: seconds(now - started),
            draining: shared.isEnding,
            policy: StatusReport.Policy(
                file: news.file,
                epoch: news.epoch,
                since: seconds(news.since),
                lastReload: news.lastReload.map(seconds),
                problems: news.problems
            ),
            listeners: news.listeners,
            databases: databases ?? [],
            sessions: shared.openConnections,
            maxSessions: configuration?.limits.maxClientConn ?? 0,
            loops: parts.count,
            auditFolder: configuration?.audit.folder ?? "",
            counts: StatusReport.Counts(counters)
        )
    }

    private func database(
        _ name: String,
        _ sessions: Int,
        _ catalog: CatalogState,
        _ now: UInt64
    ) -> StatusReport.Database {
        var entry = StatusReport.Database(name: name, sessions: sessions, catalog: catalog.word)
        switch catalog {
        case .loading: break
        case .loaded(let snapshot, let at), .stale(let snapshot, let at):
            entry.catalogEpoch = snapshot.epoch
            entry.catalogAge = seconds(now - min(now, at))
        case .failed(let problem): entry.catalogProblem = problem
        }
        return entry
    }

    private func seconds(_ nanoseconds: UInt64) -> Double { Double(nanoseconds / 1_000_000) / 1000 }
}

extension StatusReport.Counts {
    /// The sums of the loops.
    init(_ counters: Counters) {
        self.init(
            connections: counters.connections,
            logins: counters.logins,
            refused: counters.refused,
            permitted: counters.permitted,
            denied: counters.denied,
            cacheHits: counters.cacheHits,
            cacheMisses: counters.cacheMisses,
            cancels: counters.cancels
        )
    }
}
