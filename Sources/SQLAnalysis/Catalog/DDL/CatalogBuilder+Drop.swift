// DROP, and ALTER TABLE ... DROP: the object, what belongs to it, and with CASCADE what depends on it.

extension CatalogBuilder {
    mutating func drop(_ object: DroppedObject, cascade: Bool) {
        switch object {
        case .relation(let name):
            guard let slot = slot(name) else { return passUnknown("DROP TABLE or VIEW") }
            drop(ObjectReference(relations[slot].kind, relations[slot].name), cascade: cascade)
        case .index(let name):
            guard let full = candidates(name).first(where: { indexSlots[$0] != nil }) else {
                return passUnknown("DROP INDEX")
            }
            drop(ObjectReference(.index, full), cascade: cascade)
        case .type(let name):
            let full = resolved(type: name)
            guard let type = types[full] else { return passUnknown("DROP TYPE") }
            drop(ObjectReference(type.form == .domain ? .domain : .type, full), cascade: cascade)
        case .routine(let name, let arguments):
            guard let (full, place) = overload(name, arguments), let overloads = routines[full] else {
                return passUnknown("DROP FUNCTION")
            }
            if overloads.count > 1 {
                if cascade { skip("DROP FUNCTION CASCADE", "\(full) has overloads, and who calls which is not known") }
                routines[full]?.remove(at: place)
            } else {
                drop(ObjectReference(overloads[place].kind, full), cascade: cascade)
            }
        case .schema(let name):
            guard schemas.contains(name) else { return passUnknown("DROP SCHEMA") }
            drop(ObjectReference(.schema, QualifiedName(name)), cascade: cascade)
        case .trigger(let table, let name): dropPart(name, of: table, "DROP TRIGGER", \.triggers) { $0.name }
        case .rule(let table, let name): dropPart(name, of: table, "DROP RULE", \.rules) { $0.name }
        case .policy(let table, let name): dropPart(name, of: table, "DROP POLICY", \.policies) { $0.name }
        case .statistics(let name):
            let names = candidates(name)
            for slot in liveSlots { relations[slot].statistics.removeAll { names.contains($0.name) } }
        case .extension(let name):
            if extensions.remove(name) == nil { return passUnknown("DROP EXTENSION") }
            if cascade { skip("DROP EXTENSION", "what belongs to \(name) is not known") }
        case .server(let name): drop(ObjectReference(.server, QualifiedName(name)), cascade: cascade)
        }
    }

    /// `pg_dump --clean` and migrations drop with IF EXISTS what may not be there.
    private mutating func passUnknown(_ what: String) { report.pass("\(what) of what is not in the file") }

    private mutating func drop(_ object: ObjectReference, cascade: Bool, withHeirs: Bool = true) {
        // Without CASCADE the server drops nothing that something else needs; it would have refused the file.
        let losses = cascade ? snapshot(epoch: "").losses(dropping: object, withHeirsOfColumns: withHeirs) : []
        remove(object)
        for loss in losses {
            switch loss {
            case .object(let object): remove(object)
            case .defaultValue(let name):
                // Of a domain, or of a column.
                types[name]?.defaultValue = nil
                guard let (slot, column) = tableAndPart(name),
                    let place = relations[slot].columns.firstIndex(where: { $0.name == column })
                else { continue }
                relations[slot].columns[place].defaultValue = nil
            }
        }
    }

    private mutating func remove(_ object: ObjectReference) {
        let name = object.name
        switch object.kind {
        case .table, .view, .materializedView, .foreignTable, .sequence: removeRelation(name)
        case .index: removeIndex(name)
        case .type, .domain:
            if let multirange = types.removeValue(forKey: name)?.multirange { multiranges[multirange] = nil }
        case .function, .procedure, .aggregate: routines[name] = nil
        case .schema: schemas.remove(name.name)
        case .server: servers[name.name] = nil
        case .column:
            guard let (slot, column) = tableAndPart(name) else { return removeField(name) }
            removeColumn(column, of: slot)
        case .constraint:
            guard let (slot, constraint) = tableAndPart(name) else { return removeDomainCheck(name) }
            removeConstraint(constraint, of: slot)
        case .trigger:
            guard let (slot, part) = tableAndPart(name) else { return }
            relations[slot].triggers.removeAll { $0.name == part }
        case .rule:
            guard let (slot, part) = tableAndPart(name) else { return }
            relations[slot].rules.removeAll { $0.name == part }
        case .policy:
            guard let (slot, part) = tableAndPart(name) else { return }
            relations[slot].policies.removeAll { $0.name == part }
        case .statistics:
            for slot in liveSlots { relations[slot].statistics.removeAll { $0.name == name } }
        case .operator, .database, .role, .tablespace, .extension, .language, .cast, .collation, .conversion,
            .publication, .subscription, .cursor, .setting, .channel, .file, .program, .transform, .block,
            .foreignDataWrapper, .userMapping, .accessMethod, .operatorClass, .operatorFamily, .eventTrigger,
            .textSearch, .largeObject, .preparedStatement, .transaction:
            return
        }
    }

    private func tableAndPart(_ name: QualifiedName) -> (Int, String)? {
        guard let schema = name.catalog, let table = name.schema,
            let slot = slots[QualifiedName(schema: schema, table)]
        else { return nil }
        return (slot, name.name)
    }

    /// A field of a composite type goes with the field's own type.
    private mutating func removeField(_ name: QualifiedName) {
        guard let schema = name.catalog, let type = name.schema else { return }
        types[QualifiedName(schema: schema, type)]?.fields.removeAll { $0.name == name.name }
    }

    private mutating func removeDomainCheck(_ name: QualifiedName) {
        guard let schema = name.catalog, let domain = name.schema else { return }
        types[QualifiedName(schema: schema, domain)]?.checks.removeAll { $0.name == name.name }
    }

    private mutating func removeRelation(_ name: QualifiedName) {
        guard let slot = slots.removeValue(forKey: name) else { return }
        for index in relations[slot].indexes {
            let indexName = QualifiedName(schema: name.schema, index.name)
            indexSlots[indexName] = nil
            indexElementNames[indexName] = nil
        }
        for parent in relations[slot].parents {
            if let parentSlot = slots[parent] { heirs[parentSlot]?.removeAll { $0 == slot } }
        }
        for heir in heirs.removeValue(forKey: slot) ?? [] where relations[heir].isPartition {
            removeRelation(relations[heir].name)
        }
        for other in liveSlots where relations[other].ownedBy?.table == name { removeRelation(relations[other].name) }
    }

    private mutating func dropPart<Part>(
        _ name: String,
        of table: QualifiedName,
        _ what: String,
        _ parts: WritableKeyPath<CatalogRelation, [Part]>,
        _ partName: (Part) -> String
    ) {
        guard let slot = slot(table), relations[slot][keyPath: parts].contains(where: { partName($0) == name }) else {
            return passUnknown(what)
        }
        relations[slot][keyPath: parts].removeAll { partName($0) == name }
    }

    // MARK: ALTER TABLE ... DROP

    /// ALTER TABLE ... DROP COLUMN.
    mutating func dropColumn(_ name: String, of slot: Int, recurses: Bool, cascade: Bool) {
        guard relations[slot].column(name) != nil else { return passUnknown("ALTER TABLE DROP COLUMN") }
        if !cascade && needs(name, slot) {
            return skip("ALTER TABLE DROP COLUMN", "\(relations[slot].part(name)) is needed by the table itself")
        }
        drop(ObjectReference(.column, relations[slot].part(name)), cascade: cascade, withHeirs: false)
        for heir in heirs[slot] ?? [] {
            guard let place = relations[heir].columns.firstIndex(where: { $0.name == name && $0.isInherited }) else {
                continue
            }
            let isElsewhere = relations[heir].parents.contains { parent in
                slots[parent].map { $0 != slot && relations[$0].column(name) != nil } ?? false
            }
            if !recurses {
                relations[heir].columns[place].isInherited = false
            } else if !isElsewhere {
                dropColumn(name, of: heir, recurses: true, cascade: cascade)
            }
        }
    }

    /// Whether something of a table needs a column and does not go with it by itself. PostgreSQL: dependency.c.
    private func needs(_ column: String, _ slot: Int) -> Bool {
        func names(_ expression: CatalogExpression?) -> Bool {
            // In a sub-select the name may be another relation's.
            guard let expression, expression.relations.isEmpty else { return false }
            if case .named(let names) = expression.columns { return names.contains(column) }
            return false
        }
        let relation = relations[slot]
        return relation.columns.contains { $0.name != column && names($0.generated) }
            || relation.triggers.contains { $0.columns.contains(column) || names($0.condition) }
            || relation.policies.contains { names($0.condition) || names($0.check) }
            || relation.partitionKey?.columns.contains(column) == true
            || relation.partitionKey?.expressions.contains(where: names) == true
    }

    /// ALTER TABLE ... DROP CONSTRAINT.
    mutating func dropConstraint(_ name: String, of slot: Int, recurses: Bool, cascade: Bool) {
        guard hasConstraint(name, slot) else { return passUnknown("ALTER TABLE DROP CONSTRAINT") }
        if !recurses, let check = relations[slot].checks.first(where: { $0.name == name && !$0.isLocal }) {
            // With ONLY the heirs keep it, as their own.
            for heir in heirs[slot] ?? [] where !hasConstraint(name, heir) { relations[heir].checks.append(check) }
        }
        drop(ObjectReference(.constraint, relations[slot].part(name)), cascade: cascade)
    }

    private mutating func removeConstraint(_ name: String, of slot: Int) {
        relations[slot].foreignKeys.removeAll { $0.name == name }
        relations[slot].checks.removeAll { $0.name == name }
        if relations[slot].indexes.contains(where: { $0.name == name && $0.isConstraint }) {
            removeIndex(QualifiedName(schema: relations[slot].name.schema, name))
        }
    }

    /// Removes a column with the constraints and indexes that are about it. PostgreSQL: dependency.c.
    mutating func removeColumn(_ name: String, of slot: Int) {
        func mentions(_ expression: CatalogExpression?) -> Bool {
            switch expression?.columns {
            case nil, .some(.none): false
            case .every: true
            case .named(let names): names.contains(name)
            }
        }
        relations[slot].columns.removeAll { $0.name == name }
        let table = relations[slot].name
        for other in liveSlots where relations[other].columnReads != nil {
            relations[other].changeReads(of: table) { $0.remove(name) }
        }
        relations[slot].foreignKeys.removeAll { $0.columns.contains(name) }
        relations[slot].checks.removeAll { mentions($0.expression) }
        let gone = relations[slot].indexes.filter { index in
            index.columns.contains(name) || index.included.contains(name) || mentions(index.predicate)
                || index.expressions.contains(where: mentions)
        }
        for index in gone { removeIndex(QualifiedName(schema: relations[slot].name.schema, index.name)) }
        relations[slot].statistics.removeAll { mentions($0.expression) }
        dropSequences(ofColumn: name, of: slot)
    }

    /// Removes the sequences that belong to a column.
    mutating func dropSequences(ofColumn column: String, of slot: Int) {
        let owner = CatalogSequenceOwner(table: relations[slot].name, column: column)
        for other in liveSlots where relations[other].ownedBy == owner { removeRelation(relations[other].name) }
    }
}
