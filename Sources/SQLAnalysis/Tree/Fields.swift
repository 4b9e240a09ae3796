// Typed access to a node's fields. Taking a field removes it from those left; what is left at the end refuses the node.

import CPgQuery

/// The fields of one node while it is being read.
struct Fields {
    let node: Node
    private let record: sqlguard_record
    private var left: UInt64

    init(_ node: Node) {
        self.node = node
        record = node.record
        left = record.value
    }

    /// Throws SG2102 when a field is set that nobody took.
    func finish() throws(Refusal) {
        guard left == 0 else {
            let position = left.trailingZeroBitCount
            let name = String(cString: sqlguard_field_name(UInt32(record.message), UInt32(position)))
            throw Refusal(.unreadField, "\(node.name).\(name) is not understood here", at: node.range)
        }
    }

    /// Takes a child node; nil when it is not set. Throws SG2104 for an empty one.
    mutating func node(_ field: FieldName) throws(Refusal) -> Node? {
        guard let at = try take(field) else { return nil }
        let child = Node(tree: node.tree, index: at)
        guard Int(child.record.kind) == SQLGUARD_RECORD_MESSAGE else { throw mismatch(field) }
        if child.tag == .empty { throw child.refusal }
        return child
    }

    /// Takes a child node that must be there. Throws SG2103 when it is not.
    mutating func require(_ field: FieldName) throws(Refusal) -> Node {
        guard let child = try node(field) else { throw missing(field) }
        return child
    }

    /// Takes a repeated field, in order; empty nodes stay in it and are the reader's to refuse.
    mutating func list(_ field: FieldName) throws(Refusal) -> NodeList {
        guard let at = try take(field) else {
            return NodeList(tree: node.tree, start: 0, end: 0, position: 0)
        }
        let record = node.tree.records[at]
        return NodeList(tree: node.tree, start: at, end: Int(self.record.end), position: record.position)
    }

    /// Takes a string; nil when it is not set or empty (the schema does not tell one from the other).
    mutating func text(_ field: FieldName) throws(Refusal) -> String? {
        guard let text = try value(field) else { return nil }
        guard text.isComposed else { throw node.notComposed }
        return text
    }

    /// Takes a string that is a value and no name; nil when it is not set.
    mutating func value(_ field: FieldName) throws(Refusal) -> String? {
        guard let at = try take(field) else { return nil }
        let record = node.tree.records[at]
        guard Int(record.kind) == SQLGUARD_RECORD_TEXT else { throw mismatch(field) }
        let start = Int(record.value)
        return String(decoding: node.tree.text[start..<(start + Int(record.end))], as: UTF8.self)
    }

    /// Takes a string that must be there. Throws SG2103 when it is not.
    mutating func requireText(_ field: FieldName) throws(Refusal) -> String {
        guard let value = try text(field) else { throw missing(field) }
        return value
    }

    /// Takes an integer; 0 when it is not set.
    mutating func integer(_ field: FieldName) throws(Refusal) -> Int {
        guard let at = try take(field) else { return 0 }
        let record = node.tree.records[at]
        guard Int(record.kind) == SQLGUARD_RECORD_INTEGER else { throw mismatch(field) }
        return Int(Int64(bitPattern: record.value))
    }

    /// Takes a truth value; false when it is not set.
    mutating func flag(_ field: FieldName) throws(Refusal) -> Bool {
        try integer(field) != 0
    }

    /// Takes an enum constant. Throws SG2105 when it is not set or not one that sqlguard knows.
    mutating func constant<Constant: GrammarConstant>(
        _ field: FieldName,
        _ type: Constant.Type = Constant.self
    ) throws(Refusal) -> Constant {
        let value = try integer(field)
        guard let constant = Constant.table[value] else {
            throw Refusal(
                .unknownConstant,
                "\(node.name).\(field) has a value that is not understood here",
                at: node.range
            )
        }
        return constant
    }

    /// Takes the node's location: the byte in the parsed text at which it starts; nil when it is not known.
    mutating func location() throws(Refusal) -> Int? {
        let value = try integer(.location)
        return value >= 0 ? value : nil
    }

    /// Takes a scalar field that changes neither what the statement does nor to what; the caller says why.
    ///
    /// Throws SG2102 for a field that holds a node: a subtree is never skipped.
    mutating func disregard(_ field: FieldName) throws(Refusal) {
        guard let at = try take(field) else { return }
        guard Int(node.tree.records[at].kind) != SQLGUARD_RECORD_MESSAGE else {
            throw Refusal(.unreadField, "\(node.name).\(field) is not understood here", at: node.range)
        }
    }

    /// The same for two fields: a list of them would be an allocation in each node.
    mutating func disregard(_ first: FieldName, _ second: FieldName) throws(Refusal) {
        try disregard(first)
        try disregard(second)
    }

    /// The same for three fields and more.
    mutating func disregard(
        _ first: FieldName,
        _ second: FieldName,
        _ third: FieldName,
        _ more: FieldName...
    ) throws(Refusal) {
        try disregard(first, second)
        try disregard(third)
        for field in more { try disregard(field) }
    }

    /// Says whether a field is set, without taking it.
    func has(_ field: FieldName) -> Bool {
        guard let position = node.tree.grammar.position(of: field, in: record.message) else { return false }
        return record.value & (1 << UInt64(position)) != 0
    }

    /// The index of the first record of a field, which is then taken; nil when it is not set.
    private mutating func take(_ field: FieldName) throws(Refusal) -> Int? {
        guard let position = node.tree.grammar.position(of: field, in: record.message) else {
            throw Refusal(.grammarMismatch, "\(node.name) has no field \(field) in this grammar", at: node.range)
        }
        let bit: UInt64 = 1 &<< UInt64(position)
        guard record.value & bit != 0 else { return nil }
        left &= ~bit
        let end = Int(record.end)
        var at = node.index + 1
        while at < end {
            let record = node.tree.records[at]
            if record.position == position { return at }
            at = Int(record.kind) == SQLGUARD_RECORD_MESSAGE ? Int(record.end) : at + 1
        }
        throw Refusal(.parserFailed, "\(node.name).\(field) is announced and not there", at: node.range)
    }

    private func missing(_ field: FieldName) -> Refusal {
        Refusal(.missingField, "\(node.name) has no \(field)", at: node.range)
    }

    private func mismatch(_ field: FieldName) -> Refusal {
        Refusal(.grammarMismatch, "\(node.name).\(field) holds something else than expected", at: node.range)
    }
}
