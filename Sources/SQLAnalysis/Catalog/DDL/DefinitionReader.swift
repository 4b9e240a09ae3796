// From the parse tree of a DDL statement to what it says about the catalog. Each extension reads one kind of statement.

/// Reads the definitions of one statement.
///
/// The law is that of `Lower`: every field of a node is taken or the node is refused; the loader then names the statement
/// as not followed. Clauses that are understood and say nothing about what a snapshot lists are counted by kind.
struct DefinitionReader {
    let lower = Lower()
    var looks = Looks()
    /// Clauses of no interest that were met inside statements.
    var clauses: [Definition] = []

    /// Reads every statement of a parse result.
    static func definitions(of tree: FlatTree) throws(Refusal) -> [Definition] {
        try tree.root.reading { fields throws(Refusal) in
            try fields.disregard(.version)
            var found: [Definition] = []
            for statement in try fields.list(.stmts) {
                guard statement.tag == .rawStmt else { throw statement.refusal }
                try statement.reading { fields throws(Refusal) in
                    try fields.disregard(.stmtLocation, .stmtLen)
                    found += definitions(of: try fields.require(.stmt))
                }
            }
            return found
        }
    }

    /// Reads one statement; what is not understood is named, never left out.
    static func definitions(of statement: Node) -> [Definition] {
        var reader = DefinitionReader()
        do throws(Refusal) {
            let found = try reader.definitions(statement)
            return reader.clauses.isEmpty ? found : found + reader.clauses
        } catch {
            return [.notFollowed(verb(of: statement), reason: error.message)]
        }
    }

    mutating func definitions(_ node: Node) throws(Refusal) -> [Definition] {
        switch node.tag {
        case .createStmt: return [.table(try table(node))]
        case .createForeignTableStmt: return [.table(try foreignTable(node))]
        case .alterTableStmt: return try alterTable(node)
        case .indexStmt: return [.index(try index(node))]
        case .viewStmt: return [.view(try view(node))]
        case .createTableAsStmt: return [try tableAs(node)]
        case .createSeqStmt: return [.sequence(try sequence(node))]
        case .alterSeqStmt: return try alterSequence(node)
        case .createTrigStmt: return [try trigger(node)]
        case .ruleStmt: return [try rule(node)]
        case .createPolicyStmt: return [try policy(node)]
        case .alterPolicyStmt: return [try alterPolicy(node)]
        case .createStatsStmt: return [try statistics(node)]
        case .createSchemaStmt: return try schema(node)
        case .createExtensionStmt: return [try self.extension(node)]
        case .createForeignServerStmt: return [try server(node)]
        case .createFunctionStmt: return [try function(node)]
        case .defineStmt: return [try define(node)]
        case .compositeTypeStmt: return [.type(try compositeType(node))]
        case .createEnumStmt: return [.type(try enumType(node))]
        case .createRangeStmt: return [.type(try rangeType(node))]
        case .createDomainStmt: return [.type(try domain(node))]
        case .alterDomainStmt: return [try alterDomain(node)]
        case .dropStmt: return try drop(node)
        case .renameStmt: return [try rename(node)]
        case .alterObjectSchemaStmt: return [try move(node)]
        case .variableSetStmt: return [try setting(node)]
        case .selectStmt: return [try query(node)]
        case .commentStmt, .grantStmt, .grantRoleStmt, .alterDefaultPrivilegesStmt, .alterOwnerStmt, .secLabelStmt,
            .alterEnumStmt, .transactionStmt, .insertStmt, .updateStmt, .deleteStmt, .mergeStmt, .copyStmt, .vacuumStmt,
            .refreshMatViewStmt, .checkPointStmt, .lockStmt, .reassignOwnedStmt, .notifyStmt, .listenStmt,
            .variableShowStmt, .clusterStmt, .reindexStmt, .truncateStmt, .constraintsSetStmt, .alterTableMoveAllStmt:
            return [.ofNoInterest(Self.verb(of: node))]
        case .some, .none:
            return [.notFollowed(Self.verb(of: node), reason: nil)]
        }
    }

    /// A relation's name where it is made or changed; its alias is not allowed there by the grammar.
    func relationName(_ node: Node) throws(Refusal) -> QualifiedName {
        try lower.relation(node).name
    }

    /// What an expression mentions.
    func mentions(_ node: Node) throws(Refusal) -> CatalogExpression {
        try Mentions(node).expression
    }

    /// Counts a clause that says nothing about what a snapshot lists, when it is there.
    mutating func setAside(_ list: NodeList, as what: String) {
        if !list.isEmpty { clauses.append(.ofNoInterest(what)) }
    }

    /// Counts a clause that says nothing about what a snapshot lists, when it is there.
    mutating func setAside(_ node: Node?, as what: String) {
        if node != nil { clauses.append(.ofNoInterest(what)) }
    }

    /// Reads a `DefElem`: its name in lower case and what stands behind it.
    func option(_ node: Node) throws(Refusal) -> (name: String, argument: Node?) {
        guard node.tag == .defElem else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            try fields.disregard(.location, .defnamespace, .defaction)
            return (try fields.requireText(.defname), try fields.node(.arg))
        }
    }

    /// A truth value as options write it. PostgreSQL: define.c, defGetBoolean, and bool.c.
    func truth(_ argument: Node?, of option: String) throws(Refusal) -> Bool {
        guard let argument else { return true }
        let word: String
        switch argument.tag {
        case .string: word = try lower.string(argument)
        case .integer:
            word = try argument.reading { fields throws(Refusal) in String(try fields.integer(.ival)) }
        case .boolean:
            word = try argument.reading { fields throws(Refusal) in try fields.flag(.boolval) ? "true" : "false" }
        case .typeName: word = try lower.type(argument).name.name
        case .some, .none: throw argument.refusal
        }
        switch word.lowercased() {
        case "true", "on", "yes", "1", "t", "y": return true
        case "false", "off", "no", "0", "f", "n": return false
        default:  // lint: words are no closed set
            throw Refusal(.invalidValue, "\(option) is neither true nor false", at: argument.range)
        }
    }

    /// Timing of a constraint from its two flags.
    func timing(deferrable: Bool, deferred: Bool) -> ConstraintTiming {
        deferred ? .deferred : deferrable ? .deferrable : .immediate
    }
}
