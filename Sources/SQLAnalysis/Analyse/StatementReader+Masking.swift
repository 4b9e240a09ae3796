// What masking makes of a text, and what of it is used for other texts.

extension StatementReader {
    /// How what was found out about a text is used for others of its shape: for queries and writes alone, where all literals
    /// are constants of expressions, and with the values that something rests on.
    static func reuse(of outcomes: [StatementOutcome], _ lexed: LexedText, _ edits: [Edit]) -> TextReuse? {
        guard !outcomes.isEmpty else { return nil }
        var looked: [Int: [UInt8]] = [:]
        for outcome in outcomes {
            guard case .analysed(let analysis) = outcome, !analysis.looks.unplaced,
                ["SELECT", "INSERT", "UPDATE", "DELETE", "MERGE"].contains(analysis.verb)
            else { return nil }
            for offset in analysis.looks.offsets {
                guard let token = lexed.tokenIndex(startingAt: lexed.originalOffset(ofBlanked: offset)) else {
                    return nil
                }
                // A sign may be told as part of the number behind it.
                for number in token...min(token + 1, lexed.tokens.count - 1) {
                    looked[number] = Array(lexed.bytes[lexed.tokens[number].start..<lexed.tokens[number].end])
                }
            }
        }
        return TextReuse(edits: edits, looked: looked)
    }

    /// The outcome for a text in which something is protected.
    func masked(
        _ outcomes: [StatementOutcome],
        _ tree: FlatTree,
        _ lexed: LexedText,
        _ protection: Protection,
        _ splices: Splices,
        _ names: SessionNames,
        _ steps: inout Steps
    ) throws(Refusal) -> TextOutcome {
        var statements: [StatementMasking] = []
        for outcome in outcomes {
            // Of a text with a statement that is refused nothing goes on.
            guard case .analysed(let analysis) = outcome, let masking = analysis.masking?.masked else {
                return TextOutcome(statements: outcomes, names: names)
            }
            statements.append(masking)
        }
        var rewritten: Rewritten?
        if !splices.isEmpty {
            let rewriter = TextRewriter(protection: protection, grammar: grammar, limits: limits)
            rewritten = try rewriter.rewrite(lexed, tree, splices, &steps)
        }
        let isOwn = rewritten?.samples.isEmpty ?? true
        return TextOutcome(
            statements: outcomes,
            names: names,
            replacement: rewritten?.bytes ?? (lexed.comments.isEmpty ? nil : lexed.blanked),
            masking: TextMasking(
                protection: protection,
                statements: statements,
                positions: rewritten?.positions ?? .identity
            ),
            reuse: isOwn ? StatementReader.reuse(of: outcomes, lexed, rewritten?.edits ?? []) : nil
        )
    }

    func mask(
        _ statement: Statement,
        _ effects: [Effect],
        _ meanings: Meanings,
        _ protection: Protection,
        _ splices: inout Splices,
        _ looks: inout Looks,
        _ steps: inout Steps
    ) throws(Refusal) -> StatementMasking {
        var masker = Masker(protection, meanings, grammar, limits, steps)
        do throws(Refusal) {
            try masker.take(statement)
            try masker.check(effects, of: statement)
        } catch {
            steps = masker.steps
            throw error
        }
        steps = masker.steps
        looks.append(masker.looks)
        masker.touch(effects)
        try splices.add(masker.splices)
        return StatementMasking(touches: !masker.touched.isEmpty, masked: masker.masked)
    }
}
