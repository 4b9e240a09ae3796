// COPY: rows between a table or query and the client, a file of the server, or a program on it. PostgreSQL: copy.c.

extension Lower {
    /// Reads a `CopyStmt`.
    func copy(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            var result = Utility(verb: "COPY", statementClass: .copy)
            let writes = try fields.flag(.isFrom)
            let names = try strings(try fields.list(.attlist))
            let columns = Columns.listed(names)
            if let target = try fields.node(.relation) {
                let table = try relation(target)
                result.copied = CopiedRelation(relation: table, columns: names, writes: writes)
                result.affect(.copy, table)
                if writes {
                    let bound = RowBound.unknown("as many rows as are sent")
                    result.effects.append(
                        Effect(
                            .insert,
                            result.verb,
                            ObjectReference(.table, table.name),
                            columns: columns,
                            bound: bound,
                            at: table.offset.map { SourceRange($0, $0) }
                        )
                    )
                } else {
                    result.affect(.read, table, columns: columns)
                }
            } else {
                result.affect(.copy, nil)
            }
            if let query = try fields.node(.query) { result.contain(try statement(query), .now) }
            if let condition = try fields.node(.whereClause) {
                result.expressions.append(try expression(condition))
            }
            // The name of the file or the command line is a value of the text and is never shown.
            let isNamed = fields.has(.filename)
            try fields.disregard(.filename)
            if try fields.flag(.isProgram) {
                result.affect(.server, .program)
            } else if isNamed {
                result.affect(.server, .file)
            }
            try plainOptions(try fields.list(.options), of: result.verb, known: copyOptions)
            return result
        }
    }

    /// How rows are written down; which columns FORCE_QUOTE and its kind mean does not matter to what is copied.
    private var copyOptions: Set<String> {
        [
            "format", "freeze", "delimiter", "null", "header", "quote", "escape", "force_quote", "force_not_null",
            "force_null", "encoding",
        ]
    }
}
