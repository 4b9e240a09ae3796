// The numbers of a live server's relations and columns, which DDL text does not tell.

extension CatalogSnapshot {
    /// The same snapshot with the numbers that the rows of `CatalogQuery.numbers` tell. A row that names nothing in the
    /// snapshot is passed over; what no row names has no number.
    public func numbered(by rows: [[UInt8]]) -> CatalogSnapshot {
        var told: [QualifiedName: (table: OID, columns: [String: Int16])] = [:]
        for row in rows {
            guard let row = NumberRow(row) else { continue }
            told[row.relation, default: (row.table, [:])].columns[row.column] = row.number
        }
        var relations = self.relations
        for (name, numbers) in told {
            relations[name]?.take(numbers.table, numbers.columns)
        }
        return CatalogSnapshot(
            epoch: epoch,
            searchPath: searchPath,
            relations: relations,
            routines: routines,
            types: types,
            schemas: schemas,
            extensions: extensions,
            servers: servers,
            origin: origin,
            server: server,
            operators: operators,
            casts: casts,
            languages: languages
        )
    }
}

extension CatalogRelation {
    fileprivate mutating func take(_ table: OID, _ numbers: [String: Int16]) {
        oid = table
        for place in columns.indices { columns[place].number = numbers[columns[place].name] }
    }
}

/// `16400 2 public.customer.email`: the numbers of a table and of a column, and the names of both.
private struct NumberRow {
    let table: OID
    let number: Int16
    let relation: QualifiedName
    let column: String

    init?(_ row: [UInt8]) {
        let parts = row.split(separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let table = UInt32(String(decoding: parts[0], as: UTF8.self)).flatMap(OID.init),
            let number = Int16(String(decoding: parts[1], as: UTF8.self)), number > 0,
            let text = String(validating: parts[2], as: UTF8.self), let name = QualifiedName(parsing: text),
            let schema = name.catalog, let relation = name.schema
        else { return nil }
        self.table = table
        self.number = number
        self.relation = QualifiedName(schema: schema, relation)
        column = name.name
    }
}
