// ALTER TABLE, ALTER VIEW, ALTER INDEX ... ATTACH PARTITION, ALTER TYPE ... ATTRIBUTE: an `AlterTableStmt`.

extension DefinitionReader {
    /// Reads an `AlterTableStmt`; a command that is not understood does not hide the others.
    mutating func alterTable(_ node: Node) throws(Refusal) -> [Definition] {
        try node.reading { fields throws(Refusal) in
            // IF EXISTS: a table that is not there is reported all the same.
            try fields.disregard(.missingOk)
            let kind: ObjectType = try fields.constant(.objtype)
            let relation = try lower.relation(try fields.require(.relation))
            let commands = try fields.list(.cmds)
            switch kind {
            case .plainTable, .foreignTable, .view, .materializedView, .sequence, .index:
                var changes: [RelationChange] = []
                for command in commands {
                    if kind == .index, let attached = try attachedIndex(command, to: relation.name) {
                        return [attached]
                    }
                    changes.append(change(command, of: kind))
                }
                return [.alter(relation.name, recurses: relation.inherits, changes)]
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
    }

    private mutating func change(_ command: Node, of kind: ObjectType) -> RelationChange {
        do throws(Refusal) {
            return try command.reading { fields throws(Refusal) in
                let subtype: AlterTableAction = try fields.constant(.subtype)
                return try change(subtype, &fields, of: kind)
            }
        } catch {
            return .notFollowed("ALTER \(kind.tagName)", reason: error.message)
        }
    }

    private mutating func change(
        _ subtype: AlterTableAction,
        _ fields: inout Fields,
        of kind: ObjectType
    ) throws(Refusal) -> RelationChange {
        let isCascade = try fields.constant(.behavior, DropBehavior.self) == .cascade
        try fields.disregard(.recurse)
        let ifExists = try fields.flag(.missingOk)
        let name = try fields.text(.name) ?? ""
        switch subtype {
        case .addColumn:
            return .addColumn(try column(try fields.require(.def)), ifNotExists: ifExists)
        case .dropColumn: return .dropColumn(name, cascade: isCascade)
        case .columnDefault:
            return .setDefault(name, try fields.node(.def).map { node throws(Refusal) in try mentions(node) })
        case .setNotNull: return .setNotNull(name, true)
        case .dropNotNull: return .setNotNull(name, false)
        case .dropExpression: return .dropExpression(name)
        case .alterColumnType: return .setType(name, try newType(try fields.require(.def)))
        case .addIdentity:
            let (identity, sequence) = try addedIdentity(try fields.require(.def))
            return .addIdentity(name, identity, sequence)
        case .setIdentity: return try changedIdentity(name, try fields.require(.def))
        case .dropIdentity: return .dropIdentity(name)
        case .addConstraint: return .addConstraint(try tableConstraint(try fields.require(.def)))
        case .dropConstraint: return .dropConstraint(name, cascade: isCascade)
        case .validateConstraint: return .validateConstraint(name)
        case .alterConstraint: return try changedConstraint(try fields.require(.def))
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
        case .addInherit: return .addParent(try relationName(try fields.require(.def)))
        case .dropInherit: return .dropParent(try relationName(try fields.require(.def)))
        case .addOf: return .setRowType(try type(try fields.require(.def)).userType)
        case .dropOf: return .setRowType(nil)
        case .attachPartition, .detachPartition:
            let (partition, bound) = try partition(try fields.require(.def))
            guard subtype == .attachPartition else { return .detachPartition(partition) }
            guard let bound else { throw Refusal(.missingField, "a partition without bounds", at: fields.node.range) }
            return .attachPartition(partition, bound)
        case .enableRowSecurity: return .setRowSecurity(enabled: true, forced: nil)
        case .disableRowSecurity: return .setRowSecurity(enabled: false, forced: nil)
        case .forceRowSecurity: return .setRowSecurity(enabled: nil, forced: true)
        case .noForceRowSecurity: return .setRowSecurity(enabled: nil, forced: false)
        case .setLogged: return .setPersistence(.permanent)
        case .setUnlogged: return .setPersistence(.unlogged)
        case .setOptions, .resetOptions, .setRelationOptions, .resetRelationOptions:
            let definition = try fields.node(.def)
            if kind == .view, let definition {
                return try viewOptions(definition, isReset: subtype == .resetRelationOptions)
            }
            return .ofNoInterest("ALTER \(kind.tagName) \(subtype.clause)")
        case .changeOwner:
            _ = try fields.node(.newowner)
            return .ofNoInterest("ALTER \(kind.tagName) OWNER TO")
        case .setStatistics, .setStorage, .setCompression, .clusterOn, .dropCluster, .dropOids, .setAccessMethod,
            .setTablespace, .replicaIdentity, .genericOptions, .alterColumnGenericOptions, .detachPartitionFinalize:
            try fields.disregard(.num)
            // Storage, planner figures, replication and options of foreign servers.
            _ = try fields.node(.def)
            return .ofNoInterest("ALTER \(kind.tagName) \(subtype.clause)")
        case .addColumnRecurse, .addColumnToView, .cookedColumnDefault, .checkNotNull, .dropColumnRecurse, .addIndex,
            .reAddIndex, .addConstraintRecurse, .reAddConstraint, .reAddDomainConstraint, .validateConstraintRecurse,
            .addIndexConstraint, .dropConstraintRecurse, .reAddComment, .replaceRelationOptions, .reAddStatistics:
            throw fields.node.refusal
        }
    }

    private mutating func newType(_ node: Node) throws(Refusal) -> CatalogColumn {
        guard node.tag == .columnDef else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            try fields.disregard(.location)
            let spelling = try type(try fields.require(.typeName))
            var column = CatalogColumn("", type: spelling.text, userType: spelling.userType)
            if let clause = try fields.node(.collClause) {
                column.collation = try clause.reading { fields throws(Refusal) in
                    try fields.disregard(.location)
                    return try lower.name(try fields.list(.collname)).description
                }
            }
            // USING is computed once, here and now.
            if let using = try fields.node(.rawDefault) { _ = try Mentions(using) }
            return column
        }
    }

    private mutating func addedIdentity(_ node: Node) throws(Refusal) -> (CatalogIdentity, ImplicitSequence) {
        guard node.tag == .constraint else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            try fields.disregard(.contype, .location, .initiallyValid)
            return try identity(&fields)
        }
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
        guard node.tag == .constraint else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            try fields.disregard(.contype, .location, .initiallyValid)
            let timing = timing(deferrable: try fields.flag(.deferrable), deferred: try fields.flag(.initdeferred))
            return .setConstraintTiming(try fields.requireText(.conname), timing)
        }
    }

    private func partition(_ node: Node) throws(Refusal) -> (QualifiedName, CatalogPartitionBound?) {
        guard node.tag == .partitionCmd else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            try fields.disregard(.concurrent)
            let bound = try fields.node(.bound).map { node throws(Refusal) in try partitionBound(node) }
            return (try relationName(try fields.require(.name)), bound)
        }
    }

    private func attachedIndex(_ command: Node, to parent: QualifiedName) throws(Refusal) -> Definition? {
        var fields = Fields(command)
        guard try fields.constant(.subtype, AlterTableAction.self) == .attachPartition else { return nil }
        try fields.disregard(.behavior)
        let (child, _) = try partition(try fields.require(.def))
        try fields.finish()
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

    private mutating func fieldChange(_ command: Node) throws(Refusal) -> TypeChange {
        try command.reading { fields throws(Refusal) in
            try fields.disregard(.behavior, .missingOk)
            let subtype: AlterTableAction = try fields.constant(.subtype)
            let name = try fields.text(.name) ?? ""
            if subtype == .addColumn { return .addField(try field(try fields.require(.def))) }
            if subtype == .dropColumn { return .dropField(name) }
            guard subtype == .alterColumnType else { throw command.refusal }
            let column = try newType(try fields.require(.def))
            return .setFieldType(CatalogField(name, type: column.type ?? "", userType: column.userType))
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
