// The catalog while the statements of a DDL file act on it one after the other.

/// Applies definitions in order, as the server would carry the statements out.
///
/// A statement that the server would refuse (a table that is there already, a column of an unknown table) changes nothing
/// and is reported.
struct CatalogBuilder {
    /// Relations by slots, which stay what they are when a relation is renamed; a dropped one leaves its slot behind.
    var relations: [CatalogRelation] = []
    /// The slot of each relation.
    var slots: [QualifiedName: Int] = [:]
    /// The slot of the table of each index.
    var indexSlots: [QualifiedName: Int] = [:]
    /// Slots of the tables that inherit from a table directly.
    var heirs: [Int: [Int]] = [:]
    /// The names of the elements of indexes on expressions, by which PostgreSQL names their copies.
    var indexElementNames: [QualifiedName: [String]] = [:]
    var types: [QualifiedName: CatalogType] = [:]
    /// The ranges of multirange types.
    var multiranges: [QualifiedName: QualifiedName] = [:]
    var routines: [QualifiedName: [CatalogRoutine]] = [:]
    var schemas: Set<String> = ["public"]
    var extensions: Set<String> = []
    var servers: [String: String] = [:]
    /// Casts that PostgreSQL does not bring with it.
    var casts: [CatalogCast] = []
    var report = CatalogReport()
    /// The statement that is being applied.
    var range = SourceRange(0, 0)
    private var path: [String]
    private let initialPath: [String]
    private var pathBeforeSchema: [String]?

    /// Starts with an empty database and this search path.
    ///
    /// `statements` says how many definitions are about to come, for which room is made.
    init(searchPath: [String], statements: Int = 0) {
        path = searchPath
        initialPath = searchPath
        // A dump has two to three statements for each table, index and sequence, and twice as many with comments and
        // grants.
        relations.reserveCapacity(statements / 3)
        slots.reserveCapacity(statements / 3)
        indexSlots.reserveCapacity(statements / 3)
    }

    /// Applies what one statement says.
    mutating func apply(_ definition: Definition) {
        switch definition {
        case .searchPath(let entries): path = entries?.filter { $0 != "$user" } ?? initialPath
        case .schema(let name, let ifNotExists): add(schema: name, ifNotExists: ifNotExists)
        case .enterSchema(let name):
            pathBeforeSchema = path
            path = [name] + path
        case .leaveSchema:
            path = pathBeforeSchema ?? path
            pathBeforeSchema = nil
        case .table(let table): add(table)
        case .view(let view): add(view)
        case .sequence(let sequence): add(sequence)
        case .index(let index): add(index)
        case .trigger(let trigger, let table, let replaces): add(trigger, on: table, replaces: replaces)
        case .rule(let rule, let table, let replaces): add(rule, on: table, replaces: replaces)
        case .policy(let policy, let table): add(policy, on: table)
        case .alterPolicy(let policy, let table): change(policy, on: table)
        case .statistics(let statistics, let table, let ifNotExists):
            add(statistics, on: table, ifNotExists: ifNotExists)
        case .type(let type): add(type)
        case .alterType(let name, let changes): alter(type: name, changes)
        case .routine(let routine, let replaces): add(routine, replaces: replaces)
        case .alterRoutine(let name, let arguments, let change): alter(routine: name, arguments, change)
        case .extension(let name): extensions.insert(name)
        case .server(let name, let wrapper): servers[name] = wrapper
        case .cast(let cast): casts.append(cast)
        case .alter(let target, let changes): alter(target, changes)
        case .alterSequence(let name, let owner): alter(sequence: name, owner: owner)
        case .attachIndex(let child, let parent): attach(index: child, to: parent)
        case .columnComment(let name, let column, let comment): put(comment, on: column, of: name)
        case .rename(let object, let name): rename(object, to: name)
        case .move(let object, let schema): move(object, to: schema)
        case .drop(let object, let cascade): drop(object, cascade: cascade)
        case .ofNoInterest(let what): report.pass(what)
        case .notFollowed(let what, let reason): skip(what, reason)
        }
    }

    /// Reports that something is not followed.
    mutating func skip(_ what: String, _ reason: String?) { report.skip(what, reason, at: range) }

    private mutating func add(schema name: String, ifNotExists: Bool) {
        let isNew = schemas.insert(name).inserted
        // Every database has it from the start, and dumps of older servers make it all the same.
        if !isNew && !ifNotExists && name != "public" { skip("CREATE SCHEMA", "\(name) is there already") }
    }

    // MARK: names

    /// The full name of something that is made; nil and reported when no schema is there to make it in.
    mutating func creationName(
        _ name: QualifiedName,
        _ persistence: CatalogPersistence = .permanent,
        _ what: String
    ) -> QualifiedName? {
        if let schema = name.schema { return name.catalog == nil ? name : QualifiedName(schema: schema, name.name) }
        if persistence == .temporary { return QualifiedName(schema: "pg_temp", name.name) }
        guard let schema = path.first else {
            skip(what, "the search path names no schema to make it in")
            return nil
        }
        return QualifiedName(schema: schema, name.name)
    }

    /// The full names that a name can have, in the order of the search.
    func candidates(_ name: QualifiedName) -> [QualifiedName] {
        if let schema = name.schema { return [name.catalog == nil ? name : QualifiedName(schema: schema, name.name)] }
        return [QualifiedName(schema: "pg_temp", name.name)] + path.map { QualifiedName(schema: $0, name.name) }
    }

    /// The slot of the relation that a name means; nil when it is not in the file.
    func slot(_ name: QualifiedName) -> Int? {
        if name.schema != nil, name.catalog == nil { return slots[name] }
        for candidate in candidates(name) {
            if let slot = slots[candidate] { return slot }
        }
        return nil
    }

    /// The slot of a relation; reported when it is not in the file.
    mutating func slot(_ name: QualifiedName, for what: String) -> Int? {
        if let slot = slot(name) { return slot }
        skip(what, "\(name) is not in the file")
        return nil
    }

    /// The full name of a relation where it is known, otherwise the name as it is written.
    func resolved(relation name: QualifiedName) -> QualifiedName {
        if let schema = name.schema { return name.catalog == nil ? name : QualifiedName(schema: schema, name.name) }
        if let slot = slot(name) { return relations[slot].name }
        // The server's own relations are searched first and all named like this.
        return name.name.hasPrefix("pg_") ? QualifiedName(schema: "pg_catalog", name.name) : name
    }

    /// The full name of a type, or of a relation's row type, where it is known, otherwise the name as it is written.
    func resolved(type name: QualifiedName) -> QualifiedName {
        if let schema = name.schema { return name.catalog == nil ? name : QualifiedName(schema: schema, name.name) }
        return candidates(name).first { types[$0] != nil || slots[$0] != nil || multiranges[$0] != nil } ?? name
    }

    private func resolved(routine name: QualifiedName) -> QualifiedName {
        if let schema = name.schema { return name.catalog == nil ? name : QualifiedName(schema: schema, name.name) }
        if routines.isEmpty { return name }
        return candidates(name).first { routines[$0] != nil } ?? name
    }

    /// The same expression with full names where they are known.
    func resolved(_ expression: CatalogExpression) -> CatalogExpression {
        var result = expression
        for place in result.relations.indices { result.relations[place] = resolved(relation: result.relations[place]) }
        for place in result.routines.indices { result.routines[place] = resolved(routine: result.routines[place]) }
        for place in result.types.indices { result.types[place] = resolved(type: result.types[place]) }
        return result
    }

    /// The full name of a routine where it is known.
    func resolved(function name: QualifiedName) -> QualifiedName { resolved(routine: name) }

    /// The expression of a part of a relation: full names, and of the column names those of the relation.
    func resolved(_ expression: CatalogExpression, in relation: CatalogRelation) -> CatalogExpression {
        var result = resolved(expression)
        guard case .named(let names) = result.columns, relation.columnsAreKnown else { return result }
        let own = names.filter { relation.column($0) != nil }
        // A name that is no column: the whole row, or something of a sub-select.
        let isWholeRow =
            own.count < names.count && names.contains(relation.name.name) && !own.contains(relation.name.name)
        result.columns = isWholeRow ? .every : own.isEmpty ? .none : .named(own)
        return result
    }

    /// Puts full names into a column of a relation that is made; writes nothing where nothing changes, because the
    /// columns are still shared with the definition that they come from.
    func resolve(_ columns: inout [CatalogColumn], _ place: Int, of relation: CatalogRelation) {
        let column = columns[place]
        if let type = column.userType, type.schema == nil { resolve(&columns[place]) }
        if let expression = column.defaultValue, hasOpenNames(expression) {
            columns[place].defaultValue = resolved(expression)
        }
        if let expression = column.generated {
            let full = resolved(expression, in: relation)
            if full != expression { columns[place].generated = full }
        }
    }

    /// Whether a name in an expression can turn out to mean something in the file.
    private func hasOpenNames(_ expression: CatalogExpression) -> Bool {
        expression.relations.contains { $0.schema == nil } || expression.types.contains { $0.schema == nil }
            || (!routines.isEmpty && expression.routines.contains { $0.schema == nil })
    }

    /// Puts full names into a column and its type.
    func resolve(_ column: inout CatalogColumn) {
        if let type = column.userType {
            let full = resolved(type: type)
            if full != type {
                column.type = column.type.map { TypeSpelling.respell($0, type, full) }
                column.userType = full
            }
        }
        if let expression = column.defaultValue { column.defaultValue = resolved(expression) }
    }

    /// Puts the full name into a field's type.
    func resolve(_ field: inout CatalogField) {
        guard let type = field.userType else { return }
        let full = resolved(type: type)
        field.type = TypeSpelling.respell(field.type, type, full)
        field.userType = full
    }
}
