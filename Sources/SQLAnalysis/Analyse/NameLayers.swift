// What is known of names, in a form of which many versions may be kept: each statement of a session has one of its own.

/// Values by names. A copy that is changed shares almost everything with the one before: of `n` names no more than
/// `n log2(n)` are kept, however many of the versions on the way are.
///
/// Layers as the digits of a binary number: what is new is a layer of its own, and takes up those below it that are not
/// larger. A name's value is that of the newest layer that has the name.
struct NameLayers<Value: Equatable & Sendable>: Sendable {
    /// Never changed once it is there; a name without a value was taken away.
    final class Layer: Sendable {
        fileprivate let values: [String: Value?]

        fileprivate init(_ values: [String: Value?]) { self.values = values }

        /// How many names it has, with those that were taken away.
        var count: Int { values.count }
    }

    /// The newest last.
    private(set) var layers: [Layer] = []
    /// How many names have a value.
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    /// The value of a name; nil for one that has none.
    subscript(name: String) -> Value? {
        get {
            for layer in layers.reversed() {
                if let found = layer.values[name] { return found }
            }
            return nil
        }
        set {
            let former = self[name]
            guard former != newValue else { return }
            count += (newValue == nil ? 0 : 1) - (former == nil ? 0 : 1)
            guard count > 0 else { return layers = [] }
            var values: [String: Value?] = [name: newValue]
            while let last = layers.last, last.count <= values.count {
                values.merge(last.values) { new, _ in new }
                layers.removeLast()
            }
            // Nothing below has what was taken away.
            if layers.isEmpty { values = values.filter { $0.value != nil } }
            layers.append(Layer(values))
        }
    }

    /// The names that have a value, in no order.
    var names: Set<String> {
        var names: Set<String> = []
        for layer in layers {
            for (name, value) in layer.values {
                if value == nil { names.remove(name) } else { names.insert(name) }
            }
        }
        return names
    }
}

extension NameLayers: Equatable {
    static func == (left: NameLayers, right: NameLayers) -> Bool {
        guard left.count == right.count else { return false }
        if left.layers.elementsEqual(right.layers, by: ===) { return true }
        return left.names.allSatisfy { left[$0] == right[$0] }
    }
}

/// Names alone.
struct NameSet: Equatable, Sendable {
    private struct Present: Equatable, Sendable {}
    private var layers = NameLayers<Present>()

    var count: Int { layers.count }
    var isEmpty: Bool { layers.isEmpty }
    /// The names, in no order.
    var names: Set<String> { layers.names }
    /// How many layers they are in.
    var depth: Int { layers.layers.count }

    func contains(_ name: String) -> Bool { layers[name] != nil }

    mutating func insert(_ name: String) { layers[name] = Present() }
}
