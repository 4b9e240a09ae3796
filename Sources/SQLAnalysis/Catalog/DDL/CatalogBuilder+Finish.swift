// What is settled once all statements were applied: the snapshot, and the keys that foreign keys mean.

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
            servers: servers,
            casts: casts.isEmpty ? nil : casts
        )
    }

    /// A foreign key without referenced columns means the primary key.
    private mutating func nameReferencedColumns(of slot: Int) {
        for place in relations[slot].foreignKeys.indices
        where relations[slot].foreignKeys[place].referencedColumns.isEmpty {
            let target = relations[slot].foreignKeys[place].references
            guard let targetSlot = slots[target], let key = relations[targetSlot].primaryKey,
                key.columns.count == relations[slot].foreignKeys[place].columns.count
            else {
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
}
