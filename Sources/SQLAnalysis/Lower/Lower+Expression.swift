// Expressions. PostgreSQL: gram.y, a_expr and c_expr; parse_expr.c for what each node means.

extension Lower {
    /// Lowers an expression of any kind that a raw parse tree can hold.
    func expression(_ node: Node) throws(Refusal) -> Expression {
        switch node.tag {
        case .columnRef: .column(try column(node))
        case .aConst: .literal(try Literal(node))
        case .paramRef: try parameter(node)
        case .funcCall: .call(try call(node))
        case .aExpr: .operation(try operation(node))
        case .boolExpr: try logic(node)
        case .subLink: .subquery(try subquery(node))
        case .typeCast: try cast(node)
        case .nullTest: try nullTest(node)
        case .booleanTest: try booleanTest(node)
        case .list: .list(try items(node))
        case .rowExpr: try row(node)
        case .aArrayExpr: try array(node)
        case .aIndirection: try indirection(node)
        case .caseExpr: try conditional(node)
        case .coalesceExpr: try coalesce(node)
        case .minMaxExpr: try minMax(node)
        case .collateClause: try collate(node)
        case .groupingFunc: try grouping(node)
        case .groupingSet: try groupingSet(node)
        case .sqlValueFunction: try currentValue(node)
        case .xmlExpr: try xml(node)
        case .xmlSerialize: try xmlSerialize(node)
        case .namedArgExpr: try namedArgument(node)
        case .multiAssignRef: try multipleAssignment(node)
        case .sortBy: try sort(node)
        case .resTarget: try argument(node)
        case .setToDefault: try setToDefault(node)
        case .currentOfExpr: try currentOf(node)
        case .some, .none: throw node.refusal  // lint: statements, clauses and planner nodes are no expressions
        }
    }

    /// Lowers each element of a list of expressions.
    func expressions(_ list: NodeList) throws(Refusal) -> [Expression] {
        try all(list, expression)
    }

    /// Reads the expressions of a `List` node.
    func items(_ node: Node) throws(Refusal) -> [Expression] {
        guard node.tag == .list else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in try expressions(try fields.list(.items)) }
    }

    /// Reads a `ColumnRef`.
    func column(_ node: Node) throws(Refusal) -> ColumnReference {
        try node.reading { fields throws(Refusal) in
            var names: [String] = []
            var star = false
            for part in try fields.list(.fields) {
                if star { throw Refusal(.unsupportedConstruct, "a name after a star", at: node.range) }
                if part.tag == .aStar {
                    try part.reading { _ throws(Refusal) in }
                    star = true
                } else {
                    names.append(try string(part))
                }
            }
            if names.isEmpty && !star { throw Refusal(.missingField, "a column without a name", at: node.range) }
            return ColumnReference(names: names, star: star, offset: try fields.location())
        }
    }

    private func parameter(_ node: Node) throws(Refusal) -> Expression {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.location)
            return .parameter(try fields.integer(.number))
        }
    }

    private func operation(_ node: Node) throws(Refusal) -> Operation {
        try node.reading { fields throws(Refusal) in
            Operation(
                kind: try fields.constant(.kind),
                name: try name(try fields.list(.name)),
                left: try fields.node(.lexpr).map(expression),
                right: try fields.node(.rexpr).map(expression),
                offset: try fields.location()
            )
        }
    }

    private func logic(_ node: Node) throws(Refusal) -> Expression {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.location)
            return .logic(try fields.constant(.boolop), try expressions(try fields.list(.args)))
        }
    }

    private func subquery(_ node: Node) throws(Refusal) -> SubqueryExpression {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.subLinkId)  // set by the planner
            let operatorName = try fields.list(.operName)
            return SubqueryExpression(
                kind: try fields.constant(.subLinkType),
                test: try fields.node(.testexpr).map(expression),
                operator: operatorName.isEmpty ? nil : try name(operatorName),
                query: try query(try fields.require(.subselect)),
                offset: try fields.location()
            )
        }
    }

    private func cast(_ node: Node) throws(Refusal) -> Expression {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.location)
            return .cast(try expression(try fields.require(.arg)), try type(try fields.require(.typeName)))
        }
    }

    private func nullTest(_ node: Node) throws(Refusal) -> Expression {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.location, .argisrow)  // argisrow is set by the analyzer
            let test: NullTestKind = try fields.constant(.nulltesttype)
            return .nullTest(try expression(try fields.require(.arg)), isNull: test == .isNull)
        }
    }

    private func booleanTest(_ node: Node) throws(Refusal) -> Expression {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.location)
            return .booleanTest(try expression(try fields.require(.arg)), try fields.constant(.booltesttype))
        }
    }

    private func row(_ node: Node) throws(Refusal) -> Expression {
        try node.reading { fields throws(Refusal) in
            // Whether ROW is written out does not change the value; the type is the analyzer's.
            try fields.disregard(.location, .rowFormat, .rowTypeid)
            _ = try strings(try fields.list(.colnames))
            return .row(try expressions(try fields.list(.args)))
        }
    }

    private func array(_ node: Node) throws(Refusal) -> Expression {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.location)
            return .array(try expressions(try fields.list(.elements)))
        }
    }

    private func indirection(_ node: Node) throws(Refusal) -> Expression {
        try node.reading { fields throws(Refusal) in
            .indirection(
                try expression(try fields.require(.arg)),
                try all(try fields.list(.indirection), indirectionStep)
            )
        }
    }

    /// Reads one step of an indirection: a field's name, a star, or subscripts.
    func indirectionStep(_ node: Node) throws(Refusal) -> Indirection {
        if node.tag == .string { return .field(try string(node)) }
        if node.tag == .aStar {
            try node.reading { _ throws(Refusal) in }
            return .star
        }
        guard node.tag == .aIndices else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            try fields.disregard(.isSlice)
            var bounds: [Expression] = []
            if let lower = try fields.node(.lidx) { bounds.append(try expression(lower)) }
            if let upper = try fields.node(.uidx) { bounds.append(try expression(upper)) }
            return .subscripts(bounds)
        }
    }

    private func conditional(_ node: Node) throws(Refusal) -> Expression {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.location, .casetype, .casecollid)  // types are the analyzer's
            var parts: [Expression] = []
            if let argument = try fields.node(.arg) { parts.append(try expression(argument)) }
            for when in try fields.list(.args) {
                guard when.tag == .caseWhen else { throw when.refusal }
                try when.reading { fields throws(Refusal) in
                    try fields.disregard(.location)
                    parts.append(try expression(try fields.require(.expr)))
                    parts.append(try expression(try fields.require(.result)))
                }
            }
            if let otherwise = try fields.node(.defresult) { parts.append(try expression(otherwise)) }
            return .conditional(parts)
        }
    }
}

/// The tests of NullTest.
enum NullTestKind: String, GrammarConstant {
    case isNull = "IS_NULL"
    case isNotNull = "IS_NOT_NULL"
    static let table = ConstantTable<NullTestKind>("NullTestType")
}
