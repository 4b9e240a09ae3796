// Names of SQL in a policy: folded or quoted as in SQL, so that what is written is what PostgreSQL would take it for.

/// Reads names with dots, quotes and stars. A failure says what is wrong in one line.
enum NamePattern {
    /// What is wrong with a pattern.
    struct Mistake: Error {
        let message: String
        init(_ message: String) { self.message = message }
    }

    /// The parts of a dotted name. A quoted part is taken as it is, stars included; a bare part is in small letters.
    static func parts(_ text: String) throws(Mistake) -> [Glob] {
        var parts: [Glob] = []
        var rest = text.unicodeScalars[...]
        while true {
            let part: Glob
            if rest.first == "\"" {
                part = try quoted(&rest)
            } else {
                part = try bare(rest.prefix { $0 != "." })
                rest = rest.drop { $0 != "." }
            }
            guard part.fewestBytes <= 63 else { throw Mistake("a name of PostgreSQL has at most 63 bytes") }
            parts.append(part)
            if rest.isEmpty { return parts }
            guard rest.first == "." else { throw Mistake("a dot is expected after a quoted name") }
            rest.removeFirst()
        }
    }

    /// A name of one part.
    static func single(_ text: String) throws(Mistake) -> Glob {
        let parts = try parts(text)
        guard let part = parts.first, parts.count == 1 else {
            throw Mistake("a name without dots is expected; quote a name that has dots in it")
        }
        return part
    }

    private static func quoted(_ rest: inout Substring.UnicodeScalarView) throws(Mistake) -> Glob {
        var name = String.UnicodeScalarView()
        rest.removeFirst()
        while let scalar = rest.popFirst() {
            if scalar == "\"" {
                guard rest.first == "\"" else {
                    guard !name.isEmpty else { throw Mistake("the name in quotes is empty") }
                    return Glob(literal: String(name))
                }
                rest.removeFirst()
            }
            name.append(scalar)
        }
        throw Mistake("a quoted name does not end")
    }

    // PostgreSQL: scan.l, identifier, and scansup.c, downcase_identifier
    private static func bare(_ name: Substring.UnicodeScalarView) throws(Mistake) -> Glob {
        guard !name.isEmpty else { throw Mistake("a part of the name is missing") }
        for scalar in name {
            switch scalar {
            case "a"..."z", "0"..."9", "_", "$", "*", "\u{A0}"...: continue
            case "A"..."Z":
                throw Mistake(
                    "bare names are in small letters, as PostgreSQL folds them; put \"quotes\" around this one"
                )
            default:  // lint: the rest of Unicode
                throw Mistake("'\(scalar)' cannot be in a bare name; put \"quotes\" around it")
            }
        }
        return Glob(String(name))
    }
}
