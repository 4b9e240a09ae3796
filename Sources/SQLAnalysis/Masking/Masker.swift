// Walks a lowered statement: which relations have to be replaced for protected columns to be masked, and what forbids that.

/// Finds everything of one statement that has to be rewritten where columns are protected, or refuses it.
///
/// Relations are resolved exactly, or the statement is refused: masking rests on that alone. Columns are followed as far as
/// names tell, for what is said about a result and for where masks would decide which rows come out; a name that is not
/// certain means everything that it may mean.
struct Masker {
    let protection: Protection
    let meanings: Meanings
    let grammar: Grammar
    let limits: Limits
    /// How many views lead to what is being walked.
    let depth: Int
    var splices = Splices()
    var looks = Looks()
    var steps: Steps
    /// The protected relations that are read or written, by name.
    var touched: Set<QualifiedName> = []
    /// A protected relation that is read as a source of rows, and where.
    var source: (name: QualifiedName, offset: Int?)?
    /// What the statement writes or defines, in words; nil when it does neither.
    var writing: String?
    /// The relations of the catalog that are read, by name.
    var read: Set<QualifiedName> = []
    /// The protected columns that decide which rows come out.
    var decisive = Taint.none
    /// Masked columns that the result shows or is computed from.
    var shown = Taint.none

    init(
        _ protection: Protection,
        _ meanings: Meanings,
        _ grammar: Grammar,
        _ limits: Limits,
        _ steps: Steps,
        depth: Int = 0
    ) {
        self.protection = protection
        self.meanings = meanings
        self.grammar = grammar
        self.limits = limits
        self.steps = steps
        self.depth = depth
    }

    /// Walks a statement. Throws when it cannot be masked, or when masks would decide what it does.
    mutating func take(_ statement: Statement) throws(Refusal) {
        shown = try self.statement(statement, MaskTables(), nil).whole
        if let writing, let source {
            throw Refusal(
                .maskedWrite,
                "\(writing) reads \(source.name), which has masked columns",
                at: source.offset.map { SourceRange($0, $0) },
                hint: "read first, and write what you know"
            )
        }
    }

    /// The masked columns of the result; sorted.
    var masked: [ColumnName] { shown.places.map { protection.all[$0].column }.sorted() }

    /// Walks a statement at a level, and gives back what it gives out.
    mutating func statement(
        _ statement: Statement,
        _ tables: MaskTables,
        _ parent: MaskLevel?
    ) throws(Refusal) -> MaskOutputs {
        try steps.check()
        switch statement {
        case .query(let query): return try self.query(query, tables, parent)
        case .insert(let insert): return try self.insert(insert, tables)
        case .update(let update): return try self.update(update, tables)
        case .delete(let delete): return try self.delete(delete, tables)
        case .merge(let merge): return try self.merge(merge, tables)
        case .utility(let utility): return try self.utility(utility)
        }
    }

    // MARK: relations

    /// What a name in a statement means.
    enum Relation {
        /// A relation of PostgreSQL's own schemas, or of the session's temporary one: nothing of it is protected.
        case free(schema: String)
        case known(CatalogRelation)
    }

    /// The relation that a name means for certain.
    ///
    /// PostgreSQL: namespace.c, RangeVarGetRelid. Throws SG3005 when there is none, SG3006 when it may be another one,
    /// SG6006 for one that shows data.
    func relation(_ name: QualifiedName, at offset: Int?) throws(Refusal) -> Relation {
        let range = offset.map { SourceRange($0, $0) }
        let names = meanings.names
        guard !names.catalogIsStale, !names.changed.contains(name.name) else { throw uncertain(name, range) }
        switch name.schema {
        case "pg_temp": return .free(schema: "pg_temp")
        case .some(let schema):
            if let content = ReviewedCatalogs.content(of: name.name, in: schema) {
                return try free(content, name, schema, range)
            }
        case nil:
            if names.temporary.contains(name.name) { return .free(schema: "pg_temp") }
            if let content = ReviewedCatalogs.content(of: name.name, in: "pg_catalog") {
                return try free(content, name, "pg_catalog", range)
            }
            guard !names.pathChanged else { throw uncertain(name, range) }
        }
        guard let known = protection.catalog.relation(name) else {
            throw Refusal(
                .unknownRelation,
                "relation \"\(name)\" does not exist",
                at: range,
                hint: "a relation that was made a moment ago is known within a second"
            )
        }
        return .known(known)
    }

    private func free(
        _ content: CatalogContent,
        _ name: QualifiedName,
        _ schema: String,
        _ range: SourceRange?
    ) throws(Refusal) -> Relation {
        switch content {
        case .definitions: return .free(schema: schema)
        case .data:
            throw Refusal(.showsData, "\(name) may show values of masked columns or statements of others", at: range)
        }
    }

    private func uncertain(_ name: QualifiedName, _ range: SourceRange?) -> Refusal {
        Refusal(
            .uncertainRelation,
            "it is not certain any more which relation \(name) is",
            at: range,
            hint: "write it with its schema, or begin a new session"
        )
    }

    /// Has a relation that is named without its schema sent on with it.
    mutating func qualify(_ name: QualifiedName, with schema: String, at offset: Int?) throws(Refusal) {
        guard name.schema == nil else { return }
        try splices.add(.qualify(schema), at: offset)
    }

    // MARK: predicates

    /// Notes that a value decides which rows come out. Throws SG6001 when it is computed from a column for which that is
    /// not allowed.
    mutating func decide(_ taint: Taint, _ clause: String, _ offset: Int?) throws(Refusal) {
        decisive.add(taint)
        for place in taint.places.sorted() where protection.all[place].inPredicates == .denied {
            throw Refusal(
                .maskedPredicate,
                "\(protection.all[place].column) is masked and cannot be used in \(clause)",
                at: offset.map { SourceRange($0, $0) },
                hint: "search by a column that is not masked"
            )
        }
    }
}
