// Whole rows of what takes the place of a relation.

extension Masker {
    /// A whole row of what takes the place of a relation, as one of the relation's row type; NULL where an outer join has no
    /// row. Nil where the masks do not fit the type.
    func row(of relation: CatalogRelation, as visible: String) -> String? {
        guard relation.columnsAreKnown, !relation.columns.isEmpty else { return nil }
        let protected = protection.relations[relation.name]?.columns ?? [:]
        for column in relation.columns where protected[column.name] != nil || relation.kind == .view {
            if let type = column.userType, protection.catalog.types[type]?.form == .domain { return nil }
        }
        let name = TypeSpelling.quoted(visible)
        let certain = relation.columns.first { $0.notNull && protected[$0.name] == nil }
        let test = certain.map { "\(name).\(TypeSpelling.quoted($0.name))" } ?? "CAST(\(name) AS text)"
        let type = MaskText(catalog: protection.catalog).fullName(relation)
        return "CASE WHEN \(test) IS NOT NULL THEN CAST(ROW(\(name).*) AS \(type)) END"
    }
}
