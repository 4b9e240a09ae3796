// What an expression or query inside a definition mentions: columns, relations, routines and types.

import CPgQuery

/// Collects the names in a subtree. Every record of the subtree is looked at, whatever its kind, so that nothing is
/// skipped; the only thing that needs to be understood is which names mean a WITH query.
///
/// PostgreSQL: parse_cte.c and parse_relation.c, scanNameSpaceForCTE.
struct Mentions {
    /// Column names, the last part of each reference; a single name may be a whole row.
    private(set) var columns: Set<String> = []
    /// A star.
    private(set) var hasStar = false
    private(set) var relations: [QualifiedName] = []
    /// Relations that are written, by rules' actions and by WITH.
    private(set) var writes: [QualifiedName] = []
    private(set) var routines: [QualifiedName] = []
    private(set) var types: [QualifiedName] = []
    /// The names under which relations, joins and sub-selects are visible somewhere.
    private var visible: Set<String> = []
    /// Somewhere columns get other names, or are compared without being named.
    private var renamesColumns = false
    private var scopes: [Scope] = []
    private var targets: Set<Int> = []
    private var looks = Looks()
    private let lower = Lower()

    /// Reads the subtree under `node`, itself included.
    init(_ node: Node) throws(Refusal) {
        try walk(node)
    }

    /// Reads several subtrees.
    init(_ nodes: NodeList) throws(Refusal) {
        for node in nodes { try walk(node) }
    }

    /// As the catalog keeps it, with names as they are written.
    var expression: CatalogExpression {
        let named: Columns = hasStar ? .every : columns.isEmpty ? .none : .named(columns)
        return CatalogExpression(columns: named, relations: relations, routines: routines, types: types)
    }

    /// The names of all columns that are read, of whatever relation; nil when columns may be read without being named: by
    /// a star, as a whole row, under another name.
    var columnNamesRead: Set<String>? {
        hasStar || renamesColumns || !columns.isDisjoint(with: visible) ? nil : columns
    }

    /// A statement's WITH, while the walk is inside the statement.
    private struct Scope {
        /// The statement's last record is the one before.
        let end: Int
        /// The names in order.
        let names: [String]
        /// The records of each WITH query.
        let bodies: [Range<Int>]
        let isRecursive: Bool

        /// Whether an unqualified name at a record means one of the WITH queries.
        func hides(_ name: String, at index: Int) -> Bool {
            guard let body = bodies.firstIndex(where: { $0.contains(index) }), !isRecursive else {
                return names.contains(name)
            }
            // Without RECURSIVE a WITH query sees those before it, not itself.
            return names[..<body].contains(name)
        }
    }

    private mutating func walk(_ root: Node) throws(Refusal) {
        let tree = root.tree
        let end = Int(root.record.end)
        var at = root.index
        while at < end {
            while let scope = scopes.last, at >= scope.end { scopes.removeLast() }
            let record = tree.records[at]
            guard Int(record.kind) == SQLGUARD_RECORD_MESSAGE else {
                at += 1
                continue
            }
            at = try visit(Node(tree: tree, index: at)) ? at + 1 : Int(record.end)
        }
        scopes.removeAll()
    }

    /// Takes what one node says; true when the walk goes on inside it.
    private mutating func visit(_ node: Node) throws(Refusal) -> Bool {
        switch node.tag {
        case .rangeVar:
            try addRelation(node)
            return false
        case .columnRef:
            try addColumn(node)
            return false
        case .funcCall:
            var parts = NameParts()
            var first: Node?
            try node.eachField { field, at throws(Refusal) in
                if field == .funcname { parts.add(try node.child(at).string()) }
                if field == .args && first == nil { first = try node.child(at) }
            }
            let name = try parts.name(of: node)
            add(name, to: \.routines)
            if Mentions.takesSequence(name), let first { try addRelation(named: first) }
        case .typeName:
            try addType(node)
        case .typeCast:
            try addConstantName(node)
        case .alias:
            var fields = Fields(node)
            note(alias: try fields.requireText(.aliasname), renames: !(try fields.list(.colnames).isEmpty))
        case .joinExpr:
            var fields = Fields(node)
            for name in try fields.list(.usingClause) { columns.insert(try lower.string(name)) }
            if fields.has(.isNatural) { renamesColumns = true }
        case .lockingClause:
            // FOR UPDATE OF names aliases of the FROM clause, written like relations.
            return false
        case .selectStmt:
            try enter(node)
        case .insertStmt, .updateStmt, .deleteStmt, .mergeStmt:
            var fields = Fields(node)
            if let target = try fields.node(.relation) { targets.insert(target.index) }
            try enter(node)
        case .some, .none: break
        }
        return true
    }

    private mutating func enter(_ statement: Node) throws(Refusal) {
        var fields = Fields(statement)
        guard let with = try fields.node(.withClause) else { return }
        var names: [String] = []
        var bodies: [Range<Int>] = []
        var clause = Fields(with)
        for table in try clause.list(.ctes) {
            var fields = Fields(table)
            names.append(try fields.requireText(.ctename))
            bodies.append(table.index..<Int(table.record.end))
        }
        scopes.append(
            Scope(
                end: Int(statement.record.end),
                names: names,
                bodies: bodies,
                isRecursive: try clause.flag(.recursive)
            )
        )
    }

    private mutating func note(alias: String, renames: Bool) {
        visible.insert(alias)
        if renames { renamesColumns = true }
    }

    private mutating func addRelation(_ node: Node) throws(Refusal) {
        let relation = try lower.relation(node)
        let name = relation.name
        note(alias: relation.visibleName, renames: !(relation.alias?.columns.isEmpty ?? true))
        if targets.contains(node.index) {
            // The target of a write is never a WITH query.
            add(name, to: \.writes)
            add(name, to: \.relations)
            return
        }
        let isHidden = name.schema == nil && scopes.contains { $0.hides(name.name, at: node.index) }
        if !isHidden { add(name, to: \.relations) }
    }

    private mutating func addColumn(_ node: Node) throws(Refusal) {
        var fields = Fields(node)
        var last: String?
        for part in try fields.list(.fields) {
            if part.tag == .aStar {
                hasStar = true
                last = nil
            } else {
                last = try lower.string(part)
            }
        }
        if let last { columns.insert(last) }
    }

    /// A type's name; the walk goes through the rest of the node.
    private func typeName(_ node: Node) throws(Refusal) -> QualifiedName {
        var parts = NameParts()
        try node.eachField { field, at throws(Refusal) in
            if field == .names { parts.add(try node.child(at).string()) }
        }
        return try parts.name(of: node)
    }

    /// Whether a type's node is that of one of a few types whose constants are plain values.
    static func namesNoObject(_ type: Node) -> Bool {
        guard let last = try? Mentions.lastName(type) else { return false }
        switch last.text {
        case "text", "varchar", "bpchar", "numeric", "int8", "int4", "bool", "date", "timestamptz", "timestamp",
            "jsonb",
            "json", "interval", "uuid":
            return last.isBuiltin
        default: return false  // lint: names; for the others the whole node is read
        }
    }

    private static func lastName(_ type: Node) throws(Refusal) -> (text: String, isBuiltin: Bool) {
        var name = ""
        var isBuiltin = true
        try type.eachField { field, at throws(Refusal) in
            guard field == .names else { return }
            if !name.isEmpty { isBuiltin = isBuiltin && name == "pg_catalog" }
            name = try type.child(at).string()
        }
        return (name, isBuiltin)
    }

    private mutating func addType(_ node: Node) throws(Refusal) {
        let name = try typeName(node)
        if !BuiltinType.isBuiltin(name) { add(name, to: \.types) }
    }

    /// `'public.s'::regclass` names a relation, `'f'::regproc` a routine.
    private mutating func addConstantName(_ cast: Node) throws(Refusal) {
        var fields = Fields(cast)
        guard let argument = try fields.node(.arg), argument.tag == .aConst else { return }
        let target = try typeName(try fields.require(.typeName))
        guard target.name.utf8.starts(with: "reg".utf8), target.schema == nil || target.schema == "pg_catalog",
            case .string(let text) = try Literal(argument).value(&looks), let name = QualifiedName(parsing: text)
        else { return }
        switch target.name {
        case "regclass": add(name, to: \.relations)
        case "regproc", "regprocedure": add(name, to: \.routines)
        case "regtype": if !BuiltinType.isBuiltin(name) { add(name, to: \.types) }
        default: return  // lint: roles, operators and text search objects are not in the catalog
        }
    }

    /// A constant that becomes a `regclass` because a function takes one.
    private mutating func addRelation(named argument: Node) throws(Refusal) {
        guard argument.tag == .aConst, case .string(let text) = try Literal(argument).value(&looks),
            let name = QualifiedName(parsing: text)
        else { return }
        add(name, to: \.relations)
    }

    /// Whether a function's first argument is a sequence.
    private static func takesSequence(_ name: QualifiedName) -> Bool {
        guard name.schema == nil || name.schema == "pg_catalog" else { return false }
        switch name.name {
        case "nextval", "currval", "setval": return true
        default: return false  // lint: names of functions
        }
    }

    private mutating func add(_ name: QualifiedName, to list: WritableKeyPath<Mentions, [QualifiedName]>) {
        if !self[keyPath: list].contains(name) { self[keyPath: list].append(name) }
    }
}
