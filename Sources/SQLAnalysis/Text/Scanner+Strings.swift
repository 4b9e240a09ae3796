// Quoted things: strings of all kinds with their continuation over lines, quoted identifiers, dollar quotes.

extension Scanner {
    /// How a string begins, which decides what may stand in it.
    enum Quoting {
        case plain, escape, unicode, national, bits, hex

        /// What a letter right before a quote begins; nil when it is a name before a plain string.
        init?(prefix letter: UInt8) {
            switch letter | 0x20 {
            case UInt8(ascii: "e"): self = .escape
            case UInt8(ascii: "b"): self = .bits
            case UInt8(ascii: "x"): self = .hex
            case UInt8(ascii: "n"): self = .national
            default: return nil  // lint: all other letters
            }
        }

        /// The kind of token that it makes.
        var kind: TokenKind {
            switch self {
            case .plain: .string
            case .escape: .escapeString
            case .unicode: .unicodeString
            case .national: .nationalString
            case .bits: .bitString
            case .hex: .hexString
            }
        }

        /// What is wrong when it does not end.
        var unterminated: LexicalFault {
            switch self {
            case .plain, .escape, .unicode, .national: .unterminatedString
            case .bits: .unterminatedBitString
            case .hex: .unterminatedHexString
            }
        }

        /// Whether two quotes stand for one; in bit strings the second one begins another string.
        var doublesQuotes: Bool {
            switch self {
            case .plain, .escape, .unicode, .national: true
            case .bits, .hex: false
            }
        }
    }

    /// Rules: the states `xq`, `xe`, `xus`, `xb`, `xh` and, for what follows a closing quote, `xqs`.
    static func string(
        in text: Span<UInt8>,
        contentAt content: Int,
        _ quoting: Quoting,
        comments: inout [Comment]
    ) -> Lexeme {
        var flags: TokenFlags = []
        var offset = content
        while offset < text.count {
            if let bytes = EightBytes(text, at: offset) {
                let count = bytes.count(before: UInt8(ascii: "'"), or: UInt8(ascii: "\\"))
                offset += count
                if count == 8 { continue }
            }
            let byte = text[offset]
            offset += 1
            if byte == UInt8(ascii: "\\") {
                flags.insert(.hasBackslash)
                if quoting == .escape { offset += 1 }
            } else if byte == UInt8(ascii: "'") {
                if quoting.doublesQuotes, text.byte(offset) == byte {
                    offset += 1
                } else if let next = continuation(in: text, at: offset) {
                    flags.insert(.continued)
                    noteLineComments(in: text, from: offset, to: next, &comments)
                    offset = next
                } else {
                    return Lexeme(kind: quoting.kind, end: offset, flags: flags)
                }
            }
        }
        return Lexeme(kind: quoting.kind, end: text.count, flags: flags, fault: quoting.unterminated)
    }

    /// The offset behind the quote that continues a string which was closed just before `start`; nil when the string is
    /// over. Rule: `quotecontinue`, white space with at least one line's end; `--` comments count as white space.
    private static func continuation(in text: Span<UInt8>, at start: Int) -> Int? {
        var offset = start
        var sawNewline = false
        while offset < text.count {
            let byte = text[offset]
            if byte.isNewline {
                sawNewline = true
                offset += 1
            } else if byte.isSpace {
                offset += 1
            } else if byte == UInt8(ascii: "-"), text.byte(offset + 1) == byte {
                offset = lineComment(in: text, at: offset)
            } else {
                return byte == UInt8(ascii: "'") && sawNewline ? offset + 1 : nil
            }
        }
        return nil
    }

    private static func noteLineComments(
        in text: Span<UInt8>,
        from start: Int,
        to past: Int,
        _ comments: inout [Comment]
    ) {
        var offset = start
        while offset < past {
            if text[offset] == UInt8(ascii: "-") {
                let end = lineComment(in: text, at: offset)
                comments.append(Comment(kind: .line, range: SourceRange(offset, end)))
                offset = end
            } else {
                offset += 1
            }
        }
    }

    /// Rules: the states `xd` and `xui`.
    static func quotedIdentifier(in text: Span<UInt8>, contentAt content: Int, _ kind: TokenKind) -> Lexeme {
        var offset = content
        while offset < text.count {
            let byte = text[offset]
            offset += 1
            guard byte == UInt8(ascii: "\"") else { continue }
            if text.byte(offset) == byte {
                offset += 1
            } else {
                let isEmpty = offset == content + 1
                return Lexeme(kind: kind, end: offset, fault: isEmpty ? .zeroLengthIdentifier : nil)
            }
        }
        return Lexeme(kind: kind, end: text.count, fault: .unterminatedIdentifier)
    }

    /// What begins with a dollar sign. Rules: `param`, `param_junk`, `dolqdelim`, `dolqfailed`, the state `xdolq`.
    static func dollar(in text: Span<UInt8>, at start: Int) -> Lexeme {
        var offset = start + 1
        if text.byte(offset).isDigit { return parameter(in: text, at: start) }
        if text.byte(offset).isIdentifierStart {
            while text.byte(offset).isTagContinue { offset += 1 }
        }
        guard text.byte(offset) == UInt8(ascii: "$") else {
            return Lexeme(kind: .punctuation, end: start + 1, fault: .unexpectedCharacter)
        }
        offset += 1
        let length = offset - start
        // A tag contains no dollar sign, so that no byte is compared more than twice.
        while offset + length <= text.count {
            if text[offset] != UInt8(ascii: "$") {
                offset += 1
                continue
            }
            var same = 1
            while same < length, text[offset + same] == text[start + same] { same += 1 }
            if same == length { return Lexeme(kind: .dollarString, end: offset + length) }
            offset += same
        }
        return Lexeme(kind: .dollarString, end: text.count, fault: .unterminatedDollarString)
    }

    private static func parameter(in text: Span<UInt8>, at start: Int) -> Lexeme {
        var offset = start + 1
        var number: Int64 = 0
        while text.byte(offset).isDigit {
            number = min(number * 10 + Int64(text.byte(offset) - 0x30), Int64(Int32.max) + 1)
            offset += 1
        }
        let end = identifierEnd(in: text, at: offset)
        if end > offset { return Lexeme(kind: .parameter, end: end, fault: .junkAfterParameter) }
        return Lexeme(kind: .parameter, end: end, fault: number > Int32.max ? .parameterTooLarge : nil)
    }
}
