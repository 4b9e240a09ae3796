// How large and how deep a text may be before libpg_query sees it.

/// The bounds of one text.
///
/// Measured with libpg_query 15-4.0.0 and our packer, on the densest texts of 1 MB that pass: parsing takes at most
/// 0.25 s and 250 MB (`TABLE a;` repeated), and 1.3 MB of stack (nested sub-selects; 40 kB for usual statements). The
/// lexer itself takes 0.6 us for a statement of 50 bytes and 9 ms for an INSERT of 10 000 rows (1.1 MB).
public struct Limits: Sendable, Hashable {
    /// Bytes of one text or one statement of a script; more is SG2004.
    public let maxBytes: Int
    /// Tokens of one text; more is SG2005.
    ///
    /// An INSERT of 10 000 rows with 8 columns has 180 000. A token costs the parser up to 0.9 us and 1 kB.
    public let maxTokens: Int
    /// Estimated depth of the parse tree, in tokens; more is SG2006.
    ///
    /// 8 000 are 4 000 additions or 2 700 UNIONs. libpg_query and the packer use 140 bytes of stack per token in chains,
    /// and up to 430 in nested sub-selects, of which bison's own stack allows 2 500; lowering and analysing use 0.9 kB per
    /// token in chains and 2.3 kB in nested sub-selects, 18 MB at most.
    public let maxDepth: Int
    /// Tokens that are only there because `SET (a, b) = source` repeats its source per column; more is SG2007.
    ///
    /// 150 000 are 270 columns from one row. 200 000 cost up to 0.15 s and 130 MB.
    public let maxAssignmentExpansion: Int
    /// How deep block comments may nest; more is SG2008.
    ///
    /// No cost of ours: comments are blanked before libpg_query or the server see them. A server that is sent the text as
    /// received reads 40 000 levels in 10 s.
    public let maxCommentNesting: Int
    /// Steps of judging one text that its tokens do not bound, such as pairs of names and relations; more is SG2005.
    ///
    /// 1 000 columns beside 1 000 tables without a schema are as many, and so are 30 000 effects: see `Steps`. The most
    /// expensive texts that pass take less than 1 s, half of that for printing what they do.
    public let maxSteps: Int
    /// Bytes of one script; more is SG2004.
    public let maxScriptBytes: Int
    /// Statements and meta-commands of one script; more is SG2005.
    public let maxScriptStatements: Int

    /// The bounds; what is negative is taken as 0, and more than 2^31 - 1 as that, because offsets have 32 bits.
    public init(
        maxBytes: Int = 1 << 20,
        maxTokens: Int = 250_000,
        maxDepth: Int = 8_000,
        maxAssignmentExpansion: Int = 150_000,
        maxCommentNesting: Int = 100,
        maxSteps: Int = 1_000_000,
        maxScriptBytes: Int = 64 << 20,
        maxScriptStatements: Int = 1_000_000
    ) {
        func bounded(_ limit: Int) -> Int { max(0, min(limit, Int(Int32.max))) }
        self.maxBytes = bounded(maxBytes)
        self.maxTokens = bounded(maxTokens)
        self.maxDepth = bounded(maxDepth)
        self.maxAssignmentExpansion = bounded(maxAssignmentExpansion)
        self.maxCommentNesting = bounded(maxCommentNesting)
        self.maxSteps = bounded(maxSteps)
        self.maxScriptBytes = bounded(maxScriptBytes)
        self.maxScriptStatements = bounded(maxScriptStatements)
    }

    /// The bounds that were measured.
    public static let standard = Limits()
}
