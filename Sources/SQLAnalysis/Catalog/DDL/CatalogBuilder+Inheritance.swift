// Parents and heirs, partitioned tables and partitions. PostgreSQL: tablecmds.c, MergeAttributes, ATExecAddInherit,
// ATExecAttachPartition and RemoveInheritance.

extension CatalogBuilder {
    /// Notes that a table inherits from another.
    mutating func addHeir(_ slot: Int, to parent: QualifiedName) {
        if let parentSlot = self.slot(parent) { heirs[parentSlot, default: []].append(slot) }
    }

    /// Puts the columns of parents and of a row type into a table that is made.
    mutating func addInheritedColumns(to relation: inout CatalogRelation) {
        for parent in relation.parents {
            guard let slot = slot(parent) else {
                relation.columnsAreKnown = false
                skip("CREATE TABLE", "\(parent), which it inherits from, is not in the file")
                continue
            }
            if !relations[slot].columnsAreKnown { relation.columnsAreKnown = false }
            for inherited in relations[slot].columns {
                if let place = relation.columns.firstIndex(where: { $0.name == inherited.name }) {
                    if inherited.notNull { relation.columns[place].notNull = true }
                } else {
                    var column = inherited
                    column.isInherited = true
                    column.identity = nil
                    column.comment = nil
                    relation.columns.append(column)
                }
            }
        }
        guard let rowType = relation.rowType else { return }
        guard let type = types[rowType] else {
            relation.columnsAreKnown = false
            skip("CREATE TABLE", "type \(rowType) is not in the file")
            return
        }
        for field in type.fields {
            relation.columns.append(CatalogColumn(field.name, type: field.type, userType: field.userType))
        }
    }

    /// The checks that a table has from its parents, directly or not: those that are not for the parent alone.
    func inheritedChecks(of slot: Int) -> [CatalogCheck] {
        var found: [CatalogCheck] = []
        var waiting = relations[slot].parents
        var seen: Set<QualifiedName> = []
        while let parent = waiting.popLast() {
            guard seen.insert(parent).inserted, let parentSlot = slots[parent] else { continue }
            for check in relations[parentSlot].checks where !check.isLocal {
                if !found.contains(where: { $0.name == check.name }) { found.append(check) }
            }
            waiting += relations[parentSlot].parents
        }
        return found
    }

    /// ALTER TABLE ... INHERIT.
    mutating func addParent(_ parent: QualifiedName, to slot: Int) {
        guard let parentSlot = self.slot(parent, for: "ALTER TABLE INHERIT") else { return }
        let name = relations[parentSlot].name
        guard !relations[slot].parents.contains(name) else { return }
        relations[slot].parents.append(name)
        heirs[parentSlot, default: []].append(slot)
    }

    /// ALTER TABLE ... NO INHERIT.
    mutating func dropParent(_ parent: QualifiedName, of slot: Int) {
        guard let parentSlot = self.slot(parent, for: "ALTER TABLE NO INHERIT") else { return }
        part(slot, from: parentSlot)
    }

    /// ALTER TABLE ... ATTACH PARTITION.
    mutating func attach(_ partition: QualifiedName, to slot: Int, _ bound: CatalogPartitionBound) {
        guard let child = self.slot(partition, for: "ALTER TABLE ATTACH PARTITION") else { return }
        relations[child].parents = [relations[slot].name]
        relations[child].partitionBound = bound
        heirs[slot, default: []].append(child)
        // Columns of a partition are never its own.
        for place in relations[child].columns.indices { relations[child].columns[place].isInherited = true }
        addParts(ofIndexesOf: slot, to: child)
        for foreignKey in foreignKeys(reaching: child) { removeAlike(foreignKey, from: child) }
    }

    /// ALTER TABLE ... DETACH PARTITION.
    mutating func detach(_ partition: QualifiedName, from slot: Int) {
        guard let child = self.slot(partition, for: "ALTER TABLE DETACH PARTITION") else { return }
        let foreignKeys = foreignKeys(reaching: child)
        part(child, from: slot)
        relations[child].partitionBound = nil
        for place in relations[child].indexes.indices { relations[child].indexes[place].parent = nil }
        // The foreign keys that it had as a partition become its own.
        for foreignKey in foreignKeys {
            var own = foreignKey
            if hasConstraint(own.name, child) { own.name = "" }
            add(.foreignKey(own), to: child, recurses: false)
        }
    }

    /// The foreign keys of the partitioned tables above a partition.
    private func foreignKeys(reaching partition: Int) -> [CatalogForeignKey] {
        var found: [CatalogForeignKey] = []
        var current = partition
        var steps = 0
        while relations[current].isPartition, let parent = relations[current].parents.first.flatMap({ slots[$0] }),
            steps < relations.count
        {
            found += relations[parent].foreignKeys
            current = parent
            steps += 1
        }
        return found
    }

    /// Parts a table from a parent: columns and checks that it had from there alone become its own.
    private mutating func part(_ slot: Int, from parent: Int) {
        let checks = inheritedChecks(of: slot)
        let name = relations[parent].name
        relations[slot].parents.removeAll { $0 == name }
        heirs[parent]?.removeAll { $0 == slot }
        let others = relations[slot].parents.compactMap { slots[$0] }
        for place in relations[slot].columns.indices where relations[slot].columns[place].isInherited {
            let column = relations[slot].columns[place].name
            let isElsewhere = others.contains { relations[$0].column(column) != nil }
            if !isElsewhere { relations[slot].columns[place].isInherited = false }
        }
        let still = inheritedChecks(of: slot)
        for check in checks where !still.contains(where: { $0.name == check.name }) && !hasConstraint(check.name, slot)
        {
            relations[slot].checks.append(check)
        }
    }
}
