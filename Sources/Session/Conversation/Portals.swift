// Portals: what they were bound from, their parameters, and how far they have run.

/// A portal. Its memory is used again by later ones.
struct Portal {
    /// How far it has run, as far as the client has asked.
    enum Run: UInt8 {
        /// It was not asked to run.
        case none
        /// It was asked for some of its rows.
        case some
        /// It was asked for all of its rows.
        case all
    }
    /// What it was bound from; nil when the place is free.
    var source: Prepared?
    /// The body of its Bind from the formats on, as far as it is kept.
    var parameters: [UInt8] = []
    /// How many bytes that has in all; 0 when there are no parameters.
    var parameterBytes = 0
    /// How far it has run.
    var run = Run.none
    /// The intent under which the client asked for its rows last; 0 before it did.
    var intent: UInt64 = 0
    /// The intent that the server works on, or worked on last; 0 before the first one.
    var served: UInt64 = 0
    /// When that intent went on.
    var started: UInt64 = 0
    /// The rows that came for it.
    var rows: UInt64 = 0
    /// Whether its outcome is recorded.
    var isSettled = true
    /// How many names and requests hold it.
    var holders: Int32 = 0

    /// More rows came, by what the server says of them: it may say any number.
    mutating func count(_ more: UInt64) {
        let (sum, isTooMuch) = rows.addingReportingOverflow(more)
        rows = isTooMuch ? .max : sum
    }
}

/// The portals of a session, by places that stay the same.
struct Portals {
    /// The first one is no portal's, and stays empty.
    private var slots = [Portal()]
    private var free: [Int32] = []
    /// Bytes that are kept for parameters.
    private(set) var parameterBytes = 0

    /// Longer memory is given back when a portal ends.
    private static let keptCapacity = 4096

    private func slot(_ place: Int32) -> Int { slots.indices.contains(Int(place)) ? Int(place) : 0 }

    /// The portal at a place. A substitute of an Execute has no portal: its place is no place, reads as an empty portal and
    /// takes nothing.
    ///
    /// Lent, not copied: a copy of a portal counts everything that it holds.
    subscript(place: Int32) -> Portal {
        @inline(__always) _read { yield slots[slot(place)] }
        @inline(__always) _modify {
            let slot = slot(place)
            yield &slots[slot]
            if slot == 0 { slots[0] = Portal() }
        }
    }

    /// Makes a portal with one holder, and returns its place.
    mutating func make(from source: Prepared) -> Int32 {
        let place: Int32
        if let last = free.popLast() {
            place = last
        } else {
            place = Int32(slots.count)
            slots.append(Portal())
        }
        slots[Int(place)].source = source
        slots[Int(place)].holders = 1
        return place
    }

    /// Keeps more of a portal's parameters, up to `most` bytes in all.
    mutating func keep(_ bytes: RawSpan, of place: Int32, most: Int) {
        let room = min(bytes.byteCount, max(0, most - self[place].parameters.count))
        guard room > 0 else { return }
        parameterBytes += room
        bytes.extracting(0..<room).withUnsafeBytes { self[place].parameters.append(contentsOf: $0) }
    }

    /// One more name or request holds it.
    mutating func hold(_ place: Int32) { self[place].holders += 1 }

    /// One name or request less holds it; the last one ends it. Returns what is owed to the records then.
    mutating func release(_ place: Int32) -> Unfinished? {
        let slot = slot(place)
        guard slot > 0 else { return nil }
        slots[slot].holders -= 1
        guard slots[slot].holders <= 0 else { return nil }
        var unfinished: Unfinished?
        if !slots[slot].isSettled { unfinished = Unfinished(slots[slot]) }
        parameterBytes -= slots[slot].parameters.count
        var parameters: [UInt8] = []
        swap(&parameters, &slots[slot].parameters)
        slots[slot] = Portal()
        if parameters.capacity <= Self.keptCapacity {
            parameters.removeAll(keepingCapacity: true)
            swap(&parameters, &slots[slot].parameters)
        }
        free.append(place)
        return unfinished
    }

    /// The server begins to work on an intent of a portal, or goes on with it.
    mutating func serve(_ place: Int32, intent: UInt64, started: UInt64) {
        guard self[place].served != intent else { return }
        self[place].served = intent
        self[place].started = started
        self[place].rows = 0
        self[place].isSettled = false
    }

    /// Every intent that the server has begun and whose outcome is not recorded; they count as recorded now.
    mutating func settleAll() -> [Unfinished] {
        var unfinished: [Unfinished] = []
        for slot in slots.indices where !slots[slot].isSettled {
            unfinished.append(Unfinished(slots[slot]))
            slots[slot].isSettled = true
        }
        return unfinished
    }

    /// An intent whose portal ended before all of its rows were fetched.
    struct Unfinished {
        let intent: UInt64
        let rows: UInt64
        let started: UInt64

        fileprivate init(_ portal: Portal) {
            intent = portal.served
            rows = portal.rows
            started = portal.started
        }
    }
}
