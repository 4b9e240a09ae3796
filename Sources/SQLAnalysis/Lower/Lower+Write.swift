// INSERT, UPDATE, DELETE, MERGE. PostgreSQL: analyze.c and parse_merge.c.

extension Lower {
    /// Reads an `InsertStmt`.
    func insert(_ node: Node) throws(Refusal) -> Insert {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.override)  // OVERRIDING changes who makes identity values
            let columns = try fields.list(.cols)
            return Insert(
                with: try fields.node(.withClause).map(with),
                target: try relation(try fields.require(.relation)),
                columns: columns.isEmpty ? nil : try all(columns, target),
                source: try fields.node(.selectStmt).map(query),
                conflict: try fields.node(.onConflictClause).map(conflict),
                returning: try all(try fields.list(.returningList), target)
            )
        }
    }

    private func conflict(_ node: Node) throws(Refusal) -> Conflict {
        guard node.tag == .onConflictClause else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            try fields.disregard(.location)
            let action: ConflictAction = try fields.constant(.action)
            var names: [String] = []
            var inference: [Expression] = []
            var constraint: String?
            if let infer = try fields.node(.infer) {
                try infer.reading { fields throws(Refusal) in
                    try fields.disregard(.location)
                    constraint = try fields.text(.conname)
                    if let predicate = try fields.node(.whereClause) { inference.append(try expression(predicate)) }
                    for element in try fields.list(.indexElems) {
                        let (name, value) = try indexElement(element)
                        if let name { names.append(name) }
                        if let value { inference.append(value) }
                    }
                }
            }
            return Conflict(
                updates: action == .update,
                inferenceColumns: names,
                inference: inference,
                constraint: constraint,
                assignments: try all(try fields.list(.targetList), target),
                condition: try fields.node(.whereClause).map(expression)
            )
        }
    }

    /// Reads an `IndexElem` that only names a column or holds an expression, as ON CONFLICT infers indexes.
    private func indexElement(_ node: Node) throws(Refusal) -> (String?, Expression?) {
        guard node.tag == .indexElem else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            try fields.disregard(.indexcolname, .ordering, .nullsOrdering)
            let collation = try fields.list(.collation)
            if !collation.isEmpty { _ = try name(collation) }
            let operatorClass = try fields.list(.opclass)
            if !operatorClass.isEmpty { _ = try name(operatorClass) }
            return (try fields.text(.name), try fields.node(.expr).map(expression))
        }
    }

    /// Reads an `UpdateStmt`.
    func update(_ node: Node) throws(Refusal) -> Update {
        try node.reading { fields throws(Refusal) in
            Update(
                with: try fields.node(.withClause).map(with),
                target: try relation(try fields.require(.relation)),
                assignments: try all(try fields.list(.targetList), target),
                from: try all(try fields.list(.fromClause), fromItem),
                condition: try fields.node(.whereClause).map(expression),
                returning: try all(try fields.list(.returningList), target)
            )
        }
    }

    /// Reads a `DeleteStmt`.
    func delete(_ node: Node) throws(Refusal) -> Delete {
        try node.reading { fields throws(Refusal) in
            Delete(
                with: try fields.node(.withClause).map(with),
                target: try relation(try fields.require(.relation)),
                using: try all(try fields.list(.usingClause), fromItem),
                condition: try fields.node(.whereClause).map(expression),
                returning: try all(try fields.list(.returningList), target)
            )
        }
    }

    /// Reads a `MergeStmt`.
    func merge(_ node: Node) throws(Refusal) -> Merge {
        try node.reading { fields throws(Refusal) in
            Merge(
                with: try fields.node(.withClause).map(with),
                target: try relation(try fields.require(.relation)),
                source: try fromItem(try fields.require(.sourceRelation)),
                on: try expression(try fields.require(.joinCondition)),
                clauses: try all(try fields.list(.mergeWhenClauses), mergeClause)
            )
        }
    }

    private func mergeClause(_ node: Node) throws(Refusal) -> MergeClause {
        guard node.tag == .mergeWhenClause else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            try fields.disregard(.override)
            return MergeClause(
                matched: try fields.flag(.matched),
                action: try fields.constant(.commandType),
                condition: try fields.node(.condition).map(expression),
                targets: try all(try fields.list(.targetList), target),
                values: try expressions(try fields.list(.values))
            )
        }
    }
}

/// What ON CONFLICT does.
enum ConflictAction: String, GrammarConstant {
    case nothing = "ONCONFLICT_NOTHING"
    case update = "ONCONFLICT_UPDATE"
    static let table = ConstantTable<ConflictAction>("OnConflictAction")
}
