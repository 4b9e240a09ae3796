// A text that has been read: its tokens, its comments, and the same text without comments, which is what goes on.

/// What the lexer found in one text. All ranges are offsets into `bytes` unless they say "blanked".
public struct LexedText: Sendable {
    /// The text as received: valid UTF-8 without NUL.
    public let bytes: [UInt8]
    /// The tokens in order, without comments and white space.
    public let tokens: [Token]
    /// The comments in order; those between the parts of a continued string, or before a UESCAPE, lie inside of a token.
    public let comments: [Comment]
    /// The text that is parsed and sent on: every character of a comment is one space, line ends are kept.
    ///
    /// The server and libpg_query tokenise some comments differently (libpg_query returns them as tokens, which disturbs
    /// its look-ahead); without comments they agree. The number of characters is kept, so that a server's error
    /// positions fit the text as received; the number of bytes is kept when comments are ASCII.
    public let blanked: [UInt8]
    /// The estimated depth of the parse tree, in tokens; decides which thread's stack is large enough.
    public let estimatedDepth: Int
    /// Tokens that the parse tree holds only because `SET (a, b) = source` repeats its source per column.
    let repeatedTokens: Int
    private let offsets: BlankedOffsets

    init(_ bytes: [UInt8], _ tokens: [Token], _ comments: [Comment], _ nesting: Nesting) {
        self.bytes = bytes
        self.tokens = tokens
        self.comments = comments
        estimatedDepth = nesting.deepest
        repeatedTokens = nesting.repeated
        if comments.isEmpty {
            blanked = bytes
            offsets = BlankedOffsets()
        } else {
            (blanked, offsets) = BlankedOffsets.blank(bytes, comments)
        }
    }

    /// The offset in `bytes` of what stands at this offset in `blanked`. Offsets outside of the text are taken as its ends.
    public func originalOffset(ofBlanked offset: Int) -> Int {
        offsets.original(max(0, min(offset, blanked.count)), in: bytes)
    }

    /// The offset in `blanked` of what stands at this offset in `bytes`; inside of a character, of its start.
    /// Offsets outside of the text are taken as its ends.
    public func blankedOffset(ofOriginal offset: Int) -> Int {
        offsets.blanked(max(0, min(offset, bytes.count)), in: bytes)
    }

    /// The range in `bytes` of what stands at this range in `blanked`.
    public func originalRange(ofBlanked range: SourceRange) -> SourceRange {
        SourceRange(originalOffset(ofBlanked: range.start), originalOffset(ofBlanked: range.end))
    }

    /// The token in which a byte of the original text lies; nil for white space, comments and the end.
    func token(containing offset: Int) -> Token? {
        var low = 0
        var high = tokens.count
        while low < high {
            let middle = (low + high) / 2
            if tokens[middle].end <= offset { low = middle + 1 } else { high = middle }
        }
        return low < tokens.count && tokens[low].start <= offset ? tokens[low] : nil
    }

    /// The index of the token that begins at this offset of `bytes`; nil when none does.
    public func tokenIndex(startingAt offset: Int) -> Int? {
        var low = 0
        var high = tokens.count
        while low < high {
            let middle = (low + high) / 2
            if tokens[middle].start < offset { low = middle + 1 } else { high = middle }
        }
        return low < tokens.count && tokens[low].start == offset ? low : nil
    }

    /// The bytes of a token as a string.
    public func text(of token: Token) -> String {
        String(decoding: bytes[min(token.start, bytes.count)..<min(token.end, bytes.count)], as: UTF8.self)
    }

    /// The statements by the rules of psql (see `StatementEnd`), without comments before them and without the semicolon.
    ///
    /// For showing. A message is parsed whole, and then the parser's own ranges say what its statements are.
    public var statements: [SourceRange] {
        let text = bytes.span
        var ranges: [SourceRange] = []
        var rule = StatementEnd()
        var start: Int?
        var end = 0
        for token in tokens {
            if rule.take(text, token.kind, token.start, token.end) {
                if let start { ranges.append(SourceRange(start, end)) }
                start = nil
            } else {
                if start == nil { start = token.start }
                end = token.end
            }
        }
        if let start { ranges.append(SourceRange(start, end)) }
        return ranges
    }
}
