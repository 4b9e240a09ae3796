// Interim.
extension Lower {
    func query(_ node: Node) throws(Refusal) -> Query { throw node.refusal }
    func insert(_ node: Node) throws(Refusal) -> Insert { throw node.refusal }
    func update(_ node: Node) throws(Refusal) -> Update { throw node.refusal }
    func delete(_ node: Node) throws(Refusal) -> Delete { throw node.refusal }
    func merge(_ node: Node) throws(Refusal) -> Merge { throw node.refusal }
    func utility(_ node: Node) throws(Refusal) -> Utility { throw node.refusal }
    func expression(_ node: Node) throws(Refusal) -> Expression { throw node.refusal }
}
