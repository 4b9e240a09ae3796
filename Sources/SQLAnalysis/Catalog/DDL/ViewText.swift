// The text of a view's query, as it stands in the statement that makes the view.

extension Definition {
    /// Keeps the text of the query for a view.
    mutating func takeQuery(of lexed: LexedText) {
        guard case .view(var view) = self else { return }
        view.relation.definition = lexed.viewQuery
        self = .view(view)
    }
}

extension LexedText {
    /// What stands behind AS in CREATE VIEW and CREATE MATERIALIZED VIEW, without what follows the query; nil where that is
    /// not the whole query, as for a view that is RECURSIVE. PostgreSQL: gram.y, ViewStmt and CreateMatViewStmt.
    fileprivate var viewQuery: String? {
        var depth = 0
        var start: Int?
        for (place, token) in tokens.enumerated() {
            switch bytes[token.start] {
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth -= 1
            default: break  // lint: bytes are no closed set
            }
            guard depth == 0, token.kind == .identifier else { continue }
            let word = text(of: token).lowercased()
            if word == "recursive" { return nil }
            if word == "as" {
                start = place + 1
                break
            }
        }
        guard let start, start < tokens.count else { return nil }
        var end = tokens.count
        if ends(with: ["check", "option"], before: end) {
            end -= 2
            if ends(with: ["local"], before: end) || ends(with: ["cascaded"], before: end) { end -= 1 }
            guard ends(with: ["with"], before: end) else { return nil }
            end -= 1
        } else if ends(with: ["with", "data"], before: end) {
            end -= 2
        } else if ends(with: ["with", "no", "data"], before: end) {
            end -= 3
        }
        guard start < end else { return nil }
        let range = blankedOffset(ofOriginal: tokens[start].start)..<blankedOffset(ofOriginal: tokens[end - 1].end)
        return String(decoding: blanked[range], as: UTF8.self)
    }

    private func ends(with words: [String], before end: Int) -> Bool {
        guard end >= words.count else { return false }
        return zip(tokens[(end - words.count)..<end], words).allSatisfy { token, word in
            token.kind == .identifier && text(of: token).lowercased() == word
        }
    }
}
