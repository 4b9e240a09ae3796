// Row security: whether a table has it, and its policies.

/// Whether row security is on.
public struct CatalogRowSecurity: Sendable, Equatable {
    /// ENABLE ROW LEVEL SECURITY: policies hold for everyone but the owner, and deny when there are none.
    public var isEnabled = false
    /// FORCE ROW LEVEL SECURITY: for the owner too.
    public var isForced = false

    /// Off.
    public init() {}
}

/// A policy of row security.
public struct CatalogPolicy: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// The kind of statement it is for; nil for all.
    public var event: CatalogEvent?
    /// PERMISSIVE, not RESTRICTIVE.
    public var isPermissive: Bool
    /// The roles it is for; `public` for everyone.
    public var roles: [String]
    /// USING (...).
    public var condition: CatalogExpression?
    /// WITH CHECK (...).
    public var check: CatalogExpression?

    /// Builds a policy without conditions.
    public init(_ name: String, event: CatalogEvent? = nil, isPermissive: Bool = true, roles: [String] = ["public"]) {
        self.name = name
        self.event = event
        self.isPermissive = isPermissive
        self.roles = roles
    }
}
