// A node of the parse tree, and the law that every field of it is read or the node is refused.

import CPgQuery

/// A message of a flat tree.
struct Node: Sendable {
    let tree: FlatTree
    let index: Int

    var record: sqlguard_record { tree.records[index] }

    /// The node's kind; nil when this grammar has a message that sqlguard does not list.
    var tag: NodeTag? { tree.grammar.tags[Int(record.message)] }

    /// The message's name as the library spells it.
    var name: String { tree.grammar.messageNames[Int(record.message)] }

    /// Reads the node's fields in `body`. Throws SG2102 when a field is set that `body` did not take.
    func reading<Result>(
        _ body: (inout Fields) throws(Refusal) -> Result
    ) throws(Refusal) -> Result {
        var fields = Fields(self)
        let result = try body(&fields)
        try fields.finish()
        return result
    }

    /// The byte at which the node starts in the parsed text, or the first one known among its descendants.
    ///
    /// Only used to say where a refusal points; nil when nothing below has a location.
    var start: Int? {
        let end = Int(record.end)
        var at = index
        while at < end {
            let record = tree.records[at]
            if Int(record.kind) == SQLGUARD_RECORD_MESSAGE, let start = Node(tree: tree, index: at).ownLocation {
                return start
            }
            at += 1
        }
        return nil
    }

    /// A place to point at in a refusal.
    var range: SourceRange? { start.map { SourceRange($0, $0) } }

    private var ownLocation: Int? {
        guard let position = tree.grammar.position(of: .location, in: record.message) else { return nil }
        guard record.value & (1 << UInt64(position)) != 0 else { return nil }
        let end = Int(record.end)
        var at = index + 1
        while at < end {
            let child = tree.records[at]
            if child.position == position {
                let value = Int(Int64(bitPattern: child.value))
                return value >= 0 ? value : nil
            }
            at = Int(child.kind) == SQLGUARD_RECORD_MESSAGE ? Int(child.end) : at + 1
        }
        return nil
    }

    /// The refusal of a node of a kind that nothing here reads.
    var refusal: Refusal {
        if tag == .empty { return Refusal(.emptyNode, "an empty node where none is expected", at: range) }
        return Refusal(.unknownNode, "\(name) is not understood here", at: range)
    }

    /// The refusal of a name whose equality with another Swift and PostgreSQL would see differently.
    var notComposed: Refusal {
        Refusal(.decomposedName, "a name is not in Unicode's normal form C", at: range)
    }
}

/// The elements of a repeated field.
struct NodeList: Sequence, Sendable {
    let tree: FlatTree
    let start: Int
    let end: Int
    let position: UInt8

    func makeIterator() -> Iterator { Iterator(list: self, at: start) }

    var isEmpty: Bool { first == nil }
    var count: Int { reduce(0) { count, _ in count + 1 } }
    var first: Node? {
        var iterator = makeIterator()
        return iterator.next()
    }

    /// The only element; nil when there is none or more than one.
    var only: Node? {
        var iterator = makeIterator()
        guard let first = iterator.next(), iterator.next() == nil else { return nil }
        return first
    }

    struct Iterator: IteratorProtocol {
        let list: NodeList
        var at: Int

        mutating func next() -> Node? {
            while at < list.end {
                let record = list.tree.records[at]
                let here = at
                let isMessage = Int(record.kind) == SQLGUARD_RECORD_MESSAGE
                at = isMessage ? Int(record.end) : at + 1
                if record.position == list.position, isMessage { return Node(tree: list.tree, index: here) }
            }
            return nil
        }
    }
}
