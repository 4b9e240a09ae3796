// Which column references mean a column of the target of a write.

/// The target of a write, as the names of its columns are written.
struct OwnColumns {
    let target: RelationReference
    /// What the catalog knows of the target for sure.
    let known: CatalogRelation?

    /// Whether a reference means a column of the target, if the target has one of that name.
    ///
    /// A bare name that another relation has too is ambiguous, which is an error for the server.
    func own(_ column: ColumnReference) -> Bool { relation(of: column) == .target }

    /// Whether a reference may mean a column of the target.
    func mayOwn(_ column: ColumnReference) -> Bool { relation(of: column) != .other }

    private enum Relation {
        case target, other, unknown
    }

    private func relation(of column: ColumnReference) -> Relation {
        let qualifier = column.star ? column.names[...] : column.names.dropLast()
        guard let name = qualifier.last else { return .target }
        guard name == target.visibleName else { return .other }
        // Two relations of one name are told apart by their schemas; an alias has none.
        guard qualifier.count > 1 else { return .target }
        if target.alias != nil { return .other }
        guard let schema = known?.name.schema ?? target.name.schema else { return .unknown }
        return qualifier[qualifier.count - 2] == schema ? .target : .other
    }
}
