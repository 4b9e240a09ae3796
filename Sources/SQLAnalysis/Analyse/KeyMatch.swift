// Whether a condition fixes a unique key of a table to so many values.

/// Looks for conjuncts that fix every column of a unique key.
///
/// A column is fixed by `=` with something that has one value for the whole statement: a literal, a parameter, or a
/// cast of one to a type whose equality is that of the key. Calls do not count: `random()` is another value per row.
/// IS NOT DISTINCT FROM does not either: a unique key admits many NULLs.
struct KeyMatch {
    let own: OwnColumns
    let sources: [FromItem]
    let meanings: Meanings
    let tables: CommonTables
    /// The types declared for parameters, in order; empty when none are.
    let parameters: [TypeReference]

    /// What the catalog knows of the target for sure.
    var known: CatalogRelation? { own.known }

    /// Columns that together take at most so many values.
    struct Fact {
        let columns: Set<String>
        let values: Int
    }

    /// The bound that a condition gives; nil when it fixes no key.
    func bound(_ condition: Expression, _ looks: inout Looks) -> RowBound? {
        guard let known else { return nil }
        let facts = KeyMatch.conjuncts(condition).flatMap { fixes($0, &looks) }
        var best: (rows: Int, key: [String])?
        for key in known.uniqueKeys {
            guard let rows = KeyMatch.rows(of: key, facts), rows < best?.rows ?? .max else { continue }
            best = (rows, key)
        }
        guard let best else { return nil }
        if own.target.inherits, let catalog = meanings.catalog, catalog.uniqueKeysWithChildren(known.name).isEmpty {
            return .unknown("tables that inherit from \(known.name) do not share its key")
        }
        return .atMost(best.rows, "unique key (\(best.key.joined(separator: ", ")))")
    }

    /// How many values a key's columns can take together; nil when one of them is not fixed.
    ///
    /// Columns fixed together, as in `(a, b) IN (...)`, count once; what they leave is fixed column by column.
    private static func rows(of key: [String], _ facts: [Fact]) -> Int? {
        guard !key.isEmpty else { return nil }
        // The fewest values of each column, however many facts speak of it.
        var fewestOf: [String: Int] = [:]
        for fact in facts {
            for column in fact.columns { fewestOf[column] = min(fact.values, fewestOf[column] ?? .max) }
        }
        var best: Int?
        for first in [nil] + facts.filter({ $0.columns.count > 1 }) {
            var rows = first?.values ?? 1
            var complete = true
            for column in key where first?.columns.contains(column) != true {
                guard let fewest = fewestOf[column] else {
                    complete = false
                    break
                }
                let (product, overflow) = rows.multipliedReportingOverflow(by: fewest)
                if overflow { complete = false }
                rows = product
            }
            if complete, rows < best ?? .max { best = rows }
        }
        return best
    }

    /// Whether a condition mentions the target: by its name, or by a bare name that may be one of its columns.
    func mentionsTarget(_ expression: Expression) -> Bool {
        mentions(expression) { column in
            guard own.mayOwn(column) else { return false }
            guard column.names.count == 1, !column.star, let name = column.names.first, let known else { return true }
            return known.column(name) != nil || known.columns.isEmpty
        }
    }

    static func conjuncts(_ expression: Expression) -> [Expression] {
        guard case .logic(.and, let parts) = expression else { return [expression] }
        return parts.flatMap(conjuncts)
    }

    /// What a conjunct says of columns of the target.
    private func fixes(_ conjunct: Expression, _ looks: inout Looks) -> [Fact] {
        switch conjunct {
        case .operation(let operation): return fixes(operation, &looks)
        case .logic(.or, let parts): return fixesOr(parts, &looks)
        case .subquery(let subquery): return fixesIn(subquery, &looks)
        case .column:
            // A boolean column by itself is `column = true`.
            return targetColumn(conjunct).map { [Fact(columns: [$0], values: 1)] } ?? []
        case .logic, .literal, .parameter, .call, .cast, .nullTest, .booleanTest, .list, .row, .array, .indirection,
            .conditional, .construct, .setToDefault, .currentOf:
            return []
        }
    }

    private func fixes(_ operation: Operation, _ looks: inout Looks) -> [Fact] {
        guard [nil, "pg_catalog"].contains(operation.name.schema), operation.name.name == "=",
            let left = operation.left, let right = operation.right
        else { return [] }
        switch operation.kind {
        case .plain:
            if case .row(let columns) = left, case .row(let values) = right, columns.count == values.count {
                return zip(columns, values).flatMap { equality($0, $1, &looks) }
            }
            return equality(left, right, &looks)
        case .in:
            guard case .list(let items) = right else { return [] }
            if case .row(let columns) = left { return rows(columns, items) }
            guard let column = targetColumn(left), items.allSatisfy(isFixed) else { return [] }
            return [Fact(columns: [column], values: items.count)]
        case .anyOf:
            guard let column = targetColumn(left), case .array(let items) = right, items.allSatisfy(isFixed) else {
                return []
            }
            return [Fact(columns: [column], values: items.count)]
        case .allOf, .distinct, .notDistinct, .nullIf, .like, .ilike, .similar, .between, .notBetween,
            .betweenSymmetric,
            .notBetweenSymmetric:
            return []
        }
    }

    /// `(a, b) IN ((1, 2), (3, 4))`: the columns together have as many values as there are rows.
    private func rows(_ columns: [Expression], _ items: [Expression]) -> [Fact] {
        var names: Set<String> = []
        for column in columns {
            guard let name = targetColumn(column) else { return [] }
            names.insert(name)
        }
        for item in items {
            guard case .row(let values) = item, values.count == columns.count, values.allSatisfy(isFixed) else {
                return []
            }
        }
        return [Fact(columns: names, values: items.count)]
    }

    private func equality(_ left: Expression, _ right: Expression, _ looks: inout Looks) -> [Fact] {
        for (side, other) in [(left, right), (right, left)] {
            guard let column = targetColumn(side) else { continue }
            if isFixed(other) { return [Fact(columns: [column], values: 1)] }
            if let rows = sourceValues(other) { return [Fact(columns: [column], values: rows)] }
        }
        return []
    }

    /// `id = 1 OR id = 2`, every side fixing the same columns.
    private func fixesOr(_ parts: [Expression], _ looks: inout Looks) -> [Fact] {
        var sides: [[Fact]] = []
        for part in parts { sides.append(KeyMatch.conjuncts(part).flatMap { fixes($0, &looks) }) }
        guard let first = sides.first else { return [] }
        return Set(first.map(\.columns)).compactMap { columns in
            var total = 0
            for side in sides {
                guard let fewest = side.filter({ $0.columns == columns }).map(\.values).min() else { return nil }
                total += fewest
            }
            return Fact(columns: columns, values: total)
        }
    }

    /// `id IN (SELECT id ... LIMIT 10)`: so many values, when the sub-select does not depend on the row and gives
    /// values of the key's own type.
    private func fixesIn(_ subquery: SubqueryExpression, _ looks: inout Looks) -> [Fact] {
        guard subquery.kind == .any, subquery.operator == nil || subquery.operator == QualifiedName("="),
            let test = subquery.test, let column = targetColumn(test), let type = known?.column(column)?.type,
            isClosed(subquery.query), outputType(subquery.query) == type,
            let rows = QueryRows(meanings: meanings).most(of: subquery.query, &looks)
        else { return [] }
        return [Fact(columns: [column], values: rows)]
    }
}
