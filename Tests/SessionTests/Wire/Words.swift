// Takes a line of a transcript apart: messages, and the words and quoted texts of each.

/// What is wrong with a line.
struct NotationProblem: Error { let message: String }

/// A part of a message's notation.
enum Word: Equatable {
    /// A bare word, such as `Parse` or `null`.
    case plain(String)
    /// A text in double quotes, escapes resolved.
    case text([UInt8])
    /// A value in single quotes, escapes resolved.
    case value([UInt8])
}

/// The words of a message, taken one by one.
struct Words {
    private var rest: ArraySlice<Word>
    let line: String

    init(_ words: [Word], line: String) {
        rest = words[...]
        self.line = line
    }

    var isAtEnd: Bool { rest.isEmpty }

    /// The messages of a line: `;` ends one.
    static func messages(_ line: String) throws(NotationProblem) -> [Words] {
        var messages: [[Word]] = [[]]
        var rest = Substring(line)
        while let first = rest.first {
            if first == " " {
                rest.removeFirst()
            } else if first == ";" {
                rest.removeFirst()
                messages.append([])
            } else if first == "\"" || first == "'" {
                rest.removeFirst()
                var raw = ""
                while let next = rest.first, next != first {
                    raw.append(rest.removeFirst())
                    if next == "\\", let escaped = rest.first {
                        if escaped == first { raw.removeLast() }
                        raw.append(rest.removeFirst())
                    }
                }
                guard rest.popFirst() == first else {
                    throw NotationProblem(message: "a quote without its end: \(line)")
                }
                guard case .success(let bytes) = Escapes.resolve(raw) else {
                    throw NotationProblem(message: "an escape that is not known: \(line)")
                }
                messages[messages.count - 1].append(first == "\"" ? .text(bytes) : .value(bytes))
            } else {
                var word = ""
                while let next = rest.first, next != " ", next != ";", next != "\"", next != "'" {
                    word.append(rest.removeFirst())
                }
                messages[messages.count - 1].append(.plain(word))
            }
        }
        return messages.filter { !$0.isEmpty }.map { Words($0, line: line) }
    }

    mutating func plain() throws(NotationProblem) -> String {
        guard case .plain(let word)? = rest.popFirst() else { throw problem("a word is missing") }
        return word
    }

    mutating func text() throws(NotationProblem) -> [UInt8] {
        guard case .text(let text)? = rest.popFirst() else { throw problem("a text in double quotes is missing") }
        return text
    }

    mutating func number() throws(NotationProblem) -> Int {
        guard let number = Int(try plain()) else { throw problem("a number is missing") }
        return number
    }

    mutating func plainIfAny() -> String? {
        guard case .plain(let word)? = rest.first else { return nil }
        rest.removeFirst()
        return word
    }

    mutating func textIfAny() -> [UInt8]? {
        guard case .text(let text)? = rest.first else { return nil }
        rest.removeFirst()
        return text
    }

    /// Values in single quotes, and `null`.
    mutating func values() -> [[UInt8]?] {
        var values: [[UInt8]?] = []
        while let word = rest.first {
            if case .value(let value) = word {
                values.append(value)
            } else if word == .plain("null") {
                values.append(nil)
            } else {
                break
            }
            rest.removeFirst()
        }
        return values
    }

    func finish() throws(NotationProblem) {
        guard rest.isEmpty else { throw problem("too much: \(rest)") }
    }

    func problem(_ what: String) -> NotationProblem { NotationProblem(message: "\(what), in: \(line)") }
}

/// Bytes as a text in double quotes.
func quoted(_ bytes: some Collection<UInt8>, _ quote: Character = "\"") -> String {
    var result = String(quote)
    if let text = String(validating: Array(bytes), as: UTF8.self) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\\": result += "\\\\"
            default:
                if Character(scalar) == quote {
                    result += "\\" + String(quote)
                } else if scalar.value < 0x20 || scalar.value == 0x7F {
                    result += "\\x" + hexadecimal(UInt8(scalar.value))
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
    } else {
        for byte in bytes {
            result += (0x20..<0x7F).contains(byte) ? String(UnicodeScalar(byte)) : "\\x" + hexadecimal(byte)
        }
    }
    return result + String(quote)
}

/// Two digits.
func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return digits.count == 1 ? "0" + digits : digits
}
