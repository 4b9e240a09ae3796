// Expressions: which columns they mention, which functions they call, which types they name.

extension Collector {
    /// Collects an expression, if there is one.
    mutating func expression(
        _ expression: Expression?,
        _ level: Level,
        _ tables: CommonTables
    ) throws(Refusal) {
        guard let expression else { return }
        try steps.check()
        switch expression {
        case .column(let reference): column(reference, level)
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
            if case .column(let column) = value { wholeRowField(column, steps, level) }
            attributes(of: value, steps)
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
            case .star, .field: continue  // parts of a value that is read as a whole; see `attributes`
            case .subscripts(let bounds): try expressions(bounds, level, tables)
            }
        }
    }

    /// Notes that a column of a relation is read, if the relation may have it.
    mutating func mention(_ column: String, of use: Int) {
        guard uses[use].mayHave(column) else { return }
        uses[use].columns.insert(column)
    }

    /// Notes what a column reference reads.
    ///
    /// PostgreSQL: parse_expr.c, transformColumnRef; where it decides between meanings, this takes all of them.
    mutating func column(_ reference: ColumnReference, _ level: Level) {
        if reference.names.isEmpty {
            readEverything(level)
        } else if reference.names.count == 1 && !reference.star {
            bareName(reference.names[0], level)
        } else {
            qualifiedName(reference, level)
        }
    }

    /// A bare name: a column, or a whole row when a relation or join is called so. Outer levels are looked at unless a
    /// relation here has such a column for sure.
    private mutating func bareName(_ name: String, _ start: Level) {
        var at: Level? = start
        while let level = at {
            var certain = false
            steps.take(1 + level.relations.count)
            for (visible, use) in level.relations {
                if uses[use].has(name) { certain = true }
                mention(name, of: use)
                if visible == name { uses[use].columns = .every }
            }
            readJoin(name, level)
            if certain { return }
            at = level.parent
        }
    }

    /// A qualified name or star: that of the innermost thing called so. One that nothing is called by reads everything.
    private mutating func qualifiedName(_ reference: ColumnReference, _ start: Level) {
        let last = reference.names.count - 1
        let qualifier = reference.star ? reference.names[last] : reference.names[last - 1]
        let column = reference.star ? nil : reference.names[last]
        var at: Level? = start
        while let level = at {
            let found = level.uses(named: qualifier)
            steps.take(1 + found.count)
            for use in found { field(column, of: use, offset: reference.offset) }
            readJoin(qualifier, level)
            if let column {
                if let derived = level.derived[qualifier], derived.columns?.contains(column) != true {
                    attribute(column, of: derived.mayBeScalar ? .unknown : .row, offset: reference.offset)
                } else if level.joins[qualifier] != nil {
                    attribute(column, of: .row, offset: reference.offset)
                }
            }
            if !found.isEmpty || level.joins[qualifier] != nil || level.derived[qualifier] != nil { return }
            at = level.parent
        }
        if let column { attribute(column, of: .unknown, offset: reference.offset) }
        at = start
        while let level = at {
            readEverything(level)
            at = level.parent
        }
    }

    /// Every column of every relation of a level is read.
    private mutating func readEverything(_ level: Level) {
        steps.take(1 + level.relations.count)
        for (_, use) in level.relations { uses[use].columns = .every }
    }

    /// Every column of the relations that a join's alias stands for is read.
    private mutating func readJoin(_ name: String, _ level: Level) {
        guard let joined = level.joins[name] else { return }
        steps.take(joined.count)
        for use in joined { uses[use].columns = .every }
    }

    /// `t.f` is a column of t, or else the call f(t) on the whole row; nil stands for the star.
    ///
    /// PostgreSQL: parse_func.c, ParseFuncOrColumn; without a catalog the names of functions and types may be either.
    private mutating func field(_ column: String?, of use: Int, offset: Int?) {
        guard let column else {
            uses[use].columns = .every
            return
        }
        if uses[use].has(column) || RelationUse.systemColumns.contains(column) {
            mention(column, of: use)
            return
        }
        if uses[use].known?.columnsAreKnown == true, !uses[use].isRenamed {
            uses[use].columns = .every
            function(QualifiedName(column), offset: offset)
        } else {
            attribute(column, of: .row, offset: offset)
            let mayBeCall = ReviewedTypes.contains(column) || ReviewedFunctions.classOf(column) != nil
            if mayBeCall { uses[use].columns = .every } else { uses[use].columns.insert(column) }
        }
    }

    /// `(t).f` is the field f of t's row, or else the call f(t), like `t.f`.
    private mutating func wholeRowField(_ column: ColumnReference, _ steps: [Indirection], _ start: Level) {
        guard case .field(let name) = steps.first, !column.star, column.names.count == 1 else { return }
        var at: Level? = start
        while let level = at {
            let found = level.uses(named: column.names[0])
            self.steps.take(1 + found.count)
            for use in found { field(name, of: use, offset: column.offset) }
            at = level.parent
        }
    }

    /// `(value).f` may be the call f(value), and so may every field after it.
    private mutating func attributes(of value: Expression, _ steps: [Indirection]) {
        var owner: AttributeOwner = value.isScalar ? .scalar : .unknown
        for step in steps {
            switch step {
            case .star: continue
            case .subscripts: owner = .unknown
            case .field(let name):
                attribute(name, of: owner, offset: value.offset)
                owner = .unknown
            }
        }
    }
}

extension Expression {
    /// Whether it is no row for certain, so that what follows a dot is no field of it.
    fileprivate var isScalar: Bool {
        switch self {
        case .literal, .logic, .nullTest, .booleanTest: true
        case .cast(_, let type):
            [nil, "pg_catalog"].contains(type.name.schema) && ReviewedTypes.contains(type.name.name)
                && !["record", "anyelement"].contains(type.name.name)
        case .construct(let construct, _):
            switch construct {
            case .currentValue, .xml, .grouping, .collate: true
            case .coalesce, .greatestOrLeast, .namedArgument, .multipleAssignment, .orderBy: false
            }
        case .column, .parameter, .call, .operation, .subquery, .list, .row, .array, .indirection, .conditional,
            .setToDefault, .currentOf:
            false
        }
    }

    /// Where the value in front of a field stands, where that is told.
    fileprivate var offset: Int? {
        switch self {
        case .column(let column): column.offset
        case .call(let call): call.offset
        case .operation(let operation): operation.offset
        case .subquery(let subquery): subquery.offset
        case .cast(let value, let type): value.offset ?? type.offset
        case .literal(let literal): literal.offset
        case .parameter, .logic, .nullTest, .booleanTest, .list, .row, .array, .indirection, .conditional, .construct,
            .setToDefault, .currentOf:
            nil
        }
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
