// The shapes of values: text, words, counts, durations, lists and mappings, each strictly of its kind.

import SQLAnalysis

/// Reads the nodes of a policy file into values. Every method returns nil after it has reported what is wrong.
struct PolicyReader {
    let log: ProblemLog
    /// The databases of the file; nil when it has none, or when they could not be read.
    var databases: [String]?

    init(log: ProblemLog) { self.log = log }

    /// Text. A bare scalar that some reader of YAML would take for something else is not text (SG9003).
    func text(_ node: YAMLNode) -> String? {
        guard let scalar = scalar(node, expected: "text") else { return nil }
        guard let text = text(scalar, at: node.position) else { return nil }
        guard !text.isEmpty else { return invalid(node, "the text is empty") }
        return text
    }

    /// Text of at most `most` bytes.
    func text(_ node: YAMLNode, most: Int) -> String? {
        guard let text = text(node) else { return nil }
        guard text.utf8.count <= most else { return invalid(node, "longer than \(most) bytes") }
        return text
    }

    /// The text of a scalar that stands where text is expected.
    func text(_ scalar: YAMLScalar, at position: FilePosition) -> String? {
        let meaning = scalar.style == .plain ? PlainMeaning(scalar.text) : .text
        switch meaning {
        case .text:
            // No name, path or value of PostgreSQL can hold it.
            guard !scalar.text.utf8.contains(0) else {
                log.add(.invalidValue, at: position, "a text holds no NUL")
                return nil
            }
            return scalar.text
        case .null where scalar.text.isEmpty:
            log.add(.wrongType, at: position, "text is expected and nothing is given")
        case .null, .boolean, .number, .timestamp:
            log.add(
                .wrongType,
                at: position,
                "text is expected, and YAML takes this for \(meaning.rawValue); put it in quotes"
            )
        }
        return nil
    }

    /// One of a closed set of words; others are SG9007 with the nearest.
    func word<Word: RawRepresentable & CaseIterable>(_ node: YAMLNode, _ type: Word.Type) -> Word?
    where Word.RawValue == String {
        guard let text = text(node) else { return nil }
        if let word = Word(rawValue: text) { return word }
        return unknownWord(text, at: node, among: Word.allCases.map(\.rawValue))
    }

    /// Reports a word that is none of a closed set.
    func unknownWord<Value>(_ word: String, at node: YAMLNode, among words: [String]) -> Value? {
        if let nearest = nearestWord(to: word, among: words) {
            return invalid(node, "'\(shown(word))' is not known here; did you mean '\(nearest)'?")
        }
        return invalid(node, "'\(shown(word))' is not known here; it is one of: \(words.joined(separator: ", "))")
    }

    /// A whole number in plain decimal digits: no sign, no leading zero, no quotes.
    func count(_ node: YAMLNode, _ range: ClosedRange<Int>) -> Int? {
        guard let scalar = scalar(node, expected: "a number") else { return nil }
        let digits = scalar.text.utf8
        guard scalar.style == .plain, !digits.isEmpty, digits.allSatisfy(\.isDigit) else {
            return wrong(node, "a whole number in decimal digits is expected")
        }
        guard digits.count == 1 || digits.first != 0x30 else {
            return wrong(node, "a number without leading zeros is expected; YAML may take this for octal")
        }
        guard let number = Int(scalar.text), range.contains(number) else {
            return invalid(node, "the number is not between \(range.lowerBound) and \(range.upperBound)")
        }
        return number
    }

    /// `true` or `false`, bare and in small letters.
    func boolean(_ node: YAMLNode) -> Bool? {
        guard let scalar = scalar(node, expected: "true or false") else { return nil }
        switch (scalar.style, scalar.text) {
        case (.plain, "true"): return true
        case (.plain, "false"): return false
        case (.plain, _), (.quoted, _): return wrong(node, "true or false is expected, without quotes")
        }
    }

    /// A number with its unit: `500ms`, `30s`, `10m`, `8h`, `7d`.
    func duration(_ node: YAMLNode) -> Duration? {
        guard let scalar = scalar(node, expected: "a duration") else { return nil }
        let digits = scalar.text.prefix { ("0"..."9").contains($0) }
        guard (1...6).contains(digits.utf8.count), digits.first != "0", let number = Int64(digits) else {
            return wrong(node, "a duration with its unit is expected, such as 500ms, 30s, 10m, 8h or 7d")
        }
        guard let unit = DurationUnit(rawValue: String(scalar.text.dropFirst(digits.count))) else {
            return wrong(node, "a duration with its unit is expected, such as 500ms, 30s, 10m, 8h or 7d")
        }
        switch unit {
        case .milliseconds: return .milliseconds(number)
        case .seconds: return .seconds(number)
        case .minutes: return .seconds(number * 60)
        case .hours: return .seconds(number * 3600)
        case .days: return .seconds(number * 86_400)
        }
    }

    private enum DurationUnit: String {
        case milliseconds = "ms"
        case seconds = "s"
        case minutes = "m"
        case hours = "h"
        case days = "d"
    }

    /// A list without repetition and with at least one item.
    func list<Item: Equatable>(_ node: YAMLNode, _ read: (YAMLNode) -> Item?) -> [Item]? {
        switch node.content {
        case .invalid:
            return nil
        case .scalar, .mapping:
            return wrong(node, "a list is expected, in [brackets] or one item a line after a dash")
        case .sequence(let nodes):
            guard !nodes.isEmpty else { return invalid(node, "the list is empty") }
            guard nodes.count <= 1000 else { return invalid(node, "the list has more than 1000 items") }
            return items(nodes, read)
        }
    }

    /// One item, or a list of them.
    func oneOrMore<Item: Equatable>(_ node: YAMLNode, _ read: (YAMLNode) -> Item?) -> [Item]? {
        switch node.content {
        case .invalid: nil
        case .scalar, .mapping: read(node).map { [$0] }
        case .sequence: list(node, read)
        }
    }

    private func items<Item: Equatable>(_ nodes: [YAMLNode], _ read: (YAMLNode) -> Item?) -> [Item]? {
        var items: [Item] = []
        var complete = true
        for node in nodes {
            guard let item = read(node) else {
                complete = false
                continue
            }
            if items.contains(item) {
                log.add(.invalidValue, at: node.position, "the list has this item already")
                complete = false
            } else {
                items.append(item)
            }
        }
        return complete ? items : nil
    }

    /// A mapping whose keys are known.
    func fields<Key: PolicyKey, Value>(
        _ node: YAMLNode,
        _ keys: Key.Type,
        of subject: String,
        advice: [String: String] = [:],
        _ read: (inout Fields<Key>) -> Value?
    ) -> Value? {
        guard let entries = entries(node, expected: subject) else { return nil }
        var fields = Fields<Key>(entries, at: node.position, subject, advice: advice, log)
        let value = read(&fields)
        fields.finish()
        return value
    }

    /// A mapping whose keys are names; it has at least one.
    func named<Value>(_ node: YAMLNode, _ subject: String, _ read: (YAMLEntry, String) -> Value?) -> [Value]? {
        guard let entries = entries(node, expected: subject) else { return nil }
        guard !entries.isEmpty else { return invalid(node, "\(subject) has no entry") }
        let values = entries.compactMap { entry in
            text(entry.key, at: entry.keyPosition).flatMap { read(entry, $0) }
        }
        return values.count == entries.count ? values : nil
    }

    private func entries(_ node: YAMLNode, expected subject: String) -> [YAMLEntry]? {
        switch node.content {
        case .invalid: nil
        case .mapping(let entries): entries
        case .scalar, .sequence: wrong(node, "\(subject) is expected here, as a mapping of keys to values")
        }
    }

    private func scalar(_ node: YAMLNode, expected: String) -> YAMLScalar? {
        switch node.content {
        case .invalid: nil
        case .scalar(let scalar): scalar
        case .sequence: wrong(node, "\(expected) is expected, not a list")
        case .mapping: wrong(node, "\(expected) is expected, not a mapping")
        }
    }

    /// Reports a value of another type (SG9003).
    func wrong<Value>(_ node: YAMLNode, _ message: String) -> Value? {
        log.add(.wrongType, at: node.position, message)
        return nil
    }

    /// Reports a value of the right type that is not valid (SG9007).
    func invalid<Value>(_ node: YAMLNode, _ message: String) -> Value? {
        log.add(.invalidValue, at: node.position, message)
        return nil
    }
}
