// How many sessions there are of each name, over all loops.

import Synchronization

/// Counts by names. Touched at the beginning and the end of a session.
final class Tally: Sendable {
    private let counts = Mutex<[String: Int]>([:])

    init() {}

    /// Takes up a session of a name; false when there would be more than `most`, and then it is not counted.
    func open(_ name: String, most: Int?) -> Bool {
        counts.withLock { counts in
            let count = counts[name, default: 0]
            guard count < most ?? .max else { return false }
            counts[name] = count + 1
            return true
        }
    }

    /// The end of a session that was taken up.
    func close(_ name: String) {
        counts.withLock { counts in
            let count = counts[name, default: 0]
            counts[name] = count > 1 ? count - 1 : nil
        }
    }
}
