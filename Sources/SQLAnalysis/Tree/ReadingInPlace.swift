// Small, shallow texts are read on the thread that asks, when that thread has been registered: handing a text over to a
// parser thread and waking both up costs five times what reading a short statement does.

import CPgQuery

/// Which threads may read by themselves, and what.
///
/// A registered thread must live as long as the process, such as that of an event loop: libpg_query keeps a state for
/// each thread that ever called it, and a thread key with it.
public enum ReadingInPlace {
    /// How many threads may be registered. A process has 1,024 thread keys, for everything in it.
    public static let maxThreads = 256
    /// Bytes of a text.
    public static let maxBytes = 8_192
    /// Tokens of a text: 0.6 ms of work at most.
    public static let maxTokens = 2_000
    /// Estimated depth of the parse tree, in tokens. Of PostgreSQL's regression tests one statement in a thousand is deeper
    /// than 59.
    public static let maxDepth = 100
    /// Pairs of names and relations and the like that are looked at (`Steps`): 1 ms of work at most, beside that above.
    public static let maxPairs = 5_000
    /// Bytes of stack that have to be left.
    ///
    /// Measured over everything that nests or chains: the deepest texts within the bounds take 235 kB (sub-selects, 2.3 kB
    /// a token), and 1.2 MB in a build that is not optimised.
    public static let leastStack = isOptimised ? 384 << 10 : 2 << 20

    #if DEBUG
        private static let isOptimised = false
    #else
        private static let isOptimised = true
    #endif

    /// Lets the calling thread read small texts by itself from now on. Calling it again changes nothing.
    ///
    /// Throws SG2011 when `maxThreads` are registered, or the system does not tell where the thread's stack ends.
    public static func registerThread() throws(Refusal) {
        sqlguard_keep_memory()
        guard sqlguard_register_thread(UInt32(maxThreads)) == 0 else {
            throw Refusal(.parserFailed, "this thread cannot be registered for reading by itself")
        }
    }

    /// Whether a text of this length may turn out to fit; false on a thread that is not registered.
    static func mayFit(bytes: Int) -> Bool { bytes <= maxBytes && sqlguard_stack_left() >= leastStack }

    /// Whether the calling thread may read the text.
    static func fits(_ lexed: LexedText) -> Bool { isSmall(lexed) && sqlguard_stack_left() >= leastStack }

    /// Whether a text is within the bounds.
    static func isSmall(_ lexed: LexedText) -> Bool {
        lexed.bytes.count <= maxBytes && lexed.tokens.count + lexed.repeatedTokens <= maxTokens
            && lexed.estimatedDepth <= maxDepth
    }
}
