// What a query level can name, with the protected columns behind each name. PostgreSQL: parse_relation.c.

/// Something that a name before a dot can mean.
struct MaskEntry {
    /// The name.
    let visible: String
    /// The schema that may stand before it: of a relation without an alias.
    let schema: String?
    let outputs: MaskOutputs
    /// Whether it is the target of a write, whose columns hold values and not masks.
    var isTarget = false
    /// The columns of a catalog that hold secrets.
    var secrets: Set<String> = []
    /// Whether a sub-select has taken its place, which no schema can stand before.
    var isReplaced = false
    /// The relation that was replaced.
    var replaced: CatalogRelation?
    /// The same where its columns have their own names.
    var relation: CatalogRelation?
}

/// One query level.
final class MaskLevel {
    /// What is visible here.
    var entries: [MaskEntry] = []
    /// The items of FROM in order, for the star.
    var items: [MaskOutputs] = []
    /// Where names are looked for that are not found here.
    let parent: MaskLevel?

    init(parent: MaskLevel?) { self.parent = parent }

    /// Everything that can be reached from here.
    var reach: Taint {
        var taint = parent?.reach ?? .none
        for entry in entries { taint.add(entry.outputs.whole) }
        for item in items { taint.add(item.whole) }
        return taint
    }
}

/// The names that WITH makes visible at a place.
struct MaskTables {
    private(set) var byName: [String: MaskOutputs] = [:]

    /// A table of WITH; nil for a name that means none.
    func table(_ name: QualifiedName) -> MaskOutputs? { name.schema == nil ? byName[name.name] : nil }

    mutating func insert(_ name: String, _ outputs: MaskOutputs) { byName[name] = outputs }
}
