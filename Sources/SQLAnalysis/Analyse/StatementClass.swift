// The classes into which every statement and every effect falls.

/// What kind of thing a statement, or one of its effects, does. docs/classes.md lists which statement is which.
public enum StatementClass: String, CaseIterable, Sendable, Hashable, Comparable {
    /// Returns rows and changes nothing that the statement itself names.
    case read
    /// Adds rows.
    case insert
    /// Changes rows.
    case update
    /// Removes rows, TRUNCATE included.
    case delete
    /// MERGE: adds, changes or removes rows.
    case merge
    /// Creates, alters or drops objects.
    case schemaChange = "schema-change"
    /// Changes who may do what: roles, grants, owners, policies, the current role.
    case privilegeChange = "privilege-change"
    /// Settings, notifications and other state of the session.
    case session
    /// BEGIN, COMMIT, savepoints, locks.
    case transaction
    /// DECLARE, FETCH, MOVE, CLOSE.
    case cursor
    /// COPY between the client and a relation or query.
    case copy
    /// VACUUM, ANALYZE, REINDEX, CLUSTER, CHECKPOINT, REFRESH MATERIALIZED VIEW.
    case maintenance
    /// Runs code that is not visible in the statement: DO, CALL, functions that are not reviewed.
    case procedural
    /// Reaches the server itself: files, programs, databases, tablespaces, system settings, replication.
    case server
    /// Not known, such as EXECUTE of a statement prepared elsewhere.
    case unknown

    /// Orders by name, for output.
    public static func < (left: StatementClass, right: StatementClass) -> Bool { left.rawValue < right.rawValue }

    /// How far a class reaches: a statement belongs to the class of the most far-reaching of its effects, so that a
    /// rule on `read` never covers a DELETE inside a WITH.
    public var reach: Int {
        switch self {
        case .read: 0
        case .transaction: 1
        case .session: 2
        case .cursor: 3
        case .copy: 4
        case .insert: 5
        case .update: 6
        case .delete: 7
        case .merge: 8
        case .maintenance: 9
        case .schemaChange: 10
        case .privilegeChange: 11
        case .procedural: 12
        case .server: 13
        case .unknown: 14
        }
    }
}
