// Publications and subscriptions: rows leave for other servers, or come from them. PostgreSQL: publicationcmds.c.

extension Lower {
    /// Reads a `CreatePublicationStmt`.
    func createPublication(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            var result = Utility(verb: "CREATE PUBLICATION", statementClass: .server)
            try publication(&fields, into: &result)
            return result
        }
    }

    /// Reads an `AlterPublicationStmt`.
    func alterPublication(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.action)  // tables are added, dropped or set
            var result = Utility(verb: "ALTER PUBLICATION", statementClass: .server)
            try publication(&fields, into: &result)
            return result
        }
    }

    private func publication(_ fields: inout Fields, into result: inout Utility) throws(Refusal) {
        let name = try fields.requireText(.pubname)
        result.affect(.server, .publication, named: name)
        result.affect(.schemaChange, .publication, named: name)
        if try fields.flag(.forAllTables) { result.affect(.read, nil, columns: .every) }
        for object in try fields.list(.pubobjects) { try published(object, into: &result) }
        try plainOptions(
            try fields.list(.options),
            of: result.verb,
            known: ["publish", "publish_via_partition_root"]
        )
    }

    /// What is published is read by whoever subscribes.
    private func published(_ node: Node, into result: inout Utility) throws(Refusal) {
        guard node.tag == .publicationObjSpec else { throw node.refusal }
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.location)
            let type: PublicationObjectType = try fields.constant(.pubobjtype)
            switch type {
            case .plainTable:
                try publishedTable(try fields.require(.pubtable), into: &result)
            case .tablesInSchema:
                result.affect(.read, .schema, named: try fields.requireText(.name), columns: .every)
            case .tablesInCurrentSchema:
                result.affect(.read, nil, columns: .every)
            }
        }
    }

    private func publishedTable(_ node: Node, into result: inout Utility) throws(Refusal) {
        guard node.tag == .publicationTable else { throw node.refusal }
        try node.reading { fields throws(Refusal) in
            let table = try relation(try fields.require(.relation))
            var columns = Columns.listed(try strings(try fields.list(.columns)))
            if let condition = try fields.node(.whereClause) {
                result.expressions.append(try expression(condition))
                columns.formUnion(try self.columns(in: condition, of: table.name))
            }
            result.affect(.read, table, columns: columns)
        }
    }

    /// Reads a `CreateSubscriptionStmt`: this server connects to another one, and rows come from there.
    func createSubscription(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            var result = Utility(verb: "CREATE SUBSCRIPTION", statementClass: .server)
            try subscription(&fields, into: &result)
            return result
        }
    }

    /// Reads an `AlterSubscriptionStmt`.
    func alterSubscription(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.kind)  // what is altered: all of it is the server's business
            var result = Utility(verb: "ALTER SUBSCRIPTION", statementClass: .server)
            try subscription(&fields, into: &result)
            return result
        }
    }

    private func subscription(_ fields: inout Fields, into result: inout Utility) throws(Refusal) {
        try fields.disregard(.conninfo)  // may hold a password
        let name = try fields.requireText(.subname)
        result.affect(.server, .subscription, named: name)
        result.affect(.schemaChange, .subscription, named: name)
        _ = try strings(try fields.list(.publication))  // publications of the other server
        for option in try options(try fields.list(.options)) { try option.plain() }
    }

    /// Reads a `DropSubscriptionStmt`.
    func dropSubscription(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.missingOk)
            var result = Utility(verb: "DROP SUBSCRIPTION", statementClass: .server)
            let name = try fields.requireText(.subname)
            result.affect(.server, .subscription, named: name)
            result.affect(.schemaChange, .subscription, named: name)
            result.cascades = try cascades(&fields)
            return result
        }
    }
}

/// What a publication lists, once the grammar has told what a bare name means.
enum PublicationObjectType: String, GrammarConstant {
    case plainTable = "PUBLICATIONOBJ_TABLE"
    case tablesInSchema = "PUBLICATIONOBJ_TABLES_IN_SCHEMA"
    case tablesInCurrentSchema = "PUBLICATIONOBJ_TABLES_IN_CUR_SCHEMA"
    static let table = ConstantTable<PublicationObjectType>("PublicationObjSpecType")
}
