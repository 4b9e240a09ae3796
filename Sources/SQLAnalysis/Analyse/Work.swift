// How much may be done for one text beyond going through it once.
//
// Where a name could mean several things it counts as all of them, a join compares every column of its sides, a cascade
// reaches what refers to what it reaches: such things multiply, while the lexer's bounds are sums.

/// The steps that are left for a text.
final class Work {
    /// Steps that a text may take: half a second at most. A query over 30 tables that mentions 500 columns takes 15 000.
    static let limit = 500_000

    private var left: Int

    /// All steps are left.
    init(limit: Int = Work.limit) { left = limit }

    /// Takes steps. Throws SG2013 when there are not so many left.
    func spend(_ steps: Int) throws(Refusal) {
        left -= min(steps, left + 1)
        guard left >= 0 else {
            throw Refusal(
                .tooMuchWork,
                "what the statement names multiplies to more than \(Work.limit) combinations",
                hint: "qualify columns with their table, or split the statement"
            )
        }
    }
}
