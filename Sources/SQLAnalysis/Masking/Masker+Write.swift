// INSERT, UPDATE, DELETE, MERGE: a target cannot be replaced, so nothing may read its protected columns.

extension Masker {
    mutating func insert(_ insert: Insert, _ tables: MaskTables) throws(Refusal) -> MaskOutputs {
        writing = "INSERT"
        let tables = try with(insert.with, tables, nil)
        if let source = insert.source { _ = try query(source, tables, nil) }
        let level = MaskLevel(parent: nil)
        let target = try self.target(insert.target, level)
        _ = try targets(insert.columns ?? [], level, tables)
        let assigned = insert.columns.map { Set($0.compactMap(\.name)) }
        try assign(assigned ?? target.map { Set($0.columns.map(\.name)) } ?? [], of: target, isNew: true, insert.target)
        if let conflict = insert.conflict { try self.conflict(conflict, target, insert.target, level, tables) }
        return try targets(insert.returning, level, tables)
    }

    private mutating func conflict(
        _ conflict: Conflict,
        _ target: CatalogRelation?,
        _ reference: RelationReference,
        _ level: MaskLevel,
        _ tables: MaskTables
    ) throws(Refusal) {
        let protected = target.flatMap { protection.relations[$0.name] }?.columns ?? [:]
        let key = conflict.constraint.flatMap { name in target?.indexes.first { $0.name == name } }
        let isKnown = conflict.constraint == nil || key != nil
        let names = conflict.inferenceColumns + (key?.columns ?? [])
        if !protected.isEmpty, !isKnown || names.contains(where: { protected[$0] != nil }) {
            throw Refusal(
                .maskedWrite,
                "ON CONFLICT would tell whether a value of a masked column is there",
                at: reference.offset.map { SourceRange($0, $0) }
            )
        }
        _ = try expressions(conflict.inference, level, tables)
        if let target {
            // The proposed row holds what the statement says, and not what is masked.
            let columns = target.columns.map { MaskOutput(name: $0.name, taint: .none) }
            level.entries.append(
                MaskEntry(visible: "excluded", schema: nil, outputs: MaskOutputs(columns: columns))
            )
        }
        _ = try targets(conflict.assignments, level, tables)
        _ = try optional(conflict.condition, level, tables)
        if conflict.updates {
            try assign(Set(conflict.assignments.compactMap(\.name)), of: target, isNew: false, reference)
        }
    }

    mutating func update(_ update: Update, _ tables: MaskTables) throws(Refusal) -> MaskOutputs {
        writing = "UPDATE"
        let tables = try with(update.with, tables, nil)
        let level = MaskLevel(parent: nil)
        let target = try self.target(update.target, level)
        for item in update.from { level.items.append(try from(item, level, tables)) }
        _ = try targets(update.assignments, level, tables)
        _ = try optional(update.condition, level, tables)
        try assign(Set(update.assignments.compactMap(\.name)), of: target, isNew: false, update.target)
        return try targets(update.returning, level, tables)
    }

    mutating func delete(_ delete: Delete, _ tables: MaskTables) throws(Refusal) -> MaskOutputs {
        writing = "DELETE"
        let tables = try with(delete.with, tables, nil)
        let level = MaskLevel(parent: nil)
        _ = try target(delete.target, level)
        for item in delete.using { level.items.append(try from(item, level, tables)) }
        _ = try optional(delete.condition, level, tables)
        return try targets(delete.returning, level, tables)
    }

    mutating func merge(_ merge: Merge, _ tables: MaskTables) throws(Refusal) -> MaskOutputs {
        writing = "MERGE"
        let tables = try with(merge.with, tables, nil)
        let level = MaskLevel(parent: nil)
        let target = try self.target(merge.target, level)
        level.items.append(try from(merge.source, level, tables))
        _ = try expression(merge.on, level, tables)
        for clause in merge.clauses {
            _ = try optional(clause.condition, level, tables)
            _ = try targets(clause.targets, level, tables)
            _ = try expressions(clause.values, level, tables)
            let named = Set(clause.targets.compactMap(\.name))
            switch clause.action {
            case .insert:
                let assigned = clause.targets.isEmpty ? Set(target?.columns.map(\.name) ?? []) : named
                try assign(assigned, of: target, isNew: true, merge.target)
            case .update: try assign(named, of: target, isNew: false, merge.target)
            case .delete, .nothing: continue
            }
        }
        return MaskOutputs()
    }

    /// Makes the target of a write visible; nil when nothing of it is protected and it is not of the catalog.
    private mutating func target(_ reference: RelationReference, _ level: MaskLevel) throws(Refusal) -> CatalogRelation?
    {
        switch try relation(reference.name, at: reference.offset) {
        case .free(let schema):
            try qualify(reference.name, with: schema, at: reference.offset)
            let entry = MaskEntry(visible: reference.visibleName, schema: schema, outputs: .unknown(.none))
            level.entries.append(entry)
            level.items.append(entry.outputs)
            return nil
        case .known(let known):
            try qualify(reference.name, with: known.name.schema ?? "public", at: reference.offset)
            let protected = protection.relations[known.name]
            if let refusal = protected?.refusal { throw refusal.at(reference.offset) }
            let isView = known.kind == .view || known.kind == .materializedView
            if isView, let behind = protection.behind(known).first {
                throw Refusal(
                    .maskedWrite,
                    "\(known.name) shows \(behind), which has masked columns, and cannot be written through",
                    at: reference.offset.map { SourceRange($0, $0) },
                    hint: "write to the table itself"
                )
            }
            if protected != nil { touched.insert(known.name) }
            var entry = MaskEntry(
                visible: reference.visibleName,
                schema: reference.alias == nil ? known.name.schema : nil,
                outputs: outputs(of: known)
            )
            entry.isTarget = true
            level.entries.append(entry)
            level.items.append(entry.outputs)
            return known
        }
    }

    /// The columns of a relation, with those of them that are protected.
    func outputs(of relation: CatalogRelation) -> MaskOutputs {
        let protected = protection.relations[relation.name]?.columns ?? [:]
        return MaskOutputs(
            columns: relation.columns.map { column in
                guard let place = protected[column.name] else { return MaskOutput(name: column.name, taint: .none) }
                let isDenied = protection.all[place].treatment == .denied
                return MaskOutput(name: column.name, taint: Taint(place), isDenied: isDenied)
            },
            others: relation.columnsAreKnown ? nil : Taint.none
        )
    }

    /// Refuses to assign columns where it would tell, by an error, what a protected column holds: a key, foreign key,
    /// exclusion or check that has both.
    private func assign(
        _ names: Set<String>,
        of target: CatalogRelation?,
        isNew: Bool,
        _ reference: RelationReference
    ) throws(Refusal) {
        guard let target, let protected = protection.relations[target.name]?.columns, !protected.isEmpty else { return }
        let range = reference.offset.map { SourceRange($0, $0) }
        for name in names.sorted() {
            guard let place = protected[name], protection.all[place].treatment == .denied else { continue }
            throw Refusal(.deniedColumn, "the column \(target.name).\(name) may not be named", at: range)
        }
        func tells(_ columns: Set<String>) -> Bool {
            !columns.isDisjoint(with: names) && columns.contains { protected[$0] != nil }
        }
        var telling: String?
        for index in target.indexes where index.role != .plain {
            var columns = Set(index.columns)
            for expression in index.expressions { columns.formUnion(expression.mentioned(of: target)) }
            if tells(columns) { telling = index.name }
        }
        for key in target.foreignKeys where tells(Set(key.columns)) { telling = key.name }
        if !isNew {
            for check in target.checks where tells(check.expression.mentioned(of: target)) { telling = check.name }
            for (relation, key) in protection.catalog.referencing(target.name)
            where tells(Set(key.referencedColumns.isEmpty ? target.primaryKey?.columns ?? [] : key.referencedColumns)) {
                telling = "\(key.name) of \(relation.name)"
            }
        }
        guard let telling else { return }
        throw Refusal(
            .maskedWrite,
            "the constraint \(telling) would tell which values a masked column of \(target.name) holds",
            at: range,
            hint: "leave masked columns that have a key out of what is written"
        )
    }
}

extension CatalogExpression {
    /// The columns of its relation that it mentions.
    fileprivate func mentioned(of relation: CatalogRelation) -> Set<String> {
        switch columns {
        case .none: []
        case .every: Set(relation.columns.map(\.name))
        case .named(let names): names
        }
    }
}

extension Refusal {
    /// The same refusal at a place.
    func at(_ offset: Int?) -> Refusal {
        Refusal(code, message, at: offset.map { SourceRange($0, $0) } ?? range, hint: hint)
    }
}
