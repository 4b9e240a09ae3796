// What is to be put in place of a name in a statement's text, and how that reads in the parse tree.

/// A query that stands for a relation, with masks in place of its protected columns.
struct MaskedSource: Hashable, Sendable {
    /// The query up to and with its FROM: `SELECT id, CAST('***' AS text) AS email FROM `.
    let head: String
    /// The relation's full name as SQL, or the query in parentheses with its alias that takes the place of a view.
    let relation: String
    /// Behind the relation.
    let tail: String
    /// Whether ONLY means something before the relation: not where a query has taken a view's place.
    var takesOnly = true

    /// The query; `sample` is a TABLESAMPLE clause, or empty.
    func text(only: Bool, sample: String = "") -> String {
        head + (only && takesOnly ? "ONLY " : "") + relation + (sample.isEmpty ? "" : " " + sample) + tail
    }
}

/// What becomes of a name at a place of the text. The place is the location that the parser gives the name's node.
enum Splice: Hashable, Sendable {
    /// A relation in FROM becomes a sub-select.
    case subselect(MaskedSource, RelationShape)
    /// A relation gets its schema written before it.
    case qualify(String)
    /// A column reference loses its first parts.
    case shorten(Int)
    /// A whole row becomes one of the relation's own row type again, under its name where it is an output without one.
    case row(String, named: String?)
    /// The relation of COPY ... TO, with its list of columns, becomes a query in parentheses.
    case copy(MaskedSource, columns: String)

    /// The query that COPY gets.
    static func copied(_ source: MaskedSource, _ columns: String) -> String {
        "SELECT \(columns) FROM (\(source.text(only: false))) AS copied"
    }
}

/// How a relation is written in FROM, as far as its tokens have to be found again.
struct RelationShape: Hashable, Sendable {
    /// The parts of its name.
    let parts: Int
    /// The name that it is called by when it has no alias.
    let name: String
    /// False for ONLY.
    let inherits: Bool
    /// Whether it has an alias.
    let hasAlias: Bool
    /// Whether the alias has a list of columns.
    let hasColumnList: Bool
    /// Whether TABLESAMPLE follows.
    let isSampled: Bool
}

/// The splices of one text by the places of their names.
struct Splices: Sendable {
    private(set) var byOffset: [Int: Splice] = [:]
    /// Columns that are added to GROUP BY, as SQL, by the place of its last element.
    private(set) var groups: [Int: [String]] = [:]

    /// Whether nothing is to be changed.
    var isEmpty: Bool { byOffset.isEmpty && groups.isEmpty }

    /// Adds columns to a GROUP BY whose last element stands there.
    mutating func group(by columns: [String], behind offset: Int) { groups[offset] = columns }

    /// Takes over those of another statement. Throws as `add` does.
    mutating func add(_ other: Splices) throws(Refusal) {
        for (offset, splice) in other.byOffset { try add(splice, at: offset) }
        groups.merge(other.groups) { first, _ in first }
    }

    /// Notes one. Throws SG6005 when another one stands at that place, or the place is not known: `SET (a, b) = ...`
    /// repeats what it holds, and then both are the same.
    mutating func add(_ splice: Splice, at offset: Int?) throws(Refusal) {
        guard let offset else {
            throw Refusal(.notMaskable, "the place of a relation in the text is not known")
        }
        if let known = byOffset.updateValue(splice, forKey: offset), known != splice {
            throw Refusal(
                .spliceNotVerified,
                "two things are to stand in one place",
                at: SourceRange(offset, offset)
            )
        }
    }
}
