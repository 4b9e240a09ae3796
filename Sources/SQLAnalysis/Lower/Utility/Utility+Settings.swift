// SET, RESET, SHOW and the clauses of other statements that change a setting. PostgreSQL: guc.c, ExecSetVariableStmt.

/// A SET or RESET, on its own or inside ALTER ROLE, ALTER DATABASE, ALTER SYSTEM and CREATE FUNCTION.
struct SettingClause: Sendable {
    let kind: SettingClauseKind
    /// The setting in small letters, as PostgreSQL compares names; for `several` what the grammar writes there.
    let name: String
    let values: [Expression]
    /// The settings of `SET TRANSACTION`.
    let modes: [Option]
    let range: SourceRange?
}

/// The kinds of `VariableSetStmt`.
enum SettingClauseKind: String, GrammarConstant {
    case value = "VAR_SET_VALUE"
    case standard = "VAR_SET_DEFAULT"
    case current = "VAR_SET_CURRENT"
    case several = "VAR_SET_MULTI"
    case reset = "VAR_RESET"
    case resetAll = "VAR_RESET_ALL"
    static let table = ConstantTable<SettingClauseKind>("VariableSetKind")
}

extension Lower {
    /// Reads a `VariableSetStmt`.
    func settingClause(_ node: Node) throws(Refusal) -> SettingClause {
        guard node.tag == .variableSetStmt else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            try fields.disregard(.isLocal)  // how long it lasts
            let kind: SettingClauseKind = try fields.constant(.kind)
            let name = try fields.text(.name) ?? ""
            var values: [Expression] = []
            var modes: [Option] = []
            for argument in try fields.list(.args) {
                if argument.tag == .defElem { modes.append(try Option(argument, self)); continue }
                values.append(try settingValue(argument))
            }
            return SettingClause(
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
        let change = try settingClause(node)
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
    /// Adds what changing a setting does: `SettingChange` judges it, and what is the session's there is `base` here.
    ///
    /// Throws SG2201 when the parser depends on the setting and the change is not to the value that it assumes.
    mutating func change(
        _ clause: SettingClause,
        as base: StatementClass,
        origin: EffectOrigin = .statement
    ) throws(Refusal) {
        switch clause.kind {
        case .value, .standard, .current, .reset:
            let change = try SettingChange(
                clause.name,
                value: pinnedValue(clause),
                path: searchPath(clause),
                at: clause.range
            )
            var classes = change.effects.map { $0 == .session ? base : $0 }
            if base != .session, !classes.contains(base) { classes.append(base) }
            for effectClass in classes {
                affect(effectClass, .setting, QualifiedName(clause.name), origin: origin)
            }
        case .resetAll:
            // Of a role or the server it would undo what others rely on; of a session it gives back what that began with.
            guard base == .session, origin == .statement else {
                throw Refusal(
                    .pinnedSetting,
                    "RESET ALL would reset settings that sqlguard reads statements by",
                    at: clause.range,
                    hint: "reset the settings one by one"
                )
            }
            resetSession()
        case .several:
            switch clause.name {
            case "TRANSACTION": transactionModes(clause.modes, prefix: "", as: base)
            case "SESSION CHARACTERISTICS": transactionModes(clause.modes, prefix: "default_", as: base)
            case "TRANSACTION SNAPSHOT": affect(base, nil, origin: origin)
            default:  // lint: names are not a closed set; the grammar has these three
                throw Refusal(.unsupportedConstruct, "SET of several settings is not understood here", at: clause.range)
            }
        }
    }

    /// Adds what resetting every setting of the session does.
    ///
    /// Each gets the value with which the session began. sqlguard begins every session with the pinned ones as they must be,
    /// in the startup packet, which goes before what is set for a role or a database (guc.h, GucSource). The search path is
    /// then the one that names were resolved by; where it was changed, it still counts as changed, since a rollback undoes
    /// the reset.
    mutating func resetSession() { affect(.session, .setting, named: "all") }

    /// Adds an effect for each mode of BEGIN or SET TRANSACTION: each is a setting of the transaction.
    mutating func transactionModes(_ modes: [Option], prefix: String, as effectClass: StatementClass) {
        for mode in modes { affect(effectClass, .setting, named: prefix + mode.name) }
    }

    /// The value that is set, where it matters, which is in a pinned setting: nil when it is not one constant.
    private mutating func pinnedValue(_ clause: SettingClause) -> String? {
        guard Settings.classOf(clause.name) == .pinned, clause.kind == .value, clause.values.count == 1,
            case .literal(let literal) = clause.values[0]
        else { return nil }
        switch literal.value(&looks) {
        case .string(let text), .decimal(let text): return text
        case .integer(let number): return String(number)
        case .boolean, .bits, .null: return nil
        }
    }

    /// The path that is set, where the setting is search_path: each value is one name, whatever is in it.
    private mutating func searchPath(_ clause: SettingClause) -> SearchPath {
        guard clause.name == "search_path" else { return .standard }
        switch clause.kind {
        case .standard, .current, .reset, .resetAll, .several: return .standard
        case .value:
            var schemas: [String] = []
            for value in clause.values {
                guard case .literal(let literal) = value, case .string(let schema) = literal.value(&looks) else {
                    return .unknown
                }
                schemas.append(schema)
            }
            return .schemas(schemas)
        }
    }
}
