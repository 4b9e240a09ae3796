// Escapes for input that a text file cannot hold, or not so that one sees it; read when a case says `escapes=on`.

/// `\xNN` is a byte, `\u{...}` a character, `\0` NUL, `\n`, `\r`, `\t`, `\\`; `\{COUNT*TEXT}` is TEXT so many times.
enum Escapes {
    struct Problem: Error, Equatable { let message: String }

    /// The bytes that a text with escapes stands for.
    static func resolve(_ text: String) -> Result<[UInt8], Problem> {
        var rest = Substring(text)
        var bytes: [UInt8] = []
        while let character = rest.popFirst() {
            guard character == "\\" else {
                bytes += Array(String(character).utf8)
                continue
            }
            guard let escape = one(&rest) else {
                return .failure(Problem(message: "an escape that is not known: \\\(rest.prefix(8))"))
            }
            bytes += escape
        }
        return .success(bytes)
    }

    private static func one(_ rest: inout Substring) -> [UInt8]? {
        switch rest.first {
        case "0": take(&rest, [0])
        case "n": take(&rest, [10])
        case "r": take(&rest, [13])
        case "t": take(&rest, [9])
        case "\\": take(&rest, [0x5C])
        case "x": byte(&rest)
        case "u": scalar(&rest)
        case "{": repetition(&rest)
        default: nil
        }
    }

    private static func take(_ rest: inout Substring, _ bytes: [UInt8]) -> [UInt8] {
        rest.removeFirst()
        return bytes
    }

    private static func byte(_ rest: inout Substring) -> [UInt8]? {
        guard rest.count >= 3, let value = UInt8(rest.dropFirst().prefix(2), radix: 16) else { return nil }
        rest = rest.dropFirst(3)
        return [value]
    }

    private static func scalar(_ rest: inout Substring) -> [UInt8]? {
        guard rest.hasPrefix("u{"), let close = rest.firstIndex(of: "}"),
            let value = UInt32(rest[..<close].dropFirst(2), radix: 16), let scalar = Unicode.Scalar(value)
        else { return nil }
        rest = rest[rest.index(after: close)...]
        return Array(String(Character(scalar)).utf8)
    }

    private static func repetition(_ rest: inout Substring) -> [UInt8]? {
        guard let close = rest.firstIndex(of: "}"), let star = rest[..<close].firstIndex(of: "*"),
            let count = Int(rest[..<star].dropFirst()), (0...10_000_000).contains(count)
        else { return nil }
        let unit = Array(rest[..<close][rest.index(after: star)...].utf8)
        rest = rest[rest.index(after: close)...]
        return Array(repeatElement(unit, count: count).joined())
    }
}
