// From bytes to entries of JSON (RFC 8259), without recursion: what is open stands on a stack of its own.

/// Scans one JSON value and what may stand around it, which is white space.
struct JSONScanner {
    private(set) var entries: [JSONDocument.Entry] = []
    private let maxDepth: Int
    /// The entries of the arrays and objects that are open.
    private var open: [Int] = []
    private var at = 0

    init(maxDepth: Int) { self.maxDepth = maxDepth }

    /// Scans a text that was checked to be UTF-8 without NUL. Throws SG9001 and SG9014.
    mutating func scan(_ text: Span<UInt8>) throws(Refusal) {
        entries.reserveCapacity(text.count / 8)
        repeat {
            try value(text)
        } while try next(text)
        skipSpace(text)
        if at < text.count { throw expected("nothing behind the value") }
    }

    /// Goes on behind a value; false when it was the last.
    private mutating func next(_ text: Span<UInt8>) throws(Refusal) -> Bool {
        while let container = open.last {
            // An array or object that was just opened and is empty, or has a value to come.
            let isObject = entries[container].kind == .object
            let isEmpty = container == entries.count - 1
            skipSpace(text)
            switch text.byte(at) {
            case UInt8(ascii: ",") where !isEmpty: at += 1
            case UInt8(ascii: "}") where isObject, UInt8(ascii: "]") where !isObject:
                at += 1
                close(container)
                continue
            default:  // lint: bytes are no closed set
                guard isEmpty else { throw expected(isObject ? "a comma or }" : "a comma or ]") }
            }
            if isObject { try key(text) }
            return true
        }
        return false
    }

    /// Scans a value, or the beginning of an array or object.
    private mutating func value(_ text: Span<UInt8>) throws(Refusal) {
        skipSpace(text)
        let start = at
        switch text.byte(at) {
        case UInt8(ascii: "\""): try string(text)
        case UInt8(ascii: "{"): try begin(.object)
        case UInt8(ascii: "["): try begin(.array)
        case UInt8(ascii: "t"): try word("true", .yes, text)
        case UInt8(ascii: "f"): try word("false", .no, text)
        case UInt8(ascii: "n"): try word("null", .null, text)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            let isInteger = try number(text)
            add(isInteger ? .integer : .decimal, start, at)
        default: throw expected("a value")  // lint: bytes are no closed set
        }
    }

    private mutating func key(_ text: Span<UInt8>) throws(Refusal) {
        skipSpace(text)
        guard text.byte(at) == UInt8(ascii: "\"") else { throw expected("a key in quotes") }
        try string(text)
        skipSpace(text)
        guard text.byte(at) == UInt8(ascii: ":") else { throw expected("a colon") }
        at += 1
    }

    private mutating func begin(_ kind: JSONDocument.Kind) throws(Refusal) {
        guard open.count < maxDepth else {
            throw Refusal(
                .fileBounds,
                "arrays and objects are more than \(maxDepth) deep",
                at: SourceRange(at, at + 1)
            )
        }
        open.append(entries.count)
        add(kind, at, at + 1)
        at += 1
    }

    private mutating func close(_ container: Int) {
        open.removeLast()
        entries[container].end = UInt32(at)
        entries[container].next = UInt32(entries.count)
    }

    private mutating func add(_ kind: JSONDocument.Kind, _ start: Int, _ end: Int) {
        entries.append(
            JSONDocument.Entry(kind: kind, start: UInt32(start), end: UInt32(end), next: UInt32(entries.count + 1))
        )
    }

    private mutating func word(_ word: StaticString, _ kind: JSONDocument.Kind, _ text: Span<UInt8>) throws(Refusal) {
        let start = at
        for offset in 0..<word.utf8CodeUnitCount where text.byte(start + offset) != word.utf8Start[offset] {
            throw expected("a value")
        }
        at += word.utf8CodeUnitCount
        // `trueish` is no value with something behind it.
        if text.byte(at).isIdentifierContinue { throw expected("a value", from: start) }
        add(kind, start, at)
    }

    /// Scans a number; true when it has neither fraction nor exponent.
    private mutating func number(_ text: Span<UInt8>) throws(Refusal) -> Bool {
        let start = at
        if text.byte(at) == UInt8(ascii: "-") { at += 1 }
        let first = at
        try digits(text, of: start)
        if text.byte(first) == UInt8(ascii: "0") && at - first > 1 {
            throw expected("a number without zeros in front", from: start)
        }
        var isInteger = true
        if text.byte(at) == UInt8(ascii: ".") {
            isInteger = false
            at += 1
            try digits(text, of: start)
        }
        if text.byte(at) | 0x20 == UInt8(ascii: "e") {
            isInteger = false
            at += 1
            if text.byte(at) == UInt8(ascii: "+") || text.byte(at) == UInt8(ascii: "-") { at += 1 }
            try digits(text, of: start)
        }
        return isInteger
    }

    private mutating func digits(_ text: Span<UInt8>, of start: Int) throws(Refusal) {
        guard text.byte(at).isDigit else { throw expected("a number", from: start) }
        while text.byte(at).isDigit { at += 1 }
    }

    /// Scans a string; its entry is what stands between the quotes.
    private mutating func string(_ text: Span<UInt8>) throws(Refusal) {
        let start = at + 1
        var end = start
        var kind = JSONDocument.Kind.string
        while true {
            guard end < text.count else {
                throw Refusal(.configurationSyntax, "a string without an end", at: SourceRange(start - 1, text.count))
            }
            let byte = text[end]
            if byte == UInt8(ascii: "\"") { break }
            if byte == UInt8(ascii: "\\") {
                kind = .escapedString
                end = try escapeEnd(text, end)
            } else if byte < 0x20 {
                throw Refusal(
                    .configurationSyntax,
                    "a control character in a string",
                    at: SourceRange(end, end + 1),
                    hint: "write it with a backslash"
                )
            } else {
                end += 1
            }
        }
        add(kind, start, end)
        at = end + 1
    }

    /// The end of the escape that begins with a backslash at `start`; of both halves of a surrogate pair.
    private func escapeEnd(_ text: Span<UInt8>, _ start: Int) throws(Refusal) -> Int {
        switch text.byte(start + 1) {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return start + 2
        case UInt8(ascii: "u"):
            guard let unit = codeUnit(text, start + 2) else { break }
            if unit == 0 {
                throw Refusal(.embeddedNUL, "a string holds NUL", at: SourceRange(start, start + 6))
            }
            guard unit & 0xF800 == 0xD800 else { return start + 6 }
            let isPair = text.byte(start + 6) == UInt8(ascii: "\\") && text.byte(start + 7) == UInt8(ascii: "u")
            if unit & 0xFC00 == 0xD800, isPair, let low = codeUnit(text, start + 8), low & 0xFC00 == 0xDC00 {
                return start + 12
            }
            throw Refusal(.configurationSyntax, "half of a surrogate pair", at: SourceRange(start, start + 6))
        default: break  // lint: bytes are no closed set
        }
        throw Refusal(
            .configurationSyntax,
            "an escape that JSON does not have",
            at: SourceRange(start, min(start + 2, text.count))
        )
    }

    private func codeUnit(_ text: Span<UInt8>, _ start: Int) -> UInt32? {
        var unit: UInt32 = 0
        for offset in start..<start + 4 {
            let byte = text.byte(offset)
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): unit = unit << 4 | UInt32(byte - 0x30)
            case UInt8(ascii: "a")...UInt8(ascii: "f"): unit = unit << 4 | UInt32(byte - 0x57)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): unit = unit << 4 | UInt32(byte - 0x37)
            default: return nil  // lint: bytes are no closed set
            }
        }
        return unit
    }

    /// White space of JSON: a form feed is none, unlike in SQL.
    @inline(__always)
    private mutating func skipSpace(_ text: Span<UInt8>) {
        while at < text.count {
            let byte = text[at]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            at += 1
        }
    }

    private func expected(_ what: String, from start: Int? = nil) -> Refusal {
        let start = start ?? at
        return Refusal(
            .configurationSyntax,
            "not valid JSON: \(what) is expected here",
            at: SourceRange(start, start + 1)
        )
    }
}
