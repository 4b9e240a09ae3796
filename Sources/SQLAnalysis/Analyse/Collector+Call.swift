// Functions, operators and types: what is reviewed does what its class says, everything else is code nobody has seen.

extension Collector {
    mutating func call(_ call: FunctionCall, _ level: Level, _ tables: CommonTables) throws(Refusal) {
        if isField(call, level) { return }
        try function(call)
        try expressions(call.arguments, level, tables)
        try expressions(call.modifiers, level, tables)
    }

    /// `f(t)` is the field f of t's row when there is no function f; notes that it is read.
    ///
    /// PostgreSQL: parse_func.c, ParseFuncOrColumn, which looks for a function first.
    private mutating func isField(_ call: FunctionCall, _ start: Level) -> Bool {
        guard let row = call.row, meanings.hasNoFunction(call.name) else { return false }
        var at: Level? = start
        while let level = at {
            let found = level.uses(named: row)
            steps.take(1 + found.count + level.relations.count)
            // A column of that name comes before the row.
            if level.relations.contains(where: { uses[$0.use].has(row) }) { return false }
            if !found.isEmpty {
                guard found.allSatisfy({ uses[$0].has(call.name.name) }) else { return false }
                for use in found { mention(call.name.name, of: use) }
                return true
            }
            if let derived = level.derived[row] { return derived.columns?.contains(call.name.name) == true }
            if level.joins[row] != nil { return false }
            at = level.parent
        }
        return false
    }

    private mutating func function(_ call: FunctionCall) throws(Refusal) {
        if call.name.name == "set_config", [nil, "pg_catalog"].contains(call.name.schema) {
            try setConfig(call)
        } else {
            function(call.name, offset: call.offset)
        }
    }

    /// Notes what calling a function does. `origin` says why it is called when the statement does not name it.
    mutating func function(_ name: QualifiedName, offset: Int?, origin: EffectOrigin = .statement) {
        let object = ObjectReference(.function, name)
        let range = offset.map { SourceRange($0, $0) }
        guard let reviewed = meanings.reviewed(name) else {
            effects.append(Effect(.procedural, verb, object, origin: origin, at: range))
            findings.append(
                Finding(.unreviewedFunction, "function \(name) is not reviewed: it may do anything", at: range)
            )
            return
        }
        guard let effectClass = reviewed.effectClass(of: name.name) else { return }
        let bound: RowBound? = effectClass == .update ? .unknown("\(name.name) is called for each row") : nil
        effects.append(Effect(effectClass, verb, object, bound: bound, origin: origin, at: range))
    }

    /// Notes what `value.name` does when it is not a column or field but the call name(value).
    ///
    /// PostgreSQL: parse_func.c, ParseFuncOrColumn. Any value can be written in front, also a scalar; a row can be an
    /// argument of few functions, none of PostgreSQL's that act among them.
    mutating func attribute(_ name: String, of value: AttributeOwner, offset: Int?) {
        let call = QualifiedName(name)
        switch value {
        case .row:
            if meanings.mayBeAttribute(name, ofRow: true) { function(call, offset: offset) }
        case .unknown:
            // A field may have the name of any function: only of those that act it is taken for the call.
            let acts = meanings.reviewed(call).map { $0 != .internal && $0.effectClass(of: name) != nil } ?? false
            if acts || meanings.mayBeAttribute(name, ofRow: false) { function(call, offset: offset) }
        case .scalar:
            function(call, offset: offset)
        }
    }

    /// Notes what is called when a relation is read or written: the functions of views' queries and of row security.
    mutating func hiddenCalls(of relation: CatalogRelation, at range: SourceRange?) {
        var seen: Set<QualifiedName> = [relation.name]
        var waiting = [relation]
        while let next = waiting.popLast() {
            // A materialized view has its rows.
            if next.kind == .view, let query = next.query {
                stored(query, in: relation, at: range)
                waiting += next.reads.compactMap { catalog?.relation($0) }.filter { seen.insert($0.name).inserted }
            }
            guard next.rowSecurity.isEnabled else { continue }
            for expression in next.policies.flatMap({ [$0.condition, $0.check] }) {
                if let expression { stored(expression, in: relation, at: range) }
            }
        }
    }

    /// Notes what a stored expression calls when it is evaluated.
    mutating func stored(_ expression: CatalogExpression, in relation: CatalogRelation, at range: SourceRange?) {
        for routine in expression.routines {
            function(routine, offset: range?.start, origin: .view(relation.name))
            // Which setting it changes is not kept.
            guard routine.name == "set_config", [nil, "pg_catalog"].contains(routine.schema) else { continue }
            effects.append(Effect(.unknown, verb, ObjectReference(.function, routine), origin: .view(relation.name)))
        }
        for type in expression.types { checks(of: type, at: range, origin: .view(relation.name)) }
    }

    /// Notes what the checks of a domain call, and those of the domains in a row type.
    private mutating func checks(of name: QualifiedName, at range: SourceRange?, origin: EffectOrigin = .statement) {
        var seen: Set<QualifiedName> = []
        var waiting = [name]
        while let next = waiting.popLast() {
            guard let type = catalog?.type(next), seen.insert(type.name).inserted else { continue }
            for routine in type.checks.flatMap(\.expression.routines) {
                function(routine, offset: range?.start, origin: origin)
            }
            waiting += [type.baseType].compactMap(\.self) + type.fields.compactMap(\.userType)
        }
    }

    /// `set_config('name', value, local)` is SET.
    private mutating func setConfig(_ call: FunctionCall) throws(Refusal) {
        let range = call.offset.map { SourceRange($0, $0) }
        guard call.arguments.count == 3, let setting = settingName(call.arguments[0]) else {
            effects.append(Effect(.unknown, verb, ObjectReference(.function, call.name), at: range))
            findings.append(Finding(.pinnedSetting, "set_config of a setting that is not a constant", at: range))
            return
        }
        var value: String?
        if case .literal(let literal) = call.arguments[1], case .string(let text) = literal.value(&looks) {
            value = text
        }
        // PostgreSQL compares settings without regard to case.
        let folded = String(decoding: Settings.folded(setting), as: UTF8.self)
        for effectClass in try SettingChange(folded, value: value, path: SearchPath(value), at: range).effects {
            effects.append(Effect(effectClass, verb, ObjectReference(.setting, QualifiedName(folded)), at: range))
        }
    }

    /// The setting that an argument of set_config names: a constant, or the name of the only row that is read of pg_settings.
    private mutating func settingName(_ argument: Expression) -> String? {
        switch argument {
        case .literal(let literal):
            guard case .string(let setting) = literal.value(&looks) else { return nil }
            return setting
        case .column(let column): return column.names == ["name"] && !column.star ? onlySetting : nil
        case .parameter, .call, .operation, .logic, .subquery, .cast, .nullTest, .booleanTest, .list, .row, .array,
            .indirection, .conditional, .construct, .setToDefault, .currentOf:
            return nil
        }
    }

    /// The setting of which `FROM pg_settings WHERE name = '...'` reads the row, as pg_dump does to change it only where it
    /// exists.
    mutating func onlySetting(of select: Select) -> String? {
        guard select.from.count == 1, case .relation(let relation) = select.from[0], relation.alias == nil,
            relation.name.name == "pg_settings", [nil, "pg_catalog"].contains(relation.name.schema),
            meanings.relation(relation.name) == nil, meanings.relations(relation.name).isEmpty,
            !meanings.names.temporary.contains("pg_settings"),
            case .operation(let test) = select.condition, test.kind == .plain, test.name == QualifiedName("="),
            case .column(let column) = test.left, column.names == ["name"], !column.star,
            case .literal(let literal) = test.right, case .string(let setting) = literal.value(&looks)
        else { return nil }
        return setting
    }

    /// Notes an operator; one that is not pg_catalog's is the call of somebody's function.
    mutating func `operator`(_ name: QualifiedName) {
        if meanings.isReviewedOperator(name) { return }
        effects.append(Effect(.procedural, verb, ObjectReference(.operator, name)))
    }

    /// Notes a type to which something is cast, or as which a function's rows are read.
    ///
    /// A type that is neither pg_catalog's nor known to be made of reviewed ones runs its own functions, or its casts'.
    mutating func type(_ type: TypeReference) {
        if type.isColumnType || meanings.isReviewedType(type.name) { return }
        let range = type.offset.map { SourceRange($0, $0) }
        let relation = meanings.relation(type.name)
        let known = meanings.type(type.name)
        let object = ObjectReference(.type, known?.name ?? relation?.name ?? type.name)
        effects.append(Effect(.read, verb, object, at: range))
        switch known?.form {
        case .enum, .domain, .composite, .range:
            checks(of: object.name, at: range)
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
        if type.isColumnType || meanings.isReviewedType(type.name) { return }
        let object = ObjectReference(.type, meanings.type(type.name)?.name ?? type.name)
        effects.append(Effect(.read, verb, object, at: type.offset.map { SourceRange($0, $0) }))
    }
}

extension FunctionCall {
    /// The bare name that is the only argument, and may be that of a row.
    var row: String? {
        guard name.schema == nil, arguments.count == 1, modifiers.isEmpty, !star, !isDistinct,
            case .column(let column) = arguments[0], !column.star, column.names.count == 1
        else { return nil }
        return column.names[0]
    }
}

/// What stands before the dot of `value.name`.
enum AttributeOwner {
    /// A row for certain.
    case row
    /// A scalar for certain.
    case scalar
    /// Either.
    case unknown
}

extension FunctionClass {
    /// The class of the effect that a call has; nil when it has none that matters.
    func effectClass(of name: String) -> StatementClass? {
        switch self {
        case .harmless, .readsCatalog: nil
        case .sequence: ["nextval", "setval"].contains(name) ? .update : nil
        case .session: .session
        case .lock: .transaction
        case .largeObject: .update
        case .file, .server, .delay: .server
        case .executesText, .internal: .procedural
        }
    }
}
