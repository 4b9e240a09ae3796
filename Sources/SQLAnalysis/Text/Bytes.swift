// The character classes of PostgreSQL's lexer (scan.l of 15) and reading past the end of a text.

extension Span<UInt8> {
    /// The byte at `offset`; 0, which no checked text contains, outside of the text.
    @inline(__always)
    func byte(_ offset: Int) -> UInt8 { offset >= 0 && offset < count ? self[offset] : 0 }
}

extension UInt8 {
    /// `space`: a vertical tab is none before PostgreSQL 16.
    var isSpace: Bool {
        switch self {
        case 0x20, 0x09, 0x0A, 0x0D, 0x0C: true
        default: false  // lint: all other bytes
        }
    }

    /// `newline`: line feed or carriage return.
    var isNewline: Bool { self == 0x0A || self == 0x0D }

    /// `digit`: 0 to 9.
    var isDigit: Bool { self &- 0x30 < 10 }

    /// `ident_start`: a letter, an underscore or any byte of a character outside of ASCII.
    var isIdentifierStart: Bool { (self | 0x20) &- 0x61 < 26 || self == 0x5F || self >= 0x80 }

    /// `dolq_cont`: what may stand inside a dollar quote's tag.
    var isTagContinue: Bool { isIdentifierStart || isDigit }

    /// `ident_cont`: what may stand inside a name.
    var isIdentifierContinue: Bool { isIdentifierStart || isDigit || self == 0x24 }

    /// `op_chars`: what operators are made of.
    var isOperatorCharacter: Bool {
        switch self {
        case UInt8(ascii: "~"), UInt8(ascii: "!"), UInt8(ascii: "@"), UInt8(ascii: "#"), UInt8(ascii: "^"),
            UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "`"), UInt8(ascii: "?"), UInt8(ascii: "+"),
            UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "/"), UInt8(ascii: "%"), UInt8(ascii: "<"),
            UInt8(ascii: ">"), UInt8(ascii: "="):
            true
        default: false  // lint: all other bytes
        }
    }

    /// Whether an operator that contains this may end in `+` or `-`.
    var letsOperatorEndInSign: Bool {
        switch self {
        case UInt8(ascii: "~"), UInt8(ascii: "!"), UInt8(ascii: "@"), UInt8(ascii: "#"), UInt8(ascii: "^"),
            UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "`"), UInt8(ascii: "?"), UInt8(ascii: "%"):
            true
        default: false  // lint: all other bytes
        }
    }

    /// `self`: what is a token of its own when it stands alone.
    var isSelfToken: Bool {
        switch self {
        case UInt8(ascii: ","), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"),
            UInt8(ascii: "."), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "+"), UInt8(ascii: "-"),
            UInt8(ascii: "*"), UInt8(ascii: "/"), UInt8(ascii: "%"), UInt8(ascii: "^"), UInt8(ascii: "<"),
            UInt8(ascii: ">"), UInt8(ascii: "="):
            true
        default: false  // lint: all other bytes
        }
    }
}
