// What stands behind a relation, as the analysis asks the catalog for it.

extension CatalogSnapshot {
    /// The kinds of objects that are relations.
    static let relationKinds: Set<ObjectKind> = [.table, .view, .materializedView, .foreignTable]

    /// The tables that inherit from a table without being its partitions: constraints of theirs may differ.
    func heirs(of relation: CatalogRelation) -> [QualifiedName] {
        children(of: relation.name).filter { relations[$0]?.isPartition != true }
    }

    /// The relations that a view reads, through other views as well, with the tables that inherit from them and their
    /// partitions; sorted. Empty for anything but a view.
    func behind(_ relation: CatalogRelation) -> [QualifiedName] {
        var seen: Set<QualifiedName> = [relation.name]
        var found: [QualifiedName] = []
        var waiting = relation.reads
        while let next = waiting.popLast() {
            let known = self.relation(next)
            let name = known?.name ?? next
            guard seen.insert(name).inserted else { continue }
            found.append(name)
            waiting += (known?.reads ?? []) + children(of: name)
        }
        return found.sorted()
    }

    /// The tables that TRUNCATE ... CASCADE of a table empties too: whatever references it, and what references that.
    ///
    /// PostgreSQL: tablecmds.c, ExecuteTruncate; the foreign keys' actions do not matter.
    func truncated(with table: QualifiedName) -> [QualifiedName] {
        let start = relation(table)?.name ?? table
        var seen: Set<QualifiedName> = [start]
        var waiting = [start] + children(of: start)
        while let next = waiting.popLast() {
            for (relation, _) in referencing(next) where seen.insert(relation.name).inserted {
                waiting += [relation.name] + children(of: relation.name)
            }
        }
        seen.remove(start)
        return seen.sorted()
    }
}

extension CatalogRelation {
    /// Triggers and rules that a write of this kind sets off, by name.
    func reactions(to effectClass: StatementClass) -> [String] {
        guard let event = effectClass.event else { return [] }
        let triggers = triggers.filter { $0.firing != .disabled && $0.events.contains(event) }
        let rules = rules.filter { $0.acts(on: effectClass) }
        return triggers.map { "trigger \($0.name)" } + rules.map { "rule \($0.name)" }
    }
}

extension CatalogRule {
    /// Whether the rule acts on writes of this kind.
    func acts(on effectClass: StatementClass) -> Bool { firing != .disabled && event == effectClass.event }
}

extension StatementClass {
    /// The event that sets off triggers and rules; nil for what is no write of rows.
    fileprivate var event: CatalogEvent? {
        switch self {
        case .insert: .insert
        case .update: .update
        case .delete: .delete
        case .read, .merge, .schemaChange, .privilegeChange, .session, .transaction, .cursor, .copy, .maintenance,
            .procedural, .server, .unknown:
            nil
        }
    }
}
