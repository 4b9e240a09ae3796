// Which masked columns a read may reach.

import SQLAnalysis

/// The masks that are in force for a principal, and what is known of the relations that may show their columns.
struct Protection {
    /// What a read needs.
    enum Need: Equatable {
        case masks([Mask])
        /// It may show masked columns, and nothing can be done about it.
        case impossible(String)
    }

    private let masks: [Mask]
    private let catalog: CatalogSnapshot?

    /// The masks of a policy without those that the principal is exempt from.
    init(_ snapshot: PolicySnapshot, for principal: Principal) {
        masks = snapshot.policy.masks.filter { mask in
            !mask.exempt.contains { group in principal.groups.contains { sameBytes($0, group) } }
        }
        catalog = snapshot.catalog
    }

    /// What an effect needs before it may be permitted.
    func need(of effect: Effect) -> Need {
        guard let example = masks.first else { return .masks([]) }
        switch effect.effectClass {
        case .read:
            return need(ofRead: effect, example)
        case .procedural, .unknown:
            return .impossible("what it runs may show \(example.column), which is masked")
        case .insert, .update, .delete, .merge, .schemaChange, .privilegeChange, .session, .transaction, .cursor, .copy,
            .maintenance, .server:
            return .masks([])
        }
    }

    private func need(ofRead effect: Effect, _ example: Mask) -> Need {
        guard let object = effect.object else {
            return effect.columns == .every
                ? .impossible("it is not known what is read, and \(example.column) is masked") : .masks([])
        }
        guard object.kind.naming == .relation else { return .masks([]) }
        let unknown = Need.impossible(
            "it is not known whether \(object.name) shows \(example.column), which is masked"
        )
        guard let reached = reach(of: object.name) else { return unknown }
        // Columns have the names of the table only when the table itself is read.
        var needed: [Mask] = []
        for mask in masks where reached.relations.contains(mask.column.relation) {
            if reached.isTable, !mayRead(mask.column.column, effect.columns) { continue }
            needed.append(mask)
        }
        return .masks(needed)
    }

    private func mayRead(_ column: String, _ columns: Columns) -> Bool {
        switch columns {
        case .none: false
        case .every: true
        case .named(let names): names.contains { sameBytes($0, column) }
        }
    }

    /// The relations whose rows reading a relation may show: itself, what a view reads, the tables that it inherits
    /// from and those that inherit from it. Nil when that is not known.
    private func reach(of name: QualifiedName) -> (relations: Set<QualifiedName>, isTable: Bool)? {
        guard let catalog else {
            // A relation with masks of its own is taken for the table that it must be.
            let isNamed = name.schema != nil && masks.contains { $0.column.relation == name }
            return isNamed ? ([name], true) : nil
        }
        guard name.catalog == nil, let start = catalog.relation(name) else { return nil }
        var reached: Set<QualifiedName> = [start.name]
        var open = [start]
        while let relation = open.popLast() {
            let isView = relation.kind == .view || relation.kind == .materializedView
            guard !isView || !relation.reads.isEmpty else { return nil }
            for next in relation.reads + relation.parents + catalog.children(of: relation.name) {
                guard let known = catalog.relation(next) else { return nil }
                if reached.insert(known.name).inserted { open.append(known) }
            }
        }
        return (reached, start.kind == .table || start.kind == .foreignTable)
    }
}
