// Outcomes of a part of a text, or of a text with blanked comments, with the places they have in the original.

import SQLAnalysis

extension Result<TextOutcome, Refusal> {
    /// The outcome of a blanked text with the places of the original one.
    func inOriginal(of lexed: LexedText) -> Result {
        switch self {
        case .failure(let refusal): .failure(refusal.mapped { lexed.originalRange(ofBlanked: $0) })
        case .success(let outcome):
            .success(
                TextOutcome(
                    statements: outcome.statements.map { statement in
                        statement.mapped { lexed.originalRange(ofBlanked: $0) }
                    },
                    names: outcome.names,
                    replacement: outcome.replacement ?? lexed.blanked,
                    reuse: outcome.reuse.map { $0.inOriginal(of: lexed) }
                )
            )
        }
    }
}

extension Refusal {
    /// The same refusal in another place.
    func mapped(_ place: (SourceRange) -> SourceRange) -> Refusal {
        Refusal(code, message, at: range.map(place), hint: hint)
    }
}

extension StatementOutcome {
    /// The same outcome of a statement that stands `bytes` further into a longer text.
    func moved(by bytes: Int) -> StatementOutcome { mapped { $0.moved(by: bytes) } }

    /// The same outcome in another place.
    func mapped(_ place: (SourceRange) -> SourceRange) -> StatementOutcome {
        switch self {
        case .refused(let refusal, let range): .refused(refusal.mapped(place), place(range))
        case .analysed(let analysis): .analysed(analysis.mapped(place))
        }
    }

    /// Whether it was refused for its size, or for that of the text.
    var isTooMuch: Bool {
        if case .refused(let refusal, _) = self { return refusal.code == .tooManyTokens }
        return false
    }

    /// What does not depend on the statements beside it: everything but offsets of looks and one finding.
    var whateverStandsBeside: StatementOutcome {
        guard case .analysed(let analysis) = self else { return self }
        return .analysed(
            Analysis(
                range: analysis.range,
                verb: analysis.verb,
                statementClass: analysis.statementClass,
                effects: analysis.effects,
                findings: analysis.findings.filter { $0.code != .transactionEndsInside },
                binding: analysis.binding,
                executes: analysis.executes,
                isPreparable: analysis.isPreparable
            )
        )
    }
}

extension Analysis {
    /// The same analysis in another place. The offsets of looks stay those of the text that was parsed.
    func mapped(_ place: (SourceRange) -> SourceRange) -> Analysis {
        Analysis(
            range: place(range),
            verb: verb,
            statementClass: statementClass,
            effects: effects.map { effect in
                Effect(
                    effect.effectClass,
                    effect.verb,
                    effect.object,
                    columns: effect.columns,
                    bound: effect.bound,
                    origin: effect.origin,
                    at: effect.range.map(place)
                )
            },
            findings: findings.map { Finding($0.code, $0.message, at: $0.range.map(place)) },
            looks: looks,
            binding: binding,
            executes: executes,
            isPreparable: isPreparable
        )
    }
}
