// SCRAM's messages: `a=value` with commas between.

// PostgreSQL: auth-scram.c, read_any_attr, is_scram_printable.
/// The attributes of a SCRAM message, in order.
struct SCRAMAttributes {
    private var rest: ArraySlice<UInt8>

    init(_ message: some Collection<UInt8>) { rest = ArraySlice(Array(message)) }

    var isAtEnd: Bool { rest.isEmpty }

    /// The value of the next attribute, whose letter is given; throws `malformed` when it is another one.
    mutating func take(_ letter: Character) throws(SCRAMFailure) -> [UInt8] {
        guard let (found, value) = try takeAny(), found == letter.asciiValue else { throw .malformed }
        return value
    }

    /// The next attribute; nil at the end.
    mutating func takeAny() throws(SCRAMFailure) -> (letter: UInt8, value: [UInt8])? {
        guard let letter = rest.first else { return nil }
        let isLetter = (0x41...0x5A).contains(letter) || (0x61...0x7A).contains(letter)
        guard isLetter, rest.dropFirst().first == UInt8(ascii: "=") else { throw .malformed }
        let body = rest.dropFirst(2)
        let end = body.firstIndex(of: UInt8(ascii: ",")) ?? body.endIndex
        let value = Array(body[..<end])
        rest = end == body.endIndex ? [] : body[(end + 1)...]
        // A comma at the very end promises an attribute that is not there.
        guard end == body.endIndex || !rest.isEmpty, !value.contains(0) else { throw .malformed }
        return (letter, value)
    }

    /// RFC 5802: printable characters but the comma, at least one.
    static func isNonce(_ value: [UInt8]) -> Bool {
        !value.isEmpty && value.allSatisfy { $0 >= 0x21 && $0 <= 0x7E && $0 != UInt8(ascii: ",") }
    }
}
