// The full name of a column.

/// A column by its full name.
public struct ColumnName: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The schema.
    public let schema: String
    /// The table.
    public let table: String
    /// The column.
    public let column: String

    /// Names a column.
    public init(schema: String, table: String, column: String) {
        self.schema = schema
        self.table = table
        self.column = column
    }

    /// The parts joined by dots, without quotes.
    public var description: String { "\(schema).\(table).\(column)" }

    /// The table that has it.
    public var relation: QualifiedName { QualifiedName(schema: schema, table) }

    /// Orders by the written form.
    public static func < (left: ColumnName, right: ColumnName) -> Bool { left.description < right.description }
}
