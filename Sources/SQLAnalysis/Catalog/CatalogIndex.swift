// Indexes of a table, with the keys and exclusion constraints that they stand for.

/// An index.
public struct CatalogIndex: Sendable, Equatable {
    /// What the index is for.
    public enum Role: String, Sendable, CaseIterable {
        /// Finding rows.
        case plain
        /// CREATE UNIQUE INDEX.
        case unique
        /// A UNIQUE constraint.
        case uniqueConstraint = "unique constraint"
        /// The primary key.
        case primaryKey = "primary key"
        /// An EXCLUDE constraint.
        case exclusion = "exclusion constraint"
    }

    /// Its name, in the table's schema; also the name of its constraint.
    public var name: String
    /// What it is for.
    public var role: Role
    /// Key columns in order; key elements that are expressions are left out.
    public var columns: [String]
    /// Key elements that are expressions, in order.
    public var expressions: [CatalogExpression] = []
    /// INCLUDE columns.
    public var included: [String] = []
    /// The WHERE of a partial index.
    public var predicate: CatalogExpression?
    /// NULLS NOT DISTINCT.
    public var nullsNotDistinct = false
    /// When uniqueness is looked at.
    public var timing = ConstraintTiming.immediate
    /// The access method.
    public var method = "btree"
    /// An element names a collation or an operator class of its own, so that what is different here may be equal to `=`.
    public var comparesDifferently = false
    /// False when it does not cover every row: its build failed, or a partition has no part of it.
    public var isValid = true
    /// The index of the partitioned table that this one is a part of.
    public var parent: QualifiedName?
    /// Its number; nil when it is not known.
    public var oid: OID?

    /// Builds an index on plain columns.
    public init(_ name: String, _ role: Role, columns: [String]) {
        self.name = name
        self.role = role
        self.columns = columns
    }

    /// Whether no two rows have the same values (NULL apart) in `columns`, at any time and by the columns' own `=`.
    public var isKey: Bool {
        switch role {
        case .plain, .exclusion: false
        case .unique, .uniqueConstraint, .primaryKey:
            expressions.isEmpty && predicate == nil && timing == .immediate && isValid && !comparesDifferently
                && !columns.isEmpty
        }
    }

    /// Whether it came from a constraint.
    public var isConstraint: Bool {
        switch role {
        case .plain, .unique: false
        case .uniqueConstraint, .primaryKey, .exclusion: true
        }
    }
}
