// CREATE INDEX and extended statistics. PostgreSQL: indexcmds.c, DefineIndex; statscmds.c.

extension Lower {
    /// Reads an `IndexStmt`.
    func createIndex(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            // How the index is built and finds rows; what the analyzer fills in for constraints.
            try fields.disregard(
                .accessMethod,
                .unique,
                .nullsNotDistinct,
                .concurrent,
                .ifNotExists,
                .primary,
                .isconstraint,
                .deferrable,
                .initdeferred,
                .transformed,
                .resetDefaultTblspc,
                .idxcomment,
                .indexOid,
                .oldNode,
                .oldCreateSubid,
                .oldFirstRelfilenodeSubid
            )
            let table = try relation(try fields.require(.relation))
            var result = Utility(verb: "CREATE INDEX", statementClass: .schemaChange)
            if let name = try fields.text(.idxname) {
                let index = QualifiedName(catalog: table.name.catalog, schema: table.name.schema, name)
                result.affect(.schemaChange, .index, index)
            }
            let here = result.effects.count
            var columns: Columns = .none
            for list in [try fields.list(.indexParams), try fields.list(.indexIncludingParams)] {
                for element in list {
                    columns.formUnion(try indexKey(element, of: table.name, into: &result))
                }
            }
            if let predicate = try fields.node(.whereClause) {
                result.expressions.append(try expression(predicate))
                columns.formUnion(try self.columns(in: predicate, of: table.name))
            }
            let effects = Array(result.effects[here...])
            result.effects.removeSubrange(here...)
            result.affect(.schemaChange, table, columns: columns)
            result.affect(.read, table, columns: columns)
            result.effects += effects
            result.expressions += try all(try fields.list(.options), storageOption).compactMap(\.self)
            try tablespace(try fields.text(.tableSpace), into: &result)
            return result
        }
    }

    /// Reads an `IndexElem`: its expression goes to `result`; the columns it needs.
    func indexKey(
        _ node: Node,
        of table: QualifiedName?,
        into result: inout Utility
    ) throws(Refusal) -> Columns {
        guard node.tag == .indexElem else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            try fields.disregard(.indexcolname, .ordering, .nullsOrdering)
            try optionalName(try fields.list(.collation))
            try optionalName(try fields.list(.opclass))
            result.expressions += try all(try fields.list(.opclassopts), storageOption).compactMap(\.self)
            guard let value = try fields.node(.expr) else { return .named([try fields.requireText(.name)]) }
            result.expressions.append(try expression(value))
            return try columns(in: value, of: table)
        }
    }

    /// Reads a `CreateStatsStmt`. What ANALYZE then gathers is shown in pg_stats_ext.
    func createStatistics(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.ifNotExists, .stxcomment, .transformed)
            _ = try strings(try fields.list(.statTypes))
            var result = Utility(verb: "CREATE STATISTICS", statementClass: .schemaChange)
            result.affect(.schemaChange, .statistics, try name(try fields.list(.defnames)))
            let tables = try all(try fields.list(.relations), relation)
            var columns: Columns = .none
            for element in try fields.list(.exprs) {
                columns.formUnion(try statisticsKey(element, of: tables.first?.name, into: &result))
            }
            for table in tables {
                result.affect(.schemaChange, table, columns: columns)
                result.affect(.read, table, columns: columns)
            }
            return result
        }
    }

    private func statisticsKey(
        _ node: Node,
        of table: QualifiedName?,
        into result: inout Utility
    ) throws(Refusal) -> Columns {
        guard node.tag == .statsElem else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            guard let value = try fields.node(.expr) else { return .named([try fields.requireText(.name)]) }
            result.expressions.append(try expression(value))
            return try columns(in: value, of: table)
        }
    }

    /// Reads an `AlterStatsStmt`.
    func alterStatistics(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.missingOk, .stxstattarget)  // how large a sample is kept
            var result = Utility(verb: "ALTER STATISTICS", statementClass: .schemaChange)
            result.affect(.schemaChange, .statistics, try name(try fields.list(.defnames)))
            return result
        }
    }
}
