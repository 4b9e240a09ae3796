// The names that PostgreSQL gives outputs without one, as far as masking asks for them.

extension SubqueryExpression {
    /// The name that PostgreSQL gives an output that is a sub-select; nil where that is not told here.
    fileprivate var figuredName: String? {
        switch kind {
        case .exists: return "exists"
        case .array: return "array"
        case .all, .any, .rowCompare: return "?column?"
        case .expression:
            guard case .select(let select) = query.body, let target = select.targets.first else { return nil }
            return target.name ?? target.value?.figuredName
        }
    }
}

extension Expression {
    /// The name that PostgreSQL gives an output without one; nil where that is not told here.
    /// PostgreSQL: parse_target.c, FigureColnameInternal.
    var figuredName: String? {
        switch self {
        case .column(let column): column.star ? nil : column.names.last
        case .call(let call): call.name.name
        case .cast(let value, let type): value.isNamed ? value.figuredName : type.name.name
        case .indirection(let value, let steps):
            steps.reversed().lazy.compactMap { if case .field(let name) = $0 { name } else { nil } }.first
                ?? value.figuredName
        case .literal, .parameter, .logic, .nullTest, .booleanTest: "?column?"
        case .operation(let operation): operation.kind == .nullIf ? "nullif" : "?column?"
        case .subquery(let subquery): subquery.figuredName
        case .row: "row"
        case .array: "array"
        case .conditional(let parts): parts.last.map(\.isNamed) == true ? nil : "case"
        case .construct(let construct, let parts):
            switch construct {
            case .coalesce: "coalesce"
            case .grouping: "grouping"
            case .collate: parts.first?.figuredName
            case .greatestOrLeast, .currentValue, .xml, .namedArgument, .multipleAssignment, .orderBy: nil
            }
        case .list, .setToDefault, .currentOf: nil
        }
    }

    /// Whether a cast keeps its name.
    private var isNamed: Bool {
        switch self {
        case .column, .call, .indirection, .row, .array: true
        case .subquery(let subquery): subquery.figuredName != "?column?"
        case .construct(_, _): figuredName != "?column?"
        case .operation(let operation): operation.kind == .nullIf
        case .literal, .parameter, .logic, .cast, .nullTest, .booleanTest, .list, .conditional, .setToDefault,
            .currentOf:
            false
        }
    }

    /// Where it stands, as far as that is told.
    var place: Int? {
        switch self {
        case .column(let column): column.offset
        case .call(let call): call.offset
        case .operation(let operation): operation.offset ?? operation.left?.place
        case .subquery(let subquery): subquery.offset
        case .cast(let value, let type): value.place ?? type.offset
        case .literal(let literal): literal.offset
        case .nullTest(let value, _), .booleanTest(let value, _), .indirection(let value, _): value.place
        case .logic(_, let parts), .list(let parts), .row(let parts), .array(let parts), .conditional(let parts),
            .construct(_, let parts):
            parts.first?.place
        case .parameter, .setToDefault, .currentOf: nil
        }
    }
}
