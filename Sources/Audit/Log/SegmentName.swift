// The names of the files in the folder.

/// A segment: whose, and which.
struct SegmentName: Hashable, Comparable, Sendable {
    /// The writer, from 0.
    let writer: Int
    /// The segment among those of its writer, from 1, without a gap.
    let number: UInt64

    /// Names a segment.
    init(writer: Int, number: UInt64) {
        self.writer = writer
        self.number = number
    }

    /// Reads `audit-0-00000012.jsonl`; nil for every other name.
    init?(_ name: String) {
        let parts = name.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "audit", parts[2].hasSuffix(".jsonl"),
            let writer = Int(parts[1]), let number = UInt64(parts[2].dropLast(6))
        else { return nil }
        self.init(writer: writer, number: number)
        guard writer >= 0, number > 0, text == name else { return nil }
    }

    /// The file's name. The number has eight digits or more, so that names sort as numbers do for a long time.
    var text: String {
        let digits = String(number)
        return "audit-\(writer)-\(String(repeating: "0", count: max(0, 8 - digits.count)))\(digits).jsonl"
    }

    /// Orders by writer, then by number.
    static func < (left: SegmentName, right: SegmentName) -> Bool {
        (left.writer, left.number) < (right.writer, right.number)
    }
}
