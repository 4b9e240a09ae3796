// CREATE INDEX, CREATE STATISTICS and CREATE SEQUENCE.

extension DefinitionReader {
    /// Reads an `IndexStmt`.
    mutating func index(_ node: Node) throws(Refusal) -> NewIndex {
        try node.reading { fields throws(Refusal) in
            // How it is built and stored, and what only later phases of the server fill.
            try fields.disregard(
                .tableSpace,
                .idxcomment,
                .indexOid,
                .oldNode,
                .oldCreateSubid,
                .oldFirstRelfilenodeSubid,
                .transformed,
                .concurrent,
                .resetDefaultTblspc,
                .primary,
                .isconstraint,
                .deferrable,
                .initdeferred
            )
            setAside(try fields.list(.options), as: "storage parameters")
            for name in try fields.list(.excludeOpNames) { throw name.refusal }
            let isUnique = try fields.flag(.unique)
            var index = CatalogIndex(try fields.text(.idxname) ?? "", isUnique ? .unique : .plain, columns: [])
            index.method = try fields.text(.accessMethod) ?? "btree"
            index.nullsNotDistinct = try fields.flag(.nullsNotDistinct)
            for element in try fields.list(.indexParams) { try indexElement(element, of: &index) }
            var included = CatalogIndex("", .plain, columns: [])
            for element in try fields.list(.indexIncludingParams) { try indexElement(element, of: &included) }
            index.included = included.columns
            index.predicate = try fields.node(.whereClause).map { node throws(Refusal) in try mentions(node) }
            let relation = try lower.relation(try fields.require(.relation))
            return NewIndex(
                index: index,
                table: relation.name,
                recurses: relation.inherits,
                ifNotExists: try fields.flag(.ifNotExists)
            )
        }
    }

    /// Reads an `IndexElem` into the index that it is part of.
    func indexElement(_ node: Node, of index: inout CatalogIndex) throws(Refusal) {
        guard node.tag == .indexElem else { throw node.refusal }
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.ordering, .nullsOrdering, .indexcolname)
            let collation = try lower.strings(try fields.list(.collation))
            let operatorClass = try lower.strings(try fields.list(.opclass))
            // Parameters of the operator class: how it is stored.
            _ = try fields.list(.opclassopts)
            if !collation.isEmpty || !operatorClass.isEmpty { index.comparesDifferently = true }
            if let name = try fields.text(.name) { index.columns.append(name) }
            if let expression = try fields.node(.expr) { index.expressions.append(try mentions(expression)) }
        }
    }

    /// Reads a `CreateStatsStmt`.
    func statistics(_ node: Node) throws(Refusal) -> Definition {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.stxcomment, .transformed)
            _ = try lower.strings(try fields.list(.statTypes))
            let names = try fields.list(.defnames)
            guard let relation = try fields.list(.relations).only, !names.isEmpty else {
                throw Refusal(.unsupportedConstruct, "statistics without a name, or not on one table", at: node.range)
            }
            var columns: Set<String> = []
            var expression = CatalogExpression.constant
            for element in try fields.list(.exprs) {
                try element.reading { fields throws(Refusal) in
                    if let name = try fields.text(.name) { columns.insert(name) }
                    guard let part = try fields.node(.expr) else { return }
                    let found = try mentions(part)
                    expression.columns = expression.columns.union(found.columns)
                    expression.routines += found.routines
                    expression.types += found.types
                }
            }
            if !columns.isEmpty { expression.columns = expression.columns.union(.named(columns)) }
            return .statistics(
                CatalogStatistics(try lower.name(names), expression),
                on: try relationName(relation),
                ifNotExists: try fields.flag(.ifNotExists)
            )
        }
    }

    /// Reads a `CreateSeqStmt`.
    mutating func sequence(_ node: Node) throws(Refusal) -> NewSequence {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.ownerId, .forIdentity)
            let target = try fields.require(.sequence)
            return NewSequence(
                name: try relationName(target),
                persistence: try persistence(of: target),
                owner: try sequenceOwner(try fields.list(.options)),
                ifNotExists: try fields.flag(.ifNotExists)
            )
        }
    }

    /// Reads an `AlterSeqStmt`: only who owns it matters here.
    mutating func alterSequence(_ node: Node) throws(Refusal) -> [Definition] {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.forIdentity, .missingOk)
            let owner = try sequenceOwner(try fields.list(.options))
            let name = try relationName(try fields.require(.sequence))
            return owner == .unsaid ? [.ofNoInterest("ALTER SEQUENCE")] : [.alterSequence(name, owner: owner)]
        }
    }

    private func sequenceOwner(_ options: NodeList) throws(Refusal) -> SequenceOwner {
        var owner = SequenceOwner.unsaid
        for node in options {
            let (name, argument) = try option(node)
            // The other options are where it starts and how it steps.
            guard name == "owned_by", let argument else { continue }
            let column = try nameList(argument)
            if column.schema == nil {
                // OWNED BY NONE.
                owner = .none
            } else if let table = column.schema {
                let tableName = QualifiedName(schema: column.catalog, table)
                owner = .column(CatalogSequenceOwner(table: tableName, column: column.name))
            }
        }
        return owner
    }
}
