// What a statement does, taken apart into the pieces that a policy decides on one by one.

/// The columns of an object that an effect reads or writes.
public enum Columns: Equatable, Hashable, Sendable {
    /// The effect is not about columns.
    case none
    /// At most these, by name.
    case named(Set<String>)
    /// Possibly every column: a star, a whole row, a list that was left out, or names that could not be told apart.
    case every

    /// Adds a column in place.
    mutating func insert(_ column: String) {
        switch self {
        case .every: return
        case .none: self = .named([column])
        case .named(var columns):
            self = .none  // so that the set has one owner and is not copied
            columns.insert(column)
            self = .named(columns)
        }
    }

    /// Adds columns in place, in time that depends on their number alone.
    mutating func formUnion(_ other: Columns) {
        switch (self, other) {
        case (.every, _), (_, .none): return
        case (_, .every), (.none, _): self = other
        case (.named, .named(let more)): for column in more { insert(column) }
        }
    }

    /// Both together.
    public func union(_ other: Columns) -> Columns {
        switch (self, other) {
        case (.every, _), (_, .every): .every
        case (.none, let columns), (let columns, .none): columns
        case (.named(let left), .named(let right)): .named(left.union(right))
        }
    }
}

/// Why an effect is part of a statement that does not spell it out.
public enum EffectOrigin: Equatable, Hashable, Sendable {
    /// The statement itself says it.
    case statement
    /// A view or rule of this name stands between.
    case view(QualifiedName)
    /// The object inherits from this relation, or is a partition of it.
    case inheritance(QualifiedName)
    /// A foreign key of this name carries it on.
    case foreignKey(String)
    /// DROP or TRUNCATE with CASCADE carries it on.
    case cascade
    /// The statement stores it and it happens later: a rule, a trigger, a function body.
    case stored
}

/// How many rows a write can touch, as far as the statement's own shape tells. The planner is not asked.
public enum RowBound: Equatable, Hashable, Sendable {
    /// No more than this many rows, because of a unique key or a list of values.
    case atMost(Int, String)
    /// Every row of the table, and why: no WHERE, or one that is always true.
    case wholeTable(String)
    /// Every combination of the table with another one: a join without a condition.
    case unjoined(String)
    /// There is a condition, but nothing here says how many rows meet it.
    case unknown(String)

    /// Whether a rule on unbounded writes means this.
    public var isUnbounded: Bool {
        switch self {
        case .wholeTable, .unjoined: true
        case .atMost, .unknown: false
        }
    }
}

/// One thing that a statement does to one object. Every effect of a statement must be permitted for it to run.
public struct Effect: Equatable, Hashable, Sendable {
    /// What kind of thing it is.
    public let effectClass: StatementClass
    /// PostgreSQL's command tag of the (part of the) statement that has the effect, such as `DELETE` or `DROP TABLE`.
    public let verb: String
    /// What it is done to; nil when there is no object, as for COMMIT.
    public let object: ObjectReference?
    /// Which columns of it.
    public let columns: Columns
    /// For writes: how many rows.
    public let bound: RowBound?
    /// Why it is part of the statement.
    public let origin: EffectOrigin
    /// Where the object is named in the text; nil when it is not.
    public let range: SourceRange?

    /// Builds an effect; most have no columns, no bound and are the statement's own.
    public init(
        _ effectClass: StatementClass,
        _ verb: String,
        _ object: ObjectReference? = nil,
        columns: Columns = .none,
        bound: RowBound? = nil,
        origin: EffectOrigin = .statement,
        at range: SourceRange? = nil
    ) {
        self.effectClass = effectClass
        self.verb = verb
        self.object = object
        self.columns = columns
        self.bound = bound
        self.origin = origin
        self.range = range
    }
}
