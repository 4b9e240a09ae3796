// Names with `*` in them.

/// A pattern in which `*` stands for any characters, also none. Compared byte by byte: names that look alike are not
/// equal.
public struct Glob: Hashable, Sendable, CustomStringConvertible {
    /// The bytes between the stars; one piece means there is no star.
    let pieces: [[UInt8]]

    /// Only this text, stars taken for stars.
    init(literal text: String) { pieces = [Array(text.utf8)] }

    /// A pattern as written.
    init(_ pattern: String) {
        pieces = pattern.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false).map(Array.init)
    }

    /// Whether every text matches.
    public var isAny: Bool { pieces.count > 1 && pieces.allSatisfy(\.isEmpty) }

    /// The only text that matches; nil when there are several.
    public var literal: String? {
        pieces.count == 1 ? pieces.first.map { String(decoding: $0, as: UTF8.self) } : nil
    }

    /// The fewest bytes of a text that matches.
    var fewestBytes: Int { pieces.reduce(0) { $0 + $1.count } }

    /// The pattern as written.
    public var description: String {
        pieces.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "*")
    }

    /// Whether the whole of a text matches.
    public func matches(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            guard let first = pieces.first, let last = pieces.last else { return false }
            guard pieces.count > 1 else { return bytes.elementsEqual(first) }
            guard bytes.count >= first.count + last.count, bytes.starts(with: first) else { return false }
            guard bytes.suffix(last.count).elementsEqual(last) else { return false }
            // What lies between the outer pieces: the earliest place of each inner piece is as good as any other.
            var rest = bytes[first.count..<(bytes.count - last.count)]
            for piece in pieces.dropFirst().dropLast() {
                guard let end = Self.end(of: piece, in: rest) else { return false }
                rest = rest[end...]
            }
            return true
        }
    }

    /// Where the first occurrence of a piece ends; nil when there is none.
    private static func end(of piece: [UInt8], in bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        var start = bytes.startIndex
        while start + piece.count <= bytes.endIndex {
            if bytes[start..<(start + piece.count)].elementsEqual(piece) { return start + piece.count }
            start += 1
        }
        return nil
    }
}
