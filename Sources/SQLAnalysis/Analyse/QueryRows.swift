// How many rows a query can return, by its shape alone.

/// Counts the rows of queries that are written out, or limited.
struct QueryRows {
    let meanings: Meanings

    /// How many rows a query can return; nil when that is not told.
    func most(of query: Query, _ looks: inout Looks) -> Int? {
        var most: Int?
        // Functions that return sets multiply rows also in ORDER BY and DISTINCT ON.
        let isMultiplied = query.sort.contains(where: mayMultiply)
        switch query.body {
        case .values(let rows):
            // PostgreSQL: analyze.c, transformInsertStmt: a single row may hold functions that return sets.
            let single = rows.count == 1 && (rows.first ?? []).contains(where: mayMultiply)
            if !isMultiplied, !single { most = rows.count }
        case .select(let select):
            let computed = select.targets.compactMap(\.value) + select.distinctOn
            let single = select.from.isEmpty && select.group.isEmpty && !computed.contains(where: mayMultiply)
            if !isMultiplied, single { most = 1 }
        case .setOperation(let operation, _, let left, let right):
            if let a = self.most(of: left, &looks) {
                switch operation {
                case .union: if let b = self.most(of: right, &looks) { most = a + b }
                case .intersect, .except: most = a
                case .none: break
                }
            }
        }
        // A LIMIT below zero is an error once the query runs; nothing is concluded from it.
        guard case .literal(let count) = query.limitCount, !count.isNull,
            case .integer(let limit) = count.value(&looks), limit >= 0
        else {
            return most
        }
        return min(most ?? limit, limit)
    }

    /// How many rows an element of FROM stands for; nil when that is not told.
    func most(of item: FromItem, _ looks: inout Looks) -> Int? {
        switch item {
        case .subquery(let query, _, let lateral): lateral ? nil : most(of: query, &looks)
        case .relation, .functions, .tableFunction, .join, .sample: nil
        }
    }

    /// Whether a value in a target list may be a set, which makes rows of one row.
    private func mayMultiply(_ value: Expression) -> Bool {
        value.contains { part in
            switch part {
            case .call(let call): return meanings.mayReturnRows(call.name)
            case .operation(let operation):
                return operation.kind.namesOperator && !meanings.isReviewedOperator(operation.name)
            // What is written like a field may be the call of a function.
            case .column(let column): return column.names.count > 1 && !column.star
            case .indirection(_, let steps): return steps.contains(where: \.isField)
            case .literal, .parameter, .logic, .subquery, .cast, .nullTest, .booleanTest, .list, .row, .array,
                .conditional, .construct, .setToDefault, .currentOf:
                return false
            }
        }
    }
}

extension Indirection {
    /// Whether it is `.name`.
    var isField: Bool {
        switch self {
        case .field: true
        case .star, .subscripts: false
        }
    }
}
