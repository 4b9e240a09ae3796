// What statements of a session leave behind for later ones, as far as it can be seen.

/// Names that earlier statements of the same session have bound, and what they have made uncertain.
///
/// A prepared name is never forgotten: DEALLOCATE may have failed, and a second PREPARE of a name does not replace the
/// first. So EXECUTE counts as everything that was ever prepared under its name.
public struct SessionNames: Equatable, Sendable {
    /// What is known of a prepared statement.
    private struct Prepared: Equatable, Sendable {
        /// The effects that executing it has.
        var effects: [Effect] = []
        /// The mark of what was protected when it was prepared; nil when it was not masked, or not always in the same way.
        var mark: Int?
        /// When it was prepared, in changes of what names mean.
        var preparedAt: Int
    }
    private var prepared = NameLayers<Prepared>()
    /// How often names have changed their meaning since something was prepared: what was prepared before is stale.
    private var changes = 0
    /// Relations that these statements make or change, by their bare names: what a catalog says of them is out of date.
    private(set) var changed = NameSet()
    /// Temporary relations that these statements make: they are found before others unless a schema is named.
    private(set) var temporary = NameSet()
    /// Routines, operators and types that these statements make or change, by their bare names.
    private(set) var code = NameSet()
    /// A relation may have another name or schema than the catalog says.
    public private(set) var mayHaveRenamed = false
    /// The search path is no longer the catalog's, so a name without a schema may mean another object.
    public private(set) var pathChanged = false
    /// Something was changed that is not a relation: nothing that a catalog says is relied on.
    public private(set) var catalogIsStale = false
    /// As many effects are kept of what was prepared under one name; of more it is not told what executing them does.
    static let mostPrepared = 10_000

    /// A session of which nothing is known.
    public init() {}

    /// How many names of definitions are kept: relations and code that statements made or changed.
    public var definitions: Int { changed.count + temporary.count + code.count }

    /// About how many bytes a version takes beside what it shares with others: its part of each layer.
    public var bytes: Int { (prepared.layers.count + changed.depth + temporary.depth + code.depth) * 128 }

    /// How many statements were prepared.
    public var preparedCount: Int { prepared.count }

    /// The names of the prepared statements, in no order.
    public var preparedNames: Set<String> { prepared.names }

    /// The effects that executing a prepared statement has; nil when none of this name was prepared.
    public func preparedEffects(_ name: String) -> [Effect]? { prepared[name]?.effects }

    /// Whether a prepared statement means something else by now.
    func isStale(_ name: String) -> Bool { prepared[name].map { $0.preparedAt < changes } ?? false }

    /// Whether everything that was ever prepared under a name was masked for what is protected under this mark.
    func isMasked(_ name: String, under mark: Int) -> Bool { prepared[name]?.mark == mark }

    /// Whether relations mean the same to others as to these names, as far as statements have changed them.
    public func changesSameRelations(as other: SessionNames) -> Bool { changed == other.changed }

    /// Whether a name still means what the catalog says.
    func isCertain(_ name: QualifiedName) -> Bool {
        if catalogIsStale || changed.contains(name.name) { return false }
        if name.schema != nil { return name.schema != "pg_temp" }
        return !pathChanged && !temporary.contains(name.name)
    }

    /// Takes up what a statement binds and changes.
    mutating func take(_ binding: SessionBinding?, effects: [Effect], mark: Int? = nil) {
        if case .prepare(let name) = binding {
            var statement = prepared[name] ?? Prepared(mark: mark, preparedAt: changes)
            if statement.mark != mark { statement.mark = nil }
            // The text that names them is not the one that will execute them.
            let stored = effects.filter { $0.origin == .stored }.map(\.withoutPlace)
            let known = EffectSet(statement.effects + stored).sorted
            let object = ObjectReference(.preparedStatement, QualifiedName(name))
            let unknown = Effect(.unknown, "EXECUTE", object, origin: .stored)
            let isTooMuch = known.count > SessionNames.mostPrepared || known.contains(unknown)
            statement.effects = isTooMuch ? [unknown] : known
            prepared[name] = statement
        }
        for effect in effects where effect.origin != .stored { take(effect) }
    }

    /// Takes up a statement that was prepared in another way than by PREPARE, and is executed by its name: what it does, nil
    /// when that is not known, and the mark of what was protected then.
    public mutating func prepare(_ name: String, _ effects: [Effect]?, mark: Int?) {
        let unknown = Effect(.unknown, "EXECUTE", ObjectReference(.preparedStatement, QualifiedName(name)))
        let stored = (effects ?? [unknown]).map { $0.with(origin: .stored) }
        take(.prepare(name), effects: stored, mark: mark)
    }

    private mutating func take(_ effect: Effect) {
        guard let object = effect.object else {
            if effect.effectClass == .schemaChange { makeStale() }
            return
        }
        switch effect.effectClass {
        case .session:
            // The path may hold "$user", which follows the role.
            let names = ["search_path", "role", "session_authorization"]
            guard object.kind == .setting, names.contains(object.name.name), effect.verb != "SHOW" else { return }
            pathChanged = true
            makePreparedStale()
        case .schemaChange:
            if CatalogSnapshot.relationKinds.contains(object.kind) {
                if object.name.schema == "pg_temp" {
                    temporary.insert(object.name.name)
                } else {
                    changed.insert(object.name.name)
                }
                if effect.verb.hasPrefix("ALTER ") { mayHaveRenamed = true }
                makePreparedStale()
            } else {
                if SessionNames.codeKinds.contains(object.kind) { code.insert(object.name.name) }
                if !effect.verb.hasPrefix("CREATE ") { makeStale() }
            }
        case .server where ReviewedFunctions.classOf(object.name.name) == .delay: return
        case .procedural, .server, .unknown: makeStale()
        case .read, .insert, .update, .delete, .merge, .privilegeChange, .transaction, .cursor, .copy, .maintenance:
            return
        }
    }

    /// The same after a setting was given its value at the start of the session.
    public func begun(with change: StatementOutcome) -> SessionNames {
        // What a setting does that was not analysed is not known.
        guard case .analysed(let analysis) = change else { return distrusted() }
        var names = self
        names.take(nil, effects: analysis.effects)
        return names
    }

    /// The same once nothing is open any more in which statements changed definitions, and the catalog that the next ones
    /// are read with is one from after that: what it says is relied on again. Temporary relations, another search path, and
    /// what was prepared stay as they are; so does everything after something ran that was not analysed.
    public func settled() -> SessionNames {
        guard !catalogIsStale, !changed.isEmpty || !code.isEmpty || mayHaveRenamed else { return self }
        var names = self
        names.changed = NameSet()
        names.code = NameSet()
        names.mayHaveRenamed = false
        return names
    }

    /// The same after something ran that was not analysed: nothing that a catalog says is relied on any more.
    public func distrusted() -> SessionNames {
        var names = self
        names.makeStale()
        return names
    }

    /// The kinds of objects whose names can take the place of PostgreSQL's own.
    private static let codeKinds: Set<ObjectKind> = [.function, .procedure, .aggregate, .operator, .type, .domain]

    private mutating func makePreparedStale() {
        if !prepared.isEmpty { changes += 1 }
    }

    /// A prepared statement's name stands for nothing any more, as far as the server has said and texts under way tell.
    public mutating func forget(_ name: String) {
        prepared[name] = nil
        if prepared.isEmpty { changes = 0 }
    }

    private mutating func makeStale() {
        catalogIsStale = true
        mayHaveRenamed = true
        makePreparedStale()
    }
}
