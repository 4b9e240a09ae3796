// Gathers the metrics from the loops and from what the control thread tells.

import Audit
import NIOCore
import Policy
import SQLAnalysis
import Session

/// Where metrics come from.
struct MetricsSource: Sendable {
    let shared: SharedState
    let loops: LoopSet
    let version: String

    /// What one loop contributes.
    private struct Part: Sendable {
        let counters: Counters
        let cacheBytes: Int
        let auditRecords: UInt64
        let auditBytes: UInt64
        let auditWaiting: Int
        /// Sessions by state, in the order of the states.
        let states: [Int]
        /// Sessions of each database, in the order of the policy.
        let sessions: [Int]
        let catalogs: [CatalogState]
        let configuration: Configuration

        init(_ loop: LoopState) {
            counters = loop.counters
            cacheBytes = loop.cache.bytes
            auditRecords = loop.audit.writtenRecords &- loop.recordsBefore
            auditBytes = loop.audit.writtenBytes
            auditWaiting = loop.audit.waitingBytes
            var states = SessionActivity.State.allCases.map { _ in 0 }
            for performer in loop.performers.values {
                guard let state = performer.session.activity?.state,
                    let place = SessionActivity.State.allCases.firstIndex(of: state)
                else { continue }
                states[place] += 1
            }
            self.states = states
            sessions = loop.sessionsPerDatabase
            catalogs = loop.catalogs
            configuration = loop.configuration
        }
    }

    /// Whether statements can be decided on: the process is not ending and the catalog of some database is known. The text
    /// says how each database stands, a line each.
    func readiness() -> EventLoopFuture<(isReady: Bool, text: String)> {
        loops.collect { Part($0) }.map { parts in
            guard let first = parts.first, !shared.isEnding else { return (false, "ending\n") }
            let lines = zip(first.configuration.upstreams, first.catalogs).map {
                "\(LogText.shown($0.database.name)): catalog \($1.word)\n"
            }
            return (first.catalogs.contains(where: \.isServing), lines.joined())
        }
    }

    /// All metrics, in the text format of Prometheus.
    func text() -> EventLoopFuture<String> { loops.collect { Part($0) }.map { text($0) } }

    private func text(_ parts: [Part]) -> String {
        var text = MetricsText()
        var counters = Counters()
        for part in parts { counters.add(part.counters) }
        text.family("build_info", .gauge, "The program, by its version.")
        text.sample(1, ["version": version])
        process(parts, &text)
        connections(counters, parts, &text)
        statements(counters, &text)
        records(counters, parts, &text)
        catalogs(parts, &text)
        return text.text
    }

    private func process(_ parts: [Part], _ text: inout MetricsText) {
        let news = shared.news
        text.family("start_time_seconds", .gauge, "When the process started, in seconds since 1970.")
        text.sample(MetricsText.seconds(news.started))
        text.single("event_loops", .gauge, parts.count, "Threads that serve sessions.")
        text.single("ending", .gauge, shared.isEnding ? 1 : 0, "Whether the process is ending.")
        text.family("policy_info", .gauge, "The policy in force, by its epoch.")
        text.sample(1, ["epoch": news.epoch])
        text.family("reloads_total", .counter, "Reloads of the policy by their result.")
        text.sample(news.reloads, ["result": "succeeded"])
        text.sample(news.failedReloads, ["result": "failed"])
        text.single(
            "last_reload_successful",
            .gauge,
            news.problems.isEmpty ? 1 : 0,
            "Whether the last reload succeeded; 1 when there was none."
        )
    }

    private func connections(_ counters: Counters, _ parts: [Part], _ text: inout MetricsText) {
        text.single("connections", .gauge, shared.openConnections, "Connections of clients that are open.")
        let most = parts.first?.configuration.limits.maxClientConn ?? 0
        text.single("max_connections", .gauge, most, "How many connections of clients there may be.")
        text.single("connections_accepted_total", .counter, counters.connections, "Connections that were accepted.")
        text.single(
            "accept_failures_total",
            .counter,
            shared.acceptFailures.count,
            "Times that a connection could not be accepted, for want of descriptors or memory."
        )
        text.family("sessions", .gauge, "Sessions by what they are at.")
        for (place, state) in SessionActivity.State.allCases.enumerated() {
            text.sample(parts.reduce(0) { $0 + $1.states[place] }, ["state": state.rawValue])
        }
        text.family("logins_total", .counter, "Logins by their result.")
        let others = counters.refused - counters.failedLogins - counters.shutOut - counters.excess
        for (result, count) in [
            ("accepted", counters.logins), ("failed", counters.failedLogins), ("shut-out", counters.shutOut),
            ("too-many", counters.excess), ("refused", max(0, others)),
        ] {
            text.sample(count, ["result": result])
        }
        text.single(
            "login_failure_addresses",
            .gauge,
            shared.loginFailures.count,
            "Addresses whose failed logins are remembered."
        )
        text.family("received_bytes_total", .counter, "Bytes of the protocol that were received, outside of TLS.")
        text.sample(counters.clientReceived, ["from": "client"])
        text.sample(counters.serverReceived, ["from": "server"])
        text.family("sent_bytes_total", .counter, "Bytes of the protocol that were sent, outside of TLS.")
        text.sample(counters.clientSent, ["to": "client"])
        text.sample(counters.serverSent, ["to": "server"])
        text.single("cancels_total", .counter, counters.cancels, "Cancel requests that were passed on.")
    }

    private func statements(_ counters: Counters, _ text: inout MetricsText) {
        text.family(
            "decisions_total",
            .counter,
            "Texts by decision and by the class of what in them reaches farthest; none where that is not known."
        )
        for isPermitted in [true, false] {
            for statementClass in StatementClass.allCases.map(Optional.some) + [nil] {
                let place = Counters.place(of: statementClass, isPermitted: isPermitted)
                text.sample(
                    counters.texts[place],
                    ["decision": isPermitted ? "permit" : "deny", "class": statementClass?.rawValue ?? "none"]
                )
            }
        }
        text.family("outcomes_total", .counter, "Statements that went on, by what came of them.")
        for status in OutcomeRecord.Status.allCases {
            text.sample(counters.outcomes[Counters.place(of: status)], ["status": status.rawValue])
        }
        text.histogram(
            "decision_seconds",
            counters.decision,
            "From a question to its decision, waiting for a catalog included."
        )
        text.histogram(
            "upstream_seconds",
            counters.upstream,
            "From when a request went on to the end of its answer, waiting for a slow client included."
        )
        text.histogram(
            "turn_seconds",
            counters.turn,
            "In the gateway: from reading bytes to handing over what came of them, records written; one turn in 16."
        )
    }

    private func records(_ counters: Counters, _ parts: [Part], _ text: inout MetricsText) {
        func sum(_ value: (Part) -> Int) -> Int { parts.reduce(0) { $0 + value($1) } }
        text.single("decision_cache_hits_total", .counter, counters.cacheHits, "Decisions that were remembered.")
        text.single("decision_cache_misses_total", .counter, counters.cacheMisses, "Decisions that were made anew.")
        text.single("decision_cache_bytes", .gauge, sum(\.cacheBytes), "Bytes of remembered decisions, about.")
        text.single("audit_records_total", .counter, sum { Int($0.auditRecords) }, "Records that were written.")
        text.single("audit_bytes_total", .counter, sum { Int($0.auditBytes) }, "Bytes of records that were written.")
        text.single("audit_waiting_bytes", .gauge, sum(\.auditWaiting), "Bytes of records that are not written yet.")
        text.single("audit_write_failures_total", .counter, counters.auditFailures, "Writes of records that failed.")
        let news = shared.news
        text.single(
            "audit_sync_failures_total",
            .counter,
            news.failedSyncs,
            "Times that records could not be forced to the disk."
        )
        guard let synced = news.lastSync else { return }
        let now = Clock.monotonic()
        text.family(
            "audit_lag_seconds",
            .gauge,
            "How long ago the records that were written then were forced to the disk (sync: batch)."
        )
        text.sample(MetricsText.seconds(now - min(now, synced)))
    }

    private func catalogs(_ parts: [Part], _ text: inout MetricsText) {
        guard let first = parts.first else { return }
        let now = Clock.monotonic()
        let names = first.configuration.upstreams.map(\.database.name)
        text.family("database_sessions", .gauge, "Sessions of each database.")
        for (place, name) in names.enumerated() {
            let ofPolicy = parts.filter { $0.configuration.policy.epoch == first.configuration.policy.epoch }
            let count = ofPolicy.reduce(0) { $0 + ($1.sessions.indices.contains(place) ? $1.sessions[place] : 0) }
            text.sample(count, ["database": name])
        }
        text.family("catalog_usable", .gauge, "Whether statements are decided with a database's catalog at the moment.")
        for (name, catalog) in zip(names, first.catalogs) {
            text.sample(catalog.isServing ? 1 : 0, ["database": name])
        }
        text.family("catalog_age_seconds", .gauge, "How long ago a database's catalog was found to be as it is known.")
        for (name, catalog) in zip(names, first.catalogs) {
            switch catalog {
            case .loaded(_, let at), .stale(_, let at):
                text.sample(MetricsText.seconds(now - min(now, at)), ["database": name])
            case .loading, .failed: break
            }
        }
    }
}
