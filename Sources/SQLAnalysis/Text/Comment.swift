// Comments: not parsed and not sent on, but kept for the record.

/// One comment of a text.
public struct Comment: Sendable, Hashable {
    /// How a comment is written.
    public enum Kind: UInt8, Sendable, CaseIterable {
        /// `--` up to the end of the line.
        case line
        /// `/* ... */`, nested ones included.
        case block
    }

    /// How it is written.
    public let kind: Kind
    /// Its bytes in the text as received: with its marks, without the line's end.
    public let range: SourceRange

    /// The comment's text, marks included; bytes outside of `bytes` are left out.
    public func text(in bytes: [UInt8]) -> String {
        String(decoding: bytes[min(range.start, bytes.count)..<min(range.end, bytes.count)], as: UTF8.self)
    }
}
