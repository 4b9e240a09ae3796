// What has to be done for a permit to count.

public import SQLAnalysis

/// A column by its full name.
public struct ColumnName: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The schema.
    public let schema: String
    /// The table.
    public let table: String
    /// The column.
    public let column: String

    /// The parts joined by dots, without quotes.
    public var description: String { "\(schema).\(table).\(column)" }

    /// The table that has it.
    public var relation: QualifiedName { QualifiedName(schema: schema, table) }

    /// Orders by the written form.
    public static func < (left: ColumnName, right: ColumnName) -> Bool { left.description < right.description }
}

/// What takes the place of a masked value.
public enum MaskKind: Hashable, Sendable {
    /// This text for types that hold text, NULL for others.
    case constant(String)
    /// NULL.
    case nullify
    /// The last characters; the others become `*`.
    case last(Int)
    /// The first and the last characters; the others become `*`.
    case partial(first: Int, last: Int)
    /// The first letter and the domain of an e-mail address.
    case email
}

/// Something the enforcement point must do, or the permit is none.
public struct Obligation: Hashable, Sendable {
    /// What it is.
    public enum Duty: Hashable, Sendable {
        /// The column must reach the client only in this form.
        case mask(ColumnName, MaskKind)
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
        case .mask: .mask
        case .rowBudget: .rowBudget
        }
    }
}
