// From parse tree to typed values. Each file of this folder reads one part of the grammar, and reads all of it.

/// Lowers the nodes of one parse tree.
///
/// Every kind of node is lowered or refused with SG2101, every field is read or refused with SG2102. The functions
/// recurse as deep as the statement nests, which the limits of the lexer bound; they run on the parser's own threads.
struct Lower {
    /// Lowers a statement of any kind.
    func statement(_ node: Node) throws(Refusal) -> Statement {
        switch node.tag {
        case .selectStmt: .query(try query(node))
        case .insertStmt: .insert(try insert(node))
        case .updateStmt: .update(try update(node))
        case .deleteStmt: .delete(try delete(node))
        case .mergeStmt: .merge(try merge(node))
        case .some, .none: .utility(try utility(node))
        }
    }

    /// Lowers each element of a list.
    func all<Value>(
        _ list: NodeList,
        _ lower: (Node) throws(Refusal) -> Value
    ) throws(Refusal) -> [Value] {
        var values: [Value] = []
        for node in list { values.append(try lower(node)) }
        return values
    }
}
