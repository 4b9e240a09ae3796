// Sets of code points, read from the words that the tables are written in.

/// Code points as ranges in rising order.
struct CodePoints: Sendable {
    private let ranges: [ClosedRange<UInt32>]

    /// Reads words in hexadecimal: `AD 2000-200B`. A word that is none adds nothing; the tests count the code points.
    init(_ words: String) {
        ranges = words.split(separator: " ").compactMap { word in
            let ends = word.split(separator: "-").map { UInt32($0, radix: 16) }
            guard let first = ends.first, let last = ends.last, let first, let last, first <= last else { return nil }
            return first...last
        }
    }

    /// How many there are.
    var count: Int { ranges.reduce(0) { $0 + $1.count } }

    /// Whether a code point is one of them.
    func contains(_ scalar: Unicode.Scalar) -> Bool {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < scalar.value { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].contains(scalar.value)
    }
}
