// JSON, written by hand: the members stay in the order in which they are given, and nothing else is loaded for it.

/// A JSON value.
indirect enum JSON: Equatable {
    case null
    case bool(Bool)
    case integer(Int)
    case string(String)
    case array([JSON])
    case object([Member])

    /// A name and its value.
    struct Member: Equatable {
        let name: String
        let value: JSON
    }

    /// An object of the members that are given, in order.
    static func members(_ members: KeyValuePairs<String, JSON>) -> JSON {
        .object(members.map { Member(name: $0.key, value: $0.value) })
    }

    /// A string, or null.
    static func optional(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }

    /// The text, indented by two spaces a level, without a line feed at its end.
    var text: String {
        var result = ""
        write(to: &result, indent: 0)
        return result
    }

    private func write(to result: inout String, indent: Int) {
        switch self {
        case .null: result += "null"
        case .bool(let value): result += value ? "true" : "false"
        case .integer(let value): result += String(value)
        case .string(let value): JSON.write(value, to: &result)
        case .array(let values):
            JSON.writeAll(values, "[", "]", to: &result, indent: indent) { value, result in
                value.write(to: &result, indent: indent + 1)
            }
        case .object(let members):
            JSON.writeAll(members, "{", "}", to: &result, indent: indent) { member, result in
                JSON.write(member.name, to: &result)
                result += ": "
                member.value.write(to: &result, indent: indent + 1)
            }
        }
    }

    private static func writeAll<Element>(
        _ elements: [Element],
        _ open: String,
        _ close: String,
        to result: inout String,
        indent: Int,
        _ write: (Element, inout String) -> Void
    ) {
        result += open
        for (index, element) in elements.enumerated() {
            result += (index == 0 ? "\n" : ",\n") + String(repeating: "  ", count: indent + 1)
            write(element, &result)
        }
        if !elements.isEmpty { result += "\n" + String(repeating: "  ", count: indent) }
        result += close
    }

    /// A string in quotes. Control characters are escaped, and so are those that end lines in some readers.
    private static func write(_ text: String, to result: inout String) {
        result += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{0}"..<" ", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        result += "\""
    }
}
