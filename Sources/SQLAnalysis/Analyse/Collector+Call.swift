// Functions, operators and types: what is reviewed does what its class says, everything else is code nobody has seen.

extension Collector {
    mutating func call(_ call: FunctionCall, _ level: Level, _ tables: CommonTables) throws(Refusal) {
        try function(call)
        try expressions(call.arguments, level, tables)
        try expressions(call.modifiers, level, tables)
    }

    private mutating func function(_ call: FunctionCall) throws(Refusal) {
        if call.name.name == "set_config", [nil, "pg_catalog"].contains(call.name.schema) {
            try setConfig(call)
        } else {
            function(call.name, arguments: call.arguments, offset: call.offset)
        }
    }

    /// Notes what calling a function does.
    mutating func function(_ name: QualifiedName, arguments: [Expression], offset: Int?) {
        let object = ObjectReference(.function, name)
        let range = offset.map { SourceRange($0, $0) }
        guard [nil, "pg_catalog"].contains(name.schema), !isShadowed(name),
            let reviewed = ReviewedFunctions.classOf(name.name)
        else {
            effects.append(Effect(.procedural, verb, object, at: range))
            findings.append(
                Finding(.unreviewedFunction, "function \(name) is not reviewed: it may do anything", at: range)
            )
            return
        }
        let effectClass: StatementClass?
        switch reviewed {
        case .harmless, .readsCatalog: effectClass = nil
        case .sequence: effectClass = ["nextval", "setval"].contains(name.name) ? .update : nil
        case .session: effectClass = .session
        case .lock: effectClass = .transaction
        case .largeObject: effectClass = .update
        case .file, .server, .delay: effectClass = .server
        case .executesText, .internal: effectClass = .procedural
        }
        guard let effectClass else { return }
        let bound: RowBound? = effectClass == .update ? .unknown("\(name.name) is called for each row") : nil
        effects.append(Effect(effectClass, verb, object, bound: bound, at: range))
    }

    /// A routine of the same name in a searched schema may be chosen over pg_catalog's when its arguments fit better.
    private func isShadowed(_ name: QualifiedName) -> Bool {
        guard name.schema == nil, let catalog else { return false }
        return !catalog.routines(name).isEmpty
    }

    /// `set_config('name', value, local)` is SET.
    private mutating func setConfig(_ call: FunctionCall) throws(Refusal) {
        let range = call.offset.map { SourceRange($0, $0) }
        guard call.arguments.count == 3, case .literal(let name) = call.arguments[0],
            case .string(let setting) = name.value(&looks)
        else {
            effects.append(Effect(.unknown, verb, ObjectReference(.function, call.name), at: range))
            findings.append(Finding(.pinnedSetting, "set_config of a setting that is not a constant", at: range))
            return
        }
        var value: String?
        if case .literal(let literal) = call.arguments[1], case .string(let text) = literal.value(&looks) {
            value = text
        }
        for effectClass in try SettingChange(setting, value: value, at: range).effects {
            effects.append(Effect(effectClass, verb, ObjectReference(.setting, QualifiedName(setting)), at: range))
        }
    }

    /// Notes an operator; one that is not pg_catalog's is the call of somebody's function.
    mutating func `operator`(_ name: QualifiedName) {
        if [nil, "pg_catalog"].contains(name.schema), ReviewedOperators.contains(name.name) { return }
        effects.append(Effect(.procedural, verb, ObjectReference(.operator, name)))
    }

    /// Notes a type to which something is cast, or as which a function's rows are read.
    ///
    /// A type that is neither pg_catalog's nor known to be made of reviewed ones runs its own functions, or its casts'.
    mutating func type(_ type: TypeReference) {
        if [nil, "pg_catalog"].contains(type.name.schema), ReviewedTypes.contains(type.name.name) { return }
        if type.isColumnType { return }
        let range = type.offset.map { SourceRange($0, $0) }
        let relation = catalog?.relation(type.name)
        let known = catalog?.type(type.name)
        let object = ObjectReference(.type, known?.name ?? relation?.name ?? type.name)
        effects.append(Effect(.read, verb, object, at: range))
        switch known?.form {
        case .enum, .domain, .composite, .range: return
        case .base, .none:
            if relation != nil { return }
            effects.append(Effect(.procedural, verb, object, at: range))
            findings.append(
                Finding(
                    .unreviewedFunction,
                    "type \(object.name) is not reviewed: its functions may do anything",
                    at: range
                )
            )
        }
    }

    /// Notes a type that a definition only names.
    mutating func namedType(_ type: TypeReference) {
        if [nil, "pg_catalog"].contains(type.name.schema), ReviewedTypes.contains(type.name.name) { return }
        if type.isColumnType { return }
        let object = ObjectReference(.type, catalog?.type(type.name)?.name ?? type.name)
        effects.append(Effect(.read, verb, object, at: type.offset.map { SourceRange($0, $0) }))
    }
}
