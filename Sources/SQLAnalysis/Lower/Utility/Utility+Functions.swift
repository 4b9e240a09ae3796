// CREATE FUNCTION, ALTER FUNCTION, CALL, DO. PostgreSQL: functioncmds.c.

extension Lower {
    /// Reads a `CreateFunctionStmt`: a function or a procedure. A body in quotes is code that nobody here reads.
    func createFunction(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.replace)
            let isProcedure = try fields.flag(.isProcedure)
            var result = Utility(
                verb: isProcedure ? "CREATE PROCEDURE" : "CREATE FUNCTION",
                statementClass: .schemaChange
            )
            let routine = ObjectReference(
                isProcedure ? .procedure : .function,
                try name(try fields.list(.funcname))
            )
            result.affect(.schemaChange, routine)
            result.affect(.procedural, routine)
            for item in try fields.list(.parameters) { _ = try parameter(item, into: &result) }
            if let type = try fields.node(.returnType) { result.types.append(try self.type(type)) }
            for option in try options(try fields.list(.options)) {
                try routineOption(option, of: routine, into: &result)
            }
            if let body = try fields.node(.sqlBody) { try routineBody(body, into: &result) }
            return result
        }
    }

    /// Reads an `AlterFunctionStmt`.
    func alterFunction(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            let type: ObjectType = try fields.constant(.objtype)
            var result = Utility(verb: "ALTER \(type.tagName)", statementClass: .schemaChange)
            let routine = ObjectReference(type.kind, try signature(try fields.require(.func), into: &result))
            result.affect(.schemaChange, routine)
            result.affect(.procedural, routine)
            for option in try options(try fields.list(.actions)) {
                try routineOption(option, of: routine, into: &result)
            }
            return result
        }
    }

    private func routineOption(
        _ option: Option,
        of routine: ObjectReference,
        into result: inout Utility
    ) throws(Refusal) {
        switch option.name {
        case "strict", "volatility", "cost", "rows", "parallel", "window": try option.plain()
        // SECURITY DEFINER runs with its owner's rights; what is LEAKPROOF sees rows before row security does.
        case "security", "leakproof":
            if try option.flag(&result.looks) { result.affect(.privilegeChange, routine) }
        case "support":
            result.affect(.procedural, try option.qualifiedName(self).map { ObjectReference(.function, $0) })
        case "set": try result.change(try option.setting(), as: .session, origin: .stored)
        case "transform": result.types += try option.types()
        // The text of the body, or a library of the server and a symbol in it.
        case "as": if try option.names().count > 1 { result.affect(.server, .file) }
        case "language":
            if try option.says(["c", "internal"], &result.looks) { result.affect(.server, .file) }
        default:  // lint: names are not a closed set
            throw option.unknown(in: result.verb)
        }
    }

    /// RETURN expression, or BEGIN ATOMIC: a list of one list of statements.
    private func routineBody(_ node: Node, into result: inout Utility) throws(Refusal) {
        switch node.tag {
        case .returnStmt: try returned(node, into: &result)
        case .list:
            try node.reading { fields throws(Refusal) in
                guard let inner = try fields.list(.items).only else { throw node.refusal }
                if inner.tag == .empty { return }  // BEGIN ATOMIC END
                guard inner.tag == .list else { throw inner.refusal }
                try inner.reading { fields throws(Refusal) in
                    for item in try fields.list(.items) {
                        if item.tag == .returnStmt {
                            try returned(item, into: &result)
                        } else {
                            result.contain(try statement(item), .stored)
                        }
                    }
                }
            }
        case .some, .none: throw node.refusal  // lint: the grammar makes these two
        }
    }

    private func returned(_ node: Node, into result: inout Utility) throws(Refusal) {
        try node.reading { fields throws(Refusal) in
            result.expressions.append(try expression(try fields.require(.returnval)))
        }
    }

    /// Reads a `CallStmt`: the procedure is code; its arguments are expressions.
    func callProcedure(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            let call = try call(try fields.require(.funccall))
            var result = Utility(verb: "CALL", statementClass: .procedural)
            result.affect(.procedural, .procedure, call.name, at: call.offset)
            result.expressions = call.arguments + call.modifiers
            return result
        }
    }

    /// Reads a `DoStmt`.
    func doBlock(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            var result = Utility(verb: "DO", statementClass: .procedural)
            result.affect(.procedural, .block)
            try plainOptions(try fields.list(.args), of: result.verb, known: ["as", "language"])
            return result
        }
    }
}
