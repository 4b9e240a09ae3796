// What counts as a column of the target, and what as a value that is the same for every row.

extension KeyMatch {
    /// The target's column that an expression is, and nothing more than it.
    func targetColumn(_ expression: Expression) -> String? {
        guard case .column(let column) = expression, !column.star, let name = column.names.last,
            known?.column(name) != nil, own.own(column)
        else { return nil }
        return name
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
        for source in sources {
            guard case .subquery(let query, let alias, false) = source, alias?.name == column.names[0] else { continue }
            switch query.body {
            case .values(let rows): return rows.allSatisfy { $0.allSatisfy(isFixed) } ? rows.count : nil
            case .select(let select):
                let single = select.from.isEmpty && select.targets.allSatisfy { $0.value.map(isFixed) ?? false }
                return single ? 1 : nil
            case .setOperation: return nil
            }
        }
        return nil
    }

    /// The type of a sub-select's only column, when that is a plain column of a known table.
    func outputType(_ query: Query) -> String? {
        guard case .select(let select) = query.body, select.targets.count == 1,
            case .column(let column) = select.targets[0].value, !column.star, let name = column.names.last
        else { return nil }
        var types: Set<String> = []
        for item in select.from {
            guard case .relation(let reference) = item else { return nil }
            if let type = meanings.relation(reference.name)?.column(name)?.type { types.insert(type) }
        }
        return types.count == 1 ? types.first : nil
    }

    /// Whether a sub-select gives the same rows however often it is run while the statement runs: it depends on nothing
    /// outside it, since every column has the name of something in its own FROM, and calls nothing that changes its mind.
    ///
    /// A plan may run it again for each row; one that locks rows then skips others.
    func isClosed(_ query: Query) -> Bool {
        guard query.with == nil, query.locking.isEmpty, case .select(let select) = query.body else { return false }
        var relations: [RelationReference] = []
        for item in select.from {
            guard case .relation(let reference) = item, reference.alias?.columns.isEmpty ?? true,
                !tables.shadows(reference.name)
            else { return false }
            relations.append(reference)
        }
        let parts =
            select.targets.compactMap(\.value) + [select.condition, select.having].compactMap(\.self)
            + select.group + select.distinctOn + select.windows + query.sort + query.limit
        guard parts.allSatisfy(isRepeatable) else { return false }
        return !parts.contains { part in
            mentions(part) { column in
                guard let name = column.names.last, !column.names.isEmpty else { return false }
                if column.names.count > 1 {
                    return !relations.contains {
                        $0.visibleName == column.names[column.names.count - (column.star ? 1 : 2)]
                    }
                }
                return !relations.contains { meanings.relation($0.name)?.column(name) != nil }
            }
        }
    }

    /// Whether some column in an expression passes a test; sub-selects pass it, since what they mention is not looked at.
    func mentions(_ expression: Expression, _ test: (ColumnReference) -> Bool) -> Bool {
        expression.contains { part in
            switch part {
            case .column(let column): return test(column)
            case .subquery: return true
            case .literal, .parameter, .call, .operation, .logic, .cast, .nullTest, .booleanTest, .list, .row, .array,
                .indirection, .conditional, .construct, .setToDefault, .currentOf:
                return false
            }
        }
    }

    /// Whether an expression has the same value for the same row however often it is computed.
    private func isRepeatable(_ expression: Expression) -> Bool {
        !expression.contains { part in
            switch part {
            case .call(let call): return !meanings.isRepeatable(call.name)
            case .operation(let operation):
                return operation.kind.namesOperator && !meanings.isReviewedOperator(operation.name)
            case .cast(_, let type): return !meanings.isReviewedType(type.name)
            // What is written like a field may be the call of a function.
            case .indirection(_, let steps): return steps.contains(where: \.isField)
            case .subquery: return true
            case .column, .literal, .parameter, .logic, .nullTest, .booleanTest, .list, .row, .array, .conditional,
                .construct, .setToDefault, .currentOf:
                return false
            }
        }
    }
}
