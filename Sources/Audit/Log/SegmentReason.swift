// Why a segment was begun, as its first record says.

/// What came before a segment.
enum SegmentReason: String, CaseIterable, Sendable {
    /// Nothing: it is the writer's first.
    case first
    /// The log was closed.
    case stop
    /// The segment before it was full.
    case rotation
    /// The process before ended without closing the log.
    case crash
    /// A write failed; the same process goes on.
    case failure
    /// Records that had been written are no longer there.
    case loss
    /// The file that says how far the writer had come was missing or not readable.
    case noHead = "no-head"
}

extension ChainEnd {
    /// The record from which a log that is opened goes on, and what its first record says of what was there.
    var continuation: (position: Position, reason: SegmentReason) {
        let position = last?.position ?? .start
        guard let head else { return (position, newest == 0 ? .first : .noHead) }
        if head.position.seq > position.seq || head.position.seq == position.seq && head.position != position {
            return (head.position, .loss)
        }
        guard let last else { return (.start, torn.isEmpty ? .first : .crash) }
        return (position, last.header.kind == .stop ? .stop : .crash)
    }
}
