// A queue whose memory is used again.

/// Elements in order: added at the end, taken from the front, read anywhere.
struct Ring<Element> {
    private var storage: [Element] = []
    private var head = 0
    private let filler: Element
    /// How many elements there are.
    private(set) var count = 0

    /// An empty ring; `filler` stands in places that are not in use, so that they keep nothing alive.
    init(filler: Element) { self.filler = filler }

    /// Whether there is none.
    var isEmpty: Bool { count == 0 }

    /// The element that is so many places behind the front; traps outside of `0..<count`.
    subscript(place: Int) -> Element {
        get { storage[slot(place)] }
        set { storage[slot(place)] = newValue }
    }

    /// The front; nil when there is none.
    var first: Element? { count == 0 ? nil : storage[head] }

    /// Adds at the end.
    mutating func append(_ element: Element) {
        if count == storage.count { grow() }
        storage[(head + count) & (storage.count - 1)] = element
        count += 1
    }

    /// Takes the front away; nil when there is none.
    @discardableResult
    mutating func popFirst() -> Element? {
        guard count > 0 else { return nil }
        let element = storage[head]
        storage[head] = filler
        head = (head + 1) & (storage.count - 1)
        count -= 1
        return element
    }

    /// Adds in front of the front.
    mutating func prepend(_ element: Element) {
        if count == storage.count { grow() }
        head = (head + storage.count - 1) & (storage.count - 1)
        storage[head] = element
        count += 1
    }

    private func slot(_ place: Int) -> Int {
        precondition(place >= 0 && place < count, "outside of the ring")
        return (head + place) & (storage.count - 1)
    }

    /// Doubles the room, which stays a power of two.
    private mutating func grow() {
        var larger: [Element] = []
        larger.reserveCapacity(max(8, storage.count * 2))
        for place in 0..<count { larger.append(self[place]) }
        while larger.count < max(8, storage.count * 2) { larger.append(filler) }
        storage = larger
        head = 0
    }
}
