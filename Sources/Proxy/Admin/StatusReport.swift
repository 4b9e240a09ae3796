// What `sqlguard status` reports: the answer of a running process, as JSON.

/// The state of a running sqlguard.
public struct StatusReport: Codable, Equatable, Sendable {
    /// The policy in force, and what became of the last reload.
    public struct Policy: Codable, Equatable, Sendable {
        /// The file.
        public var file: String
        /// Names the content that is in force.
        public var epoch: String
        /// When it came into force, in seconds since 1970.
        public var since: Double
        /// When the last reload was tried, in seconds since 1970; nil when none was.
        public var lastReload: Double?
        /// Why the last reload changed nothing; empty when it succeeded.
        public var problems: [String]
    }

    /// A database.
    public struct Database: Codable, Equatable, Sendable {
        /// Its name in the policy.
        public var name: String
        /// Sessions that are logged in to it.
        public var sessions: Int
        /// `none`, `loading`, `loaded`, `stale` or `failed`.
        public var catalog: String
        /// Names the catalog's content; nil without one.
        public var catalogEpoch: String?
        /// How old the catalog is, in seconds; nil without one.
        public var catalogAge: Double?
        /// Why there is no catalog; nil when there is, or when nobody loads one.
        public var catalogProblem: String?
    }

    /// Sums over all event loops since the start.
    public struct Counts: Codable, Equatable, Sendable {
        /// Connections that were accepted.
        public var connections: Int
        /// Sessions that logged in.
        public var logins: Int
        /// Connections that were refused.
        public var refused: Int
        /// Texts that were permitted.
        public var permitted: Int
        /// Texts that were denied.
        public var denied: Int
        /// Decisions that were remembered.
        public var cacheHits: Int
        /// Decisions that were made anew.
        public var cacheMisses: Int
        /// Cancel requests that were passed on.
        public var cancels: Int
    }

    /// The version of this form: a new one when a member goes or changes its meaning.
    public var version = 1
    /// The program's version.
    public var sqlguard: String
    /// The process.
    public var pid: Int
    /// Seconds since it started.
    public var uptime: Double
    /// Whether it is ending: no new connections, sessions finish.
    public var draining: Bool
    /// The policy.
    public var policy: Policy
    /// Addresses of the listeners.
    public var listeners: [String]
    /// The databases, in the order of the policy.
    public var databases: [Database]
    /// Connections that are open.
    public var sessions: Int
    /// How many may be.
    public var maxSessions: Int
    /// How many event loops serve them.
    public var loops: Int
    /// The folder of the records.
    public var auditFolder: String
    /// Sums.
    public var counts: Counts
}
