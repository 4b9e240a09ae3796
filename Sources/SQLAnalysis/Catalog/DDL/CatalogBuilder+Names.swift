// The names that PostgreSQL gives to what has none. PostgreSQL: indexcmds.c, pg_constraint.c.

extension CatalogBuilder {
    /// Whether neither a relation nor an index nor a composite type has a name.
    func isFree(_ name: QualifiedName) -> Bool {
        slots[name] == nil && indexSlots[name] == nil && types[name]?.form != .composite
    }

    /// Whether a table has a constraint of a name; its heirs have its checks too.
    func hasConstraint(_ name: String, _ slot: Int) -> Bool {
        relations[slot].foreignKeys.contains { $0.name == name } || relations[slot].checks.contains { $0.name == name }
            || relations[slot].indexes.contains { $0.isConstraint && $0.name == name }
    }

    /// PostgreSQL: indexcmds.c, ChooseIndexName.
    func freeName(of definition: IndexDefinition, _ slot: Int) -> String {
        let table = relations[slot].name
        let index = definition.index
        switch index.role {
        case .primaryKey: return freeName([table.name], "pkey", in: table.schema, isConstraint: true)
        case .uniqueConstraint:
            return freeName([table.name] + Self.distinct(definition.names), "key", in: table.schema, isConstraint: true)
        case .exclusion:
            return freeName(
                [table.name] + Self.distinct(definition.names),
                "excl",
                in: table.schema,
                isConstraint: true
            )
        case .plain, .unique: return freeName([table.name] + Self.distinct(definition.names), "idx", in: table.schema)
        }
    }

    /// Names of elements with a number behind those that came before. PostgreSQL: indexcmds.c, ChooseIndexColumnNames.
    private static func distinct(_ names: [String]) -> [String] {
        var result: [String] = []
        for name in names {
            var current = name
            var number = 1
            while result.contains(current) {
                let suffix = String(number)
                current = wholeCharacters(name.utf8.prefix(63 - suffix.utf8.count)) + suffix
                number += 1
            }
            result.append(current)
        }
        return result
    }

    /// A name that no relation of the schema has, and for a constraint's index no constraint of it either.
    func freeName(_ parts: [String], _ label: String, in schema: String?, isConstraint: Bool = false) -> String {
        freeName(parts, label) { name in
            !isFree(QualifiedName(schema: schema, name)) || (isConstraint && isConstraintName(name, in: schema))
        }
    }

    /// A name that no constraint of the schema has. PostgreSQL: pg_constraint.c, ChooseConstraintName.
    func freeConstraintName(_ parts: [String], _ label: String, in schema: String?) -> String {
        freeName(parts, label) { isConstraintName($0, in: schema) }
    }

    private func isConstraintName(_ name: String, in schema: String?) -> Bool {
        if relations.indices.contains(where: { slot in
            relations[slot].name.schema == schema && hasConstraint(name, slot) && slots[relations[slot].name] == slot
        }) {
            return true
        }
        return types.values.contains { $0.name.schema == schema && $0.checks.contains { $0.name == name } }
    }

    /// PostgreSQL: indexcmds.c, ChooseRelationName.
    private func freeName(_ parts: [String], _ label: String, isTaken: (String) -> Bool) -> String {
        var number = 0
        while true {
            let name = Self.objectName(parts, number == 0 ? label : "\(label)\(number)")
            if !isTaken(name) { return name }
            number += 1
        }
    }

    /// Joins the table's name, the other names and the label; the longer of the first two is cut until all fit 63 bytes.
    /// PostgreSQL: indexcmds.c, makeObjectName.
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
        return (names.map { wholeCharacters($0) } + [label]).joined(separator: "_")
    }

    /// The bytes without a character that was cut at the end.
    static func wholeCharacters(_ bytes: some Sequence<UInt8>) -> String {
        let bytes = Array(bytes)
        var end = bytes.endIndex
        if let last = bytes.lastIndex(where: { $0 & 0xC0 != 0x80 }) {
            let lead = bytes[last]
            let length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
            if last + length > bytes.endIndex { end = last }
        }
        return String(decoding: bytes[..<end], as: UTF8.self)
    }
}
