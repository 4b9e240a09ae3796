// Lets a loop reach another one; filled once, when all of them are there.

import Synchronization

/// The loops by their numbers.
final class LoopPlaces: Sendable {
    private let places = Mutex<[LoopSet.Place]>([])

    init() {}

    /// From now on the loops can be reached.
    func fill(_ loops: LoopSet) { places.withLock { $0 = loops.places } }

    /// Has something done on a loop, in its own time.
    func execute(on number: Int, _ body: @escaping @Sendable (LoopState) -> Void) {
        guard let place = places.withLock({ $0.indices.contains(number) ? $0[number] : nil }) else { return }
        place.execute(body)
    }

    /// Has something done on every loop.
    func execute(_ body: @escaping @Sendable (LoopState) -> Void) {
        for place in places.withLock({ $0 }) { place.execute(body) }
    }
}
