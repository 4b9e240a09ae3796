// What the session keeps of a statement that was prepared, and of a cursor that was declared.

/// A text that may run later: a prepared statement, or a cursor that SQL declared.
struct Prepared {
    /// The text as received.
    let text: [UInt8]
    /// What was decided on it last.
    var judgement: Judgement
    /// The state of the session's names under which that was decided.
    private(set) var surroundings: UInt64
    /// What went on in its place, when it did; nil when that was the text itself.
    private let replacement: [UInt8]?

    /// A text that goes on as its judgement says.
    init(text: [UInt8], judgement: Judgement, surroundings: UInt64) {
        self.text = text
        self.judgement = judgement
        self.surroundings = surroundings
        replacement = judgement.replacement
    }

    /// The same after a new decision; the server has what went on before.
    func judged(_ judgement: Judgement, in surroundings: UInt64) -> Prepared {
        var again = self
        again.judgement = judgement
        again.surroundings = surroundings
        return again
    }

    /// Whether something else would go on today, so that what the server has must not run.
    var isOutdated: Bool { judgement.rejection == nil && judgement.replacement != replacement }

    /// Whether the decision still holds.
    func holds(under inForce: UInt64, in surroundings: UInt64) -> Bool {
        judgement.inForce == inForce && self.surroundings == surroundings
    }
}
