// Writes splices into the text, token by token. What comes of it is verified by `SpliceCheck`.

/// A piece of text that takes the place of tokens.
struct Edit: Equatable, Sendable {
    /// The tokens that are replaced; empty where something is put in before a token.
    let tokens: Range<Int>
    /// Whether something is put in behind the token before `tokens`, and not before the next one.
    var isBehind = false
    /// What is put there.
    let text: String
}

/// Finds the tokens of what is to be replaced. PostgreSQL: gram.y, table_ref, relation_expr, simple_select.
struct Splicer {
    private let lexed: LexedText
    private var edits: [Edit] = []
    /// What was read in the text for a sub-select with TABLESAMPLE, by the place of its name.
    private(set) var samples: [Int: String] = [:]

    private init(_ lexed: LexedText) { self.lexed = lexed }

    /// The text with all splices, where its pieces come from, and the TABLESAMPLE clauses that were moved.
    ///
    /// Throws SG6005 when the tokens at a place are not those that the tree speaks of.
    static func rewrite(_ lexed: LexedText, _ splices: Splices) throws(Refusal) -> Rewritten {
        var splicer = Splicer(lexed)
        for (offset, splice) in splices.byOffset.sorted(by: { $0.key < $1.key }) {
            try splicer.take(splice, at: offset)
        }
        for (offset, columns) in splices.groups.sorted(by: { $0.key < $1.key }) {
            try splicer.group(by: columns, behind: offset)
        }
        return try Rewritten(lexed, splicer.edits, samples: splicer.samples)
    }

    private mutating func take(_ splice: Splice, at offset: Int) throws(Refusal) {
        guard let first = lexed.tokenIndex(startingAt: lexed.originalOffset(ofBlanked: offset)) else {
            throw mismatch(offset)
        }
        switch splice {
        case .qualify(let schema): insert(TypeSpelling.quoted(schema) + ".", before: first)
        case .shorten(let parts):
            guard let kept = index(afterParts: parts, from: first) else { throw mismatch(offset) }
            replace(first..<kept, with: "")
        case .row(let text, let name):
            replace(first..<first + 1, with: text + (name.map { " AS \(TypeSpelling.quoted($0)) " } ?? " "))
        case .copy(let source, let columns):
            guard var past = index(afterName: first) else { throw mismatch(offset) }
            if `is`("(", past) { past = try index(afterGroup: past, offset) }
            replace(first..<past, with: "(\(Splice.copied(source, columns)))")
        case .subselect(let source, let shape): try subselect(source, shape, first, offset)
        }
    }

    private mutating func subselect(
        _ source: MaskedSource,
        _ shape: RelationShape,
        _ first: Int,
        _ offset: Int
    ) throws(Refusal) {
        guard var past = index(afterName: first) else { throw mismatch(offset) }
        var start = first
        if shape.inherits {
            if `is`("*", past) { past += 1 }
        } else if isKeyword("only", first - 1) {
            start = first - 1
        } else {
            guard `is`("(", first - 1), isKeyword("only", first - 2), `is`(")", past) else { throw mismatch(offset) }
            start = first - 2
            past += 1
        }
        if isKeyword("table", start - 1) { replace(start - 1..<start, with: "SELECT * FROM ") }
        var sample = ""
        if shape.isSampled {
            let range = try self.sample(behind: past, shape, offset)
            sample = text(range)
            samples[offset] = sample
            replace(range, with: "")
        }
        let alias = shape.hasAlias ? " " : " AS \(TypeSpelling.quoted(shape.name)) "
        replace(start..<past, with: "(\(source.text(only: !shape.inherits, sample: sample)))\(alias)")
    }

    /// Adds columns at the end of a GROUP BY. PostgreSQL: gram.y, group_clause and what can follow it.
    private mutating func group(by columns: [String], behind offset: Int) throws(Refusal) {
        guard let inside = lexed.tokenIndex(startingAt: lexed.originalOffset(ofBlanked: offset)),
            var at = groupBy(before: inside)
        else { throw mismatch(offset) }
        var depth = 0
        while lexed.tokens.indices.contains(at) {
            if `is`("(", at) || `is`("[", at) { depth += 1 }
            if `is`(")", at) || `is`("]", at) { depth -= 1 }
            if depth < 0 { break }
            if depth == 0, `is`(";", at) || endsGroup(at) { break }
            at += 1
        }
        edits.append(Edit(tokens: at..<at, isBehind: true, text: ", " + columns.joined(separator: ", ") + " "))
    }

    /// The index behind the GROUP BY that a token of one of its elements belongs to; the token may stand in parentheses.
    private func groupBy(before token: Int) -> Int? {
        var depth = 0
        var outermost = 0
        var at = token
        while at > 0 {
            if `is`(")", at) { depth += 1 }
            if `is`("(", at) { depth -= 1 }
            outermost = min(outermost, depth)
            if depth == outermost, isKeyword("by", at), isKeyword("group", at - 1) { return at + 1 }
            at -= 1
        }
        return nil
    }

    /// Whether a word ends GROUP BY: it is no name behind a dot, and no part of `time with time zone`.
    private func endsGroup(_ at: Int) -> Bool {
        guard !`is`(".", at - 1), Splicer.afterGroup.contains(where: { isKeyword($0, at) }) else { return false }
        return !(isKeyword("with", at) && isKeyword("time", at + 1))
    }

    /// The words that can follow GROUP BY.
    private static let afterGroup = [
        "having", "window", "union", "intersect", "except", "order", "limit", "offset", "fetch", "for", "on",
        "returning", "with",
    ]

    /// The tokens of the TABLESAMPLE clause behind a relation and its alias.
    private func sample(behind past: Int, _ shape: RelationShape, _ offset: Int) throws(Refusal) -> Range<Int> {
        var at = past
        if shape.hasAlias {
            if isKeyword("as", at) { at += 1 }
            at += 1
            if shape.hasColumnList { at = try index(afterGroup: at, offset) }
        }
        let start = at
        guard isKeyword("tablesample", at), let arguments = index(afterName: at + 1) else { throw mismatch(offset) }
        at = try index(afterGroup: arguments, offset)
        if isKeyword("repeatable", at) { at = try index(afterGroup: at + 1, offset) }
        return start..<at
    }

    // MARK: tokens

    private func `is`(_ mark: Unicode.Scalar, _ index: Int) -> Bool {
        guard lexed.tokens.indices.contains(index) else { return false }
        let token = lexed.tokens[index]
        return token.end == token.start + 1 && lexed.bytes[token.start] == UInt8(ascii: mark)
    }

    private func isKeyword(_ word: String, _ index: Int) -> Bool {
        guard lexed.tokens.indices.contains(index), lexed.tokens[index].kind == .identifier else { return false }
        return lexed.text(of: lexed.tokens[index]).lowercased() == word
    }

    private func isName(_ index: Int) -> Bool {
        guard lexed.tokens.indices.contains(index) else { return false }
        switch lexed.tokens[index].kind {
        case .identifier, .quotedIdentifier, .unicodeIdentifier: return true
        case .string, .escapeString, .unicodeString, .nationalString, .bitString, .hexString, .dollarString, .integer,
            .decimal, .parameter, .operator, .typecast, .dotDot, .colonEquals, .equalsGreater, .punctuation:
            return false
        }
    }

    /// The index behind a dotted name.
    private func index(afterName first: Int) -> Int? {
        guard isName(first) else { return nil }
        var at = first + 1
        while `is`(".", at), isName(at + 1) { at += 2 }
        return at
    }

    /// The index behind so many parts of a dotted name, each with its dot.
    private func index(afterParts parts: Int, from first: Int) -> Int? {
        var at = first
        for _ in 0..<parts {
            guard isName(at), `is`(".", at + 1) else { return nil }
            at += 2
        }
        return at
    }

    /// The index behind a pair of parentheses.
    private func index(afterGroup open: Int, _ offset: Int) throws(Refusal) -> Int {
        guard `is`("(", open) else { throw mismatch(offset) }
        var depth = 0
        var at = open
        while lexed.tokens.indices.contains(at) {
            if `is`("(", at) { depth += 1 }
            if `is`(")", at) { depth -= 1 }
            at += 1
            if depth == 0 { return at }
        }
        throw mismatch(offset)
    }

    // MARK: edits

    private func place(_ index: Int) -> SourceRange {
        let token = lexed.tokens[index]
        return SourceRange(lexed.blankedOffset(ofOriginal: token.start), lexed.blankedOffset(ofOriginal: token.end))
    }

    private func range(_ tokens: Range<Int>) -> SourceRange {
        SourceRange(place(tokens.lowerBound).start, place(tokens.upperBound - 1).end)
    }

    private func text(_ tokens: Range<Int>) -> String {
        let range = range(tokens)
        return String(decoding: lexed.blanked[range.start..<range.end], as: UTF8.self)
    }

    private mutating func replace(_ tokens: Range<Int>, with text: String) {
        edits.append(Edit(tokens: tokens, text: text))
    }

    private mutating func insert(_ text: String, before token: Int) {
        edits.append(Edit(tokens: token..<token, text: text))
    }

    private func mismatch(_ offset: Int) -> Refusal {
        Refusal(.spliceNotVerified, "what is to be replaced is not found in the text", at: SourceRange(offset, offset))
    }
}
