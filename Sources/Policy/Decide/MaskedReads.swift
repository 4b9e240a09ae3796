// Which masked columns an effect may reach.

import SQLAnalysis

/// The masks that are in force for a principal, and what is known of the relations that may show their columns.
struct MaskedReads {
    /// What an effect needs.
    enum Need: Equatable {
        case masks([ProtectedColumn])
        /// It names a column that nobody may name.
        case denied(ColumnName)
        /// It may show masked columns, and nothing can be done about it.
        case impossible(String)
    }

    private let snapshot: PolicySnapshot
    private let exempt: MaskExemptions
    /// A mask that is in force; nil when none is.
    private let example: Mask?

    /// The masks of a policy without those that the principal is exempt from.
    init(_ snapshot: PolicySnapshot, for principal: Principal) {
        self.snapshot = snapshot
        exempt = snapshot.exemptions(of: principal)
        example = snapshot.policy.masks.indices.first { [exempt] in !exempt.masks.contains($0) }
            .map { snapshot.policy.masks[$0] }
    }

    /// What an effect needs before it may be permitted.
    func need(of effect: Effect) -> Need {
        guard let example else { return .masks([]) }
        if let column = deniedColumn(namedBy: effect) { return .denied(column) }
        switch effect.effectClass {
        case .read:
            return need(ofRead: effect, example)
        case .procedural, .unknown:
            return .impossible("what it runs may show \(example.columns), \(example.treatment.spoken)")
        case .insert, .update, .delete, .merge, .schemaChange, .privilegeChange, .session, .transaction, .cursor, .copy,
            .maintenance, .server:
            return .masks([])
        }
    }

    private func need(ofRead effect: Effect, _ example: Mask) -> Need {
        let shows = "\(example.columns), \(example.treatment.spoken)"
        guard let object = effect.object else {
            return effect.columns == .every
                ? .impossible("it is not known what is read, and \(example.columns) is \(example.treatment.word)")
                : .masks([])
        }
        guard object.kind.naming == .relation else { return .masks([]) }
        let unknown = Need.impossible("it is not known whether \(object.name) shows \(shows)")
        guard let reached = reach(of: object.name) else { return unknown }
        var needed: [MaskedColumns.Entry] = []
        for relation in reached.relations {
            if snapshot.maskedColumns.unlisted(in: relation).contains(where: isInForce) { return unknown }
            for entry in snapshot.maskedColumns.entries(of: relation) where isInForce(entry.mask) {
                // Columns have the names of the table only when the table itself is read.
                if reached.isTable, !mayRead(entry.column.column, effect.columns) { continue }
                needed.append(entry)
            }
        }
        needed.sort { $0.place < $1.place }
        return .masks(needed.map { snapshot.policy.masks[$0.mask].protecting($0.column) })
    }

    private func isInForce(_ mask: Int) -> Bool { !exempt.masks.contains(mask) }

    /// The column that the statement itself names and nobody may name. A star names none, and what only follows from the
    /// statement is not named by it.
    private func deniedColumn(namedBy effect: Effect) -> ColumnName? {
        guard effect.origin == .statement, case .named(let names) = effect.columns else { return nil }
        guard let object = effect.object, object.kind.naming == .relation else { return nil }
        let name = snapshot.catalog?.relation(object.name)?.name ?? object.name
        return snapshot.maskedColumns.entries(of: name).first { entry in
            isInForce(entry.mask) && snapshot.policy.masks[entry.mask].treatment == .denied
                && names.contains { sameBytes($0, entry.column.column) }
        }?.column
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
        guard let catalog = snapshot.catalog else {
            // What a pattern is for is not known, be it a column of this relation or of one that this is a view of.
            guard !snapshot.maskedColumns.patterns.contains(where: isInForce) else { return nil }
            // A relation with masks of its own is taken for the table that it must be.
            let isNamed = snapshot.maskedColumns.entries(of: name).contains { isInForce($0.mask) }
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

extension MaskedColumns.Entry {
    /// Orders by mask, then by name.
    fileprivate var place: (Int, String, String, String) { (mask, column.schema, column.table, column.column) }
}

extension ProtectedColumn.Treatment {
    /// What a column under it is.
    fileprivate var word: String {
        switch self {
        case .mask: "masked"
        case .denied: "denied"
        }
    }

    fileprivate var spoken: String { "which is \(word)" }
}
