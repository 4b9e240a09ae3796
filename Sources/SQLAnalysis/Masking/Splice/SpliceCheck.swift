// Verifies a rewritten text: parsed again, it must be the original tree with exactly the splices in it.

import CPgQuery

/// Walks two trees side by side. Places in the text are the only fields that may differ.
struct SpliceCheck {
    private let original: FlatTree
    private let rewritten: FlatTree
    private let splices: Splices
    /// Parsed texts of the sub-selects, by the places of the relations that they replace.
    private let templates: [Int: FlatTree]
    /// Parsed lists of the columns that were added to GROUP BY, by the places of the last elements.
    private let groups: [Int: FlatTree]

    /// Throws SG6005 unless `rewritten` is `original` with the splices. `templates` are the parsed texts of the sub-selects
    /// that were put in, by the places of the relations.
    static func verify(
        _ original: FlatTree,
        _ rewritten: FlatTree,
        _ splices: Splices,
        templates: [Int: FlatTree],
        groups: [Int: FlatTree] = [:]
    ) throws(Refusal) {
        let check = SpliceCheck(
            original: original,
            rewritten: rewritten,
            splices: splices,
            templates: templates,
            groups: groups
        )
        guard try check.matches(original.root, rewritten.root) else {
            throw Refusal(.spliceNotVerified, "the rewritten statement is not the one that was meant")
        }
    }

    /// Whether two subtrees are the same but for places, and for splices where they are of the original.
    private func matches(_ left: Node, _ right: Node) throws(Refusal) -> Bool {
        try matches(left, right, spliced: true)
    }

    private func matches(_ left: Node, _ right: Node, spliced: Bool) throws(Refusal) -> Bool {
        var walk = PairWalk(left, right, groups: spliced ? splices.groups.mapValues(\.count) : [:])
        while let pair = walk.next() {
            switch pair {
            case .differ: return false
            case .same: continue
            case .added(let node, let place):
                guard try isAdded(node, place) else { return false }
            case .messages(let one, let other):
                guard spliced, let splice = self.splice(at: one) else {
                    guard walk.enter() else { return false }
                    continue
                }
                guard try isSpliced(splice.0, at: splice.1, one, other) else { return false }
                walk.skip()
            }
        }
        return true
    }

    /// The splice that is to be found in place of a node.
    private func splice(at node: Node) -> (Splice, Int)? {
        switch node.tag {
        case .rangeVar, .columnRef:
            guard let at = node.location, let splice = splices.byOffset[at] else { return nil }
            return (splice, at)
        case .resTarget:
            guard let value = node.firstChild(.val), value.tag == .columnRef, let at = value.location,
                case .row(let text, let name?)? = splices.byOffset[at]
            else { return nil }
            return (.row(text, named: name), at)
        case .rangeTableSample:
            guard let at = node.firstChild(.relation)?.location,
                case .subselect(let source, let shape)? = splices.byOffset[at], shape.isSampled
            else { return nil }
            return (.subselect(source, shape), at)
        case .copyStmt:
            guard let at = node.firstChild(.relation)?.location,
                case .copy(let source, let columns)? = splices.byOffset[at]
            else { return nil }
            return (.copy(source, columns: columns), at)
        case .some, .none: return nil  // lint: nothing else is spliced
        }
    }

    /// Whether a node is the column that was to be added to a GROUP BY at a place of the list of what was.
    private func isAdded(_ node: Node, _ place: PairWalk.Addition) throws(Refusal) -> Bool {
        guard let template = groups[place.behind] else { return false }
        var root = Fields(template.root)
        guard let statement = try root.list(.stmts).only else { return false }
        var raw = Fields(statement)
        var select = Fields(try raw.require(.stmt))
        let targets = Array(try select.list(.targetList))
        guard targets.indices.contains(place.number) else { return false }
        var target = Fields(targets[place.number])
        return try matches(try target.require(.val), node, spliced: false)
    }

    private func isSpliced(_ splice: Splice, at offset: Int, _ one: Node, _ other: Node) throws(Refusal) -> Bool {
        switch splice {
        case .qualify(let schema): return try isQualified(one, other, schema)
        case .shorten(let parts): return try isShortened(one, other, parts)
        case .row(_, let name): return try isRow(one, other, name, offset)
        case .copy: return try isCopied(one, other, offset)
        case .subselect(_, let shape): return try isSubselect(one, other, shape, offset)
        }
    }

    private func isQualified(_ one: Node, _ other: Node, _ schema: String) throws(Refusal) -> Bool {
        guard one.tag == .rangeVar, other.tag == .rangeVar else { return false }
        var (left, right) = (Fields(one), Fields(other))
        guard try left.text(.schemaname) == nil, try left.text(.catalogname) == nil,
            try right.text(.catalogname) == nil, try right.text(.schemaname) == schema,
            try left.text(.relname) == right.text(.relname), try left.flag(.inh) == right.flag(.inh),
            try left.text(.relpersistence) == right.text(.relpersistence),
            try areSame(try left.node(.alias), try right.node(.alias))
        else { return false }
        try left.disregard(.location)
        try right.disregard(.location)
        try left.finish()
        try right.finish()
        return true
    }

    private func isShortened(_ one: Node, _ other: Node, _ parts: Int) throws(Refusal) -> Bool {
        guard one.tag == .columnRef, other.tag == .columnRef else { return false }
        var (left, right) = (Fields(one), Fields(other))
        let before = Array(try left.list(.fields)).dropFirst(parts)
        let after = Array(try right.list(.fields))
        guard before.count == after.count, !after.isEmpty else { return false }
        for (first, second) in zip(before, after) {
            guard try matches(first, second, spliced: false) else { return false }
        }
        return true
    }

    /// A whole row has become the expression of the template; as an output without a name it has got its name.
    private func isRow(_ one: Node, _ other: Node, _ name: String?, _ offset: Int) throws(Refusal) -> Bool {
        guard let query = try templateQuery(offset) else { return false }
        var select = Fields(query)
        guard let made = try select.list(.targetList).only else { return false }
        var target = Fields(made)
        let value = try target.require(.val)
        guard one.tag == .resTarget else { return try matches(value, other, spliced: false) }
        guard other.tag == .resTarget, let name else { return false }
        var (left, right) = (Fields(one), Fields(other))
        guard try left.text(.name) == nil, try right.text(.name) == name, try left.list(.indirection).isEmpty,
            try right.list(.indirection).isEmpty
        else { return false }
        return try matches(value, try right.require(.val), spliced: false)
    }

    /// COPY of a relation has become COPY of the query; everything else of it is the same.
    private func isCopied(_ one: Node, _ other: Node, _ offset: Int) throws(Refusal) -> Bool {
        guard other.tag == .copyStmt, let template = try templateQuery(offset) else { return false }
        var (left, right) = (Fields(one), Fields(other))
        _ = try left.require(.relation)
        _ = try left.list(.attlist)
        guard try right.node(.relation) == nil, try right.list(.attlist).isEmpty, try left.node(.query) == nil,
            let query = try right.node(.query), try matches(template, query, spliced: false),
            try left.flag(.isFrom) == right.flag(.isFrom), try left.flag(.isProgram) == right.flag(.isProgram),
            try left.value(.filename) == right.value(.filename),
            try areSame(try left.node(.whereClause), try right.node(.whereClause)),
            try areSame(try left.list(.options), try right.list(.options))
        else { return false }
        try left.finish()
        try right.finish()
        return true
    }

    private func isSubselect(
        _ one: Node,
        _ other: Node,
        _ shape: RelationShape,
        _ offset: Int
    ) throws(Refusal) -> Bool {
        guard other.tag == .rangeSubselect, let template = try templateQuery(offset) else { return false }
        var right = Fields(other)
        let alias = try right.require(.alias)
        let isLateral = try right.flag(.lateral)
        guard !isLateral, try matches(template, try right.require(.subquery), spliced: false) else { return false }
        try right.finish()
        var relation = one
        if one.tag == .rangeTableSample {
            guard shape.isSampled, let inner = one.firstChild(.relation), try isSameSample(one, in: template) else {
                return false
            }
            relation = inner
        } else if shape.isSampled {
            return false
        }
        var left = Fields(relation)
        if let before = try left.node(.alias) { return try matches(before, alias, spliced: false) }
        var made = Fields(alias)
        let (name, shown) = (try left.requireText(.relname), try made.requireText(.aliasname))
        let columns = try made.list(.colnames)
        return name == shown && columns.isEmpty
    }

    /// Whether the TABLESAMPLE of the template is that of the original.
    private func isSameSample(_ one: Node, in template: Node) throws(Refusal) -> Bool {
        var select = Fields(template)
        guard let moved = try select.list(.fromClause).only, moved.tag == .rangeTableSample else { return false }
        var (left, right) = (Fields(one), Fields(moved))
        guard try areSame(try left.list(.method), try right.list(.method)) else { return false }
        guard try areSame(try left.list(.args), try right.list(.args)) else { return false }
        return try areSame(try left.node(.repeatable), try right.node(.repeatable))
    }

    private func templateQuery(_ offset: Int) throws(Refusal) -> Node? {
        guard let tree = templates[offset] else { return nil }
        var root = Fields(tree.root)
        guard let statement = try root.list(.stmts).only else { return nil }
        var raw = Fields(statement)
        return try raw.require(.stmt)
    }

    private func areSame(_ one: Node?, _ other: Node?) throws(Refusal) -> Bool {
        guard let one, let other else { return one == nil && other == nil }
        return try matches(one, other, spliced: false)
    }

    private func areSame(_ one: NodeList, _ other: NodeList) throws(Refusal) -> Bool {
        let (one, other) = (Array(one), Array(other))
        guard one.count == other.count else { return false }
        for (left, right) in zip(one, other) {
            guard try matches(left, right, spliced: false) else { return false }
        }
        return true
    }
}
