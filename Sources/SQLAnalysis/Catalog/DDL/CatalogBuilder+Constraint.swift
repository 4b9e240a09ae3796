// Keys, checks and foreign keys of a table, with the names that PostgreSQL gives those without one. PostgreSQL: indexcmds.c.

extension CatalogBuilder {
    /// Adds a constraint to a table; with `recurses`, to its heirs where PostgreSQL does so.
    mutating func add(_ constraint: ConstraintDefinition, to slot: Int, recurses: Bool) {
        switch constraint {
        case .index(let index): add(index, to: slot, recurses: recurses, "ADD CONSTRAINT")
        case .usingIndex(let index, let existing): promote(existing, to: index, of: slot)
        case .check(let check): add(check, to: slot)
        case .foreignKey(let foreignKey): add(foreignKey, to: slot)
        }
    }

    /// Adds an index, which may be a constraint's.
    mutating func add(_ index: CatalogIndex, to slot: Int, recurses: Bool, _ what: String, ifNotExists: Bool = false) {
        var index = index
        let table = relations[slot].name
        if index.name.isEmpty { index.name = freeName(of: index, table: table) }
        let name = QualifiedName(schema: table.schema, index.name)
        guard slots[name] == nil, claim(index: name, slot) else {
            if ifNotExists {
                report.pass("CREATE INDEX IF NOT EXISTS of what is there")
            } else {
                skip(what, "\(name) is there already")
            }
            return
        }
        if index.role == .primaryKey, relations[slot].indexes.contains(where: { $0.role == .primaryKey }) {
            indexSlots[name] = nil
            skip(what, "\(table) has a primary key already")
            return
        }
        if let predicate = index.predicate { index.predicate = resolved(predicate, in: relations[slot]) }
        for place in index.expressions.indices {
            index.expressions[place] = resolved(index.expressions[place], in: relations[slot])
        }
        relations[slot].indexes.append(index)
        if index.role == .primaryKey {
            setNotNull(index.columns, of: slot)
            if recurses { for heir in allHeirs(of: slot) { setNotNull(index.columns, of: heir) } }
        }
        let hasPartitions = relations[slot].partitionKey != nil && !(heirs[slot] ?? []).isEmpty
        if hasPartitions && !recurses { loneIndexes.insert(name) }
    }

    /// Gives an index's name to the slot of its table; false when another index has it.
    private mutating func claim(index name: QualifiedName, _ slot: Int) -> Bool {
        guard let other = indexSlots.updateValue(slot, forKey: name) else { return true }
        indexSlots[name] = other
        return false
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

    private mutating func setNotNull(_ columns: [String], of slot: Int) {
        for place in relations[slot].columns.indices
        where !relations[slot].columns[place].notNull && columns.contains(relations[slot].columns[place].name) {
            relations[slot].columns[place].notNull = true
        }
    }

    private mutating func promote(_ existing: String, to constraint: CatalogIndex, of slot: Int) {
        let table = relations[slot].name
        guard let place = relations[slot].indexes.firstIndex(where: { $0.name == existing }) else {
            skip("ADD CONSTRAINT USING INDEX", "\(table) has no index \(existing)")
            return
        }
        var index = relations[slot].indexes[place]
        index.role = constraint.role
        index.timing = constraint.timing
        if !constraint.name.isEmpty && constraint.name != existing {
            indexSlots[QualifiedName(schema: table.schema, existing)] = nil
            indexSlots[QualifiedName(schema: table.schema, constraint.name)] = slot
            index.name = constraint.name
        }
        relations[slot].indexes[place] = index
        if index.role == .primaryKey { setNotNull(index.columns, of: slot) }
    }

    private mutating func add(_ check: CatalogCheck, to slot: Int) {
        var check = check
        check.expression = resolved(check.expression, in: relations[slot])
        if check.name.isEmpty {
            var parts = [relations[slot].name.name]
            if case .named(let names) = check.expression.columns, names.count == 1 { parts += names }
            check.name = freeName(parts, "check", of: slot)
        } else if isTaken(check.name, by: slot) {
            skip("ADD CONSTRAINT", "\(relations[slot].part(check.name)) is there already")
            return
        }
        relations[slot].checks.append(check)
    }

    private mutating func add(_ foreignKey: CatalogForeignKey, to slot: Int) {
        var foreignKey = foreignKey
        foreignKey.references = resolved(relation: foreignKey.references)
        if foreignKey.name.isEmpty {
            foreignKey.name = freeName([relations[slot].name.name] + foreignKey.columns, "fkey", of: slot)
        } else if isTaken(foreignKey.name, by: slot) {
            skip("ADD CONSTRAINT", "\(relations[slot].part(foreignKey.name)) is there already")
            return
        }
        relations[slot].foreignKeys.append(foreignKey)
    }

    private func isTaken(_ constraint: String, by slot: Int) -> Bool {
        relations[slot].foreignKeys.contains { $0.name == constraint }
            || relations[slot].checks.contains { $0.name == constraint }
            || relations[slot].indexes.contains { $0.isConstraint && $0.name == constraint }
    }

    // MARK: names that PostgreSQL chooses

    private func freeName(of index: CatalogIndex, table: QualifiedName) -> String {
        let label: String
        switch index.role {
        case .primaryKey: return freeName([table.name], "pkey", in: table.schema)
        case .uniqueConstraint: label = "key"
        case .exclusion: label = "excl"
        case .plain, .unique: label = "idx"
        }
        // Where elements are both columns and expressions their order is not kept, so the name may not be the server's.
        let expressions = index.expressions.indices.map { $0 == 0 ? "expr" : "expr\($0)" }
        return freeName([table.name] + index.columns + expressions + index.included, label, in: table.schema)
    }

    /// A name that no relation and no index of the schema has.
    func freeName(_ parts: [String], _ label: String, in schema: String?) -> String {
        freeName(parts, label) { name in
            let full = QualifiedName(schema: schema, name)
            return slots[full] != nil || indexSlots[full] != nil
        }
    }

    private func freeName(_ parts: [String], _ label: String, of slot: Int) -> String {
        freeName(parts, label) { isTaken($0, by: slot) }
    }

    /// PostgreSQL: indexcmds.c, makeObjectName and ChooseRelationName.
    private func freeName(_ parts: [String], _ label: String, isTaken: (String) -> Bool) -> String {
        var number = 0
        while true {
            let name = Self.objectName(parts, number == 0 ? label : "\(label)\(number)")
            if !isTaken(name) { return name }
            number += 1
        }
    }

    /// Joins the table's name, the other names and the label; the longer of the first two is cut until all fit 63 bytes.
    static func objectName(_ parts: [String], _ label: String) -> String {
        let first = Array((parts.first ?? "").utf8)
        // indexcmds.c, ChooseIndexNameAddition, stops adding columns at 64 bytes.
        let second = Array(parts.dropFirst().joined(separator: "_").utf8.prefix(63))
        let overhead = label.utf8.count + 1 + (second.isEmpty ? 0 : 1)
        var lengths = (first.count, second.count)
        while lengths.0 + lengths.1 + overhead > 63 {
            if lengths.0 > lengths.1 { lengths.0 -= 1 } else { lengths.1 -= 1 }
        }
        let names = [first.prefix(lengths.0), second.prefix(lengths.1)].filter { !$0.isEmpty }
        return (names.map(Self.wholeCharacters) + [label]).joined(separator: "_")
    }

    /// The bytes without a character that was cut at the end.
    private static func wholeCharacters(_ bytes: ArraySlice<UInt8>) -> String {
        var end = bytes.endIndex
        if let last = bytes.lastIndex(where: { $0 & 0xC0 != 0x80 }) {
            let lead = bytes[last]
            let length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
            if last + length > bytes.endIndex { end = last }
        }
        return String(decoding: bytes[..<end], as: UTF8.self)
    }
}
