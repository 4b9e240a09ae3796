// What a name can mean at a place in a session: the one thing it means for sure, or everything that it may mean.

/// Looks names up in the catalog, minding what earlier statements of the session have made uncertain.
///
/// What is promised (a key, a type, NOT NULL) rests on the certain meaning alone. What may be touched is everything that
/// the name may mean, so that a statement which makes names uncertain never hides a table behind one.
struct Meanings: Sendable {
    /// The catalog as the session found it; nil without a schema.
    let catalog: CatalogSnapshot?
    /// What earlier statements did to names.
    let names: SessionNames

    /// The relation that a name means for sure; nil when the catalog has none, or the session may have changed it.
    func relation(_ name: QualifiedName) -> CatalogRelation? {
        names.isCertain(name) ? catalog?.relation(name) : nil
    }

    /// The relations that a name may mean; empty when the catalog knows none, which never means that there is none.
    func relations(_ name: QualifiedName) -> [CatalogRelation] {
        guard let catalog else { return [] }
        if names.isCertain(name), let known = catalog.relation(name) { return [known] }
        let candidates: [CatalogRelation]
        if name.schema == nil, names.pathChanged || names.catalogIsStale {
            candidates = catalog.relations(named: [name.name])
        } else {
            candidates = [catalog.relation(name)].compactMap(\.self)
        }
        // A name that the catalog does not have may be a new one of a relation that was renamed or moved.
        if !candidates.isEmpty || !names.mayHaveRenamed { return candidates }
        return catalog.relations(named: names.changed.names.union(names.catalogIsStale ? [name.name] : []))
    }

    /// What looking for everything that an uncertain name may mean counts for: all names that were changed are looked up.
    var searchSteps: Int { names.mayHaveRenamed && catalog != nil ? names.changed.count * Steps.merged : 0 }

    /// The type that a name means for sure.
    func type(_ name: QualifiedName) -> CatalogType? {
        names.isCertain(name) ? catalog?.type(name) : nil
    }

    /// The routines that a name may mean beside PostgreSQL's own.
    func routines(_ name: QualifiedName) -> [CatalogRoutine] {
        guard let catalog else { return [] }
        let isOpen = name.schema == nil && (names.pathChanged || names.catalogIsStale)
        return isOpen ? catalog.routines(named: name.name) : catalog.routines(name)
    }

    /// What calling PostgreSQL's function of this name does; nil when the name was not reviewed, or may mean somebody
    /// else's: a routine of the same name in a searched schema is chosen when its arguments fit better.
    func reviewed(_ name: QualifiedName) -> FunctionClass? {
        switch name.schema {
        case nil: names.code.contains(name.name) || !routines(name).isEmpty ? nil : ReviewedFunctions.classOf(name.name)
        case "pg_catalog": ReviewedFunctions.classOf(name.name)
        case .some: nil
        }
    }

    /// Whether there is certainly no function of this name.
    func hasNoFunction(_ name: QualifiedName) -> Bool {
        catalog != nil && !names.catalogIsStale && !names.code.contains(name.name) && routines(name).isEmpty
            && ReviewedFunctions.classOf(name.name) == nil && !ReviewedTypes.contains(name.name)
    }

    /// Whether a type is one of PostgreSQL's own.
    func isReviewedType(_ name: QualifiedName) -> Bool {
        switch name.schema {
        case nil: !names.code.contains(name.name) && ReviewedTypes.contains(name.name)
        case "pg_catalog": ReviewedTypes.contains(name.name)
        case .some: false
        }
    }

    /// Whether an operator is one of PostgreSQL's own.
    func isReviewedOperator(_ name: QualifiedName) -> Bool {
        switch name.schema {
        case nil: !names.code.contains(name.name) && ReviewedOperators.contains(name.name)
        case "pg_catalog": ReviewedOperators.contains(name.name)
        case .some: false
        }
    }

    /// Whether a function of this name may return any number of rows for one.
    func mayReturnRows(_ name: QualifiedName) -> Bool {
        if reviewed(name) != nil { return SetReturningFunctions.contains(name.name) }
        // What the session made is not in the catalog.
        if names.code.contains(name.name) || names.catalogIsStale { return true }
        let known = routines(name)
        return known.isEmpty || known.contains(where: \.returnsSet)
            || (name.schema == nil && SetReturningFunctions.contains(name.name))
    }

    /// Whether every call of a function with the same arguments gives the same value while one statement runs.
    func isRepeatable(_ name: QualifiedName) -> Bool {
        reviewed(name) == .harmless && !VolatileFunctions.contains(name.name)
    }

    /// Whether `value.name` may be the call of a routine of the catalog with the value as its only argument.
    ///
    /// PostgreSQL: parse_func.c, ParseFuncOrColumn: attribute and functional notation mean the same.
    func mayBeAttribute(_ name: String, ofRow isRow: Bool) -> Bool {
        if names.code.contains(name) { return true }
        return routines(QualifiedName(name)).contains { $0.takesOneArgument && (!isRow || $0.mayTakeRow) }
    }
}

extension CatalogSnapshot {
    /// The relations of these bare names in any schema; sorted.
    func relations(named names: Set<String>) -> [CatalogRelation] {
        names.flatMap { links.relationNames[$0] ?? [] }.compactMap { relations[$0] }.sorted { $0.name < $1.name }
    }

    /// The routines of a bare name in any schema.
    func routines(named name: String) -> [CatalogRoutine] {
        (links.routineNames[name] ?? []).flatMap { routines[$0] ?? [] }
    }
}

extension CatalogRoutine {
    /// Whether it can be called with one argument.
    var takesOneArgument: Bool {
        kind != .procedure && !arguments.isEmpty && (arguments.count - defaultCount <= 1 || isVariadic)
    }

    /// Whether its first argument may be a row: a type of somebody's own, or one that stands for many.
    var mayTakeRow: Bool {
        !types.isEmpty
            || arguments.first.map { $0 == "record" || $0.hasPrefix("any") || $0.hasPrefix("\"any\"") } ?? false
    }
}
