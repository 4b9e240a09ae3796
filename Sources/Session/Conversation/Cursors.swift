// Cursors that SQL declared: what was decided on them is decided again when the policy changes before a FETCH.

/// The cursors of DECLARE, by name.
///
/// A name is forgotten only when a later DECLARE of it succeeds, since until then it is not certain that the cursor is gone.
struct Cursors {
    private var known: [String: Prepared] = [:]
    private var bytes = 0
    /// The number in force when names were forgotten for want of room: no cursor can be trusted that is older.
    private var forgottenUnder: UInt64?

    /// What was decided last on the cursor of this name; nil when none was declared.
    func judgement(of name: String) -> Judgement? { known[name]?.judgement }

    /// What is known of a cursor.
    enum Standing {
        /// The decision on it holds, or it was not declared where it can be seen; what declares it there was permitted.
        case good
        /// It has to be decided again.
        case stale(Prepared)
        /// It was decided again, and is refused now.
        case refused(Rejection)
        /// It was declared under an earlier policy that let it show something else, or may have been: its text is not known
        /// any more.
        case lost
    }

    /// Whether a FETCH from this cursor may go on under a number in force.
    func standing(_ name: String, under inForce: UInt64) -> Standing {
        guard let cursor = known[name] else {
            return forgottenUnder == nil || forgottenUnder == inForce ? .good : .lost
        }
        guard cursor.judgement.inForce == inForce else { return .stale(cursor) }
        if cursor.isOutdated { return .lost }
        return cursor.judgement.rejection.map { .refused($0.ofAnotherText) } ?? .good
    }

    /// A cursor was declared. With too many of them all are forgotten, and none is trusted once the policy changes.
    mutating func declare(_ name: String, _ cursor: Prepared, mostBytes: Int, mostNames: Int) {
        if bytes + cursor.text.count > mostBytes || known.count >= mostNames {
            forgottenUnder = known.values.map(\.judgement.inForce).min().map { min($0, forgottenUnder ?? $0) }
            known.removeAll()
            bytes = 0
        }
        bytes -= known[name]?.text.count ?? 0
        known[name] = cursor
        bytes += cursor.text.count
    }

    /// A cursor was decided again.
    mutating func judged(_ name: String, _ judgement: Judgement) {
        known[name]?.judgement = judgement
    }
}
