// Databases, tablespaces and the server's configuration. PostgreSQL: dbcommands.c, tablespace.c.

extension Lower {
    /// Reads a `CreatedbStmt`. Values of options may be literals and are not shown.
    func createDatabase(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            var result = Utility(verb: "CREATE DATABASE", statementClass: .server)
            try database(&fields, [.server, .schemaChange], into: &result)
            try plainOptions(try fields.list(.options), of: result.verb, known: databaseOptions)
            return result
        }
    }

    /// Reads an `AlterDatabaseStmt`.
    func alterDatabase(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            var result = Utility(verb: "ALTER DATABASE", statementClass: .server)
            try database(&fields, [.server], into: &result)
            try plainOptions(try fields.list(.options), of: result.verb, known: databaseOptions)
            return result
        }
    }

    private var databaseOptions: Set<String> {
        [
            "allow_connections", "collation_version", "connection_limit", "encoding", "icu_locale", "is_template",
            "lc_collate", "lc_ctype", "locale", "locale_provider", "location", "oid", "owner", "strategy", "tablespace",
            "template",
        ]
    }

    /// Reads an `AlterDatabaseRefreshCollStmt`.
    func refreshDatabaseCollation(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            var result = Utility(verb: "ALTER DATABASE", statementClass: .server)
            try database(&fields, [.server], into: &result)
            return result
        }
    }

    /// Reads an `AlterDatabaseSetStmt`: settings with which the database's sessions begin.
    func alterDatabaseSettings(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            var result = Utility(verb: "ALTER DATABASE", statementClass: .server)
            try database(&fields, [.server], into: &result)
            try result.change(try settingClause(try fields.require(.setstmt)), as: .server)
            return result
        }
    }

    /// Reads a `DropdbStmt`.
    func dropDatabase(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.missingOk)
            var result = Utility(verb: "DROP DATABASE", statementClass: .server)
            try database(&fields, [.server, .schemaChange], into: &result)
            try plainOptions(try fields.list(.options), of: result.verb, known: ["force"])
            return result
        }
    }

    private func database(
        _ fields: inout Fields,
        _ classes: [StatementClass],
        into result: inout Utility
    ) throws(Refusal) {
        let name = try fields.requireText(.dbname)
        for effectClass in classes { result.affect(effectClass, .database, named: name) }
    }

    /// Reads an `AlterSystemStmt`: the server's configuration file.
    func alterSystem(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            var result = Utility(verb: "ALTER SYSTEM", statementClass: .server)
            result.affect(.server, nil)
            try result.change(try settingClause(try fields.require(.setstmt)), as: .server)
            return result
        }
    }

    /// Reads a `CreateTableSpaceStmt`.
    func createTablespace(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.location)  // a folder of the server: a value of the text
            var result = Utility(verb: "CREATE TABLESPACE", statementClass: .server)
            try tablespace(&fields, [.server, .schemaChange], into: &result)
            result.affect(.server, .file)
            if let owner = try fields.node(.owner) { result.affect(.privilegeChange, .role, named: try role(owner)) }
            for option in try options(try fields.list(.options)) { try option.plain() }
            return result
        }
    }

    /// Reads an `AlterTableSpaceOptionsStmt`.
    func alterTablespace(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.isReset)
            var result = Utility(verb: "ALTER TABLESPACE", statementClass: .server)
            try tablespace(&fields, [.server], into: &result)
            for option in try options(try fields.list(.options)) { try option.plain() }
            return result
        }
    }

    /// Reads a `DropTableSpaceStmt`.
    func dropTablespace(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.missingOk)
            var result = Utility(verb: "DROP TABLESPACE", statementClass: .server)
            try tablespace(&fields, [.server, .schemaChange], into: &result)
            return result
        }
    }

    private func tablespace(
        _ fields: inout Fields,
        _ classes: [StatementClass],
        into result: inout Utility
    ) throws(Refusal) {
        let name = try fields.requireText(.tablespacename)
        for effectClass in classes { result.affect(effectClass, .tablespace, named: name) }
    }

    /// Reads an `AlterTableMoveAllStmt`: all tables, indexes or views of a tablespace; OWNED BY narrows them.
    func moveAll(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.nowait)
            let type: ObjectType = try fields.constant(.objtype)
            var result = Utility(verb: "ALTER \(type.tagName)", statementClass: .server)
            result.affect(.server, .tablespace, named: try fields.requireText(.origTablespacename))
            result.affect(.server, .tablespace, named: try fields.requireText(.newTablespacename))
            result.affect(.schemaChange, nil)
            _ = try all(try fields.list(.roles), role)
            return result
        }
    }
}
