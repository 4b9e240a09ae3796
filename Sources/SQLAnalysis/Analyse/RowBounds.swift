// How many rows a write can touch, from its shape: unique keys, lists of values, conditions that are none.

extension Collector {
    /// The bound of an UPDATE, DELETE or MERGE of `target` (use number `use`) by what stands in FROM or USING and WHERE or ON.
    mutating func rowBound(
        _ target: RelationReference,
        _ use: Int,
        sources: [FromItem],
        _ condition: Expression?,
        _ tables: CommonTables
    ) -> RowBound {
        let known = uses[use].known
        guard let condition else {
            return sources.isEmpty
                ? .wholeTable("there is no WHERE") : .unjoined("nothing joins it with what it is combined with")
        }
        if case .currentOf = condition { return .atMost(1, "the row of a cursor") }
        let own = OwnColumns(target: target, known: known)
        switch Condition(own: own, notNull: columnsThatAreNotNull(of: target, known)).truth(condition, &looks) {
        case .never: return .atMost(0, "the condition is never true")
        case .always(let why): return sources.isEmpty ? .wholeTable(why) : .unjoined(why)
        case .unknown: break
        }
        let match = KeyMatch(own: own, sources: sources, meanings: meanings, tables: tables, parameters: parameters)
        if let bound = match.bound(condition, &looks) { return bound }
        if !sources.isEmpty, !match.mentionsTarget(condition) {
            return .unjoined("the condition says nothing of \(target.visibleName)")
        }
        return .unknown(known == nil ? whyUnknown(target.name) : "the condition does not fix a unique key")
    }

    /// Why no key of a relation is known.
    private func whyUnknown(_ name: QualifiedName) -> String {
        if catalog == nil { return "without a schema no key of \(name.name) is known" }
        if !meanings.names.isCertain(name) { return "\(name.name) may mean another table here" }
        return "\(name.name) is not in the schema"
    }

    /// The bound of the rows that a query gives to INSERT; nil is DEFAULT VALUES.
    mutating func rowBound(of source: Query?) -> RowBound {
        guard let source else { return .atMost(1, "DEFAULT VALUES") }
        guard let rows = QueryRows(meanings: meanings).most(of: source, &looks) else {
            return .unknown("as many rows as the query returns")
        }
        return .atMost(rows, "rows of the query")
    }

    /// The columns in which no row that a write of the target reaches has a NULL.
    private func columnsThatAreNotNull(of target: RelationReference, _ known: CatalogRelation?) -> Set<String> {
        guard let known, let catalog, known.kind == .table else { return [] }
        var isAlone = true
        if target.inherits {
            // A foreign table only promises NOT NULL, and a table that inherits may have dropped it.
            let children = catalog.children(of: known.name).map { catalog.relations[$0] }
            guard children.allSatisfy({ $0?.kind == .table }) else { return [] }
            isAlone = catalog.heirs(of: known).isEmpty
        }
        let declared = isAlone ? known.columns.filter(\.notNull).map(\.name) : []
        return RelationUse.systemColumns.union(declared)
    }
}
