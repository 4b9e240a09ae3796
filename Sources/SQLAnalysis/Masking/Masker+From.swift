// FROM: what each item gives out, and which relations are replaced. PostgreSQL: parse_clause.c, transformFromClauseItem.

extension Masker {
    /// Walks an element of FROM, makes it visible at the level, and gives back its columns.
    mutating func from(
        _ item: FromItem,
        _ level: MaskLevel,
        _ tables: MaskTables,
        isSampled: Bool = false
    ) throws(Refusal) -> MaskOutputs {
        steps.take(1)
        try steps.check()
        switch item {
        case .relation(let reference): return try relation(reference, level, tables, isSampled: isSampled)
        case .subquery(let query, let alias, let lateral):
            let outputs = try self.query(query, tables, lateral ? level : level.parent).renamed(alias?.columns ?? [])
            if let alias {
                level.entries.append(MaskEntry(visible: alias.name, schema: nil, outputs: outputs))
            } else {
                // Columns of one without an alias can be named all the same.
                level.entries.append(MaskEntry(visible: "", schema: nil, outputs: outputs))
            }
            return outputs
        case .functions(let calls, let alias, _): return try functions(calls, alias, level, tables)
        case .tableFunction(let parts, let alias, _):
            let taint = try expressions(parts, level, tables)
            let outputs = MaskOutputs.unknown(taint).renamed(alias?.columns ?? [])
            level.entries.append(MaskEntry(visible: alias?.name ?? "xmltable", schema: nil, outputs: outputs))
            return outputs
        case .join(let join): return try self.join(join, level, tables)
        case .sample(let item, _, let arguments):
            let taint = try expressions(arguments, level, tables)
            try decide(taint, "TABLESAMPLE", arguments.first?.place)
            return try from(item, level, tables, isSampled: true)
        }
    }

    private mutating func relation(
        _ reference: RelationReference,
        _ level: MaskLevel,
        _ tables: MaskTables,
        isSampled: Bool
    ) throws(Refusal) -> MaskOutputs {
        if let table = tables.table(reference.name) {
            let outputs = table.renamed(reference.alias?.columns ?? [])
            level.entries.append(MaskEntry(visible: reference.visibleName, schema: nil, outputs: outputs))
            return outputs
        }
        var entry: MaskEntry
        switch try relation(reference.name, at: reference.offset) {
        case .free(let schema):
            try qualify(reference.name, with: schema, at: reference.offset)
            entry = MaskEntry(visible: reference.visibleName, schema: schema, outputs: .unknown(.none))
            if schema == "pg_catalog" { entry.secrets = ReviewedCatalogs.secrets[reference.name.name] ?? [] }
        case .known(let known):
            entry = try masked(known, reference, isSampled: isSampled)
        }
        if let alias = reference.alias {
            // Under other names a secret could not be told from the rest.
            if !entry.secrets.isEmpty, !alias.columns.isEmpty { throw secret(entry, reference.offset) }
            entry = MaskEntry(
                visible: alias.name,
                schema: nil,
                outputs: entry.outputs.renamed(alias.columns),
                secrets: entry.secrets,
                isReplaced: entry.isReplaced,
                replaced: entry.replaced,
                relation: alias.columns.isEmpty ? entry.relation : nil
            )
        }
        // Relations of two schemas may share a name; a sub-select in the place of one has no schema to tell it by.
        if let other = level.entries.first(where: { $0.visible == entry.visible }), other.isReplaced || entry.isReplaced
        {
            throw Refusal(
                .notMaskable,
                "two relations in FROM are called \(entry.visible), and columns of one are masked",
                at: reference.offset.map { SourceRange($0, $0) },
                hint: "give each an alias of its own"
            )
        }
        level.entries.append(entry)
        return entry.outputs
    }

    /// A relation that is read: replaced by a query that masks its columns, or sent on under its full name.
    private mutating func masked(
        _ known: CatalogRelation,
        _ reference: RelationReference,
        isSampled: Bool
    ) throws(Refusal) -> MaskEntry {
        let visible = reference.visibleName
        read.insert(known.name)
        let view = try self.view(known, at: reference.offset)
        guard let source = view.source else {
            try qualify(reference.name, with: known.name.schema ?? "public", at: reference.offset)
            return MaskEntry(visible: visible, schema: known.name.schema, outputs: view.outputs)
        }
        self.source = self.source ?? (known.name, reference.offset)
        touched.insert(known.name)
        let shape = RelationShape(
            parts: [reference.name.catalog, reference.name.schema, reference.name.name].compactMap(\.self).count,
            name: reference.name.name,
            inherits: reference.inherits,
            hasAlias: reference.alias != nil,
            hasColumnList: reference.alias?.columns.isEmpty == false,
            isSampled: isSampled
        )
        try splices.add(.subselect(source, shape), at: reference.offset)
        return MaskEntry(
            visible: visible,
            schema: known.name.schema,
            outputs: view.outputs,
            isReplaced: true,
            replaced: known,
            relation: known
        )
    }

    private mutating func functions(
        _ calls: [Expression],
        _ alias: Alias?,
        _ level: MaskLevel,
        _ tables: MaskTables
    ) throws(Refusal) -> MaskOutputs {
        var taint = Taint.none
        for call in calls {
            taint.add(try expression(call, level, tables))
        }
        // A function that returns a scalar has one column, which is called like the alias or the function.
        let names = FromItem.names(of: calls, alias)
        var outputs = MaskOutputs.unknown(taint)
        outputs.columns = (names + (alias?.columns ?? [])).map { MaskOutput(name: $0, taint: taint) }
        for name in names { level.entries.append(MaskEntry(visible: name, schema: nil, outputs: outputs)) }
        return MaskOutputs(columns: alias?.columns.map { MaskOutput(name: $0, taint: taint) } ?? [], others: taint)
    }

    private mutating func join(
        _ join: Join,
        _ level: MaskLevel,
        _ tables: MaskTables
    ) throws(Refusal) -> MaskOutputs {
        let before = level.entries.count
        let left = try from(join.left, level, tables)
        let right = try from(join.right, level, tables)
        try decide(try optional(join.condition, level, tables), "ON", join.condition?.place)
        let shared = try shared(join, left, right)
        var merged: [MaskOutput] = []
        for name in shared {
            if !join.natural, left.denies(name) || right.denies(name) {
                throw Refusal(.deniedColumn, "the column \(name) may not be named")
            }
            let taint = (left.column(name) ?? left.others ?? .none).union(right.column(name) ?? right.others ?? .none)
            try decide(taint, join.natural ? "NATURAL JOIN" : "USING", nil)
            merged.append(MaskOutput(name: name, taint: taint))
        }
        var outputs = left.beside(right)
        outputs.columns.removeAll { $0.name.map(shared.contains) ?? false }
        outputs.columns = merged + outputs.columns
        if let name = join.usingAlias {
            level.entries.append(MaskEntry(visible: name, schema: nil, outputs: MaskOutputs(columns: merged)))
        }
        guard let alias = join.alias else { return outputs }
        // The names inside are hidden by the alias.
        level.entries.removeSubrange(before..<level.entries.count)
        outputs = outputs.renamed(alias.columns)
        level.entries.append(MaskEntry(visible: alias.name, schema: nil, outputs: outputs))
        return outputs
    }

    /// The columns that USING or NATURAL compares.
    private mutating func shared(_ join: Join, _ left: MaskOutputs, _ right: MaskOutputs) throws(Refusal) -> [String] {
        guard join.natural else { return join.using }
        if left.others != nil || right.others != nil {
            // Which columns are compared is not known.
            try decide(left.whole.union(right.whole), "NATURAL JOIN", nil)
        }
        let names = Set(right.columns.compactMap(\.name))
        return left.columns.compactMap(\.name).filter(names.contains)
    }
}
