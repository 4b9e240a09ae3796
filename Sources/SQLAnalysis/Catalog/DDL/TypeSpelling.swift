// How a type is written in the catalog: as format_type prints it with an empty search path.

/// A type as the DDL names it.
struct TypeSpelling: Sendable, Equatable {
    /// The whole spelling. A type that is not PostgreSQL's own has the schema that the DDL gives it, or none.
    let text: String
    /// The name of a type that is not PostgreSQL's own, as written.
    let userType: QualifiedName?
    /// SETOF.
    let isSet: Bool
    /// The spelling was SERIAL or one of its kind.
    let isSerial: Bool

    /// Whether `format_type` prints the type of an argument like that of a column.
    var isUsualInSignature: Bool { !text.hasPrefix("bpchar") && !text.hasPrefix("\"bit\"") }

    /// The spelling of a type that is not PostgreSQL's own; the suffix is such as `(10,2)[]`.
    static func spell(_ name: QualifiedName, _ suffix: String = "") -> String {
        [name.schema, name.name].compactMap(\.self).map(quoted).joined(separator: ".") + suffix
    }

    /// The same spelling when the type's name is another; the text as it is when it is not a spelling of `old`.
    static func respell(_ text: String, _ old: QualifiedName, _ new: QualifiedName) -> String {
        let prefix = spell(old)
        guard text.hasPrefix(prefix) else { return text }
        let suffix = text.dropFirst(prefix.count)
        guard suffix.isEmpty || suffix.first == "[" || suffix.first == "(" else { return text }
        return spell(new, String(suffix))
    }

    /// An identifier as PostgreSQL quotes it. PostgreSQL: ruleutils.c, quote_identifier.
    static func quoted(_ name: String) -> String {
        let bytes = name.utf8
        let isPlain = bytes.enumerated().allSatisfy { position, byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"): position > 0
            default: false  // lint: bytes are no closed set
            }
        }
        if isPlain && !bytes.isEmpty && !ReviewedKeywords.contains(name) { return name }
        var result = "\""
        for character in name.unicodeScalars {
            if character == "\"" { result.unicodeScalars.append("\"") }
            result.unicodeScalars.append(character)
        }
        return result + "\""
    }
}

extension DefinitionReader {
    /// Reads a `TypeName`. PostgreSQL: format_type.c, format_type_extended.
    mutating func type(_ node: Node) throws(Refusal) -> TypeSpelling {
        guard node.tag == .typeName else { throw node.refusal }
        if let known = types.spelling(of: node) { return known }
        let spelling = try newSpelling(node)
        types.add(spelling, of: node)
        return spelling
    }

    /// Reads the `TypeName` of an argument or a result: routines keep no modifiers. PostgreSQL: functioncmds.c,
    /// interpret_function_parameter_list.
    mutating func signatureType(_ node: Node) throws(Refusal) -> TypeSpelling {
        guard node.tag == .typeName else { throw node.refusal }
        var fields = Fields(node)
        if !(try fields.list(.typmods).isEmpty) { return try newSpelling(node, hasModifiers: false) }
        let spelling = try type(node)
        return spelling.isUsualInSignature ? spelling : try newSpelling(node, hasModifiers: false)
    }

    private mutating func newSpelling(_ node: Node, hasModifiers: Bool = true) throws(Refusal) -> TypeSpelling {
        var parts = NameParts()
        var modifiers: [String] = []
        var isArray = false
        var isSet = false
        try node.eachField { field, at throws(Refusal) in
            switch field {
            case .names: parts.add(try node.child(at).string())
            case .typmods: modifiers.append(try typeModifier(try node.child(at)))
            case .arrayBounds: isArray = true
            case .setof: isSet = try node.flag(at)
            case .pctType: throw Refusal(.unsupportedConstruct, "%TYPE is not followed", at: node.range)
            // The raw parser resolves no types: these two are 0 and -1 in every raw tree.
            case .typeOid, .typemod, .location: try node.disregard(field, at)
            default: throw node.unread(field)  // lint: a field that is not read
            }
        }
        if !hasModifiers { modifiers = [] }
        let name = try parts.name(of: node)
        let array = isArray ? "[]" : ""
        if name.schema == nil, let integer = BuiltinType.serial(name.name) {
            return TypeSpelling(text: integer + array, userType: nil, isSet: isSet, isSerial: true)
        }
        if BuiltinType.isBuiltin(name) {
            let text =
                hasModifiers
                ? try builtin(name.name, modifiers, at: node)
                : BuiltinType.spelling(name.name, inSignature: true)
            return TypeSpelling(text: isArray ? text + array : text, userType: nil, isSet: isSet, isSerial: false)
        }
        let suffix = modifiers.isEmpty ? array : "(\(modifiers.joined(separator: ",")))\(array)"
        return TypeSpelling(
            text: TypeSpelling.spell(name, suffix),
            userType: name,
            isSet: isSet,
            isSerial: false
        )
    }

    /// A modifier is a constant, or a bare word for types of extensions, as in `geometry(Point, 4326)`.
    private mutating func typeModifier(_ node: Node) throws(Refusal) -> String {
        if node.tag == .columnRef {
            return try node.reading { fields throws(Refusal) in
                try fields.disregard(.location)
                let parts = try lower.strings(try fields.list(.fields))
                guard parts.count == 1 else { throw node.refusal }
                return parts[0]
            }
        }
        guard node.tag == .aConst else { throw node.refusal }
        switch try Literal(node).value(&looks) {
        case .integer(let value): return String(value)
        case .decimal(let text), .string(let text): return text
        case .boolean, .bits, .null: throw node.refusal
        }
    }

    private func builtin(_ name: String, _ modifiers: [String], at node: Node) throws(Refusal) -> String {
        guard let first = modifiers.first else { return BuiltinType.spelling(name, inSignature: false) }
        switch (name, modifiers.count) {
        case ("varchar", 1): return "character varying(\(first))"
        case ("bpchar", 1): return "character(\(first))"
        case ("bit", 1): return "bit(\(first))"
        case ("varbit", 1): return "bit varying(\(first))"
        case ("numeric", 1): return "numeric(\(first),0)"
        case ("numeric", 2): return "numeric(\(first),\(modifiers[1]))"
        case ("time", 1): return "time(\(first)) without time zone"
        case ("timetz", 1): return "time(\(first)) with time zone"
        case ("timestamp", 1): return "timestamp(\(first)) without time zone"
        case ("timestamptz", 1): return "timestamp(\(first)) with time zone"
        case ("interval", _): return try interval(modifiers, at: node)
        default:  // lint: names and counts; any other type takes no modifiers
            throw Refusal(.unsupportedConstruct, "modifiers of type \(name) are not understood", at: node.range)
        }
    }

    /// PostgreSQL: timestamp.c, intervaltypmodout. The first modifier is the mask of fields, the second the precision.
    private func interval(_ modifiers: [String], at node: Node) throws(Refusal) -> String {
        let precision = modifiers.count > 1 ? "(\(modifiers[1]))" : ""
        switch modifiers[0] {
        case "32767": return "interval\(precision)"
        case "4": return "interval year"
        case "2": return "interval month"
        case "6": return "interval year to month"
        case "8": return "interval day"
        case "1024": return "interval hour"
        case "1032": return "interval day to hour"
        case "2048": return "interval minute"
        case "3072": return "interval hour to minute"
        case "3080": return "interval day to minute"
        case "4096": return "interval second\(precision)"
        case "6144": return "interval minute to second\(precision)"
        case "7168": return "interval hour to second\(precision)"
        case "7176": return "interval day to second\(precision)"
        default:  // lint: numbers are no closed set
            throw Refusal(.unsupportedConstruct, "an interval of unknown fields", at: node.range)
        }
    }
}
