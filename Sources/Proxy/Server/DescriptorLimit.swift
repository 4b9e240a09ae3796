// How many files the process may have open.

import Glibc

/// The process's limit on open files.
enum DescriptorLimit {
    /// Files that are open beside those of sessions: records, listeners, event loops, catalogs.
    private static let others = 64

    /// The most that it may be raised to; nil when the system does not say.
    static var hard: Int? {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return nil }
        return Int(clamping: limit.rlim_max)
    }

    /// What so many connections of clients take: each has one to its server.
    static func needed(connections: Int) -> Int {
        let (both, overflows) = connections.multipliedReportingOverflow(by: 2)
        return overflows ? .max : min(both, .max - others) + others
    }

    /// Soft limits on open files are meant for programs that use select; a proxy needs two for each session.
    static func raise() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
