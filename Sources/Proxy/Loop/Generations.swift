// Entries of a cache in two generations.

/// What is used moves into the young generation; when that has its bytes, it becomes the old one, and what was in the old one
/// and not used is forgotten. So nothing is ordered and nothing is searched.
struct Generations<Entry> {
    private var young: [Int: Entry] = [:]
    private var old: [Int: Entry] = [:]
    private var youngBytes = 0
    private var oldBytes = 0
    /// About how many bytes the entries take; one that moved on counts twice until its old generation goes.
    var bytes: Int { youngBytes + oldBytes }

    /// The entry under a key, if it is the one that is meant. A generation takes about `most` bytes.
    mutating func find(
        _ key: Int,
        most: Int,
        size: (Entry) -> Int,
        where isMeant: (Entry) -> Bool
    ) -> Entry? {
        if let entry = young[key] { return isMeant(entry) ? entry : nil }
        guard let entry = old[key], isMeant(entry) else { return nil }
        old[key] = nil
        insert(entry, key, most: most, size: size)
        return entry
    }

    /// Puts an entry under a key, in the place of the one that is there.
    mutating func insert(_ entry: Entry, _ key: Int, most: Int, size: (Entry) -> Int) {
        let replaced = young.updateValue(entry, forKey: key)
        youngBytes += size(entry) - (replaced.map(size) ?? 0)
        guard youngBytes > most else { return }
        old = young
        oldBytes = youngBytes
        young = [:]
        youngBytes = 0
    }

    /// Forgets everything.
    mutating func removeAll() {
        young.removeAll(keepingCapacity: true)
        old.removeAll()
        youngBytes = 0
        oldBytes = 0
    }
}
