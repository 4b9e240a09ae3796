// What was wrong with a message, for the log; never with anything from inside of it.

/// What was wrong with what a peer sent.
public enum ProtocolFault: Equatable, Sendable {
    /// A message of this type has a length that no message has, or more than it may.
    case length(type: UInt8)
    /// A message of this type is not what the protocol says it is.
    case malformed(type: UInt8)
    /// A message of a type that does not exist.
    case unknownType(UInt8)
    /// A message of this type does not belong here.
    case unexpected(type: UInt8)
    /// Bytes came in the clear behind a request for TLS.
    case bytesBeforeTLS
    /// The TLS handshake did not agree on `postgresql`.
    case applicationProtocol
    /// A start-up packet is not what the protocol says it is.
    case startup
    /// The server answered a statement that was made to fail as if it had succeeded.
    case substituteAccepted
}
