// A snapshot as its file lists it: arrays in order where the snapshot has dictionaries and sets.

/// Everything that a catalog file holds.
struct CatalogParts: CatalogRecord {
    static let blank = CatalogParts(CatalogSnapshot(epoch: "", searchPath: [], schemas: []))

    /// A foreign server.
    struct ForeignServer: CatalogRecord {
        static let blank = ForeignServer(name: "", wrapper: "")
        var name: String
        var wrapper: String

        mutating func pass<Form: RecordForm>(_ form: inout Form) throws(Form.Failure) {
            try form.field("name", &name)
            try form.field("wrapper", &wrapper)
        }
    }

    /// What is mentioned but not listed. A name that is neither is a mistake in the file.
    struct Unlisted: CatalogRecord, Equatable {
        static let blank = Unlisted()
        var relations: [QualifiedName] = []
        var types: [QualifiedName] = []
        var routines: [QualifiedName] = []
        var indexes: [QualifiedName] = []

        mutating func pass<Form: RecordForm>(_ form: inout Form) throws(Form.Failure) {
            try form.field("relations", &relations)
            try form.field("types", &types)
            try form.field("routines", &routines)
            try form.field("indexes", &indexes)
        }
    }

    var format = CatalogFile.format
    var version = CatalogFile.version
    var epoch: String
    var origin: CatalogOrigin
    var server: CatalogServer?
    var searchPath: [String]
    var schemas: Set<String>
    var extensions: Set<String>
    var languages: [CatalogLanguage]?
    var servers: [ForeignServer]
    var types: [CatalogType]
    var relations: [CatalogRelation]
    var routines: [CatalogRoutine]
    var operators: [CatalogOperator]?
    var casts: [CatalogCast]?
    var unlisted = Unlisted()

    /// The parts of a snapshot, sorted by name; overloads of a routine stay in their order.
    init(_ snapshot: CatalogSnapshot) {
        epoch = snapshot.epoch
        origin = snapshot.origin
        server = snapshot.server
        searchPath = snapshot.searchPath
        schemas = snapshot.schemas
        extensions = snapshot.extensions
        languages = snapshot.languages
        servers = snapshot.servers.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            .map { ForeignServer(name: $0.key, wrapper: $0.value) }
        types = snapshot.types.values.sorted { $0.name.precedes($1.name) }
        relations = snapshot.relations.values.sorted { $0.name.precedes($1.name) }
        routines = snapshot.routines.sorted { $0.key.precedes($1.key) }.flatMap(\.value)
        operators = snapshot.operators
        casts = snapshot.casts
    }

    mutating func pass<Form: RecordForm>(_ form: inout Form) throws(Form.Failure) {
        try form.field("format", &format)
        try form.field("version", &version, in: CatalogFile.version...CatalogFile.version)
        try form.field("epoch", &epoch)
        try form.field("origin", &origin, of: Array(CatalogOrigin.allCases))
        try form.field("server", &server)
        try form.field("searchPath", &searchPath)
        try form.field("schemas", &schemas)
        try form.field("extensions", &extensions)
        try form.field("languages", &languages)
        try form.field("servers", &servers)
        try form.field("types", &types)
        try form.field("relations", &relations)
        try form.field("routines", &routines)
        try form.field("operators", &operators)
        try form.field("casts", &casts)
        try form.field("unlisted", &unlisted, otherwise: .blank)
    }

    /// The snapshot. The parts have been looked at by `CatalogIntegrity`: of two of one name the last would stay.
    var snapshot: CatalogSnapshot {
        var relationTable: [QualifiedName: CatalogRelation] = [:]
        relationTable.reserveCapacity(relations.count)
        for relation in relations { relationTable[relation.name] = relation }
        var routineTable: [QualifiedName: [CatalogRoutine]] = [:]
        for routine in routines { routineTable[routine.name, default: []].append(routine) }
        return CatalogSnapshot(
            epoch: epoch,
            searchPath: searchPath,
            relations: relationTable,
            routines: routineTable,
            types: Dictionary(types.map { ($0.name, $0) }) { _, last in last },
            schemas: schemas,
            extensions: extensions,
            servers: Dictionary(servers.map { ($0.name, $0.wrapper) }) { _, last in last },
            origin: origin,
            server: server,
            operators: operators,
            casts: casts,
            languages: languages
        )
    }
}
