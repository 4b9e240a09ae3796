// The output columns of a view's query, as far as its text tells them. PostgreSQL: parse_target.c, FigureColname.

/// The target list of a view's query, and the relations of its FROM clause.
struct ViewOutputs: Sendable {
    /// An element of the target list.
    enum Output: Sendable {
        /// A column of a relation in FROM, under a name; the qualifier is the relation's alias or name.
        case column(name: String, qualifier: String?, column: String)
        /// Anything else under a name.
        case computed(String)
        /// `*` or `t.*`.
        case star(qualifier: String?)
        /// An element whose name is not told here.
        case unknown
    }
    /// The elements in order; nil when the query is of another shape.
    var outputs: [Output]? = nil
    /// Relations of FROM by the name under which their columns are visible; nil when FROM has anything else.
    var relations: [(visible: String, name: QualifiedName)]? = []
}

extension DefinitionReader {
    /// Reads what a view's query returns. Only looks: `Mentions` is what goes through the whole query.
    func outputs(_ query: Node) throws(Refusal) -> ViewOutputs {
        guard query.tag == .selectStmt else { return ViewOutputs() }
        var fields = Fields(query)
        if let left = try fields.node(.larg) {
            // A set operation takes names from its first arm and types from all of them.
            let arm = try outputs(left)
            let names = arm.outputs?.map { output -> ViewOutputs.Output in
                switch output {
                case .column(let name, _, _): .computed(name)
                case .computed, .star, .unknown: output
                }
            }
            return ViewOutputs(outputs: names, relations: arm.relations)
        }
        if let row = try fields.list(.valuesLists).first {
            var values = Fields(row)
            let count = try values.list(.items).count
            return ViewOutputs(outputs: (0..<count).map { .computed("column\($0 + 1)") })
        }
        var outputs: [ViewOutputs.Output] = []
        for target in try fields.list(.targetList) { outputs.append(try output(target)) }
        let names = try visibleWithNames(query)
        var relations: [(visible: String, name: QualifiedName)]? = []
        for item in try fields.list(.fromClause) {
            guard let found = try plainRelations(item, hidden: names) else {
                relations = nil
                break
            }
            relations? += found
        }
        return ViewOutputs(outputs: outputs, relations: relations)
    }

    /// The names of the query's own WITH.
    private func visibleWithNames(_ query: Node) throws(Refusal) -> [String] {
        var fields = Fields(query)
        guard let with = try fields.node(.withClause) else { return [] }
        var names: [String] = []
        var clause = Fields(with)
        for table in try clause.list(.ctes) {
            var fields = Fields(table)
            names.append(try fields.requireText(.ctename))
        }
        return names
    }

    /// The relations of a FROM item; nil when it is or holds something else, or renames columns.
    private func plainRelations(
        _ item: Node,
        hidden: [String]
    ) throws(Refusal) -> [(visible: String, name: QualifiedName)]? {
        switch item.tag {
        case .rangeVar:
            let relation = try lower.relation(item)
            guard relation.alias?.columns.isEmpty ?? true,
                relation.name.schema != nil || !hidden.contains(relation.name.name)
            else { return nil }
            return [(relation.visibleName, relation.name)]
        case .joinExpr:
            var fields = Fields(item)
            // What merges columns or renames them is not followed.
            if fields.has(.isNatural) || fields.has(.usingClause) || fields.has(.alias) { return nil }
            guard let left = try plainRelations(try fields.require(.larg), hidden: hidden),
                let right = try plainRelations(try fields.require(.rarg), hidden: hidden)
            else { return nil }
            return left + right
        case .some, .none: return nil
        }
    }

    private func output(_ target: Node) throws(Refusal) -> ViewOutputs.Output {
        var fields = Fields(target)
        let name = try fields.text(.name)
        let value = try fields.require(.val)
        if value.tag == .columnRef {
            var reference = Fields(value)
            let parts = try reference.list(.fields)
            var names: [String] = []
            for part in parts where part.tag == .string { names.append(try lower.string(part)) }
            let hasStar = names.count != parts.count
            if hasStar { return names.count < 2 ? .star(qualifier: names.first) : .unknown }
            guard let column = names.last else { return .unknown }
            guard names.count < 3 else { return .computed(name ?? column) }
            return .column(name: name ?? column, qualifier: names.count == 2 ? names[0] : nil, column: column)
        }
        if let name { return .computed(name) }
        return try figuredName(value).map { .computed($0.name ?? "?column?") } ?? .unknown
    }
}
