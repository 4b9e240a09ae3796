// A text without the values of its literals: what is decided on one text holds for all of its shape.

/// The tokens of a text in order, with nothing but their kind for literals.
///
/// White space and comments are not in it, the spelling of names and keywords is. Two texts of one shape parse into trees
/// that differ in the values of literals alone.
public struct TokenShape: Hashable, Sendable {
    /// Unambiguous: no token begins with a byte below 2, and none has NUL in it.
    public let bytes: [UInt8]

    /// The shape of a text.
    public init(of lexed: LexedText) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(lexed.bytes.count + lexed.tokens.count + 8)
        for token in lexed.tokens {
            if token.kind.isLiteral {
                bytes.append(1)
                bytes.append(token.kind.rawValue)
                bytes.append(token.flags.rawValue)
                // The grammar takes integers of 32 bits apart from longer ones: `localtimestamp(2147483648)` is no SQL.
                if token.kind == .integer, lexed.bytes[token.start..<token.end].isLongInteger { bytes.append(1) }
            } else {
                bytes += lexed.bytes[token.start..<token.end]
            }
            bytes.append(0)
        }
        self.bytes = bytes
    }

    /// Feeds the bytes at once.
    public func hash(into hasher: inout Hasher) { bytes.withUnsafeBytes { hasher.combine(bytes: $0) } }
}

/// What is needed to use for one text what was found out about another of its shape.
public struct TextReuse: Equatable, Sendable {
    /// What is put into the text, by its tokens.
    let edits: [Edit]
    /// The literals on whose values something rests: the numbers of their tokens, and what they say.
    let looked: [Int: [UInt8]]

    /// Bytes that it takes, about.
    public var bytes: Int { edits.reduce(looked.count * 64) { $0 + $1.text.utf8.count + 64 } }

    /// The same for the text before its comments were blanked: a literal may have a comment between its parts.
    public func inOriginal(of lexed: LexedText) -> TextReuse {
        var looked = looked
        for number in looked.keys where lexed.tokens.indices.contains(number) {
            looked[number] = Array(lexed.bytes[lexed.tokens[number].start..<lexed.tokens[number].end])
        }
        return TextReuse(edits: edits, looked: looked)
    }

    /// Whether the literals that were looked at say the same in a text of the same shape.
    public func holds(for lexed: LexedText) -> Bool {
        looked.allSatisfy { number, value in
            guard lexed.tokens.indices.contains(number) else { return false }
            let token = lexed.tokens[number]
            return lexed.bytes[token.start..<token.end].elementsEqual(value)
        }
    }

    /// What goes on in place of a text of the same shape, and where its pieces stand; nil when that is the text itself.
    /// Throws SG6005 when it is of another shape.
    public func rewrite(_ lexed: LexedText) throws(Refusal) -> (bytes: [UInt8], positions: PositionMap)? {
        guard !edits.isEmpty else { return lexed.comments.isEmpty ? nil : (lexed.blanked, .identity) }
        let rewritten = try Rewritten(lexed, edits)
        return (rewritten.bytes, rewritten.positions)
    }
}

extension TokenKind {
    /// Whether a token of this kind is a literal.
    var isLiteral: Bool {
        switch self {
        case .string, .escapeString, .unicodeString, .nationalString, .bitString, .hexString, .dollarString, .integer,
            .decimal:
            true
        case .identifier, .quotedIdentifier, .unicodeIdentifier, .parameter, .operator, .typecast, .dotDot,
            .colonEquals, .equalsGreater, .punctuation:
            false
        }
    }
}

extension ArraySlice<UInt8> {
    /// Whether an integer of decimal digits is over 2147483647. PostgreSQL: scan.l, process_integer_literal.
    fileprivate var isLongInteger: Bool {
        guard count > 9 else { return false }
        return Int32(String(decoding: self, as: UTF8.self)) == nil
    }
}
