// CREATE TRIGGER, CREATE RULE, CREATE POLICY and ALTER POLICY.

private enum RuleEvent: String, GrammarConstant {
    case select = "CMD_SELECT"
    case insert = "CMD_INSERT"
    case update = "CMD_UPDATE"
    case delete = "CMD_DELETE"
    static let table = ConstantTable<RuleEvent>("CmdType")
}

extension DefinitionReader {
    /// Reads a `CreateTrigStmt`. PostgreSQL: pg_trigger.h for the bits.
    func trigger(_ node: Node) throws(Refusal) -> Definition {
        try node.reading { fields throws(Refusal) in
            let timing: CatalogTrigger.Timing
            switch try fields.integer(.timing) {
            case 0: timing = .after
            case 1 << 1: timing = .before
            case 1 << 6: timing = .insteadOf
            default: throw node.refusal  // lint: bits are no closed set
            }
            let bits = try fields.integer(.events)
            let events: [(CatalogEvent, Int)] = [
                (.insert, 1 << 2), (.delete, 1 << 3), (.update, 1 << 4), (.truncate, 1 << 5),
            ]
            guard bits != 0, bits & ~(1 << 2 | 1 << 3 | 1 << 4 | 1 << 5) == 0 else { throw node.refusal }
            var trigger = CatalogTrigger(
                try fields.requireText(.trigname),
                timing,
                events.filter { bits & $0.1 != 0 }.map(\.0),
                function: try lower.name(try fields.list(.funcname))
            )
            // Arguments are strings for the function.
            _ = try lower.strings(try fields.list(.args))
            trigger.forEachRow = try fields.flag(.row)
            trigger.columns = try lower.strings(try fields.list(.columns))
            trigger.condition = try fields.node(.whenClause).map { node throws(Refusal) in try mentions(node) }
            for name in try fields.list(.transitionRels) {
                // OLD TABLE and NEW TABLE: names inside the function.
                try name.reading { fields throws(Refusal) in try fields.disregard(.name, .isNew, .isTable) }
            }
            let constraintTiming = self.timing(
                deferrable: try fields.flag(.deferrable),
                deferred: try fields.flag(.initdeferred)
            )
            if try fields.flag(.isconstraint) { trigger.constraintTiming = constraintTiming }
            trigger.from = try fields.node(.constrrel).map(relationName)
            return .trigger(
                trigger,
                on: try relationName(try fields.require(.relation)),
                replaces: try fields.flag(.replace)
            )
        }
    }

    /// Reads a `RuleStmt`.
    func rule(_ node: Node) throws(Refusal) -> Definition {
        try node.reading { fields throws(Refusal) in
            let event: RuleEvent = try fields.constant(.event)
            let condition = try fields.node(.whereClause)
            var body = try Mentions(try fields.list(.actions)).expression
            let writes = try Mentions(try fieldsAgain(node, .actions)).writes
            if let condition {
                let found = try mentions(condition)
                body.relations += found.relations.filter { !body.relations.contains($0) }
                body.routines += found.routines.filter { !body.routines.contains($0) }
                body.types += found.types.filter { !body.types.contains($0) }
            }
            // OLD and NEW are written like columns' qualifiers; which columns of the table they mean is not followed.
            body.columns = .every
            let name = try fields.requireText(.rulename)
            let relation = try relationName(try fields.require(.relation))
            let catalogEvent: CatalogEvent =
                switch event {
                case .select: .select
                case .insert: .insert
                case .update: .update
                case .delete: .delete
                }
            if event == .select {
                throw Refusal(.unsupportedConstruct, "a rule that makes a table a view is not followed", at: node.range)
            }
            return .rule(
                CatalogRule(
                    name,
                    on: catalogEvent,
                    isInstead: try fields.flag(.instead),
                    isConditional: condition != nil,
                    body: body,
                    writes: writes
                ),
                on: relation,
                replaces: try fields.flag(.replace)
            )
        }
    }

    private func fieldsAgain(_ node: Node, _ field: FieldName) throws(Refusal) -> NodeList {
        var fields = Fields(node)
        return try fields.list(field)
    }

    /// Reads a `CreatePolicyStmt`.
    func policy(_ node: Node) throws(Refusal) -> Definition {
        try node.reading { fields throws(Refusal) in
            let command = try fields.text(.cmdName) ?? "all"
            let event = CatalogEvent(rawValue: command)
            guard command == "all" || event != nil else { throw node.refusal }
            let policy = try policy(
                &fields,
                event: event,
                isPermissive: try fields.flag(.permissive),
                roles: try lower.all(try fields.list(.roles), lower.role)
            )
            return .policy(policy, on: try relationName(try fields.require(.table)))
        }
    }

    /// Reads an `AlterPolicyStmt`: what it leaves out stays as it is.
    func alterPolicy(_ node: Node) throws(Refusal) -> Definition {
        try node.reading { fields throws(Refusal) in
            let policy = try policy(
                &fields,
                event: nil,
                isPermissive: true,
                roles: try lower.all(try fields.list(.roles), lower.role)
            )
            return .alterPolicy(policy, on: try relationName(try fields.require(.table)))
        }
    }

    private func policy(
        _ fields: inout Fields,
        event: CatalogEvent?,
        isPermissive: Bool,
        roles: [String]
    ) throws(Refusal) -> CatalogPolicy {
        var policy = CatalogPolicy(
            try fields.requireText(.policyName),
            event: event,
            isPermissive: isPermissive,
            roles: roles
        )
        policy.condition = try fields.node(.qual).map { node throws(Refusal) in try mentions(node) }
        policy.check = try fields.node(.withCheck).map { node throws(Refusal) in try mentions(node) }
        return policy
    }
}
