// JSON that is written: the members stay in the order in which they are given, and nothing else is loaded for it.

/// A JSON value.
public indirect enum JSON: Equatable, Sendable {
    case null
    case bool(Bool)
    case integer(Int)
    case string(String)
    case array([JSON])
    case object([Member])

    /// A name and its value.
    public struct Member: Equatable, Sendable {
        /// The name.
        public let name: String
        /// The value.
        public let value: JSON

        /// Builds a member.
        public init(name: String, value: JSON) {
            self.name = name
            self.value = value
        }
    }

    /// An object of the members that are given, in order.
    public static func members(_ members: KeyValuePairs<String, JSON>) -> JSON {
        .object(members.map { Member(name: $0.key, value: $0.value) })
    }

    /// A string, or null.
    public static func optional(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }

    /// The text, indented by two spaces a level, without a line feed at its end.
    public var text: String { text(fitting: 0) }

    /// The text, indented by two spaces a level, without a line feed at its end; arrays and objects that fit into
    /// `width` bytes stand on one line.
    public func text(fitting width: Int) -> String {
        var layout = JSONLayout(width: width)
        layout.write(self, indent: 0, after: 0)
        return layout.text
    }
}

/// Lays JSON out.
private struct JSONLayout {
    let width: Int
    var text = ""

    init(width: Int) { self.width = width }

    /// Writes a value that starts in a line with `indent` levels of indentation and `used` bytes behind it.
    mutating func write(_ value: JSON, indent: Int, after used: Int) {
        switch value {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .integer(let value): text += String(value)
        case .string(let value): JSONLayout.write(value, to: &text)
        case .array(let elements):
            // The comma that may follow has a place too.
            if fits(value, in: width - 2 * indent - used - 1) { return }
            writeAll(elements, "[", "]", indent: indent) { element, layout in
                layout.write(element, indent: indent + 1, after: 0)
            }
        case .object(let members):
            if fits(value, in: width - 2 * indent - used - 1) { return }
            writeAll(members, "{", "}", indent: indent) { member, layout in
                let before = layout.text.utf8.count
                JSONLayout.write(member.name, to: &layout.text)
                layout.text += ": "
                layout.write(member.value, indent: indent + 1, after: layout.text.utf8.count - before)
            }
        }
    }

    private mutating func writeAll<Element>(
        _ elements: [Element],
        _ open: String,
        _ close: String,
        indent: Int,
        _ write: (Element, inout JSONLayout) -> Void
    ) {
        text += open
        for (index, element) in elements.enumerated() {
            text += (index == 0 ? "\n" : ",\n") + String(repeating: "  ", count: indent + 1)
            write(element, &self)
        }
        if !elements.isEmpty { text += "\n" + String(repeating: "  ", count: indent) }
        text += close
    }

    /// Writes a value on one line if that takes no more than `room` bytes.
    private mutating func fits(_ value: JSON, in room: Int) -> Bool {
        guard room > 0 else { return false }
        var line = ""
        guard JSONLayout.writeLine(value, to: &line, room) else { return false }
        text += line
        return true
    }

    /// Writes a value on one line; false as soon as that takes more than `room` bytes.
    private static func writeLine(_ value: JSON, to line: inout String, _ room: Int) -> Bool {
        switch value {
        case .null: line += "null"
        case .bool(let value): line += value ? "true" : "false"
        case .integer(let value): line += String(value)
        case .string(let value):
            if line.utf8.count + value.utf8.count > room { return false }
            write(value, to: &line)
        case .array(let elements):
            line += "["
            for (index, element) in elements.enumerated() {
                if index > 0 { line += ", " }
                guard writeLine(element, to: &line, room) else { return false }
            }
            line += "]"
        case .object(let members):
            line += "{"
            for (index, member) in members.enumerated() {
                if index > 0 { line += ", " }
                write(member.name, to: &line)
                line += ": "
                guard writeLine(member.value, to: &line, room) else { return false }
            }
            line += "}"
        }
        return line.utf8.count <= room
    }

    /// A string in quotes. Control characters are escaped, and so are those that end lines in some readers or turn the
    /// direction of what a terminal shows.
    private static func write(_ text: String, to result: inout String) {
        result += "\""
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }) {
            result += text + "\""
            return
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{0}"..<" ", "\u{7F}"..."\u{9F}", "\u{2028}"..."\u{202E}", "\u{2066}"..."\u{2069}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)  // lint: characters are no closed set
            }
        }
        result += "\""
    }
}
