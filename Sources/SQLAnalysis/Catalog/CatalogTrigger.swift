// Triggers and rules: what else happens when a statement touches a table.

/// When triggers and rules fire, by `session_replication_role`.
public enum CatalogFiring: String, Sendable, CaseIterable {
    /// In sessions that are not replicas: nearly all.
    case origin
    /// Always.
    case always
    /// In replicas only.
    case replica
    /// Never.
    case disabled
}

/// What a trigger, rule or policy is about.
public enum CatalogEvent: String, Sendable, CaseIterable {
    case select, insert, update, delete, truncate
}

/// A trigger that somebody made; those of foreign keys are not listed. One FOR EACH ROW of a partitioned table also fires
/// for its partitions.
public struct CatalogTrigger: Sendable, Equatable {
    /// When it fires.
    public enum Timing: String, Sendable, CaseIterable {
        case before, after
        /// Instead of the write, on a view.
        case insteadOf = "instead of"
    }

    /// Its name.
    public var name: String
    /// When it fires.
    public var timing: Timing
    /// What it fires at.
    public var events: [CatalogEvent]
    /// UPDATE OF: only when these are set; empty for any.
    public var columns: [String] = []
    /// FOR EACH ROW, not FOR EACH STATEMENT.
    public var forEachRow = false
    /// What it runs.
    public var function: QualifiedName
    /// WHEN (...).
    public var condition: CatalogExpression?
    /// Set for CONSTRAINT triggers.
    public var constraintTiming: ConstraintTiming?
    /// FROM: the other table of a constraint trigger.
    public var from: QualifiedName?
    /// Whether it fires at all.
    public var firing = CatalogFiring.origin

    /// Builds a statement trigger.
    public init(_ name: String, _ timing: Timing, _ events: [CatalogEvent], function: QualifiedName) {
        self.name = name
        self.timing = timing
        self.events = events
        self.function = function
    }
}

/// A rewrite rule, `_RETURN` of views left out.
public struct CatalogRule: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// The kind of statement that it rewrites.
    public var event: CatalogEvent
    /// INSTEAD, not ALSO.
    public var isInstead: Bool
    /// WHERE is there: it acts on some rows only.
    public var isConditional: Bool
    /// What its condition and its actions mention; relations that it writes are among those it reads.
    public var body: CatalogExpression
    /// Relations that its actions insert into, update or delete from.
    public var writes: [QualifiedName]
    /// Whether it acts at all.
    public var firing = CatalogFiring.origin

    /// Builds a rule.
    public init(
        _ name: String,
        on event: CatalogEvent,
        isInstead: Bool,
        isConditional: Bool,
        body: CatalogExpression,
        writes: [QualifiedName]
    ) {
        self.name = name
        self.event = event
        self.isInstead = isInstead
        self.isConditional = isConditional
        self.body = body
        self.writes = writes
    }
}
