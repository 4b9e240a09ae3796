// What an expression or query that the catalog keeps touches: a default, a check, an index, a view.

/// What a stored expression or query mentions. Its text is not kept: it may hold values.
///
/// Over-approximate on purpose: everything that is named anywhere inside counts. The functions behind operators are not
/// followed.
public struct CatalogExpression: Sendable, Equatable {
    /// Columns of the relation that the expression belongs to; `.none` for views, which have no such relation.
    public var columns: Columns
    /// Relations that it reads, and sequences named by a `regclass` constant.
    public var relations: [QualifiedName]
    /// Functions, procedures and aggregates that it calls by name; without a schema when none of that name is known in
    /// the search path, so that it is `pg_catalog`'s or not in the snapshot.
    public var routines: [QualifiedName]
    /// Types that are not PostgreSQL's own.
    public var types: [QualifiedName]

    /// An expression that mentions these.
    public init(
        columns: Columns = .none,
        relations: [QualifiedName] = [],
        routines: [QualifiedName] = [],
        types: [QualifiedName] = []
    ) {
        self.columns = columns
        self.relations = relations
        self.routines = routines
        self.types = types
    }

    /// Mentions nothing but constants and PostgreSQL's own types.
    public static let constant = CatalogExpression()
}
