// SET, RESET, SHOW and the clauses of other statements that change a setting. PostgreSQL: guc.c, ExecSetVariableStmt.

/// A SET or RESET, on its own or inside ALTER ROLE, ALTER DATABASE, ALTER SYSTEM and CREATE FUNCTION.
struct SettingChange: Sendable {
    let kind: SettingChangeKind
    /// The setting in small letters, as PostgreSQL compares names; for `several` what the grammar writes there.
    let name: String
    let values: [Expression]
    /// The settings of `SET TRANSACTION`.
    let modes: [Option]
    let range: SourceRange?
}

/// The kinds of `VariableSetStmt`.
enum SettingChangeKind: String, GrammarConstant {
    case value = "VAR_SET_VALUE"
    case standard = "VAR_SET_DEFAULT"
    case current = "VAR_SET_CURRENT"
    case several = "VAR_SET_MULTI"
    case reset = "VAR_RESET"
    case resetAll = "VAR_RESET_ALL"
    static let table = ConstantTable<SettingChangeKind>("VariableSetKind")
}

extension Lower {
    /// Reads a `VariableSetStmt`.
    func settingChange(_ node: Node) throws(Refusal) -> SettingChange {
        guard node.tag == .variableSetStmt else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            try fields.disregard(.isLocal)  // how long it lasts
            let kind: SettingChangeKind = try fields.constant(.kind)
            let name = try fields.text(.name) ?? ""
            var values: [Expression] = []
            var modes: [Option] = []
            for argument in try fields.list(.args) {
                if argument.tag == .defElem { modes.append(try Option(argument, self)); continue }
                values.append(try settingValue(argument))
            }
            return SettingChange(
                kind: kind,
                name: kind == .several ? name : String(decoding: Settings.folded(name), as: UTF8.self),
                values: values,
                modes: modes,
                range: node.range
            )
        }
    }

    /// A value in SET is a constant, or for TIME ZONE a constant cast to interval.
    private func settingValue(_ node: Node) throws(Refusal) -> Expression {
        let value = try expression(node)
        switch value {
        case .literal, .cast(.literal, _): return value
        case .column, .parameter, .call, .operation, .logic, .subquery, .cast, .nullTest, .booleanTest, .list, .row,
            .array, .indirection, .conditional, .construct, .setToDefault, .currentOf:
            throw Refusal(.unsupportedConstruct, "a setting's value that is not a constant", at: node.range)
        }
    }

    /// Reads a `VariableSetStmt` as a statement.
    func setStatement(_ node: Node) throws(Refusal) -> Utility {
        let change = try settingChange(node)
        switch change.kind {
        case .value, .standard, .current:
            var result = Utility(verb: "SET", statementClass: .session)
            try result.change(change, as: .session)
            return result
        case .reset, .resetAll:
            var result = Utility(verb: "RESET", statementClass: .session)
            try result.change(change, as: .session)
            return result
        case .several:
            let isTransaction = change.name != "SESSION CHARACTERISTICS"
            var result = Utility(verb: "SET", statementClass: isTransaction ? .transaction : .session)
            try result.change(change, as: isTransaction ? .transaction : .session)
            return result
        }
    }

    /// Reads a `VariableShowStmt`.
    func show(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            var result = Utility(verb: "SHOW", statementClass: .session)
            let name = Settings.folded(try fields.requireText(.name))
            result.affect(.session, .setting, named: String(decoding: name, as: UTF8.self))
            return result
        }
    }
}

extension Utility {
    /// Adds what changing a setting does: an effect of `effectClass`, and those that the setting's own class adds.
    ///
    /// Throws SG2201 when the parser depends on the setting and the change is not to the value that it assumes.
    mutating func change(
        _ change: SettingChange,
        as effectClass: StatementClass,
        origin: EffectOrigin = .statement
    ) throws(Refusal) {
        switch change.kind {
        case .value, .standard, .current, .reset:
            try keep(change)
            touch(change.name, as: effectClass, origin: origin)
        case .resetAll:
            throw Refusal(
                .pinnedSetting,
                "RESET ALL would reset settings that this analysis depends on",
                at: change.range,
                hint: "reset the settings one by one"
            )
        case .several:
            switch change.name {
            case "TRANSACTION": transactionModes(change.modes, prefix: "", as: effectClass)
            case "SESSION CHARACTERISTICS": transactionModes(change.modes, prefix: "default_", as: effectClass)
            case "TRANSACTION SNAPSHOT": affect(effectClass, nil, origin: origin)
            default:  // lint: names are not a closed set; the grammar has these three
                throw Refusal(.unsupportedConstruct, "SET of several settings is not understood here", at: change.range)
            }
        }
    }

    /// Adds an effect for each mode of BEGIN or SET TRANSACTION: each is a setting of the transaction.
    mutating func transactionModes(_ modes: [Option], prefix: String, as effectClass: StatementClass) {
        for mode in modes { affect(effectClass, .setting, named: prefix + mode.name) }
    }

    private mutating func touch(_ name: String, as effectClass: StatementClass, origin: EffectOrigin) {
        let setting = QualifiedName(name)
        affect(effectClass, .setting, setting, origin: origin)
        let own: StatementClass
        switch Settings.classOf(name) {
        case .identity, .security: own = .privilegeChange
        case .transaction: own = .transaction
        case .server: own = .server
        case .unknown: own = .unknown
        case .pinned, .namespace, .ordinary, .tuning: own = effectClass
        }
        if own != effectClass { affect(own, .setting, setting, origin: origin) }
    }

    /// Refuses a change that would take a pinned setting off its value.
    private mutating func keep(_ change: SettingChange) throws(Refusal) {
        guard let pinned = Settings.pinned(change.name) else { return }
        if change.kind == .value, change.values.count == 1, case .literal(let literal) = change.values[0] {
            switch literal.value(&looks) {
            case .string(let text) where pinned.accepts(text): return
            case .integer(let number) where pinned.accepts(String(number)): return
            case .string, .integer, .decimal, .boolean, .bits, .null: break
            }
        }
        throw Refusal(
            .pinnedSetting,
            "\(pinned.rawValue) must stay at \(pinned.value), which this analysis depends on",
            at: change.range,
            hint: "leave the setting alone, or set it to \(pinned.value)"
        )
    }
}
