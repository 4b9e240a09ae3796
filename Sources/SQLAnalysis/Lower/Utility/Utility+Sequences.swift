// CREATE SEQUENCE, ALTER SEQUENCE and the options of identity columns. PostgreSQL: sequence.c, init_params.

extension Lower {
    /// Reads a `CreateSeqStmt`.
    func createSequence(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.ifNotExists, .ownerId, .forIdentity)  // the last two are the analyzer's
            var result = Utility(verb: "CREATE SEQUENCE", statementClass: .schemaChange)
            result.affect(.schemaChange, try newName(try fields.require(.sequence)), as: .sequence)
            try sequenceOptions(try fields.list(.options), into: &result)
            return result
        }
    }

    /// Reads an `AlterSeqStmt`.
    func alterSequence(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.missingOk, .forIdentity)
            var result = Utility(verb: "ALTER SEQUENCE", statementClass: .schemaChange)
            result.affect(.schemaChange, try relation(try fields.require(.sequence)), as: .sequence)
            try sequenceOptions(try fields.list(.options), into: &result)
            return result
        }
    }

    /// Reads the options of a sequence.
    func sequenceOptions(_ list: NodeList, into result: inout Utility) throws(Refusal) {
        for option in try options(list) { try sequenceOption(option, into: &result) }
    }

    /// Reads one option of a sequence; OWNED BY binds a column to it.
    func sequenceOption(_ option: Option, into result: inout Utility) throws(Refusal) {
        switch option.name {
        case "cache", "cycle", "increment", "logged", "maxvalue", "minvalue", "start", "restart", "unlogged",
            "generated":
            try option.plain()
        case "as": if let type = try option.type() { result.types.append(type) }
        case "sequence_name":
            if let name = try option.qualifiedName(self) { result.affect(.schemaChange, .sequence, name) }
        case "owned_by":
            let names = try option.names()
            guard let column = names.last, names.count > 1 else { return }  // OWNED BY NONE
            let table = try name(Array(names.dropLast()), at: nil)
            result.affect(.schemaChange, .table, table, columns: .named([column]))
        default:  // lint: names are not a closed set
            throw option.unknown(in: result.verb)
        }
    }
}
