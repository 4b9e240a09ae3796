// The numbers by which PostgreSQL names its objects inside and on the wire.

/// The number of an object: of a table in RowDescription, of a function in FunctionCall, of a type in both.
///
/// Unique among objects of one kind; 0 means no object and is none of these.
public struct OID: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The number, never 0.
    public let value: UInt32

    /// The object of that number; nil for 0.
    public init?(_ value: UInt32) {
        guard value != 0 else { return nil }
        self.value = value
    }

    /// The number in decimal.
    public var description: String { String(value) }

    /// Orders by number.
    public static func < (left: OID, right: OID) -> Bool { left.value < right.value }
}
