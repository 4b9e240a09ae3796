// The search path that a statement sets, and whether PostgreSQL's own names still mean what was reviewed.

/// What search_path is set to.
enum SearchPath: Equatable {
    /// These schemas, in order.
    case schemas([String])
    /// DEFAULT, RESET: what the session began with.
    case standard
    /// Something that is no constant, or not read.
    case unknown

    /// Reads the text of a value, as set_config takes it: names separated by commas. PostgreSQL: varlena.c,
    /// SplitIdentifierString.
    init(_ text: String?) {
        guard let text else {
            self = .unknown
            return
        }
        var schemas: [String] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let name = String(part).trimmingSpaces
            if name.isEmpty { continue }
            // A quoted name may hold a comma: then its pieces are no names.
            guard let schema = QualifiedName(parsing: name), schema.schema == nil else {
                self = .unknown
                return
            }
            schemas.append(schema.name)
        }
        self = .schemas(schemas)
    }

    /// Whether pg_catalog stays in front, where it is also when the path does not name it: otherwise functions,
    /// operators and types of another schema take the place of those that were reviewed.
    var keepsPostgreSQLFirst: Bool {
        switch self {
        case .schemas(let schemas): schemas.first == "pg_catalog" || !schemas.contains("pg_catalog")
        case .standard: true
        case .unknown: false
        }
    }
}
