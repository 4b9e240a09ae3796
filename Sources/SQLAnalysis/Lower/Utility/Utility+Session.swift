// The session's own state: channels, plans, libraries, prepared statements and cursors.

extension Lower {
    /// Reads a `DiscardStmt`. DISCARD ALL resets every setting as RESET ALL does, and gives back the role of the login.
    func discard(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            let target: DiscardTarget = try fields.constant(.target)
            var result = Utility(verb: target.tag, statementClass: .session)
            if target == .all { result.resetSession() } else { result.affect(.session, nil) }
            if target == .all { result.binding = .discardAll }
            return result
        }
    }

    /// Reads a `ConstraintsSetStmt`: when constraints are checked in this transaction.
    func setConstraints(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.deferred)
            var result = Utility(verb: "SET CONSTRAINTS", statementClass: .session)
            let constraints = try all(try fields.list(.constraints), relation)
            for constraint in constraints { result.affect(.session, constraint, as: .constraint) }
            if constraints.isEmpty { result.affect(.session, nil) }
            return result
        }
    }

    /// Reads a `ListenStmt`.
    func listen(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            var result = Utility(verb: "LISTEN", statementClass: .session)
            result.affect(.session, .channel, named: try fields.requireText(.conditionname))
            return result
        }
    }

    /// Reads an `UnlistenStmt`.
    func unlisten(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            var result = Utility(verb: "UNLISTEN", statementClass: .session)
            let channel = try fields.text(.conditionname).map { ObjectReference(.channel, QualifiedName($0)) }
            result.affect(.session, channel)
            return result
        }
    }

    /// Reads a `NotifyStmt`; the payload is a value of the text.
    func notify(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.payload)
            var result = Utility(verb: "NOTIFY", statementClass: .session)
            result.affect(.session, .channel, named: try fields.requireText(.conditionname))
            return result
        }
    }

    /// Reads a `LoadStmt`: a library of the server's files is loaded into this server process.
    func load(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.filename)  // never shown, and no file of the server is better than another
            var result = Utility(verb: "LOAD", statementClass: .server)
            result.affect(.server, .file)
            return result
        }
    }

    /// Reads a `PrepareStmt`.
    func prepare(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            let name = try fields.requireText(.name)
            var result = Utility(verb: "PREPARE", statementClass: .session)
            result.affect(.session, .preparedStatement, named: name)
            result.types = try all(try fields.list(.argtypes), type)
            result.contain(try statement(try fields.require(.query)), .stored)
            result.binding = .prepare(name)
            return result
        }
    }

    /// Reads an `ExecuteStmt`. What it does is what the name was prepared for, which the binding leads to.
    func execute(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            let name = try fields.requireText(.name)
            var result = Utility(verb: "EXECUTE", statementClass: .read)
            result.expressions = try expressions(try fields.list(.params))
            result.binding = .execute(name)
            return result
        }
    }

    /// Reads a `DeallocateStmt`.
    func deallocate(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            let name = try fields.text(.name)
            var result = Utility(verb: name == nil ? "DEALLOCATE ALL" : "DEALLOCATE", statementClass: .session)
            result.affect(.session, name.map { ObjectReference(.preparedStatement, QualifiedName($0)) })
            result.binding = .deallocate(name)
            return result
        }
    }

    /// Reads a `DeclareCursorStmt`. The query counts as run: what a cursor is declared for is to be fetched from.
    func declareCursor(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.options)  // SCROLL, HOLD, BINARY
            let name = try fields.requireText(.portalname)
            var result = Utility(verb: "DECLARE CURSOR", statementClass: .cursor)
            result.affect(.cursor, .cursor, named: name)
            result.contain(try statement(try fields.require(.query)), .now)
            result.binding = .declareCursor(name)
            return result
        }
    }

    /// Reads a `FetchStmt`: FETCH or MOVE.
    func fetch(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.direction, .howMany)  // which of the cursor's rows
            let name = try fields.requireText(.portalname)
            var result = Utility(verb: try fields.flag(.ismove) ? "MOVE" : "FETCH", statementClass: .cursor)
            result.affect(.cursor, .cursor, named: name)
            result.binding = .useCursor(name)
            return result
        }
    }

    /// Reads a `ClosePortalStmt`.
    func closeCursor(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            let name = try fields.text(.portalname)
            var result = Utility(verb: name == nil ? "CLOSE CURSOR ALL" : "CLOSE CURSOR", statementClass: .cursor)
            result.affect(.cursor, name.map { ObjectReference(.cursor, QualifiedName($0)) })
            result.binding = .closeCursor(name)
            return result
        }
    }
}

/// What DISCARD throws away.
enum DiscardTarget: String, GrammarConstant {
    case all = "DISCARD_ALL"
    case plans = "DISCARD_PLANS"
    case sequences = "DISCARD_SEQUENCES"
    case temporary = "DISCARD_TEMP"
    static let table = ConstantTable<DiscardTarget>("DiscardMode")

    /// The command tag.
    var tag: String {
        switch self {
        case .all: "DISCARD ALL"
        case .plans: "DISCARD PLANS"
        case .sequences: "DISCARD SEQUENCES"
        case .temporary: "DISCARD TEMP"
        }
    }
}
