// Names of the protocol, of which the client speaks before the server has confirmed what they stand for.

/// The names of prepared statements, or of portals.
///
/// A request that changes a name takes effect when the server confirms it, and not at all when the server skips it. Until
/// then the change is pending: requests of the same group (up to the next Sync) may rely on it, because the server skips
/// them too when it fails; requests of later groups have to wait for the confirmation, because it may still fail, and then
/// the name stands for what it stood for before.
struct Namespace<Value> {
    /// What a name stands for.
    enum Meaning {
        /// Nothing.
        case nothing
        /// It is not certain yet.
        case uncertain
        /// This.
        case value(Value)
    }

    private struct Change {
        /// Empty for the unnamed one.
        let name: [UInt8]
        /// What the name is to stand for; nil for nothing.
        var value: Value?
        /// The group of requests that it belongs to.
        let group: UInt64
    }

    private var confirmed = NameTable<Value>()
    private var unnamed: Value?
    private var pending = Ring(filler: Change(name: [], value: nil, group: 0))
    /// Counts the changes that have left `pending`; so numbers of changes do not move.
    private var done: UInt64 = 0
    /// The latest pending change of a name, by its number.
    private var latest: [UInt64: UInt64] = [:]
    private var latestUnnamed: UInt64?

    /// How many names there are, or are about to be.
    var count: Int { confirmed.count + pending.count }
    /// Whether the unnamed one stands for something, or is about to.
    var hasUnnamed: Bool { latestUnnamed == nil ? unnamed != nil : true }

    /// What a name stands for to a request of a group.
    func meaning(_ name: WireName, in bytes: RawSpan, group: UInt64) -> Meaning {
        if let number = name.isUnnamed ? latestUnnamed : latest[name.hash] {
            let change = pending[Int(number - done)]
            // The unnamed one is replaced whether it exists or not, so only a skipped change leaves it as it was; what
            // remains then is not used by anything that the server does not fail as well.
            guard name.isEqual(change.name, in: bytes) else { return .nothing }
            if change.group != group { return .uncertain }
            return change.value.map(Meaning.value) ?? .nothing
        }
        if name.isUnnamed { return unnamed.map(Meaning.value) ?? .nothing }
        return confirmed.value(name, in: bytes).map(Meaning.value) ?? .nothing
    }

    /// The same for a name that does not lie in a message; never the unnamed one.
    func meaning(_ name: some Collection<UInt8>, group: UInt64) -> Meaning {
        guard let number = latest[wireHash(name)] else {
            return confirmed.value(name).map(Meaning.value) ?? .nothing
        }
        let change = pending[Int(number - done)]
        guard change.name.elementsEqual(name) else { return .nothing }
        if change.group != group { return .uncertain }
        return change.value.map(Meaning.value) ?? .nothing
    }

    /// A request that was sent on makes a name stand for something else, or for nothing, once it is confirmed.
    mutating func change(_ name: [UInt8], to value: Value?, group: UInt64) {
        let number = done + UInt64(pending.count)
        pending.append(Change(name: name, value: value, group: group))
        if name.isEmpty { latestUnnamed = number } else { latest[wireHash(name)] = number }
    }

    /// Replaces the value that a name stands for, without any effect on the server.
    mutating func update(_ name: WireName, in bytes: RawSpan, to value: Value) {
        if let number = name.isUnnamed ? latestUnnamed : latest[name.hash] {
            let place = Int(number - done)
            if pending[place].value != nil, name.isEqual(pending[place].name, in: bytes) {
                pending[place].value = value
            }
        } else if name.isUnnamed {
            if unnamed != nil { unnamed = value }
        } else if confirmed.value(name, in: bytes) != nil {
            confirmed.set(name.bytes(in: bytes), value)
        }
    }

    /// The same for a name that does not lie in a message.
    mutating func update(_ name: [UInt8], to value: Value) {
        if let number = latest[wireHash(name)] {
            let place = Int(number - done)
            if pending[place].value != nil, pending[place].name == name { pending[place].value = value }
        } else if confirmed.value(name) != nil {
            confirmed.set(name, value)
        }
    }

    /// The server has given a name a value without being asked for it by the protocol. Returns the value that it had.
    mutating func define(_ name: [UInt8], _ value: Value) -> Value? { confirmed.set(name, value) }

    /// The oldest pending change has taken effect. Returns the value that no longer has a name.
    mutating func confirm() -> Value? {
        guard let change = popOldest() else { return nil }
        if change.name.isEmpty {
            let former = unnamed
            unnamed = change.value
            return former
        }
        guard let value = change.value else { return confirmed.remove(change.name) }
        return confirmed.set(change.name, value)
    }

    /// The oldest pending change was skipped, or failed and left the name as it was. Returns its value, which never got
    /// the name.
    mutating func drop() -> Value? { popOldest()?.value }

    /// The oldest pending change failed; the unnamed one is gone even so.
    mutating func fail() -> Value? {
        guard let change = popOldest() else { return nil }
        if change.name.isEmpty { unnamed = nil }
        return change.value
    }

    /// What the server has confirmed that a name stands for.
    func confirmedValue(_ name: some Collection<UInt8>) -> Value? { confirmed.value(name) }

    /// The server has forgotten a name. Returns the value that no longer has it.
    mutating func forget(_ name: some Collection<UInt8>) -> Value? { confirmed.remove(name) }

    /// The server has no unnamed one any more, and nothing is pending. Returns the value that it had.
    mutating func forgetUnnamed() -> Value? {
        let former = unnamed
        unnamed = nil
        return former
    }

    /// The server has forgotten every name that was confirmed, and the unnamed one too when that is said. Returns their
    /// values.
    mutating func forgetAll(alsoUnnamed: Bool) -> [Value] {
        var former = confirmed.removeAll()
        if alsoUnnamed, let value = unnamed {
            former.append(value)
            unnamed = nil
        }
        return former
    }

    private mutating func popOldest() -> Change? {
        guard let change = pending.popFirst() else { return nil }
        if change.name.isEmpty {
            if latestUnnamed == done { latestUnnamed = nil }
        } else {
            let hash = wireHash(change.name)
            if latest[hash] == done { latest[hash] = nil }
        }
        done += 1
        return change
    }
}
