// What `status` prints for people.

import Proxy

/// Lays a status out.
struct StatusText {
    let report: StatusReport

    /// The whole text.
    var text: String {
        var rows: [(String, String)] = [
            ("sqlguard", "\(report.sqlguard), process \(report.pid), up for \(words(report.uptime))"),
            ("policy", "\(report.policy.file), epoch \(report.policy.epoch)"),
        ]
        if report.draining { rows.append(("ending", "no new connections; sessions finish what they do")) }
        if report.policy.lastReload != nil {
            let problems = report.policy.problems
            rows.append(("last reload", problems.isEmpty ? "succeeded" : "failed; the policy before it is in force"))
            rows += problems.map { ("", $0) }
        }
        rows += report.listeners.enumerated().map { ($0 == 0 ? "listeners" : "", $1) }
        rows += report.databases.enumerated().map { ($0 == 0 ? "databases" : "", database($1)) }
        rows.append(("sessions", "\(report.sessions) of at most \(report.maxSessions), on \(report.loops) event loops"))
        let counts = report.counts
        rows.append(
            ("since start", "\(counts.connections) connections, \(counts.logins) logins, \(counts.refused) refused")
        )
        rows.append(("statements", "\(counts.permitted) permitted, \(counts.denied) denied"))
        rows.append(("decisions", "\(counts.cacheHits) remembered, \(counts.cacheMisses) made"))
        rows.append(("records", report.auditFolder))
        return rows.map { label, value in
            (label.padded(to: 14) + value.visible).trimmingEnd + "\n"
        }.joined()
    }

    private func database(_ database: StatusReport.Database) -> String {
        var words = "\(database.name): \(database.sessions) sessions, catalog \(database.catalog)"
        if let epoch = database.catalogEpoch { words += ", epoch \(epoch)" }
        if let age = database.catalogAge { words += ", \(self.words(age)) old" }
        if let problem = database.catalogProblem { words += ": \(problem)" }
        return words
    }

    /// A duration in the two largest units that it has.
    private func words(_ seconds: Double) -> String {
        let whole = Int(seconds)
        let (days, hours, minutes) = (whole / 86_400, whole / 3600 % 24, whole / 60 % 60)
        if days > 0 { return "\(days) d \(hours) h" }
        if hours > 0 { return "\(hours) h \(minutes) min" }
        if minutes > 0 { return "\(minutes) min \(whole % 60) s" }
        return "\(whole) s"
    }
}
