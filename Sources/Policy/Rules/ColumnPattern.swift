// Which columns a mask is for: `public.customer.email`, `*.*.email`, `comment:*@pii*`, `hr.*.* comment:*@pii*`.

public import SQLAnalysis

/// A pattern for columns: their names, what their comments say, or both.
public struct ColumnPattern: Hashable, Sendable, CustomStringConvertible {
    /// What stands before the pattern of a comment.
    private static let mark = "comment:"

    /// The schema.
    let schema: Glob
    /// The relation.
    let relation: Glob
    /// The column's own name.
    let column: Glob
    /// The column's comment, from its first byte to its last; nil when it may be any, and need not be there.
    let comment: Glob?

    /// Exactly this column.
    init(_ column: ColumnName) {
        schema = Glob(literal: column.schema)
        relation = Glob(literal: column.table)
        self.column = Glob(literal: column.column)
        comment = nil
    }

    /// Reads a pattern; the error says what is wrong.
    init(_ text: String) throws(NamePattern.Mistake) {
        let (names, comment) = try Self.halves(text)
        let parts = try names.map(NamePattern.parts) ?? [Glob("*"), Glob("*"), Glob("*")]
        guard parts.count == 3 else {
            throw NamePattern.Mistake("write it as schema.table.column; each may be *, and comment:TEXT may follow")
        }
        schema = parts[0]
        relation = parts[1]
        column = parts[2]
        self.comment = comment.map { Glob($0) }
    }

    /// The only column that matches, whatever is known of it; nil when there may be several or it depends on a comment.
    public var exact: ColumnName? {
        guard comment == nil, let schema = schema.literal, let table = relation.literal, let name = column.literal
        else { return nil }
        return ColumnName(schema: schema, table: table, column: name)
    }

    /// The pattern in its plain form, quotes left out.
    public var description: String {
        "\(schema).\(relation).\(column)" + (comment.map { " \(Self.mark)\($0)" } ?? "")
    }

    /// Whether columns of a relation may match.
    func mayMatch(in relation: QualifiedName) -> Bool {
        guard let schema = relation.schema else { return true }
        return self.schema.matches(schema) && self.relation.matches(relation.name)
    }

    /// Whether a column of a relation matches in which columns may.
    func matches(_ column: CatalogColumn) -> Bool {
        guard self.column.matches(column.name) else { return false }
        guard let comment else { return true }
        return column.comment.map(comment.matches) ?? false
    }

    /// The pattern of the name, nil when there is none, and that of the comment.
    private static func halves(_ text: String) throws(NamePattern.Mistake) -> (String?, String?) {
        guard let start = start(ofMarkIn: text) else { return (text, nil) }
        let comment = String(text[start...].dropFirst(mark.count))
        guard !comment.isEmpty else { throw NamePattern.Mistake("nothing follows the colon") }
        // A space that nobody meant would match no comment, and protect nothing.
        guard comment.first?.isWhitespace == false, comment.last?.isWhitespace == false else {
            throw NamePattern.Mistake("a comment's text has no spaces around it; use * for whatever surrounds it")
        }
        return (start == text.startIndex ? nil : String(text[..<start].dropLast()), comment)
    }

    /// Where `comment:` stands, at the beginning or behind a space, outside of quoted names.
    private static func start(ofMarkIn text: String) -> String.Index? {
        var isQuoted = false
        var before: Character = " "
        for place in text.indices {
            if !isQuoted, before == " ", text[place...].hasPrefix(mark) { return place }
            before = text[place]
            if before == "\"" { isQuoted.toggle() }
        }
        return nil
    }
}
