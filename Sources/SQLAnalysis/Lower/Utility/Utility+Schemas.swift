// CREATE SCHEMA and extensions. PostgreSQL: schemacmds.c, extension.c.

extension Lower {
    /// Reads a `CreateSchemaStmt`; the statements in it create in the new schema.
    func createSchema(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.ifNotExists)
            var result = Utility(verb: "CREATE SCHEMA", statementClass: .schemaChange)
            var schema = try fields.text(.schemaname)
            let owner = try fields.node(.authrole)
            // Without a name of its own the schema is called like its owner, when that one is named.
            if schema == nil, let owner { schema = try ownName(owner) }
            result.affect(.schemaChange, schema.map { ObjectReference(.schema, QualifiedName($0)) })
            if let owner { result.affect(.privilegeChange, .role, named: try role(owner)) }
            for element in try fields.list(.schemaElts) {
                result.contain(placed(try statement(element), element.tag, in: schema), .now)
            }
            return result
        }
    }

    private func ownName(_ node: Node) throws(Refusal) -> String? {
        var fields = Fields(node)
        let kind: RoleKind = try fields.constant(.roletype)
        switch kind {
        case .named: return try fields.text(.rolename)
        case .currentRole, .currentUser, .sessionUser, .public: return nil
        }
    }

    /// The statement with what it creates in the new schema, where its text says none.
    // PostgreSQL: parse_utilcmd.c, transformCreateSchemaStmtElements and setSchemaName
    private func placed(_ statement: Statement, _ tag: NodeTag?, in schema: String?) -> Statement {
        guard let schema, case .utility(var utility) = statement else { return statement }
        let isOnTable = tag == .indexStmt || tag == .createTrigStmt
        let isNew = tag == .createStmt || tag == .viewStmt || tag == .createSeqStmt
        for (index, effect) in utility.effects.enumerated() {
            guard let object = effect.object, object.name.schema == nil else { continue }
            // A new object is the first effect; an index or trigger comes with its table.
            guard isNew && index == 0 || isOnTable && (object.kind == .table || object.kind == .index) else { continue }
            let name = QualifiedName(schema: schema, object.name.name)
            utility.effects[index] = Effect(
                effect.effectClass,
                effect.verb,
                ObjectReference(object.kind, name),
                columns: effect.columns,
                bound: effect.bound,
                origin: effect.origin,
                at: effect.range
            )
        }
        return .utility(utility)
    }

    /// Reads a `CreateExtensionStmt`: a script of the server's files runs.
    func createExtension(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.ifNotExists)
            var result = Utility(verb: "CREATE EXTENSION", statementClass: .schemaChange)
            try extensionScript(&fields, into: &result)
            return result
        }
    }

    /// Reads an `AlterExtensionStmt`: UPDATE, which runs a script too.
    func alterExtension(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            var result = Utility(verb: "ALTER EXTENSION", statementClass: .schemaChange)
            try extensionScript(&fields, into: &result)
            return result
        }
    }

    private func extensionScript(_ fields: inout Fields, into result: inout Utility) throws(Refusal) {
        let name = try fields.requireText(.extname)
        result.affect(.schemaChange, .extension, named: name)
        result.affect(.procedural, .extension, named: name)
        for option in try options(try fields.list(.options)) {
            switch option.name {
            case "new_version", "cascade": try option.plain()  // CASCADE installs what the extension needs
            case "schema": result.affect(.schemaChange, .schema, named: try option.identifier())
            default:  // lint: names are not a closed set
                throw option.unknown(in: result.verb)
            }
        }
    }

    /// Reads an `AlterExtensionContentsStmt`: objects are made part of an extension, or no longer.
    func alterExtensionContents(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.action)
            var result = Utility(verb: "ALTER EXTENSION", statementClass: .schemaChange)
            result.affect(.schemaChange, .extension, named: try fields.requireText(.extname))
            let type: ObjectType = try fields.constant(.objtype)
            let objects = try objects(type, try fields.require(.object), into: &result)
            result.affect([.schemaChange], objects)
            return result
        }
    }
}
