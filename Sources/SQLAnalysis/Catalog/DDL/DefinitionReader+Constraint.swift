// Constraints: those of a column, those of a table, and what stands behind them. PostgreSQL: gram.y, ColConstraint.

extension DefinitionReader {
    /// Reads one of the constraints that stand behind the type of a column or domain.
    mutating func add(_ node: Node, to attributes: inout ColumnAttributes, of column: String) throws(Refusal) {
        if try addSimple(node, to: &attributes) { return }
        let parts = try ConstraintParts(node)
        switch parts.kind {
        case .null, .notNull, .standard: throw node.refusal
        case .identity:
            attributes.notNull = true
            (attributes.identity, attributes.sequence) = try identity(parts)
        case .generated:
            try parts.allow([.name, .expression, .generatedWhen])
            attributes.generated = try mentions(try parts.expression())
        case .deferrable, .notDeferrable, .deferred, .immediate:
            try parts.allow([])
            try setTiming(parts.kind, of: &attributes.constraints, at: node)
        case .check, .primary, .unique, .exclusion, .foreign:
            attributes.constraints.append(try constraint(parts, column: column))
        }
    }

    /// Reads NOT NULL, NULL and DEFAULT, which most of all constraints are; false for the other kinds.
    private func addSimple(_ node: Node, to attributes: inout ColumnAttributes) throws(Refusal) -> Bool {
        guard node.tag == .constraint else { throw node.refusal }
        var kind: ConstraintKind?
        var expression: Node?
        try node.eachField { field, at throws(Refusal) in
            switch field {
            case .contype: kind = ConstraintKind.table[try node.integer(at)]
            case .rawExpr where kind == .standard: expression = try node.child(at)
            // The parser's place of the word, what it sets alike in every constraint, and a name that PostgreSQL 15 does
            // not keep for these.
            case .location, .initiallyValid, .conname: try node.disregard(field, at)
            default:  // lint: a field of the other kinds
                if kind == .null || kind == .notNull || kind == .standard { throw node.unread(field) }
            }
        }
        switch kind {
        case .null: return true
        case .notNull:
            attributes.notNull = true
            return true
        case .standard:
            guard let expression else { throw Refusal(.missingField, "DEFAULT without a value", at: node.range) }
            attributes.defaultValue = try defaultValue(expression)
            return true
        case .identity, .generated, .check, .primary, .unique, .exclusion, .foreign, .deferrable, .notDeferrable,
            .deferred, .immediate, nil:
            return false
        }
    }

    /// Reads the expression of a DEFAULT, which cannot read columns; nil for NULL, since PostgreSQL keeps no such default.
    func defaultValue(_ node: Node) throws(Refusal) -> CatalogExpression? {
        if node.tag == .aConst {
            var fields = Fields(node)
            if try fields.flag(.isnull) { return nil }
        }
        var expression = try mentions(node)
        expression.columns = .none
        return expression
    }

    /// Reads a constraint of a table or an `ADD CONSTRAINT`.
    mutating func tableConstraint(_ node: Node) throws(Refusal) -> ConstraintDefinition {
        try constraint(try ConstraintParts(node), column: nil)
    }

    /// The kind and the sequence of an identity.
    func identity(_ parts: ConstraintParts) throws(Refusal) -> (CatalogIdentity, ImplicitSequence) {
        try parts.allow([.name, .generatedWhen, .options])
        var sequence = ImplicitSequence.unnamed
        for node in parts.options {
            let (name, argument) = try option(node)
            if name == "sequence_name", let argument { sequence = .named(try nameList(argument)) }
            // The other options are where it starts and how it steps.
        }
        return (parts.generatedWhen == "a" ? .always : .byDefault, sequence)
    }

    /// A dotted name that is a `List` of strings.
    func nameList(_ node: Node) throws(Refusal) -> QualifiedName {
        guard node.tag == .list else { throw node.refusal }
        return try node.reading { fields throws(Refusal) in try lower.name(try fields.list(.items)) }
    }

    private func setTiming(
        _ kind: ConstraintKind,
        of constraints: inout [ConstraintDefinition],
        at node: Node
    ) throws(Refusal) {
        let timing: ConstraintTiming
        switch kind {
        case .deferrable: timing = .deferrable
        case .deferred: timing = .deferred
        case .notDeferrable: timing = .immediate
        // INITIALLY IMMEDIATE says nothing beside what DEFERRABLE before it said.
        case .immediate: return
        case .null, .notNull, .standard, .identity, .generated, .check, .primary, .unique, .exclusion, .foreign:
            throw node.refusal
        }
        guard let last = constraints.indices.last else { throw node.refusal }
        constraints[last].timing = timing
    }

    private mutating func constraint(
        _ parts: ConstraintParts,
        column: String?
    ) throws(Refusal) -> ConstraintDefinition {
        switch parts.kind {
        case .check:
            try parts.allow([.name, .expression, .validity, .noInherit])
            var check = CatalogCheck(parts.name, try mentions(try parts.expression()))
            check.isLocal = parts.isLocal
            check.isValidated = parts.isValidated
            return .check(check)
        case .primary: return try key(.primaryKey, parts, column)
        case .unique: return try key(.uniqueConstraint, parts, column)
        case .exclusion: return try exclusion(parts)
        case .foreign: return .foreignKey(try foreignKey(parts, column))
        case .null, .notNull, .standard, .identity, .generated, .deferrable, .notDeferrable, .deferred, .immediate:
            throw parts.node.refusal
        }
    }

    private mutating func key(
        _ role: CatalogIndex.Role,
        _ parts: ConstraintParts,
        _ column: String?
    ) throws(Refusal) -> ConstraintDefinition {
        try parts.allow([.name, .timing, .keys, .options, .existingIndex])
        if !parts.options.isEmpty { clauses.append(.ofNoInterest("storage parameters")) }
        var index = CatalogIndex(parts.name, role, columns: column.map { [$0] } ?? parts.keys)
        index.timing = parts.timing
        index.included = parts.including
        index.nullsNotDistinct = parts.nullsNotDistinct
        if let existing = parts.existingIndex { return .usingIndex(index, existing) }
        return .index(IndexDefinition(index: index))
    }

    private mutating func exclusion(_ parts: ConstraintParts) throws(Refusal) -> ConstraintDefinition {
        try parts.allow([.name, .timing, .keys, .options, .exclusion])
        if !parts.options.isEmpty { clauses.append(.ofNoInterest("storage parameters")) }
        var index = CatalogIndex(parts.name, .exclusion, columns: [])
        index.timing = parts.timing
        index.method = parts.accessMethod ?? "gist"
        index.included = parts.including
        index.predicate = try parts.condition.map { node throws(Refusal) in try mentions(node) }
        var names: [String] = []
        for pair in parts.exclusions {
            guard pair.tag == .list else { throw pair.refusal }
            try pair.reading { fields throws(Refusal) in
                let items = Array(try fields.list(.items))
                guard items.count == 2 else { throw pair.refusal }
                try indexElement(items[0], of: &index, &names)
                // The operator, by name or as OPERATOR(schema.op).
                guard items[1].tag == .list else { throw items[1].refusal }
                _ = try items[1].reading { fields throws(Refusal) in try lower.strings(try fields.list(.items)) }
            }
        }
        return .index(
            IndexDefinition(index: index, elementNames: index.expressions.isEmpty ? [] : names + index.included)
        )
    }

    private func foreignKey(_ parts: ConstraintParts, _ column: String?) throws(Refusal) -> CatalogForeignKey {
        try parts.allow([.name, .timing, .validity, .references])
        guard let target = parts.references else {
            throw Refusal(.missingField, "a foreign key without a table", at: parts.node.range)
        }
        var foreignKey = CatalogForeignKey(
            parts.name,
            columns: column.map { [$0] } ?? parts.columns,
            references: try relationName(target),
            referencedColumns: parts.referencedColumns,
            onDelete: try parts.action(parts.onDelete),
            onUpdate: try parts.action(parts.onUpdate)
        )
        foreignKey.deleteSetColumns = parts.deleteSetColumns
        foreignKey.timing = parts.timing
        foreignKey.isValidated = parts.isValidated
        switch parts.match {
        case "s", "": foreignKey.match = .simple
        case "f": foreignKey.match = .full
        case "p": foreignKey.match = .partial
        default:  // lint: numbers are no closed set
            throw Refusal(.unknownConstant, "a MATCH that is not understood", at: parts.node.range)
        }
        return foreignKey
    }
}

extension ConstraintDefinition {
    /// When the constraint is looked at.
    var timing: ConstraintTiming {
        get {
            switch self {
            case .index(let definition): definition.index.timing
            case .usingIndex(let index, _): index.timing
            case .foreignKey(let key): key.timing
            case .check: .immediate
            }
        }
        set {
            switch self {
            case .index(var definition):
                definition.index.timing = newValue
                self = .index(definition)
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
