// Calls, and the constructs that have a node of their own and compute from their parts alone.

extension Lower {
    /// Reads a `FuncCall`: function, aggregate or window function.
    func call(_ node: Node) throws(Refusal) -> FunctionCall {
        guard node.tag == .funcCall else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            // These change how arguments are combined; what is called with what stays the same.
            try fields.disregard(.aggWithinGroup, .funcVariadic)
            let isDistinct = try fields.flag(.aggDistinct)
            let format: CallFormat = try fields.constant(.funcformat)
            var modifiers = try expressions(try fields.list(.aggOrder))
            if let filter = try fields.node(.aggFilter) { modifiers.append(try expression(filter)) }
            let over = try fields.node(.over)
            if let over { modifiers += try window(over) }
            return FunctionCall(
                name: try name(try fields.list(.funcname)),
                arguments: try expressions(try fields.list(.args)),
                modifiers: modifiers,
                star: try fields.flag(.aggStar),
                isDistinct: isDistinct,
                isWindow: over != nil,
                sqlSyntax: format == .sqlSyntax,
                offset: try fields.location()
            )
        }
    }

    /// Reads a `WindowDef`: what it is partitioned and ordered by, and the offsets of its frame.
    func window(_ node: Node) throws(Refusal) -> [Expression] {
        guard node.tag == .windowDef else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            try fields.disregard(.location, .name, .refname, .frameOptions)  // names of windows, kinds of frame
            var parts = try expressions(try fields.list(.partitionClause))
            parts += try expressions(try fields.list(.orderClause))
            if let start = try fields.node(.startOffset) { parts.append(try expression(start)) }
            if let end = try fields.node(.endOffset) { parts.append(try expression(end)) }
            return parts
        }
    }

    /// Reads a `SortBy`; `USING op` is the call of an operator.
    func sort(_ node: Node) throws(Refusal) -> Expression {
        guard node.tag == .sortBy else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            try fields.disregard(.sortbyDir, .sortbyNulls)
            let offset = try fields.location()
            let value = try expression(try fields.require(.node))
            let operatorName = try fields.list(.useOp)
            if operatorName.isEmpty { return .construct(.orderBy, [value]) }
            return .operation(
                Operation(kind: .plain, name: try name(operatorName), left: value, right: value, offset: offset)
            )
        }
    }

    func coalesce(_ node: Node) throws(Refusal) -> Expression {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.location, .coalescetype, .coalescecollid)
            return .construct(.coalesce, try expressions(try fields.list(.args)))
        }
    }

    func minMax(_ node: Node) throws(Refusal) -> Expression {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.location, .op, .minmaxtype, .minmaxcollid, .inputcollid)
            return .construct(.greatestOrLeast, try expressions(try fields.list(.args)))
        }
    }

    func collate(_ node: Node) throws(Refusal) -> Expression {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.location)
            _ = try name(try fields.list(.collname))
            return .construct(.collate, [try expression(try fields.require(.arg))])
        }
    }

    func grouping(_ node: Node) throws(Refusal) -> Expression {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.location, .agglevelsup)
            return .construct(.grouping, try expressions(try fields.list(.args)))
        }
    }

    func groupingSet(_ node: Node) throws(Refusal) -> Expression {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.location, .kind)
            return .construct(.grouping, try expressions(try fields.list(.content)))
        }
    }

    func currentValue(_ node: Node) throws(Refusal) -> Expression {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.location, .op, .type, .typmod)
            return .construct(.currentValue, [])
        }
    }

    func xml(_ node: Node) throws(Refusal) -> Expression {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.location, .op, .name, .xmloption, .type, .typmod)
            _ = try strings(try fields.list(.argNames))
            return .construct(
                .xml,
                try expressions(try fields.list(.namedArgs)) + (try expressions(try fields.list(.args)))
            )
        }
    }

    func xmlSerialize(_ node: Node) throws(Refusal) -> Expression {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.location, .xmloption)
            return .cast(
                .construct(.xml, [try expression(try fields.require(.expr))]),
                try type(try fields.require(.typeName))
            )
        }
    }

    func namedArgument(_ node: Node) throws(Refusal) -> Expression {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.location, .name, .argnumber)
            return .construct(.namedArgument, [try expression(try fields.require(.arg))])
        }
    }

    /// One column of `SET (a, b) = source`. The grammar repeats the source for each column; each copy is read.
    func multipleAssignment(_ node: Node) throws(Refusal) -> Expression {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.colno, .ncolumns)
            return .construct(.multipleAssignment, [try expression(try fields.require(.source))])
        }
    }

    /// A `ResTarget` where a value with a name is an argument, as in XMLFOREST(a AS b).
    func argument(_ node: Node) throws(Refusal) -> Expression {
        let target = try self.target(node)
        guard let value = target.value, target.indirection.isEmpty else { throw node.refusal }
        return value
    }

    func setToDefault(_ node: Node) throws(Refusal) -> Expression {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.location, .typeId, .typeMod, .collation)
            return .setToDefault
        }
    }

    func currentOf(_ node: Node) throws(Refusal) -> Expression {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.cvarno, .cursorParam)
            return .currentOf(try fields.requireText(.cursorName))
        }
    }
}

/// How a call is spelled.
enum CallFormat: String, GrammarConstant {
    case explicit = "COERCE_EXPLICIT_CALL"
    case sqlSyntax = "COERCE_SQL_SYNTAX"
    static let table = ConstantTable<CallFormat>("CoercionForm")
}
