// Checks and foreign keys of tables, and when constraints are looked at.

/// When a constraint is looked at.
public enum ConstraintTiming: String, Sendable, CaseIterable {
    /// NOT DEFERRABLE: at every statement, keys at every row.
    case immediate
    /// DEFERRABLE INITIALLY IMMEDIATE: a transaction may put it off to its end.
    case deferrable
    /// DEFERRABLE INITIALLY DEFERRED: at the end of the transaction.
    case deferred
}

/// A CHECK constraint of a table or domain.
public struct CatalogCheck: Sendable, Equatable {
    /// The constraint's name.
    public var name: String
    /// What its condition mentions.
    public var expression: CatalogExpression
    /// False for NOT VALID: rows that were there before may not meet it.
    public var isValidated = true
    /// NO INHERIT: does not hold for the tables that inherit.
    public var isLocal = false

    /// Builds a check that holds for every row.
    public init(_ name: String, _ expression: CatalogExpression) {
        self.name = name
        self.expression = expression
    }
}

/// What a foreign key does when the referenced row goes or changes.
public enum ReferentialAction: String, Sendable, CaseIterable {
    /// The statement fails.
    case noAction = "NO ACTION"
    /// The statement fails at once.
    case restrict = "RESTRICT"
    /// The referencing rows go or change too.
    case cascade = "CASCADE"
    /// The referencing columns become NULL.
    case setNull = "SET NULL"
    /// The referencing columns become their defaults.
    case setDefault = "SET DEFAULT"
}

/// A foreign key. One of a partitioned table holds for its partitions too and is listed there only once.
public struct CatalogForeignKey: Sendable, Equatable {
    /// How NULL in some of several columns counts.
    public enum Match: String, Sendable, CaseIterable {
        /// Any NULL lets the row pass.
        case simple = "SIMPLE"
        /// All columns are NULL or none.
        case full = "FULL"
        /// In the grammar, but PostgreSQL refuses it.
        case partial = "PARTIAL"
    }

    /// The constraint's name.
    public var name: String
    /// Referencing columns.
    public var columns: [String]
    /// The referenced table.
    public var references: QualifiedName
    /// Referenced columns; empty when the DDL leaves them out and the primary key is not known.
    public var referencedColumns: [String]
    /// What DELETE of the referenced row does.
    public var onDelete: ReferentialAction
    /// What UPDATE of the referenced key does.
    public var onUpdate: ReferentialAction
    /// The columns that SET NULL and SET DEFAULT of a DELETE change; empty for all of `columns`.
    public var deleteSetColumns: [String] = []
    /// How NULL counts.
    public var match = Match.simple
    /// When it is looked at.
    public var timing = ConstraintTiming.immediate
    /// False for NOT VALID: rows that were there before may not meet it.
    public var isValidated = true

    /// Builds a foreign key.
    public init(
        _ name: String,
        columns: [String],
        references: QualifiedName,
        referencedColumns: [String],
        onDelete: ReferentialAction = .noAction,
        onUpdate: ReferentialAction = .noAction
    ) {
        self.name = name
        self.columns = columns
        self.references = references
        self.referencedColumns = referencedColumns
        self.onDelete = onDelete
        self.onUpdate = onUpdate
    }
}
