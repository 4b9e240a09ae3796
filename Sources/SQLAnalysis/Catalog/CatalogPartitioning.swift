// Partitioned tables and their partitions.

/// How rows are spread over partitions.
public enum PartitionStrategy: String, Sendable, CaseIterable {
    case list, range, hash
}

/// PARTITION BY.
public struct CatalogPartitionKey: Sendable, Equatable {
    /// How rows are spread.
    public var strategy: PartitionStrategy
    /// Columns of the key; those that only occur in expressions are left out.
    public var columns: [String]
    /// Elements of the key that are expressions.
    public var expressions: [CatalogExpression]

    /// Builds a key.
    public init(_ strategy: PartitionStrategy, columns: [String], expressions: [CatalogExpression] = []) {
        self.strategy = strategy
        self.columns = columns
        self.expressions = expressions
    }
}

/// What rows a partition takes. The values are not kept.
public enum CatalogPartitionBound: String, Sendable, CaseIterable {
    case list, range, hash
    /// Every row that no other partition takes.
    case `default`
}
