// The types that were read before: a schema has few of them, ten thousand times.

import CPgQuery

/// Remembers how types were spelled, by everything that a `TypeName` holds but its place in the text.
///
/// Only types of plain shape are remembered: one to three names, up to two whole numbers as modifiers, SETOF, array or not.
struct TypeMemory {
    /// What a type of plain shape holds.
    private struct Shape: Equatable {
        /// Lengths of the names, which stand one behind the other in the tree's text.
        var first: Int32 = 0
        var second: Int32 = 0
        var third: Int32 = 0
        var names = 0
        var modifiers = 0
        var number: Int64 = 0
        var otherNumber: Int64 = 0
        var isArray = false
        var isSet = false
    }

    /// A type that was read before: what it holds, the text of its names, and what it was read as.
    private struct Entry {
        let shape: Shape
        let text: [UInt8]
        let spelling: TypeSpelling

        func holds(_ other: Shape, _ bytes: ArraySlice<UInt8>) -> Bool { shape == other && text.elementsEqual(bytes) }
    }

    private var entries: [Entry] = []
    private var shape = Shape()
    private var text = 0..<0
    private static let capacity = 32

    /// What a `TypeName` that holds the same was read as; nil when there was none.
    mutating func spelling(of node: Node) -> TypeSpelling? {
        shape = Shape()
        text = 0..<0
        guard measure(node) else {
            shape.names = 0
            return nil
        }
        let bytes = node.tree.text
        return entries.first { $0.holds(shape, bytes[text]) }?.spelling
    }

    /// Remembers what the node that was asked for last was read as.
    mutating func add(_ spelling: TypeSpelling, of node: Node) {
        guard shape.names > 0, entries.count < Self.capacity else { return }
        entries.append(Entry(shape: shape, text: Array(node.tree.text[text]), spelling: spelling))
    }

    /// Takes the shape of a node; false when it is not a plain one.
    private mutating func measure(_ node: Node) -> Bool {
        let records = node.tree.records
        let names = node.tree.grammar.fieldNames[Int(node.record.message)]
        let end = Int(node.record.end)
        var at = node.index + 1
        while at < end {
            let record = records[at]
            let isMessage = Int(record.kind) == SQLGUARD_RECORD_MESSAGE
            switch names[Int(record.position)] {
            case .names: if !addName(records, at) { return false }
            case .typmods: if !addModifier(node.tree, at) { return false }
            case .arrayBounds: shape.isArray = true
            case .setof: shape.isSet = record.value != 0
            // These are 0 and -1 in every raw tree, and the place.
            case .typeOid, .typemod, .location: break
            default: return false  // lint: a field that the plain shape has not
            }
            at = isMessage ? Int(record.end) : at + 1
        }
        return true
    }

    /// Takes a `String` whose text follows that of the name before it.
    private mutating func addName(_ records: [sqlguard_record], _ at: Int) -> Bool {
        guard Int(records[at].end) == at + 2, Int(records[at + 1].kind) == SQLGUARD_RECORD_TEXT else { return false }
        let start = Int(records[at + 1].value)
        let length = records[at + 1].end
        switch shape.names {
        case 0:
            shape.first = length
            text = start..<start
        case 1: shape.second = length
        case 2: shape.third = length
        default: return false  // lint: a count
        }
        guard text.upperBound == start else { return false }
        text = text.lowerBound..<start + Int(length)
        shape.names += 1
        return true
    }

    /// Takes an `A_Const` that is a whole number: an `Integer`, which holds nothing when it is 0, and its place.
    private mutating func addModifier(_ tree: FlatTree, _ at: Int) -> Bool {
        let inner = Node(tree: tree, index: at + 1)
        guard Node(tree: tree, index: at).tag == .aConst, Int(inner.record.kind) == SQLGUARD_RECORD_MESSAGE,
            inner.tag == .integer
        else { return false }
        let isZero = Int(inner.record.end) == inner.index + 1
        let number = isZero ? 0 : Int64(bitPattern: tree.records[inner.index + 1].value)
        switch shape.modifiers {
        case 0: shape.number = number
        case 1: shape.otherNumber = number
        default: return false  // lint: a count
        }
        shape.modifiers += 1
        return true
    }
}
