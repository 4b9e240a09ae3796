// CREATE VIEW, CREATE TABLE AS, CREATE MATERIALIZED VIEW, CREATE RULE.

extension Lower {
    /// Reads a `ViewStmt`: the query is stored and runs with the rights of the view's owner.
    func createView(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.replace, .withCheckOption)  // a check narrows what is written through the view
            _ = try strings(try fields.list(.aliases))
            var result = Utility(verb: "CREATE VIEW", statementClass: .schemaChange)
            let view = try newName(try fields.require(.view))
            result.affect(.schemaChange, view, as: .view)
            for option in try options(try fields.list(.options)) {
                try option.plain()
                if isViewGuard(option.name) { result.affect(.privilegeChange, view, as: .view) }
            }
            result.contain(try statement(try fields.require(.query)), .stored)
            return result
        }
    }

    /// Reads a `CreateTableAsStmt`. WITH NO DATA plans the query and may run parts of it, so it counts as run.
    func createTableAs(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.ifNotExists)
            let type: ObjectType = try fields.constant(.objtype)
            let isInto = try fields.flag(.isSelectInto)
            let verb =
                type == .materializedView ? "CREATE MATERIALIZED VIEW" : isInto ? "SELECT INTO" : "CREATE TABLE AS"
            var result = Utility(verb: verb, statementClass: .schemaChange)
            let into = try fields.require(.into)
            let created = try newRelation(into)
            let isTemporary = created.temporary && created.name.schema == nil
            let name = isTemporary ? QualifiedName(schema: "pg_temp", created.name.name) : created.name
            result.affect(.schemaChange, type.kind, name, at: created.offset)
            result.expressions = created.options
            var intoFields = Fields(into)
            try tablespace(try intoFields.text(.tableSpaceName), into: &result)
            result.contain(try statement(try fields.require(.query)), .now)
            return result
        }
    }

    /// Reads a `RuleStmt`: from now on, other statements on the table mean something else.
    func createRule(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.replace, .event, .instead)  // which statements are rewritten, and whether in full
            var result = Utility(verb: "CREATE RULE", statementClass: .schemaChange)
            let table = try relation(try fields.require(.relation))
            let rule = try fields.requireText(.rulename)
            result.affect(.schemaChange, .rule, named: rule)
            result.affect(.schemaChange, table)
            result.affect(.procedural, .rule, named: rule)
            if let condition = try fields.node(.whereClause) { result.expressions.append(try expression(condition)) }
            for action in try fields.list(.actions) { result.contain(try statement(action), .stored) }
            return result
        }
    }
}
