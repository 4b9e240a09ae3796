// Extended statistics: values of columns that ANALYZE keeps elsewhere.

/// CREATE STATISTICS.
public struct CatalogStatistics: Sendable, Equatable {
    /// Schema and name.
    public var name: QualifiedName
    /// The columns, and what expressions mention.
    public var expression: CatalogExpression

    /// Builds statistics.
    public init(_ name: QualifiedName, _ expression: CatalogExpression) {
        self.name = name
        self.expression = expression
    }
}
