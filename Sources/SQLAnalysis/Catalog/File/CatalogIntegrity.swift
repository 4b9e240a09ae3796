// Whether a snapshot's parts fit together: every name that is mentioned is listed, or said not to be; none is listed twice.

/// Something in a catalog that cannot be.
struct CatalogFault: Equatable {
    /// Where in the file.
    let steps: [JSONStep]
    let code: Code
    let message: String

    /// The place as people write it.
    var path: String {
        steps.reduce(into: "") { path, step in
            switch step {
            case .key(let key): path += path.isEmpty ? key : ".\(key)"
            case .element(let number): path += "[\(number)]"
            }
        }
    }
}

/// Looks through the parts of a catalog once.
///
/// Names without a schema are those that were not found when the snapshot was made; they refer to nothing. PostgreSQL's own
/// objects are not listed.
struct CatalogIntegrity {
    /// What is wrong, in the order in which it was found.
    private(set) var faults: [CatalogFault] = []
    /// The places of relations in the file.
    var relations: [QualifiedName: Int] = [:]
    var indexes: Set<QualifiedName> = []
    var types: Set<QualifiedName> = []
    var routines: Set<QualifiedName> = []
    private let parts: CatalogParts
    private let declared: [Set<QualifiedName>]?
    private var found: [Set<QualifiedName>] = Array(repeating: [], count: Kind.allCases.count)
    private var wide: [Int: Set<String>] = [:]
    private var steps: [JSONStep] = []

    /// What a name can refer to.
    enum Kind: Int, CaseIterable {
        case relation, type, routine, index

        /// The key of the file under which such objects are listed, or said not to be.
        var key: String {
            switch self {
            case .relation: "relations"
            case .type: "types"
            case .routine: "routines"
            case .index: "indexes"
            }
        }
    }

    /// Looks through `parts`. What is mentioned without being listed must be under `unlisted`, and nothing else may be
    /// there; when it is `collecting`, that list is yet to be made. In a catalog that was read from a server there is no such
    /// thing.
    init(_ parts: CatalogParts, collecting: Bool = false) {
        self.parts = parts
        let unlisted = parts.unlisted
        declared =
            parts.origin == .definitions && collecting
            ? nil : [unlisted.relations, unlisted.types, unlisted.routines, unlisted.indexes].map { Set($0) }
        list(parts)
        check(parts)
        checkUse()
    }

    /// What is mentioned and not listed, sorted.
    var unlisted: CatalogParts.Unlisted {
        func names(_ kind: Kind) -> [QualifiedName] { found[kind.rawValue].sorted { $0.precedes($1) } }
        return CatalogParts.Unlisted(
            relations: names(.relation),
            types: names(.type),
            routines: names(.routine),
            indexes: names(.index)
        )
    }

    // MARK: places

    /// Goes into a member while `check` runs.
    mutating func at(_ key: String, _ check: (inout CatalogIntegrity) -> Void) {
        steps.append(.key(key))
        check(&self)
        steps.removeLast()
    }

    /// Goes into each element of a member while `check` runs.
    mutating func each<Element>(
        _ key: String,
        _ elements: [Element],
        _ check: (inout CatalogIntegrity, Element) -> Void
    ) {
        if elements.isEmpty { return }
        steps.append(.key(key))
        for place in elements.indices {
            steps.append(.element(place))
            check(&self, elements[place])
            steps.removeLast()
        }
        steps.removeLast()
    }

    /// Notes that something is wrong here.
    mutating func fault(_ code: Code, _ message: String) {
        // The first is what is reported; a file that is something else altogether has no end of them.
        if faults.count < 100 { faults.append(CatalogFault(steps: steps, code: code, message: message)) }
    }

    /// Notes that a member is wrong.
    mutating func fault(at key: String, _ code: Code, _ message: String) { at(key) { $0.fault(code, message) } }

    // MARK: names

    /// Looks whether an object that is mentioned here is known.
    mutating func refer(to name: QualifiedName, _ kind: Kind) {
        guard let schema = name.schema, !CatalogIntegrity.isOwn(schema), !isListed(name, kind) else { return }
        let isNew = found[kind.rawValue].insert(name).inserted
        guard isNew, let declared, !declared[kind.rawValue].contains(name) else { return }
        let besides = parts.origin == .server ? "" : ", nor under unlisted.\(kind.key)"
        fault(.danglingReference, "\(name) is not listed under \(kind.key)\(besides)")
    }

    private func isListed(_ name: QualifiedName, _ kind: Kind) -> Bool {
        switch kind {
        // A regclass constant may name an index, and a composite type is a relation too.
        case .relation: relations[name] != nil || indexes.contains(name) || types.contains(name)
        // Every relation has a row type.
        case .type: types.contains(name) || relations[name] != nil
        case .routine: routines.contains(name)
        case .index: indexes.contains(name)
        }
    }

    /// Schemas whose objects every server has.
    private static func isOwn(_ schema: String) -> Bool {
        schema == "pg_catalog" || schema == "information_schema" || schema == "pg_toast"
    }

    /// The same for a name that may be missing.
    mutating func refer(_ key: String, _ name: QualifiedName?, _ kind: Kind) {
        if let name { at(key) { $0.refer(to: name, kind) } }
    }

    /// The same for several.
    mutating func refer(_ key: String, _ names: [QualifiedName], _ kind: Kind) {
        each(key, names) { $0.refer(to: $1, kind) }
    }

    /// Looks at everything that an expression mentions; its columns are those of `relation`.
    mutating func expression(_ key: String, _ expression: CatalogExpression?, of relation: QualifiedName?) {
        if let expression { at(key) { $0.expression(expression, of: relation) } }
    }

    /// The same for several.
    mutating func expressions(_ key: String, _ expressions: [CatalogExpression], of relation: QualifiedName) {
        each(key, expressions) { $0.expression($1, of: relation) }
    }

    private mutating func expression(_ expression: CatalogExpression, of relation: QualifiedName?) {
        if let relation { columns("columns", expression.columns, of: relation) }
        refer("relations", expression.relations, .relation)
        refer("routines", expression.routines, .routine)
        refer("types", expression.types, .type)
    }

    // MARK: columns

    /// Looks whether a relation that is listed, with all of its columns, has these.
    mutating func columns(_ key: String, _ names: [String], of relation: QualifiedName) {
        guard !names.isEmpty, let place = relations[relation] else { return }
        each(key, names) { $0.column($1, at: place) }
    }

    /// The same for the columns that an expression or a query reads.
    mutating func columns(_ key: String, _ columns: Columns, of relation: QualifiedName) {
        switch columns {
        case .none, .every: return
        case .named(let names):
            guard let place = relations[relation] else { return }
            // A set has no order by which one could be pointed at.
            at(key) { integrity in
                for name in names.sorted() { integrity.column(name, at: place) }
            }
        }
    }

    /// The same for one column.
    mutating func column(_ key: String, _ name: String, of relation: QualifiedName) {
        if let place = relations[relation] { at(key) { $0.column(name, at: place) } }
    }

    private mutating func column(_ name: String, at place: Int) {
        if !hasColumn(name, at: place) {
            fault(.danglingReference, "\(parts.relations[place].name) lists no column \(name)")
        }
    }

    private mutating func hasColumn(_ name: String, at place: Int) -> Bool {
        if !parts.relations[place].columnsAreKnown { return true }
        if parts.relations[place].columns.count <= 16 {
            for column in parts.relations[place].columns.indices
            where parts.relations[place].columns[column].name == name {
                return true
            }
            return false
        }
        if let names = wide[place] { return names.contains(name) }
        let names = Set(parts.relations[place].columns.map(\.name))
        wide[place] = names
        return names.contains(name)
    }

    /// Looks whether none of these stands twice.
    mutating func unique<Element>(_ key: String, _ elements: [Element], _ name: (Element) -> String, _ what: String) {
        guard elements.count > 1 else { return }
        if elements.count <= 16 {
            let isUnique = elements.indices.allSatisfy { place in
                let own = name(elements[place])
                return !(0..<place).contains { name(elements[$0]) == own }
            }
            if isUnique { return }
        }
        var seen: Set<String> = []
        each(key, elements) { integrity, element in
            let own = name(element)
            if !own.isEmpty, !seen.insert(own).inserted {
                integrity.fault(.invalidValue, "\(what) \(own) is listed twice")
            }
        }
    }

    // MARK: what is said not to be listed

    private mutating func checkUse() {
        guard declared != nil else { return }
        let unlisted = parts.unlisted
        at("unlisted") { integrity in
            for (kind, names) in [
                (Kind.relation, unlisted.relations), (.type, unlisted.types), (.routine, unlisted.routines),
                (.index, unlisted.indexes),
            ] {
                integrity.each(kind.key, names) { integrity, name in
                    // What is listed is never found among what is not.
                    if !integrity.found[kind.rawValue].contains(name) {
                        integrity.fault(.invalidValue, "\(name) is listed, or nothing mentions it")
                    }
                }
            }
        }
    }
}
