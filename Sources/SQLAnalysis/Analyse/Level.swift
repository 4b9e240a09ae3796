// The relations that a query level can name, and what is read of each.
// PostgreSQL: parse_relation.c keeps the range table (everything mentioned) apart from the namespace (what is visible).

/// A relation that the statement reads, wherever it stands in it; grows as columns are mentioned.
struct RelationUse {
    let name: QualifiedName
    let kind: ObjectKind
    /// What the catalog knows of it; nil when it is not there or there is no catalog.
    let known: CatalogRelation?
    let verb: String
    let inherits: Bool
    let range: SourceRange?
    var columns: Columns
    /// A write's target counts as read only once a column of it is used.
    let isTarget: Bool

    /// Whether a column of that name may be one of the relation's.
    func mayHave(_ column: String) -> Bool {
        guard let known else { return true }
        return known.column(column) != nil || RelationUse.systemColumns.contains(column)
    }

    /// Whether a column of that name is one of the relation's for sure.
    func has(_ column: String) -> Bool { known?.column(column) != nil }

    /// PostgreSQL: heap.c, SysAtt.
    static let systemColumns: Set<String> = ["ctid", "xmin", "cmin", "xmax", "cmax", "tableoid"]
}

/// One query level: what its FROM makes visible. Columns that it does not have are looked for in `parent`.
final class Level {
    /// Visible names of base relations, with their place among the statement's uses.
    private(set) var relations: [(visible: String, use: Int)] = []
    /// Visible names of sub-selects, common tables, functions: what they read is accounted for where they stand.
    var derived: Set<String> = []
    /// Aliases of joins and of USING, with the uses they stand for.
    var joins: [String: [Int]] = [:]
    let parent: Level?
    /// The uses by visible name, once there are more than a few.
    private var byName: [String: [Int]] = [:]
    private static let few = 8

    init(parent: Level?) { self.parent = parent }

    /// Makes a relation visible, with its place among the statement's uses.
    func add(_ visible: String, _ use: Int) {
        relations.append((visible, use))
        if relations.count == Level.few + 1 {
            for (visible, use) in relations { byName[visible, default: []].append(use) }
        } else if relations.count > Level.few {
            byName[visible, default: []].append(use)
        }
    }

    /// The uses of this level, in order.
    var uses: [Int] { relations.map(\.use) }

    /// The uses whose visible name this is.
    func uses(named name: String) -> [Int] {
        relations.count > Level.few ? byName[name] ?? [] : relations.filter { $0.visible == name }.map(\.use)
    }
}

/// The names that WITH makes visible at a place.
struct CommonTables {
    private var names: Set<String> = []

    /// How many there are.
    var count: Int { names.count }

    func shadows(_ name: QualifiedName) -> Bool { name.schema == nil && names.contains(name.name) }

    /// Makes one more name visible.
    mutating func add(_ name: String) { names.insert(name) }
}
