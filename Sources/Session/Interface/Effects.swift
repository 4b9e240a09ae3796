// The effects of one call, in a buffer that is used again for the next one.

/// What one call of a session wants to have done, in order.
///
/// Neighbouring bytes that go the same way are one effect, so that a read that passes whole is written whole.
public struct Effects: Sendable {
    /// The effects in order.
    public private(set) var list: [SessionEffect] = []
    /// Bytes that the session made: what slices with the source `made` are about.
    public internal(set) var made: [UInt8] = []
    /// What `recordIntent` is about.
    public private(set) var intents: [Intent] = []

    /// No effects.
    public init() {}

    /// Forgets all effects and keeps the memory.
    public mutating func removeAll() {
        list.removeAll(keepingCapacity: true)
        made.removeAll(keepingCapacity: true)
        intents.removeAll(keepingCapacity: true)
    }

    /// Adds an effect at the end.
    mutating func append(_ effect: SessionEffect) { list.append(effect) }

    /// Adds bytes for the client; they join the ones before them.
    mutating func toClient(_ slice: Slice) {
        guard slice.count > 0 else { return }
        if case .toClient(let last)? = list.last, last.source == slice.source, last.end == slice.start {
            list[list.count - 1] = .toClient(Slice(slice.source, Int(last.start), Int(slice.end)))
        } else {
            list.append(.toClient(slice))
        }
    }

    /// Adds bytes for the server; they join the ones before them.
    mutating func toUpstream(_ slice: Slice) {
        guard slice.count > 0 else { return }
        if case .toUpstream(let last)? = list.last, last.source == slice.source, last.end == slice.start {
            list[list.count - 1] = .toUpstream(Slice(slice.source, Int(last.start), Int(slice.end)))
        } else {
            list.append(.toUpstream(slice))
        }
    }

    /// Adds an intent. It may move before bytes that are not flushed yet, which keeps those in one piece.
    mutating func record(_ intent: Intent) {
        insertBeforeBytes(.recordIntent(Int32(clamping: intents.count)))
        intents.append(intent)
    }

    /// Adds an outcome, before bytes that are not flushed yet.
    mutating func record(_ outcome: Outcome) { insertBeforeBytes(.recordOutcome(outcome)) }

    private mutating func insertBeforeBytes(_ effect: SessionEffect) {
        switch list.last {
        case .toUpstream(let slice)?, .toClient(let slice)?:
            guard slice.source == .received, let last = list.popLast() else { return list.append(effect) }
            list.append(effect)
            list.append(last)
        case .startClientTLS, .closeClient, .connectUpstream, .startUpstreamTLS, .deriveKeys, .closeUpstream, .decide,
            .recordIntent, .recordOutcome, .recordSession, .registerCancelKey, .cancelSession, .cancelUpstream,
            .startTimer, .stopTimer, .resumeClient, .resumeUpstream, .catalogMayHaveChanged, .log, nil:
            list.append(effect)
        }
    }

    /// Runs `build` on the made bytes, and returns what it added.
    mutating func make(_ build: (inout [UInt8]) -> Void) -> Slice {
        let start = made.count
        build(&made)
        return Slice(.made, start, made.count)
    }
}
