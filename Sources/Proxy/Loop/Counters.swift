// What one event loop counts: plain integers, read by whoever asks for the status.

/// Counts since the process started.
struct Counters: Equatable, Sendable {
    /// Connections that were accepted.
    var connections = 0
    /// Sessions that got as far as ReadyForQuery.
    var logins = 0
    /// Connections that were refused: by authentication, by a limit, or because they broke the protocol.
    var refused = 0
    /// Texts that were permitted.
    var permitted = 0
    /// Texts that were denied.
    var denied = 0
    /// Decisions that were remembered.
    var cacheHits = 0
    /// Decisions that were made anew.
    var cacheMisses = 0
    /// Cancel requests that were passed on.
    var cancels = 0

    /// Adds what another loop counted.
    mutating func add(_ other: Counters) {
        connections += other.connections
        logins += other.logins
        refused += other.refused
        permitted += other.permitted
        denied += other.denied
        cacheHits += other.cacheHits
        cacheMisses += other.cacheMisses
        cancels += other.cancels
    }
}
