// What a condition says by its shape alone: always true, never true, or something about the rows.

/// The value of a condition as far as its shape tells.
enum Truth: Equatable {
    /// True for every row, or for every row in which the columns it names are not NULL; and why.
    case always(String)
    /// False or NULL for every row.
    case never
    case unknown
}

/// Judges conditions without asking the server.
struct Condition {
    /// What the catalog knows of the table whose rows are asked about.
    let target: CatalogRelation?
    /// The name by which that table's columns are qualified.
    let visibleName: String

    /// The truth of an expression used as a condition. Looks at literals are recorded.
    func truth(_ expression: Expression, _ looks: inout Looks) -> Truth { judge(expression, &looks).truth }

    /// A truth, and what NOT makes of it.
    struct Judgement {
        let truth: Truth
        /// Where the truth is `never`: false, not NULL, for every row.
        let isFalse: Bool

        init(_ truth: Truth, isFalse: Bool = false) {
            self.truth = truth
            self.isFalse = isFalse
        }

        /// False for every row, and not NULL.
        var isCertainlyFalse: Bool { truth == .never && isFalse }
    }

    /// Judges an expression and, once for each, what is inside of it.
    private func judge(_ expression: Expression, _ looks: inout Looks) -> Judgement {
        switch expression {
        case .literal(let literal):
            if literal.isNull { return Judgement(.never) }
            return Judgement(truth(of: literal.value(&looks)), isFalse: true)
        case .logic(let logic, let parts): return judge(logic, parts, &looks)
        case .operation(let operation):
            guard let outcome = compare(operation, &looks) else { return Judgement(.unknown) }
            return outcome
                ? Judgement(.always("the comparison is always true")) : Judgement(.never, isFalse: true)
        // These two are never NULL.
        case .nullTest(let value, let isNull): return Judgement(nullTest(value, isNull: isNull, &looks), isFalse: true)
        case .booleanTest(let value, let kind): return Judgement(booleanTest(value, kind, &looks), isFalse: true)
        case .cast(let value, let type):
            return type.name.name == "bool" && [nil, "pg_catalog"].contains(type.name.schema)
                ? judge(value, &looks) : Judgement(.unknown)
        case .subquery(let subquery): return Judgement(exists(subquery), isFalse: true)
        case .column, .parameter, .call, .list, .row, .array, .indirection, .conditional, .construct, .setToDefault,
            .currentOf:
            return Judgement(.unknown)
        }
    }

    private func truth(of value: LiteralValue) -> Truth {
        switch value {
        case .boolean(let value): value ? .always("the condition is the constant true") : .never
        case .string(let text): Condition.boolean(text).map { $0 ? .always("the condition is a constant") : .never } ?? .unknown
        case .integer, .decimal, .bits, .null: .unknown
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

    private func judge(_ logic: LogicOperator, _ parts: [Expression], _ looks: inout Looks) -> Judgement {
        let judged = parts.map { judge($0, &looks) }
        switch logic {
        case .and:
            if judged.contains(where: { $0.truth == .never }) {
                return Judgement(.never, isFalse: judged.contains(where: \.isCertainlyFalse))
            }
            return Judgement(judged.contains { $0.truth == .unknown } ? .unknown : judged.first?.truth ?? .unknown)
        case .or:
            for part in judged {
                guard case .always(let why) = part.truth else { continue }
                return Judgement(.always(judged.count > 1 ? "one side of OR is always true: \(why)" : why))
            }
            return judged.allSatisfy { $0.truth == .never }
                ? Judgement(.never, isFalse: judged.allSatisfy(\.isFalse)) : Judgement(.unknown)
        case .not:
            switch judged.first?.truth {
            case .always: return Judgement(.never, isFalse: true)
            // NOT of NULL is NULL, so only what is false for sure makes it true.
            case .never:
                return judged.first?.isFalse == true
                    ? Judgement(.always("the condition is always true")) : Judgement(.unknown)
            case .unknown, .none: return Judgement(.unknown)
            }
        }
    }

    private func nullTest(_ value: Expression, isNull: Bool, _ looks: inout Looks) -> Truth {
        let neverNull: Bool
        switch value {
        case .literal(let literal):
            if literal.isNull { return isNull ? .always("NULL IS NULL") : .never }
            neverNull = true
        case .column(let column):
            // A source on the far side of an outer join has NULLs in columns that are NOT NULL where they come from.
            guard let known = column.names.last.flatMap({ target?.column($0) }), !column.star,
                column.names.count == 1 || column.names[column.names.count - 2] == visibleName
            else { return .unknown }
            neverNull = known.notNull
        case .nullTest, .booleanTest: neverNull = true
        case .row, .array, .parameter, .call, .operation, .logic, .subquery, .cast, .list, .indirection, .conditional,
            .construct, .setToDefault, .currentOf:
            return .unknown
        }
        guard neverNull else { return .unknown }
        return isNull ? .never : .always("the column is NOT NULL")
    }

    private func booleanTest(_ value: Expression, _ kind: BooleanTestKind, _ looks: inout Looks) -> Truth {
        let inner = truth(value, &looks)
        switch (kind, inner) {
        case (.isTrue, .always(let why)), (.isNotFalse, .always(let why)): return .always(why)
        case (.isTrue, .never), (.isFalse, .always): return .never
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
        guard subquery.kind == .exists, subquery.query.limit.isEmpty else { return .unknown }
        switch subquery.query.body {
        case .select(let select):
            let plain = select.from.isEmpty && select.condition == nil && select.having == nil && select.group.isEmpty
            return plain && !select.targets.contains(where: \.mayReturnNoRow)
                ? .always("EXISTS of a row that is always there") : .unknown
        case .values: return .always("EXISTS of a row that is always there")
        case .setOperation: return .unknown
        }
    }
}

extension Target {
    /// A set-returning function in a target list can return no row at all.
    var mayReturnNoRow: Bool {
        switch value {
        case .literal, .column, .parameter, .none: false
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
