// Names: strings, dotted names, relations, types, roles.

extension Lower {
    /// Reads a `String` node.
    func string(_ node: Node) throws(Refusal) -> String {
        guard node.tag == .string else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in try fields.text(.sval) ?? "" }
    }

    /// Reads a list of `String` nodes.
    func strings(_ list: NodeList) throws(Refusal) -> [String] {
        try all(list, string)
    }

    /// Reads a dotted name of one to three parts from a list of `String` nodes. Throws SG3003 for more parts.
    func name(_ list: NodeList) throws(Refusal) -> QualifiedName {
        try name(strings(list), at: list.first?.range)
    }

    /// Makes a name of its parts, outermost first. Throws SG3003 for more than three of them, SG2103 for none.
    func name(_ parts: [String], at range: SourceRange?) throws(Refusal) -> QualifiedName {
        switch parts.count {
        case 1: return QualifiedName(parts[0])
        case 2: return QualifiedName(schema: parts[0], parts[1])
        case 3: return QualifiedName(catalog: parts[0], schema: parts[1], parts[2])
        case 0: throw Refusal(.missingField, "a name without parts", at: range)
        default:  // lint: a count of parts is no closed set
            throw Refusal(.crossDatabaseName, "a name of more than three parts", at: range)
        }
    }

    /// Reads a `RangeVar`: a relation where one is read or written.
    func relation(_ node: Node) throws(Refusal) -> RelationReference {
        guard node.tag == .rangeVar else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            // Whether CREATE makes it temporary is asked by those who create: see `persistence(_:)`.
            try fields.disregard(.relpersistence)
            return RelationReference(
                name: QualifiedName(
                    catalog: try fields.text(.catalogname),
                    schema: try fields.text(.schemaname),
                    try fields.requireText(.relname)
                ),
                inherits: try fields.flag(.inh),
                alias: try fields.node(.alias).map(alias),
                offset: try fields.location()
            )
        }
    }

    /// Whether a `RangeVar` that is being created names a temporary relation.
    func isTemporary(_ node: Node) throws(Refusal) -> Bool {
        guard node.tag == .rangeVar else { throw node.refusal }
        var fields = Fields(node)
        return try fields.text(.relpersistence) == "t"
    }

    /// Reads an `Alias`.
    func alias(_ node: Node) throws(Refusal) -> Alias {
        guard node.tag == .alias else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            Alias(name: try fields.requireText(.aliasname), columns: try strings(try fields.list(.colnames)))
        }
    }

    /// Reads a `TypeName`. Modifiers and bounds are constants of the grammar and are read for being just that.
    func type(_ node: Node) throws(Refusal) -> TypeReference {
        guard node.tag == .typeName else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            // The raw parser resolves no types: these two are 0 and -1 in every raw tree.
            try fields.disregard(.typeOid, .typemod)
            let modifiers = try fields.list(.typmods)
            for modifier in modifiers { try typeModifier(modifier) }
            let bounds = try fields.list(.arrayBounds)
            for bound in bounds {
                guard bound.tag == .integer else { throw bound.refusal }
                try bound.reading { fields throws(Refusal) in try fields.disregard(.ival) }
            }
            return TypeReference(
                name: try name(try fields.list(.names)),
                hasModifiers: !modifiers.isEmpty,
                isColumnType: try fields.flag(.pctType),
                isArray: !bounds.isEmpty,
                isSet: try fields.flag(.setof),
                offset: try fields.location()
            )
        }
    }

    /// A type modifier is a constant, or a bare word for types of extensions, as in `geometry(Point, 4326)`.
    private func typeModifier(_ node: Node) throws(Refusal) {
        switch try expression(node) {
        case .literal, .column: return
        case .cast, .call, .operation, .logic, .parameter, .subquery, .nullTest, .booleanTest, .list, .row, .array,
            .indirection, .conditional, .construct, .setToDefault, .currentOf:
            throw Refusal(.unsupportedConstruct, "a type modifier that is not a constant", at: node.range)
        }
    }

    /// Reads a `RoleSpec`: the role's name, or `current_user` and its kind, or `public`.
    func role(_ node: Node) throws(Refusal) -> String {
        guard node.tag == .roleSpec else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            let kind: RoleKind = try fields.constant(.roletype)
            try fields.disregard(.location)
            let name = try fields.text(.rolename)
            switch kind {
            case .named: return name ?? ""
            case .currentRole, .currentUser, .sessionUser, .public: return kind.spelling
            }
        }
    }
}

/// The kinds of RoleSpec.
enum RoleKind: String, GrammarConstant {
    case named = "ROLESPEC_CSTRING"
    case currentRole = "ROLESPEC_CURRENT_ROLE"
    case currentUser = "ROLESPEC_CURRENT_USER"
    case sessionUser = "ROLESPEC_SESSION_USER"
    case `public` = "ROLESPEC_PUBLIC"
    static let table = ConstantTable<RoleKind>("RoleSpecType")

    var spelling: String {
        switch self {
        case .named: ""
        case .currentRole: "current_role"
        case .currentUser: "current_user"
        case .sessionUser: "session_user"
        case .public: "public"
        }
    }
}
