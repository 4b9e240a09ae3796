// What `explain` prints for people: the verdict first, then what the statement does, then why it was decided so.

import Policy
import SQLAnalysis

/// Lays a judgement out for a terminal.
struct HumanReport {
    let judgement: Judgement
    let setup: Setup
    let style: Style
    let width: Int

    /// The whole report; its lines have no space at their end.
    var text: String {
        var sections = [headline]
        if case .success(let statements) = judgement.reading {
            for (index, outcome) in statements.enumerated() {
                let decided = judgement.decision?.statements.dropFirst(index).first
                sections.append(statement(outcome, decided, number: statements.count > 1 ? index + 1 : nil))
            }
        }
        sections.append(sent)
        sections.append(reasons)
        return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    // MARK: the verdict

    private var headline: [String] {
        guard let denial = judgement.denial else { return [style("PERMITTED", .good)] }
        var word = judgement.severity.words.uppercased()
        if denial.code < .wholeTableWrite { word = "REFUSED" }
        let head = style(word, judgement.severity.tone) + "  " + style(denial.code.name, .strong)
        return [head + "  " + denial.message.visible] + excerpt(denial.range)
    }

    /// The source line with a caret; nothing where no place is known.
    private func excerpt(_ range: SourceRange?) -> [String] {
        guard let range else { return [] }
        let number = String(judgement.source.lines.position(ofByte: range.start).line)
        let excerpt = Excerpt(judgement.source.bytes, range, width: width - number.count - 5)
        let margin = String(repeating: " ", count: number.count)
        return [
            "", "  \(style("\(number) |", .quiet)) \(excerpt.line)".trimmingEnd,
            "  \(style("\(margin) |", .quiet)) " + String(repeating: " ", count: excerpt.indent)
                + style(String(repeating: "^", count: excerpt.carets), judgement.severity.tone),
        ]
    }

    // MARK: what it does

    private func statement(_ outcome: StatementOutcome, _ decided: StatementDecision?, number: Int?) -> [String] {
        let label = number.map { "statement \($0): " } ?? ""
        switch outcome {
        case .refused(let refusal, _):
            return [style(label + "not understood", .strong) + ": \(refusal.code.name) \(refusal.message.visible)"]
        case .analysed(let analysis):
            let title = style("\(label)\(analysis.verb)", .strong) + ", class \(analysis.statementClass.rawValue)"
            let standing = number == nil ? "" : decided.map { ": " + style($0.severity.words, $0.severity.tone) } ?? ""
            return [title + standing] + effects(decided?.effects ?? []) + blastRadius(analysis.effects)
                + masks(analysis.masking?.masked) + findings(analysis.findings)
        }
    }

    /// What goes on to the server in place of a text that is masked.
    private var sent: [String] {
        guard let sent = judgement.sent else { return [] }
        return [style("sent on as", .strong)]
            + String(decoding: sent, as: UTF8.self).split(separator: "\n").map { line in
                "    \(String(line).visible)".trimmingEnd
            }
    }

    private func masks(_ masking: StatementMasking?) -> [String] {
        guard let masking, !masking.masked.isEmpty else { return [] }
        return ["  masked"] + masking.masked.map { "    \($0.description.visible)" }
    }

    private func effects(_ effects: [EffectDecision]) -> [String] {
        let rows = effects.map { decided in
            [
                decided.effect.effectClass.rawValue, decided.effect.verb,
                decided.effect.object == nil ? "" : decided.effect.subject.visible,
            ]
        }
        let standing = effects.map(\.severity.words.columns).max() ?? 0
        let columns = (0..<2).map { column in rows.map { $0[column].columns }.max() ?? 0 }
        let lines = zip(effects, rows).map { decided, row in
            let severity = style(decided.severity.words, decided.severity.tone)
            let padding = String(repeating: " ", count: standing - decided.severity.words.columns)
            let origin = decided.effect.origin.words.map { " " + style($0.visible, .quiet) } ?? ""
            return
                "    \(severity)\(padding)  \(row[0].padded(to: columns[0]))  \(row[1].padded(to: columns[1]))  \(row[2])\(origin)"
                .trimmingEnd
        }
        return lines.isEmpty ? [] : ["  effects"] + lines
    }

    private func blastRadius(_ effects: [Effect]) -> [String] {
        let bounded = effects.compactMap { effect in effect.bound.map { (effect, $0) } }
        let names = bounded.map { "\($0.0.verb) \($0.0.object?.name.description ?? "")".visible }
        let column = names.map(\.columns).max() ?? 0
        let lines = zip(names, bounded).map { name, pair in
            let (effect, bound) = pair
            let origin = effect.origin.words.map { ", " + $0.visible } ?? ""
            let words = bound.isUnbounded ? style(bound.words, .bad) : bound.words
            return "    \(name.padded(to: column))  \(words)\(origin): \(bound.why.visible)".trimmingEnd
        }
        return lines.isEmpty ? [] : ["  blast radius"] + lines
    }

    private func findings(_ findings: [Finding]) -> [String] {
        findings.isEmpty ? [] : ["  findings"] + findings.map { "    \($0.code.name)  \($0.message.visible)" }
    }

    /// A label and a text, wrapped and indented under itself.
    func field(_ label: String, _ text: String) -> String {
        let indent = 16
        let lines = text.visible.wrapped(to: max(20, width - indent))
        return style(label, .strong) + String(repeating: " ", count: max(1, indent - label.columns))
            + lines.joined(separator: "\n" + String(repeating: " ", count: indent))
    }
}

extension String {
    /// Without the spaces at its end.
    var trimmingEnd: String {
        var text = self
        while text.utf8.last == UInt8(ascii: " ") { text.removeLast() }
        return text
    }
}
