// Bytes that an effect is about, without holding them.

/// A half-open range of bytes: of the span that was given to the call, or of the bytes that the session made in it.
public struct Slice: Equatable, Sendable {
    /// Where the bytes are.
    public enum Source: UInt8, Sendable {
        /// In the span that was given to this call.
        case received
        /// In `Effects.made`.
        case made
    }
    /// Where the bytes are.
    public let source: Source
    /// The first byte.
    public let start: Int32
    /// One past the last byte; never less than `start`.
    public let end: Int32

    /// The bytes from `start` up to and without `end`; an end before the start is taken as the start.
    public init(_ source: Source, _ start: Int, _ end: Int) {
        self.source = source
        self.start = Int32(clamping: start)
        self.end = max(self.start, Int32(clamping: end))
    }

    /// How many bytes it has.
    public var count: Int { Int(end) - Int(start) }

    /// The bytes as a range of offsets.
    public var range: Range<Int> { Int(start)..<Int(end) }
}
