// Where foreign keys carry a DELETE or UPDATE on to. PostgreSQL: ri_triggers.c.

/// A table that a foreign key writes to because rows that it references go or change.
public struct CatalogCascade: Sendable, Equatable {
    /// What is done to the table's rows.
    public enum Change: Sendable, Hashable {
        /// They are deleted.
        case delete
        /// These columns, sorted, are set.
        case update([String])
    }
    /// The table that is written, its partitions included.
    public let table: QualifiedName
    /// The foreign key, which belongs to `table`.
    public let foreignKey: CatalogForeignKey
    /// What the foreign key says to do.
    public let action: ReferentialAction
    /// What is done.
    public let change: Change
    /// The table whose change is carried on.
    public let cause: QualifiedName
}

extension CatalogSnapshot {
    /// What a DELETE from a table, and from all that inherit from it, is carried on to; transitively, nearest first.
    ///
    /// CASCADE deletes and goes on. SET NULL and SET DEFAULT update, which goes on where a foreign key references the
    /// columns they set with ON UPDATE. NO ACTION and RESTRICT carry nothing on.
    public func cascades(deleting table: QualifiedName) -> [CatalogCascade] {
        carriedOn(from: table, .deleted)
    }

    /// What an UPDATE of these columns of a table, and of all that inherit from it, is carried on to.
    public func cascades(updating columns: Columns, of table: QualifiedName) -> [CatalogCascade] {
        switch columns {
        case .none: []
        case .named(let names): carriedOn(from: table, .updated(names))
        case .every: carriedOn(from: table, .updated(Set(relation(table)?.columns.map(\.name) ?? [])))
        }
    }

    /// Rows that went or changed.
    private enum Event {
        case deleted
        case updated(Set<String>)
    }

    /// What a cascade was found by before: the same step is not taken twice, so cycles end.
    private struct Step: Hashable {
        let table: QualifiedName
        let foreignKey: String
        let change: CatalogCascade.Change
    }

    private func carriedOn(from name: QualifiedName, _ event: Event) -> [CatalogCascade] {
        let start = relation(name)?.name ?? name
        var found: [CatalogCascade] = []
        var taken: Set<Step> = []
        // The statement itself reaches all heirs. A foreign key's own statement says ONLY unless the table is partitioned
        // (ri_triggers.c, RI_FKey_cascade_del), so beyond the first step only partitions follow.
        var waiting = [(start, withGenerated(event, of: start))]
        waiting += descendants(of: start) { _ in true }.sorted().map { ($0, withGenerated(event, of: $0)) }
        var next = 0
        while next < waiting.count {
            let (table, event) = waiting[next]
            next += 1
            for (referencing, foreignKey) in referencing(table) {
                guard let (action, change) = consequence(of: event, by: foreignKey) else { continue }
                let step = Step(table: referencing.name, foreignKey: foreignKey.name, change: change)
                guard taken.insert(step).inserted else { continue }
                found.append(
                    CatalogCascade(
                        table: referencing.name,
                        foreignKey: foreignKey,
                        action: action,
                        change: change,
                        cause: table
                    )
                )
                let reached = [referencing.name] + descendants(of: referencing.name, where: \.isPartition).sorted()
                for name in reached { waiting.append((name, withGenerated(self.event(of: change), of: name))) }
            }
        }
        return found
    }

    private func consequence(
        of event: Event,
        by foreignKey: CatalogForeignKey
    ) -> (ReferentialAction, CatalogCascade.Change)? {
        switch event {
        case .deleted:
            switch foreignKey.onDelete {
            case .noAction, .restrict: return nil
            case .cascade: return (.cascade, .delete)
            case .setNull, .setDefault:
                let columns = foreignKey.deleteSetColumns.isEmpty ? foreignKey.columns : foreignKey.deleteSetColumns
                return (foreignKey.onDelete, .update(columns.sorted()))
            }
        case .updated(let columns):
            // Without referenced columns the key is one that is not known, so any column may be part of it.
            let known = foreignKey.referencedColumns
            guard known.isEmpty || known.contains(where: columns.contains) else { return nil }
            switch foreignKey.onUpdate {
            case .noAction, .restrict: return nil
            case .cascade, .setNull, .setDefault: return (foreignKey.onUpdate, .update(foreignKey.columns.sorted()))
            }
        }
    }

    private func event(of change: CatalogCascade.Change) -> Event {
        switch change {
        case .delete: .deleted
        case .update(let columns): .updated(Set(columns))
        }
    }

    /// Adds the generated columns that are computed from updated ones.
    private func withGenerated(_ event: Event, of table: QualifiedName) -> Event {
        switch event {
        case .deleted: return .deleted
        case .updated(var columns):
            for column in relations[table]?.columns ?? [] {
                switch column.generated?.columns {
                case nil, .some(.none): continue
                case .every: columns.insert(column.name)
                case .named(let sources): if !sources.isDisjoint(with: columns) { columns.insert(column.name) }
                }
            }
            return .updated(columns)
        }
    }
}
