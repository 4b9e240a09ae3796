// Interim.
extension Lower {
    func utility(_ node: Node) throws(Refusal) -> Utility { throw node.refusal }
}
