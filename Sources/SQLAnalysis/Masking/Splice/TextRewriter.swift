// Splices are written into a text, and the text is proved to be what was meant.

import Synchronization

/// Rewrites a text and proves it.
struct TextRewriter {
    let protection: Protection
    let grammar: Grammar
    let limits: Limits

    /// The text with its splices. Throws SG6005 when it is not the original with exactly these.
    func rewrite(
        _ lexed: LexedText,
        _ tree: FlatTree,
        _ splices: Splices,
        _ steps: inout Steps
    ) throws(Refusal) -> Rewritten {
        let rewritten = try Splicer.rewrite(lexed, splices)
        let again = try parse(rewritten.bytes, &steps)
        var templates: [Int: FlatTree] = [:]
        for (offset, splice) in splices.byOffset {
            switch splice {
            case .qualify, .shorten: continue
            case .subselect(let source, let shape):
                let sample = rewritten.samples[offset] ?? ""
                let text = source.text(only: !shape.inherits, sample: sample)
                templates[offset] = try template(text, isKept: sample.isEmpty, &steps)
            case .row(let text, _): templates[offset] = try template("SELECT \(text)", isKept: true, &steps)
            case .copy(let source, let columns):
                let text = Splice.copied(source, columns)
                templates[offset] = try template(text, isKept: true, &steps)
            }
        }
        var groups: [Int: FlatTree] = [:]
        for (offset, columns) in splices.groups {
            groups[offset] = try template("SELECT \(columns.joined(separator: ", "))", isKept: true, &steps)
        }
        try SpliceCheck.verify(tree, again, splices, templates: templates, groups: groups)
        return rewritten
    }

    private func template(_ text: String, isKept: Bool, _ steps: inout Steps) throws(Refusal) -> FlatTree {
        if isKept, let known = protection.made.withLock({ $0.templates[text] }) { return known }
        let tree = try parse(Array(text.utf8), &steps)
        guard isKept else { return tree }
        protection.made.withLock { made in
            if made.templates.count < MadeSources.mostTemplates { made.templates[text] = tree }
        }
        return tree
    }

    private func parse(_ text: [UInt8], _ steps: inout Steps) throws(Refusal) -> FlatTree {
        let lexed = try Lexer.lex(text, limits: limits)
        guard steps.mayParse(lexed) else { throw Refusal(.tooManyTokens, "the rewritten text is too large") }
        do throws(SyntaxError) {
            return try Parser(grammar: grammar).parse(lexed.blanked)
        } catch {
            throw Refusal(.spliceNotVerified, "the rewritten statement does not parse")
        }
    }
}
