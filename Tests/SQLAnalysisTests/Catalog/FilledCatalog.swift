// A snapshot in which every field of every type has a value that is not the one it has when it is left out.

@testable import SQLAnalysis

/// Values with everything set. A test looks whether that is so, by reflection.
enum FilledCatalog {
    static let own = QualifiedName(schema: "public", "own")
    static let other = QualifiedName(schema: "public", "other")
    static let kind = QualifiedName(schema: "public", "kind")
    static let react = QualifiedName(schema: "public", "react")

    static let expression = CatalogExpression(
        columns: .named(["b", "a"]),
        relations: [other],
        routines: [react, QualifiedName("now")],
        types: [kind]
    )

    static var column: CatalogColumn {
        var column = CatalogColumn("a", type: "public.kind[]", userType: kind, notNull: true)
        column.isInherited = true
        column.number = 7
        column.collation = "pg_catalog.C"
        column.identity = .byDefault
        column.defaultValue = expression
        column.generated = CatalogExpression(columns: .every)
        column.comment = "what it means, with \"quotes\" and a line\nfeed"
        return column
    }

    static let field = CatalogField("f", type: "public.kind", userType: kind)

    static var index: CatalogIndex {
        var index = CatalogIndex("own_index", .uniqueConstraint, columns: ["a"])
        index.expressions = [expression]
        index.included = ["b"]
        index.predicate = expression
        index.nullsNotDistinct = true
        index.timing = .deferred
        index.method = "gist"
        index.comparesDifferently = true
        index.isValid = false
        index.parent = QualifiedName(schema: "public", "other_index")
        index.oid = OID(4_294_967_295)
        return index
    }

    static let partitionKey = CatalogPartitionKey(.hash, columns: ["a"], expressions: [expression])
    static let sequenceOwner = CatalogSequenceOwner(table: other, column: "o")
    static let columnRead = CatalogColumnRead(.named(["o"]), of: other)

    static var viewOptions: CatalogViewOptions {
        var options = CatalogViewOptions()
        options.isSecurityBarrier = true
        options.isSecurityInvoker = true
        options.check = .cascaded
        return options
    }

    static let statistics = CatalogStatistics(QualifiedName(schema: "public", "own_statistics"), expression)

    static var check: CatalogCheck {
        var check = CatalogCheck("own_check", expression)
        check.isValidated = false
        check.isLocal = true
        return check
    }

    static var foreignKey: CatalogForeignKey {
        var key = CatalogForeignKey(
            "own_key",
            columns: ["a"],
            references: other,
            referencedColumns: ["o"],
            onDelete: .setNull,
            onUpdate: .cascade
        )
        key.deleteSetColumns = ["a"]
        key.match = .full
        key.timing = .deferrable
        key.isValidated = false
        return key
    }

    static var trigger: CatalogTrigger {
        var trigger = CatalogTrigger("own_trigger", .insteadOf, [.update, .truncate], function: react)
        trigger.columns = ["a"]
        trigger.forEachRow = true
        trigger.condition = expression
        trigger.constraintTiming = .deferred
        trigger.from = other
        trigger.firing = .replica
        return trigger
    }

    static var rule: CatalogRule {
        var rule = CatalogRule(
            "own_rule",
            on: .delete,
            isInstead: true,
            isConditional: true,
            body: CatalogExpression(columns: .every),
            writes: [other]
        )
        rule.firing = .disabled
        return rule
    }

    static var rowSecurity: CatalogRowSecurity {
        var security = CatalogRowSecurity()
        security.isEnabled = true
        security.isForced = true
        return security
    }

    static var policy: CatalogPolicy {
        var policy = CatalogPolicy("own_policy", event: .insert, isPermissive: false, roles: ["reader", "writer"])
        policy.condition = expression
        policy.check = .constant
        return policy
    }

    static var relation: CatalogRelation {
        var second = CatalogColumn("b", type: nil)
        second.number = 2
        var relation = CatalogRelation(own, kind: .foreignTable, columns: [column, second])
        relation.columnsAreKnown = false
        relation.persistence = .unlogged
        relation.indexes = [index]
        relation.checks = [check]
        relation.foreignKeys = [foreignKey]
        relation.triggers = [trigger]
        relation.rules = [rule]
        relation.rowSecurity = rowSecurity
        relation.policies = [policy]
        relation.statistics = [statistics]
        relation.parents = [other]
        relation.partitionKey = partitionKey
        relation.partitionBound = .default
        relation.rowType = kind
        relation.query = expression
        relation.viewOptions = viewOptions
        relation.ownedBy = sequenceOwner
        relation.server = "elsewhere"
        relation.oid = OID(16_384)
        relation.rowTypeOID = OID(16_385)
        relation.owner = "app"
        relation.droppedColumns = [3, 1600]
        relation.rowEstimate = 0
        relation.definition = " SELECT 'a value' AS \"ä\"\n   FROM public.other;"
        relation.columnReads = [columnRead]
        return relation
    }

    static var type: CatalogType {
        var type = CatalogType(kind, form: .domain)
        type.fields = [field]
        type.base = "public.own"
        type.baseType = own
        type.notNull = true
        type.defaultValue = expression
        type.checks = [check]
        type.multirange = QualifiedName(schema: "public", "kinds")
        type.oid = OID(16_400)
        type.arrayOID = OID(16_401)
        type.owner = "app"
        return type
    }

    static var routine: CatalogRoutine {
        var routine = CatalogRoutine(
            react,
            kind: .procedure,
            arguments: ["integer", "public.kind"],
            language: "plpgsql",
            isSecurityDefiner: true
        )
        routine.argumentNames = ["", "k"]
        routine.defaultCount = 1
        routine.isVariadic = true
        routine.returns = "public.kind"
        routine.returnsSet = true
        routine.outputs = [field, CatalogField("", type: "text")]
        routine.volatility = .immutable
        routine.settings = ["search_path"]
        routine.types = [kind]
        routine.body = expression
        routine.oid = OID(16_500)
        routine.owner = "app"
        return routine
    }

    static var `operator`: CatalogOperator {
        var found = CatalogOperator(
            QualifiedName(schema: "public", "==="),
            left: "integer",
            right: "public.kind",
            returns: "boolean",
            function: react
        )
        found.oid = OID(16_600)
        return found
    }

    static let cast = CatalogCast(from: "public.kind", to: "text", .function(react), .implicit)
    static let language = CatalogLanguage("plpython3u", isTrusted: true)
    static let server = CatalogServer(version: 150_018, encoding: "UTF8", characterType: "C.UTF-8")

    /// The relation that the other one mentions.
    static var otherRelation: CatalogRelation {
        var relation = CatalogRelation(other, kind: .table, columns: [CatalogColumn("o", type: "integer")])
        relation.indexes = [CatalogIndex("other_index", .plain, columns: ["o"])]
        return relation
    }

    /// A snapshot of all of them, with one of its arguments left out where that is wanted.
    static func snapshot(without left: String? = nil) -> CatalogSnapshot {
        func unless<Value>(_ name: String, _ value: Value, _ otherwise: Value) -> Value {
            name == left ? otherwise : value
        }
        return CatalogSnapshot(
            epoch: unless("epoch", "sha256:1", "another"),
            searchPath: unless("searchPath", ["\"$user\"", "public"], []),
            relations: unless("relations", [own: relation, other: otherRelation], [:]),
            routines: unless("routines", [react: [routine]], [:]),
            types: unless("types", [kind: type], [:]),
            schemas: unless("schemas", ["public", "ä"], []),
            extensions: unless("extensions", ["hstore", "citext"], []),
            servers: unless("servers", ["elsewhere": "postgres_fdw"], [:]),
            origin: unless("origin", .server, .definitions),
            server: unless("server", server, nil),
            operators: unless("operators", [`operator`], nil),
            casts: unless("casts", [cast, CatalogCast(from: "a", to: "b", .binary, .explicit)], nil),
            languages: unless("languages", [language], nil)
        )
    }
}
