// What is known of a database: an immutable value, swapped whole when the database changes.

/// The objects of one database at one moment.
public struct CatalogSnapshot: Sendable, Equatable {
    /// Names this state; goes into every decision and record.
    public let epoch: String
    /// Schemas searched for unqualified names, in order; `pg_catalog` is searched first unless it is listed.
    public let searchPath: [String]
    /// Relations by their full names.
    public let relations: [QualifiedName: CatalogRelation]
    /// Routines by full name; all overloads.
    public let routines: [QualifiedName: [CatalogRoutine]]
    /// Types that are not relations, by full name.
    public let types: [QualifiedName: CatalogType]
    /// Names of the schemas.
    public let schemas: Set<String>

    /// Builds a snapshot.
    public init(
        epoch: String, searchPath: [String] = ["public"], relations: [QualifiedName: CatalogRelation] = [:],
        routines: [QualifiedName: [CatalogRoutine]] = [:], types: [QualifiedName: CatalogType] = [:],
        schemas: Set<String> = ["public"]
    ) {
        self.epoch = epoch
        self.searchPath = searchPath
        self.relations = relations
        self.routines = routines
        self.types = types
        self.schemas = schemas
    }

    /// The relation that a name means here; nil when it is not in the snapshot (which never means: does not exist).
    public func relation(_ name: QualifiedName) -> CatalogRelation? {
        if name.schema != nil { return relations[QualifiedName(schema: name.schema, name.name)] }
        for schema in searchPath {
            if let found = relations[QualifiedName(schema: schema, name.name)] { return found }
        }
        return nil
    }
}

/// A relation: table, view, materialized view, foreign table, sequence, or partitioned table.
public struct CatalogRelation: Sendable, Equatable {
    /// Schema and name.
    public let name: QualifiedName
    /// `table`, `view`, `materializedView`, `foreignTable`, `sequence` or `index`.
    public let kind: ObjectKind
    /// Columns in order.
    public var columns: [CatalogColumn]
    /// Column sets of the primary key, unique constraints and unique indexes that cover every row (no predicate, no
    /// expression, not deferred away), each sorted.
    public var uniqueKeys: [[String]] = []
    /// Foreign keys of this table.
    public var foreignKeys: [CatalogForeignKey] = []
    /// Tables it inherits from or is a partition of.
    public var parents: [QualifiedName] = []
    /// Relations that a view or materialized view reads, resolved where the snapshot knows them.
    public var reads: [QualifiedName] = []
    /// Names of its triggers (user-defined ones).
    public var triggers: [String] = []
    /// Names of its rules, `_RETURN` of views left out.
    public var rules: [String] = []

    /// Builds a relation.
    public init(_ name: QualifiedName, kind: ObjectKind, columns: [CatalogColumn] = []) {
        self.name = name
        self.kind = kind
        self.columns = columns
    }

    /// The column of that name.
    public func column(_ name: String) -> CatalogColumn? { columns.first { $0.name == name } }
}

/// A column.
public struct CatalogColumn: Sendable, Equatable {
    /// Its name.
    public let name: String
    /// Its type as `format_type` would print it, or as the DDL spells it.
    public let type: String
    /// NOT NULL, or part of the primary key.
    public var notNull: Bool
    /// GENERATED ALWAYS AS (...) STORED.
    public var isGenerated: Bool

    /// Builds a column.
    public init(_ name: String, type: String, notNull: Bool = false, isGenerated: Bool = false) {
        self.name = name
        self.type = type
        self.notNull = notNull
        self.isGenerated = isGenerated
    }
}

/// What a foreign key does when the referenced row goes or changes.
public enum ReferentialAction: String, Sendable, CaseIterable {
    /// The statement fails.
    case noAction = "NO ACTION"
    /// The statement fails at once.
    case restrict = "RESTRICT"
    /// The referencing rows go or change too.
    case cascade = "CASCADE"
    /// The referencing columns become NULL.
    case setNull = "SET NULL"
    /// The referencing columns become their defaults.
    case setDefault = "SET DEFAULT"
}

/// A foreign key.
public struct CatalogForeignKey: Sendable, Equatable {
    /// The constraint's name.
    public let name: String
    /// Referencing columns.
    public let columns: [String]
    /// The referenced table.
    public let references: QualifiedName
    /// Referenced columns; empty when the DDL leaves them out (the primary key).
    public let referencedColumns: [String]
    /// What DELETE of the referenced row does.
    public let onDelete: ReferentialAction
    /// What UPDATE of the referenced key does.
    public let onUpdate: ReferentialAction

    /// Builds a foreign key.
    public init(
        _ name: String, columns: [String], references: QualifiedName, referencedColumns: [String],
        onDelete: ReferentialAction = .noAction, onUpdate: ReferentialAction = .noAction
    ) {
        self.name = name
        self.columns = columns
        self.references = references
        self.referencedColumns = referencedColumns
        self.onDelete = onDelete
        self.onUpdate = onUpdate
    }
}

/// A function, procedure or aggregate.
public struct CatalogRoutine: Sendable, Equatable {
    /// Schema and name.
    public let name: QualifiedName
    /// `function`, `procedure` or `aggregate`.
    public let kind: ObjectKind
    /// Argument types as the DDL spells them.
    public let arguments: [String]
    /// The language.
    public let language: String
    /// Runs with its owner's rights.
    public let isSecurityDefiner: Bool

    /// Builds a routine.
    public init(
        _ name: QualifiedName, kind: ObjectKind, arguments: [String], language: String, isSecurityDefiner: Bool
    ) {
        self.name = name
        self.kind = kind
        self.arguments = arguments
        self.language = language
        self.isSecurityDefiner = isSecurityDefiner
    }
}

/// A type of its own.
public struct CatalogType: Sendable, Equatable {
    /// The ways in which CREATE TYPE and CREATE DOMAIN make types.
    public enum Form: String, Sendable, CaseIterable {
        /// A list of labels.
        case `enum`
        /// Another type with constraints.
        case domain
        /// A row type.
        case composite
        /// A range of another type.
        case range
        /// A base or shell type with functions of its own.
        case base
    }
    /// Schema and name.
    public let name: QualifiedName
    /// How it was made.
    public let form: Form

    /// Builds a type.
    public init(_ name: QualifiedName, form: Form) {
        self.name = name
        self.form = form
    }
}
