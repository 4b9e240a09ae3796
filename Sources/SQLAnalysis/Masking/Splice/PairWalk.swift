// Two subtrees, record by record.

import CPgQuery

/// Walks two subtrees in preorder and in step, passing over places in the text.
struct PairWalk {
    /// What stands in the two trees at a step.
    enum Pair {
        /// Something different.
        case differ
        /// The same scalar.
        case same
        /// Two nodes in the same field: to be entered or skipped.
        case messages(Node, Node)
        /// A node of the second tree that was to be added to a list.
        case added(Node, Addition)
    }
    /// Where something was added.
    struct Addition {
        /// The place of the element behind which it was added.
        let behind: Int
        /// Its number among what was added there, from 0.
        let number: Int
    }
    /// A side of the walk.
    private struct Side {
        let tree: FlatTree
        var at: Int
        var ends: [Int] = []
        var messages: [UInt16] = []

        var record: sqlguard_record { tree.records[at] }
        var isMessage: Bool { Int(record.kind) == SQLGUARD_RECORD_MESSAGE }

        /// Passes over records that tell a place. The LOCATION of a tablespace is called as one, and is text.
        mutating func passPlaces() {
            while let end = ends.last, let message = messages.last, at < end,
                Int(record.kind) == SQLGUARD_RECORD_INTEGER,
                tree.grammar.isPlace(record.position, in: message)
            {
                at += 1
            }
        }

        /// Goes into the node.
        mutating func enter() {
            ends.append(Int(record.end))
            messages.append(record.message)
            at += 1
        }

        /// Leaves the node that ends here.
        mutating func leave() {
            ends.removeLast()
            messages.removeLast()
        }
    }

    private var left: Side
    private var right: Side
    private var isAtStart = true
    /// How many columns were added to the GROUP BY whose last element has a place.
    private let groups: [Int: Int]
    /// For each node that was entered, the place behind which columns are to be added in it, and how many are left.
    private var awaited: [(behind: Int, left: Int, all: Int)?] = []

    init(_ one: Node, _ other: Node, groups: [Int: Int] = [:]) {
        left = Side(tree: one.tree, at: one.index)
        right = Side(tree: other.tree, at: other.index)
        self.groups = groups
    }

    /// The next step; nil at the end of both.
    mutating func next() -> Pair? {
        if isAtStart {
            isAtStart = false
            return pairOfMessages()
        }
        while true {
            left.passPlaces()
            right.passPlaces()
            guard let leftEnd = left.ends.last, let rightEnd = right.ends.last else { return nil }
            let (leftEnds, rightEnds) = (left.at >= leftEnd, right.at >= rightEnd)
            if !rightEnds, let added = addition(isLeftAtEnd: leftEnds) { return added }
            if leftEnds != rightEnds { return .differ }
            // What was to be added must be there.
            if leftEnds, let wanted = awaited.popLast(), let wanted, wanted.left > 0 { return .differ }
            if !leftEnds { break }
            left.leave()
            right.leave()
        }
        guard left.record.position == right.record.position, left.record.kind == right.record.kind else {
            return .differ
        }
        if left.isMessage { return pairOfMessages() }
        guard isSameScalar() else { return .differ }
        left.at += 1
        right.at += 1
        return .same
    }

    private func pairOfMessages() -> Pair {
        .messages(Node(tree: left.tree, index: left.at), Node(tree: right.tree, index: right.at))
    }

    /// Goes into the two nodes that `next` told of; false when they are of different kinds.
    mutating func enter() -> Bool {
        guard left.record.message == right.record.message, left.isMessage, right.isMessage else { return false }
        awaited.append(groups.isEmpty ? nil : awaitedAdditions)
        left.enter()
        right.enter()
        return true
    }

    /// What is to be added to the node that is being entered.
    private var awaitedAdditions: (behind: Int, left: Int, all: Int)? {
        let node = Node(tree: left.tree, index: left.at)
        // A cast has its place behind the value that it begins with.
        guard node.tag == .selectStmt, let last = node.lastChild(.groupClause),
            let place = last.firstPlace(where: { groups[$0] != nil }), let count = groups[place]
        else { return nil }
        return (place, count, count)
    }

    /// The next node of the second tree, when it is one that was to be added behind what the first has in the list.
    private mutating func addition(isLeftAtEnd: Bool) -> Pair? {
        guard let wanted = awaited.last, let wanted, wanted.left > 0, right.isMessage,
            let message = right.messages.last,
            right.tree.grammar.fieldNames[Int(message)][Int(right.record.position)] == .groupClause
        else { return nil }
        if !isLeftAtEnd, left.record.position == right.record.position { return nil }
        let node = Node(tree: right.tree, index: right.at)
        right.at = Int(right.record.end)
        awaited[awaited.count - 1] = (wanted.behind, wanted.left - 1, wanted.all)
        return .added(node, Addition(behind: wanted.behind, number: wanted.all - wanted.left))
    }

    /// Passes over the two nodes that `next` told of.
    mutating func skip() {
        left.at = Int(left.record.end)
        right.at = Int(right.record.end)
    }

    private func isSameScalar() -> Bool {
        let (one, other) = (left.record, right.record)
        guard Int(one.kind) == SQLGUARD_RECORD_TEXT else { return one.value == other.value }
        guard one.end == other.end else { return false }
        let (start, begin) = (Int(one.value), Int(other.value))
        return left.tree.text[start..<start + Int(one.end)] == right.tree.text[begin..<begin + Int(other.end)]
    }
}

extension Grammar {
    /// Whether a field tells a place in the text.
    func isPlace(_ position: UInt8, in message: UInt16) -> Bool {
        switch fieldNames[Int(message)][Int(position)] {
        case .location, .stmtLocation, .stmtLen: true
        case .some, .none: false  // lint: all others are compared
        }
    }
}

extension Node {
    /// The place of the node itself; nil when it has none.
    var location: Int? {
        guard let position = tree.grammar.position(of: .location, in: record.message) else { return nil }
        // A place at the very start is not written down.
        return scalar(at: position) ?? 0
    }

    /// The child in a field, without taking it; nil when it is not set or no node.
    func firstChild(_ field: FieldName) -> Node? {
        guard let position = tree.grammar.position(of: field, in: record.message) else { return nil }
        let end = Int(record.end)
        var at = index + 1
        while at < end {
            let child = tree.records[at]
            let isMessage = Int(child.kind) == SQLGUARD_RECORD_MESSAGE
            if child.position == position { return isMessage ? Node(tree: tree, index: at) : nil }
            at = isMessage ? Int(child.end) : at + 1
        }
        return nil
    }

    /// The first place of this node and those below it that passes a test.
    func firstPlace(where test: (Int) -> Bool) -> Int? {
        let end = Int(record.end)
        for at in index..<end where Int(tree.records[at].kind) == SQLGUARD_RECORD_MESSAGE {
            if let place = Node(tree: tree, index: at).location, test(place) { return place }
        }
        return nil
    }

    /// The last child in a repeated field.
    func lastChild(_ field: FieldName) -> Node? {
        guard let position = tree.grammar.position(of: field, in: record.message) else { return nil }
        let end = Int(record.end)
        var last: Node?
        var at = index + 1
        while at < end {
            let child = tree.records[at]
            let isMessage = Int(child.kind) == SQLGUARD_RECORD_MESSAGE
            if child.position == position, isMessage { last = Node(tree: tree, index: at) }
            at = isMessage ? Int(child.end) : at + 1
        }
        return last
    }

    private func scalar(at position: UInt8) -> Int? {
        let end = Int(record.end)
        var at = index + 1
        while at < end {
            let child = tree.records[at]
            let isMessage = Int(child.kind) == SQLGUARD_RECORD_MESSAGE
            if child.position == position { return isMessage ? nil : Int(Int64(bitPattern: child.value)) }
            at = isMessage ? Int(child.end) : at + 1
        }
        return nil
    }
}
