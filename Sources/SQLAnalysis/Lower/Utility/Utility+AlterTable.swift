// ALTER TABLE, INDEX, SEQUENCE, VIEW, MATERIALIZED VIEW, FOREIGN TABLE, and ALTER TYPE of a composite type.
// PostgreSQL: tablecmds.c, ATPrepCmd and ATExecCmd.

/// The relation that is altered, and what the statement says it is.
struct AlteredRelation: Sendable {
    let reference: RelationReference
    let kind: ObjectKind

    var constrained: ConstrainedTable { ConstrainedTable(reference: reference, exists: true) }
}

extension Lower {
    /// Reads an `AlterTableStmt`.
    func alterTable(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.missingOk)
            let type: ObjectType = try fields.constant(.objtype)
            let table = AlteredRelation(reference: try relation(try fields.require(.relation)), kind: type.kind)
            var result = Utility(verb: "ALTER \(type.tagName)", statementClass: .schemaChange)
            if type == .foreignTable { result.affect(.server, table.reference, as: table.kind) }
            for command in try fields.list(.cmds) { try alterTableCommand(command, of: table, into: &result) }
            return result
        }
    }

    private func alterTableCommand(
        _ node: Node,
        of table: AlteredRelation,
        into result: inout Utility
    ) throws(Refusal) {
        guard node.tag == .alterTableCmd else { throw node.refusal }
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.missingOk, .recurse)  // IF [NOT] EXISTS; the second is the analyzer's
            if try cascades(&fields) { result.cascades = true }
            let action: AlterTableAction = try fields.constant(.subtype)
            switch action {
            case .addColumn:
                // The column first, then what its definition does.
                let here = result.effects.count
                let name = try tableColumn(try fields.require(.def), of: table.constrained, into: &result)
                let effects = Array(result.effects[here...])
                result.effects.removeSubrange(here...)
                result.affect(.schemaChange, table.reference, as: table.kind, columns: .named([name]))
                result.effects += effects
            case .columnDefault:
                try alterColumn(&fields, of: table, into: &result)
                if let value = try fields.node(.def) { result.expressions.append(try expression(value)) }
            case .dropNotNull, .setNotNull, .dropExpression, .dropColumn, .dropIdentity:
                try alterColumn(&fields, of: table, into: &result)
            case .setStatistics, .setStorage, .setCompression:
                try alterColumn(&fields, of: table, into: &result)
                try constantOrWord(try fields.require(.def))
            case .setOptions, .resetOptions:
                try alterColumn(&fields, of: table, into: &result)
                for option in try listedOptions(&fields) { try option.plain() }
            case .alterColumnGenericOptions:
                try alterColumn(&fields, of: table, into: &result)
                for option in try listedOptions(&fields) { try option.plain() }
                result.affect(.server, table.reference, as: table.kind)
            case .addIdentity:
                try alterColumn(&fields, of: table, into: &result)
                try constraint(try fields.require(.def), on: table.constrained, into: &result)
            case .setIdentity:
                try alterColumn(&fields, of: table, into: &result)
                for option in try listedOptions(&fields) { try sequenceOption(option, into: &result) }
            case .alterColumnType: try alterType(&fields, of: table, into: &result)
            case .addConstraint, .alterConstraint:
                result.affect(.schemaChange, table.reference, as: table.kind)
                try constraint(try fields.require(.def), on: table.constrained, into: &result)
            case .dropConstraint, .validateConstraint:
                result.affect(.schemaChange, table.reference, as: table.kind)
                result.affect(.schemaChange, .constraint, named: try fields.requireText(.name))
                if action == .validateConstraint { result.affect(.read, table.reference, columns: .every) }
            case .changeOwner:
                affect([.schemaChange, .privilegeChange], table, into: &result)
                result.affect(.privilegeChange, .role, named: try role(try fields.require(.newowner)))
            case .enableRowSecurity, .disableRowSecurity, .forceRowSecurity, .noForceRowSecurity:
                affect([.schemaChange, .privilegeChange], table, into: &result)
            case .enableTrigger, .enableAlwaysTrigger, .enableReplicaTrigger, .disableTrigger, .enableAllTriggers,
                .disableAllTriggers, .enableUserTriggers, .disableUserTriggers:
                try switchGuard(&fields, .trigger, of: table, into: &result)
            case .enableRule, .enableAlwaysRule, .enableReplicaRule, .disableRule:
                try switchGuard(&fields, .rule, of: table, into: &result)
            case .clusterOn:
                result.affect(.schemaChange, table.reference, as: table.kind)
                result.affect(.schemaChange, .index, named: try fields.requireText(.name))
            case .dropCluster, .setLogged, .setUnlogged, .dropOids, .dropOf:
                result.affect(.schemaChange, table.reference, as: table.kind)
            case .setAccessMethod:
                try fields.disregard(.name)  // how rows are stored
                result.affect(.schemaChange, table.reference, as: table.kind)
            case .setTablespace:
                result.affect(.schemaChange, table.reference, as: table.kind)
                try tablespace(try fields.requireText(.name), into: &result)
            case .setRelationOptions, .resetRelationOptions:
                result.affect(.schemaChange, table.reference, as: table.kind)
                for option in try listedOptions(&fields) {
                    try option.plain()
                    if isViewGuard(option.name) { result.affect(.privilegeChange, table.reference, as: table.kind) }
                }
            case .addInherit, .dropInherit:
                result.affect(.schemaChange, table.reference, as: table.kind)
                result.affect(.schemaChange, try relation(try fields.require(.def)))
            case .addOf:
                result.affect(.schemaChange, table.reference, as: table.kind)
                result.types.append(try type(try fields.require(.def)))
            case .replicaIdentity:
                result.affect(.schemaChange, table.reference, as: table.kind)
                try replicaIdentity(try fields.require(.def), into: &result)
            case .genericOptions:
                affect([.schemaChange, .server], table, into: &result)
                for option in try listedOptions(&fields) { try option.plain() }
            case .attachPartition, .detachPartition, .detachPartitionFinalize:
                result.affect(.schemaChange, table.reference, as: table.kind)
                try partition(try fields.require(.def), attach: action == .attachPartition, of: table, into: &result)
            case .addColumnRecurse, .addColumnToView, .cookedColumnDefault, .checkNotNull, .dropColumnRecurse,
                .addIndex,
                .reAddIndex, .addConstraintRecurse, .reAddConstraint, .reAddDomainConstraint,
                .validateConstraintRecurse,
                .addIndexConstraint, .dropConstraintRecurse, .reAddComment, .replaceRelationOptions, .reAddStatistics:
                throw Refusal(.unsupportedConstruct, "\(action.rawValue) is not a subcommand of ALTER", at: node.range)
            }
        }
    }

    private func affect(_ classes: [StatementClass], _ table: AlteredRelation, into result: inout Utility) {
        for effectClass in classes { result.affect(effectClass, table.reference, as: table.kind) }
    }

    /// The effect on the column that the command names; ALTER INDEX may give a number instead, of any column.
    private func alterColumn(
        _ fields: inout Fields,
        of table: AlteredRelation,
        into result: inout Utility
    ) throws(Refusal) {
        try fields.disregard(.num)
        let columns = try fields.text(.name).map { Columns.named([$0]) } ?? .every
        result.affect(.schemaChange, table.reference, as: table.kind, columns: columns)
    }

    /// ALTER COLUMN TYPE; with USING each row's value is computed anew, which is a write of the whole table.
    private func alterType(
        _ fields: inout Fields,
        of table: AlteredRelation,
        into result: inout Utility
    ) throws(Refusal) {
        let column = try fields.requireText(.name)
        result.affect(.schemaChange, table.reference, as: table.kind, columns: .named([column]))
        let definition = try fields.require(.def)
        guard definition.tag == .columnDef else { throw definition.refusal }
        try definition.reading { fields throws(Refusal) in
            try fields.disregard(.location)
            result.types.append(try type(try fields.require(.typeName)))
            if let clause = try fields.node(.collClause) { try collation(clause) }
            guard let value = try fields.node(.rawDefault) else { return }
            result.expressions.append(try expression(value))
            try reads(table.reference, as: table.kind, columnsIn: [value], into: &result)
            result.affect(
                .update,
                table.reference,
                as: table.kind,
                columns: .named([column]),
                bound: .wholeTable("ALTER COLUMN TYPE USING")
            )
        }
    }

    /// Triggers and rules guard a table's rows as privileges do.
    private func switchGuard(
        _ fields: inout Fields,
        _ kind: ObjectKind,
        of table: AlteredRelation,
        into result: inout Utility
    ) throws(Refusal) {
        affect([.schemaChange, .procedural, .privilegeChange], table, into: &result)
        if let name = try fields.text(.name) { result.affect(.procedural, kind, named: name) }
    }

    /// Options of a view that say whose rights it has and what its conditions keep from sight.
    func isViewGuard(_ option: String) -> Bool {
        option == "security_invoker" || option == "security_barrier"
    }

    private func replicaIdentity(_ node: Node, into result: inout Utility) throws(Refusal) {
        guard node.tag == .replicaIdentityStmt else { throw node.refusal }
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.identityType)  // how rows are told apart for subscribers
            if let index = try fields.text(.name) { result.affect(.schemaChange, .index, named: index) }
        }
    }

    private func partition(
        _ node: Node,
        attach: Bool,
        of table: AlteredRelation,
        into result: inout Utility
    ) throws(Refusal) {
        guard node.tag == .partitionCmd else { throw node.refusal }
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.concurrent)
            let other = try relation(try fields.require(.name))
            result.affect(.schemaChange, other, as: table.kind)
            guard let bound = try fields.node(.bound) else { return }
            try partitionBound(bound, into: &result)
            // The rows that are there already are checked against the bounds.
            if attach { result.affect(.read, other, as: table.kind, columns: .every) }
        }
    }

    private func listedOptions(_ fields: inout Fields) throws(Refusal) -> [Option] {
        let list = try fields.require(.def)
        guard list.tag == .list else { throw list.refusal }
        return try list.reading { fields throws(Refusal) in try options(try fields.list(.items)) }
    }

    /// A number or a word that says how a column is stored or sampled.
    private func constantOrWord(_ node: Node) throws(Refusal) {
        switch node.tag {
        case .integer: try node.reading { fields throws(Refusal) in try fields.disregard(.ival) }
        case .string: _ = try string(node)
        case .some, .none: throw node.refusal  // lint: these three take a number or a word
        }
    }
}
