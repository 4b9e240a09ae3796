// How long judging a text may take where that is not bounded by the text's length alone.

/// Counts what is looked at for each pair of things in a text: every bare column beside every relation, every lock beside
/// every table, everything that was prepared under a name beside every EXECUTE of it. Effects count too, since telling of
/// one takes far longer than reading the words that have it.
///
/// All else that is done for a text takes time that grows with its tokens. A step takes 1 us and 500 bytes at most.
struct Steps {
    /// More are SG2005.
    private let most: Int
    private let mostPairs: Int
    private var taken = 0
    /// Those of `taken` that no token of the text stands for.
    private var pairs = 0

    /// What a statement counts for, what each effect of it does, and each finding: all are decided on, recorded and told.
    private static let statement = 20
    private static let told = 30
    private static let found = 15
    /// What a table behind another one counts for, such as a partition.
    static let effect = 2
    /// What an effect counts for that was prepared before under a name that is prepared again.
    static let merged = 8
    /// What an effect counts for that comes into the text without being written in it.
    static let repeated = 10

    /// None taken yet; of all that may be taken, `mostPairs` at most may be of pairs.
    init(most: Int, mostPairs: Int = .max) {
        self.most = most
        self.mostPairs = mostPairs
    }

    /// Notes steps of pairs; to be followed by `check` before many more are taken.
    mutating func take(_ count: Int) {
        taken += count
        pairs += count
    }

    /// Notes what a statement came to.
    mutating func statement(effects: Int, findings: Int) {
        taken += Steps.statement + effects * Steps.told + findings * Steps.found
    }

    /// Whether the calling thread may parse one more text. On a thread that reads small texts alone, one that is not small
    /// counts as all the steps that it may take, so that a parser's thread begins anew.
    mutating func mayParse(_ lexed: LexedText) -> Bool {
        taken += lexed.tokens.count
        guard mostPairs < most, !ReadingInPlace.fits(lexed) else { return true }
        pairs = mostPairs + 1
        return false
    }

    /// Whether too many have been taken in this text.
    var areSpent: Bool { taken > most || pairs > mostPairs }

    /// Throws SG2005 when too many have been taken in this text.
    func check() throws(Refusal) {
        guard areSpent else { return }
        throw Refusal(
            .tooManyTokens,
            "the text does too much at once: more than \(most) steps to judge it",
            hint: "make several texts of this one; where it names many columns, write the table before each"
        )
    }
}
