// CREATE TABLE: columns from parents, LIKE and types, and what comes with them. PostgreSQL: parse_utilcmd.c, tablecmds.c.

extension CatalogBuilder {
    /// Puts a relation in place; nil and reported when its name is taken.
    mutating func place(_ relation: CatalogRelation, _ what: String, ifNotExists: Bool) -> Int? {
        // Each relation is a type too.
        guard isFree(relation.name), types[relation.name] == nil else {
            if ifNotExists {
                report.pass("\(what) IF NOT EXISTS of what is there")
            } else {
                skip(what, "\(relation.name) is there already")
            }
            return nil
        }
        let slot = relations.count
        relations.append(relation)
        slots[relation.name] = slot
        return slot
    }

    mutating func add(_ table: NewTable) {
        var relation = table.relation
        let what = relation.kind == .foreignTable ? "CREATE FOREIGN TABLE" : "CREATE TABLE"
        guard let name = creationName(relation.name, relation.persistence, what) else { return }
        relation.name = name
        if !table.isPlain {
            relation.parents = relation.parents.map(resolved(relation:))
            relation.rowType = relation.rowType.map(resolved(type:))
            collectColumns(of: table, in: &relation, what)
        }
        if let twice = Self.repeated(relation.columns.map(\.name)) {
            return skip(what, "a column of \(name) is there twice: \(twice)")
        }
        for place in relation.columns.indices where !relation.columns[place].isPlain {
            resolve(&relation.columns, place, of: relation)
        }
        if let unknown = relation.partitionKey?.columns.first(where: relation.lacks) {
            return skip(what, "\(name) has no column \(unknown)")
        }
        if var key = relation.partitionKey, !key.expressions.isEmpty {
            key.expressions = key.expressions.map { resolved($0, in: relation) }
            relation.partitionKey = key
        }
        guard let slot = place(relation, what, ifNotExists: table.ifNotExists) else { return }
        for parent in relation.parents { addHeir(slot, to: parent) }
        if relation.isPartition, let parent = relation.parents.first.flatMap({ slots[$0] }) {
            addParts(ofIndexesOf: parent, to: slot)
        }
        for definition in table.definitions { addSequence(of: definition, to: slot) }
        for like in table.likes { addParts(like: like.source, like.options, to: slot) }
        add(table.definitions.flatMap(\.constraints) + table.constraints, to: slot)
    }

    /// A name that comes twice; nil when none does.
    static func repeated(_ names: [String]) -> String? {
        var seen: Set<String> = []
        if names.count > 32 { return names.first { !seen.insert($0).inserted } }
        for place in names.indices.dropFirst() where names[..<place].contains(names[place]) { return names[place] }
        return nil
    }

    /// Puts the columns of parents, types and LIKE around those that the statement defines.
    private mutating func collectColumns(of table: NewTable, in relation: inout CatalogRelation, _ what: String) {
        let own = relation.columns
        relation.columns = []
        addInheritedColumns(to: &relation)
        var likes = table.likes[...]
        for place in 0...own.count {
            while let like = likes.first, like.place == place {
                addColumns(like: like.source, like.options, to: &relation, what)
                likes.removeFirst()
            }
            if place < own.count { addColumn(own[place], to: &relation) }
        }
        for options in table.options { overrideColumn(options, of: &relation, what) }
    }

    /// Adds the sequence of an identity or SERIAL column, and the default of the latter.
    mutating func addSequence(of definition: ColumnDefinition, to slot: Int) {
        guard let implicit = definition.sequence else { return }
        let table = relations[slot].name
        let column = definition.column.name
        let name: QualifiedName
        switch implicit {
        case .named(let given): name = QualifiedName(schema: given.schema ?? table.schema, given.name)
        case .unnamed:
            name = QualifiedName(schema: table.schema, freeName([table.name, column], "seq", in: table.schema))
        }
        if definition.column.identity == nil,
            let place = relations[slot].columns.firstIndex(where: { $0.name == column })
        {
            relations[slot].columns[place].defaultValue = CatalogExpression(
                relations: [name],
                routines: [QualifiedName("nextval")]
            )
        }
        var sequence = CatalogRelation.sequence(name)
        sequence.persistence = relations[slot].persistence
        sequence.ownedBy = CatalogSequenceOwner(table: table, column: column)
        _ = place(sequence, "CREATE SEQUENCE", ifNotExists: false)
    }

    /// Adds a column, or merges it with an inherited one of its name.
    private mutating func addColumn(_ column: CatalogColumn, to relation: inout CatalogRelation) {
        var column = column
        guard !relation.parents.isEmpty, let place = relation.columns.firstIndex(where: { $0.name == column.name })
        else {
            relation.columns.append(column)
            return
        }
        let inherited = relation.columns[place]
        column.notNull = column.notNull || inherited.notNull
        column.defaultValue = column.defaultValue ?? inherited.defaultValue
        column.generated = column.generated ?? inherited.generated
        relation.columns[place] = column
    }

    /// Puts what a typed table or a partition says about a column over what it gets from elsewhere.
    private mutating func overrideColumn(_ column: CatalogColumn, of relation: inout CatalogRelation, _ what: String) {
        guard let place = relation.columns.firstIndex(where: { $0.name == column.name }) else {
            skip(what, "\(relation.name) has no column \(column.name)")
            return
        }
        if column.notNull { relation.columns[place].notNull = true }
        if let value = column.defaultValue { relation.columns[place].defaultValue = value }
        if let generated = column.generated { relation.columns[place].generated = generated }
        if let identity = column.identity { relation.columns[place].identity = identity }
    }

    private mutating func addColumns(
        like source: QualifiedName,
        _ options: LikeOptions,
        to relation: inout CatalogRelation,
        _ what: String
    ) {
        if slot(source) == nil, let type = types[resolved(type: source)], type.form == .composite {
            for field in type.fields {
                relation.columns.append(CatalogColumn(field.name, type: field.type, userType: field.userType))
            }
            return
        }
        guard let slot = slot(source) else {
            relation.columnsAreKnown = false
            skip(what, "\(source), which LIKE names, is not in the file")
            return
        }
        if !relations[slot].columnsAreKnown { relation.columnsAreKnown = false }
        for column in relations[slot].columns {
            var copy = column
            copy.isInherited = false
            if !options.contains(.identity) { copy.identity = nil }
            if !options.contains(.generated) { copy.generated = nil }
            if !options.contains(.defaults) { copy.defaultValue = nil }
            if !options.contains(.comments) { copy.comment = nil }
            relation.columns.append(copy)
        }
    }

    /// COMMENT ON COLUMN. PostgreSQL: comment.c, CommentObject.
    mutating func put(_ comment: String?, on column: String, of name: QualifiedName) {
        let what = "COMMENT ON COLUMN"
        // Fields of composite types have comments too, which are not kept.
        if slot(name) == nil, types[resolved(type: name)]?.form == .composite { return report.pass(what) }
        guard let slot = slot(name, for: what) else { return }
        if relations[slot].kind == .sequence { return skip(what, "columns of sequences have no comments") }
        guard let place = relations[slot].columns.firstIndex(where: { $0.name == column }) else {
            return skip(what, "\(relations[slot].part(column)) is not in the file")
        }
        relations[slot].columns[place].comment = comment
    }

    /// Constraints, indexes, identity sequences and statistics of LIKE.
    private mutating func addParts(like source: QualifiedName, _ options: LikeOptions, to slot: Int) {
        guard let sourceSlot = self.slot(source) else { return }
        let original = relations[sourceSlot]
        if options.contains(.constraints) {
            for check in original.checks + inheritedChecks(of: sourceSlot) {
                var copy = check
                copy.isValidated = true
                add(.check(copy), to: slot, recurses: false)
            }
        }
        if options.contains(.identity) {
            for column in original.columns where column.identity != nil {
                addSequence(of: ColumnDefinition(column: column, sequence: .unnamed), to: slot)
            }
        }
        if options.contains(.indexes) {
            for index in original.indexes {
                let names = indexElementNames[QualifiedName(schema: original.name.schema, index.name)] ?? []
                var copy = index
                copy.name = ""
                copy.parent = nil
                copy.isValid = true
                add(.index(IndexDefinition(index: copy, elementNames: names)), to: slot, recurses: false)
            }
        }
        if options.contains(.statistics) && !original.statistics.isEmpty {
            skip("LIKE INCLUDING STATISTICS", "the names that statistics get are not followed")
        }
    }
}

extension CatalogRelation {
    /// A sequence.
    static func sequence(_ name: QualifiedName) -> CatalogRelation {
        CatalogRelation(name, kind: .sequence, columns: sequenceColumns)
    }

    private static let sequenceColumns = [
        CatalogColumn("last_value", type: "bigint", notNull: true),
        CatalogColumn("log_cnt", type: "bigint", notNull: true),
        CatalogColumn("is_called", type: "boolean", notNull: true),
    ]
}

extension CatalogRelation {
    /// Whether it lists all of its columns, and this is none of them.
    func lacks(_ column: String) -> Bool { columnsAreKnown && !columns.contains { $0.name == column } }
}
