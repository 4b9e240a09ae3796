// VACUUM, ANALYZE, CLUSTER, REINDEX, REFRESH MATERIALIZED VIEW, CHECKPOINT.

extension Lower {
    /// Reads a `VacuumStmt`: VACUUM or ANALYZE.
    func vacuum(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            let isVacuum = try fields.flag(.isVacuumcmd)
            var result = Utility(verb: isVacuum ? "VACUUM" : "ANALYZE", statementClass: .maintenance)
            try plainOptions(
                try fields.list(.options),
                of: result.verb,
                known: isVacuum ? vacuumOptions : analyzeOptions
            )
            var touchesAll = true
            for target in try fields.list(.rels) {
                touchesAll = false
                try vacuumTarget(target, into: &result)
            }
            if touchesAll { result.affect(.maintenance, nil) }
            return result
        }
    }

    private var analyzeOptions: Set<String> { ["verbose", "skip_locked", "buffer_usage_limit"] }

    private var vacuumOptions: Set<String> {
        [
            "analyze", "buffer_usage_limit", "disable_page_skipping", "freeze", "full", "index_cleanup",
            "only_database_stats", "parallel", "process_main", "process_toast", "skip_database_stats", "skip_locked",
            "truncate", "verbose",
        ]
    }

    private func vacuumTarget(_ node: Node, into result: inout Utility) throws(Refusal) {
        guard node.tag == .vacuumRelation else { throw node.refusal }
        try node.reading { fields throws(Refusal) in
            let table = try relation(try fields.require(.relation))
            result.affect(.maintenance, table, columns: .exactly(try strings(try fields.list(.vaCols))))
        }
    }

    /// Reads a `ClusterStmt`.
    func cluster(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            var result = Utility(verb: "CLUSTER", statementClass: .maintenance)
            try plainOptions(try fields.list(.params), of: result.verb, known: ["verbose"])
            if let target = try fields.node(.relation) {
                result.affect(.maintenance, try relation(target))
            } else {
                result.affect(.maintenance, nil)
            }
            if let index = try fields.text(.indexname) { result.affect(.maintenance, .index, named: index) }
            return result
        }
    }

    /// Reads a `ReindexStmt`.
    func reindex(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            var result = Utility(verb: "REINDEX", statementClass: .maintenance)
            let kind: ReindexKind = try fields.constant(.kind)
            if let target = try fields.node(.relation) {
                result.affect(.maintenance, try relation(target), as: kind.kind)
            }
            if let name = try fields.text(.name) { result.affect(.maintenance, kind.kind, named: name) }
            for option in try options(try fields.list(.params)) {
                guard option.namespace == nil, ["concurrently", "tablespace", "verbose"].contains(option.name) else {
                    throw option.unknown(in: result.verb)
                }
                try option.plain()
                // Files move to a tablespace whose name may be a literal.
                if option.name == "tablespace" { result.affect(.server, nil) }
            }
            return result
        }
    }

    /// Reads a `RefreshMatViewStmt`.
    func refresh(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.concurrent, .skipData)  // WITH NO DATA empties the view
            var result = Utility(verb: "REFRESH MATERIALIZED VIEW", statementClass: .maintenance)
            result.affect(.maintenance, try relation(try fields.require(.relation)), as: .materializedView)
            return result
        }
    }

    /// Reads a `CheckPointStmt`.
    func checkpoint(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { _ throws(Refusal) in
            var result = Utility(verb: "CHECKPOINT", statementClass: .maintenance)
            result.affect(.maintenance, nil)
            return result
        }
    }
}

/// What REINDEX rebuilds.
enum ReindexKind: String, GrammarConstant {
    case index = "REINDEX_OBJECT_INDEX"
    case plainTable = "REINDEX_OBJECT_TABLE"
    case schema = "REINDEX_OBJECT_SCHEMA"
    case system = "REINDEX_OBJECT_SYSTEM"
    case database = "REINDEX_OBJECT_DATABASE"
    static let table = ConstantTable<ReindexKind>("ReindexObjectType")

    /// The kind of object that is named; SYSTEM names the database whose catalogs it rebuilds.
    var kind: ObjectKind {
        switch self {
        case .index: .index
        case .plainTable: .table
        case .schema: .schema
        case .system, .database: .database
        }
    }
}
