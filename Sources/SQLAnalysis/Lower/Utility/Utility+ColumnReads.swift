// Which columns the expressions of a CHECK, an index or a USING read: an upper bound, taken from the names in them.

import CPgQuery

extension Lower {
    /// Adds the read of what expressions over the rows of a table need.
    func reads(
        _ table: RelationReference,
        as kind: ObjectKind = .table,
        columnsIn nodes: [Node],
        into result: inout Utility
    ) throws(Refusal) {
        var columns: Columns = .none
        for node in nodes { columns.formUnion(try self.columns(in: node, of: table.name)) }
        if columns != .none { result.affect(.read, table, as: kind, columns: columns) }
    }

    /// At most these columns of a relation are meant in an expression, without resolving a name: every name in it counts.
    func columns(in node: Node, of relation: QualifiedName?) throws(Refusal) -> Columns {
        var names: Set<String> = []
        for at in node.index..<Int(node.record.end) {
            guard Int(node.tree.records[at].kind) == SQLGUARD_RECORD_MESSAGE else { continue }
            let child = Node(tree: node.tree, index: at)
            guard child.tag == .columnRef else { continue }
            let column = try column(child)
            // A star, or the relation as a value.
            if column.star || relation.map({ column.names.contains($0.name) }) ?? true { return .every }
            names.formUnion(column.names)
        }
        return .exactly(Array(names))
    }
}
