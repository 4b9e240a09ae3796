// Walks a lowered statement and collects its effects. One walk, exhaustive switches: what a statement contains is counted.

/// Collects the effects of one statement.
///
/// Which columns are read is answered from above: a column that may be a relation's counts as read of it. Names that
/// could mean more than one thing mean all of them.
struct Collector {
    /// What names mean after the statements before this one.
    let meanings: Meanings
    /// PostgreSQL's tag of the part of the statement that is being walked.
    var verb: String
    var uses: [RelationUse] = []
    var effects: [Effect] = []
    var findings: [Finding] = []
    var looks = Looks()
    /// Writes whose consequences have been followed, so that rules which lead back to their table end.
    var followed: Set<Followed> = []
    /// The setting whose row of pg_settings is all that the query reads; nil for other queries.
    var onlySetting: String?
    /// The types that PREPARE declares for its parameters, in order.
    var parameters: [TypeReference] = []
    /// The prepared statements that are executed, also by a statement inside of this one.
    var executes: Set<String> = []
    /// What has been looked at in this text so far that is not bounded by its length.
    var steps: Steps

    /// Builds a collector for a statement with a tag.
    init(_ meanings: Meanings, verb: String, steps: Steps) {
        self.meanings = meanings
        self.verb = verb
        self.steps = steps
    }

    /// The catalog as the session found it.
    var catalog: CatalogSnapshot? { meanings.catalog }

    /// Collects everything that a statement does. `level` is the query level around it, if any.
    mutating func statement(_ statement: Statement, tables: CommonTables, parent: Level?) throws(Refusal) {
        switch statement {
        case .query(let query): try self.query(query, tables: tables, parent: parent)
        case .insert(let insert): try self.insert(insert, tables: tables)
        case .update(let update): try self.update(update, tables: tables)
        case .delete(let delete): try self.delete(delete, tables: tables)
        case .merge(let merge): try self.merge(merge, tables: tables)
        case .utility(let utility): try self.utility(utility)
        }
    }

    /// Turns the uses of relations into effects, and gives everything out sorted and without repetition.
    mutating func finish() throws(Refusal) -> [Effect] {
        for use in uses where !use.isTarget || use.columns != .named([]) {
            try steps.check()
            let effect = Effect(
                .read,
                use.verb,
                ObjectReference(use.kind, use.name),
                columns: use.columns,
                at: use.range
            )
            add(effect, on: use)
        }
        uses = []
        return EffectSet(effects).sorted
    }

    /// Adds an effect on a relation in use, and on everything that its name may mean.
    mutating func add(_ effect: Effect, on use: RelationUse) {
        add(effect, known: use.known, inherits: use.inherits)
        for other in use.others {
            steps.take(Steps.effect)
            add(
                effect.passedOn(to: ObjectReference(other.kind, other.name), effect.origin),
                known: other,
                inherits: use.inherits
            )
        }
    }

    /// Adds an effect on a relation, and the same on what stands behind it: a view's tables, children, partitions.
    mutating func add(_ effect: Effect, known: CatalogRelation?, inherits: Bool) {
        effects.append(effect)
        guard let known, let catalog else { return }
        if inherits {
            for child in catalog.children(of: known.name) {
                steps.take(Steps.effect)
                let kind = catalog.relations[child]?.kind ?? .table
                effects.append(effect.passedOn(to: ObjectReference(kind, child), .inheritance(known.name)))
            }
        }
        // A view's own columns are not those of the tables behind it; without following them each may be any.
        for name in catalog.behind(known) {
            steps.take(Steps.effect)
            let relation = catalog.relation(name)
            effects.append(
                Effect(
                    effect.effectClass,
                    effect.verb,
                    ObjectReference(relation?.kind ?? .table, relation?.name ?? name),
                    columns: effect.columns == .none ? .none : .every,
                    bound: effect.bound.map { _ in .unknown("reached through \(known.name)") },
                    origin: .view(known.name),
                    at: effect.range
                )
            )
        }
        hiddenCalls(of: known, at: effect.range)
    }

    /// A relation's full name and what the catalog knows of it.
    func resolve(_ name: QualifiedName) -> (name: QualifiedName, kind: ObjectKind, known: CatalogRelation?) {
        guard let known = meanings.relation(name) else { return (name, .table, nil) }
        return (known.name, known.kind, known)
    }
}

extension Effect {
    /// The same effect on another object, reached for a reason.
    func passedOn(to object: ObjectReference, _ origin: EffectOrigin) -> Effect {
        Effect(effectClass, verb, object, columns: columns, bound: bound, origin: origin, at: range)
    }

    /// The same effect with another origin.
    func with(origin: EffectOrigin) -> Effect {
        Effect(effectClass, verb, object, columns: columns, bound: bound, origin: origin, at: range)
    }

    /// The same effect of a statement whose text does not name the object.
    var withoutPlace: Effect {
        Effect(effectClass, verb, object, columns: columns, bound: bound, origin: origin)
    }
}

/// Effects without repetition: the same effect on the same object for the same reason is one.
struct EffectSet {
    private struct Key: Hashable {
        let effectClass: StatementClass
        let verb: String
        let object: ObjectReference?
        let origin: EffectOrigin
    }
    /// What the same effects have together.
    private struct Merged {
        let key: Key
        var columns: Columns
        var bound: RowBound?
        let range: SourceRange?
    }
    private var places: [Key: Int] = [:]
    private var merged: [Merged] = []

    init(_ effects: [Effect]) {
        for effect in effects {
            let key = Key(
                effectClass: effect.effectClass,
                verb: effect.verb,
                object: effect.object,
                origin: effect.origin
            )
            guard let place = places[key] else {
                places[key] = merged.count
                merged.append(
                    Merged(key: key, columns: effect.columns, bound: effect.bound, range: effect.range)
                )
                continue
            }
            merged[place].columns.formUnion(effect.columns)
            merged[place].bound = EffectSet.looser(merged[place].bound, effect.bound)
        }
    }

    /// By class, object and verb.
    var sorted: [Effect] {
        let effects = merged.map { one in
            Effect(
                one.key.effectClass,
                one.key.verb,
                one.key.object,
                columns: one.columns,
                bound: one.bound,
                origin: one.key.origin,
                at: one.range
            )
        }
        return effects.sorted { left, right in
            if left.effectClass != right.effectClass { return left.effectClass < right.effectClass }
            if left.object != right.object {
                guard let other = right.object else { return false }
                return left.object.map { $0 < other } ?? true
            }
            if left.verb != right.verb { return left.verb < right.verb }
            return left.origin.order < right.origin.order
        }
    }

    /// The bound of doing both; of nothing where one of them does nothing.
    static func sum(_ left: RowBound, _ right: RowBound) -> RowBound {
        if case .atMost(0, _) = left { return right }
        if case .atMost(0, _) = right { return left }
        guard case .atMost(let a, let why) = left, case .atMost(let b, let other) = right else {
            return looser(left, right) ?? left
        }
        let (sum, overflow) = a.addingReportingOverflow(b)
        return overflow ? .unknown(why) : .atMost(sum, "\(why), and \(other)")
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
    var looseness: Int {
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
    var order: String {
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
