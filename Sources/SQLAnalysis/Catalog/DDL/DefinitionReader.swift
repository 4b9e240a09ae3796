// From the parse tree of a DDL statement to what it says about the catalog. Each extension reads one kind of statement.

/// Reads the definitions of one statement.
///
/// The law is that of `Lower`: every field of a node is taken or the node is refused; the loader then names the statement
/// as not followed. Clauses that are understood and say nothing about what a snapshot lists are counted by kind.
struct DefinitionReader {
    let lower = Lower()
    var looks = Looks()
    var types = TypeMemory()
    /// Clauses of no interest that were met in the statement.
    var clauses: [Definition] = []

    /// Reads every statement of a parse result.
    mutating func definitions(of tree: FlatTree) throws(Refusal) -> [Definition] {
        var found: [Definition] = []
        try tree.root.eachField { field, at throws(Refusal) in
            switch field {
            case .stmts:
                guard let statement = try rawStatement(try tree.root.child(at)) else { return }
                let definitions = definitions(of: statement)
                if found.isEmpty { found = definitions } else { found += definitions }
            case .version: try tree.root.disregard(field, at)
            default: throw tree.root.unread(field)  // lint: a field that is not read
            }
        }
        return found
    }

    private func rawStatement(_ node: Node) throws(Refusal) -> Node? {
        guard node.tag == .rawStmt else { throw node.refusal }
        var statement: Node?
        try node.eachField { field, at throws(Refusal) in
            switch field {
            case .stmt: statement = try node.child(at)
            case .stmtLocation, .stmtLen: try node.disregard(field, at)
            default: throw node.unread(field)  // lint: a field that is not read
            }
        }
        return statement
    }

    /// Reads one statement; what is not understood is named, never left out.
    mutating func definitions(of statement: Node) -> [Definition] {
        clauses.removeAll(keepingCapacity: true)
        do throws(Refusal) {
            let found = try definitions(statement)
            return clauses.isEmpty ? found : found + clauses
        } catch {
            return [.notFollowed(Self.verb(of: statement), reason: error.message)]
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
        case .createCastStmt: return [.cast(try cast(node))]
        case .createFunctionStmt: return [try function(node)]
        case .alterFunctionStmt: return [try alterFunction(node)]
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
        case .transactionStmt: return [try transaction(node)]
        case .commentStmt: return [try comment(node)]
        case .grantStmt, .grantRoleStmt, .alterDefaultPrivilegesStmt, .alterOwnerStmt, .secLabelStmt, .alterEnumStmt,
            .alterStatsStmt, .insertStmt, .updateStmt, .deleteStmt, .mergeStmt, .copyStmt, .vacuumStmt,
            .refreshMatViewStmt, .checkPointStmt, .lockStmt, .reassignOwnedStmt, .notifyStmt, .listenStmt,
            .variableShowStmt, .clusterStmt, .reindexStmt, .truncateStmt, .constraintsSetStmt, .alterTableMoveAllStmt:
            return [.ofNoInterest(Self.verb(of: node))]
        case .some, .none:
            return [.notFollowed(Self.verb(of: node), reason: nil)]
        }
    }

    /// Reads a `TransactionStmt`. What a transaction takes back stays in the snapshot, and is named for that.
    private func transaction(_ node: Node) throws(Refusal) -> Definition {
        var fields = Fields(node)
        let kind: TransactionKind = try fields.constant(.kind)
        switch kind {
        case .begin, .start, .commit, .savepoint, .release: return .ofNoInterest(Self.verb(of: node))
        case .rollback, .rollbackTo, .prepare, .commitPrepared, .rollbackPrepared:
            return .notFollowed(kind.tag, reason: "what it takes back, or puts off, counts as done")
        }
    }

    /// A relation's name where it is made or changed; its alias is not allowed there by the grammar.
    func relationName(_ node: Node) throws(Refusal) -> QualifiedName { try relationTarget(node).name }

    /// A relation's name, and whether its heirs are meant too: not with ONLY.
    func relationTarget(_ node: Node) throws(Refusal) -> RelationTarget {
        guard node.tag == .rangeVar else { throw node.refusal }
        var catalog: String?
        var schema: String?
        var name = ""
        var recurses = false
        try node.eachField { field, at throws(Refusal) in
            switch field {
            case .catalogname: catalog = try node.text(at)
            case .schemaname: schema = try node.text(at)
            case .relname: name = try node.text(at)
            case .inh: recurses = try node.flag(at)
            // Who makes a relation asks for its persistence.
            case .relpersistence, .location: try node.disregard(field, at)
            default: throw node.unread(field)  // lint: a field that is not read
            }
        }
        return RelationTarget(name: QualifiedName(catalog: catalog, schema: schema, name), recurses: recurses)
    }

    /// What an expression mentions.
    func mentions(_ node: Node) throws(Refusal) -> CatalogExpression {
        try isConstant(node) ? .constant : Mentions(node).expression
    }

    /// Whether an expression is a constant, as it is or cast to one of PostgreSQL's own types that name no object.
    private func isConstant(_ node: Node) throws(Refusal) -> Bool {
        if node.tag == .aConst { return true }
        guard node.tag == .typeCast else { return false }
        var isConstant = false
        var isPlain = false
        try node.eachField { field, at throws(Refusal) in
            switch field {
            case .arg: isConstant = try node.child(at).tag == .aConst
            case .typeName: isPlain = Mentions.namesNoObject(try node.child(at))
            case .location: return
            default: isConstant = false  // lint: whatever else there is, the walk finds out
            }
        }
        return isConstant && isPlain
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
