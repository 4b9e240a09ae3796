// ALTER TABLE, ALTER VIEW, ALTER INDEX ... ATTACH PARTITION, ALTER TYPE ... ATTRIBUTE: an `AlterTableStmt`.

extension DefinitionReader {
    /// Reads an `AlterTableStmt`; a command that is not understood does not hide the others.
    mutating func alterTable(_ node: Node) throws(Refusal) -> [Definition] {
        var target: RelationTarget?
        var mayBeMissing = false
        var commands: [Node] = []
        var constant: ObjectType?
        try node.eachField { field, at throws(Refusal) in
            switch field {
            case .relation: target = try relationTarget(try node.child(at))
            case .cmds: commands.append(try node.child(at))
            case .objtype: constant = ObjectType.table[try node.integer(at)]
            case .missingOk: mayBeMissing = try node.flag(at)
            default: throw node.unread(field)  // lint: a field that is not read
            }
        }
        guard var relation = target, let kind = constant else { throw node.refusal }
        relation.mayBeMissing = mayBeMissing
        switch kind {
        case .plainTable, .foreignTable, .view, .materializedView, .sequence, .index:
            var changes: [RelationChange] = []
            for command in commands {
                if kind == .index, let attached = try attachedIndex(command, to: relation.name) {
                    return [attached]
                }
                changes.append(change(command, of: kind))
            }
            return [.alter(relation, changes)]
        case .type:
            var changes: [TypeChange] = []
            for command in commands { changes.append(try fieldChange(command)) }
            return [.alterType(relation.name, changes)]
        case .accessMethod, .aggregate, .attribute, .cast, .column, .collation, .conversion, .database, .domain,
            .domainConstraint, .eventTrigger, .extension, .foreignDataWrapper, .server, .function, .language,
            .largeObject, .operatorClass, .operator, .operatorFamily, .policy, .procedure, .publication, .role,
            .routine, .rule, .schema, .subscription, .statistics, .tableConstraint, .tablespace, .transform,
            .trigger, .textSearchConfiguration, .textSearchDictionary, .textSearchParser, .textSearchTemplate,
            .parameter:
            throw node.refusal
        }
    }

    private mutating func change(_ node: Node, of kind: ObjectType) -> RelationChange {
        do throws(Refusal) {
            var command = try AlterTableCommand(node)
            let change = try change(&command, of: kind)
            try command.finish()
            return change
        } catch {
            return .notFollowed("ALTER \(kind.tagName)", reason: error.message)
        }
    }

    private mutating func change(
        _ command: inout AlterTableCommand,
        of kind: ObjectType
    ) throws(Refusal) -> RelationChange {
        let name = command.name
        switch command.action {
        case .addColumn:
            return .addColumn(try column(try command.require()), ifNotExists: command.missingOk)
        case .dropColumn: return .dropColumn(name, cascade: command.isCascade)
        case .columnDefault:
            guard let value = command.definition() else { return .dropDefault(name) }
            return .setDefault(name, try defaultValue(value))
        case .setNotNull: return .setNotNull(name, true)
        case .dropNotNull: return .setNotNull(name, false)
        case .dropExpression: return .dropExpression(name)
        case .alterColumnType: return .setType(name, try changedType(try command.require()))
        case .addIdentity:
            let (identity, sequence) = try addedIdentity(try command.require())
            return .addIdentity(name, identity, sequence)
        case .setIdentity: return try changedIdentity(name, try command.require())
        case .dropIdentity: return .dropIdentity(name)
        case .addConstraint: return .addConstraint(try tableConstraint(try command.require()))
        case .dropConstraint: return .dropConstraint(name, cascade: command.isCascade)
        case .validateConstraint: return .validateConstraint(name)
        case .alterConstraint: return try changedConstraint(try command.require())
        case .enableTrigger: return .setTriggerFiring(name, .origin)
        case .enableAlwaysTrigger: return .setTriggerFiring(name, .always)
        case .enableReplicaTrigger: return .setTriggerFiring(name, .replica)
        case .disableTrigger: return .setTriggerFiring(name, .disabled)
        case .enableAllTriggers, .enableUserTriggers: return .setTriggerFiring(nil, .origin)
        case .disableAllTriggers, .disableUserTriggers: return .setTriggerFiring(nil, .disabled)
        case .enableRule: return .setRuleFiring(name, .origin)
        case .enableAlwaysRule: return .setRuleFiring(name, .always)
        case .enableReplicaRule: return .setRuleFiring(name, .replica)
        case .disableRule: return .setRuleFiring(name, .disabled)
        case .addInherit: return .addParent(try relationName(try command.require()))
        case .dropInherit: return .dropParent(try relationName(try command.require()))
        case .addOf: return .setRowType(try type(try command.require()).userType)
        case .dropOf: return .setRowType(nil)
        case .attachPartition, .detachPartition:
            let (partition, bound) = try partition(try command.require())
            guard command.action == .attachPartition else { return .detachPartition(partition) }
            guard let bound else { throw Refusal(.missingField, "a partition without bounds", at: command.node.range) }
            return .attachPartition(partition, bound)
        case .enableRowSecurity: return .setRowSecurity(enabled: true, forced: nil)
        case .disableRowSecurity: return .setRowSecurity(enabled: false, forced: nil)
        case .forceRowSecurity: return .setRowSecurity(enabled: nil, forced: true)
        case .noForceRowSecurity: return .setRowSecurity(enabled: nil, forced: false)
        case .setLogged: return .setPersistence(.permanent)
        case .setUnlogged: return .setPersistence(.unlogged)
        case .setOptions, .resetOptions, .setRelationOptions, .resetRelationOptions:
            let definition = command.definition()
            if kind == .view, let definition {
                return try viewOptions(definition, isReset: command.action == .resetRelationOptions)
            }
            return .ofNoInterest("ALTER \(kind.tagName) \(command.action.clause)")
        case .changeOwner:
            return .ofNoInterest(kind == .plainTable ? "ALTER TABLE OWNER TO" : "ALTER \(kind.tagName) OWNER TO")
        case .setStatistics, .setStorage, .setCompression, .clusterOn, .dropCluster, .dropOids, .setAccessMethod,
            .setTablespace, .replicaIdentity, .genericOptions, .alterColumnGenericOptions, .detachPartitionFinalize:
            // Storage, planner figures, replication and options of foreign servers.
            _ = command.definition()
            return .ofNoInterest("ALTER \(kind.tagName) \(command.action.clause)")
        case .addColumnRecurse, .addColumnToView, .cookedColumnDefault, .checkNotNull, .dropColumnRecurse, .addIndex,
            .reAddIndex, .addConstraintRecurse, .reAddConstraint, .reAddDomainConstraint, .validateConstraintRecurse,
            .addIndexConstraint, .dropConstraintRecurse, .reAddComment, .replaceRelationOptions, .reAddStatistics:
            throw command.node.refusal
        }
    }

    private mutating func changedType(_ node: Node) throws(Refusal) -> CatalogColumn {
        guard node.tag == .columnDef else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            try fields.disregard(.location)
            let spelling = try type(try fields.require(.typeName))
            var column = CatalogColumn("", type: spelling.text, userType: spelling.userType)
            if let clause = try fields.node(.collClause) { column.collation = try collation(clause) }
            // USING is computed once, here and now.
            if let using = try fields.node(.rawDefault) { _ = try Mentions(using) }
            return column
        }
    }

    private mutating func addedIdentity(_ node: Node) throws(Refusal) -> (CatalogIdentity, ImplicitSequence) {
        try identity(try ConstraintParts(node))
    }

    private func changedIdentity(_ column: String, _ node: Node) throws(Refusal) -> RelationChange {
        guard node.tag == .list else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            for item in try fields.list(.items) {
                let (name, argument) = try option(item)
                guard name == "generated", let argument else { continue }
                let letter = try argument.reading { fields throws(Refusal) in try fields.integer(.ival) }
                return .setIdentity(column, letter == Int(UInt8(ascii: "a")) ? .always : .byDefault)
            }
            return .ofNoInterest("ALTER SEQUENCE")
        }
    }

    private func changedConstraint(_ node: Node) throws(Refusal) -> RelationChange {
        let parts = try ConstraintParts(node)
        try parts.allow([.name, .timing])
        return .setConstraintTiming(parts.name, parts.timing)
    }

    private func partition(_ node: Node) throws(Refusal) -> (QualifiedName, CatalogPartitionBound?) {
        guard node.tag == .partitionCmd else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            try fields.disregard(.concurrent)
            let bound = try fields.node(.bound).map { node throws(Refusal) in try partitionBound(node) }
            return (try relationName(try fields.require(.name)), bound)
        }
    }

    private func attachedIndex(_ node: Node, to parent: QualifiedName) throws(Refusal) -> Definition? {
        var command = try AlterTableCommand(node)
        guard command.action == .attachPartition else { return nil }
        let (child, _) = try partition(try command.require())
        return .attachIndex(child, to: parent)
    }

    private func viewOptions(_ node: Node, isReset: Bool) throws(Refusal) -> RelationChange {
        guard node.tag == .list else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            var change = ViewOptionChange()
            for item in try fields.list(.items) {
                guard isReset else {
                    try viewOption(item, into: &change)
                    continue
                }
                switch try option(item).name {
                case "security_barrier": change.isSecurityBarrier = false
                case "security_invoker": change.isSecurityInvoker = false
                case "check_option": change.check = .some(nil)
                default:  // lint: names; a view has no other options
                    throw Refusal(.unsupportedConstruct, "a view's option that is not understood", at: item.range)
                }
            }
            return .setViewOptions(change)
        }
    }

    private mutating func fieldChange(_ node: Node) throws(Refusal) -> TypeChange {
        var command = try AlterTableCommand(node)
        switch command.action {
        case .addColumn: return .addField(try field(try command.require()))
        case .dropColumn:
            try command.finish()
            return .dropField(command.name)
        case .alterColumnType:
            let column = try changedType(try command.require())
            return .setFieldType(CatalogField(command.name, type: column.type ?? "", userType: column.userType))
        default: throw node.refusal  // lint: a composite type has no other commands
        }
    }
}

extension AlterTableAction {
    /// The command as the report names it: the grammar's constant in words.
    fileprivate var clause: String {
        var words = ""
        for scalar in rawValue.unicodeScalars.dropFirst(3) {
            if scalar.properties.isUppercase && !words.isEmpty { words += " " }
            words.unicodeScalars.append(scalar)
        }
        return words.uppercased()
    }
}
