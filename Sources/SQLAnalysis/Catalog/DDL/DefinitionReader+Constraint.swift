// Constraints: those of a column, those of a table, and what stands behind them. PostgreSQL: gram.y, ColConstraint.

extension DefinitionReader {
    /// Reads what stands behind a column's type.
    mutating func attributes(_ list: NodeList, of definition: inout ColumnDefinition) throws(Refusal) {
        for node in list {
            guard node.tag == .constraint else { throw node.refusal }
            var fields = Fields(node)
            // The parser's place of the word, and what it sets alike in every constraint.
            try fields.disregard(.location, .initiallyValid)
            let kind: ConstraintKind = try fields.constant(.contype)
            switch kind {
            case .null: try fields.disregard(.conname)
            case .notNull:
                // PostgreSQL 15 has no name for it in the catalog.
                try fields.disregard(.conname)
                definition.column.notNull = true
            case .standard:
                try fields.disregard(.conname)
                definition.column.defaultValue = try mentions(try fields.require(.rawExpr))
            case .identity:
                try fields.disregard(.conname)
                definition.column.notNull = true
                (definition.column.identity, definition.sequence) = try identity(&fields)
            case .generated:
                try fields.disregard(.conname, .generatedWhen)
                definition.column.generated = try mentions(try fields.require(.rawExpr))
            case .deferrable, .notDeferrable, .deferred, .immediate:
                try setTiming(kind, of: &definition, at: node)
            case .check, .primary, .unique, .exclusion, .foreign:
                let column = definition.column.name
                definition.constraints.append(try constraint(kind, &fields, column: column, at: node))
            }
            try fields.finish()
        }
    }

    /// Reads a constraint of a table or an `ADD CONSTRAINT`.
    mutating func tableConstraint(_ node: Node) throws(Refusal) -> ConstraintDefinition {
        guard node.tag == .constraint else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in
            try fields.disregard(.location, .initiallyValid)
            let kind: ConstraintKind = try fields.constant(.contype)
            return try constraint(kind, &fields, column: nil, at: node)
        }
    }

    /// The kind and the sequence of an identity.
    mutating func identity(_ fields: inout Fields) throws(Refusal) -> (CatalogIdentity, ImplicitSequence) {
        let when = try fields.text(.generatedWhen)
        var sequence = ImplicitSequence.unnamed
        for node in try fields.list(.options) {
            let (name, argument) = try option(node)
            if name == "sequence_name", let argument { sequence = .named(try nameList(argument)) }
            // The other options are where it starts and how it steps.
        }
        return (when == "a" ? .always : .byDefault, sequence)
    }

    /// A dotted name that is a `List` of strings.
    func nameList(_ node: Node) throws(Refusal) -> QualifiedName {
        guard node.tag == .list else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in try lower.name(try fields.list(.items)) }
    }

    private func setTiming(
        _ kind: ConstraintKind,
        of definition: inout ColumnDefinition,
        at node: Node
    ) throws(Refusal) {
        let timing: ConstraintTiming
        switch kind {
        case .deferrable: timing = .deferrable
        case .deferred: timing = .deferred
        case .notDeferrable: timing = .immediate
        // INITIALLY IMMEDIATE says nothing beside what DEFERRABLE before it said.
        case .immediate: return
        case .null, .notNull, .standard, .identity, .generated, .check, .primary, .unique, .exclusion,
            .foreign:
            throw node.refusal
        }
        guard let last = definition.constraints.indices.last else { throw node.refusal }
        definition.constraints[last].timing = timing
    }

    private mutating func constraint(
        _ kind: ConstraintKind,
        _ fields: inout Fields,
        column: String?,
        at node: Node
    ) throws(Refusal) -> ConstraintDefinition {
        let name = try fields.text(.conname) ?? ""
        let timing = timing(deferrable: try fields.flag(.deferrable), deferred: try fields.flag(.initdeferred))
        switch kind {
        case .check:
            var check = CatalogCheck(name, try mentions(try fields.require(.rawExpr)))
            check.isLocal = try fields.flag(.isNoInherit)
            check.isValidated = !(try fields.flag(.skipValidation))
            return .check(check)
        case .primary: return try key(.primaryKey, name, timing, &fields, column)
        case .unique: return try key(.uniqueConstraint, name, timing, &fields, column)
        case .exclusion: return try exclusion(name, timing, &fields)
        case .foreign: return .foreignKey(try foreignKey(name, timing, &fields, column))
        case .null, .notNull, .standard, .identity, .generated, .deferrable, .notDeferrable, .deferred, .immediate:
            throw node.refusal
        }
    }

    private mutating func key(
        _ role: CatalogIndex.Role,
        _ name: String,
        _ timing: ConstraintTiming,
        _ fields: inout Fields,
        _ column: String?
    ) throws(Refusal) -> ConstraintDefinition {
        try fields.disregard(.indexspace, .resetDefaultTblspc)
        setAside(try fields.list(.options), as: "storage parameters")
        let columns = try lower.strings(try fields.list(.keys))
        var index = CatalogIndex(name, role, columns: column.map { [$0] } ?? columns)
        index.timing = timing
        index.included = try lower.strings(try fields.list(.including))
        index.nullsNotDistinct = try fields.flag(.nullsNotDistinct)
        if let existing = try fields.text(.indexname) { return .usingIndex(index, existing) }
        return .index(index)
    }

    private mutating func exclusion(
        _ name: String,
        _ timing: ConstraintTiming,
        _ fields: inout Fields
    ) throws(Refusal) -> ConstraintDefinition {
        try fields.disregard(.indexspace, .resetDefaultTblspc)
        setAside(try fields.list(.options), as: "storage parameters")
        var index = CatalogIndex(name, .exclusion, columns: [])
        index.timing = timing
        index.method = try fields.text(.accessMethod) ?? "gist"
        index.included = try lower.strings(try fields.list(.including))
        index.predicate = try fields.node(.whereClause).map { node throws(Refusal) in try mentions(node) }
        for pair in try fields.list(.exclusions) {
            guard pair.tag == .list else { throw pair.refusal }
            try pair.reading { fields throws(Refusal) in
                let items = Array(try fields.list(.items))
                guard items.count == 2 else { throw pair.refusal }
                try indexElement(items[0], of: &index)
                // The operator, by name or as OPERATOR(schema.op).
                guard items[1].tag == .list else { throw items[1].refusal }
                _ = try items[1].reading { fields throws(Refusal) in try lower.strings(try fields.list(.items)) }
            }
        }
        return .index(index)
    }

    private func foreignKey(
        _ name: String,
        _ timing: ConstraintTiming,
        _ fields: inout Fields,
        _ column: String?
    ) throws(Refusal) -> CatalogForeignKey {
        // Old catalog numbers that only ALTER inside the server fills.
        try fields.disregard(.oldPktableOid)
        let columns = try lower.strings(try fields.list(.fkAttrs))
        var foreignKey = CatalogForeignKey(
            name,
            columns: column.map { [$0] } ?? columns,
            references: try relationName(try fields.require(.pktable)),
            referencedColumns: try lower.strings(try fields.list(.pkAttrs)),
            onDelete: try referentialAction(try fields.text(.fkDelAction), at: fields.node),
            onUpdate: try referentialAction(try fields.text(.fkUpdAction), at: fields.node)
        )
        foreignKey.deleteSetColumns = try lower.strings(try fields.list(.fkDelSetCols))
        foreignKey.timing = timing
        foreignKey.isValidated = !(try fields.flag(.skipValidation))
        switch try fields.text(.fkMatchtype) {
        case "s", nil: foreignKey.match = .simple
        case "f": foreignKey.match = .full
        case "p": foreignKey.match = .partial
        case .some: throw Refusal(.unknownConstant, "a MATCH that is not understood", at: fields.node.range)
        }
        return foreignKey
    }

    /// PostgreSQL: parsenodes.h, FKCONSTR_ACTION.
    private func referentialAction(_ letter: String?, at node: Node) throws(Refusal) -> ReferentialAction {
        switch letter {
        case "a", nil: return .noAction
        case "r": return .restrict
        case "c": return .cascade
        case "n": return .setNull
        case "d": return .setDefault
        case .some: throw Refusal(.unknownConstant, "a referential action that is not understood", at: node.range)
        }
    }
}

extension ConstraintDefinition {
    /// When the constraint is looked at.
    var timing: ConstraintTiming {
        get {
            switch self {
            case .index(let index), .usingIndex(let index, _): index.timing
            case .foreignKey(let key): key.timing
            case .check: .immediate
            }
        }
        set {
            switch self {
            case .index(var index):
                index.timing = newValue
                self = .index(index)
            case .usingIndex(var index, let existing):
                index.timing = newValue
                self = .usingIndex(index, existing)
            case .foreignKey(var key):
                key.timing = newValue
                self = .foreignKey(key)
            case .check: break
            }
        }
    }
}
