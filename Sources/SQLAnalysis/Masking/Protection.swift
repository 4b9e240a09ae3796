// Everything that is protected of a database for one principal, with what follows from it.

import Synchronization

/// A relation that has protected columns.
struct ProtectedRelation: Sendable {
    /// The places in `Protection.all` of its protected columns, by their names.
    var columns: [String: Int] = [:]
    /// Why it cannot be read; nil when it can.
    var refusal: Refusal?
}

/// The protected columns of a database: those that are named, and those that follow from them.
///
/// A class, because one is shared by everything that is decided under it.
public final class Protection: Sendable, Equatable {
    /// What was asked for.
    public let columns: [ProtectedColumn]
    /// The same with what follows: columns of partitions and of tables that inherit or are inherited from, columns that
    /// refer to a protected key, generated columns.
    let all: [ProtectedColumn]
    /// The tables, foreign tables, views and materialized views that have protected columns of their own.
    let relations: [QualifiedName: ProtectedRelation]
    /// What is known of the database.
    let catalog: CatalogSnapshot
    /// Stands for what is protected: two that differ in it have different marks.
    public let mark: Int
    private let origins: [OID: Set<Int16>]
    /// What was made of views, and parsed, so far.
    let made = Mutex(MadeSources())

    /// Protects columns of a database.
    public init(_ columns: [ProtectedColumn], in catalog: CatalogSnapshot) {
        var closure = ProtectionClosure(catalog)
        closure.protect(columns)
        self.columns = columns
        self.catalog = catalog
        all = closure.all
        relations = closure.relations
        origins = closure.origins
        var hasher = Hasher()
        hasher.combine(catalog.epoch)
        hasher.combine(closure.all)
        mark = hasher.finalize()
    }

    /// Whether nothing is protected.
    public var isEmpty: Bool { columns.isEmpty }

    /// Whether a result's column comes straight from a protected one, as the server's RowDescription tells: column 0 is
    /// the whole row.
    public func isProtected(table: OID, column: Int16) -> Bool {
        origins[table].map { column == 0 || $0.contains(column) } ?? false
    }

    /// The relations that have protected columns and stand behind a view or are it; empty when none does.
    func behind(_ relation: CatalogRelation) -> [QualifiedName] {
        ([relation.name] + catalog.behind(relation)).filter { relations[$0] != nil }
    }

    /// Whether two protect the same.
    public static func == (left: Protection, right: Protection) -> Bool {
        left === right
            || (left.mark == right.mark && left.all == right.all && left.catalog.epoch == right.catalog.epoch)
    }
}

/// What follows from protecting columns.
private struct ProtectionClosure {
    private let catalog: CatalogSnapshot
    private(set) var all: [ProtectedColumn] = []
    private(set) var relations: [QualifiedName: ProtectedRelation] = [:]
    private var waiting: [(relation: CatalogRelation, column: CatalogColumn, protected: ProtectedColumn)] = []

    init(_ catalog: CatalogSnapshot) { self.catalog = catalog }

    mutating func protect(_ columns: [ProtectedColumn]) {
        for column in columns { protect(column) }
        // What is asked for wins over what follows.
        while let next = waiting.popLast() { follow(next.relation, next.column, next.protected) }
    }

    /// The numbers of protected columns by the numbers of their tables.
    var origins: [OID: Set<Int16>] {
        var origins: [OID: Set<Int16>] = [:]
        for (name, protected) in relations {
            guard let relation = catalog.relations[name], let oid = relation.oid else { continue }
            origins[oid, default: []].formUnion(
                protected.columns.keys.compactMap { relation.column($0)?.number }
            )
        }
        return origins
    }

    private mutating func protect(_ protected: ProtectedColumn) {
        guard let relation = catalog.relations[protected.column.relation] else { return }
        guard let column = relation.column(protected.column.column) else {
            relations[relation.name, default: ProtectedRelation()].refusal = Refusal(
                .notMaskable,
                "\(relation.name) is to be masked and does not have the column \(protected.column.column)",
                hint: "the policy has to be brought in line with the database"
            )
            return
        }
        add(relation, column, protected)
    }

    private mutating func add(_ relation: CatalogRelation, _ column: CatalogColumn, _ protected: ProtectedColumn) {
        guard relations[relation.name]?.columns[column.name] == nil else { return }
        relations[relation.name, default: ProtectedRelation()].columns[column.name] = all.count
        all.append(protected)
        waiting.append((relation, column, protected))
    }

    private mutating func follow(_ relation: CatalogRelation, _ column: CatalogColumn, _ protected: ProtectedColumn) {
        for name in relation.parents + catalog.children(of: relation.name) {
            add(name, column.name, like: protected)
        }
        for (referencing, key) in catalog.referencing(relation.name) {
            let referenced = key.referencedColumns.isEmpty ? relation.primaryKey?.columns ?? [] : key.referencedColumns
            for (own, other) in zip(key.columns, referenced) where other == column.name {
                add(referencing.name, own, like: protected)
            }
        }
        for other in relation.columns {
            guard let expression = other.generated else { continue }
            switch expression.columns {
            case .none: continue
            case .every: break
            case .named(let names): if !names.contains(column.name) { continue }
            }
            add(relation.name, other.name, like: protected)
        }
    }

    private mutating func add(_ name: QualifiedName, _ column: String, like protected: ProtectedColumn) {
        guard let relation = catalog.relations[name], let known = relation.column(column), let schema = name.schema
        else {
            return
        }
        let own = ColumnName(schema: schema, table: name.name, column: column)
        add(relation, known, ProtectedColumn(own, protected.treatment, inPredicates: protected.inPredicates))
    }
}
