// What has to be done for a permit to count.

public import SQLAnalysis

/// Something the enforcement point must do, or the permit is none.
public struct Obligation: Hashable, Sendable {
    /// What it is.
    public enum Duty: Hashable, Sendable {
        /// The column must reach the client only in this form.
        case mask(ColumnName, MaskKind)
        /// A statement that names the column is refused; where it is meant without being named, NULL is shown.
        case withhold(ColumnName)
        /// An effect of this class on this object may touch at most so many rows, counted before it can commit.
        case rowBudget(StatementClass, ObjectReference?, Int)
    }
    /// The statement of the text that it is about, from 0.
    public let statement: Int
    /// What must be done.
    public let duty: Duty

    /// What the enforcement point must be able to do.
    public var capability: Capability {
        switch duty {
        case .mask, .withhold: .mask
        case .rowBudget: .rowBudget
        }
    }
}
