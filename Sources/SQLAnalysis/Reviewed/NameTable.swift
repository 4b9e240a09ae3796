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

    /// The names, one by one, in the order of the text.
    var names: [String] {
        words.withUTF8Buffer { bytes in
            bytes.split(whereSeparator: isBetweenWords).map { String(decoding: $0, as: UTF8.self) }
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
    /// Open addressing; 0 is free, n stands for entry n - 1. The length is a power of two, at least half of it free.
    private var slots: [UInt16]

    /// A table of every name in the groups; a name that comes twice keeps its first value.
    init(_ groups: [NameGroup<Value>]) {
        var bound = 0
        for group in groups {
            group.words.withUTF8Buffer { bytes in
                var previous = UInt8(ascii: " ")
                for byte in bytes {
                    if isBetweenWords(previous) && !isBetweenWords(byte) { bound += 1 }
                    previous = byte
                }
            }
        }
        var size = 16
        while size < bound * 2 { size *= 2 }
        slots = Array(repeating: 0, count: size)
        entries.reserveCapacity(bound)
        for group in groups {
            group.words.withUTF8Buffer { bytes in
                var start = 0
                for index in 0...bytes.count where index == bytes.count || isBetweenWords(bytes[index]) {
                    if index > start { insert(UnsafeBufferPointer(rebasing: bytes[start..<index]), group.value) }
                    start = index + 1
                }
            }
        }
    }

    /// How many names there are.
    var count: Int { entries.count }

    /// What the review said about exactly this name, or nil when it has no such name.
    subscript(name: some StringProtocol) -> Value? {
        let found = name.utf8.withContiguousStorageIfAvailable { entry(of: $0)?.value }
        if let found { return found }
        return Array(name.utf8).withUnsafeBufferPointer { entry(of: $0)?.value }
    }

    private mutating func insert(_ name: UnsafeBufferPointer<UInt8>, _ value: Value) {
        var slot = firstSlot(of: name)
        while slots[slot] != 0 {
            if matches(Int(slots[slot]) - 1, name) { return }
            slot = (slot + 1) & (slots.count - 1)
        }
        let start = text.count
        text.append(contentsOf: name)
        entries.append(Entry(bytes: start..<text.count, value: value))
        slots[slot] = UInt16(entries.count)
    }

    private func entry(of name: UnsafeBufferPointer<UInt8>) -> Entry? {
        var slot = firstSlot(of: name)
        while slots[slot] != 0 {
            let index = Int(slots[slot]) - 1
            if matches(index, name) { return entries[index] }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private func matches(_ index: Int, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        let bytes = entries[index].bytes
        return bytes.count == name.count && text[bytes].elementsEqual(name)
    }

    /// FNV-1a, 32 bits. The names are ours, so nobody can choose them to collide.
    private func firstSlot(of name: UnsafeBufferPointer<UInt8>) -> Int {
        var hash: UInt32 = 2_166_136_261
        for byte in name { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        return Int(hash) & (slots.count - 1)
    }
}

private func isBetweenWords(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n")
}
