// What a bare scalar looks like to readers of YAML: `on`, `012` and `1:30` are not text to all of them.

/// What a bare scalar means in YAML 1.1 or in the core schema of YAML 1.2, whichever takes it for more than text.
enum PlainMeaning: String {
    case text
    case null = "nothing"
    case boolean = "a boolean"
    case number = "a number"
    case timestamp = "a date"

    /// The meaning of a bare scalar. YAML: yaml.org/type for 1.1, chapter 10.3 of the specification for 1.2.
    init(_ text: String) {
        let bytes = Array(text.utf8)
        if Self.nulls.contains(text) {
            self = .null
        } else if bytes.count <= 5, Self.booleans.contains(text.lowercased()) {
            self = .boolean
        } else if Self.isNumber(bytes) {
            self = .number
        } else if Self.isTimestamp(bytes) {
            self = .timestamp
        } else {
            self = .text
        }
    }

    private static let nulls: Set<String> = ["", "~", "null", "Null", "NULL"]
    // Every capitalisation, which is more than YAML takes.
    private static let booleans: Set<String> = ["y", "yes", "n", "no", "true", "false", "on", "off"]
    private static let notFinite: Set<String> = [".inf", ".nan"]

    private static func isNumber(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest.removeFirst() }
        if rest.count == 4, notFinite.contains(String(decoding: rest, as: UTF8.self).lowercased()) { return true }
        if rest.count > 2, rest.first == UInt8(ascii: "0") {
            let digits = rest.dropFirst(2)
            switch rest[rest.startIndex + 1] {
            case UInt8(ascii: "x"): return digits.allSatisfy { $0.isHexadecimal || $0 == UInt8(ascii: "_") }
            case UInt8(ascii: "o"), UInt8(ascii: "b"): return digits.allSatisfy(isDigitOrLine)
            default: break  // lint: a byte
            }
        }
        let whole = rest.prefix(while: isDigitOrLine)
        rest = rest.dropFirst(whole.count)
        if whole.first == UInt8(ascii: "_") { return false }
        // 1:30:00 is 5400 in YAML 1.1.
        while !whole.isEmpty, rest.first == UInt8(ascii: ":") {
            let part = rest.dropFirst().prefix(while: \.isDigit)
            guard (1...2).contains(part.count) else { return false }
            rest = rest.dropFirst(1 + part.count)
        }
        var fraction = rest.prefix(0)
        if rest.first == UInt8(ascii: ".") {
            fraction = rest.dropFirst().prefix(while: isDigitOrLine)
            rest = rest.dropFirst(1 + fraction.count)
        }
        guard !whole.isEmpty || !fraction.isEmpty else { return false }
        if let letter = rest.first, letter == UInt8(ascii: "e") || letter == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest.removeFirst() }
            return !rest.isEmpty && rest.allSatisfy(\.isDigit)
        }
        return rest.isEmpty
    }

    /// Begins like 2001-12-14, or like 2001-1-1 with anything after it.
    private static func isTimestamp(_ bytes: [UInt8]) -> Bool {
        let parts = bytes.split(separator: UInt8(ascii: "-"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count == 4, (1...2).contains(parts[1].count) else { return false }
        guard parts[0].allSatisfy(\.isDigit), parts[1].allSatisfy(\.isDigit) else { return false }
        let day = parts[2].prefix(while: \.isDigit)
        let after = parts[2].dropFirst(day.count).first
        return (1...2).contains(day.count)
            && (after == nil || after == UInt8(ascii: "T") || after == UInt8(ascii: "t") || after == UInt8(ascii: " "))
    }

    private static func isDigitOrLine(_ byte: UInt8) -> Bool { byte.isDigit || byte == UInt8(ascii: "_") }
}
