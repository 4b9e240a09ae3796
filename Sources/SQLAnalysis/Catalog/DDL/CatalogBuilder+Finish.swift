// What is settled once all statements were applied: keys that foreign keys mean, and the indexes of partitions.

extension CatalogBuilder {
    /// The snapshot of everything that is there, temporary relations left out.
    mutating func finish(epoch: String, searchPath: [String]) -> CatalogSnapshot {
        for (name, slot) in slots where name.schema == "pg_temp" {
            report.pass("temporary \(relations[slot].kind.rawValue)")
            slots[name] = nil
        }
        for slot in relations.indices where !relations[slot].foreignKeys.isEmpty {
            // A dropped relation has left its slot behind.
            if slots[relations[slot].name] == slot { nameReferencedColumns(of: slot) }
        }
        for slot in heirs.keys.sorted() where slots[relations[slot].name] == slot && !relations[slot].isPartition {
            indexPartitions(of: slot)
        }
        return snapshot(epoch: epoch, searchPath: searchPath)
    }

    /// The state as it is.
    func snapshot(epoch: String, searchPath: [String] = []) -> CatalogSnapshot {
        CatalogSnapshot(
            epoch: epoch,
            searchPath: searchPath,
            relations: slots.mapValues { relations[$0] },
            routines: routines,
            types: types,
            schemas: schemas,
            extensions: extensions,
            servers: servers
        )
    }

    /// A foreign key without referenced columns means the primary key.
    private mutating func nameReferencedColumns(of slot: Int) {
        for place in relations[slot].foreignKeys.indices
        where relations[slot].foreignKeys[place].referencedColumns.isEmpty {
            let target = relations[slot].foreignKeys[place].references
            guard let targetSlot = slots[target], let key = relations[targetSlot].primaryKey else {
                report.skip(
                    "FOREIGN KEY",
                    "the primary key of \(target) is not in the file",
                    at: range
                )
                continue
            }
            relations[slot].foreignKeys[place].referencedColumns = key.columns
        }
    }

    /// Gives the partitions of a table the indexes that PostgreSQL gives them, and says which of the table's are valid:
    /// one that was made for the table alone is when each partition has a valid part of it.
    private mutating func indexPartitions(of slot: Int) {
        guard relations[slot].partitionKey != nil else { return }
        let partitions = (heirs[slot] ?? []).filter { relations[$0].isPartition }
        for index in relations[slot].indexes {
            let name = QualifiedName(schema: relations[slot].name.schema, index.name)
            guard !loneIndexes.contains(name) else { continue }
            for partition in partitions where relations[partition].kind == .table {
                addPart(of: index, named: name, to: partition)
            }
        }
        for partition in partitions { indexPartitions(of: partition) }
        for place in relations[slot].indexes.indices {
            let name = QualifiedName(schema: relations[slot].name.schema, relations[slot].indexes[place].name)
            guard loneIndexes.contains(name) else { continue }
            relations[slot].indexes[place].isValid = partitions.allSatisfy { partition in
                relations[partition].indexes.contains { $0.parent == name && $0.isValid }
            }
        }
    }

    private mutating func addPart(of index: CatalogIndex, named parent: QualifiedName, to partition: Int) {
        guard !relations[partition].indexes.contains(where: { $0.parent == parent }) else { return }
        var part = index
        part.name = ""
        part.parent = parent
        let table = relations[partition].name
        // PostgreSQL takes an index of the partition that is alike before it makes one (tablecmds.c).
        let alike = relations[partition].indexes.firstIndex { candidate in
            var candidate = candidate
            candidate.name = ""
            candidate.parent = parent
            return candidate == part
        }
        if let alike {
            relations[partition].indexes[alike].parent = parent
        } else if index.role == .primaryKey && relations[partition].primaryKey != nil {
            report.skip("PARTITION OF", "\(table) has a primary key of its own", at: range)
        } else {
            add(part, to: partition, recurses: true, "PARTITION OF")
        }
    }
}
