// A record read back: JSON as values.

/// A JSON value. Numbers are those that records hold: whole and not negative.
indirect enum RecordValue: Equatable, Sendable {
    case null
    case bool(Bool)
    case number(UInt64)
    case string(String)
    case list([RecordValue])
    case object([Member])

    /// A name and its value.
    struct Member: Equatable, Sendable {
        let name: String
        let value: RecordValue
    }

    /// Reads a line; nil when it is no JSON of that kind, or longer than `maxBytes`.
    init?(_ line: some Collection<UInt8>) {
        guard line.count <= RecordValue.maxBytes else { return nil }
        var reader = RecordReader(bytes: Array(line))
        guard let value = reader.value(depth: 0), reader.isAtEnd else { return nil }
        self = value
    }

    /// The longest line that is read into values; longer ones are only checked as they pass.
    static let maxBytes = 64 << 20

    /// The member of an object; nil when there is none.
    subscript(_ name: String) -> RecordValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// A number; nil for anything else.
    var number: UInt64? { if case .number(let value) = self { value } else { nil } }
    /// A string; nil for anything else.
    var string: String? { if case .string(let value) = self { value } else { nil } }
    /// A list; nil for anything else.
    var list: [RecordValue]? { if case .list(let values) = self { values } else { nil } }
}

private struct RecordReader {
    let bytes: [UInt8]
    var offset = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { offset == bytes.count }

    private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private mutating func take(_ text: StaticString) -> Bool {
        let letters = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        guard bytes[offset...].starts(with: letters) else { return false }
        offset += letters.count
        return true
    }

    mutating func value(depth: Int) -> RecordValue? {
        guard depth < 8, let next else { return nil }
        switch next {
        case 0x22: return string().map(RecordValue.string)
        case 0x7B: return members(depth)
        case 0x5B: return elements(depth)
        case 0x30...0x39: return number()
        default:
            if take("null") { return .null }
            if take("true") { return .bool(true) }
            return take("false") ? .bool(false) : nil
        }
    }

    private mutating func number() -> RecordValue? {
        let digits = bytes[offset...].prefix { (0x30...0x39).contains($0) }
        guard digits.count == 1 || digits.first != 0x30 else { return nil }
        offset += digits.count
        return UInt64(String(decoding: digits, as: UTF8.self)).map(RecordValue.number)
    }

    private mutating func members(_ depth: Int) -> RecordValue? {
        offset += 1
        var members: [RecordValue.Member] = []
        if take("}") { return .object(members) }
        repeat {
            guard next == 0x22, let name = string(), take(":"), let value = value(depth: depth + 1) else { return nil }
            members.append(RecordValue.Member(name: name, value: value))
        } while take(",")
        return take("}") ? .object(members) : nil
    }

    private mutating func elements(_ depth: Int) -> RecordValue? {
        offset += 1
        var elements: [RecordValue] = []
        if take("]") { return .list(elements) }
        repeat {
            guard let value = value(depth: depth + 1) else { return nil }
            elements.append(value)
        } while take(",")
        return take("]") ? .list(elements) : nil
    }

    private mutating func string() -> String? {
        offset += 1
        var units: [UInt8] = []
        while let byte = next {
            switch byte {
            case 0x22:
                offset += 1
                return String(validating: units, as: UTF8.self)
            case 0x5C:
                guard let scalar = escape() else { return nil }
                units.append(contentsOf: Array(String(Character(scalar)).utf8))
            case 0..<0x20: return nil
            default:
                units.append(byte)
                offset += 1
            }
        }
        return nil
    }

    private mutating func escape() -> Unicode.Scalar? {
        offset += 1
        guard let letter = next else { return nil }
        offset += 1
        switch letter {
        case 0x22, 0x5C, 0x2F: return Unicode.Scalar(letter)
        case 0x62: return "\u{8}"
        case 0x66: return "\u{C}"
        case 0x6E: return "\n"
        case 0x72: return "\r"
        case 0x74: return "\t"
        case 0x75:
            guard let first = unit() else { return nil }
            guard (0xD800..<0xDC00).contains(first) else { return Unicode.Scalar(first) }
            guard take(#"\u"#), let second = unit(), (0xDC00..<0xE000).contains(second) else { return nil }
            return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        default: return nil
        }
    }

    private mutating func unit() -> UInt32? {
        guard offset + 4 <= bytes.count else { return nil }
        let digits = String(decoding: bytes[offset..<offset + 4], as: UTF8.self)
        offset += 4
        // Without this, a sign would be read as a digit.
        return digits.allSatisfy(\.isHexDigit) ? UInt32(digits, radix: 16) : nil
    }
}
