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
        write(.insert, use, columns: columns, bound: bound)
        if let conflict = insert.conflict {
            // PostgreSQL: analyze.c, transformOnConflictClause: reading a proposed value needs the right to read the column.
            level.add("excluded", use)
            for name in conflict.inferenceColumns { mention(name, of: use) }
            try expressions(conflict.inference, level, tables)
            for assignment in conflict.assignments { try target(assignment, level, tables) }
            try expression(conflict.condition, level, tables)
            if conflict.updates {
                // Each inserted row can meet one row that is there.
                write(.update, use, columns: .named(Set(conflict.assignments.compactMap(\.name))), bound: bound)
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
        write(.update, use, columns: .named(Set(update.assignments.compactMap(\.name))), bound: bound)
    }

    mutating func delete(_ delete: Delete, tables: CommonTables) throws(Refusal) {
        let tables = try with(delete.with, tables: tables, parent: nil)
        let level = Level(parent: nil)
        let use = self.use(delete.target, level, isTarget: true)
        for item in delete.using { _ = try from(item, level, tables) }
        try expression(delete.condition, level, tables)
        for item in delete.returning { try target(item, level, tables) }
        write(
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
        let inserted = QueryRows(meanings: meanings).most(of: merge.source, &looks).map {
            RowBound.atMost($0, "rows of the source")
        }
        for clause in merge.clauses {
            try expression(clause.condition, level, tables)
            for item in clause.targets { try target(item, level, tables) }
            try expressions(clause.values, level, tables)
            let names = Columns.named(Set(clause.targets.compactMap(\.name)))
            switch clause.action {
            case .insert:
                let columns = clause.targets.isEmpty ? Columns.every : names
                write(.insert, use, columns: columns, bound: inserted ?? .unknown("as many rows as the source has"))
            case .update: write(.update, use, columns: names, bound: matched)
            case .delete: write(.delete, use, columns: .none, bound: matched)
            case .nothing: continue
            }
        }
        var total: RowBound = .atMost(0, "nothing is done")
        let actions = Set(merge.clauses.map(\.action))
        if !actions.isDisjoint(with: [.update, .delete]) { total = matched }
        if actions.contains(.insert) {
            total = EffectSet.sum(total, inserted ?? .unknown("as many rows as the source has"))
        }
        let object = ObjectReference(uses[use].kind, uses[use].name)
        add(Effect(.merge, verb, object, bound: total, at: uses[use].range), on: uses[use])
    }

    /// Adds the effect of a write on its target, and of what follows from it.
    private mutating func write(_ effectClass: StatementClass, _ use: Int, columns: Columns, bound: RowBound) {
        let target = uses[use]
        let object = ObjectReference(target.kind, target.name)
        add(Effect(effectClass, verb, object, columns: columns, bound: bound, at: target.range), on: target)
        switch bound {
        case .wholeTable(let why):
            findings.append(
                Finding(.wholeTableWrite, "\(verb) touches every row of \(target.name): \(why)", at: target.range)
            )
        case .unjoined(let why):
            findings.append(Finding(.unjoinedWrite, "\(verb) of \(target.name): \(why)", at: target.range))
        case .atMost, .unknown: break
        }
        for relation in [target.known].compactMap(\.self) + target.others {
            follow(Followed(effectClass, relation.name, columns), relation, at: target.range)
        }
    }

    /// A write of a relation whose consequences are followed.
    struct Followed: Hashable {
        let effectClass: StatementClass
        let relation: QualifiedName
        let columns: Columns

        init(_ effectClass: StatementClass, _ relation: QualifiedName, _ columns: Columns) {
            self.effectClass = effectClass
            self.relation = relation
            self.columns = columns
        }
    }

    /// What a write of a relation sets off there and behind it: triggers, foreign keys, rules.
    private mutating func follow(_ write: Followed, _ relation: CatalogRelation, at range: SourceRange?) {
        guard followed.insert(write).inserted else { return }
        for reaction in relation.reactions(to: write.effectClass) {
            findings.append(Finding(.triggersRun, "\(reaction) of \(relation.name) runs too", at: range))
        }
        cascade(write, at: range)
        for rule in relation.rules where rule.acts(on: write.effectClass) {
            stored(rule.body, in: relation, at: range)
            self.rule(rule, of: relation, at: range)
        }
        // A view's columns are not followed to those of its tables, so any of them may change.
        for name in catalog?.behind(relation) ?? [] {
            guard let behind = catalog?.relation(name) else { continue }
            follow(Followed(write.effectClass, name, .every), behind, at: range)
        }
    }

    /// What a rule writes instead or as well: which of its actions does what is not kept, so each counts as all.
    private mutating func rule(_ rule: CatalogRule, of owner: CatalogRelation, at range: SourceRange?) {
        for name in rule.writes {
            let known = catalog?.relation(name)
            for effectClass in [StatementClass.insert, .update, .delete] {
                let effect = Effect(
                    effectClass,
                    verb,
                    ObjectReference(known?.kind ?? .table, known?.name ?? name),
                    columns: effectClass == .delete ? .none : .every,
                    bound: .unknown("rule \(rule.name) of \(owner.name)"),
                    origin: .view(owner.name)
                )
                add(effect, known: known, inherits: true)
                if let known { follow(Followed(effectClass, known.name, .every), known, at: range) }
            }
        }
    }

    /// Foreign keys that carry a DELETE or an UPDATE of referenced columns on to other tables.
    private mutating func cascade(_ write: Followed, at range: SourceRange?) {
        guard let catalog else { return }
        let steps: [CatalogCascade]
        switch write.effectClass {
        case .delete: steps = catalog.cascades(deleting: write.relation)
        case .update: steps = catalog.cascades(updating: write.columns, of: write.relation)
        case .read, .insert, .merge, .schemaChange, .privilegeChange, .session, .transaction, .cursor, .copy,
            .maintenance, .procedural, .server, .unknown:
            steps = []
        }
        for step in steps {
            let effectClass: StatementClass
            let columns: Columns
            switch step.change {
            case .delete: (effectClass, columns) = (.delete, .none)
            case .update(let names): (effectClass, columns) = (.update, .named(Set(names)))
            }
            let name = step.foreignKey.name
            for table in [step.table] + catalog.descendants(of: step.table, where: \.isPartition).sorted() {
                effects.append(
                    Effect(
                        effectClass,
                        verb,
                        ObjectReference(.table, table),
                        columns: columns,
                        bound: .unknown("rows that refer to \(step.cause)"),
                        origin: .foreignKey(name)
                    )
                )
            }
            let event = effectClass == .delete ? "DELETE" : "UPDATE or DELETE"
            findings.append(
                Finding(
                    .cascadingWrite,
                    "foreign key \(name) of \(step.table) carries it on: ON \(event) \(step.action.rawValue)"
                )
            )
        }
        // The foreign keys' own statements are rewritten by rules and set off triggers like any other.
        for step in steps {
            guard let table = catalog.relation(step.table) else { continue }
            switch step.change {
            case .delete: follow(Followed(.delete, table.name, .none), table, at: range)
            case .update(let names): follow(Followed(.update, table.name, .named(Set(names))), table, at: range)
            }
        }
    }
}
