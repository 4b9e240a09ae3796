// A place in a statement's text.

/// A half-open range of UTF-8 byte offsets into the text that was given.
public struct SourceRange: Hashable, Sendable, Comparable {
    /// The first byte.
    public let start: Int
    /// One past the last byte; never less than `start`.
    public let end: Int

    /// The bytes from `start` up to and without `end`; an end before the start is taken as the start.
    public init(_ start: Int, _ end: Int) {
        self.start = start
        self.end = max(start, end)
    }

    /// Orders by start, then by end.
    public static func < (left: SourceRange, right: SourceRange) -> Bool {
        (left.start, left.end) < (right.start, right.end)
    }

    /// The same place when the text stands `bytes` further into a longer one.
    public func moved(by bytes: Int) -> SourceRange {
        SourceRange(start + bytes, end + bytes)
    }
}
