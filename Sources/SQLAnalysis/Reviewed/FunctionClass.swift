// What calling a reviewed function does.

/// What calling a function does, beyond computing with its arguments; the worst of its overloads counts.
public enum FunctionClass: String, CaseIterable, Sendable {
    /// Computes with its arguments, the clock and public settings: no table data, no side effect.
    case harmless
    /// Looks things up in catalogs, statistics, settings or the state of the server.
    case readsCatalog
    /// Moves a sequence or tells where it stands.
    case sequence
    /// Changes the session or the transaction, or sends a notification.
    case session
    /// Takes or releases advisory locks.
    case lock
    /// Creates, reads, writes or removes large objects.
    case largeObject
    /// Reads, writes or lists files of the server's machine.
    case file
    /// Runs a statement that it is given as text, or reads tables named by its arguments.
    case executesText
    /// Acts on the server or on other sessions, or shows what they do.
    case server
    /// Works on internal values for types, indexes, aggregates, triggers or the planner; nobody calls it by name.
    case `internal`
    /// Waits as long as the caller likes.
    case delay
}
