// CREATE VIEW, CREATE MATERIALIZED VIEW, CREATE TABLE AS, and SELECT where it sets the search path.

private enum ViewCheck: String, GrammarConstant {
    case none = "NO_CHECK_OPTION"
    case local = "LOCAL_CHECK_OPTION"
    case cascaded = "CASCADED_CHECK_OPTION"
    static let table = ConstantTable<ViewCheck>("ViewCheckOption")
}

extension DefinitionReader {
    /// Reads a `ViewStmt`.
    mutating func view(_ node: Node) throws(Refusal) -> NewView {
        try node.reading { fields throws(Refusal) in
            let target = try fields.require(.view)
            let query = try fields.require(.query)
            var view = NewView(relation: CatalogRelation(try relationName(target), kind: .view))
            view.relation.persistence = try persistence(of: target)
            try read(query, into: &view)
            view.columnNames = try lower.strings(try fields.list(.aliases))
            view.replaces = try fields.flag(.replace)
            var change = ViewOptionChange()
            for node in try fields.list(.options) { try viewOption(node, into: &change) }
            let check: ViewCheck = try fields.constant(.withCheckOption)
            switch check {
            case .none: break
            case .local: change.check = .some(.local)
            case .cascaded: change.check = .some(.cascaded)
            }
            change.apply(to: &view.relation.viewOptions)
            return view
        }
    }

    /// Reads one option of a view.
    func viewOption(_ node: Node, into change: inout ViewOptionChange) throws(Refusal) {
        let (name, argument) = try option(node)
        switch name {
        case "security_barrier": change.isSecurityBarrier = try truth(argument, of: name)
        case "security_invoker": change.isSecurityInvoker = try truth(argument, of: name)
        case "check_option":
            // A bare word comes as a type's name.
            let word = try argument.map { node throws(Refusal) in
                node.tag == .typeName ? try lower.type(node).name.name : try lower.string(node)
            }
            guard let word, let check = CatalogViewOptions.Check(rawValue: word) else {
                throw Refusal(.invalidValue, "check_option is neither local nor cascaded", at: node.range)
            }
            change.check = .some(check)
        default:  // lint: names; a view has no other options
            throw Refusal(.unsupportedConstruct, "a view's option that is not understood", at: node.range)
        }
    }

    /// Reads a `CreateTableAsStmt`.
    mutating func tableAs(_ node: Node) throws(Refusal) -> Definition {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.isSelectInto)
            let kind: ObjectType = try fields.constant(.objtype)
            let query = try fields.require(.query)
            let ifNotExists = try fields.flag(.ifNotExists)
            let into = try fields.require(.into)
            return try into.reading { fields throws(Refusal) in
                // Where and how rows are stored, and whether they are computed now.
                try fields.disregard(.accessMethod, .onCommit, .tableSpaceName, .skipData)
                setAside(try fields.list(.options), as: "storage parameters")
                let target = try fields.require(.rel)
                let names = try lower.strings(try fields.list(.colNames))
                guard kind == .materializedView else {
                    return .notFollowed("CREATE TABLE AS", reason: "the types of its columns come from its query")
                }
                var view = NewView(relation: CatalogRelation(try relationName(target), kind: .materializedView))
                view.relation.persistence = try persistence(of: target)
                try read(query, into: &view)
                view.columnNames = names
                view.ifNotExists = ifNotExists
                return .view(view)
            }
        }
    }

    /// Reads the query of a view: what it mentions and what it returns.
    private func read(_ query: Node, into view: inout NewView) throws(Refusal) {
        let mentions = try Mentions(query)
        view.relation.query = mentions.expression
        view.columnNamesRead = mentions.columnNamesRead
        view.outputs = try outputs(query)
    }

    /// Reads a `SelectStmt`: `SELECT pg_catalog.set_config('search_path', ...)` as pg_dump writes it, other settings and
    /// `setval`; anything else may do anything.
    mutating func query(_ node: Node) throws(Refusal) -> Definition {
        try node.reading { fields throws(Refusal) in
            // What the parser sets alike in every SELECT without these clauses.
            try fields.disregard(.limitOption, .op)
            let other = Definition.notFollowed("SELECT", reason: "it may call functions that define objects")
            guard let target = try fields.list(.targetList).only, target.tag == .resTarget else { return other }
            let call = try target.reading { fields throws(Refusal) in
                try fields.disregard(.location, .name)
                return try fields.require(.val)
            }
            guard call.tag == .funcCall else { return other }
            let (name, arguments) = try plainCall(call)
            guard name.schema == nil || name.schema == "pg_catalog" else { return other }
            switch name.name {
            case "setval": return .ofNoInterest("SELECT setval")
            case "set_config": return try setConfig(arguments) ?? other
            default: return other  // lint: names of functions
            }
        }
    }

    private func plainCall(_ call: Node) throws(Refusal) -> (QualifiedName, [Node]) {
        try call.reading { fields throws(Refusal) in
            try fields.disregard(.location, .funcformat)
            return (try lower.name(try fields.list(.funcname)), Array(try fields.list(.args)))
        }
    }

    private mutating func setConfig(_ arguments: [Node]) throws(Refusal) -> Definition? {
        guard arguments.count == 3, let setting = try constantString(arguments[0]),
            let value = try constantString(arguments[1])
        else { return nil }
        guard setting.lowercased() == "search_path" else { return .ofNoInterest("SET") }
        return IdentifierList(parsing: value).map { .searchPath($0.names) }
    }

    private mutating func constantString(_ node: Node) throws(Refusal) -> String? {
        guard node.tag == .aConst, case .string(let text) = try Literal(node).value(&looks) else { return nil }
        return text
    }

    /// Reads a `VariableSetStmt`.
    mutating func setting(_ node: Node) throws(Refusal) -> Definition {
        var fields = Fields(node)
        let kind: SettingClauseKind = try fields.constant(.kind)
        if kind == .resetAll { return .searchPath(nil) }
        guard try fields.text(.name) == "search_path" else { return .ofNoInterest("SET") }
        // SET LOCAL and SET alike: a file is read as one session, and what a transaction would undo is not undone here.
        try fields.disregard(.isLocal)
        let arguments = try fields.list(.args)
        if arguments.isEmpty { return .searchPath(nil) }
        var path: [String] = []
        for argument in arguments {
            guard let schema = try constantString(argument) else { throw argument.refusal }
            // One string with several names in it is one name to SET, unlike to set_config.
            if !schema.isEmpty { path.append(schema) }
        }
        try fields.finish()
        return .searchPath(path)
    }
}
