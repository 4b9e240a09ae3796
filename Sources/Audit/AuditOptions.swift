// How records are written.

/// Settings of a folder; the same for all its writers.
public struct AuditOptions: Equatable, Sendable {
    /// When written records are forced to the disk. A record has been written before its statement goes on in any case.
    public enum Sync: String, CaseIterable, Sendable {
        /// When the system sees fit.
        case never
        /// At each `AuditFolder.sync()`.
        case batch
        /// Before each `AuditLog.write()` returns.
        case always
    }

    /// Whether the values of parameters are in the records.
    public enum Parameters: String, CaseIterable, Sendable {
        case record, omit
    }

    /// When records are forced to the disk.
    public var sync = Sync.batch
    /// Whether the values of parameters are in the records.
    public var parameters = Parameters.record
    /// The bytes of a segment from which on the next one is begun.
    public var segmentBytes = 64 << 20
    /// The bytes of one parameter's value that are recorded; of a longer one follow length and digest.
    public var maxParameterBytes = 4096
    /// The bytes of all values of one record from which on of each value only `smallParameterBytes` are recorded.
    public var maxParametersBytes = 1 << 20
    /// The bytes of a statement that are recorded again with each execution; of a longer one follow length and digest.
    /// The whole text is in the record of its decision.
    public var maxRepeatedStatementBytes = 4096

    /// The bytes of a value that are recorded however many values there are.
    static let smallParameterBytes = 64

    /// The default settings.
    public init() {}
}
