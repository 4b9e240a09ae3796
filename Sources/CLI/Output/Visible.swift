// Text as a terminal shows it: how wide, and with nothing in it that the terminal would obey instead of showing.

extension Unicode.Scalar {
    /// How many columns of a terminal the character takes: 0, 1 or 2.
    ///
    /// Wide are the blocks that UAX #11 calls wide or full width, and what is shown as an emoji by itself.
    var columns: Int {
        if value < 0x300 { return 1 }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        // The vowels and finals of decomposed Hangul join the syllable before them.
        if (0x1160...0x11FF).contains(value) { return 0 }
        return properties.isEmojiPresentation || Unicode.Scalar.wideBlocks.contains { $0.contains(value) } ? 2 : 1
    }

    private static let wideBlocks: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0xA4CF,
        0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60,
        0xFFE0...0xFFE6, 0x16FE0...0x18CFF, 0x18D00...0x18D08, 0x1AFF0...0x1B2FB, 0x1F200...0x1F265, 0x20000...0x3FFFD,
    ]

    /// The character as it may be printed: control and format characters, which could move the cursor, hide text or
    /// turn its direction, are spelled out as `\u{...}`; a tab is four spaces. The joiners of scripts and emoji stay.
    var visible: String {
        switch properties.generalCategory {
        case .control: value == 9 ? "    " : "\\u{\(String(value, radix: 16, uppercase: true))}"
        case .format, .lineSeparator, .paragraphSeparator:
            value == 0x200C || value == 0x200D
                ? String(Character(self)) : "\\u{\(String(value, radix: 16, uppercase: true))}"
        default: String(Character(self))
        }
    }
}

extension StringProtocol {
    /// The text on one line, with every character made visible.
    var visible: String {
        if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return String(self) }
        return unicodeScalars.map(\.visible).joined()
    }

    /// How many columns of a terminal the text takes when it is printed as it is.
    var columns: Int { unicodeScalars.reduce(0) { $0 + $1.columns } }

    /// With spaces behind it up to that many columns; never cut.
    func padded(to columns: Int) -> String {
        String(self) + String(repeating: " ", count: Swift.max(0, columns - self.columns))
    }

    /// The text in lines of at most so many columns, broken at spaces; a longer word has a line of its own.
    func wrapped(to columns: Int) -> [String] {
        var lines: [String] = []
        for word in split(separator: " ") {
            if let last = lines.last, last.columns + 1 + word.columns <= columns {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}
