// JSON that is read: one flat array of entries over the bytes, in the order of the text, as `FlatTree` is of a parse tree.

/// A text that is one JSON value, taken apart but not copied. Every entry knows its place in the text.
///
/// A reader of such a document takes what it understands and refuses the rest; see `RecordReader`.
final class JSONDocument: Sendable {
    /// What a value is.
    enum Kind: UInt8 {
        case null, yes, no
        /// A number without fraction and exponent.
        case integer
        /// Any other number.
        case decimal
        case string
        /// A string with backslashes in it.
        case escapedString
        case array
        /// Entries of keys, which are strings, and of values alternate.
        case object

        /// The kind as messages name it.
        var words: String {
            switch self {
            case .null: "null"
            case .yes: "true"
            case .no: "false"
            case .integer: "a number"
            case .decimal: "a number with a fraction or an exponent"
            case .string, .escapedString: "a string"
            case .array: "an array"
            case .object: "an object"
            }
        }
    }

    /// A value or a key.
    struct Entry {
        let kind: Kind
        /// Where it begins in the text, in bytes; inside the quotes of a string.
        let start: UInt32
        /// One past its last byte; before the closing quote of a string.
        var end: UInt32
        /// The index of the entry that follows it and everything inside it.
        var next: UInt32
    }

    /// The whole text.
    let text: [UInt8]
    /// The entries; the first is the whole value.
    let entries: [Entry]

    /// Reads a text of at most `maxBytes` bytes, with arrays and objects at most `maxDepth` deep.
    ///
    /// Throws SG9014 beyond these bounds, SG2002 and SG2003 for bytes that are not UTF-8 without NUL, and SG9001 for what
    /// is not JSON (RFC 8259), each with the place.
    init(_ text: [UInt8], maxBytes: Int, maxDepth: Int) throws(Refusal) {
        guard text.count <= maxBytes else {
            throw Refusal(.fileBounds, "the file has more than \(maxBytes) bytes")
        }
        try TextCheck.check(text.span)
        var scanner = JSONScanner(maxDepth: maxDepth)
        do throws(Refusal) {
            try scanner.scan(text.span)
        } catch {
            throw Refusal(
                error.code,
                error.message,
                at: error.range.map { JSONDocument.wholeCharacters($0, of: text) },
                hint: error.hint
            )
        }
        self.text = text
        entries = scanner.entries
    }

    /// A place that the scanner names, which counts bytes: not beyond the text's end, and its last character is whole.
    private static func wholeCharacters(_ range: SourceRange, of text: [UInt8]) -> SourceRange {
        var end = min(range.end, text.count)
        while end < text.count, text[end].isContinuation { end += 1 }
        return SourceRange(min(range.start, end), end)
    }

    /// The place of a value or key in the text, a string's quotes included.
    func range(_ index: Int) -> SourceRange {
        let entry = entries[index]
        switch entry.kind {
        case .string, .escapedString: return SourceRange(Int(entry.start) - 1, Int(entry.end) + 1)
        case .null, .yes, .no, .integer, .decimal, .array, .object:
            return SourceRange(Int(entry.start), Int(entry.end))
        }
    }

    /// Whether the string at an index is this one.
    func isString(_ index: Int, _ other: StaticString) -> Bool {
        let entry = entries[index]
        if entry.kind == .escapedString { return string(index) == other.description }
        let start = Int(entry.start)
        guard Int(entry.end) - start == other.utf8CodeUnitCount else { return false }
        for offset in 0..<other.utf8CodeUnitCount where text[start + offset] != other.utf8Start[offset] { return false }
        return true
    }

    /// The string at an index.
    func string(_ index: Int) -> String {
        let entry = entries[index]
        let bytes = text[Int(entry.start)..<Int(entry.end)]
        if entry.kind == .escapedString { return String(decoding: JSONDocument.unescaped(bytes), as: UTF8.self) }
        return bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }

    /// The number at an index of an integer; nil when it does not fit.
    func integer(_ index: Int) -> Int? {
        let entry = entries[index]
        var bytes = text[Int(entry.start)..<Int(entry.end)]
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative { bytes = bytes.dropFirst() }
        var value = 0
        for byte in bytes {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let digit = Int(byte) - 0x30
            let (sum, again) = product.addingReportingOverflow(isNegative ? -digit : digit)
            if overflow || again { return nil }
            value = sum
        }
        return value
    }

    /// Puts characters in the place of escapes, which the scanner has seen to be whole.
    private static func unescaped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var rest = bytes
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let letter = rest.popFirst() else {
                result.append(byte)
                continue
            }
            switch letter {
            case UInt8(ascii: "b"): result.append(0x08)
            case UInt8(ascii: "f"): result.append(0x0C)
            case UInt8(ascii: "n"): result.append(0x0A)
            case UInt8(ascii: "r"): result.append(0x0D)
            case UInt8(ascii: "t"): result.append(0x09)
            case UInt8(ascii: "u"):
                var unit = hexadecimal(rest.prefix(4))
                rest = rest.dropFirst(4)
                if unit & 0xFC00 == 0xD800 {
                    unit = 0x10000 + (unit & 0x3FF) << 10 + hexadecimal(rest.dropFirst(2).prefix(4)) & 0x3FF
                    rest = rest.dropFirst(6)
                }
                if let scalar = Unicode.Scalar(unit) {
                    result += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
                }
            default: result.append(letter)  // lint: bytes; a quote, a backslash or a slash
            }
        }
        return result
    }

    private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt32 {
        digits.reduce(0) { $0 << 4 | UInt32($1 > 0x39 ? ($1 | 0x20) - 0x57 : $1 - 0x30) }
    }
}
