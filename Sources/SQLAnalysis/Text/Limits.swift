// How large and how deep a text may be before libpg_query sees it.

/// The bounds of one text.
public struct Limits: Sendable, Hashable {
    /// Bytes of one text or one statement of a script; more is SG2004.
    public let maxBytes: Int
    /// Tokens of one text; more is SG2005.
    public let maxTokens: Int
    /// Estimated depth of the parse tree, in tokens; more is SG2006.
    public let maxDepth: Int
    /// Tokens that are only there because `SET (a, b) = source` repeats its source per column; more is SG2007.
    public let maxAssignmentExpansion: Int
    /// Block comments inside block comments; more is SG2008.
    public let maxCommentNesting: Int
    /// Bytes of one script; more is SG2004.
    public let maxScriptBytes: Int
    /// Statements and meta-commands of one script; more is SG2005.
    public let maxScriptStatements: Int

    /// The bounds; what is negative is taken as 0, and more than 2^31 - 1 as that, because offsets have 32 bits.
    public init(
        maxBytes: Int = 1 << 20,
        maxTokens: Int = 250_000,
        maxDepth: Int = 8_000,
        maxAssignmentExpansion: Int = 100_000,
        maxCommentNesting: Int = 100,
        maxScriptBytes: Int = 64 << 20,
        maxScriptStatements: Int = 1_000_000
    ) {
        func bounded(_ limit: Int) -> Int { max(0, min(limit, Int(Int32.max))) }
        self.maxBytes = bounded(maxBytes)
        self.maxTokens = bounded(maxTokens)
        self.maxDepth = bounded(maxDepth)
        self.maxAssignmentExpansion = bounded(maxAssignmentExpansion)
        self.maxCommentNesting = bounded(maxCommentNesting)
        self.maxScriptBytes = bounded(maxScriptBytes)
        self.maxScriptStatements = bounded(maxScriptStatements)
    }

    /// The bounds that were measured.
    public static let standard = Limits()
}
