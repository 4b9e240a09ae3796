// Rewrites texts with splices that no policy asked for, as the masking does it, and checks what others made of them.

@testable import SQLAnalysis

/// Puts a query of two columns in place of relations.
struct SpliceBench: Sendable {
    /// What stands in place of each relation.
    static let template = MaskedSource(
        head: "SELECT id, 'xxx'::text AS ssn FROM ",
        relation: "public.users",
        tail: ""
    )

    private let grammar: Grammar
    private let limits = Limits.standard
    private let protection = Protection([], in: CatalogSnapshot(epoch: "splices"))

    /// Loads the grammar's schema.
    init() throws(Refusal) { grammar = try Grammar() }

    /// The text with every relation in FROM that is called so replaced, verified; nil when there is none.
    ///
    /// Throws SG2001 to SG2009 for a text that is not read, SG6004 and SG6005 for one that cannot be rewritten.
    func rewrite(
        _ text: [UInt8],
        where isMeant: @escaping @Sendable (String) -> Bool
    ) throws(Refusal) -> [UInt8]? {
        try ParserThreads.process.run { () throws(Refusal) -> [UInt8]? in
            let lexed = try Lexer.lex(text, limits: limits)
            let tree = try StatementReader.parse(lexed, grammar)
            let splices = try SpliceSites.find(in: tree, source: Self.template, where: isMeant)
            guard !splices.isEmpty else { return nil }
            var steps = Steps(most: limits.maxSteps)
            let rewriter = TextRewriter(protection: protection, grammar: grammar, limits: limits)
            return try rewriter.rewrite(lexed, tree, splices, &steps).bytes
        }
    }

    /// A text, what is to stand where in it, and what that makes of it.
    struct Trial: Sendable {
        /// What is to stand where, by the places of names.
        let splices: Splices
        /// The text with its splices.
        let rewritten: String
        /// What the check says of a text that is said to be the rewritten one; nil when it finds nothing wrong. Throws
        /// what the reader says of a text that does not parse.
        let check: @Sendable (String) throws(Refusal) -> Refusal?
    }

    /// Rewrites a text: with splices by the words at whose first place they stand, or else with every relation in FROM
    /// that is called `users` replaced.
    /// `groups` are columns that are added behind the last place of a word in GROUP BY.
    func trial(
        _ text: String,
        _ wanted: [(word: String, splice: Splice)],
        groups: [String: [String]] = [:]
    ) throws(Refusal) -> Trial {
        let given = wanted.map { (Self.offset(of: $0.word, in: text), $0.splice) }
        let added = groups.map { (text.ranges(of: $0.key).last.map { Self.offset($0.lowerBound, in: text) }, $0.value) }
        return try ParserThreads.process.run { () throws(Refusal) -> Trial in
            let lexed = try Lexer.lex(Array(text.utf8), limits: limits)
            let tree = try StatementReader.parse(lexed, grammar)
            var splices = Splices()
            for (offset, splice) in given { try splices.add(splice, at: offset) }
            for (offset, columns) in added { if let offset { splices.group(by: columns, behind: offset) } }
            if splices.isEmpty {
                splices = try SpliceSites.find(in: tree, source: Self.template) { $0 == "users" }
            }
            let rewritten = try Splicer.rewrite(lexed, splices)
            let templates = try templates(splices, rewritten.samples)
            var groups: [Int: FlatTree] = [:]
            for (offset, columns) in splices.groups {
                groups[offset] = try parse("SELECT " + columns.joined(separator: ", "))
            }
            return Trial(
                splices: splices,
                rewritten: String(decoding: rewritten.bytes, as: UTF8.self)
            ) { [splices, groups] (changed: String) throws(Refusal) -> Refusal? in
                try ParserThreads.process.run { () throws(Refusal) -> Refusal? in
                    let other = try parse(changed)
                    do throws(Refusal) {
                        try SpliceCheck.verify(tree, other, splices, templates: templates, groups: groups)
                        return nil
                    } catch {
                        return error
                    }
                }
            }
        }
    }

    private func templates(_ splices: Splices, _ samples: [Int: String]) throws(Refusal) -> [Int: FlatTree] {
        var templates: [Int: FlatTree] = [:]
        for (offset, splice) in splices.byOffset {
            switch splice {
            case .qualify, .shorten: continue
            case .subselect(let source, let shape):
                templates[offset] = try parse(source.text(only: !shape.inherits, sample: samples[offset] ?? ""))
            case .row(let text, _): templates[offset] = try parse("SELECT \(text)")
            case .copy(let source, let columns): templates[offset] = try parse(Splice.copied(source, columns))
            }
        }
        return templates
    }

    private func parse(_ text: String) throws(Refusal) -> FlatTree {
        try StatementReader.parse(try Lexer.lex(Array(text.utf8), limits: limits), grammar)
    }

    private static func offset(of word: String, in text: String) -> Int? {
        text.firstRange(of: word).map { offset($0.lowerBound, in: text) }
    }

    private static func offset(_ index: String.Index, in text: String) -> Int {
        text.utf8.distance(from: text.startIndex, to: index)
    }
}
