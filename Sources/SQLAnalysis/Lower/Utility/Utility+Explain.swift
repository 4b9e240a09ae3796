// EXPLAIN. With ANALYZE the statement runs. PostgreSQL: explain.c, ExplainQuery.

extension Lower {
    /// Reads an `ExplainStmt`. Of several ANALYZE options the last one counts.
    func explain(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            var looks = Looks()
            var runs = false
            for option in try options(try fields.list(.options)) {
                guard option.namespace == nil, explainOptions.contains(option.name) else {
                    throw option.unknown(in: "EXPLAIN")
                }
                if option.name == "analyze" { runs = try option.flag(&looks) } else { try option.plain() }
            }
            let inner = try statement(try fields.require(.query))
            var result = Utility(verb: "EXPLAIN", statementClass: runs ? inner.ownClass : .read)
            result.looks = looks
            result.contain(inner, runs ? .now : .planned)
            return result
        }
    }

    private var explainOptions: Set<String> {
        ["analyze", "verbose", "costs", "buffers", "wal", "settings", "timing", "summary", "format"]
    }
}
