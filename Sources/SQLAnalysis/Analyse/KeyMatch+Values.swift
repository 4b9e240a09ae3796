// What counts as a column of the target, and what as a value that is the same for every row.

extension KeyMatch {
    /// The target's column that an expression is, and nothing more than it.
    func targetColumn(_ expression: Expression) -> String? {
        guard case .column(let column) = expression, !column.star, let name = column.names.last, let known,
            known.column(name) != nil
        else { return nil }
        // A bare name that a source has too is ambiguous, which is an error for the server.
        return column.names.count == 1 || column.names[column.names.count - 2] == target.visibleName ? name : nil
    }

    /// Types to which a value may be cast without two keys becoming equal to it.
    ///
    /// Floats lose digits, `bpchar` loses spaces, time zones fold hours, and other people's types do what they like.
    private static let exactTypes: Set<String> = [
        "int2", "int4", "int8", "numeric", "text", "varchar", "uuid", "date", "bool", "bytea",
    ]

    private func isExact(_ type: TypeReference) -> Bool {
        KeyMatch.exactTypes.contains(type.name.name) && [nil, "pg_catalog"].contains(type.name.schema) && !type.isArray
    }

    /// Whether an expression has one value for the whole statement, compared as the key compares.
    func isFixed(_ expression: Expression) -> Bool {
        switch expression {
        case .literal: return true
        case .parameter(let number):
            // An undeclared parameter takes the type of the column that it is compared with.
            return parameters.indices.contains(number - 1) ? isExact(parameters[number - 1]) : true
        case .cast(let value, let type):
            return isExact(type) && isFixed(value)
        case .operation(let operation):
            // A sign.
            guard operation.kind == .plain, operation.left == nil, operation.name == QualifiedName("-") else {
                return false
            }
            return operation.right.map(isFixed) ?? false
        case .column, .call, .logic, .subquery, .nullTest, .booleanTest, .list, .row, .array, .indirection,
            .conditional,
            .construct, .setToDefault, .currentOf:
            return false
        }
    }

    /// The number of values that a column of a list of constants has: `t.id = v.id` with `(VALUES (1), (2)) v(id)`.
    func sourceValues(_ expression: Expression) -> Int? {
        guard case .column(let column) = expression, !column.star, column.names.count == 2 else { return nil }
        return sourceRows[column.names[0]]
    }

    /// How many rows the lists of constants in FROM have, by alias; the first one of an alias counts.
    func countSourceRows() -> [String: Int] {
        var found: [String: Int] = [:]
        var seen: Set<String> = []
        for source in sources {
            guard case .subquery(let query, let alias?, false) = source, seen.insert(alias.name).inserted else {
                continue
            }
            switch query.body {
            case .values(let rows):
                if rows.allSatisfy({ $0.allSatisfy(isFixed) }) { found[alias.name] = rows.count }
            case .select(let select):
                let single = select.from.isEmpty && select.targets.allSatisfy { $0.value.map(isFixed) ?? false }
                if single { found[alias.name] = 1 }
            case .setOperation: continue
            }
        }
        return found
    }

    /// The type of a sub-select's only column, when that is a plain column of a known table.
    func outputType(_ query: Query) -> String? {
        guard case .select(let select) = query.body, select.targets.count == 1,
            case .column(let column) = select.targets[0].value, !column.star, let name = column.names.last
        else { return nil }
        var types: Set<String> = []
        for item in select.from {
            guard case .relation(let reference) = item else { return nil }
            if let type = catalog?.relation(reference.name)?.column(name)?.type { types.insert(type) }
        }
        return types.count == 1 ? types.first : nil
    }

    /// Whether a sub-select depends on nothing outside it: every column has the name of something in its own FROM.
    func isClosed(_ query: Query) -> Bool {
        guard query.with == nil, case .select(let select) = query.body, select.from.count <= KeyMatch.mostSources
        else { return false }
        var visible: Set<String> = []
        var columns: Set<String> = []
        for item in select.from {
            guard case .relation(let reference) = item, reference.alias?.columns.isEmpty ?? true,
                !tables.shadows(reference.name)
            else { return false }
            visible.insert(reference.visibleName)
            columns.formUnion(catalog?.relation(reference.name)?.columns.map(\.name) ?? [])
        }
        let parts =
            select.targets.compactMap(\.value) + [select.condition, select.having].compactMap(\.self)
            + select.group + select.distinctOn + select.windows + query.sort + query.limit
        return !parts.contains { part in
            mentions(part) { column in
                guard let name = column.names.last, !column.names.isEmpty else { return false }
                if column.names.count > 1 {
                    return !visible.contains(column.names[column.names.count - (column.star ? 1 : 2)])
                }
                return !columns.contains(name)
            }
        }
    }

    /// A sub-select of more relations than this is not looked into.
    private static let mostSources = 64

    /// Whether some column in an expression passes a test; sub-selects pass it, since what they mention is not looked at.
    func mentions(_ expression: Expression, _ test: (ColumnReference) -> Bool) -> Bool {
        switch expression {
        case .column(let column): return test(column)
        case .subquery: return true
        case .literal, .parameter, .setToDefault, .currentOf: return false
        case .operation(let operation):
            return [operation.left, operation.right].compactMap(\.self).contains { mentions($0, test) }
        case .call(let call): return (call.arguments + call.modifiers).contains { mentions($0, test) }
        case .logic(_, let parts), .list(let parts), .row(let parts), .array(let parts), .conditional(let parts),
            .construct(_, let parts):
            return parts.contains { mentions($0, test) }
        case .cast(let value, _), .nullTest(let value, _), .booleanTest(let value, _): return mentions(value, test)
        case .indirection(let value, let steps):
            return mentions(value, test)
                || steps.contains { step in
                    if case .subscripts(let bounds) = step { return bounds.contains { mentions($0, test) } }
                    return false
                }
        }
    }
}

extension Expression {
    /// The expression without casts around it.
    var withoutCast: Expression {
        if case .cast(let value, _) = self { return value.withoutCast }
        return self
    }
}
