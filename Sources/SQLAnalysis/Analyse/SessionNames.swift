// What statements of a session leave behind for later ones, as far as it can be seen.

/// Names that earlier statements of the same session have bound, and what they have made uncertain.
///
/// A prepared name is never forgotten: DEALLOCATE may have failed, and a second PREPARE of a name does not replace the
/// first. So EXECUTE counts as everything that was ever prepared under its name.
public struct SessionNames: Equatable, Sendable {
    /// Prepared statements and the effects that executing them has.
    public private(set) var prepared: [String: [Effect]] = [:]
    /// Relations that these statements make or change, by their bare names: what a catalog says of them is out of date.
    public private(set) var changed: Set<String> = []
    /// Temporary relations that these statements make: they are found before others unless a schema is named.
    public private(set) var temporary: Set<String> = []
    /// Routines, operators and types that these statements make or change, by their bare names.
    public private(set) var code: Set<String> = []
    /// A relation may have another name or schema than the catalog says.
    public private(set) var mayHaveRenamed = false
    /// The search path is no longer the catalog's, so a name without a schema may mean another object.
    public private(set) var pathChanged = false
    /// Something was changed that is not a relation: nothing that a catalog says is relied on.
    public private(set) var catalogIsStale = false
    /// The marks of what was protected when statements were prepared; none for those that were not masked, or not
    /// always in the same way.
    private var marks: [String: Int?] = [:]
    /// Statements that were prepared before names changed their meaning.
    private var stale: Set<String> = []
    /// The other prepared statements.
    private var fresh: Set<String> = []

    /// As many effects are kept of what was prepared under one name; of more it is not told what executing them does.
    static let mostPrepared = 10_000

    /// A session of which nothing is known.
    public init() {}

    /// How many names of definitions are kept: relations and code that statements made or changed.
    public var definitions: Int { changed.count + temporary.count + code.count }

    /// Whether a prepared statement means something else by now.
    func isStale(_ name: String) -> Bool { stale.contains(name) }

    /// Whether everything that was ever prepared under a name was masked for what is protected under this mark.
    func isMasked(_ name: String, under mark: Int) -> Bool { marks[name] == .some(.some(mark)) }

    /// Whether a name still means what the catalog says.
    func isCertain(_ name: QualifiedName) -> Bool {
        if catalogIsStale || changed.contains(name.name) { return false }
        if name.schema != nil { return name.schema != "pg_temp" }
        return !pathChanged && !temporary.contains(name.name)
    }

    /// Takes up what a statement binds and changes.
    mutating func take(_ binding: SessionBinding?, effects: [Effect], mark: Int? = nil) {
        if case .prepare(let name) = binding {
            let isFirst = prepared[name] == nil
            marks[name] = .some(isFirst || marks[name] == .some(mark) ? mark : nil)
            // The text that names them is not the one that will execute them.
            let stored = effects.filter { $0.origin == .stored }.map(\.withoutPlace)
            let known = EffectSet((prepared[name] ?? []) + stored).sorted
            let object = ObjectReference(.preparedStatement, QualifiedName(name))
            let unknown = Effect(.unknown, "EXECUTE", object, origin: .stored)
            prepared[name] = known.count > SessionNames.mostPrepared || known.contains(unknown) ? [unknown] : known
            if !stale.contains(name) { fresh.insert(name) }
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
        names.changed = []
        names.code = []
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
        stale.formUnion(fresh)
        fresh = []
    }

    /// A prepared statement's name stands for nothing any more, as far as the server has said and texts under way tell.
    public mutating func forget(_ name: String) {
        prepared[name] = nil
        marks[name] = nil
        stale.remove(name)
        fresh.remove(name)
    }

    private mutating func makeStale() {
        catalogIsStale = true
        mayHaveRenamed = true
        makePreparedStale()
    }
}
