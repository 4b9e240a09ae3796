// How DROP, COMMENT, ALTER ... RENAME and their kind name objects. PostgreSQL: objectaddress.c, get_object_address.

extension Lower {
    /// Reads the node that names an object of a type, and adds the types in it to `result`.
    ///
    /// An object that belongs to a table comes with its table.
    func objects(_ type: ObjectType, _ node: Node, into result: inout Utility) throws(Refusal) -> [NamedObject] {
        if node.tag == .rangeVar { return [named(type.kind, try relation(node))] }
        switch type {
        case .plainTable, .sequence, .view, .materializedView, .index, .foreignTable, .collation, .conversion,
            .statistics, .textSearchParser, .textSearchDictionary, .textSearchTemplate, .textSearchConfiguration:
            return [NamedObject(reference: ObjectReference(type.kind, try name(parts(node), at: node.range)))]
        case .type, .domain:
            if node.tag == .list {
                return [NamedObject(reference: ObjectReference(type.kind, try name(parts(node), at: node.range)))]
            }
            let named = try self.type(node)
            return [NamedObject(reference: ObjectReference(type.kind, named.name), offset: named.offset)]
        case .accessMethod, .eventTrigger, .extension, .foreignDataWrapper, .language, .publication, .schema, .server,
            .database, .role, .subscription, .tablespace:
            return [NamedObject(reference: ObjectReference(type.kind, QualifiedName(try string(node))))]
        case .parameter:
            let setting = String(decoding: Settings.folded(try string(node)), as: UTF8.self)
            return [NamedObject(reference: ObjectReference(.setting, QualifiedName(setting)))]
        case .aggregate, .function, .procedure, .routine, .operator:
            return [
                NamedObject(reference: ObjectReference(type.kind, try signature(node, into: &result)))
            ]
        case .tableConstraint: return try parts(node, of: .table, last: .constraint)
        case .policy, .rule, .trigger: return try parts(node, of: .table, last: type.kind)
        case .column:
            let names = try parts(node)
            guard let column = names.last, names.count > 1 else {
                throw Refusal(.unsupportedConstruct, "a column is named without its table", at: node.range)
            }
            let owner = try name(Array(names.dropLast()), at: node.range)
            return [NamedObject(reference: ObjectReference(.table, owner), columns: .named([column]))]
        case .domainConstraint: return try typeAndName(node, last: .constraint)
        case .transform:
            let (type, language) = try typeAndString(node)
            let transform = QualifiedName("FOR \(type.name) LANGUAGE \(language)")
            return [NamedObject(reference: ObjectReference(.transform, transform), offset: type.offset)]
        case .cast: return try cast(node)
        case .operatorClass, .operatorFamily:
            let names = try parts(node)  // the access method stands first
            return [
                NamedObject(reference: ObjectReference(type.kind, try name(Array(names.dropFirst()), at: node.range)))
            ]
        case .largeObject:
            try largeObject(node)
            return [NamedObject(reference: .largeObject)]
        case .attribute: throw node.refusal
        }
    }

    /// A relation as a named object.
    func named(_ kind: ObjectKind, _ relation: RelationReference, columns: Columns = .none) -> NamedObject {
        NamedObject(reference: ObjectReference(kind, relation.name), columns: columns, offset: relation.offset)
    }

    /// Reads an `ObjectWithArgs`: a routine or operator with the types of its arguments, which go to `result`.
    func signature(_ node: Node, into result: inout Utility) throws(Refusal) -> QualifiedName {
        guard node.tag == .objectWithArgs else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            try fields.disregard(.argsUnspecified)  // the name alone, which then means the only routine of that name
            // The same arguments twice for a function: the second list has their names and modes, and OUT as well.
            let parameters = try fields.list(.objfuncargs)
            for argument in try fields.list(.objargs) {
                if argument.tag == .empty { continue }  // NONE, the argument that a unary operator does not have
                let type = try type(argument)
                if parameters.isEmpty { result.types.append(type) }
            }
            for argument in parameters { _ = try parameter(argument, into: &result) }
            return try name(try fields.list(.objname))
        }
    }

    /// Reads a `FunctionParameter`; its name, when it has one.
    func parameter(_ node: Node, into result: inout Utility) throws(Refusal) -> String? {
        guard node.tag == .functionParameter else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            let _: ParameterMode = try fields.constant(.mode)
            result.types.append(try type(try fields.require(.argType)))
            if let value = try fields.node(.defexpr) { result.expressions.append(try expression(value)) }
            return try fields.text(.name)
        }
    }

    /// Reads a `List` of strings.
    func parts(_ node: Node) throws(Refusal) -> [String] {
        guard node.tag == .list else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in try strings(try fields.list(.items)) }
    }

    private func parts(_ node: Node, of owner: ObjectKind, last: ObjectKind) throws(Refusal) -> [NamedObject] {
        let names = try parts(node)
        guard let own = names.last else { throw node.refusal }
        let ownerName = try name(Array(names.dropLast()), at: node.range)
        return [
            NamedObject(reference: ObjectReference(owner, ownerName)),
            NamedObject(reference: ObjectReference(last, QualifiedName(own))),
        ]
    }

    private func typeAndString(_ node: Node) throws(Refusal) -> (TypeReference, String) {
        guard node.tag == .list else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            var items = try fields.list(.items).makeIterator()
            guard let first = items.next(), let second = items.next(), items.next() == nil else { throw node.refusal }
            return (try type(first), try string(second))
        }
    }

    private func typeAndName(_ node: Node, last: ObjectKind) throws(Refusal) -> [NamedObject] {
        let (type, own) = try typeAndString(node)
        return [
            NamedObject(reference: ObjectReference(.domain, type.name), offset: type.offset),
            NamedObject(reference: ObjectReference(last, QualifiedName(own))),
        ]
    }

    private func cast(_ node: Node) throws(Refusal) -> [NamedObject] {
        guard node.tag == .list else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            let types = try all(try fields.list(.items), type)
            guard types.count == 2 else { throw node.refusal }
            return [NamedObject(reference: castReference(types[0], types[1]), offset: types[0].offset)]
        }
    }

    /// The name of a cast: it has none of its own.
    func castReference(_ source: TypeReference, _ target: TypeReference) -> ObjectReference {
        ObjectReference(.cast, QualifiedName("\(source.name) AS \(target.name)"))
    }

    private func largeObject(_ node: Node) throws(Refusal) {
        switch node.tag {
        case .integer: try node.reading { fields throws(Refusal) in try fields.disregard(.ival) }
        case .float: try node.reading { fields throws(Refusal) in try fields.disregard(.fval) }
        case .some, .none: throw node.refusal  // lint: a large object is a number
        }
    }
}

/// The modes of a routine's parameters.
enum ParameterMode: String, GrammarConstant {
    case `in` = "FUNC_PARAM_IN"
    case out = "FUNC_PARAM_OUT"
    case `inout` = "FUNC_PARAM_INOUT"
    case variadic = "FUNC_PARAM_VARIADIC"
    case resultColumn = "FUNC_PARAM_TABLE"
    case unspecified = "FUNC_PARAM_DEFAULT"
    static let table = ConstantTable<ParameterMode>("FunctionParameterMode")
}
