// The promises of reading: each token belongs to one statement, each statement has an outcome, places are places.

import SQLAnalysis

extension Check {
    /// What came of a text whose tokens are known.
    mutating func keeps(_ outcome: TextOutcome, _ lexed: LexedText) {
        inOrder(outcome.statements.map(\.range), "a statement")
        var next = outcome.statements.map(\.range)[...]
        for token in lexed.tokens {
            while let first = next.first, first.end <= token.start { next.removeFirst() }
            let isInside = next.first.map { $0.start <= token.start && token.end <= $0.end } ?? false
            that(isInside || lexed.text(of: token) == ";", "the token at \(token.start) belongs to no statement")
        }
        for statement in outcome.statements {
            switch statement {
            case .analysed(let analysis): keeps(analysis, lexed)
            case .refused(let found, let range):
                refusal(found, "a statement's refusal")
                if let place = found.range { that(range.contains(place), "a refusal points to another statement") }
            }
        }
    }

    private mutating func keeps(_ analysis: Analysis, _ lexed: LexedText) {
        that(!analysis.verb.isEmpty, "a statement has no tag")
        that(!analysis.effects.isEmpty, "\(analysis.verb) has no effect")
        that(Set(analysis.effects).count == analysis.effects.count, "\(analysis.verb) has an effect twice")
        that(
            analysis.statementClass != .read || analysis.effects.allSatisfy { $0.effectClass == .read },
            "\(analysis.verb) is a read and has an effect that is none"
        )
        for effect in analysis.effects {
            place(effect.range, "an effect")
            if let range = effect.range {
                that(analysis.range.contains(range), "an effect of \(analysis.verb) points to another statement")
                that(lexed.isPlace(range), "an effect of \(analysis.verb) points to no token: \(range)")
            }
            if case .atMost(let rows, _) = effect.bound { that(rows >= 0, "\(analysis.verb) is bound to \(rows) rows") }
        }
        for finding in analysis.findings {
            place(finding.range, "a finding")
            message(finding.message, "a finding of \(analysis.verb)")
            guard let range = finding.range else { continue }
            that(analysis.range.contains(range), "a finding of \(analysis.verb) points to another statement")
            that(lexed.isPlace(range), "a finding of \(analysis.verb) points to no token: \(range)")
        }
        for offset in analysis.looks.offsets {
            let original = lexed.originalOffset(ofBlanked: offset)
            that(lexed.tokenIndex(startingAt: original) != nil, "a look at \(offset) is at no token")
        }
    }

    /// What came of a file of definitions.
    mutating func keeps(_ loaded: LoadedCatalog) {
        for skipped in loaded.report.skipped {
            place(skipped.first, "a definition that was passed over")
            that(skipped.count > 0 && skipped.line > 0, "a definition that was passed over was not counted")
        }
    }

    /// A catalog, whatever it came from, has a file form from which it comes back.
    mutating func keeps(_ catalog: CatalogSnapshot) {
        for (name, relation) in catalog.relations {
            that(relation.name == name, "\(name) is listed under another name")
        }
        do throws(Refusal) {
            let file = try CatalogFile.text(of: catalog)
            that(CatalogFile.looksLikeOne(Array(file.utf8)), "a catalog's file does not look like one")
        } catch {
            that(false, "a catalog has no file: \(error.message)")
        }
    }
}

extension SourceRange {
    /// Whether another range lies inside of this one.
    func contains(_ other: SourceRange) -> Bool { start <= other.start && other.end <= end }
}

extension LexedText {
    /// Whether a range begins where a token begins and ends where one ends.
    func isPlace(_ range: SourceRange) -> Bool {
        guard tokenIndex(startingAt: range.start) != nil else { return false }
        return tokens.contains { $0.end == range.end }
    }
}
