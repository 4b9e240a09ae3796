// What changing a setting means.

/// What changing a setting means to the analysis, the data and the server.
public enum SettingClass: String, CaseIterable, Sendable {
    /// The analysis reads statements as if it had one value; see `PinnedSetting`.
    case pinned
    /// Says who the session acts as.
    case identity
    /// Says which object an unqualified name means, or where new objects go.
    case namespace
    /// Says what a transaction may do, sees, or keeps.
    case transaction
    /// Formats, time limits and compatibility: changes what the session sees or how long it waits, nothing else.
    case ordinary
    /// Changes how fast or how greedily statements run, not what they mean.
    case tuning
    /// Protects data or leaves traces, or loads code, or makes the server show its inside.
    case security
    /// Belongs to the server: SET refuses it, but ALTER SYSTEM, ALTER ROLE or a start-up option may change it.
    case server
    /// Not reviewed: a setting of an extension, a custom one such as `a.b`, or one of another version.
    case unknown
}
