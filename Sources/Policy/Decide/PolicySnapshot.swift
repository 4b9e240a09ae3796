// What a decision is made under, and for.

public import SQLAnalysis

/// The policy and the catalog in force: immutable, swapped whole. A statement sees one snapshot.
public struct PolicySnapshot: Sendable {
    /// The rules.
    public let policy: PolicyFile
    /// What is known of the database; nil when nothing is, which makes every relation one that may show masked columns.
    public let catalog: CatalogSnapshot?
    /// The rules that decide, in order.
    let enforced: [Rule]
    /// The rules that are only watched, in order.
    let watched: [Rule]
    /// The columns that the policy's masks are for.
    let maskedColumns: MaskedColumns
    /// What is protected, for whoever was asked about.
    let protections = MadeProtections()

    /// A policy and what it is applied to. With masks this goes once through all columns of the catalog.
    public init(policy: PolicyFile, catalog: CatalogSnapshot?) {
        self.policy = policy
        self.catalog = catalog
        enforced = policy.rules.filter { $0.mode == .enforce }
        watched = policy.rules.filter { $0.mode == .monitor }
        maskedColumns = MaskedColumns(policy.masks, over: catalog)
    }
}

/// Where a text is to run.
public enum Target: Hashable, Sendable {
    /// A database by its name in the policy; the policy's `access` decides whether the principal reaches it.
    case database(String)
    /// No database in particular, as when a developer asks offline. Access is not decided, and a rule that permits for
    /// certain databases does not.
    case unspecified
}

/// What the enforcement point can do beside forwarding and denying. What it cannot do turns a permit into a denial.
public enum Capability: String, CaseIterable, Sendable, Hashable {
    /// Rewrites reads so that masked columns do not leave the database.
    case mask
    /// Checks the rows that a statement really touched before it can commit.
    case rowBudget = "row-budget"
}
