// PARTITION BY and the bounds of partitions. PostgreSQL: parse_utilcmd.c, transformPartitionBound.

extension Lower {
    /// Reads a `PartitionSpec`: the expressions of the key go to `result`.
    func partitionKey(_ node: Node, into result: inout Utility) throws(Refusal) {
        guard node.tag == .partitionSpec else { throw node.refusal }
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.strategy, .location)
            for element in try fields.list(.partParams) { try partitionElement(element, into: &result) }
        }
    }

    private func partitionElement(_ node: Node, into result: inout Utility) throws(Refusal) {
        guard node.tag == .partitionElem else { throw node.refusal }
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.name, .location)  // a column of the new table itself
            if let value = try fields.node(.expr) { result.expressions.append(try expression(value)) }
            try optionalName(try fields.list(.collation))
            try optionalName(try fields.list(.opclass))
        }
    }

    /// Reads a `PartitionBoundSpec`: the bounds go to `result`.
    func partitionBound(_ node: Node, into result: inout Utility) throws(Refusal) {
        guard node.tag == .partitionBoundSpec else { throw node.refusal }
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.strategy, .isDefault, .modulus, .remainder, .location)
            for list in [
                try fields.list(.listdatums), try fields.list(.lowerdatums), try fields.list(.upperdatums),
            ] {
                for value in try expressions(list) where !isUnbounded(value) { result.expressions.append(value) }
            }
        }
    }

    /// MINVALUE and MAXVALUE, which the raw parser takes for columns.
    // PostgreSQL: parse_utilcmd.c, transformPartitionRangeBounds
    private func isUnbounded(_ value: Expression) -> Bool {
        guard case .column(let column) = value, !column.star, column.names.count == 1 else { return false }
        return column.names[0] == "minvalue" || column.names[0] == "maxvalue"
    }

    /// Reads a name that may be left out and decides only how values are compared: a collation, an operator class.
    func optionalName(_ list: NodeList) throws(Refusal) {
        if !list.isEmpty { _ = try name(list) }
    }
}
