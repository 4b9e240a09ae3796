// One parameter of an execution, as a place in bytes that are given beside it.

/// A parameter as it was bound.
public struct Parameter: Hashable, Sendable {
    /// How its value is written.
    public enum Format: UInt8, Sendable {
        case text = 0
        case binary = 1
    }

    /// How its value is written.
    public var format: Format
    /// Where the value, or as much of it as was kept, stands in the bytes; nil for NULL.
    public var range: Range<Int>?
    /// The bytes of the whole value.
    public var length: Int
    /// The SHA-256 of the whole value; needed when not all of it was kept.
    public var digest: Digest?

    /// A value all of which was kept, or NULL.
    public init(_ format: Format, _ range: Range<Int>?) {
        self.format = format
        self.range = range
        length = range?.count ?? 0
    }

    /// A value of `length` bytes of which only the beginning was kept.
    public init(_ format: Format, beginning range: Range<Int>, length: Int, digest: Digest) {
        self.format = format
        self.range = range
        self.length = length
        self.digest = digest
    }
}
