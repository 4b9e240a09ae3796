// Whether a changed expectation says more or less strictly than before: what a reviewer of the change looks for first.

import SQLAnalysis

/// The kinds of change.
enum Grade: String {
    case tightened, loosened, reworded

    /// Grades the change from one output of a command to another. What loosens anything is loosened.
    static func of(_ old: [String], _ new: [String]) -> Grade {
        let (old, new) = (Claims(old), Claims(new))
        if new.isLooser(than: old) { return .loosened }
        return old.isLooser(than: new) ? .tightened : .reworded
    }
}

/// What an output claims, as far as strictness goes; wording and places in the text are left out.
struct Claims {
    /// Of each statement in order: 0 goes through, 1 waits for a person, 2 does not go through.
    private var verdicts: [Int] = []
    /// Effects, obligations and findings, and of each the severity of its bound.
    private var facts: [String: Int] = [:]

    init(_ lines: [String]) {
        for line in lines {
            if line.hasPrefix(" ") {
                addFact(line)
            } else if let verdict = Self.verdict(line) {
                verdicts.append(verdict)
            }
        }
    }

    /// Whether something that the other holds back, or sees, is not held back or seen here.
    func isLooser(than other: Claims) -> Bool {
        for (mine, theirs) in zip(verdicts, other.verdicts) where mine < theirs { return true }
        if verdicts.count < other.verdicts.count { return true }
        // What is refused as a whole shows no effects, and is not the looser for it.
        guard !verdicts.contains(2) || other.verdicts.contains(2) else { return false }
        return other.facts.contains { fact, severity in (facts[fact] ?? -1) < severity }
    }

    /// The verdict that a line at the margin gives; nil when it gives none.
    private static func verdict(_ line: String) -> Int? {
        var words = line.split(separator: " ")[...]
        // `record deny SG5002: 1 simple` and `record permit: 2 parse`, in conversations.
        if words.first == "record" { words.removeFirst() }
        guard let first = words.first else { return nil }
        switch first.last == ":" ? first.dropLast() : first {
        case "permit": return 0
        case "hold": return 1
        case "deny", "refused": return 2
        case "exit": return words.dropFirst().first == "0" ? 0 : 2
        default: break
        }
        // `SELECT read`: a statement that was understood, in `classify` and `bound`.
        return words.last.flatMap { StatementClass(rawValue: String($0)) } == nil ? nil : 0
    }

    private mutating func addFact(_ line: String) {
        var fact = line.trimmed
        // A place in the text: ` @12..20`.
        if let place = fact.ranges(of: " @").last { fact.removeSubrange(place.lowerBound...) }
        var severity = 0
        if let verdict = Self.verdict(fact), let space = fact.firstIndex(of: " ") {
            // `deny delete DELETE table a: SG5002 rule r`, in `decide`.
            severity = verdict
            fact.removeSubrange(...space)
            if let reason = fact.firstRange(of: ": ") { fact.removeSubrange(reason.lowerBound...) }
        } else if let bound = fact.firstRange(of: ": "), let found = Self.severity(String(fact[bound.upperBound...])) {
            severity = found
            fact.removeSubrange(bound.lowerBound...)
        }
        facts[fact] = max(severity, facts[fact] ?? 0)
    }

    /// How strictly a policy takes a bound: at most n rows, more as n grows; then unknown; then every row.
    private static func severity(_ bound: String) -> Int? {
        if bound.hasPrefix("at most ") {
            return Int(bound.dropFirst("at most ".count).prefix { $0.isNumber }).map { min($0, 1 << 40) }
        }
        if bound.hasPrefix("unknown") { return 1 << 41 }
        return bound.hasPrefix("whole table") || bound.hasPrefix("unjoined") ? 1 << 42 : nil
    }
}
