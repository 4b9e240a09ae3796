// The conditions of a rule. Each is optional, all that are given must be met, and a list is met by any of its items.

public import SQLAnalysis

/// Which effects, asked for by whom, a rule is about. A condition that is nil is not given and always met.
public struct Match: Equatable, Sendable {
    /// Classes, or all of them that are known.
    public enum Classes: Equatable, Sendable {
        /// `*`: every class; for a rule that permits, every class but `unknown`.
        case every
        /// These.
        case listed([StatementClass])
    }

    /// A condition on the number of rows that a write can touch.
    public enum Rows: Equatable, Sendable {
        /// Every row of a table, or every pair of two tables.
        case unbounded
        /// Not certainly this many or fewer.
        case over(Int)
        /// Certainly this many or fewer.
        case within(Int)
    }

    /// Why an effect is part of a statement, without the names.
    public enum Origin: String, CaseIterable, Sendable {
        case statement, view, inheritance
        case foreignKey = "foreign-key"
        case cascade, stored
    }

    /// Classes of the statement as a whole.
    public internal(set) var statementClasses: Classes?
    /// Classes of the effect.
    public internal(set) var effectClasses: Classes?
    /// Command tags of the effect.
    public internal(set) var verbs: [Glob]?
    /// Objects of the effect.
    public internal(set) var objects: [ObjectPattern]?
    /// Columns of the object.
    public internal(set) var columns: [Glob]?
    /// Groups of which the principal is in at least one.
    public internal(set) var groups: [String]?
    /// Names of principals.
    public internal(set) var users: [String]?
    /// Kinds of principals.
    public internal(set) var kinds: [Principal.Kind]?
    /// Databases by their name in the policy.
    public internal(set) var databases: [String]?
    /// How many rows a write can touch.
    public internal(set) var rows: Rows?
    /// Why the effect is part of the statement.
    public internal(set) var origins: [Origin]?
}
