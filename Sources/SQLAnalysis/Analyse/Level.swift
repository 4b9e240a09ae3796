// The relations that a query level can name, and what is read of each.
// PostgreSQL: parse_relation.c keeps the range table (everything mentioned) apart from the namespace (what is visible).

/// A relation that the statement reads, wherever it stands in it; grows as columns are mentioned.
struct RelationUse {
    let name: QualifiedName
    let kind: ObjectKind
    /// What the catalog knows of it; nil when it is not there, when there is no catalog, or when the name is not certain.
    let known: CatalogRelation?
    /// The relations that an uncertain name may mean.
    let others: [CatalogRelation]
    /// An alias with a list of columns gives them other names.
    let isRenamed: Bool
    let verb: String
    let inherits: Bool
    let range: SourceRange?
    var columns: Columns
    /// A write's target counts as read only once a column of it is used.
    let isTarget: Bool

    /// Whether a column of that name may be one of the relation's.
    func mayHave(_ column: String) -> Bool {
        guard let known, known.columnsAreKnown else { return true }
        return known.column(column) != nil || RelationUse.systemColumns.contains(column)
    }

    /// Whether a column of that name is one of the relation's for sure.
    func has(_ column: String) -> Bool { !isRenamed && known?.column(column) != nil }

    /// PostgreSQL: heap.c, SysAtt.
    static let systemColumns: Set<String> = ["ctid", "xmin", "cmin", "xmax", "cmax", "tableoid"]
}

/// Something in FROM that is no relation.
struct Derived {
    /// A function's value may be a scalar, so that `f.g` can be the call g(f); the others are rows.
    var mayBeScalar = false
    /// The names of its columns; nil when they are not all known.
    var columns: Set<String>?
    /// The uses inside a sub-select, whose rows FOR UPDATE of the sub-select locks.
    var uses: [Int] = []

    /// What is known of one that is this or another.
    func or(_ other: Derived) -> Derived {
        Derived(
            mayBeScalar: mayBeScalar || other.mayBeScalar,
            columns: columns.flatMap { own in other.columns.map(own.intersection) },
            uses: uses + other.uses
        )
    }
}

/// One query level: what its FROM makes visible. Columns that it does not have are looked for in `parent`.
final class Level {
    /// Visible names of base relations, with their place among the statement's uses.
    private(set) var relations: [(visible: String, use: Int)] = []
    private var byName: [String: [Int]] = [:]
    /// Sub-selects, common tables and functions by their visible names: what they read is accounted for where they stand.
    private(set) var derived: [String: Derived] = [:]
    /// Aliases of joins and of USING, with the uses they stand for.
    var joins: [String: [Int]] = [:]
    let parent: Level?

    init(parent: Level?) { self.parent = parent }

    func add(_ visible: String, _ use: Int) {
        relations.append((visible, use))
        byName[visible, default: []].append(use)
    }

    /// Makes a sub-select, common table or function visible.
    func derive(_ visible: String, _ derived: Derived) {
        // Two of one name are an error, or lie in schemas of their own; what either may be counts.
        self.derived[visible] = self.derived[visible].map { $0.or(derived) } ?? derived
    }

    /// The uses of this level, in order.
    var uses: [Int] { relations.map(\.use) }

    /// The uses whose rows a lock on all of this level reaches: its own and those of its sub-selects.
    var lockable: [Int] { uses + derived.keys.sorted().flatMap { derived[$0]?.uses ?? [] } }

    /// The uses whose rows a lock on what is called so reaches.
    func lockable(named name: String) -> [Int] { uses(named: name) + (derived[name]?.uses ?? []) }

    /// The uses whose visible name this is.
    func uses(named name: String) -> [Int] { byName[name] ?? [] }
}

/// The names that WITH makes visible at a place.
struct CommonTables {
    private var names: Set<String> = []

    func shadows(_ name: QualifiedName) -> Bool { name.schema == nil && names.contains(name.name) }

    /// Makes one more name visible.
    mutating func insert(_ name: String) { names.insert(name) }

    func adding(_ more: some Sequence<String>) -> CommonTables {
        var result = self
        result.names.formUnion(more)
        return result
    }
}
