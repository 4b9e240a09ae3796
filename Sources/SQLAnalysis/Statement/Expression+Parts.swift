// An expression's parts, for questions that are asked of all of them.

extension Expression {
    /// The expressions that this one computes with; what a sub-select holds is not among them, what it is compared with is.
    var parts: [Expression] {
        switch self {
        case .column, .literal, .parameter, .setToDefault, .currentOf: []
        case .call(let call): call.arguments + call.modifiers
        case .operation(let operation): [operation.left, operation.right].compactMap(\.self)
        case .logic(_, let parts), .list(let parts), .row(let parts), .array(let parts), .conditional(let parts),
            .construct(_, let parts):
            parts
        case .subquery(let subquery): [subquery.test].compactMap(\.self)
        case .cast(let value, _), .nullTest(let value, _), .booleanTest(let value, _): [value]
        case .indirection(let value, let steps):
            [value]
                + steps.flatMap { step -> [Expression] in
                    switch step {
                    case .subscripts(let bounds): bounds
                    case .field, .star: []
                    }
                }
        }
    }

    /// Whether the expression or one of its parts, at any depth, passes a test.
    func contains(where test: (Expression) -> Bool) -> Bool {
        test(self) || parts.contains { $0.contains(where: test) }
    }
}
