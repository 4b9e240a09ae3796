// Expressions: the protected columns that they are computed from. PostgreSQL: parse_expr.c, transformExprRecurse.

extension Masker {
    mutating func optional(
        _ expression: Expression?,
        _ level: MaskLevel,
        _ tables: MaskTables
    ) throws(Refusal) -> Taint {
        guard let expression else { return .none }
        return try self.expression(expression, level, tables)
    }

    mutating func expressions(
        _ list: [Expression],
        _ level: MaskLevel,
        _ tables: MaskTables
    ) throws(Refusal) -> Taint {
        var taint = Taint.none
        for item in list { taint.add(try expression(item, level, tables)) }
        return taint
    }

    /// Walks an expression, and gives back what it is computed from.
    mutating func expression(
        _ expression: Expression,
        _ level: MaskLevel,
        _ tables: MaskTables
    ) throws(Refusal) -> Taint {
        try steps.check()
        switch expression {
        case .column(let reference): return try column(reference, level)
        case .literal, .parameter, .setToDefault, .currentOf: return .none
        case .call(let call): return try self.call(call, level, tables)
        case .operation(let operation):
            return try optional(operation.left, level, tables).union(try optional(operation.right, level, tables))
        case .logic(_, let parts), .list(let parts), .row(let parts), .array(let parts), .conditional(let parts),
            .construct(_, let parts):
            return try expressions(parts, level, tables)
        case .subquery(let subquery):
            let test = try optional(subquery.test, level, tables)
            let outputs = try query(subquery.query, tables, level)
            switch subquery.kind {
            case .exists: return test
            case .all, .any, .rowCompare, .expression, .array: return test.union(outputs.whole)
            }
        case .cast(let value, let type):
            try refuseCast(to: type)
            // The name of an output follows the name behind a cast, and the text of a row does not tell its type.
            if case .column(let column) = value { return try self.column(column, level, rows: .cast) }
            return try self.expression(value, level, tables)
        case .nullTest(let value, _), .booleanTest(let value, _):
            return try self.expression(value, level, tables)
        case .indirection(let value, let steps): return try indirection(value, steps, level, tables)
        }
    }

    /// `(t).f` is the column f of t when t is a relation; else a part of a value.
    private mutating func indirection(
        _ value: Expression,
        _ steps: [Indirection],
        _ level: MaskLevel,
        _ tables: MaskTables
    ) throws(Refusal) -> Taint {
        var taint: Taint?
        if case .column(let column) = value, !column.star, column.names.count == 1, case .field(let field) = steps.first
        {
            taint = try self.field(field, of: column.names[0], level, column.offset)
        }
        var found = Taint.none
        if let taint {
            found = taint
        } else if case .column(let column) = value, !column.star, case .star = steps.first {
            // All columns of a relation, under the names that they have here and not those of its row type.
            found = try self.column(column, level, rows: .cast)
        } else {
            found = try expression(value, level, tables)
        }
        for step in steps {
            if case .subscripts(let bounds) = step { found.add(try expressions(bounds, level, tables)) }
        }
        return found
    }

    private mutating func call(
        _ call: FunctionCall,
        _ level: MaskLevel,
        _ tables: MaskTables
    ) throws(Refusal) -> Taint {
        if let taint = try fieldCall(call, level) { return taint }
        try refuseIfItShows(call)
        let arguments = try expressions(call.arguments, level, tables)
        try refuseFlow(arguments, into: call)
        if Masker.countsRows.contains(call.name.name) {
            try decide(arguments, "an argument of \(call.name.name)", call.offset)
        }
        if call.isDistinct { try decide(arguments, "DISTINCT of \(call.name.name)", call.offset) }
        try decide(
            try expressions(call.modifiers, level, tables),
            "ORDER BY, FILTER or the window of \(call.name.name)",
            call.offset
        )
        return arguments
    }

    /// `f(t)` is the column f of t when t is a relation. PostgreSQL: parse_func.c, ParseFuncOrColumn.
    private mutating func fieldCall(_ call: FunctionCall, _ level: MaskLevel) throws(Refusal) -> Taint? {
        guard let row = call.row, meanings.hasNoFunction(call.name) else { return nil }
        return try field(call.name.name, of: row, level, call.offset)
    }

    /// The column of a relation that is called so at the innermost level that knows the name; nil when the name is a
    /// column's, or means nothing with such a column.
    private mutating func field(
        _ field: String,
        of name: String,
        _ start: MaskLevel,
        _ offset: Int?
    ) throws(Refusal) -> Taint? {
        var at: MaskLevel? = start
        while let level = at {
            steps.take(1 + level.entries.count)
            if level.entries.contains(where: { $0.outputs.column(name) != nil }) { return nil }
            let found = level.entries.filter { $0.visible == name }
            if !found.isEmpty {
                var taint: Taint?
                for entry in found {
                    guard let column = entry.outputs.column(field) else { continue }
                    taint = (taint ?? .none).union(try noted(column, of: entry, field, offset))
                }
                return taint
            }
            at = level.parent
        }
        return nil
    }

    /// Refuses a cast that runs somebody's function.
    private func refuseCast(to type: TypeReference) throws(Refusal) {
        guard let casts = protection.catalog.casts, !casts.isEmpty, !meanings.isReviewedType(type.name) else { return }
        let name = (meanings.type(type.name)?.name ?? meanings.relation(type.name)?.name ?? type.name).name
        for cast in casts {
            guard case .function(let function) = cast.method, cast.target.contains(name) else { continue }
            throw Refusal(
                .notMaskable,
                "the cast to \(type.name) calls \(function), which may do anything",
                at: type.offset.map { SourceRange($0, $0) }
            )
        }
    }

    private func refuseIfItShows(_ call: FunctionCall) throws(Refusal) {
        guard call.name.schema == nil || call.name.schema == "pg_catalog", Masker.showsData.contains(call.name.name)
        else {
            return
        }
        throw Refusal(
            .showsData,
            "\(call.name) may show values of masked columns or statements of others",
            at: call.offset.map { SourceRange($0, $0) }
        )
    }

    /// Refuses a masked column as an argument of a function that does something with it beside computing.
    private func refuseFlow(_ taint: Taint, into call: FunctionCall) throws(Refusal) {
        guard let place = taint.places.min(), let reviewed = ReviewedFunctions.classOf(call.name.name) else { return }
        switch reviewed {
        case .harmless, .readsCatalog: return
        case .sequence, .session, .lock, .largeObject, .file, .executesText, .server, .internal, .delay: break
        }
        throw Refusal(
            .maskedWrite,
            "\(protection.all[place].column) is masked and would flow into \(call.name.name)",
            at: call.offset.map { SourceRange($0, $0) }
        )
    }

    /// Functions whose arguments decide how many rows they give.
    private static let countsRows: Set<String> = [
        "generate_series", "generate_subscripts", "regexp_matches", "regexp_split_to_table", "string_to_table",
    ]

    /// Functions behind the views that show data, and others that show parts of rows or pages.
    private static let showsData: Set<String> = [
        "currtid2", "lo_get", "loread", "pg_cursor", "pg_hba_file_rules", "pg_ident_file_mappings", "pg_mcv_list_items",
        "pg_prepared_statement", "pg_show_all_file_settings", "pg_stat_get_activity",
        "pg_stat_get_backend_activity", "pg_stat_get_wal_senders",
    ]

    // MARK: columns

    /// What a column reference reads. PostgreSQL: parse_expr.c, transformColumnRef.
    mutating func column(
        _ reference: ColumnReference,
        _ level: MaskLevel,
        rows: RowUse = .value
    ) throws(Refusal) -> Taint {
        if reference.star { return try star(reference, level).whole }
        let offset = reference.offset
        guard reference.names.count > 1 else {
            let name = reference.names.first ?? ""
            guard let taint = try bareName(name, level, offset, rows: rows) else { return level.reach }
            return taint
        }
        let name = reference.names[reference.names.count - 1]
        guard let entries = try entries(reference, qualifier: reference.names.dropLast(), level) else {
            return level.reach
        }
        var taint = Taint.none
        for entry in entries {
            // What is no column is the call of a function with the row, or a field of nothing known.
            let read = entry.outputs.column(name) ?? entry.outputs.others ?? entry.outputs.whole
            taint.add(try noted(read, of: entry, name, offset))
        }
        return taint
    }

    /// What `*` and `t.*` give out.
    mutating func star(_ reference: ColumnReference, _ level: MaskLevel) throws(Refusal) -> MaskOutputs {
        guard !reference.names.isEmpty else {
            for entry in level.entries { _ = try noted(entry.outputs.whole, of: entry, nil, reference.offset) }
            return level.items.reduce(MaskOutputs()) { $0.beside($1) }
        }
        guard let entries = try entries(reference, qualifier: reference.names[...], level) else {
            return .unknown(level.reach)
        }
        var outputs = MaskOutputs()
        for entry in entries {
            _ = try noted(entry.outputs.whole, of: entry, nil, reference.offset)
            outputs = entries.count == 1 ? entry.outputs : .unknown(outputs.whole.union(entry.outputs.whole))
        }
        return outputs
    }

    /// What a bare name means: a column at the innermost level that has one, else a whole row; nil when nothing is called
    /// so.
    private mutating func bareName(
        _ name: String,
        _ start: MaskLevel,
        _ offset: Int?,
        rows: RowUse
    ) throws(Refusal) -> Taint? {
        var taint: Taint?
        var at: MaskLevel? = start
        while let level = at {
            steps.take(1 + level.entries.count)
            var isCertain = false
            if RelationUse.systemColumns.contains(name), let entry = level.entries.first(where: \.isReplaced) {
                // A sub-select has none, and the name would mean another table's.
                throw Refusal(
                    .notMaskable,
                    "\(name) of \(entry.visible) cannot be read, because the table has masked columns",
                    at: offset.map { SourceRange($0, $0) }
                )
            }
            for entry in level.entries {
                if let column = entry.outputs.column(name) {
                    taint = (taint ?? .none).union(try noted(column, of: entry, name, offset))
                    isCertain = true
                } else if let others = entry.outputs.others {
                    if entry.secrets.contains(name) { throw secret(entry, offset) }
                    taint = (taint ?? .none).union(others)
                }
            }
            if isCertain { return taint }
            for entry in level.entries where entry.visible == name {
                taint = (taint ?? .none).union(try noted(entry.outputs.whole, of: entry, nil, offset))
                isCertain = true
                if rows == .cast { continue }
                guard let row = row(of: entry) else { continue }
                switch rows {
                case .value: try splices.add(.row(row, named: nil), at: offset)
                case .output: try splices.add(.row(row, named: name), at: offset)
                case .cast: continue
                }
            }
            if isCertain { return taint }
            at = level.parent
        }
        return taint
    }

    /// The same for a name that is an output's as well.
    func lookup(_ name: String, _ start: MaskLevel) -> Taint? {
        var at: MaskLevel? = start
        while let level = at {
            for entry in level.entries {
                if let column = entry.outputs.column(name) { return column }
            }
            at = level.parent
        }
        return nil
    }

    /// What a qualifier means at the innermost level that knows it; nil when nothing is called so. A schema before the
    /// name of a relation that was replaced is taken away.
    private mutating func entries(
        _ reference: ColumnReference,
        qualifier: ArraySlice<String>,
        _ start: MaskLevel
    ) throws(Refusal) -> [MaskEntry]? {
        let parts = Array(qualifier)
        guard let name = parts.last else { return nil }
        let schema = parts.count > 1 ? parts[parts.count - 2] : nil
        var at: MaskLevel? = start
        while let level = at {
            steps.take(1 + level.entries.count)
            let found = level.entries.filter { $0.visible == name && (schema == nil || $0.schema == schema) }
            if !found.isEmpty {
                if schema != nil, found.contains(where: \.isReplaced) {
                    try splices.add(.shorten(parts.count - 1), at: reference.offset)
                }
                return found
            }
            at = level.parent
        }
        return nil
    }

    /// A catalog's column that holds passwords or connection strings is named, or read with all others.
    func secret(_ entry: MaskEntry, _ offset: Int?) -> Refusal {
        Refusal(
            .showsData,
            "\(entry.secrets.sorted().joined(separator: ", ")) of \(entry.visible) holds secrets",
            at: offset.map { SourceRange($0, $0) },
            hint: "name the columns that are wanted"
        )
    }

    /// Notes that columns of something are read. Throws SG6003 for one that may not be named, SG6002 for one of a relation
    /// that is written, where it is no mask.
    private func noted(_ taint: Taint, of entry: MaskEntry, _ name: String?, _ offset: Int?) throws(Refusal) -> Taint {
        let range = offset.map { SourceRange($0, $0) }
        if !entry.secrets.isEmpty, name.map(entry.secrets.contains) ?? true { throw secret(entry, offset) }
        if let name, entry.outputs.denies(name) {
            let column = taint.places.min().map { protection.all[$0].column.description } ?? name
            throw Refusal(.deniedColumn, "the column \(column) may not be named", at: range)
        }
        if entry.isTarget, let place = taint.places.min() {
            throw Refusal(
                .maskedWrite,
                "\(protection.all[place].column) is masked, and \(writing ?? "a write") reads it",
                at: range,
                hint: "leave it out, also where a star or the whole row would read it"
            )
        }
        return taint
    }
}

/// How a whole row is used.
enum RowUse {
    /// As a value.
    case value
    /// As an output without a name of its own.
    case output
    /// Behind a cast.
    case cast
}
