// Statements that do one thing to objects of many types: DROP, RENAME, OWNER TO, SET SCHEMA, COMMENT.

extension Lower {
    /// Reads a `DropStmt`: one or more objects of a type.
    func drop(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.missingOk, .concurrent)
            let type: ObjectType = try fields.constant(.removeType)
            var result = Utility(verb: "DROP \(type.tagName)", statementClass: type.classes[0])
            for object in try fields.list(.objects) {
                result.affect(type.classes, try objects(type, object, into: &result))
            }
            // Nothing depends on a policy, rule or trigger, and the table that stands with it in `effects` stays.
            let isOfTable = type == .policy || type == .rule || type == .trigger
            result.cascades = try cascades(&fields) && !isOfTable
            return result
        }
    }

    /// Reads a `CommentStmt`; the comment is a value of the text.
    func comment(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.comment)
            var result = Utility(verb: "COMMENT", statementClass: .schemaChange)
            let type: ObjectType = try fields.constant(.objtype)
            let objects = try objects(type, try fields.require(.object), into: &result)
            result.affect([.schemaChange], objects)
            return result
        }
    }

    /// Reads a `RenameStmt`. The new name is an object too: what rules say about it holds from now on.
    func rename(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.missingOk)
            let type: ObjectType = try fields.constant(.renameType)
            let newName = try fields.requireText(.newname)
            let own = try fields.text(.subname)
            var isPart = false
            var owner = type
            switch type {
            case .column:
                owner = try fields.constant(.relationType)
                isPart = true
            case .attribute, .tableConstraint, .domainConstraint, .policy, .rule, .trigger:
                try fields.disregard(.relationType)
                isPart = true
            case .accessMethod, .aggregate, .cast, .collation, .conversion, .database, .domain, .eventTrigger,
                .extension,
                .foreignDataWrapper, .foreignTable, .function, .index, .language, .largeObject, .materializedView,
                .operator, .operatorClass, .operatorFamily, .parameter, .plainTable, .procedure, .publication, .role,
                .routine, .schema, .sequence, .server, .statistics, .subscription, .tablespace,
                .textSearchConfiguration, .textSearchDictionary, .textSearchParser, .textSearchTemplate, .transform,
                .type, .view:
                try fields.disregard(.relationType)
            }
            var result = Utility(verb: "ALTER \(owner.tagName)", statementClass: type.classes[0])
            result.cascades = try cascades(&fields)
            let objects = try renamed(&fields, type, owner, own, into: &result)
            if isPart {
                try renamePart(of: objects, type, from: own, to: newName, into: &result)
            } else {
                result.affect(type.classes, objects)
                for object in objects {
                    let old = object.reference.name
                    result.affect(
                        type.classes[0],
                        type.kind,
                        QualifiedName(catalog: old.catalog, schema: old.schema, newName)
                    )
                }
            }
            return result
        }
    }

    /// The object that is renamed, or whose part is: a relation, a node that names it, or a plain name.
    private func renamed(
        _ fields: inout Fields,
        _ type: ObjectType,
        _ owner: ObjectType,
        _ own: String?,
        into result: inout Utility
    ) throws(Refusal) -> [NamedObject] {
        if let target = try fields.node(.relation) {
            let isOfTable = type == .policy || type == .rule || type == .trigger
            return [named(isOfTable ? .table : owner.kind, try relation(target))]
        }
        // ALTER DOMAIN ... RENAME CONSTRAINT names the domain alone.
        if let object = try fields.node(.object) {
            return try objects(type == .domainConstraint ? .domain : type, object, into: &result)
        }
        guard let own else { throw Refusal(.missingField, "\(fields.node.name) names no object") }
        return [NamedObject(reference: ObjectReference(type.kind, QualifiedName(own)))]
    }

    private func renamePart(
        of owners: [NamedObject],
        _ type: ObjectType,
        from old: String?,
        to new: String,
        into result: inout Utility
    ) throws(Refusal) {
        guard let old else { throw Refusal(.missingField, "RenameStmt names no part of the object") }
        if type == .column || type == .attribute {
            for var owner in owners {
                owner.columns = .named([old, new])
                result.affect(type.classes, [owner])
            }
            return
        }
        let kind: ObjectKind = type == .tableConstraint || type == .domainConstraint ? .constraint : type.kind
        result.affect(type.classes, owners)
        for name in [old, new] {
            result.affect(type.classes, [NamedObject(reference: ObjectReference(kind, QualifiedName(name)))])
        }
    }

    /// Reads an `AlterOwnerStmt`.
    func alterOwner(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            let type: ObjectType = try fields.constant(.objectType)
            var result = Utility(verb: "ALTER \(type.tagName)", statementClass: .privilegeChange)
            let objects = try altered(&fields, type, into: &result)
            result.affect([.privilegeChange] + type.classes.filter { $0 != .privilegeChange }, objects)
            result.affect(.privilegeChange, .role, named: try role(try fields.require(.newowner)))
            return result
        }
    }

    /// Reads an `AlterObjectSchemaStmt`.
    func alterSchema(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.missingOk)
            let type: ObjectType = try fields.constant(.objectType)
            var result = Utility(verb: "ALTER \(type.tagName)", statementClass: type.classes[0])
            let objects = try altered(&fields, type, into: &result)
            result.affect(type.classes, objects)
            let schema = try fields.requireText(.newschema)
            // An extension has no schema of its own; its objects move.
            for object in objects where type != .extension {
                result.affect(type.classes[0], type.kind, QualifiedName(schema: schema, object.reference.name.name))
            }
            result.affect(.schemaChange, .schema, named: schema)
            return result
        }
    }

    /// Reads an `AlterObjectDependsStmt`: the object goes when the extension does.
    func alterDependency(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.remove)
            let type: ObjectType = try fields.constant(.objectType)
            var result = Utility(verb: "ALTER \(type.tagName)", statementClass: .schemaChange)
            if type == .trigger {
                result.affect(.schemaChange, try relation(try fields.require(.relation)))
                let trigger = try parts(try fields.require(.object))
                result.affect(.schemaChange, .trigger, try name(trigger, at: node.range))
            } else {
                result.affect([.schemaChange], try altered(&fields, type, into: &result))
            }
            result.affect(.schemaChange, .extension, named: try string(try fields.require(.extname)))
            return result
        }
    }

    private func altered(
        _ fields: inout Fields,
        _ type: ObjectType,
        into result: inout Utility
    ) throws(Refusal) -> [NamedObject] {
        if let target = try fields.node(.relation) { return [named(type.kind, try relation(target))] }
        return try objects(type, try fields.require(.object), into: &result)
    }
}
