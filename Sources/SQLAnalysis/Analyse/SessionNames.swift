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
    /// The search path is no longer the catalog's, so a name without a schema may mean another object.
    public private(set) var pathChanged = false
    /// Something was changed that is not a relation: nothing that a catalog says is relied on.
    public private(set) var catalogIsStale = false
    /// Statements that were prepared before names changed their meaning.
    private var stale: Set<String> = []

    /// A session of which nothing is known.
    public init() {}

    /// Whether a prepared statement means something else by now.
    func isStale(_ name: String) -> Bool { stale.contains(name) }

    /// The catalog as far as it still holds.
    func seen(_ catalog: CatalogSnapshot?) -> CatalogSnapshot? {
        if catalogIsStale { return nil }
        return pathChanged || !changed.isEmpty ? catalog?.hiding(changed, searchPathToo: pathChanged) : catalog
    }

    /// Takes up what a statement binds and changes.
    mutating func take(_ binding: SessionBinding?, effects: [Effect]) {
        if case .prepare(let name) = binding {
            let stored = effects.filter { $0.origin == .stored }
            prepared[name] = EffectSet((prepared[name] ?? []) + stored).sorted
        }
        for effect in effects where effect.origin != .stored { take(effect) }
    }

    private mutating func take(_ effect: Effect) {
        guard let object = effect.object else {
            if effect.effectClass == .schemaChange { makeStale() }
            return
        }
        switch effect.effectClass {
        case .session:
            guard object.kind == .setting, object.name.name == "search_path", effect.verb != "SHOW" else { return }
            pathChanged = true
            stale.formUnion(prepared.keys)
        case .schemaChange:
            if CatalogSnapshot.relationKinds.contains(object.kind) {
                changed.insert(object.name.name)
                stale.formUnion(prepared.keys)
            } else if !effect.verb.hasPrefix("CREATE ") {
                makeStale()
            }
        case .procedural, .server, .unknown: makeStale()
        case .read, .insert, .update, .delete, .merge, .privilegeChange, .transaction, .cursor, .copy, .maintenance:
            return
        }
    }

    /// The same after something ran that was not analysed: nothing that a catalog says is relied on any more.
    public func distrusted() -> SessionNames {
        var names = self
        names.makeStale()
        return names
    }

    private mutating func makeStale() {
        catalogIsStale = true
        stale.formUnion(prepared.keys)
    }
}
