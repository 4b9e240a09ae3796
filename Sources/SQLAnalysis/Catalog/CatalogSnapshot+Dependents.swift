// What DROP ... CASCADE takes with it. PostgreSQL: dependency.c, findDependentObjects.

extension CatalogSnapshot {
    /// The objects that dropping one with CASCADE would also drop, transitively; sorted, the object itself left out.
    ///
    /// Views, materialized views, foreign keys of other tables, owned sequences, heirs and partitions, rules, policies,
    /// triggers, routines, columns. Not listed is what is a part of a dropped relation and of nothing else (its indexes,
    /// its own constraints, triggers and policies), and DEFAULT clauses, for which see `losses(dropping:)`. Where the
    /// snapshot does not know which overload is called or which columns a view reads, all count: the list can be too
    /// long. It can be too short only for what DDL text does not tell: objects of extensions, operators, bodies given as
    /// strings.
    public func dependents(of object: ObjectReference) -> [ObjectReference] {
        losses(dropping: object).compactMap { loss in
            switch loss {
            case .object(let object): object
            case .defaultValue: nil
            }
        }.sorted()
    }

    /// Everything that dropping an object with CASCADE takes away, nearest first.
    public func losses(dropping object: ObjectReference) -> [CatalogLoss] {
        losses(dropping: object, withHeirsOfColumns: true)
    }

    /// The same; without heirs, a column of a table does not take with it what other tables inherited of it.
    func losses(dropping object: ObjectReference, withHeirsOfColumns: Bool) -> [CatalogLoss] {
        let start = CatalogLoss.object(full(object))
        var seen: Set<CatalogLoss> = [start]
        var order = [start]
        var next = 0
        while next < order.count {
            let loss = order[next]
            next += 1
            switch loss {
            case .defaultValue: continue
            case .object(let object):
                for found in directLosses(object, withHeirsOfColumns) where seen.insert(found).inserted {
                    order.append(found)
                }
            }
        }
        return Array(order.dropFirst())
    }

    /// The object with the schema that the search path gives it.
    private func full(_ object: ObjectReference) -> ObjectReference {
        guard object.name.schema == nil else { return object }
        let known = relation(object.name)?.name ?? type(object.name)?.name ?? routines(object.name).first?.name
        return ObjectReference(object.kind, known ?? object.name)
    }

    private func directLosses(_ object: ObjectReference, _ withHeirsOfColumns: Bool) -> [CatalogLoss] {
        let name = object.name
        switch object.kind {
        case .table, .view, .materializedView, .foreignTable, .sequence:
            return lossesOfRelation(name)
        case .type, .domain:
            let multirange = types[name]?.multirange.flatMap { links.users[$0] } ?? []
            return (links.users[name] ?? []) + multirange
        case .function, .procedure, .aggregate:
            return links.callers[name] ?? []
        case .schema:
            return (links.members[name.name] ?? []).map { .object($0) }
        case .server:
            return (links.foreignTables[name.name] ?? []).map { .object(ObjectReference(.foreignTable, $0)) }
        case .index:
            return lossesOfIndex(name)
        case .constraint:
            guard let (table, part) = tableAndPart(name) else { return [] }
            return lossesOfIndex(QualifiedName(schema: table.schema, part))
        case .column:
            return lossesOfColumn(name, withHeirsOfColumns)
        case .operator, .database, .role, .tablespace, .extension, .language, .cast, .collation, .conversion, .rule,
            .trigger, .policy, .publication, .subscription, .cursor, .setting, .channel, .file, .program, .statistics,
            .transform, .block, .foreignDataWrapper, .userMapping, .accessMethod, .operatorClass, .operatorFamily,
            .eventTrigger, .textSearch, .largeObject, .preparedStatement, .transaction:
            return []
        }
    }

    private func lossesOfRelation(_ name: QualifiedName) -> [CatalogLoss] {
        var found = links.users[name] ?? []
        for place in links.references[name] ?? [] where place.table != name {
            if let loss = constraint(at: place) { found.append(loss) }
        }
        for sequence in links.sequences[name] ?? [] { found.append(.object(ObjectReference(.sequence, sequence))) }
        for child in links.children[name] ?? [] {
            found.append(.object(ObjectReference(relations[child]?.kind ?? .table, child)))
        }
        return found
    }

    /// Foreign keys need the key that their columns reference.
    private func lossesOfIndex(_ name: QualifiedName) -> [CatalogLoss] {
        guard let table = links.indexTables[name], let relation = relations[table],
            let index = relation.indexes.first(where: { $0.name == name.name })
        else { return [] }
        let key = Set(index.columns)
        return (links.references[table] ?? []).compactMap { place in
            guard let foreignKey = foreignKey(at: place) else { return nil }
            let columns = foreignKey.referencedColumns
            return columns.isEmpty || Set(columns) == key ? constraint(at: place) : nil
        }
    }

    private func lossesOfColumn(_ name: QualifiedName, _ withHeirs: Bool) -> [CatalogLoss] {
        guard let (table, column) = tableAndPart(name), let relation = relations[table] else { return [] }
        var found = (links.users[table] ?? []).filter { loss in
            switch loss {
            case .object(let object): object.kind != .column && reads(object, column, of: table)
            case .defaultValue: false
            }
        }
        for place in links.references[table] ?? [] {
            guard let columns = foreignKey(at: place)?.referencedColumns else { continue }
            if columns.isEmpty || columns.contains(column), let loss = constraint(at: place) { found.append(loss) }
        }
        for sequence in links.sequences[table] ?? [] where relations[sequence]?.ownedBy?.column == column {
            found.append(.object(ObjectReference(.sequence, sequence)))
        }
        for child in withHeirs ? links.children[table] ?? [] : []
        where relations[child]?.column(column)?.isInherited == true {
            found.append(.object(ObjectReference(.column, relations[child]?.part(column) ?? child)))
        }
        return found + ownPartsWithColumn(column, of: relation)
    }

    /// Whether an object that mentions a table may read a column of it.
    private func reads(_ object: ObjectReference, _ column: String, of table: QualifiedName) -> Bool {
        guard let reads = relations[object.name]?.columnReads, let read = reads.first(where: { $0.relation == table })
        else { return true }
        switch read.columns {
        case .none: return false
        case .every: return true
        case .named(let names): return names.contains(column)
        }
    }

    /// Parts of the column's own table that are about it.
    private func ownPartsWithColumn(_ column: String, of relation: CatalogRelation) -> [CatalogLoss] {
        func mentions(_ expression: CatalogExpression?) -> Bool {
            switch expression?.columns {
            case nil, .some(.none): false
            case .every: true
            case .named(let names): names.contains(column)
            }
        }
        var parts: [ObjectReference] = []
        parts += relation.columns.filter { mentions($0.generated) }.map { .init(.column, relation.part($0.name)) }
        parts += relation.foreignKeys.filter { $0.columns.contains(column) }
            .map { .init(.constraint, relation.part($0.name)) }
        parts += relation.checks.filter { mentions($0.expression) }.map { .init(.constraint, relation.part($0.name)) }
        parts += relation.triggers.filter { $0.columns.contains(column) || mentions($0.condition) }
            .map { .init(.trigger, relation.part($0.name)) }
        parts += relation.policies.filter { mentions($0.condition) || mentions($0.check) }
            .map { .init(.policy, relation.part($0.name)) }
        return parts.map { .object($0) }
    }

    /// Takes the name of a relation's part apart; nil when it is not one.
    private func tableAndPart(_ name: QualifiedName) -> (table: QualifiedName, part: String)? {
        guard let table = name.schema else { return nil }
        if let schema = name.catalog { return (QualifiedName(schema: schema, table), name.name) }
        return relation(QualifiedName(table)).map { ($0.name, name.name) }
    }

    private func foreignKey(at place: CatalogLinks.Reference) -> CatalogForeignKey? {
        guard let keys = relations[place.table]?.foreignKeys, keys.indices.contains(place.position) else { return nil }
        return keys[place.position]
    }

    private func constraint(at place: CatalogLinks.Reference) -> CatalogLoss? {
        guard let relation = relations[place.table], let key = foreignKey(at: place) else { return nil }
        return .object(ObjectReference(.constraint, relation.part(key.name)))
    }
}
