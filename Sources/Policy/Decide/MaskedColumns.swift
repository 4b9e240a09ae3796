// The masks of a policy laid over what is known of a database: which columns each of them is for.

import SQLAnalysis

/// The columns that masks are for, each with the one mask that holds for it. Made once for each snapshot.
struct MaskedColumns: Sendable {
    /// A column, and the place of its mask in the policy.
    struct Entry: Sendable {
        let column: ColumnName
        let mask: Int
    }

    /// By relation; within one in the catalog's order.
    private let entries: [QualifiedName: [Entry]]
    /// Relations that may have columns that are not listed, with the patterns that may be for these.
    private let unlisted: [QualifiedName: [Int]]
    /// The places of masks that are for whatever matches.
    let patterns: [Int]

    /// Finds the mask of every column: an exact name comes before patterns, among patterns the first of the file. Exact
    /// names are there whether the catalog has the column or not: one that went must not unlock what comes back.
    init(_ masks: [Mask], over catalog: CatalogSnapshot?) {
        patterns = masks.indices.filter { masks[$0].columns.exact == nil }
        var named: [QualifiedName: [(name: ColumnName, mask: Int)]] = [:]
        for (place, mask) in masks.enumerated() {
            if let name = mask.columns.exact { named[name.relation, default: []].append((name, place)) }
        }
        var entries: [QualifiedName: [Entry]] = [:]
        var unlisted: [QualifiedName: [Int]] = [:]
        if let catalog, !masks.isEmpty {
            for relation in catalog.relations.values where relation.showsRows {
                let fitting = patterns.filter { masks[$0].columns.mayMatch(in: relation.name) }
                if !relation.columnsAreKnown, !fitting.isEmpty { unlisted[relation.name] = fitting }
                if fitting.isEmpty { continue }
                let own = named[relation.name] ?? []
                for column in relation.columns where !own.contains(where: { sameBytes($0.name.column, column.name) }) {
                    guard let mask = fitting.first(where: { masks[$0].columns.matches(column) }) else { continue }
                    entries[relation.name, default: []].append(Entry(relation.name, column.name, mask))
                }
            }
        }
        for (relation, own) in named {
            entries[relation, default: []] += own.map { Entry(column: $0.name, mask: $0.mask) }
        }
        self.entries = entries
        self.unlisted = unlisted
    }

    /// The columns of a relation that have a mask.
    func entries(of relation: QualifiedName) -> [Entry] { entries[relation] ?? [] }

    /// The patterns that may be for columns of a relation which are not listed.
    func unlisted(in relation: QualifiedName) -> [Int] { unlisted[relation] ?? [] }

    /// All of them, in the order of the relations' names.
    var all: [Entry] {
        let relations = entries.keys.sorted { ($0.schema ?? "", $0.name) < ($1.schema ?? "", $1.name) }
        return relations.flatMap { entries(of: $0) }
    }
}

extension MaskedColumns.Entry {
    fileprivate init(_ relation: QualifiedName, _ column: String, _ mask: Int) {
        self.init(
            column: ColumnName(schema: relation.schema ?? "", table: relation.name, column: column),
            mask: mask
        )
    }
}

extension CatalogRelation {
    /// Whether reading it shows rows of somebody's: of all relations but sequences.
    fileprivate var showsRows: Bool { kind != .sequence }
}
