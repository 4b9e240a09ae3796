// Constraints, triggers, rules and row security in a catalog file.

extension CatalogCheck: CatalogRecord {
    static let blank = CatalogCheck("", .constant)

    mutating func pass<Form: RecordForm>(_ form: inout Form) throws(Form.Failure) {
        try form.field("name", &name)
        try form.field("expression", &expression)
        try form.field("validated", &isValidated, otherwise: true)
        try form.field("local", &isLocal, otherwise: false)
    }
}

extension CatalogForeignKey: CatalogRecord {
    static let blank = CatalogForeignKey("", columns: [], references: QualifiedName(""), referencedColumns: [])

    mutating func pass<Form: RecordForm>(_ form: inout Form) throws(Form.Failure) {
        try form.field("name", &name)
        try form.field("columns", &columns)
        try form.field("references", &references)
        try form.field("referencedColumns", &referencedColumns)
        try form.field("onDelete", &onDelete, otherwise: .noAction)
        try form.field("onUpdate", &onUpdate, otherwise: .noAction)
        try form.field("deleteSetColumns", &deleteSetColumns)
        try form.field("match", &match, otherwise: .simple)
        try form.field("timing", &timing, otherwise: .immediate)
        try form.field("validated", &isValidated, otherwise: true)
    }
}

extension CatalogTrigger: CatalogRecord {
    static let blank = CatalogTrigger("", .after, [], function: QualifiedName(""))

    mutating func pass<Form: RecordForm>(_ form: inout Form) throws(Form.Failure) {
        try form.field("name", &name)
        try form.field("timing", &timing, of: Array(Timing.allCases))
        try form.field("events", &events)
        try form.field("columns", &columns)
        try form.field("forEachRow", &forEachRow, otherwise: false)
        try form.field("function", &function)
        try form.field("condition", &condition)
        try form.field("constraintTiming", &constraintTiming)
        try form.field("from", &from)
        try form.field("firing", &firing, otherwise: .origin)
    }
}

extension CatalogRule: CatalogRecord {
    static let blank = CatalogRule(
        "",
        on: .select,
        isInstead: false,
        isConditional: false,
        body: .constant,
        writes: []
    )

    mutating func pass<Form: RecordForm>(_ form: inout Form) throws(Form.Failure) {
        try form.field("name", &name)
        try form.field("event", &event, of: Array(CatalogEvent.allCases))
        try form.field("instead", &isInstead, otherwise: false)
        try form.field("conditional", &isConditional, otherwise: false)
        try form.field("body", &body)
        try form.field("writes", &writes)
        try form.field("firing", &firing, otherwise: .origin)
    }
}

extension CatalogRowSecurity: CatalogRecord {
    static let blank = CatalogRowSecurity()

    mutating func pass<Form: RecordForm>(_ form: inout Form) throws(Form.Failure) {
        try form.field("enabled", &isEnabled, otherwise: false)
        try form.field("forced", &isForced, otherwise: false)
    }
}

extension CatalogPolicy: CatalogRecord {
    static let blank = CatalogPolicy("", roles: [])

    mutating func pass<Form: RecordForm>(_ form: inout Form) throws(Form.Failure) {
        try form.field("name", &name)
        try form.field("event", &event)
        try form.field("permissive", &isPermissive, otherwise: true)
        try form.field("roles", &roles)
        try form.field("condition", &condition)
        try form.field("check", &check)
    }
}
