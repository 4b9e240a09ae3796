// What is asked for a column: a mask, or that nobody names it.

/// A column that is protected, for one principal.
public struct ProtectedColumn: Hashable, Sendable {
    /// How it is protected.
    public enum Treatment: Hashable, Sendable {
        /// It is read in this form.
        case mask(MaskKind)
        /// A statement that names it is refused; a star leaves it out by showing NULL.
        case denied
    }
    /// What becomes of a statement in which the column decides which rows come out, how many, or in what order.
    public enum InPredicates: String, Hashable, Sendable, CaseIterable {
        /// It is refused, so that nobody gets a wrong answer without noticing.
        case denied
        /// It runs on the masks.
        case masked
    }
    /// The column.
    public let column: ColumnName
    /// How it is protected.
    public let treatment: Treatment
    /// What becomes of it in a predicate.
    public let inPredicates: InPredicates

    /// Protects a column.
    public init(_ column: ColumnName, _ treatment: Treatment, inPredicates: InPredicates = .denied) {
        self.column = column
        self.treatment = treatment
        self.inPredicates = inPredicates
    }
}
