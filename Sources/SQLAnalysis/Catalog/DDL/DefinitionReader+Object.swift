// CREATE SCHEMA, CREATE EXTENSION, CREATE SERVER, and DROP, RENAME, SET SCHEMA, COMMENT of any object.

extension DefinitionReader {
    /// Reads a `CreateSchemaStmt`; the elements in it are defined in the schema.
    mutating func schema(_ node: Node) throws(Refusal) -> [Definition] {
        try node.reading { fields throws(Refusal) in
            let owner = try fields.node(.authrole).map(lower.role)
            guard let name = try fields.text(.schemaname) ?? owner else { throw node.refusal }
            var found: [Definition] = [.schema(name, ifNotExists: try fields.flag(.ifNotExists))]
            let elements = try fields.list(.schemaElts)
            if elements.isEmpty { return found }
            // PostgreSQL puts the new schema in front of the path while it makes the elements (schemacmds.c).
            found.append(.enterSchema(name))
            for element in elements {
                // Each element keeps its own clauses.
                var reader = DefinitionReader()
                found += reader.definitions(of: element)
            }
            found.append(.leaveSchema)
            return found
        }
    }

    /// Reads a `CreateExtensionStmt`.
    func `extension`(_ node: Node) throws(Refusal) -> Definition {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.ifNotExists)
            // Schema, version, CASCADE.
            for item in try fields.list(.options) { _ = try option(item) }
            return .extension(try fields.requireText(.extname))
        }
    }

    /// Reads a `CreateForeignServerStmt`.
    mutating func server(_ node: Node) throws(Refusal) -> Definition {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.servertype, .version, .ifNotExists)
            setAside(try fields.list(.options), as: "options of servers")
            return .server(try fields.requireText(.servername), wrapper: try fields.requireText(.fdwname))
        }
    }

    /// Reads a `DropStmt`.
    func drop(_ node: Node) throws(Refusal) -> [Definition] {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.missingOk, .concurrent)
            let isCascade = try fields.constant(.behavior, DropBehavior.self) == .cascade
            let kind: ObjectType = try fields.constant(.removeType)
            var found: [Definition] = []
            for object in try fields.list(.objects) {
                guard let dropped = try dropped(object, kind) else {
                    return [.notFollowed("DROP \(kind.tagName)", reason: nil)]
                }
                found.append(.drop(dropped, cascade: isCascade))
            }
            return found
        }
    }

    private func dropped(_ object: Node, _ kind: ObjectType) throws(Refusal) -> DroppedObject? {
        switch kind {
        case .plainTable, .view, .materializedView, .foreignTable, .sequence: return .relation(try nameList(object))
        case .index: return .index(try nameList(object))
        case .type, .domain:
            guard object.tag == .typeName else { throw object.refusal }
            return .type(try lower.type(object).name)
        case .function, .procedure, .routine, .aggregate:
            let (name, arguments) = try signature(object)
            return .routine(name, arguments)
        case .schema: return .schema(try lower.string(object))
        case .trigger:
            let (relation, name) = try partName(object)
            return .trigger(relation, name)
        case .rule:
            let (relation, name) = try partName(object)
            return .rule(relation, name)
        case .policy:
            let (relation, name) = try partName(object)
            return .policy(relation, name)
        case .statistics: return .statistics(try nameList(object))
        case .extension: return .extension(try lower.string(object))
        case .server: return .server(try lower.string(object))
        case .accessMethod, .attribute, .cast, .column, .collation, .conversion, .database, .domainConstraint,
            .eventTrigger, .foreignDataWrapper, .language, .largeObject, .operatorClass, .operator, .operatorFamily,
            .publication, .role, .subscription, .tableConstraint, .tablespace, .transform, .textSearchConfiguration,
            .textSearchDictionary, .textSearchParser, .textSearchTemplate, .parameter:
            return nil
        }
    }

    /// A routine's name and the types of its input arguments; nil when the statement leaves them out.
    func signature(_ node: Node) throws(Refusal) -> (QualifiedName, [String]?) {
        guard node.tag == .objectWithArgs else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            let name = try lower.name(try fields.list(.objname))
            // The same arguments once more, with their modes and names.
            _ = try fields.list(.objfuncargs)
            var arguments: [String] = []
            for argument in try fields.list(.objargs) {
                // Aggregates without arguments have one empty node.
                if argument.tag == .empty { continue }
                var reader = self
                arguments.append(try reader.signatureType(argument).text)
            }
            return try fields.flag(.argsUnspecified) ? (name, nil) : (name, arguments)
        }
    }

    /// The relation and the name of a trigger, rule, policy or column.
    private func partName(_ node: Node) throws(Refusal) -> (QualifiedName, String) {
        guard node.tag == .list else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            let parts = try lower.strings(try fields.list(.items))
            guard let name = parts.last else { throw node.refusal }
            return (try lower.name(Array(parts.dropLast()), at: node.range), name)
        }
    }

    /// Reads a `CommentStmt`; comments on other objects than columns say nothing that is kept.
    func comment(_ node: Node) throws(Refusal) -> Definition {
        try node.reading { fields throws(Refusal) in
            let kind: ObjectType = try fields.constant(.objtype)
            let object = try fields.require(.object)
            // PostgreSQL: comment.c, CreateComments, takes an empty comment for none.
            let text = try fields.text(.comment).flatMap { $0.isEmpty ? nil : $0 }
            guard kind == .column else { return .ofNoInterest(Self.verb(of: node)) }
            let (relation, column) = try partName(object)
            return .columnComment(relation, column, text)
        }
    }

    /// Reads a `RenameStmt`.
    func rename(_ node: Node) throws(Refusal) -> Definition {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.behavior, .missingOk, .relationType)
            let kind: ObjectType = try fields.constant(.renameType)
            let part = try fields.text(.subname)
            let new = try fields.requireText(.newname)
            let relation = try fields.node(.relation).map(relationName)
            let object = try fields.node(.object)
            guard let renamed = try renamed(kind, relation, object, part) else {
                return .notFollowed("ALTER \(kind.tagName) RENAME", reason: nil)
            }
            return .rename(renamed, to: new)
        }
    }

    /// Reads an `AlterObjectSchemaStmt`.
    func move(_ node: Node) throws(Refusal) -> Definition {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.missingOk)
            let kind: ObjectType = try fields.constant(.objectType)
            let schema = try fields.requireText(.newschema)
            let relation = try fields.node(.relation).map(relationName)
            let object = try fields.node(.object)
            guard let moved = try renamed(kind, relation, object, nil) else {
                return .notFollowed("ALTER \(kind.tagName) SET SCHEMA", reason: nil)
            }
            return .move(moved, schema: schema)
        }
    }

    private func renamed(
        _ kind: ObjectType,
        _ relation: QualifiedName?,
        _ object: Node?,
        _ part: String?
    ) throws(Refusal) -> RenamedObject? {
        switch kind {
        case .plainTable, .view, .materializedView, .foreignTable, .sequence, .index:
            return relation.map { .relation($0) }
        case .schema: return part.map { .schema($0) }
        case .column: return both(relation, part).map { .column($0, $1) }
        case .tableConstraint: return both(relation, part).map { .constraint($0, $1) }
        case .trigger: return both(relation, part).map { .trigger($0, $1) }
        case .rule: return both(relation, part).map { .rule($0, $1) }
        case .policy: return both(relation, part).map { .policy($0, $1) }
        case .attribute: return both(relation, part).map { .field($0, $1) }
        case .domainConstraint: return both(try object.map(nameList), part).map { .domainConstraint($0, $1) }
        case .type, .domain: return try object.map { node throws(Refusal) in .type(try nameList(node)) }
        case .statistics: return try object.map { node throws(Refusal) in .statistics(try nameList(node)) }
        case .server: return try object.map { node throws(Refusal) in .server(try lower.string(node)) }
        case .function, .procedure, .routine, .aggregate:
            guard let object else { return nil }
            let (name, arguments) = try signature(object)
            return .routine(name, arguments)
        case .accessMethod, .cast, .collation, .conversion, .database, .eventTrigger, .extension, .foreignDataWrapper,
            .language, .largeObject, .operatorClass, .operator, .operatorFamily, .publication, .role, .subscription,
            .tablespace, .transform, .textSearchConfiguration, .textSearchDictionary, .textSearchParser,
            .textSearchTemplate, .parameter:
            return nil
        }
    }

    private func both(_ relation: QualifiedName?, _ part: String?) -> (QualifiedName, String)? {
        guard let relation, let part else { return nil }
        return (relation, part)
    }
}
