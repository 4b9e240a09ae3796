// Walks a lowered statement and collects its effects. One walk, exhaustive switches: what a statement contains is counted.

/// Collects the effects of one statement.
///
/// Which columns are read is answered from above: a column that may be a relation's counts as read of it. Names that
/// could mean more than one thing mean all of them.
struct Collector {
    let catalog: CatalogSnapshot?
    /// Names bound by earlier statements of the session.
    let names: SessionNames
    /// PostgreSQL's tag of the part of the statement that is being walked.
    var verb: String
    var uses: [RelationUse] = []
    var effects: [Effect] = []
    var findings: [Finding] = []
    var looks = Looks()
    /// The types that PREPARE declares for its parameters, in order.
    var parameters: [TypeReference] = []
    /// What may still be done for the text.
    let work: Work

    /// Builds a collector for a statement with a tag.
    init(catalog: CatalogSnapshot?, names: SessionNames, verb: String, work: Work) {
        self.catalog = catalog
        self.names = names
        self.verb = verb
        self.work = work
    }

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
            try add(
                Effect(
                    .read,
                    use.verb,
                    ObjectReference(use.kind, use.name),
                    columns: use.columns,
                    at: use.range
                ),
                known: use.known,
                inherits: use.inherits
            )
        }
        uses = []
        return EffectSet(effects).sorted
    }

    /// Adds an effect on a relation, and the same on what stands behind it: a view's tables, children, partitions.
    mutating func add(_ effect: Effect, known: CatalogRelation?, inherits: Bool) throws(Refusal) {
        effects.append(effect)
        guard let known, let catalog else { return }
        if inherits {
            let children = catalog.children(of: known.name)
            try work.spend(children.count)
            for child in children {
                let kind = catalog.relations[child]?.kind ?? .table
                effects.append(effect.passedOn(to: ObjectReference(kind, child), .inheritance(known.name)))
            }
        }
        // A view's own columns are not those of the tables behind it; without following them each may be any.
        let behind = catalog.behind(known)
        try work.spend(behind.count)
        for name in behind {
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
    }

    /// A relation's full name and what the catalog knows of it.
    func resolve(_ name: QualifiedName) -> (name: QualifiedName, kind: ObjectKind, known: CatalogRelation?) {
        guard let known = catalog?.relation(name) else { return (name, .table, nil) }
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
}
