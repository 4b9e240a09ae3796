// How the lowering of a utility statement says what the statement does: effects under the statement's own verb.

extension Utility {
    /// Adds an effect on an object that may have no name, such as the parameters of a new transaction.
    mutating func affect(
        _ effectClass: StatementClass,
        _ object: ObjectReference?,
        columns: Columns = .none,
        bound: RowBound? = nil,
        origin: EffectOrigin = .statement,
        at offset: Int? = nil
    ) {
        effects.append(
            Effect(
                effectClass,
                verb,
                object,
                columns: columns,
                bound: bound,
                origin: origin,
                at: offset.map { SourceRange($0, $0) }
            )
        )
    }

    /// Adds an effect on an object of a kind by name.
    mutating func affect(
        _ effectClass: StatementClass,
        _ kind: ObjectKind,
        _ name: QualifiedName,
        columns: Columns = .none,
        origin: EffectOrigin = .statement,
        at offset: Int? = nil
    ) {
        affect(effectClass, ObjectReference(kind, name), columns: columns, origin: origin, at: offset)
    }

    /// Adds an effect on an object of a kind by a name that has no schema.
    mutating func affect(
        _ effectClass: StatementClass,
        _ kind: ObjectKind,
        named name: String,
        columns: Columns = .none
    ) {
        affect(effectClass, kind, QualifiedName(name), columns: columns)
    }

    /// Adds an effect on a relation; what kind of relation it is in truth, only the catalog knows.
    mutating func affect(
        _ effectClass: StatementClass,
        _ relation: RelationReference,
        as kind: ObjectKind = .table,
        columns: Columns = .none,
        bound: RowBound? = nil
    ) {
        affect(
            effectClass,
            ObjectReference(kind, relation.name),
            columns: columns,
            bound: bound,
            at: relation.offset
        )
    }

    /// Adds an effect of each class on each object.
    mutating func affect(_ classes: [StatementClass], _ objects: [NamedObject]) {
        for object in objects {
            for effectClass in classes {
                affect(effectClass, object.reference, columns: object.columns, at: object.offset)
            }
        }
    }

    /// Adds a statement inside this one.
    mutating func contain(_ statement: Statement, _ execution: NestedStatement.Execution) {
        nested.append(NestedStatement(statement: statement, execution: execution))
    }
}

extension ObjectReference {
    /// A file of the server. Its path is a value of the text and is never shown.
    static let file = ObjectReference(.file, QualifiedName("file"))
    /// A program that the server runs. Its command line is a value of the text and is never shown.
    static let program = ObjectReference(.program, QualifiedName("program"))
    /// An anonymous code block.
    static let block = ObjectReference(.block, QualifiedName("anonymous"))
    /// A large object. Its number is a value of the text and is never shown.
    static let largeObject = ObjectReference(.largeObject, QualifiedName("large object"))
}

extension Columns {
    /// The columns of a list in which nothing means all of them.
    static func listed(_ names: [String]) -> Columns { names.isEmpty ? .every : .named(Set(names)) }

    /// The columns of a list in which nothing means none.
    static func exactly(_ names: [String]) -> Columns { names.isEmpty ? .none : .named(Set(names)) }
}

/// An object as a statement names it.
struct NamedObject: Sendable {
    let reference: ObjectReference
    /// The columns of it that are meant.
    var columns: Columns = .none
    var offset: Int?
}
