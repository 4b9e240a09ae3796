// Comments become spaces; where their characters have several bytes, the offsets after them move.

/// Where the offsets of a text with blanked comments differ from the original ones.
struct BlankedOffsets: Sendable {
    /// One comment that lost bytes: its place in both texts.
    private struct Shift {
        let blankedStart: Int
        let blankedEnd: Int
        let originalStart: Int
        let originalEnd: Int
    }

    private var shifts: [Shift] = []

    /// The text with each comment's characters as spaces and its line ends kept, and how offsets moved.
    ///
    /// `comments` must be in order and lie inside of `bytes`, which must be valid UTF-8.
    static func blank(_ bytes: [UInt8], _ comments: [Comment]) -> ([UInt8], BlankedOffsets) {
        var blanked: [UInt8] = []
        blanked.reserveCapacity(bytes.count)
        var offsets = BlankedOffsets()
        var copied = 0
        for comment in comments {
            blanked.append(contentsOf: bytes[copied..<comment.range.start])
            copied = comment.range.end
            let start = blanked.count
            for offset in comment.range.start..<copied where !bytes[offset].isContinuation {
                blanked.append(bytes[offset].isNewline ? bytes[offset] : 0x20)
            }
            guard blanked.count - start < copied - comment.range.start else { continue }
            offsets.shifts.append(
                Shift(
                    blankedStart: start,
                    blankedEnd: blanked.count,
                    originalStart: comment.range.start,
                    originalEnd: copied
                )
            )
        }
        blanked.append(contentsOf: bytes[copied...])
        return (blanked, offsets)
    }

    /// The offset in the original text `bytes`.
    func original(_ offset: Int, in bytes: [UInt8]) -> Int {
        guard let shift = last(where: { $0.blankedStart <= offset }) else { return offset }
        if offset >= shift.blankedEnd { return shift.originalEnd + offset - shift.blankedEnd }
        var place = shift.originalStart
        for _ in shift.blankedStart..<offset {
            repeat { place += 1 } while place < shift.originalEnd && bytes[place].isContinuation
        }
        return place
    }

    /// The offset in the blanked text of an offset in the original text `bytes`; inside of a character, of its start.
    func blanked(_ offset: Int, in bytes: [UInt8]) -> Int {
        guard let shift = last(where: { $0.originalStart <= offset }) else { return offset }
        if offset >= shift.originalEnd { return shift.blankedEnd + offset - shift.originalEnd }
        return shift.blankedStart + bytes[shift.originalStart...offset].count { !$0.isContinuation } - 1
    }

    /// The last shift for which `isBefore` holds; it holds for the first ones only.
    private func last(where isBefore: (Shift) -> Bool) -> Shift? {
        var low = 0
        var high = shifts.count
        while low < high {
            let middle = (low + high) / 2
            if isBefore(shifts[middle]) { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? shifts[low - 1] : nil
    }
}

extension UInt8 {
    /// Whether this continues a character of several bytes in UTF-8.
    var isContinuation: Bool { self & 0xC0 == 0x80 }
}
