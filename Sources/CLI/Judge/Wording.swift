// The words in which people are told of effects, bounds and verdicts.

import Policy
import SQLAnalysis

extension Effect {
    /// What it is done to: `table public.customer (id, name)`; the verb where there is no object.
    var subject: String {
        guard let object else { return verb }
        return ["\(object.kind.rawValue) \(object.name)", columns.words].compactMap(\.self).joined(separator: " ")
    }
}

extension Columns {
    /// `(id, name)`; `(every column)`; nil where the effect is not about columns.
    var words: String? {
        switch self {
        case .none: nil
        case .named(let names): names.isEmpty ? "(no column)" : "(\(names.sorted().joined(separator: ", ")))"
        case .every: "(every column)"
        }
    }
}

extension EffectOrigin {
    /// How the effect came into the statement; nil when the statement says it itself.
    var words: String? {
        switch self {
        case .statement: nil
        case .view(let name): "through \(name)"
        case .inheritance(let name): "as a child or partition of \(name)"
        case .foreignKey(let name): "by foreign key \(name)"
        case .cascade: "by CASCADE"
        case .stored: "stored, and done later"
        }
    }

    /// The same for programs.
    var kind: String {
        switch self {
        case .statement: "statement"
        case .view: "view"
        case .inheritance: "inheritance"
        case .foreignKey: "foreign-key"
        case .cascade: "cascade"
        case .stored: "stored"
        }
    }

    /// The name of what stands between, where there is one.
    var name: String? {
        switch self {
        case .view(let name), .inheritance(let name): name.description
        case .foreignKey(let name): name
        case .statement, .cascade, .stored: nil
        }
    }
}

extension RowBound {
    /// `at most 1 row`.
    var words: String {
        switch self {
        case .atMost(let count, _): count == 1 ? "at most 1 row" : "at most \(count) rows"
        case .wholeTable: "the whole table"
        case .unjoined: "every row, without a join condition"
        case .unknown: "not known"
        }
    }

    /// The same for programs.
    var kind: String {
        switch self {
        case .atMost: "at-most"
        case .wholeTable: "whole-table"
        case .unjoined: "unjoined"
        case .unknown: "unknown"
        }
    }

    /// Why.
    var why: String {
        switch self {
        case .atMost(_, let why), .wholeTable(let why), .unjoined(let why), .unknown(let why): why
        }
    }

    /// The number of rows, where there is one.
    var count: Int? {
        switch self {
        case .atMost(let count, _): count
        case .wholeTable, .unjoined, .unknown: nil
        }
    }
}

extension Severity {
    /// `permitted`, `needs approval`, `denied`.
    var words: String {
        switch self {
        case .permit: "permitted"
        case .hold: "needs approval"
        case .deny: "denied"
        }
    }

    /// Its colour.
    var tone: Style.Tone {
        switch self {
        case .permit: .good
        case .hold: .warning
        case .deny: .bad
        }
    }
}

extension Reason {
    /// The rules that decided.
    var rules: [RuleReference] {
        switch self {
        case .rules(let rules): rules
        case .noRule, .unknownEffect, .unanalysed, .refused, .obligation: []
        }
    }

    /// Who decided: `rule read-anything`, `no rule matched`.
    var words: String {
        switch self {
        case .rules(let rules): (rules.count == 1 ? "rule " : "rules ") + rules.map(\.name).joined(separator: ", ")
        case .noRule: "no rule matched"
        case .unknownEffect: "what it does is not known"
        case .unanalysed: "'unanalysed: permit' of the database"
        case .refused: "not understood"
        case .obligation: "a condition of the permission cannot be met"
        }
    }
}

extension Obligation.Duty {
    /// `public.customer.email is masked`, `at most 100 rows of public.customer`.
    var words: String {
        switch self {
        case .mask(let column, let kind): "\(column) is masked: \(kind.words)"
        case .withhold(let column): "\(column) is withheld: it may not be named, and `*` shows NULL"
        case .rowBudget(_, let object, let rows):
            "at most \(rows) \(rows == 1 ? "row" : "rows")" + (object.map { " of \($0.name)" } ?? "")
                + ", checked before it commits"
        }
    }
}

extension MaskKind {
    /// What takes the value's place.
    var words: String {
        switch self {
        case .constant: "a constant"
        case .nullify: "NULL"
        case .last(let count): "the last \(count) characters"
        case .partial(let first, let last): "the first \(first) and the last \(last) characters"
        case .email: "the first letter and the domain"
        }
    }
}
