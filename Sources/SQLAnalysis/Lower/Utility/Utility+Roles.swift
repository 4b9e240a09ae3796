// Roles: who there is, what they may do by themselves, what they own. PostgreSQL: user.c.

extension Lower {
    /// Reads a `CreateRoleStmt`: CREATE ROLE, USER or GROUP.
    func createRole(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.stmtType)  // the three differ in whether the role may log in
            var result = Utility(verb: "CREATE ROLE", statementClass: .privilegeChange)
            result.affect(.privilegeChange, .role, named: try fields.requireText(.role))
            try roleOptions(try fields.list(.options), into: &result)
            return result
        }
    }

    /// Reads an `AlterRoleStmt`.
    func alterRole(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.action)  // members are added or dropped
            var result = Utility(verb: "ALTER ROLE", statementClass: .privilegeChange)
            result.affect(.privilegeChange, .role, named: try role(try fields.require(.role)))
            try roleOptions(try fields.list(.options), into: &result)
            return result
        }
    }

    /// Passwords and dates are values of the text; of the options only the roles that they name are kept.
    private func roleOptions(_ list: NodeList, into result: inout Utility) throws(Refusal) {
        for option in try options(list) {
            switch option.name {
            case "password", "superuser", "createrole", "inherit", "canlogin", "createdb", "isreplication", "bypassrls",
                "connectionlimit", "validUntil", "sysid":
                try option.plain()
            case "rolemembers", "adminmembers", "addroleto":
                for role in try option.roles() { result.affect(.privilegeChange, .role, named: role) }
            default:  // lint: names are not a closed set
                throw option.unknown(in: result.verb)
            }
        }
    }

    /// Reads an `AlterRoleSetStmt`: settings with which a role's sessions begin.
    func alterRoleSettings(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            var result = Utility(verb: "ALTER ROLE", statementClass: .privilegeChange)
            let name = try fields.node(.role).map(role)
            result.affect(.privilegeChange, name.map { ObjectReference(.role, QualifiedName($0)) })  // nil: ALL
            if let database = try fields.text(.database) { result.affect(.privilegeChange, .database, named: database) }
            try result.change(try settingClause(try fields.require(.setstmt)), as: .privilegeChange)
            return result
        }
    }

    /// Reads a `DropRoleStmt`.
    func dropRole(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.missingOk)
            var result = Utility(verb: "DROP ROLE", statementClass: .privilegeChange)
            for name in try all(try fields.list(.roles), role) { result.affect(.privilegeChange, .role, named: name) }
            return result
        }
    }

    /// Reads a `DropOwnedStmt`: everything the roles own in this database goes, and what they were granted.
    func dropOwned(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            var result = Utility(verb: "DROP OWNED", statementClass: .privilegeChange)
            for name in try all(try fields.list(.roles), role) {
                result.affect(.privilegeChange, .role, named: name)
                result.affect(.schemaChange, .role, named: name)
            }
            result.cascades = try cascades(&fields)
            return result
        }
    }

    /// Reads a `ReassignOwnedStmt`.
    func reassignOwned(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            var result = Utility(verb: "REASSIGN OWNED", statementClass: .privilegeChange)
            for name in try all(try fields.list(.roles), role) {
                result.affect(.privilegeChange, .role, named: name)
                result.affect(.schemaChange, .role, named: name)
            }
            result.affect(.privilegeChange, .role, named: try role(try fields.require(.newrole)))
            return result
        }
    }

    /// Reads a `GrantRoleStmt`: membership of roles in roles.
    func grantRole(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.adminOpt)
            let grants = try fields.flag(.isGrant)
            var result = Utility(verb: grants ? "GRANT ROLE" : "REVOKE ROLE", statementClass: .privilegeChange)
            for privilege in try fields.list(.grantedRoles) {
                let (name, _) = try privilegeName(privilege)
                result.affect(.privilegeChange, name.map { ObjectReference(.role, QualifiedName($0)) })
            }
            for name in try all(try fields.list(.granteeRoles), role) {
                result.affect(.privilegeChange, .role, named: name)
            }
            if let grantor = try fields.node(.grantor) { _ = try role(grantor) }
            result.cascades = try cascades(&fields)
            return result
        }
    }

    /// Reads an `AccessPriv`: the privilege or role, nil for ALL, and its columns.
    func privilegeName(_ node: Node) throws(Refusal) -> (String?, [String]) {
        guard node.tag == .accessPriv else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            (try fields.text(.privName), try strings(try fields.list(.cols)))
        }
    }
}
