// The policy file as values: immutable, compared whole, swapped whole.

/// Everything a policy file says.
public struct PolicyFile: Equatable, Sendable {
    /// The version of the format that this reader reads.
    public static let version = 1

    /// Names this policy; goes into every decision, record and cache key.
    public let epoch: String
    /// Where clients connect.
    public let listeners: [Listener]
    /// The databases behind sqlguard.
    public let databases: [Database]
    /// Users that log in with a password.
    public let users: [User]
    /// Who reaches which database.
    public let access: [Access]
    /// Columns that are shown only in another form, or that nobody may name. The order counts among patterns: the first
    /// that matches is the mask.
    public let masks: [Mask]
    /// Whether a client is told that a result has masked columns.
    public let maskNotices: Bool
    /// What may be done. The order counts among rules that say the same: the first that matches speaks.
    public let rules: [Rule]
    /// Bounds on what clients may send and open.
    public let limits: LimitSettings
    /// Where records go.
    public let audit: AuditSettings?
    /// Where the process answers questions about itself; nil when nowhere.
    public let admin: AdminSettings?
    /// Where metrics are served over HTTP; nil when nowhere.
    public internal(set) var metrics: MetricsSettings?

    /// A policy that permits nothing.
    static let withoutRules = PolicyFile(
        epoch: "none",
        listeners: [],
        databases: [],
        users: [],
        access: [],
        masks: [],
        maskNotices: true,
        rules: [],
        limits: LimitSettings(),
        audit: nil,
        admin: nil
    )

    /// Whether the principal reaches a database by its name in the policy.
    public func reaches(_ database: String, _ principal: Principal) -> Bool {
        guard databases.contains(where: { sameBytes($0.name, database) }) else { return false }
        return access.contains { grant in
            grant.databases.contains { sameBytes($0, database) }
                && Match(groups: grant.groups, users: grant.users, kinds: grant.kinds).fitPrincipal(principal).isCertain
        }
    }

    /// What happens on a database to statements that are valid and not understood; denied where none is meant, and
    /// wherever there are masks, which could not be kept.
    public func unanalysed(on target: Target) -> Database.Unanalysed {
        guard case .database(let name) = target, masks.isEmpty else { return .deny }
        return databases.first { sameBytes($0.name, name) }?.unanalysed ?? .deny
    }

    /// The principal that a user of this file logs in as; nil when there is no such user.
    public func principal(user: String) -> Principal? {
        guard let user = users.first(where: { sameBytes($0.name, user) }) else { return nil }
        return Principal(user: user.name, groups: user.groups, kind: user.kind)
    }
}
