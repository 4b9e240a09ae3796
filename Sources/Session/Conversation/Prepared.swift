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
    /// Whether SQL has prepared or declared it: its text is then the EXECUTE of, or the FETCH from, its name, which nobody sent.
    let isOfSQL: Bool
    /// Whether the reader of texts knows what executing it by its name does.
    var isAdopted = false

    /// A text that goes on as its judgement says.
    init(text: [UInt8], judgement: Judgement, surroundings: UInt64) {
        self.text = text
        self.judgement = judgement
        self.surroundings = surroundings
        replacement = judgement.replacement
        isOfSQL = false
    }

    /// A statement of PREPARE, which `judgement` is about: it stands for the EXECUTE of it, and is judged as that before it runs.
    init(executing name: String, _ judgement: Judgement) {
        text = Array("EXECUTE \(quotedIdentifier(name))".utf8)
        self.judgement = judgement
        // No state of the names has this number, so that nobody takes it for the judgement of the EXECUTE.
        surroundings = .max
        replacement = nil
        isOfSQL = true
    }

    /// A cursor of DECLARE that the protocol runs: it stands for this FETCH from it.
    init(fetching text: [UInt8], _ judgement: Judgement, in surroundings: UInt64) {
        self.text = text
        self.judgement = judgement
        self.surroundings = surroundings
        replacement = nil
        isOfSQL = true
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

/// A name as SQL takes it for that name and no other.
func quotedIdentifier(_ name: String) -> String {
    let quote = UInt8(ascii: "\"")
    // By bytes: a quote with an accent on it is one character to Swift, and a quote to PostgreSQL.
    let doubled = name.utf8.flatMap { $0 == quote ? [quote, quote] : [$0] }
    return String(decoding: [quote] + doubled + [quote], as: UTF8.self)
}
