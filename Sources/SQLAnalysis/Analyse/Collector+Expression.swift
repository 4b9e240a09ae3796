// Expressions: which columns they mention, which functions they call, which types they name.

extension Collector {
    /// Collects an expression, if there is one.
    mutating func expression(
        _ expression: Expression?,
        _ level: Level,
        _ tables: CommonTables
    ) throws(Refusal) {
        guard let expression else { return }
        switch expression {
        case .column(let reference): try column(reference, level)
        case .literal, .parameter, .setToDefault, .currentOf: return
        case .call(let call): try self.call(call, level, tables)
        case .operation(let operation):
            // BETWEEN is spelled as the name of an operator and stands for >= and <=.
            if operation.kind.namesOperator { self.operator(operation.name) }
            try self.expression(operation.left, level, tables)
            try self.expression(operation.right, level, tables)
        case .logic(_, let parts), .list(let parts), .row(let parts), .array(let parts), .conditional(let parts),
            .construct(_, let parts):
            try expressions(parts, level, tables)
        case .subquery(let subquery):
            if let name = subquery.operator { self.operator(name) }
            try self.expression(subquery.test, level, tables)
            try query(subquery.query, tables: tables, parent: level)
        case .cast(let value, let type):
            self.type(type)
            try self.expression(value, level, tables)
        case .nullTest(let value, _), .booleanTest(let value, _): try self.expression(value, level, tables)
        case .indirection(let value, let steps):
            try self.expression(value, level, tables)
            if case .column(let column) = value { try wholeRowField(column, steps, level) }
            try indirection(steps, level, tables)
        }
    }

    /// Collects each of a list.
    mutating func expressions(
        _ list: [Expression],
        _ level: Level,
        _ tables: CommonTables
    ) throws(Refusal) {
        for item in list { try expression(item, level, tables) }
    }

    /// Collects an element of a target list or of SET.
    mutating func target(_ target: Target, _ level: Level, _ tables: CommonTables) throws(Refusal) {
        try indirection(target.indirection, level, tables)
        try expression(target.value, level, tables)
    }

    private mutating func indirection(
        _ steps: [Indirection],
        _ level: Level,
        _ tables: CommonTables
    ) throws(Refusal) {
        for step in steps {
            switch step {
            case .star: continue  // a part of a value that is read as a whole
            case .field(let name): routineField(name)
            case .subscripts(let bounds): try expressions(bounds, level, tables)
            }
        }
    }

    /// Notes that a column of a relation is read, if the relation may have it.
    mutating func mention(_ column: String, of use: Int) {
        guard uses[use].mayHave(column) else { return }
        uses[use].columns.add(column)
    }

    /// Notes what a column reference reads.
    ///
    /// PostgreSQL: parse_expr.c, transformColumnRef; where it decides between meanings, this takes all of them.
    mutating func column(_ reference: ColumnReference, _ level: Level) throws(Refusal) {
        if reference.names.isEmpty {
            try readEverything(level)
        } else if reference.names.count == 1 && !reference.star {
            try bareName(reference.names[0], level)
        } else {
            let last = reference.names.count - 1
            let qualifier = reference.star ? reference.names[last] : reference.names[last - 1]
            try qualifiedName(qualifier, reference.star ? nil : reference.names[last], level)
        }
    }

    /// A bare name: a column, or a whole row when a relation or join is called so. Outer levels are looked at unless a
    /// relation here has such a column for sure.
    private mutating func bareName(_ name: String, _ start: Level) throws(Refusal) {
        var at: Level? = start
        while let level = at {
            try work.spend(1 + level.relations.count)
            var certain = false
            for (visible, use) in level.relations {
                if uses[use].has(name) { certain = true }
                mention(name, of: use)
                if visible == name { uses[use].columns = .every }
            }
            try readEverything(level.joins[name])
            if certain { return }
            at = level.parent
        }
    }

    /// A qualified name or star: that of the innermost thing called so. One that nothing is called by reads everything.
    private mutating func qualifiedName(
        _ qualifier: String,
        _ column: String?,
        _ start: Level
    ) throws(Refusal) {
        var at: Level? = start
        while let level = at {
            let found = level.uses(named: qualifier)
            try work.spend(1 + found.count)
            for use in found { field(column, of: use) }
            try readEverything(level.joins[qualifier])
            if !found.isEmpty || level.joins[qualifier] != nil || level.derived.contains(qualifier) { return }
            at = level.parent
        }
        at = start
        while let level = at {
            try readEverything(level)
            at = level.parent
        }
    }

    /// Notes that every column of a level's relations may be read.
    private mutating func readEverything(_ level: Level) throws(Refusal) {
        try work.spend(level.relations.count)
        for (_, use) in level.relations { uses[use].columns = .every }
    }

    /// Notes that every column of the relations of a join may be read.
    private mutating func readEverything(_ join: [Int]?) throws(Refusal) {
        guard let join else { return }
        try work.spend(join.count)
        for use in join { uses[use].columns = .every }
    }

    /// `t.f` is a column of t, or else the call f(t) on the whole row; nil stands for the star.
    ///
    /// PostgreSQL: parse_func.c, ParseFuncOrColumn; without a catalog the names of functions and types may be either.
    private mutating func field(_ column: String?, of use: Int) {
        guard let column else {
            uses[use].columns = .every
            return
        }
        if uses[use].has(column) || RelationUse.systemColumns.contains(column) {
            mention(column, of: use)
        } else if uses[use].known != nil {
            uses[use].columns = .every
            function(QualifiedName(column), arguments: [], offset: nil)
        } else {
            let mayBeCall = ReviewedTypes.contains(column) || ReviewedFunctions.classOf(column) != nil
            if mayBeCall { uses[use].columns = .every } else { uses[use].columns.add(column) }
        }
    }

    /// `(t).f` is the field f of t's row, or else the call f(t), like `t.f`.
    private mutating func wholeRowField(
        _ column: ColumnReference,
        _ steps: [Indirection],
        _ start: Level
    ) throws(Refusal) {
        guard case .field(let name) = steps.first, !column.star, column.names.count == 1 else { return }
        var at: Level? = start
        while let level = at {
            let found = level.uses(named: column.names[0])
            try work.spend(1 + found.count)
            for use in found { field(name, of: use) }
            at = level.parent
        }
    }

    /// `(value).f` may call a routine f that takes the value's type; the catalog knows which names are routines.
    private mutating func routineField(_ name: String) {
        guard let catalog, !catalog.routines(QualifiedName(name)).isEmpty else { return }
        function(QualifiedName(name), arguments: [], offset: nil)
    }
}

extension OperationKind {
    /// Whether the operation's name is that of an operator.
    var namesOperator: Bool {
        switch self {
        case .plain, .anyOf, .allOf, .distinct, .notDistinct, .nullIf, .in, .like, .ilike, .similar: true
        case .between, .notBetween, .betweenSymmetric, .notBetweenSymmetric: false
        }
    }
}
