// What a condition says by its shape alone: always true, never true, or something about the rows.

/// The value of a condition as far as its shape tells.
enum Truth: Equatable {
    /// True for every row, or for every row in which the columns it names are not NULL; and why.
    case always(String)
    /// False or NULL for every row; whether it is false, and not NULL, for every row.
    case never(isFalse: Bool)
    case unknown

    /// Whether it is false or NULL for every row.
    fileprivate var isNever: Bool {
        if case .never = self { return true }
        return false
    }

    /// Whether it is false, and not NULL, for every row.
    fileprivate var isFalse: Bool { self == .never(isFalse: true) }
}

/// Judges conditions without asking the server.
struct Condition {
    /// How columns of the table whose rows are asked about are written.
    let own: OwnColumns
    /// Those of its columns in which there are no NULLs.
    let notNull: Set<String>

    /// The truth of an expression used as a condition. Looks at literals are recorded.
    func truth(_ expression: Expression, _ looks: inout Looks) -> Truth {
        switch expression {
        case .literal(let literal):
            if literal.isNull { return .never(isFalse: false) }
            switch literal.value(&looks) {
            case .boolean(let value):
                return value ? .always("the condition is the constant true") : .never(isFalse: true)
            case .string(let text):
                guard let value = Condition.boolean(text) else { return .unknown }
                return value ? .always("the condition is a constant") : .never(isFalse: true)
            case .integer, .decimal, .bits, .null: return .unknown
            }
        case .logic(let logic, let parts): return self.logic(logic, parts, &looks)
        case .operation(let operation): return self.operation(operation, &looks)
        case .nullTest(let value, let isNull): return nullTest(value, isNull: isNull, &looks)
        case .booleanTest(let value, let kind): return booleanTest(value, kind, &looks)
        case .cast(let value, let type):
            guard type.name.name == "bool", [nil, "pg_catalog"].contains(type.name.schema) else { return .unknown }
            if case .literal(let literal) = value, case .integer(let number) = literal.value(&looks) {
                return number != 0 ? .always("the condition is a constant") : .never(isFalse: true)
            }
            return truth(value, &looks)
        case .subquery(let subquery):
            if let value = subquery.onlyValue { return truth(value, &looks) }
            return exists(subquery)
        case .column, .parameter, .call, .list, .row, .array, .indirection, .conditional, .construct, .setToDefault,
            .currentOf:
            return .unknown
        }
    }

    /// PostgreSQL: bool.c, parse_bool: unambiguous beginnings of true, yes, on, false, no, off, and 1 and 0.
    private static func boolean(_ text: String) -> Bool? {
        switch text.lowercased().trimmingSpaces {
        case "t", "tr", "tru", "true", "y", "ye", "yes", "on", "1": true
        case "f", "fa", "fal", "fals", "false", "n", "no", "of", "off", "0": false
        default: nil  // lint: any other text is no boolean
        }
    }

    private func logic(_ logic: LogicOperator, _ parts: [Expression], _ looks: inout Looks) -> Truth {
        let truths = parts.map { truth($0, &looks) }
        switch logic {
        case .and:
            if truths.contains(where: \.isNever) { return .never(isFalse: truths.contains(where: \.isFalse)) }
            return truths.contains(.unknown) ? .unknown : truths.first ?? .unknown
        case .or:
            for case .always(let why) in truths {
                return .always(truths.count > 1 ? "one side of OR is always true: \(why)" : why)
            }
            guard truths.allSatisfy(\.isNever) else { return .unknown }
            return .never(isFalse: truths.allSatisfy(\.isFalse))
        case .not:
            // NOT of NULL is NULL, so only a constant that is false for sure makes it true.
            switch truths.first {
            case .always: return .never(isFalse: true)
            case .never(let isFalse): return isFalse ? .always("the condition is always true") : .unknown
            case .unknown, .none: return .unknown
            }
        }
    }

    private func nullTest(_ value: Expression, isNull: Bool, _ looks: inout Looks) -> Truth {
        let neverNull: Bool
        switch value {
        case .literal(let literal):
            if literal.isNull { return isNull ? .always("NULL IS NULL") : .never(isFalse: true) }
            neverNull = true
        case .column(let column):
            // A source on the far side of an outer join has NULLs in columns that are NOT NULL where they come from.
            guard let name = column.names.last, !column.star, own.own(column) else { return .unknown }
            neverNull = notNull.contains(name)
        case .nullTest, .booleanTest: neverNull = true
        case .row, .array, .parameter, .call, .operation, .logic, .subquery, .cast, .list, .indirection, .conditional,
            .construct, .setToDefault, .currentOf:
            return .unknown
        }
        guard neverNull else { return .unknown }
        return isNull ? .never(isFalse: true) : .always("the column is NOT NULL")
    }

    private func booleanTest(_ value: Expression, _ kind: BooleanTestKind, _ looks: inout Looks) -> Truth {
        let inner = truth(value, &looks)
        switch (kind, inner) {
        case (.isTrue, .always(let why)), (.isNotFalse, .always(let why)): return .always(why)
        case (.isTrue, .never), (.isFalse, .always): return .never(isFalse: true)
        case (.isNotTrue, .never): return .always("the condition is never true, and that is asked for")
        case (.isNotUnknown, .always(let why)): return .always(why)
        // "Always" leaves rows out in which a column is NULL, and "never" does not tell false from NULL.
        case (.isNotTrue, .always), (.isUnknown, .always), (.isFalse, .never), (.isNotFalse, .never),
            (.isUnknown, .never),
            (.isNotUnknown, .never), (_, .unknown):
            return .unknown
        }
    }

    /// EXISTS (SELECT ...) without FROM and WHERE has a row.
    private func exists(_ subquery: SubqueryExpression) -> Truth {
        // A function that returns a set can leave nothing, also in ORDER BY and DISTINCT ON.
        guard subquery.kind == .exists, subquery.query.limit.isEmpty, subquery.query.sort.isEmpty else {
            return .unknown
        }
        switch subquery.query.body {
        case .select(let select):
            return select.isOneRow && !select.targets.contains(where: \.mayReturnNoRow)
                ? .always("EXISTS of a row that is always there") : .unknown
        case .values: return .always("EXISTS of a row that is always there")
        case .setOperation: return .unknown
        }
    }
}

extension Select {
    /// Without FROM and conditions it is one row, unless a function in its target list returns a set.
    var isOneRow: Bool {
        from.isEmpty && condition == nil && having == nil && group.isEmpty && distinctOn.isEmpty
    }
}

extension SubqueryExpression {
    /// The expression that a sub-select used as a value stands for: `(SELECT true)` is true.
    var onlyValue: Expression? {
        guard kind == .expression, query.limit.isEmpty, query.sort.isEmpty, case .select(let select) = query.body,
            select.isOneRow, select.targets.count == 1
        else { return nil }
        return select.targets[0].value
    }
}

extension Target {
    /// A set-returning function in a target list can return no row at all.
    var mayReturnNoRow: Bool {
        switch value {
        case .literal, .parameter, .none: false
        // `t.f` may be the call f(t).
        case .column(let column): column.names.count > 1
        case .call, .operation, .logic, .subquery, .cast, .nullTest, .booleanTest, .list, .row, .array, .indirection,
            .conditional, .construct, .setToDefault, .currentOf:
            true
        }
    }
}

extension String {
    /// Without white space at either end.
    var trimmingSpaces: String {
        let bytes = utf8.drop { $0 == 32 || (9...13).contains($0) }
        var end = bytes.endIndex
        while end > bytes.startIndex {
            let before = bytes.index(before: end)
            guard bytes[before] == 32 || (9...13).contains(bytes[before]) else { break }
            end = before
        }
        return String(decoding: bytes[..<end], as: UTF8.self)
    }
}
