// A fixed table from names to what a review said about them.

/// Names that a review gave the same value, written as words between white space.
struct NameGroup<Value: Sendable>: Sendable {
    /// What the review said.
    let value: Value
    /// The names, sorted by their bytes.
    let words: StaticString

    /// The names of `words`, all reviewed as `value`.
    init(_ value: Value, _ words: StaticString) {
        self.value = value
        self.words = words
    }

    /// The names as strings, in the order of the text.
    var names: [String] {
        var names: [String] = []
        forEach { names.append(String(decoding: $0, as: UTF8.self)) }
        return names
    }

    /// Gives the bytes of one name after the other, which are valid during the call only.
    func forEach(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        words.withUTF8Buffer { bytes in
            var start = 0
            for end in 0...bytes.count {
                if end < bytes.count, bytes[end] != UInt8(ascii: " "), bytes[end] != UInt8(ascii: "\n") { continue }
                if start < end { body(UnsafeBufferPointer(rebasing: bytes[start..<end])) }
                start = end + 1
            }
        }
    }
}

/// A hash table over groups of names, compared byte by byte: Unicode's equivalences must not make two names one.
struct NameTable<Value: Sendable>: Sendable {
    private struct Entry {
        let bytes: Range<Int>
        let value: Value
    }

    private var text: [UInt8] = []
    private var entries: [Entry] = []
    /// Open addressing: 0 is free, n stands for entry n - 1; the length is a power of two, at least half of it free.
    private var slots: [UInt16]

    /// A table of every name in the groups; a name that comes twice keeps its first value.
    init(_ groups: [NameGroup<Value>]) {
        var names = 0
        var bytes = 0
        for group in groups {
            group.forEach {
                names += 1
                bytes += $0.count
            }
        }
        var size = 16
        while size < names * 2 { size *= 2 }
        slots = Array(repeating: 0, count: size)
        entries.reserveCapacity(names)
        text.reserveCapacity(bytes)
        for group in groups { group.forEach { insert($0, group.value) } }
    }

    /// What the review said about exactly this name, or nil when it has no such name.
    subscript(name: some StringProtocol) -> Value? {
        let found = name.utf8.withContiguousStorageIfAvailable { self[bytes: $0] }
        if let found { return found }
        return Array(name.utf8).withUnsafeBufferPointer { self[bytes: $0] }
    }

    /// What the review said about the name with exactly these bytes.
    subscript(bytes name: UnsafeBufferPointer<UInt8>) -> Value? {
        let found = slots[slot(of: name)]
        return found == 0 ? nil : entries[Int(found) - 1].value
    }

    private mutating func insert(_ name: UnsafeBufferPointer<UInt8>, _ value: Value) {
        let slot = slot(of: name)
        if slots[slot] != 0 { return }
        entries.append(Entry(bytes: text.count..<text.count + name.count, value: value))
        text.append(contentsOf: name)
        slots[slot] = UInt16(entries.count)
    }

    /// The slot that holds the name, or the free one where the search for it ends.
    private func slot(of name: UnsafeBufferPointer<UInt8>) -> Int {
        // FNV-1a. The names are ours, so nobody can choose them to collide.
        var hash: UInt32 = 2_166_136_261
        for byte in name { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        var slot = Int(hash) & (slots.count - 1)
        while slots[slot] != 0, !isName(entries[Int(slots[slot]) - 1].bytes, name) {
            slot = (slot + 1) & (slots.count - 1)
        }
        return slot
    }

    private func isName(_ bytes: Range<Int>, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count == name.count else { return false }
        for index in 0..<name.count where text[bytes.lowerBound + index] != name[index] { return false }
        return true
    }
}
