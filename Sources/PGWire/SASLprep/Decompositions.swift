// What characters are taken apart into, and which pairs are put together again.

/// One step of Unicode's decompositions, of characters that Unicode 3.2 has.
struct Decompositions: Sendable {
    /// Both kinds of decompositions, as NFKC takes them.
    static let all = Decompositions([CanonicalDecompositions.text, CompatibleDecompositions.text])

    private struct Pair: Hashable {
        let first: UInt32
        let second: UInt32
    }
    private var parts: [UInt32: [UInt32]] = [:]
    private var compositions: [Pair: UInt32] = [:]

    /// Reads words such as `C0=41+300`, `A0=20` and `FF01-FF5E=21`. A word that is none adds nothing; the tests count.
    init(_ tables: [String]) {
        for word in tables.flatMap({ $0.split(separator: " ") }) {
            let sides = word.split(separator: "=")
            guard let left = sides.first, let right = sides.last else { continue }
            let codes = left.split(separator: "-").compactMap { UInt32($0, radix: 16) }
            let made = right.split { $0 == "+" || $0 == "," }.compactMap { UInt32($0, radix: 16) }
            guard let from = codes.first, let through = codes.last, from <= through, let start = made.first else {
                continue
            }
            guard made.count == 1 else {
                parts[from] = made
                if right.contains("+"), made.count == 2 { compositions[Pair(first: start, second: made[1])] = from }
                continue
            }
            for code in from...through { parts[code] = [start + (code - from)] }
        }
    }

    /// How many characters are taken apart, and how many are put together.
    var count: (apart: Int, together: Int) { (parts.count, compositions.count) }

    /// Appends what a character is made of, taken apart as far as it goes.
    func append(_ code: UInt32, to codes: inout [UInt32]) {
        if Hangul.syllables.contains(code) {
            Hangul.append(code, to: &codes)
        } else if let parts = parts[code] {
            for part in parts { append(part, to: &codes) }
        } else {
            codes.append(code)
        }
    }

    /// The one character that stands for two; nil when there is none.
    func composition(_ first: UInt32, _ second: UInt32) -> UInt32? {
        Hangul.composition(first, second) ?? compositions[Pair(first: first, second: second)]
    }
}

// The Unicode Standard, section 3.12, "Conjoining Jamo Behavior".
/// Korean syllables are made of their letters by arithmetic.
private enum Hangul {
    static let syllables: ClosedRange<UInt32> = 0xAC00...0xD7A3
    private static let leading: Range<UInt32> = 0x1100..<0x1113
    private static let vowels: Range<UInt32> = 0x1161..<0x1176
    // The first of these would be none at all.
    private static let trailing: Range<UInt32> = 0x11A8..<0x11C3
    private static let trailings: UInt32 = 28

    static func append(_ syllable: UInt32, to codes: inout [UInt32]) {
        let index = syllable - syllables.lowerBound
        let vowelCount = UInt32(vowels.count)
        codes.append(leading.lowerBound + index / trailings / vowelCount)
        codes.append(vowels.lowerBound + index / trailings % vowelCount)
        if index % trailings > 0 { codes.append(trailing.lowerBound - 1 + index % trailings) }
    }

    static func composition(_ first: UInt32, _ second: UInt32) -> UInt32? {
        if leading.contains(first), vowels.contains(second) {
            let pair = (first - leading.lowerBound) * UInt32(vowels.count) + second - vowels.lowerBound
            return syllables.lowerBound + pair * trailings
        }
        guard syllables.contains(first), (first - syllables.lowerBound).isMultiple(of: trailings),
            trailing.contains(second)
        else { return nil }
        return first + second - trailing.lowerBound + 1
    }
}
