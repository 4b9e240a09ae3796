// Indexes of tables and of their partitions. PostgreSQL: indexcmds.c, DefineIndex; tablecmds.c, AttachPartitionEnsureIndexes.

extension CatalogBuilder {
    mutating func add(_ new: NewIndex) {
        guard let slot = slot(new.table, for: "CREATE INDEX") else { return }
        add(new.definition, to: slot, recurses: new.recurses, "CREATE INDEX", ifNotExists: new.ifNotExists)
    }

    /// Adds an index, which may be a constraint's; with `recurses`, its parts to partitions that are there.
    mutating func add(
        _ definition: IndexDefinition,
        to slot: Int,
        recurses: Bool,
        _ what: String,
        ifNotExists: Bool = false
    ) {
        var index = definition.index
        let table = relations[slot].name
        if index.name.isEmpty { index.name = freeName(of: definition, slot) }
        let name = QualifiedName(schema: table.schema, index.name)
        guard isFree(name), !(index.isConstraint && hasConstraint(index.name, slot)) else {
            if ifNotExists {
                report.pass("CREATE INDEX IF NOT EXISTS of what is there")
            } else {
                skip(what, "\(name) is there already")
            }
            return
        }
        guard has(index.columns + index.included, slot, what) else { return }
        if index.role == .primaryKey, relations[slot].primaryKey != nil {
            return skip(what, "\(table) has a primary key already")
        }
        if let predicate = index.predicate { index.predicate = resolved(predicate, in: relations[slot]) }
        for place in index.expressions.indices {
            index.expressions[place] = resolved(index.expressions[place], in: relations[slot])
        }
        let partitions = relations[slot].partitionKey == nil ? [] : self.partitions(of: slot)
        if !recurses && !partitions.isEmpty { index.isValid = false }
        indexSlots[name] = slot
        if !definition.elementNames.isEmpty { indexElementNames[name] = definition.elementNames }
        relations[slot].indexes.append(index)
        if index.role == .primaryKey {
            setNotNull(index.columns, of: slot)
            if recurses { for heir in allHeirs(of: slot) { setNotNull(index.columns, of: heir) } }
        }
        if recurses { for partition in partitions { addPart(of: index, table.schema, to: partition) } }
    }

    /// The slots of a table's partitions.
    func partitions(of slot: Int) -> [Int] { (heirs[slot] ?? []).filter { relations[$0].isPartition } }

    /// Gives a new partition its parts of the indexes of the table.
    mutating func addParts(ofIndexesOf slot: Int, to partition: Int) {
        guard relations[slot].partitionKey != nil else { return }
        for index in relations[slot].indexes { addPart(of: index, relations[slot].name.schema, to: partition) }
    }

    /// Gives a partition its part of an index: one that it has and that is alike, otherwise a new one.
    private mutating func addPart(of index: CatalogIndex, _ schema: String?, to partition: Int) {
        // Foreign tables have no indexes.
        guard relations[partition].kind == .table else { return }
        let parent = QualifiedName(schema: schema, index.name)
        if let place = relations[partition].indexes.firstIndex(where: { $0.isPart(of: index) }) {
            relations[partition].indexes[place].parent = parent
            return
        }
        var part = index
        part.name = ""
        part.parent = parent
        part.isValid = true
        if index.role == .primaryKey && relations[partition].primaryKey != nil {
            return skip("PARTITION OF", "\(relations[partition].name) has a primary key of its own")
        }
        let definition = IndexDefinition(index: part, elementNames: indexElementNames[parent] ?? [])
        add(definition, to: partition, recurses: true, "PARTITION OF")
    }

    /// ALTER INDEX ... ATTACH PARTITION.
    mutating func attach(index child: QualifiedName, to parent: QualifiedName) {
        let what = "ALTER INDEX ATTACH PARTITION"
        guard let parentName = candidates(parent).first(where: { indexSlots[$0] != nil }) else {
            return skip(what, "index \(parent) is not in the file")
        }
        guard let name = candidates(child).first(where: { indexSlots[$0] != nil }), let slot = indexSlots[name],
            let place = relations[slot].indexes.firstIndex(where: { $0.name == name.name })
        else { return skip(what, "index \(child) is not in the file") }
        relations[slot].indexes[place].parent = parentName
        validate(parentName)
    }

    /// An index that was made for the partitioned table alone is valid once each partition has a valid part of it.
    /// PostgreSQL: tablecmds.c, validatePartitionedIndex.
    private mutating func validate(_ name: QualifiedName) {
        guard let slot = indexSlots[name],
            let place = relations[slot].indexes.firstIndex(where: { $0.name == name.name }),
            !relations[slot].indexes[place].isValid
        else { return }
        let isWhole = partitions(of: slot).allSatisfy { partition in
            relations[partition].indexes.contains { $0.parent == name && $0.isValid }
        }
        guard isWhole else { return }
        relations[slot].indexes[place].isValid = true
        if let parent = relations[slot].indexes[place].parent { validate(parent) }
    }

    /// ADD PRIMARY KEY or UNIQUE USING INDEX.
    mutating func promote(_ existing: String, to constraint: CatalogIndex, of slot: Int) {
        let table = relations[slot].name
        guard let place = relations[slot].indexes.firstIndex(where: { $0.name == existing }) else {
            return skip("ADD CONSTRAINT USING INDEX", "\(table) has no index \(existing)")
        }
        var index = relations[slot].indexes[place]
        index.role = constraint.role
        index.timing = constraint.timing
        if !constraint.name.isEmpty && constraint.name != existing {
            let new = QualifiedName(schema: table.schema, constraint.name)
            guard isFree(new), !hasConstraint(constraint.name, slot) else {
                return skip("ADD CONSTRAINT USING INDEX", "\(new) is there already")
            }
            moveIndex(QualifiedName(schema: table.schema, existing), to: new)
            index.name = constraint.name
        }
        relations[slot].indexes[place] = index
        if index.role == .primaryKey { setNotNull(index.columns, of: slot) }
    }

    /// Removes an index with its parts.
    mutating func removeIndex(_ name: QualifiedName) {
        guard let slot = indexSlots.removeValue(forKey: name) else { return }
        indexElementNames[name] = nil
        relations[slot].indexes.removeAll { $0.name == name.name }
        for partition in partitions(of: slot) {
            let parts = relations[partition].indexes.filter { $0.parent == name }
            for part in parts { removeIndex(QualifiedName(schema: relations[partition].name.schema, part.name)) }
        }
    }

    /// Notes the new name of an index.
    mutating func moveIndex(_ old: QualifiedName, to new: QualifiedName) {
        indexSlots[new] = indexSlots.removeValue(forKey: old)
        indexElementNames[new] = indexElementNames.removeValue(forKey: old)
    }
}

extension CatalogIndex {
    /// Whether PostgreSQL takes this index of a partition for its part of an index, when one is wanted.
    fileprivate func isPart(of index: CatalogIndex) -> Bool {
        guard parent == nil, isConstraint || !index.isConstraint else { return false }
        var own = self
        own.name = index.name
        own.parent = index.parent
        own.isValid = index.isValid
        // A constraint's index is as good as one without, unless a constraint is wanted.
        if !index.isConstraint && own.role != .exclusion && own.role != .plain { own.role = .unique }
        return own == index
    }
}
