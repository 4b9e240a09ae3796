// Options of utility statements: `name`, `name value`, `schema.name = value`. PostgreSQL: DefElem and define.c.

/// A `DefElem`. Its value is read in full when the option is; what it says is asked for through the functions below.
struct Option: Sendable {
    /// What stands before the dot, as in `toast.autovacuum_enabled`.
    let namespace: String?
    let name: String
    /// ADD, SET or DROP, in the option lists of foreign data.
    let action: OptionAction
    let offset: Int?
    private let value: OptionValue

    /// Reads a `DefElem`.
    init(_ node: Node, _ lower: Lower) throws(Refusal) {
        guard node.tag == .defElem else { throw node.refusal }
        var fields = Fields(node)
        namespace = try fields.text(.defnamespace)
        name = try fields.requireText(.defname)
        action = try fields.constant(.defaction)
        offset = try fields.location()
        value = try OptionValue(try fields.node(.arg), lower)
        try fields.finish()
    }

    /// The refusal of an option that the statement is not known to have; `statement` is its command tag.
    func unknown(in statement: String) -> Refusal {
        Refusal(.unsupportedConstruct, "the option \(name) of \(statement) is not understood here", at: range)
    }

    /// Whether the option is switched on; the look at its value is recorded.
    // PostgreSQL: define.c, defGetBoolean
    func flag(_ looks: inout Looks) throws(Refusal) -> Bool {
        switch value {
        case .none: return true
        case .boolean(let on): return on  // a keyword of the grammar, never a literal
        case .integer(let number) where number == 0 || number == 1:
            looks.record(nil)
            return number == 1
        case .text(let word):
            looks.record(nil)
            let word = Settings.folded(word)
            if word == Array("true".utf8) || word == Array("on".utf8) { return true }
            if word == Array("false".utf8) || word == Array("off".utf8) { return false }
            throw mismatch
        case .integer, .decimal, .literal, .word, .names, .types, .roles, .setting, .star: throw mismatch
        }
    }

    /// Whether the option's value is one of these words in any case; the look is recorded.
    func says(_ words: [String], _ looks: inout Looks) throws(Refusal) -> Bool {
        guard case .text(let text) = value else { throw mismatch }
        looks.record(nil)
        return words.contains { Settings.folded(text) == Array($0.utf8) }
    }

    /// The dotted name that is the option's value; nil when there is none, or when it is written as a string literal.
    func qualifiedName(_ lower: Lower) throws(Refusal) -> QualifiedName? {
        switch value {
        case .none, .text: return nil
        case .word(let type): return type.name
        case .names(let parts): return try lower.name(parts, at: range)
        case .boolean, .integer, .decimal, .literal, .types, .roles, .setting, .star: throw mismatch
        }
    }

    /// The names of a list.
    func names() throws(Refusal) -> [String] {
        guard case .names(let names) = value else { throw mismatch }
        return names
    }

    /// The type that is the option's value; nil when it is written as a string literal.
    func type() throws(Refusal) -> TypeReference? {
        switch value {
        case .word(let type): return type
        case .text: return nil
        case .none, .boolean, .integer, .decimal, .literal, .names, .types, .roles, .setting, .star: throw mismatch
        }
    }

    /// The types of a list.
    func types() throws(Refusal) -> [TypeReference] {
        guard case .types(let types) = value else { throw mismatch }
        return types
    }

    /// The roles of a list.
    func roles() throws(Refusal) -> [String] {
        guard case .roles(let roles) = value else { throw mismatch }
        return roles
    }

    /// A name that the grammar takes as an identifier only.
    func identifier() throws(Refusal) -> String {
        guard case .text(let name) = value else { throw mismatch }
        return name
    }

    /// The SET or RESET clause that is the option's value.
    func setting() throws(Refusal) -> SettingClause {
        guard case .setting(let change) = value else { throw mismatch }
        return change
    }

    /// Makes sure that the value is a plain constant, word or list of words, without looking at it.
    func plain() throws(Refusal) {
        switch value {
        case .none, .text, .boolean, .integer, .decimal, .word, .names, .star, .literal: return
        case .types, .roles, .setting: throw mismatch
        }
    }

    private var range: SourceRange? { offset.map { SourceRange($0, $0) } }

    private var mismatch: Refusal {
        Refusal(.unsupportedConstruct, "the option \(name) has a value that is not understood here", at: range)
    }
}

/// What an option's value can be in a raw parse tree.
private enum OptionValue: Sendable {
    case none
    /// A string literal, or a word where the grammar does not keep them apart.
    case text(String)
    case boolean(Bool)
    case integer(Int)
    case decimal
    /// A literal with a place of its own.
    case literal(Literal)
    /// A bare word, which the grammar takes for a type.
    case word(TypeReference)
    case names([String])
    case types([TypeReference])
    case roles([String])
    case setting(SettingClause)
    case star

    init(_ node: Node?, _ lower: Lower) throws(Refusal) {
        guard let node else {
            self = .none
            return
        }
        switch node.tag {
        case .string: self = .text(try lower.string(node))
        case .boolean: self = .boolean(try node.reading { fields throws(Refusal) in try fields.flag(.boolval) })
        case .integer: self = .integer(try node.reading { fields throws(Refusal) in try fields.integer(.ival) })
        case .float:
            try node.reading { fields throws(Refusal) in try fields.disregard(.fval) }  // no option asks how much
            self = .decimal
        case .aConst: self = .literal(try Literal(node))
        case .typeName: self = .word(try lower.type(node))
        case .aStar:
            try node.reading { _ throws(Refusal) in }
            self = .star
        case .variableSetStmt: self = .setting(try lower.settingClause(node))
        case .list:
            self = try node.reading { fields throws(Refusal) in try OptionValue(try fields.list(.items), lower) }
        case .some, .none: throw node.refusal  // lint: any other kind of node is no option's value
        }
    }

    /// A list of names, types or roles, all of one kind.
    private init(_ list: NodeList, _ lower: Lower) throws(Refusal) {
        switch list.first?.tag {
        case .typeName: self = .types(try lower.all(list, lower.type))
        case .roleSpec: self = .roles(try lower.all(list, lower.role))
        case .some, .none: self = .names(try lower.strings(list))
        }
    }
}

/// What an option list of foreign data does with an option.
enum OptionAction: String, GrammarConstant {
    case unspecified = "DEFELEM_UNSPEC"
    case set = "DEFELEM_SET"
    case add = "DEFELEM_ADD"
    case drop = "DEFELEM_DROP"
    static let table = ConstantTable<OptionAction>("DefElemAction")
}

extension Lower {
    /// Reads the `DefElem`s of a list.
    func options(_ list: NodeList) throws(Refusal) -> [Option] {
        var options: [Option] = []
        for node in list { options.append(try Option(node, self)) }
        return options
    }

    /// Reads options of which no value matters, where every name is known to the statement.
    ///
    /// Throws SG2106 for a name that is not in `known`.
    func plainOptions(_ list: NodeList, of statement: String, known: Set<String>) throws(Refusal) {
        for option in try options(list) {
            guard option.namespace == nil, known.contains(option.name) else { throw option.unknown(in: statement) }
            try option.plain()
        }
    }
}
