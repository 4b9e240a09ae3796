// Relations, columns, expressions and indexes in a catalog file.

extension CatalogRelation: CatalogRecord {
    static let blank = CatalogRelation(QualifiedName(""), kind: .table)

    /// The kinds that a relation can be of.
    static let kinds: [ObjectKind] = [.table, .view, .materializedView, .foreignTable, .sequence]

    mutating func pass<Form: RecordForm>(_ form: inout Form) throws(Form.Failure) {
        try form.field("name", &name)
        try form.field("kind", &kind, of: CatalogRelation.kinds)
        try form.field("persistence", &persistence, otherwise: .permanent)
        try form.field("oid", &oid)
        try form.field("rowTypeOID", &rowTypeOID)
        try form.field("owner", &owner)
        try form.field("rowEstimate", &rowEstimate, in: 0...Int.max)
        try form.field("columns", &columns)
        try form.field("columnsAreKnown", &columnsAreKnown, otherwise: true)
        try form.field(columnNumbers: "droppedColumns", &droppedColumns)
        try form.field("parents", &parents)
        try form.field("partitionKey", &partitionKey)
        try form.field("partitionBound", &partitionBound)
        try form.field("rowType", &rowType)
        try form.field("server", &server)
        try form.field("ownedBy", &ownedBy)
        try form.field("query", &query)
        try form.field("columnReads", &columnReads)
        try form.field("definition", &definition)
        try form.field("viewOptions", &viewOptions, otherwise: .blank)
        try form.field("indexes", &indexes)
        try form.field("checks", &checks)
        try form.field("foreignKeys", &foreignKeys)
        try form.field("triggers", &triggers)
        try form.field("rules", &rules)
        try form.field("rowSecurity", &rowSecurity, otherwise: .blank)
        try form.field("policies", &policies)
        try form.field("statistics", &statistics)
    }
}

extension CatalogColumn: CatalogRecord {
    static let blank = CatalogColumn("", type: nil)

    mutating func pass<Form: RecordForm>(_ form: inout Form) throws(Form.Failure) {
        try form.field("name", &name)
        try form.field(columnNumber: "number", &number)
        try form.field("type", &type)
        var details = self.details
        try form.field("userType", &details.userType)
        try form.field("collation", &details.collation)
        try form.field("notNull", &notNull, otherwise: false)
        try form.field("inherited", &isInherited, otherwise: false)
        try form.field("identity", &details.identity)
        try form.field("default", &details.defaultValue)
        try form.field("generated", &details.generated)
        try form.field("comment", &details.comment)
        self.details = details
    }
}

extension CatalogField: CatalogRecord {
    static let blank = CatalogField("", type: "")

    mutating func pass<Form: RecordForm>(_ form: inout Form) throws(Form.Failure) {
        try form.field("name", &name, otherwise: "")
        try form.field("type", &type)
        try form.field("userType", &userType)
    }
}

extension CatalogExpression: CatalogRecord {
    static let blank = CatalogExpression.constant

    mutating func pass<Form: RecordForm>(_ form: inout Form) throws(Form.Failure) {
        try form.field("columns", &columns)
        try form.field("relations", &relations)
        try form.field("routines", &routines)
        try form.field("types", &types)
    }
}

extension CatalogIndex: CatalogRecord {
    static let blank = CatalogIndex("", .plain, columns: [])

    mutating func pass<Form: RecordForm>(_ form: inout Form) throws(Form.Failure) {
        try form.field("name", &name)
        try form.field("role", &role, otherwise: .plain)
        try form.field("oid", &oid)
        try form.field("columns", &columns)
        try form.field("expressions", &expressions)
        try form.field("included", &included)
        try form.field("predicate", &predicate)
        try form.field("nullsNotDistinct", &nullsNotDistinct, otherwise: false)
        try form.field("timing", &timing, otherwise: .immediate)
        try form.field("method", &method, otherwise: "btree")
        try form.field("comparesDifferently", &comparesDifferently, otherwise: false)
        try form.field("valid", &isValid, otherwise: true)
        try form.field("parent", &parent)
    }
}

extension CatalogPartitionKey: CatalogRecord {
    static let blank = CatalogPartitionKey(.list, columns: [])

    mutating func pass<Form: RecordForm>(_ form: inout Form) throws(Form.Failure) {
        try form.field("strategy", &strategy, of: Array(PartitionStrategy.allCases))
        try form.field("columns", &columns)
        try form.field("expressions", &expressions)
    }
}

extension CatalogSequenceOwner: CatalogRecord {
    static let blank = CatalogSequenceOwner(table: QualifiedName(""), column: "")

    mutating func pass<Form: RecordForm>(_ form: inout Form) throws(Form.Failure) {
        try form.field("table", &table)
        try form.field("column", &column)
    }
}

extension CatalogColumnRead: CatalogRecord {
    static let blank = CatalogColumnRead(.none, of: QualifiedName(""))

    mutating func pass<Form: RecordForm>(_ form: inout Form) throws(Form.Failure) {
        try form.field("relation", &relation)
        try form.field("columns", &columns)
    }
}

extension CatalogViewOptions: CatalogRecord {
    static let blank = CatalogViewOptions()

    mutating func pass<Form: RecordForm>(_ form: inout Form) throws(Form.Failure) {
        try form.field("securityBarrier", &isSecurityBarrier, otherwise: false)
        try form.field("securityInvoker", &isSecurityInvoker, otherwise: false)
        try form.field("check", &check)
    }
}

extension CatalogStatistics: CatalogRecord {
    static let blank = CatalogStatistics(QualifiedName(""), .constant)

    mutating func pass<Form: RecordForm>(_ form: inout Form) throws(Form.Failure) {
        try form.field("name", &name)
        try form.field("expression", &expression)
    }
}
