// Whole rows of what takes the place of a relation.

extension Masker {
    /// A whole row of what takes the place of a relation, as one of the relation's row type; NULL where an outer join has no
    /// row. Nil where nothing was replaced, or the masks do not fit the type.
    func row(of entry: MaskEntry) -> String? {
        guard let relation = entry.replaced, relation.columnsAreKnown, !relation.columns.isEmpty else { return nil }
        let protected = protection.relations[relation.name]?.columns ?? [:]
        for column in relation.columns where protected[column.name] != nil || relation.kind == .view {
            if let type = column.userType, protection.catalog.types[type]?.form == .domain { return nil }
        }
        let name = TypeSpelling.quoted(entry.visible)
        let certain = relation.columns.enumerated().lazy.filter {
            $0.element.notNull && protected[$0.element.name] == nil
        }
        .compactMap { entry.outputs.onlyName(at: $0.offset) }.first
        let test = certain.map { "\(name).\(TypeSpelling.quoted($0))" } ?? "CAST(\(name) AS text)"
        let type = MaskText(catalog: protection.catalog).fullName(relation)
        return "CASE WHEN \(test) IS NOT NULL THEN CAST(ROW(\(name).*) AS \(type)) END"
    }
}

extension MaskOutputs {
    /// The name of the column at a place, from 0; nil when another one may be called so.
    fileprivate func onlyName(at place: Int) -> String? {
        guard others == nil, columns.indices.contains(place), let name = columns[place].name else { return nil }
        return columns.count { $0.name == name } == 1 ? name : nil
    }
}
