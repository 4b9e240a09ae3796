// Classes of ASCII characters.

extension UInt8 {
    /// 0 to 9.
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    /// a to z.
    var isSmallLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }

    /// A to Z.
    var isCapital: Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) }

    /// A to Z, a to z, 0 to 9.
    var isLetterOrDigit: Bool { isDigit || isSmallLetter || isCapital }

    /// 0 to 9, A to F, a to f.
    var isHexadecimal: Bool { isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self | 0x20) }
}
