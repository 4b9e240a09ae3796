// Analyses as lines of text: sorted, names before offsets.

import SQLAnalysis

extension Effect {
    /// `delete DELETE table public.customer (id, name) via view public.v`.
    var line: String { "\(effectClass.rawValue) \(subject)" }

    /// The same without the class.
    var subject: String {
        [verb, object.map { "\($0.kind.rawValue) \($0.name)" }, columns.text, origin.text].compactMap(\.self)
            .joined(separator: " ")
    }
}

extension Columns {
    /// `(a, b)`; `(*)` for every column, nil where the effect is not about columns.
    var text: String? {
        switch self {
        case .none: nil
        case .named(let names): "(\(names.sorted().joined(separator: ", ")))"
        case .every: "(*)"
        }
    }
}

extension EffectOrigin {
    /// How the effect came into the statement; nil when the statement says it itself.
    var text: String? {
        switch self {
        case .statement: nil
        case .view(let name): "via view \(name)"
        case .inheritance(let name): "via inheritance of \(name)"
        case .foreignKey(let name): "via foreign key \(name)"
        case .cascade: "via cascade"
        case .stored: "stored"
        }
    }
}

extension RowBound {
    /// `at most 3 rows, why`; words that the grades of changes know.
    var text: String {
        switch self {
        case .atMost(let count, let why): "at most \(count) \(count == 1 ? "row" : "rows"), \(why)"
        case .wholeTable(let why): "whole table, \(why)"
        case .unjoined(let why): "unjoined, \(why)"
        case .unknown(let why): "unknown, \(why)"
        }
    }
}

extension Finding {
    /// `finding SG4001 message @1..2`.
    var line: String { "finding \(code.name) \(message)" + (range.map { " @\($0.text)" } ?? "") }
}

extension Refusal {
    /// `refused SG2001 message @1..2`.
    var line: String { "refused \(code.name) \(message)" + (range.map { " @\($0.text)" } ?? "") }

    /// The same with its hint.
    var lines: [String] { [line] + (hint.map { ["  hint \($0)"] } ?? []) }
}

extension SourceRange {
    /// `1..2`: half-open, in bytes.
    var text: String { "\(start)..\(end)" }
}
