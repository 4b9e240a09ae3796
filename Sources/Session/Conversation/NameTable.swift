// Names to values, looked up by bytes that lie in a message, without making a string of them.

/// A name as it stands in a message, with a hash of its bytes.
struct WireName {
    /// Its place in the span.
    let range: Range<Int>
    /// A hash of its bytes.
    let hash: UInt64

    /// The name that stands at a range of the span, which must lie inside of it.
    init(_ range: Range<Int>, in bytes: RawSpan) {
        self.range = range
        var hasher = Hasher()
        bytes.extracting(range).withUnsafeBytes { hasher.combine(bytes: $0) }
        hash = UInt64(bitPattern: Int64(hasher.finalize()))
    }

    /// Whether it is the empty name, which stands for the unnamed statement or portal.
    var isUnnamed: Bool { range.isEmpty }

    /// Its bytes.
    func bytes(in span: RawSpan) -> [UInt8] { span.extracting(range).withUnsafeBytes { Array($0) } }

    /// Whether these are its bytes.
    func isEqual(_ other: [UInt8], in span: RawSpan) -> Bool {
        guard other.count == range.count else { return false }
        return span.extracting(range).withUnsafeBytes { $0.elementsEqual(other) }
    }
}

/// The hash that `WireName` has for some bytes.
func wireHash(_ bytes: some Collection<UInt8>) -> UInt64 {
    var hasher = Hasher()
    let isDone: Void? = bytes.withContiguousStorageIfAvailable { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    if isDone == nil { Array(bytes).withUnsafeBytes { hasher.combine(bytes: $0) } }
    return UInt64(bitPattern: Int64(hasher.finalize()))
}

/// Values by name. Two names with one hash of 64 bits do not both fit in; the second is as if it were not there, which
/// refuses what uses it.
struct NameTable<Value> {
    private struct Entry {
        let name: [UInt8]
        var value: Value
    }
    private var entries: [UInt64: Entry] = [:]

    /// How many names there are.
    var count: Int { entries.count }

    /// The value of a name; nil when there is none.
    func value(_ name: WireName, in bytes: RawSpan) -> Value? {
        guard let entry = entries[name.hash], name.isEqual(entry.name, in: bytes) else { return nil }
        return entry.value
    }

    /// The value of a name; nil when there is none.
    func value(_ name: some Collection<UInt8>) -> Value? {
        guard let entry = entries[wireHash(name)], entry.name.elementsEqual(name) else { return nil }
        return entry.value
    }

    /// Gives a name a value; returns the one that it had.
    @discardableResult
    mutating func set(_ name: [UInt8], _ value: Value) -> Value? {
        let hash = wireHash(name)
        if let entry = entries[hash], entry.name != name { return value }
        return entries.updateValue(Entry(name: name, value: value), forKey: hash)?.value
    }

    /// Takes a name away; returns the value that it had.
    @discardableResult
    mutating func remove(_ name: some Collection<UInt8>) -> Value? {
        let hash = wireHash(name)
        guard let entry = entries[hash], entry.name.elementsEqual(name) else { return nil }
        return entries.removeValue(forKey: hash)?.value
    }

    /// Takes every name away; returns their values.
    mutating func removeAll() -> [Value] {
        guard !entries.isEmpty else { return [] }
        let values = entries.values.map(\.value)
        entries.removeAll(keepingCapacity: true)
        return values
    }
}
