// Queries: WITH, the clauses of SELECT, set operations. PostgreSQL: analyze.c, transformSelectStmt and its siblings.

extension Masker {
    mutating func query(
        _ query: Query,
        _ tables: MaskTables,
        _ parent: MaskLevel?
    ) throws(Refusal) -> MaskOutputs {
        steps.take(1)
        let tables = try with(query.with, tables, parent)
        let level: MaskLevel
        let outputs: MaskOutputs
        switch query.body {
        case .select(let select): (level, outputs) = try self.select(select, query, tables, parent)
        case .values(let rows):
            level = MaskLevel(parent: parent)
            outputs = try values(rows, level, tables)
        case .setOperation(let operation, let all, let left, let right):
            level = MaskLevel(parent: parent)
            let first = try self.query(left, tables, parent)
            outputs = first.merged(try self.query(right, tables, parent))
            // PostgreSQL: prepunion.c; only UNION ALL compares no rows.
            if operation != .union || !all { try decide(outputs.whole, operation.clause, query.offset) }
        }
        for item in query.sort {
            try decide(try sortKey(item, outputs, level, tables), "ORDER BY", item.place ?? query.offset)
        }
        for item in query.limit {
            try decide(try expression(item, level, tables), "LIMIT or OFFSET", item.place ?? query.offset)
        }
        return outputs
    }

    /// Walks WITH, and gives back the names that are visible after it.
    ///
    /// Without RECURSIVE a table sees those before it; with RECURSIVE it sees all of them, itself included.
    mutating func with(
        _ with: With?,
        _ tables: MaskTables,
        _ parent: MaskLevel?
    ) throws(Refusal) -> MaskTables {
        guard let with else { return tables }
        var visible = tables
        guard with.recursive else {
            for table in with.tables {
                let outputs = try statement(table.statement, visible, parent)
                visible.insert(table.name, outputs.of(table))
            }
            return visible
        }
        // What a table gives out may come from itself: it is gone through until nothing is added. Each time around adds a
        // protected column somewhere, or is the last; where the columns themselves grow, they are not told apart any more.
        for table in with.tables { visible.insert(table.name, .unknown(.none)) }
        var rounds = 0
        while true {
            rounds += 1
            let before = visible
            for table in with.tables {
                steps.take(1)
                try steps.check()
                let outputs = try statement(table.statement, visible, parent).of(table)
                for name in table.compared {
                    try decide(outputs.column(name) ?? outputs.others ?? .none, "CYCLE", table.offset)
                }
                visible.insert(table.name, rounds < Masker.mostRounds ? outputs : .unknown(outputs.whole))
            }
            if visible.byName == before.byName { return visible }
        }
    }

    /// As often are the columns of recursive tables told apart.
    private static let mostRounds = 8

    private mutating func select(
        _ select: Select,
        _ query: Query,
        _ tables: MaskTables,
        _ parent: MaskLevel?
    ) throws(Refusal) -> (MaskLevel, MaskOutputs) {
        let level = MaskLevel(parent: parent)
        for item in select.from { level.items.append(try from(item, level, tables)) }
        if let into = select.into {
            writing = "SELECT INTO"
            _ = try expressions(into.options, level, tables)
        }
        let outputs = try targets(select.targets, level, tables)
        try decide(try optional(select.condition, level, tables), "WHERE", select.condition?.place)
        if select.distinct { try decide(outputs.whole, "DISTINCT", select.targets.first?.offset) }
        for item in select.distinctOn {
            try decide(try sortKey(item, outputs, level, tables), "DISTINCT ON", item.place)
        }
        for item in select.group {
            try decide(try groupKey(item, outputs, level, tables), "GROUP BY", item.place)
        }
        try decide(try optional(select.having, level, tables), "HAVING", select.having?.place)
        group(select, query, level)
        for item in select.windows { try decide(try expression(item, level, tables), "WINDOW", item.place) }
        return (level, outputs)
    }

    private mutating func values(
        _ rows: [[Expression]],
        _ level: MaskLevel,
        _ tables: MaskTables
    ) throws(Refusal) -> MaskOutputs {
        var taints: [Taint] = []
        for row in rows {
            for (place, value) in row.enumerated() {
                let taint = try expression(value, level, tables)
                if taints.indices.contains(place) { taints[place].add(taint) } else { taints.append(taint) }
            }
        }
        return MaskOutputs(
            columns: taints.enumerated().map { MaskOutput(name: "column\($0.offset + 1)", taint: $0.element) }
        )
    }

    /// Walks a target list, and gives back the columns that it makes.
    mutating func targets(
        _ targets: [Target],
        _ level: MaskLevel,
        _ tables: MaskTables
    ) throws(Refusal) -> MaskOutputs {
        var outputs = MaskOutputs()
        for target in targets {
            try steps.check()
            for step in target.indirection {
                if case .subscripts(let bounds) = step { _ = try expressions(bounds, level, tables) }
            }
            guard let value = target.value else { continue }
            if case .column(let column) = value, column.star {
                outputs = outputs.beside(try star(column, level))
                continue
            }
            if case .column(let column) = value, target.name == nil {
                let taint = try self.column(column, level, rows: .output)
                outputs.columns.append(MaskOutput(name: value.figuredName, taint: taint))
                continue
            }
            let taint = try expression(value, level, tables)
            if case .indirection(_, let steps) = value, case .star = steps.last {
                outputs = outputs.beside(.unknown(taint))
                continue
            }
            outputs.columns.append(MaskOutput(name: target.name ?? value.figuredName, taint: taint))
        }
        return outputs
    }

    /// What decides the order: an output by its name or number, else an expression over the columns of FROM.
    ///
    /// PostgreSQL: parse_clause.c, findTargetlistEntrySQL92.
    private mutating func sortKey(
        _ item: Expression,
        _ outputs: MaskOutputs,
        _ level: MaskLevel,
        _ tables: MaskTables
    ) throws(Refusal) -> Taint {
        guard case .construct(.orderBy, let parts) = item, let key = parts.first, parts.count == 1 else {
            return try key(item, outputs, level, tables, outputsFirst: true)
        }
        return try self.key(key, outputs, level, tables, outputsFirst: true)
    }

    /// The same for GROUP BY, where a column of FROM comes before an output of that name.
    private mutating func groupKey(
        _ item: Expression,
        _ outputs: MaskOutputs,
        _ level: MaskLevel,
        _ tables: MaskTables
    ) throws(Refusal) -> Taint {
        switch item {
        case .list(let parts), .row(let parts), .construct(_, let parts):
            var taint = Taint.none
            for part in parts { taint.add(try groupKey(part, outputs, level, tables)) }
            return taint
        case .column, .literal, .parameter, .call, .operation, .logic, .subquery, .cast, .nullTest, .booleanTest,
            .array, .indirection, .conditional, .setToDefault, .currentOf:
            return try key(item, outputs, level, tables, outputsFirst: false)
        }
    }

    private mutating func key(
        _ item: Expression,
        _ outputs: MaskOutputs,
        _ level: MaskLevel,
        _ tables: MaskTables,
        outputsFirst: Bool
    ) throws(Refusal) -> Taint {
        if case .literal(let literal) = item {
            if outputs.whole.isEmpty { return .none }
            guard case .integer(let number) = literal.value(&looks) else { return .none }
            return outputs.column(at: number)
        }
        guard case .column(let column) = item, !column.star, column.names.count == 1 else {
            return try expression(item, level, tables)
        }
        let output = outputs.column(column.names[0]) ?? outputs.others
        if outputsFirst, let output { return output }
        // A name may be that of an input and of an output; what either comes from counts.
        guard let output else { return try expression(item, level, tables) }
        return output.union(lookup(column.names[0], level) ?? .none)
    }
}

extension MaskOutputs {
    /// The columns under the names that WITH gives them.
    fileprivate func of(_ table: CommonTable) -> MaskOutputs {
        var outputs = renamed(table.columns)
        outputs.columns += table.added.map { MaskOutput(name: $0, taint: whole) }
        return outputs
    }
}

extension SetOperation {
    fileprivate var clause: String {
        switch self {
        case .none: "a query"
        case .union: "UNION, which removes duplicates"
        case .intersect: "INTERSECT"
        case .except: "EXCEPT"
        }
    }
}
