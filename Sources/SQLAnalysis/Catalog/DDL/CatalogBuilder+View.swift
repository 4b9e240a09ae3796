// CREATE VIEW, CREATE SEQUENCE, CREATE INDEX, CREATE STATISTICS, and what reacts to writes: triggers, rules, policies.

extension CatalogBuilder {
    mutating func add(_ view: NewView) {
        var relation = view.relation
        let what = relation.kind == .view ? "CREATE VIEW" : "CREATE MATERIALIZED VIEW"
        relation.query = relation.query.map(resolvedQuery)
        // A view of something temporary is temporary too. PostgreSQL: view.c, DefineView.
        if relation.kind == .view, relation.reads.contains(where: { $0.schema == "pg_temp" }) {
            relation.persistence = .temporary
        }
        guard let name = creationName(relation.name, relation.persistence, what) else { return }
        relation.name = name
        (relation.columns, relation.columnsAreKnown) = columns(of: view)
        if let twice = Self.repeated(relation.columns.map(\.name)) {
            return skip(what, "a column of \(name) is there twice: \(twice)")
        }
        relation.columnReads = columnReads(relation.reads, view.columnNamesRead)
        if view.replaces, let slot = slots[name], relations[slot].kind == .view {
            for place in relation.columns.indices {
                relation.columns[place].comment = relations[slot].column(relation.columns[place].name)?.comment
            }
            relations[slot].columns = relation.columns
            relations[slot].columnsAreKnown = relation.columnsAreKnown
            relations[slot].query = relation.query
            relations[slot].columnReads = relation.columnReads
            relations[slot].viewOptions = relation.viewOptions
            return
        }
        _ = place(relation, what, ifNotExists: view.ifNotExists)
    }

    /// The columns that a view may read of each relation: those of a name that its query has anywhere.
    private func columnReads(_ relations: [QualifiedName], _ names: Set<String>?) -> [CatalogColumnRead]? {
        guard let names else { return nil }
        var others = names
        var reads: [CatalogColumnRead] = []
        for name in relations {
            guard let slot = slots[name], self.relations[slot].columnsAreKnown else {
                reads.append(CatalogColumnRead(.every, of: name))
                continue
            }
            let own = names.filter { self.relations[slot].column($0) != nil }
            others.subtract(own)
            reads.append(CatalogColumnRead(own.isEmpty ? .none : .named(own), of: name))
        }
        // `t.f` is a call of f with the whole row of t where t has no column f.
        let mayBeCall = others.contains { name in
            ReviewedFunctions.classOf(name) != nil || routines.keys.contains { $0.name == name }
        }
        return mayBeCall ? nil : reads
    }

    /// A view's query with full names. It belongs to no relation, so its column names alone say nothing; but `t.f` is the
    /// call f(t) where no relation has such a column. PostgreSQL: parse_func.c, ParseFuncOrColumn.
    private func resolvedQuery(_ query: CatalogExpression) -> CatalogExpression {
        var result = resolved(query)
        if case .named(let names) = result.columns, !routines.isEmpty {
            let known = result.relations.compactMap { slots[$0] }.map { relations[$0] }
            for name in names.sorted() where !known.contains(where: { $0.column(name) != nil }) {
                for routine in candidates(QualifiedName(name)).flatMap({ routines[$0] ?? [] })
                where routine.takesOneArgument && routine.mayTakeRow && !result.routines.contains(routine.name) {
                    result.routines.append(routine.name)
                }
            }
        }
        result.columns = .none
        return result
    }

    /// The columns of a view, and whether that is all of them.
    private func columns(of view: NewView) -> ([CatalogColumn], Bool) {
        guard let outputs = view.outputs.outputs else { return ([], false) }
        var columns: [CatalogColumn] = []
        for output in outputs {
            switch output {
            case .column(let name, let qualifier, let column):
                let source = source(of: column, qualifier, view.outputs.relations)
                columns.append(CatalogColumn(name, type: source?.type, userType: source?.userType))
            case .computed(let name): columns.append(CatalogColumn(name, type: nil))
            case .star(let qualifier):
                guard let found = starColumns(qualifier, view.outputs.relations) else { return ([], false) }
                columns += found.map { CatalogColumn($0.name, type: $0.type, userType: $0.userType) }
            case .unknown: return ([], false)
            }
        }
        guard view.columnNames.count <= columns.count else { return ([], false) }
        for (place, name) in view.columnNames.enumerated() { columns[place].name = name }
        return (columns, true)
    }

    /// The column that a reference means; nil where that is not certain.
    private func source(
        of column: String,
        _ qualifier: String?,
        _ from: [(visible: String, name: QualifiedName)]?
    ) -> CatalogColumn? {
        guard let from else { return nil }
        if let qualifier {
            let named = from.filter { $0.visible == qualifier }
            guard named.count == 1, let slot = slot(named[0].name) else { return nil }
            return relations[slot].column(column)
        }
        guard from.count == 1, let slot = slot(from[0].name) else { return nil }
        return relations[slot].column(column)
    }

    private func starColumns(
        _ qualifier: String?,
        _ from: [(visible: String, name: QualifiedName)]?
    ) -> [CatalogColumn]? {
        guard let from, !from.isEmpty else { return nil }
        let named = qualifier.map { wanted in from.filter { $0.visible == wanted } } ?? from
        if named.isEmpty || (qualifier != nil && named.count != 1) { return nil }
        var columns: [CatalogColumn] = []
        for (_, name) in named {
            guard let slot = slot(name), relations[slot].columnsAreKnown else { return nil }
            columns += relations[slot].columns
        }
        return columns
    }

    mutating func add(_ sequence: NewSequence) {
        guard let name = creationName(sequence.name, sequence.persistence, "CREATE SEQUENCE") else { return }
        var relation = CatalogRelation.sequence(name)
        relation.persistence = sequence.persistence
        guard place(relation, "CREATE SEQUENCE", ifNotExists: sequence.ifNotExists) != nil else { return }
        if sequence.owner != .unsaid { alter(sequence: name, owner: sequence.owner) }
    }

    mutating func alter(sequence name: QualifiedName, owner: SequenceOwner) {
        guard let slot = slot(name, for: "ALTER SEQUENCE") else { return }
        switch owner {
        case .unsaid: return
        case .none: relations[slot].ownedBy = nil
        case .column(let column):
            let table = resolved(relation: column.table)
            if let owner = slots[table], !has([column.column], owner, "ALTER SEQUENCE OWNED BY") { return }
            relations[slot].ownedBy = CatalogSequenceOwner(table: table, column: column.column)
        }
    }

    mutating func add(_ statistics: CatalogStatistics, on table: QualifiedName, ifNotExists: Bool) {
        let what = "CREATE STATISTICS"
        guard let slot = slot(table, for: what), let name = creationName(statistics.name, .permanent, what) else {
            return
        }
        if liveSlots.contains(where: { relations[$0].statistics.contains { $0.name == name } }) {
            if ifNotExists { return report.pass("CREATE STATISTICS IF NOT EXISTS of what is there") }
            return skip(what, "\(name) is there already")
        }
        relations[slot].statistics.append(
            CatalogStatistics(name, resolved(statistics.expression, in: relations[slot]))
        )
    }

    mutating func add(_ trigger: CatalogTrigger, on table: QualifiedName, replaces: Bool) {
        guard let slot = slot(table, for: "CREATE TRIGGER") else { return }
        guard has(trigger.columns, slot, "CREATE TRIGGER") else { return }
        var trigger = trigger
        trigger.function = resolved(function: trigger.function)
        trigger.condition = trigger.condition.map { resolved($0, in: relations[slot]) }
        trigger.from = trigger.from.map(resolved(relation:))
        guard let place = relations[slot].triggers.firstIndex(where: { $0.name == trigger.name }) else {
            relations[slot].triggers.append(trigger)
            return
        }
        if !replaces { return skip("CREATE TRIGGER", "\(relations[slot].part(trigger.name)) is there already") }
        relations[slot].triggers[place] = trigger
    }

    mutating func add(_ rule: CatalogRule, on table: QualifiedName, replaces: Bool) {
        guard let slot = slot(table, for: "CREATE RULE") else { return }
        var rule = rule
        rule.body = resolved(rule.body)
        rule.writes = rule.writes.map(resolved(relation:))
        guard let place = relations[slot].rules.firstIndex(where: { $0.name == rule.name }) else {
            relations[slot].rules.append(rule)
            return
        }
        if !replaces { return skip("CREATE RULE", "\(relations[slot].part(rule.name)) is there already") }
        relations[slot].rules[place] = rule
    }

    mutating func add(_ policy: CatalogPolicy, on table: QualifiedName) {
        guard let slot = slot(table, for: "CREATE POLICY") else { return }
        guard !relations[slot].policies.contains(where: { $0.name == policy.name }) else {
            return skip("CREATE POLICY", "\(relations[slot].part(policy.name)) is there already")
        }
        relations[slot].policies.append(resolved(policy, in: relations[slot]))
    }

    mutating func change(_ policy: CatalogPolicy, on table: QualifiedName) {
        guard let slot = slot(table, for: "ALTER POLICY") else { return }
        guard let place = relations[slot].policies.firstIndex(where: { $0.name == policy.name }) else {
            return skip("ALTER POLICY", "\(relations[slot].part(policy.name)) is not in the file")
        }
        let change = resolved(policy, in: relations[slot])
        if !change.roles.isEmpty { relations[slot].policies[place].roles = change.roles }
        if let condition = change.condition { relations[slot].policies[place].condition = condition }
        if let check = change.check { relations[slot].policies[place].check = check }
    }

    private func resolved(_ policy: CatalogPolicy, in relation: CatalogRelation) -> CatalogPolicy {
        var policy = policy
        policy.condition = policy.condition.map { resolved($0, in: relation) }
        policy.check = policy.check.map { resolved($0, in: relation) }
        return policy
    }
}
