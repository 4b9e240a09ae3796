// INSERT, UPDATE, DELETE, MERGE: what is written, how much of it, and where foreign keys carry it on.

extension Collector {
    mutating func insert(_ insert: Insert, tables: CommonTables) throws(Refusal) {
        let tables = try with(insert.with, tables: tables, parent: nil)
        if let source = insert.source { try query(source, tables: tables, parent: nil) }
        let level = Level(parent: nil)
        let use = self.use(insert.target, level, isTarget: true)
        for column in insert.columns ?? [] { try target(column, level, tables) }
        let columns = insert.columns.map { Columns.named(Set($0.compactMap(\.name))) } ?? .every
        let bound = rowBound(of: insert.source)
        try write(.insert, use, columns: columns, bound: bound)
        if let conflict = insert.conflict {
            level.derived.insert("excluded")
            for name in conflict.inferenceColumns { mention(name, of: use) }
            try expressions(conflict.inference, level, tables)
            for assignment in conflict.assignments { try target(assignment, level, tables) }
            try expression(conflict.condition, level, tables)
            if conflict.updates {
                // Each inserted row can meet one row that is there.
                try write(.update, use, columns: .named(Set(conflict.assignments.compactMap(\.name))), bound: bound)
            }
        }
        for item in insert.returning { try target(item, level, tables) }
    }

    mutating func update(_ update: Update, tables: CommonTables) throws(Refusal) {
        let tables = try with(update.with, tables: tables, parent: nil)
        let level = Level(parent: nil)
        let use = self.use(update.target, level, isTarget: true)
        for item in update.from { _ = try from(item, level, tables) }
        for assignment in update.assignments { try target(assignment, level, tables) }
        try expression(update.condition, level, tables)
        for item in update.returning { try target(item, level, tables) }
        let bound = rowBound(update.target, use, sources: update.from, update.condition, tables)
        try write(.update, use, columns: .named(Set(update.assignments.compactMap(\.name))), bound: bound)
    }

    mutating func delete(_ delete: Delete, tables: CommonTables) throws(Refusal) {
        let tables = try with(delete.with, tables: tables, parent: nil)
        let level = Level(parent: nil)
        let use = self.use(delete.target, level, isTarget: true)
        for item in delete.using { _ = try from(item, level, tables) }
        try expression(delete.condition, level, tables)
        for item in delete.returning { try target(item, level, tables) }
        try write(
            .delete,
            use,
            columns: .none,
            bound: rowBound(delete.target, use, sources: delete.using, delete.condition, tables)
        )
    }

    mutating func merge(_ merge: Merge, tables: CommonTables) throws(Refusal) {
        let tables = try with(merge.with, tables: tables, parent: nil)
        let level = Level(parent: nil)
        let use = self.use(merge.target, level, isTarget: true)
        _ = try from(merge.source, level, tables)
        try expression(merge.on, level, tables)
        let matched = rowBound(merge.target, use, sources: [merge.source], merge.on, tables)
        let inserted = Condition.sourceRows(merge.source, &looks).map { RowBound.atMost($0, "rows of the source") }
        for clause in merge.clauses {
            try expression(clause.condition, level, tables)
            for item in clause.targets { try target(item, level, tables) }
            try expressions(clause.values, level, tables)
            let names = Columns.named(Set(clause.targets.compactMap(\.name)))
            switch clause.action {
            case .insert:
                let columns = clause.targets.isEmpty ? Columns.every : names
                try write(.insert, use, columns: columns, bound: inserted ?? .unknown("as many rows as the source has"))
            case .update: try write(.update, use, columns: names, bound: matched)
            case .delete: try write(.delete, use, columns: .none, bound: matched)
            case .nothing: continue
            }
        }
        let whole = merge.clauses.contains { $0.action == .update || $0.action == .delete }
        let object = ObjectReference(uses[use].kind, uses[use].name)
        effects.append(
            Effect(
                .merge,
                verb,
                object,
                bound: whole ? matched : inserted ?? .unknown("as many rows as the source has"),
                at: uses[use].range
            )
        )
    }

    /// Adds the effect of a write on its target, and of what follows from it.
    private mutating func write(
        _ effectClass: StatementClass,
        _ use: Int,
        columns: Columns,
        bound: RowBound
    ) throws(Refusal) {
        let target = uses[use]
        let object = ObjectReference(target.kind, target.name)
        let effect = Effect(effectClass, verb, object, columns: columns, bound: bound, at: target.range)
        try add(effect, known: target.known, inherits: target.inherits)
        switch bound {
        case .wholeTable(let why):
            findings.append(
                Finding(.wholeTableWrite, "\(verb) touches every row of \(target.name): \(why)", at: target.range)
            )
        case .unjoined(let why):
            findings.append(Finding(.unjoinedWrite, "\(verb) of \(target.name): \(why)", at: target.range))
        case .atMost, .unknown: break
        }
        guard let known = target.known else { return }
        for reaction in known.reactions(to: effectClass) {
            findings.append(Finding(.triggersRun, "\(reaction) of \(target.name) runs too", at: target.range))
        }
        try cascade(effectClass, known, columns)
        // A view's columns are not followed to those of its tables, so any of them may change.
        for name in catalog?.behind(known) ?? [] {
            if let behind = catalog?.relation(name) { try cascade(effectClass, behind, .every) }
        }
        for rule in known.rules where rule.acts(on: effectClass) { try self.rule(rule, of: known) }
    }

    /// What a rule writes instead or as well: which of its actions does what is not kept, so each counts as all.
    private mutating func rule(_ rule: CatalogRule, of owner: CatalogRelation) throws(Refusal) {
        for name in rule.writes {
            let (full, kind, known) = resolve(name)
            for effectClass in [StatementClass.insert, .update, .delete] {
                let effect = Effect(
                    effectClass,
                    verb,
                    ObjectReference(kind, full),
                    columns: effectClass == .delete ? .none : .every,
                    bound: .unknown("rule \(rule.name) of \(owner.name)"),
                    origin: .view(owner.name)
                )
                effects.append(effect)
                if let known { try cascade(effectClass, known, .every) }
            }
        }
    }

    /// Foreign keys that carry a DELETE or an UPDATE of referenced columns on to other tables.
    private mutating func cascade(
        _ effectClass: StatementClass,
        _ table: CatalogRelation,
        _ columns: Columns
    ) throws(Refusal) {
        guard let catalog, effectClass == .delete || effectClass == .update else { return }
        let steps =
            effectClass == .delete
            ? catalog.cascades(deleting: table.name) : catalog.cascades(updating: columns, of: table.name)
        try work.spend(steps.count)
        for step in steps {
            let name = step.foreignKey.name
            let changed: (StatementClass, Columns)
            switch step.change {
            case .delete: changed = (.delete, .none)
            case .update(let names): changed = (.update, .named(Set(names)))
            }
            effects.append(
                Effect(
                    changed.0,
                    verb,
                    ObjectReference(.table, step.table),
                    columns: changed.1,
                    bound: .unknown("rows that refer to \(step.cause)"),
                    origin: .foreignKey(name)
                )
            )
            findings.append(
                Finding(
                    .cascadingWrite,
                    "foreign key \(name) of \(step.table) carries it on: ON \(changed.0 == .delete ? "DELETE" : "UPDATE or DELETE") \(step.action.rawValue)"
                )
            )
        }
    }
}
