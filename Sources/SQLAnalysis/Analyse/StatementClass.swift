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
}
