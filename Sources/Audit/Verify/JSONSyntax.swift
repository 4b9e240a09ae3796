// Whether bytes are one JSON object, seen piece by piece and without keeping any of it (RFC 8259).

/// A reader that only says yes or no. Nesting is bounded; records nest three levels deep.
struct JSONSyntax {
    private enum State: Equatable {
        case value
        /// Behind `[`, where the list may end at once; behind `{`; behind `,` in an object; behind a name.
        case firstElement, firstName, name, colon
        case afterValue
        case string(Text)
        case number(Number)
        /// What is left of `true`, `false` or `null`.
        case word(StaticWord, UInt8)
        case end, wrong
    }
    private enum Text: Equatable {
        case plain, escape
        /// Hexadecimal digits that are missing.
        case unicode(UInt8)
        /// Bytes that are missing of a character, and the bounds of the next one.
        case character(UInt8, UInt8, UInt8)
    }
    private enum Number: Equatable {
        case minus, zero, digits, point, fraction, exponent, sign, power
        var isWhole: Bool {
            switch self {
            case .zero, .digits, .fraction, .power: true
            case .minus, .point, .exponent, .sign: false
            }
        }
    }
    private enum StaticWord: Equatable {
        case yes, no, none
        var letters: [UInt8] {
            switch self {
            case .yes: Array("true".utf8)
            case .no: Array("false".utf8)
            case .none: Array("null".utf8)
            }
        }
    }

    private static let maxDepth = 16
    private var state = State.value
    /// For each open bracket whether it is an object's, the innermost in the lowest place.
    private var nesting: UInt32 = 0
    private var depth = 0
    private var isName = false

    /// Whether everything so far is one whole object.
    var isObject: Bool { state == .end }

    /// Begins anew.
    mutating func reset() { self = JSONSyntax() }

    /// Takes the next bytes.
    mutating func take(_ bytes: UnsafeRawBufferPointer) {
        var index = 0
        while index < bytes.count {
            if state == .string(.plain) {
                // Most bytes are plain ones within strings.
                while index < bytes.count, bytes[index] >= 0x20, bytes[index] < 0x80, bytes[index] != 0x22,
                    bytes[index] != 0x5C
                {
                    index += 1
                }
                guard index < bytes.count else { return }
            }
            take(bytes[index])
            index += 1
        }
    }

    private mutating func take(_ byte: UInt8) {
        switch state {
        case .value, .firstElement:
            if byte == 0x5D, state == .firstElement { close(object: false) } else { begin(byte) }
        case .firstName, .name:
            switch byte {
            case 0x22:
                isName = true
                state = .string(.plain)
            case 0x7D where state == .firstName: close(object: true)
            default: skip(byte)
            }
        case .colon: if byte == 0x3A { state = .value } else { skip(byte) }
        case .afterValue: follow(byte)
        case .string(let text): string(text, byte)
        case .number(let number): self.number(number, byte)
        case .word(let word, let index):
            guard byte == word.letters[Int(index)] else { return state = .wrong }
            state = Int(index) + 1 == word.letters.count ? .afterValue : .word(word, index + 1)
        case .end: skip(byte)
        case .wrong: break
        }
    }

    /// Space may stand between the parts, nothing else.
    private mutating func skip(_ byte: UInt8) {
        if byte != 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D { state = .wrong }
    }

    private mutating func begin(_ byte: UInt8) {
        // The outermost value is an object.
        guard depth > 0 || byte == 0x7B else { return skip(byte) }
        switch byte {
        case 0x7B: open(object: true)
        case 0x5B: open(object: false)
        case 0x22:
            isName = false
            state = .string(.plain)
        case 0x2D: state = .number(.minus)
        case 0x30: state = .number(.zero)
        case 0x31...0x39: state = .number(.digits)
        case 0x74: state = .word(.yes, 1)
        case 0x66: state = .word(.no, 1)
        case 0x6E: state = .word(.none, 1)
        default: skip(byte)
        }
    }

    private mutating func open(object: Bool) {
        guard depth < JSONSyntax.maxDepth else { return state = .wrong }
        depth += 1
        nesting = nesting << 1 | (object ? 1 : 0)
        state = object ? .firstName : .firstElement
    }

    private mutating func close(object: Bool) {
        guard depth > 0, (nesting & 1 == 1) == object else { return state = .wrong }
        depth -= 1
        nesting >>= 1
        state = depth == 0 ? .end : .afterValue
    }

    private mutating func follow(_ byte: UInt8) {
        switch byte {
        case 0x2C: state = nesting & 1 == 1 ? .name : .value
        case 0x7D: close(object: true)
        case 0x5D: close(object: false)
        default: skip(byte)
        }
    }

    private mutating func string(_ text: Text, _ byte: UInt8) {
        switch text {
        case .plain: plain(byte)
        case .escape:
            switch byte {
            case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: state = .string(.plain)
            case 0x75: state = .string(.unicode(4))
            default: state = .wrong
            }
        case .unicode(let missing):
            switch byte {
            case 0x30...0x39, 0x41...0x46, 0x61...0x66:
                state = .string(missing == 1 ? .plain : .unicode(missing - 1))
            default: state = .wrong
            }
        case .character(let missing, let low, let high):
            guard byte >= low, byte <= high else { return state = .wrong }
            state = .string(missing == 1 ? .plain : .character(missing - 1, 0x80, 0xBF))
        }
    }

    private mutating func plain(_ byte: UInt8) {
        switch byte {
        case 0x22: state = isName ? .colon : .afterValue
        case 0x5C: state = .string(.escape)
        case 0x20...0x7F: break
        case 0xC2...0xDF: state = .string(.character(1, 0x80, 0xBF))
        case 0xE0: state = .string(.character(2, 0xA0, 0xBF))
        case 0xED: state = .string(.character(2, 0x80, 0x9F))
        case 0xE1...0xEF: state = .string(.character(2, 0x80, 0xBF))
        case 0xF0: state = .string(.character(3, 0x90, 0xBF))
        case 0xF1...0xF3: state = .string(.character(3, 0x80, 0xBF))
        case 0xF4: state = .string(.character(3, 0x80, 0x8F))
        default: state = .wrong
        }
    }

    private mutating func number(_ number: Number, _ byte: UInt8) {
        let isDigit = (0x30...0x39).contains(byte)
        switch (number, byte) {
        case (.minus, 0x30): state = .number(.zero)
        case (.minus, _) where isDigit, (.digits, _) where isDigit: state = .number(.digits)
        case (.point, _) where isDigit, (.fraction, _) where isDigit: state = .number(.fraction)
        case (.exponent, _) where isDigit, (.sign, _) where isDigit, (.power, _) where isDigit: state = .number(.power)
        case (.zero, 0x2E), (.digits, 0x2E): state = .number(.point)
        case (.zero, 0x65), (.zero, 0x45), (.digits, 0x65), (.digits, 0x45), (.fraction, 0x65), (.fraction, 0x45):
            state = .number(.exponent)
        case (.exponent, 0x2B), (.exponent, 0x2D): state = .number(.sign)
        default:
            guard number.isWhole else { return state = .wrong }
            state = .afterValue
            follow(byte)
        }
    }
}
