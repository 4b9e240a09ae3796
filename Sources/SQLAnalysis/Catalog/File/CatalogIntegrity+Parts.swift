// What fits together in a catalog, object by object.

extension CatalogIntegrity {
    /// Numbers and names that were met so far.
    struct Met {
        var signatures: Set<[String]> = []
        var statistics: Set<QualifiedName> = []
        var relations: Set<OID> = []
        var types: Set<OID> = []
        var routines: Set<OID> = []
        var operators: Set<OID> = []
    }

    /// Notes what is listed under which names; none of them twice.
    mutating func list(_ parts: CatalogParts) {
        relations.reserveCapacity(parts.relations.count)
        indexes.reserveCapacity(parts.relations.count)
        each("types", parts.types) { integrity, type in
            integrity.once("name", type.name, integrity.types.insert(type.name).inserted)
            if let multirange = type.multirange {
                integrity.once("multirange", multirange, integrity.types.insert(multirange).inserted)
            }
        }
        var place = 0
        each("relations", parts.relations) { integrity, relation in
            let name = relation.name
            let isNew = integrity.relations.updateValue(place, forKey: name) == nil
            // A relation is a type of its name.
            integrity.once("name", name, isNew && !integrity.types.contains(name))
            place += 1
        }
        each("relations", parts.relations) { integrity, relation in
            integrity.each("indexes", relation.indexes) { integrity, index in
                let name = QualifiedName(schema: relation.name.schema, index.name)
                let isNew = integrity.indexes.insert(name).inserted && integrity.relations[name] == nil
                integrity.once("name", name, isNew)
            }
        }
        each("routines", parts.routines) { $0.routines.insert($1.name) }
    }

    /// Looks through everything.
    mutating func check(_ parts: CatalogParts) {
        var met = Met()
        each("types", parts.types) { $0.check($1, &met) }
        each("relations", parts.relations) { $0.check($1, &met) }
        each("routines", parts.routines) { $0.check($1, &met) }
        each("operators", parts.operators ?? []) { integrity, `operator` in
            integrity.full("name", `operator`.name)
            integrity.refer("function", `operator`.function, .routine)
            integrity.number("oid", `operator`.oid, &met.operators)
        }
        each("casts", parts.casts ?? []) { integrity, cast in
            switch cast.method {
            case .function(let function): integrity.refer("function", function, .routine)
            case .binary, .text: break
            }
        }
        unique("servers", parts.servers, \.name, "server")
        unique("languages", parts.languages ?? [], \.name, "language")
        unique("searchPath", parts.searchPath, \.self, "schema")
    }

    private mutating func full(_ key: String, _ name: QualifiedName) {
        if name.schema != nil && name.catalog == nil { return }
        fault(at: key, .invalidValue, "the name of what is listed has two parts, schema and name")
    }

    private mutating func once(_ key: String, _ name: QualifiedName, _ isNew: Bool) {
        if !isNew { fault(at: key, .invalidValue, "\(name) is listed twice") }
    }

    private mutating func once(_ key: String, _ name: String, _ seen: inout Set<String>) {
        if !seen.insert(name).inserted { fault(at: key, .invalidValue, "constraint \(name) is listed twice") }
    }

    private mutating func number(_ key: String, _ number: OID?, _ met: inout Set<OID>) {
        guard let number, !met.insert(number).inserted else { return }
        fault(at: key, .invalidValue, "the number \(number) is another's too")
    }

    // MARK: types and routines

    private mutating func check(_ type: CatalogType, _ met: inout Met) {
        full("name", type.name)
        number("oid", type.oid, &met.types)
        number("arrayOID", type.arrayOID, &met.types)
        unique("fields", type.fields, \.name, "field")
        each("fields", type.fields) { $0.refer("userType", $1.userType, .type) }
        refer("baseType", type.baseType, .type)
        expression("default", type.defaultValue, of: nil)
        unique("checks", type.checks, \.name, "constraint")
        each("checks", type.checks) { $0.expression("expression", $1.expression, of: nil) }
    }

    private mutating func check(_ routine: CatalogRoutine, _ met: inout Met) {
        full("name", routine.name)
        if !met.signatures.insert(routine.name.parts + [""] + routine.arguments).inserted {
            let arguments = routine.arguments.joined(separator: ", ")
            fault(at: "name", .invalidValue, "\(routine.name)(\(arguments)) is listed twice")
        }
        number("oid", routine.oid, &met.routines)
        let count = routine.arguments.count
        if !routine.argumentNames.isEmpty && routine.argumentNames.count != count {
            fault(at: "argumentNames", .invalidValue, "there are not as many names as arguments")
        }
        if routine.defaultCount > count {
            fault(at: "defaults", .invalidValue, "there are more defaults than arguments")
        }
        if routine.isVariadic && count == 0 { fault(at: "variadic", .invalidValue, "there is no last argument") }
        each("outputs", routine.outputs) { $0.refer("userType", $1.userType, .type) }
        refer("types", routine.types, .type)
        expression("body", routine.body, of: nil)
    }

    // MARK: relations

    private mutating func check(_ relation: CatalogRelation, _ met: inout Met) {
        let name = relation.name
        full("name", name)
        number("oid", relation.oid, &met.relations)
        number("rowTypeOID", relation.rowTypeOID, &met.types)
        checkColumns(of: relation)
        refer("parents", relation.parents, .relation)
        if relation.isPartition && relation.parents.count != 1 {
            fault(at: "partitionBound", .invalidValue, "a partition has one parent")
        }
        if let key = relation.partitionKey {
            at("partitionKey") { integrity in
                integrity.columns("columns", key.columns, of: name)
                integrity.expressions("expressions", key.expressions, of: name)
            }
        }
        refer("rowType", relation.rowType, .type)
        if let owner = relation.ownedBy {
            at("ownedBy") { integrity in
                integrity.refer("table", owner.table, .relation)
                integrity.column("column", owner.column, of: owner.table)
            }
        }
        expression("query", relation.query, of: nil)
        if let reads = relation.columnReads {
            each("columnReads", reads) { integrity, read in
                integrity.refer("relation", read.relation, .relation)
                integrity.columns("columns", read.columns, of: read.relation)
            }
        }
        checkIndexes(of: relation, &met)
        checkConstraints(of: relation)
        checkReactions(of: relation)
        each("statistics", relation.statistics) { integrity, statistics in
            integrity.full("name", statistics.name)
            integrity.once("name", statistics.name, met.statistics.insert(statistics.name).inserted)
            integrity.expression("expression", statistics.expression, of: name)
        }
    }

    private mutating func checkColumns(of relation: CatalogRelation) {
        unique("columns", relation.columns, \.name, "column")
        var numbers = Set(relation.droppedColumns ?? [])
        each("columns", relation.columns) { integrity, column in
            if let number = column.number, !numbers.insert(number).inserted {
                integrity.fault(at: "number", .invalidValue, "the number \(number) is another column's too")
            }
            if column.isPlain { return }
            integrity.refer("userType", column.userType, .type)
            integrity.expression("default", column.defaultValue, of: relation.name)
            integrity.expression("generated", column.generated, of: relation.name)
        }
    }

    private mutating func checkIndexes(of relation: CatalogRelation, _ met: inout Met) {
        var primaryKeys = 0
        each("indexes", relation.indexes) { integrity, index in
            integrity.number("oid", index.oid, &met.relations)
            if index.role == .primaryKey { primaryKeys += 1 }
            if primaryKeys > 1 { integrity.fault(at: "role", .invalidValue, "there is a primary key already") }
            integrity.columns("columns", index.columns, of: relation.name)
            integrity.columns("included", index.included, of: relation.name)
            integrity.expressions("expressions", index.expressions, of: relation.name)
            integrity.expression("predicate", index.predicate, of: relation.name)
            integrity.refer("parent", index.parent, .index)
        }
    }

    private mutating func checkConstraints(of relation: CatalogRelation) {
        guard !relation.checks.isEmpty || !relation.foreignKeys.isEmpty else { return }
        let name = relation.name
        var constraints: Set<String> = []
        for index in relation.indexes where index.isConstraint { constraints.insert(index.name) }
        each("checks", relation.checks) { integrity, check in
            integrity.once("name", check.name, &constraints)
            integrity.expression("expression", check.expression, of: name)
        }
        each("foreignKeys", relation.foreignKeys) { integrity, key in
            integrity.once("name", key.name, &constraints)
            if key.columns.isEmpty { integrity.fault(.missingKey, "the key \"columns\" is missing") }
            integrity.columns("columns", key.columns, of: name)
            integrity.refer("references", key.references, .relation)
            if !key.referencedColumns.isEmpty && key.referencedColumns.count != key.columns.count {
                integrity.fault(at: "referencedColumns", .invalidValue, "there are not as many as columns")
            }
            integrity.columns("referencedColumns", key.referencedColumns, of: key.references)
            integrity.columns("deleteSetColumns", key.deleteSetColumns, of: name)
        }
    }

    private mutating func checkReactions(of relation: CatalogRelation) {
        let name = relation.name
        unique("triggers", relation.triggers, \.name, "trigger")
        each("triggers", relation.triggers) { integrity, trigger in
            if trigger.events.isEmpty { integrity.fault(.missingKey, "the key \"events\" is missing") }
            integrity.columns("columns", trigger.columns, of: name)
            integrity.refer("function", trigger.function, .routine)
            integrity.expression("condition", trigger.condition, of: name)
            integrity.refer("from", trigger.from, .relation)
        }
        unique("rules", relation.rules, \.name, "rule")
        each("rules", relation.rules) { integrity, rule in
            integrity.expression("body", rule.body, of: name)
            integrity.refer("writes", rule.writes, .relation)
        }
        unique("policies", relation.policies, \.name, "policy")
        each("policies", relation.policies) { integrity, policy in
            integrity.expression("condition", policy.condition, of: name)
            integrity.expression("check", policy.check, of: name)
        }
    }
}
