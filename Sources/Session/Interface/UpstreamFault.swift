// What was wrong with what a server sent, for the log; never with anything from inside of it.

public import PGWire

/// What was wrong with what a server sent.
public enum UpstreamFault: Equatable, Sendable {
    /// A message that is not what the protocol says it is.
    case malformed(ProtocolViolation)
    /// A message of a type that does not exist, or does not belong where it came.
    case unexpected(type: UInt8)
    /// A substitute of a refused request was answered as if it had succeeded.
    case substituteAccepted
}
