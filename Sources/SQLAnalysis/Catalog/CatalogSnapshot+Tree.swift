// Inheritance and partitions, and the foreign keys that reference a table.

extension CatalogSnapshot {
    /// Tables that inherit from a table or are its partitions, directly or not; sorted, the table itself left out.
    public func children(of name: QualifiedName) -> [QualifiedName] {
        descendants(of: relation(name)?.name ?? name) { _ in true }.sorted()
    }

    /// The partitioned tables that a table is a partition of, the nearest first.
    public func partitionAncestors(of name: QualifiedName) -> [QualifiedName] {
        var found: [QualifiedName] = []
        var current = relation(name)
        while let relation = current, relation.isPartition, let parent = relation.parents.first, !found.contains(parent)
        {
            found.append(parent)
            current = relations[parent]
        }
        return found
    }

    /// The foreign keys that reference a table and the tables that have them, sorted by table.
    ///
    /// For a partition this includes those that reference the partitioned table, whose rows it holds. Foreign keys of
    /// a partitioned table are its partitions' too and are listed once.
    public func referencing(_ name: QualifiedName) -> [(CatalogRelation, CatalogForeignKey)] {
        let table = relation(name)?.name ?? name
        var places: [CatalogLinks.Reference] = links.references[table] ?? []
        for ancestor in partitionAncestors(of: table) { places += links.references[ancestor] ?? [] }
        if places.count > 1 { places.sort { ($0.table, $0.position) < ($1.table, $1.position) } }
        return places.compactMap { place in
            guard let relation = relations[place.table], relation.foreignKeys.indices.contains(place.position) else {
                return nil
            }
            return (relation, relation.foreignKeys[place.position])
        }
    }

    /// Column sets in which no two rows have equal values, of a table together with everything that inherits from it:
    /// what `DELETE FROM t` can reach. Empty when a table inherits from it that is no partition, since keys are not
    /// inherited.
    public func uniqueKeysWithChildren(_ name: QualifiedName) -> [[String]] {
        guard let relation = relation(name) else { return [] }
        let hasHeirs = (links.children[relation.name] ?? []).contains { relations[$0]?.isPartition != true }
        return hasHeirs ? [] : relation.uniqueKeys
    }

    /// The descendants of a full name for which `follows` holds, in no particular order.
    func descendants(of name: QualifiedName, where follows: (CatalogRelation) -> Bool) -> [QualifiedName] {
        var seen: Set<QualifiedName> = [name]
        var waiting = [name]
        var found: [QualifiedName] = []
        while let next = waiting.popLast() {
            for child in links.children[next] ?? [] {
                guard let relation = relations[child], follows(relation), seen.insert(child).inserted else { continue }
                found.append(child)
                waiting.append(child)
            }
        }
        return found
    }
}
