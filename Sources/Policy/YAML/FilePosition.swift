// A place in a file, as editors count it.

/// A line and a column, both from 1; the column counts characters (Unicode scalars), not bytes.
public struct FilePosition: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The line, from 1.
    public let line: Int
    /// The column in characters, from 1.
    public let column: Int

    /// A place by line and column.
    public init(_ line: Int, _ column: Int) {
        self.line = line
        self.column = column
    }

    /// As compilers print it: `line:column`.
    public var description: String { "\(line):\(column)" }

    /// Orders as the text reads.
    public static func < (left: FilePosition, right: FilePosition) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}
