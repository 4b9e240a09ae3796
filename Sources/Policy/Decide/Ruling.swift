// What the rules say of one effect: the first match of the most severe.

import SQLAnalysis

/// What the rules say of one effect.
enum Ruling: Equatable {
    case permitted(Rule)
    /// The holds that apply, in order; what is demanded by each must be met.
    case held([Rule])
    case denied(Rule)
    /// No rule is about it, it is not known what it does, and the database has `unanalysed: permit`.
    case unanalysed
    /// No rule permits or holds it for certain.
    case unruled

    /// How restrictive it is; what no rule is about is denied.
    var severity: Severity {
        switch self {
        case .permitted, .unanalysed: .permit
        case .held: .hold
        case .denied, .unruled: .deny
        }
    }
}

extension Ruling {
    /// Applies rules to one effect.
    ///
    /// The first rule that denies and possibly fits decides. Otherwise holds that possibly fit apply, in order, up to
    /// the first that certainly fits: whichever of them is the true one, its approvers are asked. A hold lifts nothing
    /// by itself unless it certainly fits; neither does a permit. An effect whose class is unknown is permitted or held
    /// only by a rule that names `unknown`, or by `unanalysed: permit` of the database: the latter speaks last, so that
    /// every rule that denies or holds comes first.
    init(_ rules: [Rule], on situation: Situation) {
        var holds: [Int] = []
        var permit: Int?
        var isHeldForCertain = false
        // A span looks at a rule where it is; an array would copy it, and the references in it.
        let span = rules.span
        for index in span.indices {
            switch span[index].severity {
            case .deny:
                if span[index].match.fit(situation).isPossible {
                    self = .denied(rules[index])
                    return
                }
            case .hold:
                guard !isHeldForCertain else { continue }
                let fit = span[index].match.fit(situation)
                guard fit.isPossible else { continue }
                holds.append(index)
                isHeldForCertain = fit.isCertain
            case .permit:
                if permit == nil, span[index].match.fit(situation).isCertain { permit = index }
            }
        }
        let isLetThrough = situation.effect.effectClass == .unknown && situation.unanalysed == .permit
        if !holds.isEmpty, isHeldForCertain || permit != nil || isLetThrough {
            self = .held(holds.map { rules[$0] })
        } else if holds.isEmpty, let permit {
            self = .permitted(rules[permit])
        } else if holds.isEmpty, isLetThrough {
            self = .unanalysed
        } else {
            self = .unruled
        }
    }
}
