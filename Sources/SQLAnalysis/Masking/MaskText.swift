// Masks as SQL: total, free of errors, and of the column's own type.

/// Writes the query that stands for a relation with protected columns.
struct MaskText {
    let catalog: CatalogSnapshot

    /// The masked form of a table; of a view or materialized view whose own columns are masked.
    func source(of relation: CatalogRelation, _ protected: [String: ProtectedColumn.Treatment]) -> MaskedSource {
        let columns = relation.columns.map { column -> String in
            let name = TypeSpelling.quoted(column.name)
            guard let treatment = protected[column.name] else { return name }
            return "\(mask(column, treatment, of: relation)) AS \(name)"
        }
        return MaskedSource(
            head: columns.isEmpty ? "SELECT FROM " : "SELECT \(columns.joined(separator: ", ")) FROM ",
            relation: fullName(relation),
            tail: ""
        )
    }

    /// A view's masked definition in the place of the view.
    func source(of view: CatalogRelation, definition: String) -> MaskedSource {
        let columns = view.columns.map { TypeSpelling.quoted($0.name) }.joined(separator: ", ")
        // The conditions of a security barrier are looked at before those of the query around it.
        let tail = view.viewOptions.isSecurityBarrier ? " OFFSET 0" : ""
        let alias = TypeSpelling.quoted(view.name.name)
        return MaskedSource(
            head: "SELECT * FROM ",
            relation: "(\(definition)) AS \(alias) (\(columns))",
            tail: tail,
            takesOnly: false
        )
    }

    func fullName(_ relation: CatalogRelation) -> String {
        [relation.name.schema, relation.name.name].compactMap(\.self).map(TypeSpelling.quoted).joined(separator: ".")
    }

    private func mask(
        _ column: CatalogColumn,
        _ treatment: ProtectedColumn.Treatment,
        of relation: CatalogRelation
    ) -> String {
        let name = TypeSpelling.quoted(column.name)
        guard let type = column.type else {
            // NULL of the type that the column has, whatever that is.
            return "(SELECT \(name) FROM \(fullName(relation)) WHERE false)"
        }
        let base = base(of: type, column.userType)
        let value = value(
            treatment,
            name,
            type: base.type,
            isOwn: base.own != nil,
            isDomain: column.userType != nil && base.own == nil
        )
        let collation = column.collation.map { " COLLATE \($0)" } ?? ""
        return "CAST(\(value) AS \(base.type))\(collation)"
    }

    /// The type that a domain is of: its constraints may refuse NULL. Results tell of the base type in any case.
    /// PostgreSQL: printtup.c, SendRowDescriptionMessage.
    private func base(of type: String, _ own: QualifiedName?) -> (type: String, own: QualifiedName?) {
        var (type, own) = (type, own)
        var steps = 0
        while let name = own, !type.hasSuffix("[]"), let known = catalog.types[name], known.form == .domain,
            let base = known.base, steps < 100
        {
            (type, own) = (base, known.baseType)
            steps += 1
        }
        return (type, own)
    }

    private func value(
        _ treatment: ProtectedColumn.Treatment,
        _ name: String,
        type: String,
        isOwn: Bool,
        isDomain: Bool
    ) -> String {
        guard case .mask(let kind) = treatment, !isOwn, holdsText(type) else { return "NULL" }
        let text = "CAST(\(name) AS text)"
        switch kind {
        case .nullify: return "NULL"
        // What may stand in a domain is for its constraints to say; NULL is no value.
        case .constant(let value): return isDomain ? "NULL" : literal(value)
        case .last(let last): return partial(text, first: 0, last: last)
        case .partial(let first, let last): return partial(text, first: first, last: last)
        case .email:
            return "CASE WHEN \(text) OPERATOR(pg_catalog.~) '^[^@].*@[^@]+$' THEN pg_catalog.\"left\"(\(text), 1) "
                + "OPERATOR(pg_catalog.||) '***' OPERATOR(pg_catalog.||) "
                + "pg_catalog.\"substring\"(\(text), '@[^@]+$') ELSE '***' END"
        }
    }

    /// The ends of a text with stars between them; stars alone when nothing would be left to hide.
    private func partial(_ text: String, first: Int, last: Int) -> String {
        let length = "pg_catalog.length(\(text))"
        let stars = "pg_catalog.repeat('*', \(length) OPERATOR(pg_catalog.-) \(first + last))"
        let parts = [
            first > 0 ? "pg_catalog.\"left\"(\(text), \(first))" : nil, stars,
            last > 0 ? "pg_catalog.\"right\"(\(text), \(last))" : nil,
        ]
        let shown = parts.compactMap(\.self).joined(separator: " OPERATOR(pg_catalog.||) ")
        return "CASE WHEN \(length) OPERATOR(pg_catalog.>) \(first + last) THEN \(shown) "
            + "ELSE pg_catalog.repeat('*', \(length)) END"
    }

    private func literal(_ value: String) -> String {
        "'" + value.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }

    /// Whether a type of `pg_catalog`, as `format_type` prints it, holds text.
    private func holdsText(_ type: String) -> Bool {
        let base = type.hasSuffix(")") ? type.prefix { $0 != "(" } : type[...]
        return ["text", "character varying", "character", "bpchar", "name"].contains(String(base))
    }
}
