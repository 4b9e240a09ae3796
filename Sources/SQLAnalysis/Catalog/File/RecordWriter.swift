// Records to JSON.

/// Writes the fields of one record.
struct RecordWriter: RecordForm {
    typealias Failure = Never

    private(set) var members: [JSON.Member] = []

    /// A record as an object.
    static func json(_ record: some CatalogRecord) -> JSON {
        var record = record
        var writer = RecordWriter()
        record.pass(&writer)
        return .object(writer.members)
    }

    private mutating func add(_ key: StaticString, _ value: JSON) {
        members.append(JSON.Member(name: key.description, value: value))
    }

    mutating func field(_ key: StaticString, _ value: inout String) { add(key, .string(value)) }

    mutating func field(_ key: StaticString, _ value: inout String, otherwise: String) {
        if value != otherwise { add(key, .string(value)) }
    }

    mutating func field(_ key: StaticString, _ value: inout String?) {
        if let value { add(key, .string(value)) }
    }

    mutating func field(_ key: StaticString, _ value: inout [String]) {
        if !value.isEmpty { add(key, .array(value.map(JSON.string))) }
    }

    mutating func field(withEmpty key: StaticString, _ value: inout [String]) { field(key, &value) }

    mutating func field(_ key: StaticString, _ value: inout Set<String>) {
        if !value.isEmpty { add(key, RecordWriter.sorted(value)) }
    }

    mutating func field(_ key: StaticString, _ value: inout Bool, otherwise: Bool) {
        if value != otherwise { add(key, .bool(value)) }
    }

    mutating func field(_ key: StaticString, _ value: inout Int, in range: ClosedRange<Int>) {
        add(key, .integer(value))
    }

    mutating func field(_ key: StaticString, _ value: inout Int?, in range: ClosedRange<Int>) {
        if let value { add(key, .integer(value)) }
    }

    mutating func field(_ key: StaticString, _ value: inout [Int]?, in range: ClosedRange<Int>) {
        if let value { add(key, .array(value.map(JSON.integer))) }
    }

    mutating func field<Word: CatalogWord>(_ key: StaticString, _ value: inout Word, of words: [Word]) {
        add(key, .string(value.rawValue))
    }

    mutating func field<Word: CatalogWord>(_ key: StaticString, _ value: inout Word, otherwise: Word) {
        if value != otherwise { add(key, .string(value.rawValue)) }
    }

    mutating func field<Word: CatalogWord>(_ key: StaticString, _ value: inout Word?) {
        if let value { add(key, .string(value.rawValue)) }
    }

    mutating func field<Word: CatalogWord>(_ key: StaticString, _ value: inout [Word]) {
        if !value.isEmpty { add(key, .array(value.map { .string($0.rawValue) })) }
    }

    mutating func field(_ key: StaticString, _ value: inout QualifiedName) { add(key, RecordWriter.json(value)) }

    mutating func field(_ key: StaticString, _ value: inout QualifiedName?) {
        if let value { add(key, RecordWriter.json(value)) }
    }

    mutating func field(_ key: StaticString, _ value: inout [QualifiedName]) {
        if !value.isEmpty { add(key, .array(value.map(RecordWriter.json))) }
    }

    mutating func field(_ key: StaticString, _ value: inout Columns) {
        switch value {
        case .none: return
        case .named(let names): add(key, RecordWriter.sorted(names))
        case .every: add(key, .string("*"))
        }
    }

    mutating func field<Record: CatalogRecord>(_ key: StaticString, _ value: inout Record) {
        add(key, RecordWriter.json(value))
    }

    mutating func field<Record: CatalogRecord & Equatable>(
        _ key: StaticString,
        _ value: inout Record,
        otherwise: Record
    ) {
        if value != otherwise { add(key, RecordWriter.json(value)) }
    }

    mutating func field<Record: CatalogRecord>(_ key: StaticString, _ value: inout Record?) {
        if let value { add(key, RecordWriter.json(value)) }
    }

    mutating func field<Record: CatalogRecord>(_ key: StaticString, _ value: inout [Record]) {
        if !value.isEmpty { add(key, .array(value.map { RecordWriter.json($0) })) }
    }

    mutating func field<Record: CatalogRecord>(_ key: StaticString, _ value: inout [Record]?) {
        if let value { add(key, .array(value.map { RecordWriter.json($0) })) }
    }

    private static func json(_ name: QualifiedName) -> JSON { .array(name.parts.map(JSON.string)) }

    /// By bytes, not by what Unicode holds for equal.
    private static func sorted(_ names: Set<String>) -> JSON {
        .array(names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map(JSON.string))
    }
}

extension QualifiedName {
    /// Its parts from left to right.
    var parts: [String] { [catalog, schema, name].compactMap(\.self) }

    /// Whether it comes before another in a file: by schema, then by name, byte by byte.
    func precedes(_ other: QualifiedName) -> Bool {
        let left = [schema ?? "", name, catalog ?? ""]
        let right = [other.schema ?? "", other.name, other.catalog ?? ""]
        for (one, two) in zip(left, right) where !one.utf8.elementsEqual(two.utf8) {
            return one.utf8.lexicographicallyPrecedes(two.utf8)
        }
        return false
    }
}
