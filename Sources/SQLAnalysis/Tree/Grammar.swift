// libpg_query's schema, read from the library at start-up: what messages and fields the grammar of this major has.

import CPgQuery

/// The names of the library's parse tree, resolved to the numbers that this build of the library uses.
///
/// No number is compiled in: a grammar of another major renumbers nearly all of them.
final class Grammar: Sendable {
    /// The node kind of each message index; nil for a message that `NodeTag` does not list.
    let tags: [NodeTag?]
    /// The message's name as the library spells it, by message index.
    let messageNames: [String]
    /// For each message index, the names of its fields by position; nil for names that `FieldName` does not list.
    let fieldNames: [[FieldName?]]
    private let positions: [UInt8]
    private let fieldCount: Int
    private static let absent: UInt8 = 255

    /// Reads the schema. Throws SG9012 when this library's schema cannot be described.
    init() throws(Refusal) {
        guard sqlguard_schema_load() == 0 else {
            throw Refusal(.grammarMismatch, "the schema of this libpg_query cannot be read")
        }
        let tagOf = Dictionary(uniqueKeysWithValues: NodeTag.allCases.map { ($0.rawValue, $0) })
        let fields = FieldName.Index()
        let count = FieldName.allCases.count
        var tags: [NodeTag?] = []
        var messageNames: [String] = []
        var fieldNames: [[FieldName?]] = []
        var positions: [UInt8] = []
        for message in 0..<sqlguard_message_count() {
            let name = String(cString: sqlguard_message_name(message))
            messageNames.append(name)
            tags.append(tagOf[name])
            let start = positions.count
            positions.append(contentsOf: repeatElement(Grammar.absent, count: count))
            var names: [FieldName?] = []
            if name != NodeTag.empty.rawValue {
                for position in 0..<sqlguard_field_count(message) {
                    let field = sqlguard_field_name(message, position).flatMap { fields[$0] }
                    names.append(field)
                    if let field { positions[start + Int(field.rawValue)] = UInt8(position) }
                }
            }
            fieldNames.append(names)
        }
        self.tags = tags
        self.messageNames = messageNames
        self.fieldNames = fieldNames
        self.positions = positions
        fieldCount = count
    }

    /// The position of a field in a message of this grammar; nil when the message has no such field.
    func position(of field: FieldName, in message: UInt16) -> UInt8? {
        let position = positions[Int(message) * fieldCount + Int(field.rawValue)]
        return position == Grammar.absent ? nil : position
    }

    /// The version of PostgreSQL that the grammar was taken from, such as 150001.
    static var versionNumber: Int { Int(PG_VERSION_NUM) }
}

/// An enum of the grammar of which sqlguard knows the constants by name, such as `A_Expr_Kind`.
protocol GrammarConstant: RawRepresentable<String>, CaseIterable, Sendable {
    /// The constants by the numbers that this build of the library gives them.
    static var table: ConstantTable<Self> { get }
}

/// The constants of one enum of the grammar, by number.
struct ConstantTable<Constant: GrammarConstant>: Sendable {
    private let byValue: [Constant?]

    /// Reads the numbers of the enum that the schema calls `name`; a constant that `Constant` does not list stays unknown.
    init(_ name: String) {
        var byValue: [Constant?] = []
        _ = sqlguard_schema_load()
        for index in 0..<UInt32(max(0, sqlguard_enum_count(name))) {
            let value = Int(sqlguard_enum_constant_value(name, index))
            guard value >= 0, value < 4096, let spelled = sqlguard_enum_constant_name(name, index) else { continue }
            while byValue.count <= value { byValue.append(nil) }
            byValue[value] = Constant(rawValue: String(cString: spelled))
        }
        self.byValue = byValue
    }

    /// The constant of a number; nil when sqlguard does not know it.
    subscript(value: Int) -> Constant? {
        byValue.indices.contains(value) ? byValue[value] : nil
    }

    /// How many of the listed constants this grammar has.
    var known: Int { byValue.count { $0 != nil } }
}
