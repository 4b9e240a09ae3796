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

/// The lines of one text. Lines may be as long as the text, and a text may be asked for a place per token of it.
public struct LineTable: Sendable {
    private let bytes: [UInt8]
    /// Where each line starts.
    private let starts: [UInt32]
    /// How many characters begin before each block of the text.
    private let before: [UInt32]
    private static let blockBytes = 256

    /// Reads the text once.
    public init(_ bytes: [UInt8]) {
        let text = bytes.span
        var starts: [UInt32] = [0]
        var before: [UInt32] = []
        before.reserveCapacity(text.count / LineTable.blockBytes + 1)
        var characters: UInt32 = 0
        for offset in text.indices {
            if offset % LineTable.blockBytes == 0 { before.append(characters) }
            let byte = text[offset]
            if !byte.isContinuation { characters += 1 }
            if byte == 0x0A || (byte == 0x0D && text.byte(offset + 1) != 0x0A) { starts.append(UInt32(offset + 1)) }
        }
        if text.count % LineTable.blockBytes == 0 { before.append(characters) }
        self.bytes = bytes
        self.starts = starts
        self.before = before
    }

    /// How many lines there are; an empty text has one.
    public var count: Int { starts.count }

    /// The place of a byte offset; offsets outside of the text are taken as its ends.
    public func position(ofByte offset: Int) -> TextPosition {
        let target = max(0, min(offset, bytes.count))
        let line = LineTable.last(of: starts, notBeyond: target)
        let character = characters(before: target)
        let column = character - characters(before: Int(starts[line]))
        return TextPosition(line: line + 1, column: column + 1, character: character + 1)
    }

    /// The byte offset of a character that is counted from 1 over the whole text; outside of the text, of its ends.
    public func byte(ofCharacter character: Int) -> Int {
        let wanted = max(0, character - 1)
        let block = LineTable.last(of: before, notBeyond: wanted)
        var offset = block * LineTable.blockBytes
        var left = wanted - Int(before[block])
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
        guard line >= 1, line <= starts.count else { return SourceRange(bytes.count, bytes.count) }
        let start = Int(starts[line - 1])
        var end = line < starts.count ? Int(starts[line]) : bytes.count
        while end > start, bytes[end - 1].isNewline { end -= 1 }
        return SourceRange(start, end)
    }

    /// How many characters begin before an offset.
    private func characters(before offset: Int) -> Int {
        let block = offset / LineTable.blockBytes
        return Int(before[block]) + bytes[block * LineTable.blockBytes..<offset].count { !$0.isContinuation }
    }

    /// The index of the last of ascending numbers that is not more than `limit`; the first always is.
    private static func last(of numbers: [UInt32], notBeyond limit: Int) -> Int {
        var low = 1
        var high = numbers.count
        while low < high {
            let middle = (low + high) / 2
            if Int(numbers[middle]) <= limit { low = middle + 1 } else { high = middle }
        }
        return low - 1
    }
}
