// JSON to records: what is asked for is taken, what nobody asks for is refused.

/// Takes the fields of one record from an object of a document.
///
/// Throws SG9002 for a key that is not known, SG9003 for a value of another type, SG9004 for a key that stands twice, SG9006
/// for one that is missing, and SG9007 for a value that its key does not take. Messages begin with the way to the place.
struct RecordReader: RecordForm {
    typealias Failure = Refusal

    private let document: JSONDocument
    private let object: Int
    /// The first member that was not taken: files are written in the order in which fields are asked for.
    private var cursor: Int
    /// The position of that member among all of them.
    private var position = 0
    /// The positions of members that were taken. No record has as many fields as there are bits.
    private var taken: UInt64 = 0

    private init(_ document: JSONDocument, _ object: Int) throws(Refusal) {
        self.document = document
        self.object = object
        cursor = object + 1
        guard document.entries[object].kind == .object else { throw mismatch("an object", object) }
    }

    /// The record that an object is.
    static func record<Record: CatalogRecord>(
        _ type: Record.Type,
        _ document: JSONDocument,
        _ object: Int
    ) throws(Refusal) -> Record {
        var record = Record.blank
        var reader = try RecordReader(document, object)
        try record.pass(&reader)
        try reader.finish()
        return record
    }

    // MARK: members

    /// Takes the value of a key; nil when the key is not there.
    private mutating func take(_ key: StaticString) -> Int? {
        let end = Int(document.entries[object].next)
        while cursor < end, position < 64, taken & 1 << UInt64(position) != 0 {
            cursor = Int(document.entries[cursor + 1].next)
            position += 1
        }
        var member = cursor
        var place = position
        while member < end, place < 64 {
            if taken & 1 << UInt64(place) == 0, document.isString(member, key) {
                taken |= 1 << UInt64(place)
                return member + 1
            }
            member = Int(document.entries[member + 1].next)
            place += 1
        }
        return nil
    }

    private mutating func require(_ key: StaticString) throws(Refusal) -> Int {
        if let value = take(key) { return value }
        throw refusal(.missingKey, "the key \"\(key)\" is missing", object)
    }

    /// Throws for the first member that nobody took.
    private func finish() throws(Refusal) {
        let end = Int(document.entries[object].next)
        var member = object + 1
        var place = 0
        while member < end, place <= 64 {
            member = Int(document.entries[member + 1].next)
            place += 1
        }
        if place == taken.nonzeroBitCount { return }
        member = object + 1
        place = 0
        var keys: Set<String> = []
        while member < end {
            let key = document.string(member)
            if place >= 64 || taken & 1 << UInt64(place) == 0 {
                let isTwice = keys.contains(key)
                throw refusal(isTwice ? .duplicateKey : .unknownKey, isTwice ? "stands twice" : "no such key", member)
            }
            keys.insert(key)
            member = Int(document.entries[member + 1].next)
            place += 1
        }
    }

    // MARK: values

    private func refusal(_ code: Code, _ message: String, _ index: Int) -> Refusal {
        let path = document.path(to: index)
        return Refusal(code, (path.isEmpty ? "" : "\(path): ") + message, at: document.range(index))
    }

    private func mismatch(_ expected: String, _ index: Int) -> Refusal {
        refusal(.wrongType, "\(expected) is expected, not \(document.entries[index].kind.words)", index)
    }

    private func text(_ index: Int) throws(Refusal) -> String {
        let text = try string(index)
        if text.isEmpty { throw refusal(.invalidValue, "is empty", index) }
        return text
    }

    private func string(_ index: Int) throws(Refusal) -> String {
        switch document.entries[index].kind {
        case .string, .escapedString: return document.string(index)
        case .null, .yes, .no, .integer, .decimal, .array, .object: throw mismatch("a string", index)
        }
    }

    private func integer(_ index: Int, in range: ClosedRange<Int>) throws(Refusal) -> Int {
        guard document.entries[index].kind == .integer else { throw mismatch("a number", index) }
        guard let number = document.integer(index), range.contains(number) else {
            throw refusal(.invalidValue, "not from \(range.lowerBound) to \(range.upperBound)", index)
        }
        return number
    }

    private func word<Word: CatalogWord>(_ index: Int, of words: [Word]) throws(Refusal) -> Word {
        let text = try string(index)
        if let word = Word(rawValue: text), words.contains(word) { return word }
        let known = words.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
        throw refusal(.invalidValue, "none of \(known)", index)
    }

    private func elements<Element>(
        _ index: Int,
        _ read: (Int) throws(Refusal) -> Element
    ) throws(Refusal) -> [Element] {
        guard document.entries[index].kind == .array else { throw mismatch("an array", index) }
        let end = Int(document.entries[index].next)
        var found: [Element] = []
        var element = index + 1
        while element < end {
            found.append(try read(element))
            element = Int(document.entries[element].next)
        }
        return found
    }

    private func set(_ index: Int) throws(Refusal) -> Set<String> {
        var found: Set<String> = []
        _ = try elements(index) { element throws(Refusal) in
            guard found.insert(try text(element)).inserted else {
                throw refusal(.invalidValue, "is listed twice", element)
            }
        }
        return found
    }

    private func name(_ index: Int) throws(Refusal) -> QualifiedName {
        let parts = try elements(index) { element throws(Refusal) in try text(element) }
        switch parts.count {
        case 1: return QualifiedName(parts[0])
        case 2: return QualifiedName(schema: parts[0], parts[1])
        case 3: return QualifiedName(catalog: parts[0], schema: parts[1], parts[2])
        default: throw refusal(.invalidValue, "a name has one to three parts", index)  // lint: a count
        }
    }

    // MARK: fields

    mutating func field(_ key: StaticString, _ value: inout String) throws(Refusal) {
        value = try text(try require(key))
    }

    mutating func field(_ key: StaticString, _ value: inout String, otherwise: String) throws(Refusal) {
        value = otherwise
        if let index = take(key) { value = try text(index) }
    }

    mutating func field(_ key: StaticString, _ value: inout String?) throws(Refusal) {
        if let index = take(key) { value = try text(index) }
    }

    mutating func field(_ key: StaticString, _ value: inout [String]) throws(Refusal) {
        guard let index = take(key) else { return }
        value = try elements(index) { element throws(Refusal) in try text(element) }
    }

    mutating func field(withEmpty key: StaticString, _ value: inout [String]) throws(Refusal) {
        guard let index = take(key) else { return }
        value = try elements(index) { element throws(Refusal) in try string(element) }
    }

    mutating func field(_ key: StaticString, _ value: inout Set<String>) throws(Refusal) {
        if let index = take(key) { value = try set(index) }
    }

    mutating func field(_ key: StaticString, _ value: inout Bool, otherwise: Bool) throws(Refusal) {
        value = otherwise
        guard let index = take(key) else { return }
        switch document.entries[index].kind {
        case .yes: value = true
        case .no: value = false
        case .null, .integer, .decimal, .string, .escapedString, .array, .object:
            throw mismatch("true or false", index)
        }
    }

    mutating func field(_ key: StaticString, _ value: inout Int, in range: ClosedRange<Int>) throws(Refusal) {
        value = try integer(try require(key), in: range)
    }

    mutating func field(_ key: StaticString, _ value: inout Int?, in range: ClosedRange<Int>) throws(Refusal) {
        if let index = take(key) { value = try integer(index, in: range) }
    }

    mutating func field(_ key: StaticString, _ value: inout [Int]?, in range: ClosedRange<Int>) throws(Refusal) {
        guard let index = take(key) else { return }
        var last: Int?
        value = try elements(index) { element throws(Refusal) in
            let number = try integer(element, in: range)
            if let last, number <= last { throw refusal(.invalidValue, "not in ascending order", element) }
            last = number
            return number
        }
    }

    mutating func field<Word: CatalogWord>(
        _ key: StaticString,
        _ value: inout Word,
        of words: [Word]
    ) throws(Refusal) {
        value = try word(try require(key), of: words)
    }

    mutating func field<Word: CatalogWord>(
        _ key: StaticString,
        _ value: inout Word,
        otherwise: Word
    ) throws(Refusal) {
        value = otherwise
        if let index = take(key) { value = try word(index, of: Array(Word.allCases)) }
    }

    mutating func field<Word: CatalogWord>(_ key: StaticString, _ value: inout Word?) throws(Refusal) {
        if let index = take(key) { value = try word(index, of: Array(Word.allCases)) }
    }

    mutating func field<Word: CatalogWord>(_ key: StaticString, _ value: inout [Word]) throws(Refusal) {
        guard let index = take(key) else { return }
        let words = Array(Word.allCases)
        value = try elements(index) { element throws(Refusal) in try word(element, of: words) }
    }

    mutating func field(_ key: StaticString, _ value: inout QualifiedName) throws(Refusal) {
        value = try name(try require(key))
    }

    mutating func field(_ key: StaticString, _ value: inout QualifiedName?) throws(Refusal) {
        if let index = take(key) { value = try name(index) }
    }

    mutating func field(_ key: StaticString, _ value: inout [QualifiedName]) throws(Refusal) {
        guard let index = take(key) else { return }
        value = try elements(index) { element throws(Refusal) in try name(element) }
    }

    mutating func field(_ key: StaticString, _ value: inout Columns) throws(Refusal) {
        value = .none
        guard let index = take(key) else { return }
        switch document.entries[index].kind {
        case .array: value = .named(try set(index))
        case .string where document.string(index) == "*": value = .every
        case .null, .yes, .no, .integer, .decimal, .string, .escapedString, .object:
            throw mismatch("an array of columns, or \"*\",", index)
        }
    }

    mutating func field<Record: CatalogRecord>(_ key: StaticString, _ value: inout Record) throws(Refusal) {
        value = try RecordReader.record(Record.self, document, try require(key))
    }

    mutating func field<Record: CatalogRecord & Equatable>(
        _ key: StaticString,
        _ value: inout Record,
        otherwise: Record
    ) throws(Refusal) {
        value = otherwise
        if let index = take(key) { value = try RecordReader.record(Record.self, document, index) }
    }

    mutating func field<Record: CatalogRecord>(_ key: StaticString, _ value: inout Record?) throws(Refusal) {
        if let index = take(key) { value = try RecordReader.record(Record.self, document, index) }
    }

    mutating func field<Record: CatalogRecord>(_ key: StaticString, _ value: inout [Record]) throws(Refusal) {
        guard let index = take(key) else { return }
        value = try records(index)
    }

    mutating func field<Record: CatalogRecord>(_ key: StaticString, _ value: inout [Record]?) throws(Refusal) {
        guard let index = take(key) else { return }
        value = try records(index)
    }

    private func records<Record: CatalogRecord>(_ index: Int) throws(Refusal) -> [Record] {
        try elements(index) { element throws(Refusal) in
            try RecordReader.record(Record.self, document, element)
        }
    }
}
