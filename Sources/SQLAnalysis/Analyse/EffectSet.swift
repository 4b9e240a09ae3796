// Effects without repetition, in an order that does not depend on how the statement is written.

/// Effects without repetition: the same effect on the same object for the same reason is one.
struct EffectSet {
    private struct Key: Hashable {
        let effectClass: StatementClass
        let verb: String
        let object: ObjectReference?
        let origin: EffectOrigin
    }

    /// The first of some effects that are one, and what the others add to it.
    private struct Merged {
        let first: Effect
        var columns: Columns
        var bound: RowBound?

        var effect: Effect {
            Effect(
                first.effectClass,
                first.verb,
                first.object,
                columns: columns,
                bound: bound,
                origin: first.origin,
                at: first.range
            )
        }
    }

    private var places: [Key: Int] = [:]
    private var merged: [Merged] = []

    init(_ effects: [Effect]) {
        merged.reserveCapacity(effects.count)
        for effect in effects {
            let key = Key(
                effectClass: effect.effectClass,
                verb: effect.verb,
                object: effect.object,
                origin: effect.origin
            )
            if let place = places[key] {
                merged[place].columns.add(effect.columns)
                merged[place].bound = EffectSet.looser(merged[place].bound, effect.bound)
            } else {
                places[key] = merged.count
                merged.append(Merged(first: effect, columns: effect.columns, bound: effect.bound))
            }
        }
    }

    /// By class, object and verb.
    var sorted: [Effect] {
        guard merged.count > 1 else { return merged.map(\.effect) }
        // What names look like is made once for each effect, not once for each comparison.
        let ordered = merged.map { (place: Place($0.first), effect: $0.effect) }
        return ordered.sorted { $0.place < $1.place }.map(\.effect)
    }

    /// Where an effect stands among others.
    private struct Place: Comparable {
        let effectClass: StatementClass
        /// No object comes first.
        let name: String?
        let kind: ObjectKind?
        let verb: String
        let origin: String

        init(_ effect: Effect) {
            effectClass = effect.effectClass
            name = effect.object?.name.description
            kind = effect.object?.kind
            verb = effect.verb
            origin = effect.origin.order
        }

        static func < (left: Place, right: Place) -> Bool {
            if left.effectClass != right.effectClass { return left.effectClass < right.effectClass }
            guard let name = left.name, let other = right.name else {
                if (left.name == nil) != (right.name == nil) { return left.name == nil }
                return (left.verb, left.origin) < (right.verb, right.origin)
            }
            if name != other { return name < other }
            if let kind = left.kind, let other = right.kind, kind != other { return kind < other }
            return (left.verb, left.origin) < (right.verb, right.origin)
        }
    }

    /// The bound that promises less; two counts on one table add up.
    private static func looser(_ left: RowBound?, _ right: RowBound?) -> RowBound? {
        guard let left, let right else { return left ?? right }
        if case .atMost(let a, let why) = left, case .atMost(let b, _) = right {
            let (sum, overflow) = a.addingReportingOverflow(b)
            return overflow ? .unknown(why) : .atMost(sum, why)
        }
        return left.looseness >= right.looseness ? left : right
    }
}

extension RowBound {
    /// Higher promises less.
    fileprivate var looseness: Int {
        switch self {
        case .atMost: 0
        case .unknown: 1
        case .wholeTable: 2
        case .unjoined: 3
        }
    }
}

extension EffectOrigin {
    /// For sorting.
    fileprivate var order: String {
        switch self {
        case .statement: "0"
        case .stored: "1"
        case .cascade: "2"
        case .view(let name): "3\(name)"
        case .inheritance(let name): "4\(name)"
        case .foreignKey(let name): "5\(name)"
        }
    }
}
