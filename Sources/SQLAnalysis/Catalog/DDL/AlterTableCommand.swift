// An `AlterTableCmd` taken apart.

/// A command of ALTER TABLE and what it is given. Its definition is taken or the command is refused.
struct AlterTableCommand {
    let node: Node
    let action: AlterTableAction
    /// The column, constraint, trigger or rule that is named; empty when none is.
    let name: String
    let isCascade: Bool
    /// IF EXISTS or IF NOT EXISTS.
    let missingOk: Bool
    private var untaken: Node?

    /// Reads every field of the node; throws SG2102 for one that is not known, SG2105 for an unknown command.
    init(_ node: Node) throws(Refusal) {
        guard node.tag == .alterTableCmd else { throw node.refusal }
        var action: AlterTableAction?
        var name = ""
        var isCascade = false
        var missingOk = false
        var definition: Node?
        try node.eachField { field, at throws(Refusal) in
            switch field {
            case .subtype: action = AlterTableAction.table[try node.integer(at)]
            case .name: name = try node.text(at)
            case .def: definition = try node.child(at)
            case .behavior: isCascade = DropBehavior.table[try node.integer(at)] == .cascade
            case .missingOk: missingOk = try node.flag(at)
            // Whose it becomes is not kept; the number is a statistics target's column.
            case .newowner: _ = try node.child(at)
            case .num, .recurse: try node.disregard(field, at)
            default: throw node.unread(field)  // lint: a field that is not read
            }
        }
        guard let action else {
            throw Refusal(.unknownConstant, "a command that is not understood here", at: node.range)
        }
        self.node = node
        self.action = action
        self.name = name
        self.isCascade = isCascade
        self.missingOk = missingOk
        untaken = definition
    }

    /// Takes what the command is given; nil when there is nothing.
    mutating func definition() -> Node? {
        defer { untaken = nil }
        return untaken
    }

    /// Takes what the command is given. Throws SG2103 when there is nothing.
    mutating func require() throws(Refusal) -> Node {
        guard let definition = definition() else {
            throw Refusal(.missingField, "a command without its definition", at: node.range)
        }
        return definition
    }

    /// Throws SG2102 when the command is given something that nobody took.
    func finish() throws(Refusal) {
        guard untaken == nil else {
            throw Refusal(.unreadField, "a command has more than is understood here", at: node.range)
        }
    }
}
