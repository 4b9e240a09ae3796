// GROUP BY a primary key lets all columns of the table stand beside it; a sub-select in the table's place has no key, so the
// columns that are used are added to the GROUP BY. PostgreSQL: pg_constraint.c, check_functional_grouping.

extension Masker {
    /// Has columns added to a GROUP BY by the primary key of relations that were replaced.
    mutating func group(_ select: Select, _ query: Query, _ level: MaskLevel) {
        guard let last = select.group.last?.place, level.entries.contains(where: { $0.relation?.primaryKey != nil })
        else { return }
        var columns: [ColumnReference] = []
        for item in select.group {
            switch item {
            case .column(let column): if !column.star { columns.append(column) }
            // Sets of groups are no functional dependency, and a number may mean anything.
            case .list, .row, .construct, .literal: return
            case .parameter, .call, .operation, .logic, .subquery, .cast, .nullTest, .booleanTest, .array, .indirection,
                .conditional, .setToDefault, .currentOf:
                continue
            }
        }
        var used: Set<String> = []
        var usesAll = false
        let clauses = [select.having].compactMap(\.self) + select.distinctOn + select.windows + query.sort
        for expression in select.targets.compactMap(\.value) + clauses {
            expression.mention(&used, &usesAll)
        }
        var added: [String] = []
        for entry in level.entries {
            guard let relation = entry.relation, let key = relation.primaryKey, !key.columns.isEmpty else { continue }
            let grouped = Set(columns.compactMap { entry.column($0, in: level) })
            guard grouped.isSuperset(of: key.columns) else { continue }
            let names = entry.outputs.columns.compactMap(\.name).filter { name in
                (usesAll || used.contains(name) || used.contains(entry.visible)) && !grouped.contains(name)
                    && relation.column(name).map(isGroupable) == true
            }
            added += names.map { "\(TypeSpelling.quoted(entry.visible)).\(TypeSpelling.quoted($0))" }
        }
        if !added.isEmpty { splices.group(by: added, behind: last) }
    }

    /// Whether rows can be grouped by a column for certain.
    private func isGroupable(_ column: CatalogColumn) -> Bool {
        if let own = column.userType {
            guard let type = protection.catalog.types[own] else { return false }
            switch type.form {
            case .enum, .range: return true
            case .domain, .composite, .base: return false
            }
        }
        guard let type = column.type else { return false }
        return !["json", "xml", "point", "box", "path", "polygon", "line", "lseg", "circle", "txid_snapshot"]
            .contains { type.hasPrefix($0) && !type.hasPrefix("jsonb") }
    }
}

extension MaskEntry {
    /// The name of the column of this entry that a reference means; nil when it may mean another one.
    fileprivate func column(_ reference: ColumnReference, in level: MaskLevel) -> String? {
        guard let name = reference.names.last, outputs.column(name) != nil else { return nil }
        if reference.names.count > 1 { return reference.names[reference.names.count - 2] == visible ? name : nil }
        return level.entries.count { $0.outputs.column(name) != nil } == 1 ? name : nil
    }
}

extension Expression {
    /// Notes the names of columns that an expression mentions, and whether a star or an unknown name may mean all.
    fileprivate func mention(_ names: inout Set<String>, _ all: inout Bool) {
        if case .column(let column) = self {
            if column.star { all = true } else if let name = column.names.last { names.insert(name) }
        }
        if case .subquery = self { all = true }
        for part in parts { part.mention(&names, &all) }
    }
}
