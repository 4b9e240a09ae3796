// What the options in CREATE AGGREGATE, OPERATOR, TYPE, COLLATION and TEXT SEARCH mean.

/// What the value of an option in a definition is.
enum DefinitionValue: Sendable {
    /// A function that will be called.
    case function
    case type
    /// An operator that the definition also changes: the commutator gets one itself.
    case `operator`
    /// A number, a word, a name that decides nothing but how values compare or are stored.
    case plain

    /// What an option means in a definition of an object; nil when the object has no such option.
    // PostgreSQL: aggregatecmds.c, operatorcmds.c, typecmds.c, collationcmds.c, tsearchcmds.c. Names compare exactly.
    init?(of option: String, in type: ObjectType) {
        let known: [String: DefinitionValue]
        switch type {
        case .aggregate: known = DefinitionValue.aggregate
        case .operator: known = DefinitionValue.binaryOperator
        case .type: known = DefinitionValue.baseType
        case .collation: known = DefinitionValue.collation
        case .textSearchParser: known = DefinitionValue.parser
        case .textSearchTemplate: known = ["init": .function, "lexize": .function]
        case .textSearchConfiguration: known = ["parser": .plain, "copy": .plain]
        case .accessMethod, .attribute, .cast, .column, .conversion, .database, .domain, .domainConstraint,
            .eventTrigger, .extension, .foreignDataWrapper, .foreignTable, .function, .index, .language, .largeObject,
            .materializedView, .operatorClass, .operatorFamily, .parameter, .plainTable, .policy, .procedure,
            .publication, .role, .routine, .rule, .schema, .sequence, .server, .statistics, .subscription,
            .tableConstraint, .tablespace, .textSearchDictionary, .transform, .trigger, .view:
            return nil
        }
        guard let value = known[option] else { return nil }
        self = value
    }

    private static let aggregate: [String: DefinitionValue] = [
        "sfunc": .function, "sfunc1": .function, "finalfunc": .function, "combinefunc": .function,
        "serialfunc": .function, "deserialfunc": .function, "msfunc": .function, "minvfunc": .function,
        "mfinalfunc": .function, "basetype": .type, "stype": .type, "stype1": .type, "mstype": .type,
        "sortop": .plain, "finalfunc_extra": .plain, "mfinalfunc_extra": .plain, "finalfunc_modify": .plain,
        "mfinalfunc_modify": .plain, "hypothetical": .plain, "sspace": .plain, "msspace": .plain, "initcond": .plain,
        "initcond1": .plain, "minitcond": .plain, "parallel": .plain,
    ]

    private static let binaryOperator: [String: DefinitionValue] = [
        "leftarg": .type, "rightarg": .type, "function": .function, "procedure": .function, "restrict": .function,
        "join": .function, "commutator": .operator, "negator": .operator, "hashes": .plain, "merges": .plain,
        "sort1": .plain, "sort2": .plain, "ltcmp": .plain, "gtcmp": .plain,
    ]

    private static let baseType: [String: DefinitionValue] = [
        "input": .function, "output": .function, "receive": .function, "send": .function, "typmod_in": .function,
        "typmod_out": .function, "analyze": .function, "analyse": .function, "subscript": .function, "like": .type,
        "element": .type, "internallength": .plain, "category": .plain, "preferred": .plain, "delimiter": .plain,
        "default": .plain, "passedbyvalue": .plain, "alignment": .plain, "storage": .plain, "collatable": .plain,
    ]

    private static let collation: [String: DefinitionValue] = [
        "from": .plain, "locale": .plain, "lc_collate": .plain, "lc_ctype": .plain, "provider": .plain,
        "deterministic": .plain, "version": .plain, "rules": .plain,
    ]

    private static let parser: [String: DefinitionValue] = [
        "start": .function, "gettoken": .function, "end": .function, "headline": .function, "lextypes": .function,
    ]

    /// The options of CREATE TYPE ... AS RANGE.
    static let range: [String: DefinitionValue] = [
        "subtype": .type, "canonical": .function, "subtype_diff": .function, "subtype_opclass": .plain,
        "collation": .plain, "multirange_type_name": .plain,
    ]
}

extension Lower {
    /// Reads a `DefineStmt`: CREATE AGGREGATE, OPERATOR, TYPE, COLLATION, TEXT SEARCH.
    func define(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.oldstyle, .ifNotExists, .replace)
            let type: ObjectType = try fields.constant(.kind)
            var result = Utility(verb: "CREATE \(type.tagName)", statementClass: .schemaChange)
            let name = try name(try fields.list(.defnames))
            result.affect(.schemaChange, type.kind, name)
            // An operator or aggregate is code wherever it is used.
            if type == .operator || type == .aggregate { result.affect(.procedural, type.kind, name) }
            for argument in try fields.list(.args) { try aggregateArguments(argument, into: &result) }
            let options = try options(try fields.list(.definition))
            if type == .textSearchDictionary {
                try dictionaryOptions(options, into: &result)
            } else {
                for option in options {
                    try definition(option, DefinitionValue(of: option.name, in: type), into: &result)
                }
            }
            return result
        }
    }

    /// Adds what one option of a definition does.
    func definition(_ option: Option, _ value: DefinitionValue?, into result: inout Utility) throws(Refusal) {
        guard let value, option.namespace == nil else { throw option.unknown(in: result.verb) }
        switch value {
        case .plain: try option.plain()
        case .type: if let type = try option.type() { result.types.append(type) }
        case .function:
            let function = try option.qualifiedName(self).map { ObjectReference(.function, $0) }
            result.affect(.procedural, function)
        case .operator:
            let name = try option.qualifiedName(self).map { ObjectReference(.operator, $0) }
            result.affect(.schemaChange, name)
        }
    }

    /// A dictionary's options other than its template usually name files of the server.
    func dictionaryOptions(_ options: [Option], into result: inout Utility) throws(Refusal) {
        for option in options {
            try option.plain()
            if Settings.folded(option.name) != Array("template".utf8) { result.affect(.server, .file) }
        }
    }

    /// The arguments of an aggregate: a list of parameters (none for `*`), and how many of them are direct.
    private func aggregateArguments(_ node: Node, into result: inout Utility) throws(Refusal) {
        switch node.tag {
        case .empty: return  // (*)
        case .integer: try node.reading { fields throws(Refusal) in try fields.disregard(.ival) }
        case .list:
            try node.reading { fields throws(Refusal) in
                for item in try fields.list(.items) { _ = try parameter(item, into: &result) }
            }
        case .some, .none: throw node.refusal  // lint: the grammar makes these three
        }
    }
}
