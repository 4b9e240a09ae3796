// GRANT, REVOKE, ALTER DEFAULT PRIVILEGES, row security policies, security labels. PostgreSQL: aclchk.c, policy.c.

/// What a `GrantStmt` is about.
enum GrantTarget: String, GrammarConstant {
    case objects = "ACL_TARGET_OBJECT"
    case allInSchema = "ACL_TARGET_ALL_IN_SCHEMA"
    case defaults = "ACL_TARGET_DEFAULTS"
    static let table = ConstantTable<GrantTarget>("GrantTargetType")
}

extension Lower {
    /// Reads a `GrantStmt`: GRANT or REVOKE of privileges on objects.
    func grant(_ node: Node) throws(Refusal) -> Utility {
        var fields = Fields(node)
        let verb = try fields.flag(.isGrant) ? "GRANT" : "REVOKE"
        var result = Utility(verb: verb, statementClass: .privilegeChange)
        try grant(node, into: &result)
        return result
    }

    private func grant(_ node: Node, into result: inout Utility) throws(Refusal) {
        guard node.tag == .grantStmt else { throw node.refusal }
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.isGrant, .grantOption)  // given or taken: both change who may do what
            var columns: Columns = .none
            for privilege in try fields.list(.privileges) {
                let (_, names) = try privilegeName(privilege)
                columns.formUnion(.exactly(names))
            }
            let target: GrantTarget = try fields.constant(.targtype)
            let type: ObjectType = try fields.constant(.objtype)
            let objects = try fields.list(.objects)
            switch target {
            case .objects:
                for object in objects {
                    var named = try self.objects(type, object, into: &result)
                    for index in named.indices { named[index].columns = columns }
                    result.affect([.privilegeChange], named)
                }
            case .allInSchema:
                for schema in try strings(objects) { result.affect(.privilegeChange, .schema, named: schema) }
            case .defaults:
                if let object = objects.first { throw object.refusal }
            }
            for name in try all(try fields.list(.grantees), role) {
                result.affect(.privilegeChange, .role, named: name)
            }
            if let grantor = try fields.node(.grantor) { _ = try role(grantor) }
            result.cascades = try cascades(&fields)
        }
    }

    /// Reads an `AlterDefaultPrivilegesStmt`: what is granted on objects that are created later.
    func alterDefaultPrivileges(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            var result = Utility(verb: "ALTER DEFAULT PRIVILEGES", statementClass: .privilegeChange)
            for option in try options(try fields.list(.options)) {
                switch option.name {
                case "schemas":
                    for schema in try option.names() { result.affect(.privilegeChange, .schema, named: schema) }
                case "roles":
                    for role in try option.roles() { result.affect(.privilegeChange, .role, named: role) }
                default:  // lint: names are not a closed set
                    throw option.unknown(in: result.verb)
                }
            }
            try grant(try fields.require(.action), into: &result)
            return result
        }
    }

    /// Reads a `CreatePolicyStmt`.
    func createPolicy(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.cmdName, .permissive)  // for which statements, and how it combines with others
            var result = Utility(verb: "CREATE POLICY", statementClass: .privilegeChange)
            try policy(&fields, into: &result)
            return result
        }
    }

    /// Reads an `AlterPolicyStmt`.
    func alterPolicy(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            var result = Utility(verb: "ALTER POLICY", statementClass: .privilegeChange)
            try policy(&fields, into: &result)
            return result
        }
    }

    private func policy(_ fields: inout Fields, into result: inout Utility) throws(Refusal) {
        let table = try relation(try fields.require(.table))
        let policy = ObjectReference(.policy, QualifiedName(try fields.requireText(.policyName)))
        result.affect(ObjectType.policy.classes, [NamedObject(reference: policy), named(.table, table)])
        for name in try all(try fields.list(.roles), role) { result.affect(.privilegeChange, .role, named: name) }
        for condition in [try fields.node(.qual), try fields.node(.withCheck)].compactMap(\.self) {
            result.expressions.append(try expression(condition))
        }
    }

    /// Reads a `SecLabelStmt`: the label decides what a security module permits.
    func securityLabel(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.provider, .label)  // values of the text
            var result = Utility(verb: "SECURITY LABEL", statementClass: .privilegeChange)
            let type: ObjectType = try fields.constant(.objtype)
            let objects = try objects(type, try fields.require(.object), into: &result)
            result.affect([.privilegeChange], objects)
            return result
        }
    }
}
