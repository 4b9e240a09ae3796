// CREATE TYPE in its forms, CREATE DOMAIN and ALTER DOMAIN.

extension DefinitionReader {
    /// Reads a `CompositeTypeStmt`.
    mutating func compositeType(_ node: Node) throws(Refusal) -> CatalogType {
        try node.reading { fields throws(Refusal) in
            var type = CatalogType(try relationName(try fields.require(.typevar)), form: .composite)
            for column in try fields.list(.coldeflist) { type.fields.append(try field(column)) }
            return type
        }
    }

    /// Reads a field of a composite type, which is a `ColumnDef` with a type and nothing else.
    mutating func field(_ node: Node) throws(Refusal) -> CatalogField {
        let definition = try column(node)
        guard let type = definition.column.type, definition.constraints.isEmpty, definition.sequence == nil else {
            throw node.refusal
        }
        return CatalogField(definition.column.name, type: type, userType: definition.column.userType)
    }

    /// Reads a `CreateEnumStmt`; the labels are not kept.
    func enumType(_ node: Node) throws(Refusal) -> CatalogType {
        try node.reading { fields throws(Refusal) in
            _ = try lower.strings(try fields.list(.vals))
            return CatalogType(try lower.name(try fields.list(.typeName)), form: .enum)
        }
    }

    /// Reads a `CreateRangeStmt`.
    mutating func rangeType(_ node: Node) throws(Refusal) -> CatalogType {
        try node.reading { fields throws(Refusal) in
            var type = CatalogType(try lower.name(try fields.list(.typeName)), form: .range)
            for item in try fields.list(.params) {
                let (name, argument) = try option(item)
                guard let argument else { throw item.refusal }
                switch name {
                case "subtype":
                    let spelling = try self.type(argument)
                    type.base = spelling.text
                    type.baseType = spelling.userType
                case "multirange_type_name":
                    guard argument.tag == .typeName else { throw argument.refusal }
                    type.multirange = try lower.type(argument).name
                case "subtype_opclass", "collation", "canonical", "subtype_diff":
                    // How values are compared and written.
                    continue
                default: throw item.refusal  // lint: names; a range has no other options
                }
            }
            return type
        }
    }

    /// Reads a `CreateDomainStmt`.
    mutating func domain(_ node: Node) throws(Refusal) -> CatalogType {
        try node.reading { fields throws(Refusal) in
            var type = CatalogType(try lower.name(try fields.list(.domainname)), form: .domain)
            let spelling = try self.type(try fields.require(.typeName))
            type.base = spelling.text
            type.baseType = spelling.userType
            if let clause = try fields.node(.collClause) {
                try clause.reading { fields throws(Refusal) in
                    try fields.disregard(.location)
                    _ = try lower.strings(try fields.list(.collname))
                }
            }
            // A domain's constraints are written like a column's.
            var attributes = ColumnAttributes()
            for constraint in try fields.list(.constraints) { try add(constraint, to: &attributes, of: "") }
            type.notNull = attributes.notNull
            type.defaultValue = attributes.defaultValue
            for constraint in attributes.constraints {
                guard case .check(let check) = constraint else { throw node.refusal }
                type.checks.append(check)
            }
            return type
        }
    }

    /// Reads an `AlterDomainStmt`. PostgreSQL: parsenodes.h, AlterDomainStmt.
    mutating func alterDomain(_ node: Node) throws(Refusal) -> Definition {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.behavior, .missingOk)
            let domain = try lower.name(try fields.list(.typeName))
            let name = try fields.text(.name) ?? ""
            let definition = try fields.node(.def)
            let change: TypeChange
            switch try fields.text(.subtype) {
            case "T": change = .setDefault(try definition.map { node throws(Refusal) in try mentions(node) })
            case "N": change = .setNotNull(false)
            case "O": change = .setNotNull(true)
            case "X": change = .dropCheck(name)
            case "V": change = .validateCheck(name)
            case "C":
                guard let definition, case .check(let check) = try tableConstraint(definition) else {
                    throw node.refusal
                }
                change = .addCheck(check)
            case .some, .none: throw node.refusal
            }
            return .alterType(domain, [change])
        }
    }
}
