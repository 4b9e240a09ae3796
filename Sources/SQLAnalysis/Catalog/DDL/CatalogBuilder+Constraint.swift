// Checks and foreign keys of a table; keys are indexes.

extension CatalogBuilder {
    /// Adds constraints in the order in which PostgreSQL makes them: checks, the primary key, other indexes, foreign keys.
    /// PostgreSQL: parse_utilcmd.c, transformCreateStmt and transformIndexConstraints.
    mutating func add(_ constraints: [ConstraintDefinition], to slot: Int) {
        guard constraints.count > 1 else {
            for constraint in constraints { add(constraint, to: slot, recurses: false) }
            return
        }
        var indexes: [IndexDefinition] = []
        var others: [ConstraintDefinition] = []
        for constraint in constraints {
            switch constraint {
            case .check: add(constraint, to: slot, recurses: false)
            case .index(let index):
                indexes.insert(index, at: index.index.role == .primaryKey ? indexes.startIndex : indexes.endIndex)
            case .usingIndex, .foreignKey: others.append(constraint)
            }
        }
        for place in indexes.indices {
            var definition = indexes[place]
            // UNIQUE of what is a key already makes no second index, but may name the first.
            if indexes[..<place].contains(where: { $0.index.makesSuperfluous(definition.index) }) { continue }
            if definition.index.name.isEmpty,
                let named = indexes[place...].first(where: {
                    !$0.index.name.isEmpty && definition.index.makesSuperfluous($0.index)
                })
            {
                definition.index.name = named.index.name
            }
            add(.index(definition), to: slot, recurses: false)
        }
        for constraint in others { add(constraint, to: slot, recurses: false) }
    }

    /// Adds a constraint to a table; with `recurses`, to its heirs where PostgreSQL does so.
    mutating func add(_ constraint: ConstraintDefinition, to slot: Int, recurses: Bool) {
        switch constraint {
        case .index(let index): add(index, to: slot, recurses: recurses, "ADD CONSTRAINT")
        case .usingIndex(let index, let existing): promote(existing, to: index, of: slot)
        case .check(let check): add(check, to: slot)
        case .foreignKey(let foreignKey): add(foreignKey, to: slot)
        }
    }

    /// The slots of everything that inherits from a table.
    func allHeirs(of slot: Int) -> [Int] {
        guard var waiting = heirs[slot] else { return [] }
        var found: [Int] = []
        while let next = waiting.popLast() {
            if found.contains(next) { continue }
            found.append(next)
            waiting += heirs[next] ?? []
        }
        return found
    }

    /// Makes columns NOT NULL.
    mutating func setNotNull(_ columns: [String], of slot: Int) {
        for place in relations[slot].columns.indices
        where !relations[slot].columns[place].notNull && columns.contains(relations[slot].columns[place].name) {
            relations[slot].columns[place].notNull = true
        }
    }

    /// Whether a table has these columns; reported when it lists all of its columns and has not.
    mutating func has(_ columns: [String], _ slot: Int, _ what: String) -> Bool {
        guard let missing = columns.first(where: { relations[slot].lacks($0) }) else { return true }
        skip(what, "\(relations[slot].part(missing)) is not in the file")
        return false
    }

    private mutating func add(_ check: CatalogCheck, to slot: Int) {
        var check = check
        check.expression = resolved(check.expression, in: relations[slot])
        if check.name.isEmpty {
            var parts = [relations[slot].name.name]
            if case .named(let names) = check.expression.columns, names.count == 1 { parts += names }
            check.name = freeConstraintName(parts, "check", in: relations[slot].name.schema)
        } else if hasConstraint(check.name, slot) {
            // pg_dump prints again what a child has from its parent.
            skip("ADD CONSTRAINT", "\(relations[slot].part(check.name)) is there already")
            return
        }
        relations[slot].checks.append(check)
    }

    private mutating func add(_ foreignKey: CatalogForeignKey, to slot: Int) {
        var foreignKey = foreignKey
        foreignKey.references = resolved(relation: foreignKey.references)
        let what = "FOREIGN KEY"
        guard has(foreignKey.columns + foreignKey.deleteSetColumns, slot, what) else { return }
        if let target = slots[foreignKey.references] {
            if foreignKey.referencedColumns.isEmpty, let key = relations[target].primaryKey {
                foreignKey.referencedColumns = key.columns
            }
            guard has(foreignKey.referencedColumns, target, what) else { return }
        }
        let count = foreignKey.referencedColumns.count
        guard count == 0 || count == foreignKey.columns.count else {
            return skip(what, "\(relations[slot].name) references more or fewer columns than it has")
        }
        if foreignKey.name.isEmpty {
            let parts = [relations[slot].name.name] + foreignKey.columns
            foreignKey.name = freeConstraintName(parts, "fkey", in: relations[slot].name.schema)
        } else if hasConstraint(foreignKey.name, slot) {
            return skip("ADD CONSTRAINT", "\(relations[slot].part(foreignKey.name)) is there already")
        }
        relations[slot].foreignKeys.append(foreignKey)
        // Foreign keys of partitions that are alike become parts of it, which are not listed.
        for partition in allHeirs(of: slot) where relations[partition].isPartition {
            removeAlike(foreignKey, from: partition)
        }
    }

    /// Removes a partition's foreign key that says the same as one of the partitioned table.
    mutating func removeAlike(_ foreignKey: CatalogForeignKey, from partition: Int) {
        let alike = relations[partition].foreignKeys.firstIndex { own in
            var own = own
            own.name = foreignKey.name
            return own == foreignKey
        }
        if let alike { relations[partition].foreignKeys.remove(at: alike) }
    }
}

extension CatalogIndex {
    /// Whether another key constraint of the same CREATE TABLE adds nothing to this one.
    fileprivate func makesSuperfluous(_ other: CatalogIndex) -> Bool {
        role != .exclusion && other.role != .exclusion && columns == other.columns && included == other.included
            && nullsNotDistinct == other.nullsNotDistinct && (timing == .immediate) == (other.timing == .immediate)
    }
}
