// CREATE FUNCTION, CREATE PROCEDURE, CREATE AGGREGATE, and CREATE TYPE where it makes a base type.

extension DefinitionReader {
    /// Reads a `CreateFunctionStmt`.
    mutating func function(_ node: Node) throws(Refusal) -> Definition {
        try node.reading { fields throws(Refusal) in
            let kind: ObjectKind = try fields.flag(.isProcedure) ? .procedure : .function
            var routine = CatalogRoutine(
                try lower.name(try fields.list(.funcname)),
                kind: kind,
                arguments: [],
                language: "sql",
                isSecurityDefiner: false
            )
            for parameter in try fields.list(.parameters) { try add(parameter, to: &routine) }
            if let result = try fields.node(.returnType) {
                let type = try signatureType(result)
                // TABLE(...) comes as SETOF record or SETOF its only column; the columns are parameters.
                routine.returns = type.text
                routine.returnsSet = type.isSet
                note(type, in: &routine)
            }
            for item in try fields.list(.options) { try routineOption(item, of: &routine) }
            if let body = try fields.node(.sqlBody) {
                routine.body = try mentions(body)
                routine.body?.columns = .none
            }
            return .routine(routine, replaces: try fields.flag(.replace))
        }
    }

    private mutating func add(_ parameter: Node, to routine: inout CatalogRoutine) throws(Refusal) {
        guard parameter.tag == .functionParameter else { throw parameter.refusal }
        try parameter.reading { fields throws(Refusal) in
            let mode: ParameterMode = try fields.constant(.mode)
            let name = try fields.text(.name) ?? ""
            let type = try signatureType(try fields.require(.argType))
            note(type, in: &routine)
            if let value = try fields.node(.defexpr) {
                // A default is computed by the statement that leaves the argument out.
                let found = try mentions(value)
                switch mode {
                case .in, .unspecified, .inout, .variadic: routine.defaultCount += 1
                // PostgreSQL refuses these.
                case .out, .resultColumn: break
                }
                if !(found.relations.isEmpty && found.routines.isEmpty && found.types.isEmpty) {
                    var body = routine.body ?? .constant
                    body.relations += found.relations
                    body.routines += found.routines
                    body.types += found.types
                    routine.body = body
                }
            }
            switch mode {
            case .in, .unspecified: addArgument(name, type, to: &routine)
            case .variadic:
                addArgument(name, type, to: &routine)
                routine.isVariadic = true
            case .inout:
                addArgument(name, type, to: &routine)
                routine.outputs.append(CatalogField(name, type: type.text, userType: type.userType))
            case .out, .resultColumn:
                routine.outputs.append(CatalogField(name, type: type.text, userType: type.userType))
            }
        }
    }

    private func addArgument(_ name: String, _ type: TypeSpelling, to routine: inout CatalogRoutine) {
        routine.arguments.append(type.text)
        if !name.isEmpty || !routine.argumentNames.isEmpty {
            while routine.argumentNames.count < routine.arguments.count - 1 { routine.argumentNames.append("") }
            routine.argumentNames.append(name)
        }
    }

    private func note(_ type: TypeSpelling, in routine: inout CatalogRoutine) {
        if let name = type.userType, !routine.types.contains(name) { routine.types.append(name) }
    }

    private func routineOption(_ node: Node, of routine: inout CatalogRoutine) throws(Refusal) {
        let (name, argument) = try option(node)
        switch name {
        case "language": routine.language = try argument.map(lower.string) ?? ""
        case "volatility": routine.volatility = try volatility(argument, of: node)
        case "security": routine.isSecurityDefiner = try truth(argument, of: name)
        case "set":
            guard let argument, argument.tag == .variableSetStmt else { throw node.refusal }
            var fields = Fields(argument)
            routine.settings.append(try fields.requireText(.name))
        case "as", "strict", "leakproof", "cost", "rows", "support", "parallel", "window", "transform":
            // The body as a string, and what the planner may assume.
            return
        default: throw node.refusal  // lint: names; a function has no other options
        }
    }

    /// Reads an `AlterFunctionStmt`.
    func alterFunction(_ node: Node) throws(Refusal) -> Definition {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.objtype)
            let (name, arguments) = try signature(try fields.require(.func))
            var change = RoutineChange()
            for item in try fields.list(.actions) {
                let (option, argument) = try option(item)
                switch option {
                case "volatility": change.volatility = try volatility(argument, of: item)
                case "security": change.isSecurityDefiner = try truth(argument, of: option)
                case "set":
                    guard let argument, argument.tag == .variableSetStmt else { throw item.refusal }
                    var fields = Fields(argument)
                    let kind: SettingClauseKind = try fields.constant(.kind)
                    switch kind {
                    case .value, .current: change.settings.append((try fields.requireText(.name), true))
                    case .standard, .reset: change.settings.append((try fields.requireText(.name), false))
                    case .resetAll: change.settings.append((nil, false))
                    case .several: throw item.refusal
                    }
                case "strict", "leakproof", "cost", "rows", "support", "parallel":
                    // What the planner may assume.
                    continue
                default: throw item.refusal  // lint: names; a function has no other options
                }
            }
            return .alterRoutine(name, arguments, change)
        }
    }

    private func volatility(_ argument: Node?, of option: Node) throws(Refusal) -> CatalogVolatility {
        guard let argument, let volatility = CatalogVolatility(rawValue: try lower.string(argument)) else {
            throw option.refusal
        }
        return volatility
    }

    /// Reads a `DefineStmt`: aggregates and base types are followed.
    mutating func define(_ node: Node) throws(Refusal) -> Definition {
        var fields = Fields(node)
        let kind: ObjectType = try fields.constant(.kind)
        switch kind {
        case .aggregate: return try aggregate(node)
        case .type:
            // Its functions, and how values are stored.
            _ = try fields.list(.definition)
            try fields.disregard(.oldstyle, .ifNotExists)
            let name = try lower.name(try fields.list(.defnames))
            try fields.finish()
            return .type(CatalogType(name, form: .base))
        case .accessMethod, .attribute, .cast, .column, .collation, .conversion, .database, .domain, .domainConstraint,
            .eventTrigger, .extension, .foreignDataWrapper, .server, .foreignTable, .function, .index, .language,
            .largeObject, .materializedView, .operatorClass, .operator, .operatorFamily, .policy, .procedure,
            .publication, .role, .routine, .rule, .schema, .sequence, .subscription, .statistics, .tableConstraint,
            .plainTable, .tablespace, .transform, .trigger, .textSearchConfiguration, .textSearchDictionary,
            .textSearchParser, .textSearchTemplate, .parameter, .view:
            return .notFollowed(Self.verb(of: node), reason: nil)
        }
    }

    private mutating func aggregate(_ node: Node) throws(Refusal) -> Definition {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.kind)
            var routine = CatalogRoutine(
                try lower.name(try fields.list(.defnames)),
                kind: .aggregate,
                arguments: [],
                language: "",
                isSecurityDefiner: false
            )
            let isOldStyle = try fields.flag(.oldstyle)
            for item in try fields.list(.args) {
                switch item.tag {
                case .list:
                    try item.reading { fields throws(Refusal) in
                        for parameter in try fields.list(.items) { try add(parameter, to: &routine) }
                    }
                // The number of direct arguments, and the list of aggregates without arguments, count(*) as it were.
                case .integer, .empty: continue
                case .some, .none: throw item.refusal
                }
            }
            var calls: [QualifiedName] = []
            for item in try fields.list(.definition) {
                let (name, argument) = try option(item)
                guard let argument, argument.tag == .typeName else { continue }
                switch name {
                case "sfunc", "finalfunc", "combinefunc", "serialfunc", "deserialfunc", "msfunc", "minvfunc",
                    "mfinalfunc":
                    calls.append(try lower.type(argument).name)
                case "basetype" where isOldStyle:
                    let type = try signatureType(argument)
                    if type.text != "\"any\"" { routine.arguments.append(type.text) }
                case "stype", "mstype": note(try signatureType(argument), in: &routine)
                default: continue  // lint: names; the rest is how values are kept and planned
                }
            }
            routine.body = CatalogExpression(routines: calls)
            return .routine(routine, replaces: try fields.flag(.replace))
        }
    }
}
