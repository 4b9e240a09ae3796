// How objects of each kind are named, which decides what a pattern for them looks like.

import SQLAnalysis

/// How the names of a kind of object are built.
enum ObjectNaming {
    /// `schema.name`, in the namespace that tables, views, indexes and sequences share.
    case relation
    /// `schema.name`, in a namespace of its own.
    case inSchema
    /// `schema.table.name`.
    case partOfRelation
    /// One name.
    case plain
    /// Any text, such as a path.
    case free
}

extension ObjectKind {
    /// How objects of this kind are named.
    var naming: ObjectNaming {
        switch self {
        case .table, .view, .index, .sequence, .materializedView, .foreignTable:
            .relation
        case .type, .domain, .function, .procedure, .aggregate, .operator, .collation, .conversion, .statistics,
            .textSearch, .operatorClass, .operatorFamily:
            .inSchema
        case .trigger, .rule, .policy, .column, .constraint:
            .partOfRelation
        case .schema, .database, .role, .tablespace, .extension, .language, .publication, .subscription, .server,
            .cursor, .setting, .channel, .foreignDataWrapper, .accessMethod, .eventTrigger, .preparedStatement,
            .transaction:
            .plain
        case .file, .program, .cast, .transform, .block, .userMapping, .largeObject:
            .free
        }
    }

    private var isRoutine: Bool { self == .function || self == .procedure || self == .aggregate }

    /// Whether objects of this kind are types.
    var isType: Bool { self == .type || self == .domain }

    /// Whether what is written as one may turn out to be the other, when the catalog is not asked.
    func mayBe(_ other: ObjectKind) -> Bool {
        if self == other || (naming == .relation && other.naming == .relation) { return true }
        return (isRoutine && other.isRoutine) || (isType && other.isType)
    }
}
