// How likely it is that a catalog which was read before is wrong now.

import SQLAnalysis

/// What a statement that has run leaves of the trust in the catalog.
public enum CatalogDoubt: UInt8, Comparable, Sendable {
    /// The statement changes no definition.
    case none
    /// Code ran that may do anything, such as a function that a query calls: the catalog is looked at soon.
    case byCode
    /// The statement changes definitions, or exists to run code: nothing is decided by the catalog until it was looked at.
    case byStatement

    /// More doubt is greater.
    public static func < (left: CatalogDoubt, right: CatalogDoubt) -> Bool { left.rawValue < right.rawValue }
}

extension Effect {
    /// What the effect leaves of the trust in the catalog.
    var catalogDoubt: CatalogDoubt {
        switch effectClass {
        // No catalog has temporary relations; only a trigger on the event may have done more.
        case .schemaChange: makesTemporary ? .byCode : .byStatement
        case .unknown: .byStatement
        case .procedural: verb == "DO" || verb == "CALL" ? .byStatement : .byCode
        case .server: .byCode
        case .read, .insert, .update, .delete, .merge, .privilegeChange, .session, .transaction, .cursor, .copy,
            .maintenance:
            .none
        }
    }

    private var makesTemporary: Bool {
        guard let object, object.name.schema == "pg_temp", verb.hasPrefix("CREATE ") else { return false }
        return object.kind == .table || object.kind == .view
    }
}
