// Lines and columns as people count them, for diagnostics and for the positions that a server reports.

/// A place in a text; everything counts from 1, in characters (Unicode scalars, as PostgreSQL counts them).
public struct TextPosition: Sendable, Hashable {
    /// The line; lines end with LF, CR LF or CR.
    public let line: Int
    /// The column in its line.
    public let column: Int
    /// The character in the whole text: what the field `P` of an ErrorResponse counts.
    public let character: Int
}

/// The lines of one text.
public struct LineTable: Sendable {
    private let bytes: [UInt8]
    /// Where each line starts, and how many characters stand before it.
    private let lines: [(start: Int, characters: Int)]

    /// Reads the text once.
    public init(_ bytes: [UInt8]) {
        let text = bytes.span
        var lines = [(start: 0, characters: 0)]
        var characters = 0
        for offset in text.indices {
            let byte = text[offset]
            if !byte.isContinuation { characters += 1 }
            if byte == 0x0A || (byte == 0x0D && text.byte(offset + 1) != 0x0A) {
                lines.append((offset + 1, characters))
            }
        }
        self.bytes = bytes
        self.lines = lines
    }

    /// How many lines there are; an empty text has one.
    public var count: Int { lines.count }

    /// The place of a byte offset; offsets outside of the text are taken as its ends.
    public func position(ofByte offset: Int) -> TextPosition {
        let target = max(0, min(offset, bytes.count))
        let index = index(where: { $0.start <= target })
        let line = lines[index]
        let column = bytes[line.start..<target].count { !$0.isContinuation }
        return TextPosition(line: index + 1, column: column + 1, character: line.characters + column + 1)
    }

    /// The byte offset of a character that is counted from 1 over the whole text; outside of the text, of its ends.
    public func byte(ofCharacter character: Int) -> Int {
        let wanted = max(0, character - 1)
        let line = lines[index(where: { $0.characters <= wanted })]
        var offset = line.start
        var left = wanted - line.characters
        while offset < bytes.count {
            if !bytes[offset].isContinuation {
                if left == 0 { break }
                left -= 1
            }
            offset += 1
        }
        return offset
    }

    /// The bytes of a line that is counted from 1, without its end; empty when there is no such line.
    public func range(ofLine line: Int) -> SourceRange {
        guard line >= 1, line <= lines.count else { return SourceRange(bytes.count, bytes.count) }
        let start = lines[line - 1].start
        var end = line < lines.count ? lines[line].start : bytes.count
        while end > start, bytes[end - 1].isNewline { end -= 1 }
        return SourceRange(start, end)
    }

    /// The last line for which `isBefore` holds; it holds for the first line at least, and for the first ones only.
    private func index(where isBefore: ((start: Int, characters: Int)) -> Bool) -> Int {
        var low = 1
        var high = lines.count
        while low < high {
            let middle = (low + high) / 2
            if isBefore(lines[middle]) { low = middle + 1 } else { high = middle }
        }
        return low - 1
    }
}
