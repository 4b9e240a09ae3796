// Operators and casts that are not PostgreSQL's own: they call functions that no statement names.

/// An operator outside of `pg_catalog`.
public struct CatalogOperator: Sendable, Equatable {
    /// Schema and name, such as `public` and `=`.
    public var name: QualifiedName
    /// The left operand's type as `format_type` prints it with an empty search path; nil for a prefix operator.
    public var left: String?
    /// The right operand's type.
    public var right: String
    /// The result's type.
    public var returns: String
    /// What it runs.
    public var function: QualifiedName
    /// Its number; nil when it is not known.
    public var oid: OID?

    /// Builds an operator.
    public init(_ name: QualifiedName, left: String?, right: String, returns: String, function: QualifiedName) {
        self.name = name
        self.left = left
        self.right = right
        self.returns = returns
        self.function = function
    }
}

/// A cast that PostgreSQL does not bring with it.
public struct CatalogCast: Sendable, Equatable {
    /// Where it is applied without being written. PostgreSQL: pg_cast.h, CoercionCodes.
    public enum Context: String, Sendable, CaseIterable {
        /// Nowhere: only as `CAST` or `::`.
        case explicit
        /// When a value is assigned to a column.
        case assignment
        /// In any expression.
        case implicit
    }
    /// How it is done. PostgreSQL: pg_cast.h, CoercionMethod.
    public enum Method: Sendable, Equatable {
        /// By a function.
        case function(QualifiedName)
        /// WITHOUT FUNCTION: the bytes stay.
        case binary
        /// WITH INOUT: through the types' text.
        case text
    }

    /// The type that is cast, as `format_type` prints it with an empty search path.
    public var source: String
    /// The type that it becomes.
    public var target: String
    /// How it is done.
    public var method: Method
    /// Where it is applied without being written.
    public var context: Context

    /// Builds a cast.
    public init(from source: String, to target: String, _ method: Method, _ context: Context) {
        self.source = source
        self.target = target
        self.method = method
        self.context = context
    }
}
