// What the session keeps of a statement that was prepared, and of a cursor that was declared.

/// A text that may run later: a prepared statement, or a cursor that SQL declared.
struct Prepared {
    /// The text as received.
    let text: [UInt8]
    /// What was decided on it last.
    var judgement: Judgement
    /// The state of the session's names under which that was decided.
    var surroundings: UInt64

    /// Whether the decision still holds.
    func holds(under inForce: UInt64, in surroundings: UInt64) -> Bool {
        judgement.inForce == inForce && self.surroundings == surroundings
    }
}
