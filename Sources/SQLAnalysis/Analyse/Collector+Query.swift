// Queries: WITH, FROM and the clauses, in the order in which they see each other.

extension Collector {
    /// Collects a query. `parent` is the level that its outer references can reach.
    mutating func query(_ query: Query, tables: CommonTables, parent: Level?) throws(Refusal) {
        let tables = try with(query.with, tables: tables, parent: parent)
        let level: Level
        var outputs: Set<String> = []
        switch query.body {
        case .select(let select):
            level = try self.select(select, tables: tables, parent: parent)
            outputs = Set(select.targets.compactMap(\.name))
        case .values(let rows):
            level = Level(parent: parent)
            for row in rows { try expressions(row, level, tables) }
        case .setOperation(_, _, let left, let right):
            level = Level(parent: parent)
            try self.query(left, tables: tables, parent: parent)
            try self.query(right, tables: tables, parent: parent)
        }
        for item in query.sort { try sortItem(item, outputs: outputs, level, tables) }
        try expressions(query.limit, level, tables)
        for lock in query.locking {
            try steps.check()
            self.lock(lock, level)
        }
    }

    /// Collects a sub-select in FROM, and tells what a lock on it reaches.
    private mutating func subquery(_ query: Query, tables: CommonTables, parent: Level?) throws(Refusal) -> Derived {
        let before = uses.count
        try self.query(query, tables: tables, parent: parent)
        // PostgreSQL: analyze.c, transformLockingClause, which goes into sub-selects but not into WITH. Those of a
        // sub-select's own WITH, conditions and targets are among these, which is more than are locked.
        return Derived(columns: query.outputNames, uses: Array(before..<uses.count))
    }

    /// Collects WITH, and gives back the names that are visible after it.
    ///
    /// Without RECURSIVE a table sees those before it; with RECURSIVE it sees all of them, itself included.
    mutating func with(_ with: With?, tables: CommonTables, parent: Level?) throws(Refusal) -> CommonTables {
        guard let with else { return tables }
        let all = tables.adding(with.tables.map(\.name))
        var visible = with.recursive ? all : tables
        for table in with.tables {
            let outer = verb
            verb = table.statement.verb
            try statement(table.statement, tables: visible, parent: parent)
            verb = outer
            visible.insert(table.name)
        }
        return visible
    }

    private mutating func select(
        _ select: Select,
        tables: CommonTables,
        parent: Level?
    ) throws(Refusal) -> Level {
        let level = Level(parent: parent)
        for item in select.from { _ = try from(item, level, tables) }
        if let into = select.into {
            let isTemporary = into.temporary && into.name.schema == nil
            let name = isTemporary ? QualifiedName(schema: "pg_temp", into.name.name) : into.name
            let object = ObjectReference(.table, name)
            effects.append(Effect(.schemaChange, "SELECT INTO", object, at: range(into.offset, into.name)))
            try expressions(into.options, level, tables)
        }
        let outer = onlySetting
        onlySetting = onlySetting(of: select)
        for target in select.targets { try self.target(target, level, tables) }
        onlySetting = outer
        try expression(select.condition, level, tables)
        try expressions(select.distinctOn, level, tables)
        try expressions(select.group, level, tables)
        try expression(select.having, level, tables)
        try expressions(select.windows, level, tables)
        return level
    }

    /// Collects an element of FROM into `level`, and gives back the relations it stands for.
    mutating func from(_ item: FromItem, _ level: Level, _ tables: CommonTables) throws(Refusal) -> [Int] {
        try steps.check()
        switch item {
        case .relation(let reference):
            if tables.shadows(reference.name) {
                level.derive(reference.visibleName, Derived())
                return []
            }
            return [use(reference, level, isTarget: false)]
        case .subquery(let query, let alias, let lateral):
            var derived = try subquery(query, tables: tables, parent: lateral ? level : level.parent)
            if let alias, !alias.columns.isEmpty { derived.columns = nil }
            // Without an alias nothing can name it, but a lock on all of the level reaches it.
            level.derive(alias?.name ?? "", derived)
            return []
        case .functions(let calls, let alias, let types):
            try expressions(calls, level, tables)
            for type in types { self.type(type) }
            for name in FromItem.names(of: calls, alias) { level.derive(name, Derived(mayBeScalar: true)) }
            return []
        case .tableFunction(let parts, let alias, let types):
            try expressions(parts, level, tables)
            for type in types { self.type(type) }
            level.derive(alias?.name ?? "xmltable", Derived())
            return []
        case .join(let join): return try self.join(join, level, tables)
        case .sample(let item, let method, let arguments):
            try expressions(arguments, level, tables)
            if !["system", "bernoulli"].contains(method.name) || ![nil, "pg_catalog"].contains(method.schema) {
                effects.append(Effect(.procedural, verb, ObjectReference(.function, method)))
            }
            return try from(item, level, tables)
        }
    }

    private mutating func join(_ join: Join, _ level: Level, _ tables: CommonTables) throws(Refusal) -> [Int] {
        let both = try from(join.left, level, tables) + (try from(join.right, level, tables))
        try expression(join.condition, level, tables)
        // NATURAL compares columns that nobody names; an alias with a column list renames by position.
        if join.natural || join.alias?.columns.isEmpty == false {
            for use in both { uses[use].columns = .every }
        }
        steps.take(both.count * (1 + join.using.count))
        try steps.check()
        for name in join.using { for use in both { mention(name, of: use) } }
        for name in [join.alias?.name, join.usingAlias].compactMap(\.self) { level.joins[name, default: []] += both }
        return both
    }

    /// Notes that a relation is used at a level.
    mutating func use(_ reference: RelationReference, _ level: Level, isTarget: Bool) -> Int {
        let (name, kind, known) = resolve(reference.name)
        if known == nil { steps.take(meanings.searchSteps) }
        let isRenamed = reference.alias?.columns.isEmpty == false
        uses.append(
            RelationUse(
                name: name,
                kind: kind,
                known: known,
                others: known == nil ? meanings.relations(reference.name) : [],
                isRenamed: isRenamed,
                verb: verb,
                inherits: reference.inherits,
                range: range(reference.offset, reference.name),
                columns: isRenamed ? .every : .named([]),
                isTarget: isTarget
            )
        )
        level.add(reference.visibleName, uses.count - 1)
        return uses.count - 1
    }

    /// ORDER BY a bare name that is an output column's means that column (SQL92), which is read already.
    private mutating func sortItem(
        _ item: Expression,
        outputs: Set<String>,
        _ level: Level,
        _ tables: CommonTables
    ) throws(Refusal) {
        if case .construct(.orderBy, let parts) = item, parts.count == 1, case .column(let column) = parts[0],
            !column.star, column.names.count == 1, outputs.contains(column.names[0])
        {
            return
        }
        try expression(item, level, tables)
    }

    /// FOR UPDATE and its kind lock rows of what they name, or of all of this level; a sub-select's are those of its tables.
    private mutating func lock(_ lock: Locking, _ level: Level) {
        let locked = lock.names.isEmpty ? level.lockable : lock.names.flatMap { level.lockable(named: $0) }
        // The first lock on each table is written in the text.
        steps.take(level.relations.count + level.derived.count + locked.count)
        for index in Set(locked).sorted() {
            let use = uses[index]
            let object = ObjectReference(use.kind, use.name)
            add(Effect(.transaction, "SELECT FOR \(lock.strength)", object, at: use.range), on: use)
        }
    }

    /// A name's place; the parser tells where it starts, its parts tell how long it is at least.
    func range(_ offset: Int?, _ name: QualifiedName) -> SourceRange? {
        offset.map { SourceRange($0, $0) }
    }
}

extension FromItem {
    /// The names under which a function in FROM is visible: its alias, or the function's own name.
    static func names(of calls: [Expression], _ alias: Alias?) -> [String] {
        if let alias { return [alias.name] }
        return calls.compactMap { call in
            if case .call(let function) = call { return function.name.name }
            return nil
        }
    }
}

extension Query {
    /// The names of its columns; nil when some of them are not told by the text.
    var outputNames: Set<String>? {
        switch body {
        case .select(let select):
            var names: Set<String> = []
            for target in select.targets {
                if let name = target.name {
                    names.insert(name)
                } else if case .column(let column) = target.value, !column.star, let name = column.names.last {
                    names.insert(name)
                } else {
                    return nil
                }
            }
            return names
        case .values: return nil
        case .setOperation(_, _, let left, _): return left.outputNames
        }
    }
}

extension Statement {
    /// PostgreSQL's command tag.
    var verb: String {
        switch self {
        case .query(let query):
            if case .select(let select) = query.body, select.into != nil { return "SELECT INTO" }
            return "SELECT"
        case .insert: return "INSERT"
        case .update: return "UPDATE"
        case .delete: return "DELETE"
        case .merge: return "MERGE"
        case .utility(let utility): return utility.verb
        }
    }

    /// The class of the statement's own kind, before its effects are looked at.
    var ownClass: StatementClass {
        switch self {
        case .query: .read
        case .insert: .insert
        case .update: .update
        case .delete: .delete
        case .merge: .merge
        case .utility(let utility): utility.statementClass
        }
    }

    // PostgreSQL: gram.y, PreparableStmt.
    /// Whether PREPARE takes it: a query, or a write.
    var isPreparable: Bool {
        switch self {
        case .query, .insert, .update, .delete, .merge: true
        case .utility: false
        }
    }

    /// What the statement binds in the session.
    var binding: SessionBinding? {
        switch self {
        case .utility(let utility): utility.binding
        case .query, .insert, .update, .delete, .merge: nil
        }
    }
}
