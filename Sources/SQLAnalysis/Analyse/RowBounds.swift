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
        // A table that inherits may have dropped the NOT NULL of its parent's key.
        let hasHeirs = target.inherits && known.map { !(catalog?.heirs(of: $0) ?? []).isEmpty } ?? false
        switch Condition(target: hasHeirs ? nil : known, visibleName: target.visibleName).truth(condition, &looks) {
        case .never: return .atMost(0, "the condition is never true")
        case .always(let why): return sources.isEmpty ? .wholeTable(why) : .unjoined(why)
        case .unknown: break
        }
        let match = KeyMatch(
            target: target,
            known: known,
            sources: sources,
            catalog: catalog,
            tables: tables,
            parameters: parameters
        )
        if let bound = match.bound(condition, &looks) { return bound }
        if !sources.isEmpty, !match.mentionsTarget(condition) {
            return .unjoined("the condition says nothing of \(target.visibleName)")
        }
        if known == nil { return .unknown("without a schema no key of \(target.name.name) is known") }
        return .unknown("the condition does not fix a unique key")
    }

    /// The bound of the rows that a query gives to INSERT; nil is DEFAULT VALUES.
    mutating func rowBound(of source: Query?) -> RowBound {
        guard let source else { return .atMost(1, "DEFAULT VALUES") }
        guard let rows = Condition.rows(source, &looks) else { return .unknown("as many rows as the query returns") }
        return .atMost(rows, "rows of the query")
    }
}

extension Condition {
    /// How many rows a query can return, by its shape; nil when that is not told.
    static func rows(_ query: Query, _ looks: inout Looks) -> Int? {
        var most: Int?
        switch query.body {
        case .values(let rows): most = rows.count
        case .select(let select):
            let single = select.from.isEmpty && select.group.isEmpty && !select.targets.contains(where: \.mayReturnRows)
            if single { most = 1 }
        case .setOperation(let operation, _, let left, let right):
            if let a = rows(left, &looks) {
                switch operation {
                case .union: if let b = rows(right, &looks) { most = a + b }
                case .intersect, .except: most = a
                case .none: break
                }
            }
        }
        guard case .literal(let count) = query.limitCount, !count.isNull, case .integer(let limit) = count.value(&looks)
        else {
            return most
        }
        return min(most ?? limit, limit)
    }

    /// How many rows an element of FROM stands for; nil when that is not told.
    static func sourceRows(_ item: FromItem, _ looks: inout Looks) -> Int? {
        switch item {
        case .subquery(let query, _, let lateral): lateral ? nil : rows(query, &looks)
        case .relation, .functions, .tableFunction, .join, .sample: nil
        }
    }
}

extension Target {
    /// Anything that calls a function may return a set of rows for one.
    var mayReturnRows: Bool { value.map(\.callsSomething) ?? false }
}

extension Expression {
    /// Whether a function is called somewhere in it, other than inside a sub-select, which gives one value.
    var callsSomething: Bool {
        switch self {
        case .call: true
        case .column, .literal, .parameter, .setToDefault, .currentOf, .subquery: false
        case .operation(let operation):
            (operation.left?.callsSomething ?? false) || (operation.right?.callsSomething ?? false)
        case .logic(_, let parts), .list(let parts), .row(let parts), .array(let parts), .conditional(let parts),
            .construct(_, let parts):
            parts.contains(where: \.callsSomething)
        case .cast(let value, _), .nullTest(let value, _), .booleanTest(let value, _): value.callsSomething
        case .indirection(let value, let steps):
            value.callsSomething
                || steps.contains { step in
                    if case .subscripts(let bounds) = step { return bounds.contains(where: \.callsSomething) }
                    return false
                }
        }
    }
}
