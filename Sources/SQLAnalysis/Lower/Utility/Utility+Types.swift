// CREATE TYPE, ALTER TYPE, CREATE DOMAIN, ALTER DOMAIN. PostgreSQL: typecmds.c.

extension Lower {
    /// Reads a `CompositeTypeStmt`.
    func createCompositeType(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            var result = Utility(verb: "CREATE TYPE", statementClass: .schemaChange)
            result.affect(.schemaChange, try relation(try fields.require(.typevar)), as: .type)
            for column in try fields.list(.coldeflist) { _ = try tableColumn(column, of: nil, into: &result) }
            return result
        }
    }

    /// Reads a `CreateEnumStmt`.
    func createEnum(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            _ = try strings(try fields.list(.vals))
            var result = Utility(verb: "CREATE TYPE", statementClass: .schemaChange)
            result.affect(.schemaChange, .type, try name(try fields.list(.typeName)))
            return result
        }
    }

    /// Reads an `AlterEnumStmt`: a value is added or renamed.
    func alterEnum(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            // Labels are values of the text.
            try fields.disregard(.oldVal, .newVal, .newValNeighbor, .newValIsAfter, .skipIfNewValExists)
            var result = Utility(verb: "ALTER TYPE", statementClass: .schemaChange)
            result.affect(.schemaChange, .type, try name(try fields.list(.typeName)))
            return result
        }
    }

    /// Reads a `CreateRangeStmt`.
    func createRange(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            var result = Utility(verb: "CREATE TYPE", statementClass: .schemaChange)
            result.affect(.schemaChange, .type, try name(try fields.list(.typeName)))
            for option in try options(try fields.list(.params)) {
                try definition(option, DefinitionValue.range[option.name], into: &result)
            }
            return result
        }
    }

    /// Reads an `AlterTypeStmt`: ALTER TYPE ... SET (...), for base types.
    func alterBaseType(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            var result = Utility(verb: "ALTER TYPE", statementClass: .schemaChange)
            result.affect(.schemaChange, .type, try name(try fields.list(.typeName)))
            for option in try options(try fields.list(.options)) {
                try definition(option, DefinitionValue(of: option.name, in: .type), into: &result)
            }
            return result
        }
    }

    /// Reads a `CreateDomainStmt`.
    func createDomain(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            var result = Utility(verb: "CREATE DOMAIN", statementClass: .schemaChange)
            result.affect(.schemaChange, .domain, try name(try fields.list(.domainname)))
            result.types.append(try type(try fields.require(.typeName)))
            if let clause = try fields.node(.collClause) { try collation(clause) }
            for node in try fields.list(.constraints) { try constraint(node, on: nil, into: &result) }
            return result
        }
    }

    /// Reads an `AlterDomainStmt`. A new constraint is checked against the tables that use the domain.
    func alterDomain(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.missingOk)
            var result = Utility(verb: "ALTER DOMAIN", statementClass: .schemaChange)
            result.affect(.schemaChange, .domain, try name(try fields.list(.typeName)))
            result.cascades = try cascades(&fields)
            if let name = try fields.text(.name) { result.affect(.schemaChange, .constraint, named: name) }
            let subtype = try fields.requireText(.subtype)
            let definition = try fields.node(.def)
            switch subtype {
            case "T": if let definition { result.expressions.append(try expression(definition)) }
            case "C":
                guard let definition else {
                    throw Refusal(.missingField, "AlterDomainStmt has no constraint", at: node.range)
                }
                try constraint(definition, on: nil, into: &result)
            case "N", "O", "V", "X":
                if let definition { throw definition.refusal }
            default:  // lint: a character of the grammar, not an enum; PostgreSQL: gram.y, AlterDomainStmt
                throw Refusal(.unknownConstant, "AlterDomainStmt.subtype has a value that is not understood here")
            }
            return result
        }
    }
}
