// CREATE TRIGGER and event triggers. PostgreSQL: trigger.c, event_trigger.c.

extension Lower {
    /// Reads a `CreateTrigStmt`: from now on, writes to the table run the function.
    func createTrigger(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            // When it fires, and for what.
            try fields.disregard(.replace, .isconstraint, .row, .timing, .events, .deferrable, .initdeferred)
            var result = Utility(verb: "CREATE TRIGGER", statementClass: .schemaChange)
            let table = try relation(try fields.require(.relation))
            let columns = Columns.exactly(try strings(try fields.list(.columns)))
            result.affect(.schemaChange, .trigger, named: try fields.requireText(.trigname))
            result.affect(.schemaChange, table, columns: columns)
            result.affect(.procedural, .function, try name(try fields.list(.funcname)))
            _ = try strings(try fields.list(.args))  // values for the function, never shown
            if let condition = try fields.node(.whenClause) { result.expressions.append(try expression(condition)) }
            for transition in try fields.list(.transitionRels) { try self.transition(transition) }
            if let other = try fields.node(.constrrel) { result.affect(.schemaChange, try relation(other)) }
            return result
        }
    }

    /// REFERENCING: the names that the function sees the changed rows under.
    private func transition(_ node: Node) throws(Refusal) {
        guard node.tag == .triggerTransition else { throw node.refusal }
        try node.reading { fields throws(Refusal) in try fields.disregard(.name, .isNew, .isTable) }
    }

    /// Reads a `CreateEventTrigStmt`: from now on, schema changes run the function.
    func createEventTrigger(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.eventname)
            var result = Utility(verb: "CREATE EVENT TRIGGER", statementClass: .schemaChange)
            let name = try fields.requireText(.trigname)
            result.affect(.schemaChange, .eventTrigger, named: name)
            result.affect(.procedural, .eventTrigger, named: name)
            result.affect(.procedural, .function, try self.name(try fields.list(.funcname)))
            try plainOptions(try fields.list(.whenclause), of: result.verb, known: ["tag"])
            return result
        }
    }

    /// Reads an `AlterEventTrigStmt`: it is switched on or off.
    func alterEventTrigger(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.tgenabled)
            var result = Utility(verb: "ALTER EVENT TRIGGER", statementClass: .schemaChange)
            let trigger = ObjectReference(.eventTrigger, QualifiedName(try fields.requireText(.trigname)))
            result.affect(ObjectType.eventTrigger.classes, [NamedObject(reference: trigger)])
            return result
        }
    }
}
