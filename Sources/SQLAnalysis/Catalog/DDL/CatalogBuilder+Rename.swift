// RENAME and SET SCHEMA: everything that names the object is changed with it.

extension CatalogBuilder {
    mutating func rename(_ object: RenamedObject, to new: String) {
        switch object {
        case .relation(let name):
            if let slot = slot(name) {
                return renameRelation(slot, QualifiedName(schema: relations[slot].name.schema, new))
            }
            renameIndex(name, to: new)
        case .type(let name): renameType(name, schema: nil, to: new)
        case .routine(let name, let arguments): renameRoutine(name, arguments, schema: nil, to: new)
        case .schema(let name): renameSchema(name, to: new)
        case .column(let name, let column): renameColumn(column, of: name, to: new)
        case .constraint(let table, let name): renameConstraint(name, of: table, to: new)
        case .trigger(let table, let name):
            renamePart(name, of: table, to: new, \.triggers, \.name, "ALTER TRIGGER RENAME")
        case .rule(let table, let name): renamePart(name, of: table, to: new, \.rules, \.name, "ALTER RULE RENAME")
        case .policy(let table, let name):
            renamePart(name, of: table, to: new, \.policies, \.name, "ALTER POLICY RENAME")
        case .field(let name, let field):
            let full = resolved(type: name)
            guard let place = types[full]?.fields.firstIndex(where: { $0.name == field }) else {
                return skip("ALTER TYPE RENAME ATTRIBUTE", "\(name) has no field \(field)")
            }
            guard types[full]?.fields.contains(where: { $0.name == new }) == false else {
                return skip("ALTER TYPE RENAME ATTRIBUTE", "\(name) has a field \(new) already")
            }
            types[full]?.fields[place].name = new
            for slot in liveSlots where relations[slot].rowType == full {
                relations[slot].renameColumn(field, to: new)
            }
        case .domainConstraint(let name, let check):
            let full = resolved(type: name)
            guard let place = types[full]?.checks.firstIndex(where: { $0.name == check }) else {
                return skip("ALTER DOMAIN RENAME CONSTRAINT", "\(name) has no constraint \(check)")
            }
            types[full]?.checks[place].name = new
        case .statistics(let name): renameStatistics(name) { $0 = QualifiedName(schema: $0.schema, new) }
        case .server(let name):
            guard let wrapper = servers.removeValue(forKey: name) else {
                return skip("ALTER SERVER RENAME", "\(name) is not in the file")
            }
            servers[new] = wrapper
            for slot in liveSlots where relations[slot].server == name { relations[slot].server = new }
        }
    }

    mutating func move(_ object: RenamedObject, to schema: String) {
        switch object {
        case .relation(let name):
            guard let slot = slot(name, for: "ALTER TABLE SET SCHEMA") else { return }
            let old = relations[slot].name
            renameRelation(slot, QualifiedName(schema: schema, old.name))
            // Its sequences go with it.
            for other in liveSlots where relations[other].ownedBy?.table == relations[slot].name {
                renameRelation(other, QualifiedName(schema: schema, relations[other].name.name))
            }
        case .type(let name): renameType(name, schema: schema, to: nil)
        case .routine(let name, let arguments): renameRoutine(name, arguments, schema: schema, to: nil)
        case .statistics(let name): renameStatistics(name) { $0 = QualifiedName(schema: schema, $0.name) }
        case .schema, .column, .constraint, .trigger, .rule, .policy, .field, .domainConstraint, .server:
            skip("SET SCHEMA", "not of such an object")
        }
    }

    /// The slots of relations that are there.
    var liveSlots: [Int] { relations.indices.filter { slots[relations[$0].name] == $0 } }

    private mutating func renameRelation(_ slot: Int, _ new: QualifiedName) {
        let old = relations[slot].name
        guard isFree(new), types[new] == nil else {
            return skip("ALTER TABLE RENAME", "\(new) is there already")
        }
        slots[old] = nil
        slots[new] = slot
        relations[slot].name = new
        if old.schema != new.schema {
            for index in relations[slot].indexes {
                let oldIndex = QualifiedName(schema: old.schema, index.name)
                let newIndex = QualifiedName(schema: new.schema, index.name)
                moveIndex(oldIndex, to: newIndex)
                replaceIndexParent(oldIndex, with: newIndex)
            }
        }
        replace(old, with: new)
    }

    private mutating func renameIndex(_ name: QualifiedName, to new: String) {
        guard let full = candidates(name).first(where: { indexSlots[$0] != nil }), let slot = indexSlots[full],
            let place = relations[slot].indexes.firstIndex(where: { $0.name == full.name })
        else { return skip("ALTER RENAME", "\(name) is not in the file") }
        let newName = QualifiedName(schema: full.schema, new)
        guard isFree(newName) else { return skip("ALTER RENAME", "\(newName) is there already") }
        moveIndex(full, to: newName)
        relations[slot].indexes[place].name = new
        replaceIndexParent(full, with: newName)
    }

    private mutating func replaceIndexParent(_ old: QualifiedName, with new: QualifiedName) {
        for slot in liveSlots {
            for place in relations[slot].indexes.indices where relations[slot].indexes[place].parent == old {
                relations[slot].indexes[place].parent = new
            }
        }
    }

    /// Puts another name in the place of a relation's or type's, wherever it is mentioned.
    private mutating func replace(_ old: QualifiedName, with new: QualifiedName) {
        for slot in liveSlots { relations[slot].replace(old, with: new) }
        for name in types.keys { types[name]?.replace(old, with: new) }
        for name in routines.keys {
            for place in routines[name]?.indices ?? 0..<0 {
                routines[name]?[place].replaceType(old, with: new)
                routines[name]?[place].body?.replace(old, with: new)
            }
        }
    }

    private mutating func renameType(_ name: QualifiedName, schema: String?, to new: String?) {
        let full = resolved(type: name)
        let newName = QualifiedName(schema: schema ?? full.schema, new ?? full.name)
        guard types[newName] == nil, slots[newName] == nil, multiranges[newName] == nil else {
            return skip("ALTER TYPE RENAME", "\(newName) is there already")
        }
        if let range = multiranges.removeValue(forKey: full) {
            types[range]?.multirange = newName
            multiranges[newName] = range
            return replace(full, with: newName)
        }
        guard var type = types.removeValue(forKey: full) else {
            return skip("ALTER TYPE RENAME", "\(name) is not in the file")
        }
        type.name = newName
        types[newName] = type
        if let multirange = type.multirange { multiranges[multirange] = newName }
        replace(full, with: newName)
    }

    private mutating func renameRoutine(_ name: QualifiedName, _ arguments: [String]?, schema: String?, to new: String?)
    {
        guard let (full, place) = overload(name, arguments) else {
            return skip("ALTER FUNCTION RENAME", "\(name) is not in the file, or there are several")
        }
        var routine = routines[full]?.remove(at: place)
        let wasOnly = routines[full]?.isEmpty == true
        if wasOnly { routines[full] = nil }
        let newName = QualifiedName(schema: schema ?? full.schema, new ?? full.name)
        routine?.name = newName
        if let routine { routines[newName, default: []].append(routine) }
        // With overloads left it is not known which of them is called where; then all of the callers stay.
        guard wasOnly else { return }
        for slot in liveSlots { relations[slot].replaceRoutine(full, with: newName) }
    }

    /// The place of a routine among the overloads of its name; nil when it is not there or not certain.
    func overload(_ name: QualifiedName, _ arguments: [String]?) -> (QualifiedName, Int)? {
        guard let full = candidates(name).first(where: { routines[$0] != nil }), let overloads = routines[full] else {
            return nil
        }
        guard let arguments else { return overloads.count == 1 ? (full, 0) : nil }
        if let place = overloads.firstIndex(where: { $0.arguments == arguments }) { return (full, place) }
        // The statement may spell its types without the schemas that the definition has.
        return overloads.count == 1 && overloads[0].arguments.count == arguments.count ? (full, 0) : nil
    }

    private mutating func renameSchema(_ old: String, to new: String) {
        guard schemas.remove(old) != nil else { return skip("ALTER SCHEMA RENAME", "\(old) is not in the file") }
        schemas.insert(new)
        for slot in liveSlots where relations[slot].name.schema == old {
            renameRelation(slot, QualifiedName(schema: new, relations[slot].name.name))
        }
        for name in types.keys.filter({ $0.schema == old }) { renameType(name, schema: new, to: nil) }
        for name in multiranges.keys.filter({ $0.schema == old }) { renameType(name, schema: new, to: nil) }
        for name in routines.keys.filter({ $0.schema == old }) {
            let newName = QualifiedName(schema: new, name.name)
            var overloads = routines.removeValue(forKey: name) ?? []
            for place in overloads.indices { overloads[place].name = newName }
            routines[newName] = overloads
            for slot in liveSlots { relations[slot].replaceRoutine(name, with: newName) }
        }
    }

    private mutating func renameColumn(_ column: String, of name: QualifiedName, to new: String) {
        guard let slot = slot(name, for: "ALTER TABLE RENAME COLUMN") else { return }
        guard relations[slot].column(column) != nil else {
            return skip("ALTER TABLE RENAME COLUMN", "\(relations[slot].part(column)) is not in the file")
        }
        let targets = [slot] + allHeirs(of: slot)
        guard !targets.contains(where: { relations[$0].column(new) != nil }) else {
            return skip("ALTER TABLE RENAME COLUMN", "\(relations[slot].part(new)) is there already")
        }
        for target in targets {
            relations[target].renameColumn(column, to: new)
            let table = relations[target].name
            for other in liveSlots {
                if relations[other].ownedBy == CatalogSequenceOwner(table: table, column: column) {
                    relations[other].ownedBy?.column = new
                }
                for place in relations[other].foreignKeys.indices
                where relations[other].foreignKeys[place].references == table {
                    relations[other].foreignKeys[place].referencedColumns.replace(column, with: new)
                }
                relations[other].changeReads(of: table) { $0.replace(column, with: new) }
            }
        }
    }

    private mutating func renameConstraint(_ name: String, of table: QualifiedName, to new: String) {
        guard let slot = slot(table, for: "ALTER TABLE RENAME CONSTRAINT") else { return }
        if relations[slot].indexes.contains(where: { $0.name == name && $0.isConstraint }) {
            renameIndex(QualifiedName(schema: relations[slot].name.schema, name), to: new)
        } else if let place = relations[slot].foreignKeys.firstIndex(where: { $0.name == name }) {
            relations[slot].foreignKeys[place].name = new
        } else {
            renamePart(name, of: table, to: new, \.checks, \.name, "ALTER TABLE RENAME CONSTRAINT")
        }
    }

    private mutating func renamePart<Part>(
        _ name: String,
        of table: QualifiedName,
        to new: String,
        _ parts: WritableKeyPath<CatalogRelation, [Part]>,
        _ partName: WritableKeyPath<Part, String>,
        _ what: String
    ) {
        guard let slot = slot(table, for: what) else { return }
        guard let place = relations[slot][keyPath: parts].firstIndex(where: { $0[keyPath: partName] == name }) else {
            return skip(what, "\(relations[slot].part(name)) is not in the file")
        }
        relations[slot][keyPath: parts][place][keyPath: partName] = new
    }

    private mutating func renameStatistics(_ name: QualifiedName, _ change: (inout QualifiedName) -> Void) {
        let names = candidates(name)
        for slot in liveSlots {
            for place in relations[slot].statistics.indices
            where names.contains(relations[slot].statistics[place].name) {
                return change(&relations[slot].statistics[place].name)
            }
        }
        skip("ALTER STATISTICS", "\(name) is not in the file")
    }
}
