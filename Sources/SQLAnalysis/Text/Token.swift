// The tokens of a SQL text, with the extents that splicing and diagnostics rely on.

/// What a token is; names follow PostgreSQL's lexical structure (manual, chapter 4.1).
public enum TokenKind: UInt8, Sendable, CaseIterable {
    /// A name or keyword without quotes.
    case identifier
    /// `"..."`
    case quotedIdentifier
    /// `U&"..."`, with its UESCAPE clause if there is one.
    case unicodeIdentifier
    /// `'...'`
    case string
    /// `E'...'`
    case escapeString
    /// `U&'...'`, with its UESCAPE clause if there is one.
    case unicodeString
    /// `N'...'`: one token here, the keyword NCHAR and a string for PostgreSQL.
    case nationalString
    /// `B'...'`
    case bitString
    /// `X'...'`
    case hexString
    /// `$tag$...$tag$`
    case dollarString
    /// Digits only; may be too large for an integer.
    case integer
    /// A number with a point or an exponent.
    case decimal
    /// `$1`
    case parameter
    /// An operator of several characters, or one character that is no token of its own, such as `!`.
    case `operator`
    /// `::`
    case typecast
    /// `..`
    case dotDot
    /// `:=`
    case colonEquals
    /// `=>`
    case equalsGreater
    /// One of `, ( ) [ ] . ; : + - * / % ^ < > =`.
    case punctuation
}

/// What else is known of a token's text.
public struct TokenFlags: OptionSet, Sendable, Hashable {
    /// The bits.
    public let rawValue: UInt8
    /// A backslash stands between the quotes of a string.
    public static let hasBackslash = TokenFlags(rawValue: 1)
    /// Several quoted parts on different lines make one string.
    public static let continued = TokenFlags(rawValue: 2)
    /// A UESCAPE clause belongs to the token.
    public static let hasUescape = TokenFlags(rawValue: 4)

    /// The set with these bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
}

/// One token of a text.
public struct Token: Sendable, Hashable {
    /// What it is.
    public let kind: TokenKind
    /// What else is known of it.
    public let flags: TokenFlags
    private let first: Int32
    private let past: Int32

    /// A token from byte `start` up to and without byte `end`; both fit 32 bits because texts are bounded.
    init(_ kind: TokenKind, _ start: Int, _ end: Int, flags: TokenFlags = []) {
        self.kind = kind
        self.flags = flags
        first = Int32(clamping: start)
        past = Int32(clamping: end)
    }

    /// The first byte's offset in the text as received.
    public var start: Int { Int(first) }
    /// One past the last byte's offset in the text as received.
    public var end: Int { Int(past) }
    /// The token's bytes in the text as received.
    public var range: SourceRange { SourceRange(start, end) }
}
