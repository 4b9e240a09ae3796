// Names of objects as the statement writes them, and what kind of object they mean.

/// A possibly qualified name, folded and truncated as PostgreSQL does it.
public struct QualifiedName: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The database, when it is named.
    public let catalog: String?
    /// The schema, when it is named or has been resolved.
    public let schema: String?
    /// The object's own name.
    public let name: String

    /// A name of one to three parts.
    public init(catalog: String? = nil, schema: String? = nil, _ name: String) {
        self.catalog = catalog
        self.schema = schema
        self.name = name
    }

    /// Feeds what nearly always tells names apart: the database is left out, which hardly any name gives.
    public func hash(into hasher: inout Hasher) {
        if let schema { hasher.combine(schema) }
        hasher.combine(name)
    }

    /// The parts joined by dots, without quotes: for people and for matching, not for SQL.
    public var description: String { [catalog, schema, name].compactMap(\.self).joined(separator: ".") }

    /// Orders by the written form.
    public static func < (left: QualifiedName, right: QualifiedName) -> Bool { left.description < right.description }
}

/// The kinds of objects that effects touch, named as in PostgreSQL's `DROP` and `COMMENT ON`.
public enum ObjectKind: String, CaseIterable, Sendable, Hashable, Comparable {

    case table, view, index, sequence, type, domain, function, procedure, aggregate, `operator`, schema, database

    case role, tablespace, `extension`, language, cast, collation, conversion, rule, trigger, policy, column, constraint

    case publication, subscription, server, cursor, setting, channel, file, program, statistics, transform, block
    /// A materialized view.
    case materializedView = "materialized view"
    /// A foreign table.
    case foreignTable = "foreign table"
    /// A foreign-data wrapper.
    case foreignDataWrapper = "foreign-data wrapper"
    /// A user mapping of a foreign server.
    case userMapping = "user mapping"
    /// An access method.
    case accessMethod = "access method"
    /// An operator class.
    case operatorClass = "operator class"
    /// An operator family.
    case operatorFamily = "operator family"
    /// An event trigger.
    case eventTrigger = "event trigger"
    /// A text search configuration, dictionary, parser or template.
    case textSearch = "text search object"
    /// A large object.
    case largeObject = "large object"
    /// A prepared statement.
    case preparedStatement = "prepared statement"
    /// A prepared transaction or savepoint.
    case transaction

    /// Orders by name.
    public static func < (left: ObjectKind, right: ObjectKind) -> Bool { left.rawValue < right.rawValue }
}

/// An object that an effect touches.
public struct ObjectReference: Hashable, Sendable, Comparable {
    /// What it is, as far as the statement or the catalog tells.
    public let kind: ObjectKind
    /// Its name; with the schema when that was written or resolved.
    public let name: QualifiedName

    /// An object of a kind by name.
    public init(_ kind: ObjectKind, _ name: QualifiedName) {
        self.kind = kind
        self.name = name
    }

    /// Orders by name, then by kind.
    public static func < (left: ObjectReference, right: ObjectReference) -> Bool {
        (left.name, left.kind) < (right.name, right.kind)
    }
}
