// A `Constraint` taken apart: the grammar has one node for fourteen kinds.

/// Everything that a `Constraint` says. Who uses it says which groups of fields its kind may have.
struct ConstraintParts {
    /// Fields that come together.
    struct Group: OptionSet {
        let rawValue: Int
        static let name = Group(rawValue: 1 << 0)
        static let timing = Group(rawValue: 1 << 1)
        static let expression = Group(rawValue: 1 << 2)
        static let generatedWhen = Group(rawValue: 1 << 3)
        static let noInherit = Group(rawValue: 1 << 4)
        static let validity = Group(rawValue: 1 << 5)
        static let keys = Group(rawValue: 1 << 6)
        static let options = Group(rawValue: 1 << 7)
        static let existingIndex = Group(rawValue: 1 << 8)
        static let exclusion = Group(rawValue: 1 << 9)
        static let references = Group(rawValue: 1 << 10)
    }

    let node: Node
    private(set) var kind = ConstraintKind.null
    /// Empty when PostgreSQL chooses it.
    private(set) var name = ""
    private(set) var timing = ConstraintTiming.immediate
    private(set) var generatedWhen = ""
    private(set) var isLocal = false
    private(set) var isValidated = true
    private(set) var keys: [String] = []
    private(set) var including: [String] = []
    private(set) var nullsNotDistinct = false
    private(set) var options: [Node] = []
    private(set) var existingIndex: String?
    private(set) var exclusions: [Node] = []
    private(set) var accessMethod: String?
    private(set) var condition: Node?
    private(set) var references: Node?
    private(set) var columns: [String] = []
    private(set) var referencedColumns: [String] = []
    private(set) var deleteSetColumns: [String] = []
    private(set) var match = ""
    private(set) var onUpdate = ""
    private(set) var onDelete = ""
    private var rawExpression: Node?
    private var groups: Group = []

    /// Reads every field of the node; throws SG2102 for one that is not known.
    init(_ node: Node) throws(Refusal) {
        guard node.tag == .constraint else { throw node.refusal }
        self.node = node
        try node.eachField { field, at throws(Refusal) in try take(field, at) }
    }

    /// Throws SG2102 when the node has fields of other groups than these.
    func allow(_ allowed: Group) throws(Refusal) {
        guard groups.isSubset(of: allowed) else {
            throw Refusal(.unreadField, "a constraint of this kind has more than is understood here", at: node.range)
        }
    }

    /// The expression, which must be there.
    func expression() throws(Refusal) -> Node {
        guard let rawExpression else {
            throw Refusal(.missingField, "a constraint without its expression", at: node.range)
        }
        return rawExpression
    }

    /// What a letter means. PostgreSQL: parsenodes.h, FKCONSTR_ACTION.
    func action(_ letter: String) throws(Refusal) -> ReferentialAction {
        switch letter {
        case "a", "": return .noAction
        case "r": return .restrict
        case "c": return .cascade
        case "n": return .setNull
        case "d": return .setDefault
        default:  // lint: numbers are no closed set
            throw Refusal(.unknownConstant, "a referential action that is not understood", at: node.range)
        }
    }

    private mutating func take(_ field: FieldName, _ at: Int) throws(Refusal) {
        switch field {
        case .contype:
            guard let constant = ConstraintKind.table[try node.integer(at)] else {
                throw Refusal(.unknownConstant, "a constraint of unknown kind", at: node.range)
            }
            kind = constant
        // The parser's place of the word, and what it sets alike in every constraint.
        case .location, .initiallyValid: try node.disregard(field, at)
        case .conname:
            groups.insert(.name)
            name = try node.text(at)
        case .deferrable:
            groups.insert(.timing)
            if timing == .immediate { timing = .deferrable }
        case .initdeferred:
            groups.insert(.timing)
            timing = .deferred
        case .rawExpr:
            groups.insert(.expression)
            rawExpression = try node.child(at)
        case .generatedWhen:
            groups.insert(.generatedWhen)
            generatedWhen = try node.text(at)
        case .isNoInherit:
            groups.insert(.noInherit)
            isLocal = true
        case .skipValidation:
            groups.insert(.validity)
            isValidated = false
        case .options:
            groups.insert(.options)
            options.append(try node.child(at))
        case .indexname:
            groups.insert(.existingIndex)
            existingIndex = try node.text(at)
        // Where the index is stored, and what only ALTER inside the server fills.
        case .indexspace, .resetDefaultTblspc, .oldPktableOid: try node.disregard(field, at)
        case .keys, .including, .nullsNotDistinct: try takeKey(field, at)
        case .exclusions, .accessMethod, .whereClause: try takeExclusion(field, at)
        case .pktable, .fkAttrs, .pkAttrs, .fkMatchtype, .fkUpdAction, .fkDelAction, .fkDelSetCols:
            try takeReference(field, at)
        default: throw node.unread(field)  // lint: a field that is not read
        }
    }

    private mutating func takeKey(_ field: FieldName, _ at: Int) throws(Refusal) {
        groups.insert(.keys)
        switch field {
        case .keys: keys.append(try node.child(at).string())
        case .including: including.append(try node.child(at).string())
        default: nullsNotDistinct = try node.flag(at)  // lint: the third of three fields
        }
    }

    private mutating func takeExclusion(_ field: FieldName, _ at: Int) throws(Refusal) {
        groups.insert(.exclusion)
        switch field {
        case .exclusions: exclusions.append(try node.child(at))
        case .accessMethod: accessMethod = try node.text(at)
        default: condition = try node.child(at)  // lint: the third of three fields
        }
    }

    private mutating func takeReference(_ field: FieldName, _ at: Int) throws(Refusal) {
        groups.insert(.references)
        switch field {
        case .pktable: references = try node.child(at)
        case .fkAttrs: columns.append(try node.child(at).string())
        case .pkAttrs: referencedColumns.append(try node.child(at).string())
        case .fkDelSetCols: deleteSetColumns.append(try node.child(at).string())
        case .fkMatchtype: match = try node.text(at)
        case .fkUpdAction: onUpdate = try node.text(at)
        default: onDelete = try node.text(at)  // lint: the last of seven fields
        }
    }
}
