// A node's fields in one pass, for the kinds of node that a schema has by the ten thousand.

import CPgQuery

extension Node {
    /// Gives `body` every field that is set, in the schema's order, and the index of its record; one element after the
    /// other of a repeated field. What `body` does not know it throws `unread(_:)` for, so that nothing is left unread.
    @inline(__always)
    func eachField(_ body: (FieldName, Int) throws(Refusal) -> Void) throws(Refusal) {
        let own = record
        let names = tree.grammar.fieldNames[Int(own.message)]
        let end = Int(own.end)
        var at = index + 1
        while at < end {
            let record = tree.records[at]
            guard let name = names[Int(record.position)] else {
                throw Refusal(.grammarMismatch, "\(self.name) has a field without a name here", at: range)
            }
            try body(name, at)
            at = Int(record.kind) == SQLGUARD_RECORD_MESSAGE ? Int(record.end) : at + 1
        }
    }

    /// The refusal of a field that nobody reads.
    func unread(_ field: FieldName) -> Refusal {
        Refusal(.unreadField, "\(name).\(field) is not understood here", at: range)
    }

    /// The child node at an index. Throws SG2104 for an empty one.
    func child(_ at: Int) throws(Refusal) -> Node {
        guard Int(tree.records[at].kind) == SQLGUARD_RECORD_MESSAGE else { throw mismatch }
        let node = Node(tree: tree, index: at)
        if node.tag == .empty { throw node.refusal }
        return node
    }

    /// The string at an index.
    func text(_ at: Int) throws(Refusal) -> String {
        let record = tree.records[at]
        guard Int(record.kind) == SQLGUARD_RECORD_TEXT else { throw mismatch }
        let start = Int(record.value)
        let text = String(decoding: tree.text[start..<start + Int(record.end)], as: UTF8.self)
        guard text.isComposed else { throw notComposed }
        return text
    }

    /// The number at an index.
    func integer(_ at: Int) throws(Refusal) -> Int {
        let record = tree.records[at]
        guard Int(record.kind) == SQLGUARD_RECORD_INTEGER else { throw mismatch }
        return Int(Int64(bitPattern: record.value))
    }

    /// The truth value at an index.
    func flag(_ at: Int) throws(Refusal) -> Bool { try integer(at) != 0 }

    /// Passes over a scalar that does not matter; the caller says why. A subtree is never passed over.
    func disregard(_ field: FieldName, _ at: Int) throws(Refusal) {
        if Int(tree.records[at].kind) == SQLGUARD_RECORD_MESSAGE { throw unread(field) }
    }

    /// The text of a `String` node.
    func string() throws(Refusal) -> String {
        guard tag == .string else { throw refusal }
        var found = ""
        try eachField { field, at throws(Refusal) in
            guard field == .sval else { throw unread(field) }
            found = try text(at)
        }
        return found
    }

    private var mismatch: Refusal {
        Refusal(.grammarMismatch, "a field of \(name) holds something else than expected", at: range)
    }
}

/// The parts of a dotted name while they are read.
struct NameParts {
    private var first = ""
    private var second = ""
    private var third = ""
    private var count = 0

    /// Adds the next part to the right.
    mutating func add(_ part: String) {
        switch count {
        case 0: first = part
        case 1: second = part
        default: third = part  // lint: a count; more than three are refused in the end
        }
        count += 1
    }

    /// The name. Throws SG3003 for more than three parts, SG2103 for none.
    func name(of node: Node) throws(Refusal) -> QualifiedName {
        switch count {
        case 1: return QualifiedName(first)
        case 2: return QualifiedName(schema: first, second)
        case 3: return QualifiedName(catalog: first, schema: second, third)
        case 0: throw Refusal(.missingField, "a name without parts", at: node.range)
        default: throw Refusal(.crossDatabaseName, "a name of more than three parts", at: node.range)  // lint: a count
        }
    }
}
