// Foreign data: wrappers, servers, user mappings, imported schemas. PostgreSQL: foreigncmds.c.

extension Lower {
    /// Reads a `CreateFdwStmt`.
    func createWrapper(_ node: Node) throws(Refusal) -> Utility {
        try wrapper(node, "CREATE FOREIGN DATA WRAPPER")
    }

    /// Reads an `AlterFdwStmt`.
    func alterWrapper(_ node: Node) throws(Refusal) -> Utility {
        try wrapper(node, "ALTER FOREIGN DATA WRAPPER")
    }

    private func wrapper(_ node: Node, _ verb: String) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            var result = Utility(verb: verb, statementClass: .server)
            let name = try fields.requireText(.fdwname)
            result.affect(.server, .foreignDataWrapper, named: name)
            result.affect(.schemaChange, .foreignDataWrapper, named: name)
            for option in try options(try fields.list(.funcOptions)) {
                guard option.name == "handler" || option.name == "validator" else { throw option.unknown(in: verb) }
                // NO HANDLER has no value.
                if let function = try option.qualifiedName(self) { result.affect(.procedural, .function, function) }
            }
            try foreignOptions(try fields.list(.options))
            return result
        }
    }

    /// Reads a `CreateForeignServerStmt`.
    func createServer(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.servertype, .version, .ifNotExists)  // for the wrapper, and values of the text
            var result = Utility(verb: "CREATE SERVER", statementClass: .server)
            try foreignServer(&fields, [.server, .schemaChange], into: &result)
            result.affect(.server, .foreignDataWrapper, named: try fields.requireText(.fdwname))
            return result
        }
    }

    /// Reads an `AlterForeignServerStmt`.
    func alterServer(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.version, .hasVersion)
            var result = Utility(verb: "ALTER SERVER", statementClass: .server)
            try foreignServer(&fields, [.server, .schemaChange], into: &result)
            return result
        }
    }

    private func foreignServer(
        _ fields: inout Fields,
        _ classes: [StatementClass],
        into result: inout Utility
    ) throws(Refusal) {
        let name = try fields.requireText(.servername)
        for effectClass in classes { result.affect(effectClass, .server, named: name) }
        try foreignOptions(try fields.list(.options))
    }

    /// Reads a `CreateUserMappingStmt`: as whom a role appears at a foreign server. Its options hold credentials.
    func createUserMapping(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.ifNotExists)
            var result = Utility(verb: "CREATE USER MAPPING", statementClass: .server)
            try userMapping(&fields, into: &result)
            try foreignOptions(try fields.list(.options))
            return result
        }
    }

    /// Reads an `AlterUserMappingStmt`.
    func alterUserMapping(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            var result = Utility(verb: "ALTER USER MAPPING", statementClass: .server)
            try userMapping(&fields, into: &result)
            try foreignOptions(try fields.list(.options))
            return result
        }
    }

    /// Reads a `DropUserMappingStmt`.
    func dropUserMapping(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.missingOk)
            var result = Utility(verb: "DROP USER MAPPING", statementClass: .server)
            try userMapping(&fields, into: &result)
            return result
        }
    }

    /// A mapping has no name of its own: it is named as its server, and its role has an effect of its own.
    private func userMapping(_ fields: inout Fields, into result: inout Utility) throws(Refusal) {
        let server = try fields.requireText(.servername)
        result.affect(.server, .userMapping, named: server)
        result.affect(.schemaChange, .userMapping, named: server)
        result.affect(.privilegeChange, .role, named: try role(try fields.require(.user)))
    }

    /// Reads an `ImportForeignSchemaStmt`: foreign tables are made of what the other server has.
    func importForeignSchema(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.remoteSchema, .listType)  // which of the other server's tables
            var result = Utility(verb: "IMPORT FOREIGN SCHEMA", statementClass: .server)
            result.affect(.server, .server, named: try fields.requireText(.serverName))
            result.affect(.schemaChange, .schema, named: try fields.requireText(.localSchema))
            _ = try all(try fields.list(.tableList), relation)  // names of the other server's tables
            try foreignOptions(try fields.list(.options))
            return result
        }
    }
}
