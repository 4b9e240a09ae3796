// Types, routines, operators and casts in a catalog file.

extension CatalogType: CatalogRecord {
    static let blank = CatalogType(QualifiedName(""), form: .base)

    mutating func pass<Form: RecordForm>(_ form: inout Form) throws(Form.Failure) {
        try form.field("name", &name)
        try form.field("form", &self.form, of: Array(CatalogType.Form.allCases))
        try form.field("oid", &oid)
        try form.field("arrayOID", &arrayOID)
        try form.field("owner", &owner)
        try form.field("fields", &fields)
        try form.field("base", &base)
        try form.field("baseType", &baseType)
        try form.field("notNull", &notNull, otherwise: false)
        try form.field("default", &defaultValue)
        try form.field("checks", &checks)
        try form.field("multirange", &multirange)
    }
}

extension CatalogRoutine: CatalogRecord {
    static let blank = CatalogRoutine(
        QualifiedName(""),
        kind: .function,
        arguments: [],
        language: "",
        isSecurityDefiner: false
    )

    /// The kinds that a routine can be of.
    static let kinds: [ObjectKind] = [.function, .procedure, .aggregate]

    mutating func pass<Form: RecordForm>(_ form: inout Form) throws(Form.Failure) {
        try form.field("name", &name)
        try form.field("kind", &kind, of: CatalogRoutine.kinds)
        try form.field("oid", &oid)
        try form.field("owner", &owner)
        try form.field("arguments", &arguments)
        try form.field(withEmpty: "argumentNames", &argumentNames)
        var defaults: Int? = defaultCount == 0 ? nil : defaultCount
        // PostgreSQL: pg_config_manual.h, FUNC_MAX_ARGS.
        try form.field("defaults", &defaults, in: 1...100)
        defaultCount = defaults ?? 0
        try form.field("variadic", &isVariadic, otherwise: false)
        try form.field("returns", &returns)
        try form.field("returnsSet", &returnsSet, otherwise: false)
        try form.field("outputs", &outputs)
        try form.field("language", &language, otherwise: "")
        try form.field("securityDefiner", &isSecurityDefiner, otherwise: false)
        try form.field("volatility", &volatility, otherwise: .volatile)
        try form.field("settings", &settings)
        try form.field("types", &types)
        try form.field("body", &body)
    }
}

extension CatalogOperator: CatalogRecord {
    static let blank = CatalogOperator(
        QualifiedName(""),
        left: nil,
        right: "",
        returns: "",
        function: QualifiedName("")
    )

    mutating func pass<Form: RecordForm>(_ form: inout Form) throws(Form.Failure) {
        try form.field("name", &name)
        try form.field("oid", &oid)
        try form.field("left", &left)
        try form.field("right", &right)
        try form.field("returns", &returns)
        try form.field("function", &function)
    }
}

extension CatalogCast: CatalogRecord {
    static let blank = CatalogCast(from: "", to: "", .binary, .explicit)

    /// The method's word in a file.
    private enum MethodWord: String, CaseIterable {
        case function, binary, text
    }

    mutating func pass<Form: RecordForm>(_ form: inout Form) throws(Form.Failure) {
        try form.field("source", &source)
        try form.field("target", &target)
        var function: QualifiedName?
        var word: MethodWord
        switch method {
        case .function(let name): (function, word) = (name, .function)
        case .binary: word = .binary
        case .text: word = .text
        }
        try form.field("method", &word, of: Array(MethodWord.allCases))
        switch word {
        case .function:
            var name = function ?? QualifiedName("")
            try form.field("function", &name)
            method = .function(name)
        case .binary: method = .binary
        case .text: method = .text
        }
        try form.field("context", &context, of: Array(Context.allCases))
    }
}

extension CatalogLanguage: CatalogRecord {
    static let blank = CatalogLanguage("", isTrusted: false)

    mutating func pass<Form: RecordForm>(_ form: inout Form) throws(Form.Failure) {
        try form.field("name", &name)
        try form.field("trusted", &isTrusted, otherwise: false)
    }
}

extension CatalogServer: CatalogRecord {
    static let blank = CatalogServer(version: 0, encoding: "", characterType: "")

    mutating func pass<Form: RecordForm>(_ form: inout Form) throws(Form.Failure) {
        try form.field("version", &version, in: 0...Int(Int32.max))
        try form.field("encoding", &encoding)
        try form.field("characterType", &characterType)
    }
}
