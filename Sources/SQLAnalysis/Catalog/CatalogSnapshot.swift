// What is known of a database: an immutable value, swapped whole when the database changes.

/// The objects of one database at one moment.
public struct CatalogSnapshot: Sendable, Equatable {
    /// Names this state; goes into every decision and record.
    public let epoch: String
    /// Schemas searched for unqualified names, in order; `pg_catalog` is searched first unless it is listed.
    public let searchPath: [String]
    /// Relations by their full names.
    public let relations: [QualifiedName: CatalogRelation]
    /// Routines by full name; all overloads.
    public let routines: [QualifiedName: [CatalogRoutine]]
    /// Types that are not relations, by full name.
    public let types: [QualifiedName: CatalogType]
    /// Names of the schemas.
    public let schemas: Set<String>
    /// Names of the installed extensions; DDL text does not list their objects.
    public let extensions: Set<String>
    /// Foreign servers, and the foreign-data wrapper of each.
    public let servers: [String: String]
    /// Where it comes from.
    public let origin: CatalogOrigin
    /// The server that it was read from; nil when it was read from none.
    public let server: CatalogServer?
    /// Operators outside of `pg_catalog`; nil when they are not known.
    public let operators: [CatalogOperator]?
    /// Casts that PostgreSQL does not bring with it; nil when they are not known.
    public let casts: [CatalogCast]?
    /// Procedural languages; nil when they are not known.
    public let languages: [CatalogLanguage]?
    private let lazyLinks = LazyCatalogLinks()

    /// Builds a snapshot.
    public init(
        epoch: String,
        searchPath: [String] = ["public"],
        relations: [QualifiedName: CatalogRelation] = [:],
        routines: [QualifiedName: [CatalogRoutine]] = [:],
        types: [QualifiedName: CatalogType] = [:],
        schemas: Set<String> = ["public"],
        extensions: Set<String> = [],
        servers: [String: String] = [:],
        origin: CatalogOrigin = .definitions,
        server: CatalogServer? = nil,
        operators: [CatalogOperator]? = nil,
        casts: [CatalogCast]? = nil,
        languages: [CatalogLanguage]? = nil
    ) {
        self.epoch = epoch
        self.searchPath = searchPath
        self.relations = relations
        self.routines = routines
        self.types = types
        self.schemas = schemas
        self.extensions = extensions
        self.servers = servers
        self.origin = origin
        self.server = server
        self.operators = operators
        self.casts = casts
        self.languages = languages
    }

    /// The lists turned round. Whoever has a snapshot that answers many questions asks for them once beforehand: see
    /// `prepared`.
    var links: CatalogLinks {
        lazyLinks.links { CatalogLinks(relations: relations, routines: routines, types: types) }
    }

    /// The same snapshot, with the indexes made that it would otherwise make when a statement first needs them: 5 ms for
    /// a thousand tables, which is too long for an event loop.
    public var prepared: CatalogSnapshot {
        _ = links
        return self
    }

    /// The relation that a name means here; nil when it is not in the snapshot (which never means: does not exist).
    public func relation(_ name: QualifiedName) -> CatalogRelation? { first(name, in: relations) }

    /// The type that a name means here, row types of relations apart; nil when it is not in the snapshot.
    public func type(_ name: QualifiedName) -> CatalogType? { first(name, in: types) }

    /// All routines that a name can mean here, whatever their arguments: PostgreSQL chooses among every schema of the
    /// path. Empty when none is in the snapshot (which never means: does not exist).
    public func routines(_ name: QualifiedName) -> [CatalogRoutine] {
        candidates(name).flatMap { routines[$0] ?? [] }
    }

    /// Whether two snapshots list the same; the indexes follow from what is listed.
    public static func == (left: CatalogSnapshot, right: CatalogSnapshot) -> Bool {
        left.epoch == right.epoch && left.searchPath == right.searchPath && left.relations == right.relations
            && left.routines == right.routines && left.types == right.types && left.schemas == right.schemas
            && left.extensions == right.extensions && left.servers == right.servers && left.origin == right.origin
            && left.server == right.server && left.operators == right.operators && left.casts == right.casts
            && left.languages == right.languages
    }

    private func first<Value>(_ name: QualifiedName, in table: [QualifiedName: Value]) -> Value? {
        if name.schema != nil { return table[QualifiedName(schema: name.schema, name.name)] }
        for candidate in candidates(name) {
            if let found = table[candidate] { return found }
        }
        return nil
    }

    /// The full names that a name can have, in the order of the search.
    private func candidates(_ name: QualifiedName) -> [QualifiedName] {
        if name.schema != nil { return [QualifiedName(schema: name.schema, name.name)] }
        let path = searchPath.contains("pg_catalog") ? searchPath : ["pg_catalog"] + searchPath
        return path.map { QualifiedName(schema: $0, name.name) }
    }
}
