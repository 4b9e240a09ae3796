// The numbers of a live server's relations and columns, which DDL text does not tell.

extension CatalogSnapshot {
    /// The same snapshot with the numbers that the rows of `CatalogQuery.numbers` tell. A row that names nothing in the
    /// snapshot is passed over; what no row names has no number.
    public func numbered(by rows: [[UInt8]]) -> CatalogSnapshot {
        var relations = self.relations
        for row in rows {
            guard let row = NumberRow(row) else { continue }
            relations[row.relation]?.take(row.table, row.columns)
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

/// `16400 1,3 public, customer, id, email`: the numbers of a table and of its columns, and the names of all.
private struct NumberRow {
    let table: OID
    let relation: QualifiedName
    let columns: [String: Int16]

    init?(_ row: [UInt8]) {
        let parts = row.split(separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let table = UInt32(String(decoding: parts[0], as: UTF8.self)).flatMap(OID.init),
            let text = String(validating: parts[2], as: UTF8.self), let names = IdentifierList(parsing: text)?.names
        else { return nil }
        let numbers = parts[1].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map {
            Int16(String(decoding: $0, as: UTF8.self)) ?? 0
        }
        guard numbers.allSatisfy({ $0 > 0 }), names.count == numbers.count + 2 else { return nil }
        self.table = table
        relation = QualifiedName(schema: names[0], names[1])
        columns = Dictionary(zip(names.dropFirst(2), numbers)) { first, _ in first }
    }
}
