// Another name in the place of one, in everything that a relation or type lists.

extension CatalogExpression {
    /// Puts another name in the place of a relation's or type's.
    mutating func replace(_ old: QualifiedName, with new: QualifiedName) {
        relations.replace(old, with: new)
        types.replace(old, with: new)
    }
}

extension Array where Element: Equatable {
    /// Puts another element in the place of each that is equal to `old`.
    mutating func replace(_ old: Element, with new: Element) {
        for place in indices where self[place] == old { self[place] = new }
    }
}

extension Columns {
    /// Puts another column name in the place of one.
    mutating func replace(_ old: String, with new: String) {
        guard case .named(var names) = self, names.remove(old) != nil else { return }
        names.insert(new)
        self = .named(names)
    }

    /// Leaves a column out.
    mutating func remove(_ name: String) {
        guard case .named(var names) = self, names.remove(name) != nil else { return }
        self = names.isEmpty ? .none : .named(names)
    }
}

extension CatalogType {
    /// Puts another name in the place of a relation's or type's.
    mutating func replace(_ old: QualifiedName, with new: QualifiedName) {
        for place in fields.indices where fields[place].userType == old {
            fields[place].userType = new
            fields[place].type = TypeSpelling.respell(fields[place].type, old, new)
        }
        if baseType == old {
            baseType = new
            base = base.map { TypeSpelling.respell($0, old, new) }
        }
        defaultValue?.replace(old, with: new)
        for place in checks.indices { checks[place].expression.replace(old, with: new) }
    }
}

extension CatalogRelation {
    /// Puts another name in the place of a relation's or type's, but for the relation's own.
    mutating func replace(_ old: QualifiedName, with new: QualifiedName) {
        parents.replace(old, with: new)
        for place in foreignKeys.indices where foreignKeys[place].references == old {
            foreignKeys[place].references = new
        }
        if ownedBy?.table == old { ownedBy?.table = new }
        if rowType == old { rowType = new }
        for place in columns.indices where columns[place].userType == old {
            columns[place].userType = new
            columns[place].type = columns[place].type.map { TypeSpelling.respell($0, old, new) }
        }
        for place in triggers.indices where triggers[place].from == old { triggers[place].from = new }
        for place in rules.indices { rules[place].writes.replace(old, with: new) }
        if let reads = columnReads {
            columnReads = reads.map { read in
                read.relation == old ? CatalogColumnRead(read.columns, of: new) : read
            }
        }
        forEachExpression { $0.replace(old, with: new) }
    }

    /// Puts another name in the place of a routine's.
    mutating func replaceRoutine(_ old: QualifiedName, with new: QualifiedName) {
        for place in triggers.indices where triggers[place].function == old { triggers[place].function = new }
        forEachExpression { $0.routines.replace(old, with: new) }
    }

    /// Gives a column another name.
    mutating func renameColumn(_ old: String, to new: String) {
        for place in columns.indices where columns[place].name == old { columns[place].name = new }
        for place in indexes.indices {
            indexes[place].columns.replace(old, with: new)
            indexes[place].included.replace(old, with: new)
        }
        for place in foreignKeys.indices {
            foreignKeys[place].columns.replace(old, with: new)
            foreignKeys[place].deleteSetColumns.replace(old, with: new)
            if foreignKeys[place].references == name { foreignKeys[place].referencedColumns.replace(old, with: new) }
        }
        for place in triggers.indices { triggers[place].columns.replace(old, with: new) }
        partitionKey?.columns.replace(old, with: new)
        forEachExpression { $0.columns.replace(old, with: new) }
    }

    /// Changes the columns that a view is said to read of a relation.
    mutating func changeReads(of relation: QualifiedName, _ change: (inout Columns) -> Void) {
        guard let reads = columnReads, let place = reads.firstIndex(where: { $0.relation == relation }) else { return }
        var read = reads[place]
        change(&read.columns)
        columnReads?[place] = read
    }

    /// Gives every expression that the relation keeps to `change`.
    private mutating func forEachExpression(_ change: (inout CatalogExpression) -> Void) {
        func changed(_ expression: CatalogExpression) -> CatalogExpression {
            var expression = expression
            change(&expression)
            return expression
        }
        query = query.map(changed)
        for place in columns.indices {
            columns[place].defaultValue = columns[place].defaultValue.map(changed)
            columns[place].generated = columns[place].generated.map(changed)
        }
        for place in checks.indices { change(&checks[place].expression) }
        for place in indexes.indices {
            indexes[place].predicate = indexes[place].predicate.map(changed)
            indexes[place].expressions = indexes[place].expressions.map(changed)
        }
        if let expressions = partitionKey?.expressions { partitionKey?.expressions = expressions.map(changed) }
        for place in triggers.indices { triggers[place].condition = triggers[place].condition.map(changed) }
        for place in rules.indices { change(&rules[place].body) }
        for place in policies.indices {
            policies[place].condition = policies[place].condition.map(changed)
            policies[place].check = policies[place].check.map(changed)
        }
        for place in statistics.indices { change(&statistics[place].expression) }
    }
}
