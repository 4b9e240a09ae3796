// What ReadyForQuery says of a session's transaction.

/// The state of a session's transaction, as the server last reported it.
public enum TransactionStatus: UInt8, CaseIterable, Sendable {
    /// Not in a transaction block.
    case idle = 0x49  // I
    /// In a transaction block.
    case active = 0x54  // T
    /// In a transaction block that failed; everything but its end is refused.
    case failed = 0x45  // E
}
