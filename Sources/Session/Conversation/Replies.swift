// The replies that the server owes, in order: what makes it certain to which request an answer belongs.

/// The queue of replies that are owed.
struct Replies {
    private var ring = Ring(filler: Reply(kind: .copyEnd))
    /// How many of the entries may take over the conversation with a COPY.
    private(set) var possibleCopies = 0

    /// Changes whenever an entry is taken away.
    private(set) var taken: UInt64 = 0

    /// How many entries there are.
    var count: Int { ring.count }
    /// Whether nothing is owed. An uncertain Sync counts as owed.
    var isEmpty: Bool { ring.isEmpty }
    /// The entry whose reply is next; nil when nothing is owed.
    var head: Reply? { ring.first }
    /// Whether something is owed for certain.
    var isBusy: Bool { (0..<ring.count).contains { !ring[$0].isUncertain } }

    /// The first intent that an entry carries out; nil when none does.
    var firstIntent: UInt64? { (0..<ring.count).first { ring[$0].intent != 0 }.map { ring[$0].intent } }

    /// Adds what a request that was sent on is owed.
    mutating func append(_ reply: Reply) {
        // Where a COPY ended is only of interest behind something that may have been one, and only once: the ends of two
        // COPYs tell the same of the Syncs around them when no Sync stands between them.
        if reply.kind == .copyEnd, ring.isEmpty || ring[ring.count - 1].kind == .copyEnd { return }
        ring.append(reply)
        if reply.mayCopy { possibleCopies += 1 }
    }

    private mutating func popFirst() -> Reply? {
        guard let reply = ring.popFirst() else { return nil }
        if reply.mayCopy { possibleCopies -= 1 }
        taken &+= 1
        return reply
    }

    /// Takes the head away, and the ends of COPY behind it, which are owed nothing.
    mutating func pop() {
        _ = popFirst()
        while ring.first?.kind == .copyEnd { ring.popFirst() }
    }

    /// Changes the head, if there is one.
    mutating func updateHead(_ change: (inout Reply) -> Void) {
        guard !ring.isEmpty else { return }
        change(&ring[0])
    }

    /// Takes uncertain Syncs away from the front: something came that does not answer them, so they were owed nothing.
    mutating func dropUncertain() {
        while ring.first?.isUncertain == true { pop() }
    }

    /// The same for an error, which may answer a Sync when nothing else is owed.
    mutating func dropUncertainBeforeError() {
        if isBusy { dropUncertain() }
    }

    /// The head is a COPY that the server has read to its end: the Syncs before that were read as part of it.
    ///
    /// Returns whether there were any, and no other Sync was sent since: the group that they were to end is open then.
    mutating func copyInEnded() -> Bool {
        guard let head = ring.first, let end = firstCopyEnd else { return false }
        for _ in 0...end { ring.popFirst() }
        ring.prepend(head)
        return end > 1 && !(1..<ring.count).contains { ring[$0].kind == .sync }
    }

    /// The head is a COPY that failed. Whether the Syncs that were sent before its end were read as part of it is not
    /// known: the server may have failed before it read them.
    mutating func copyInFailed() {
        for place in 0..<ring.count where place > 0 {
            guard ring[place].kind == .sync else { break }
            ring[place].isUncertain = true
        }
    }

    /// The place of the first end of a COPY behind nothing but Syncs; nil when there is none.
    private var firstCopyEnd: Int? {
        var place = 1
        while place < ring.count, ring[place].kind == .sync { place += 1 }
        return place < ring.count && ring[place].kind == .copyEnd ? place : nil
    }

    /// The head, a part of the extended protocol, failed: the server skips everything up to the next Sync.
    ///
    /// Returns the entries that are taken away, the head first, and whether the server still skips because no certain
    /// Sync was sent yet. Uncertain Syncs stay in front.
    mutating func skipToSync() -> (dropped: [Reply], stillSkips: Bool) {
        var dropped: [Reply] = []
        var uncertain: [Reply] = []
        var stillSkips = true
        while let entry = ring.first {
            if entry.kind == .sync, !entry.isUncertain {
                stillSkips = false
                break
            }
            _ = popFirst()
            if entry.kind == .sync { uncertain.append(entry) } else if entry.kind != .copyEnd { dropped.append(entry) }
        }
        for entry in uncertain.reversed() { ring.prepend(entry) }
        return (dropped, stillSkips)
    }

    /// ReadyForQuery answers the head. When that is an uncertain Sync, one of it and the Syncs right behind it is owed
    /// nothing, whichever it is.
    mutating func readyForQuery() {
        let wasUncertain = ring.first?.isUncertain == true
        pop()
        guard wasUncertain else { return }
        for place in 0..<ring.count {
            guard ring[place].kind == .sync else { return }
            if !ring[place].isUncertain { return ring[place].isUncertain = true }
        }
    }

    /// Whether a request would stand where the server may skip it or not: behind a Sync that it may read as part of a COPY
    /// of the extended protocol, with no other Sync after that COPY's end.
    var isDoubtfulNext: Bool {
        guard possibleCopies > 0 else { return false }
        guard let copy = (0..<ring.count).first(where: { ring[$0].kind == .execute && ring[$0].mayCopy }),
            ring[copy].progress != .copyOut
        else { return false }
        var hasEarlySync = false
        for place in (copy + 1)..<ring.count {
            switch ring[place].kind {
            case .sync: hasEarlySync = true
            case .copyEnd:
                return hasEarlySync && !((place + 1)..<ring.count).contains { ring[$0].kind == .sync }
            case .query, .parse, .bind, .describeStatement, .describePortal, .execute, .close, .functionCall: break
            }
        }
        // During a COPY whose end was not sent, a request is a breach of the protocol, for the server to find.
        return hasEarlySync && ring[copy].progress != .copyIn
    }

    /// Takes everything away, and returns it.
    mutating func removeAll() -> [Reply] {
        var dropped: [Reply] = []
        while let entry = popFirst() {
            if entry.kind != .copyEnd { dropped.append(entry) }
        }
        return dropped
    }
}
