// Columns that are shown only in another form, or that nobody may name.

public import SQLAnalysis

/// A mask on columns.
public struct Mask: Equatable, Sendable {
    /// The columns.
    public let columns: ColumnPattern
    /// What takes the place of their values, or that nobody names them.
    public let treatment: ProtectedColumn.Treatment
    /// What becomes of statements in which they decide which rows come out.
    public let inPredicates: ProtectedColumn.InPredicates
    /// Groups whose members see the values.
    public let exempt: [String]

    /// Whether a principal sees the values.
    func exempts(_ principal: Principal) -> Bool {
        exempt.contains { group in principal.groups.contains { sameBytes($0, group) } }
    }
}

/// What holds for all masks.
struct MaskSettings: Equatable, Sendable {
    /// Whether a client is told that a result has masked columns.
    var notices = true
}

enum MaskKey: String, PolicyKey {
    case kind, exempt, value, first, last
    case inPredicates = "in_predicates"
}

enum MaskingKey: String, PolicyKey { case notices }

/// The words for kinds of masks.
enum MaskWord: String, CaseIterable {
    case constant, nullify, last, partial, email, denied
}

extension PolicyReader {
    /// The masks, in the order of the file; no two have the same pattern, however names in it are quoted.
    func masks(_ node: YAMLNode) -> [Mask]? {
        let read = named(node, "masks") { entry, name in mask(entry, name).map { ($0, entry.keyPosition) } }
        guard let read else { return nil }
        var seen: [ColumnPattern: FilePosition] = [:]
        for (mask, position) in read {
            if let first = seen[mask.columns] {
                log.add(.duplicateKey, at: position, "\(mask.columns) has a mask already in line \(first.line)")
            } else {
                seen[mask.columns] = position
            }
        }
        return read.map(\.0)
    }

    /// What holds for all masks.
    func masking(_ node: YAMLNode) -> MaskSettings? {
        fields(node, MaskingKey.self, of: "masking") { fields in
            MaskSettings(notices: fields.optional(.notices, boolean) ?? true)
        }
    }

    private func mask(_ entry: YAMLEntry, _ name: String) -> Mask? {
        let columns = columnPattern(name, at: entry.keyPosition)
        let advice = [
            "null": "the mask is called 'nullify'", "groups": "did you mean 'exempt'?",
            "comment": "it is part of the key: \"schema.table.column comment:TEXT\"",
        ]
        return fields(entry.value, MaskKey.self, of: "a mask", advice: advice) { fields in
            let word = fields.required(.kind, maskWord)
            let exempt = fields.optional(.exempt) { oneOrMore($0, principalName) }
            let inPredicates = fields.optional(.inPredicates) { self.word($0, ProtectedColumn.InPredicates.self) }
            let treatment = treatment(&fields, word)
            guard let columns, let treatment else { return nil }
            return Mask(
                columns: columns,
                treatment: treatment,
                inPredicates: inPredicates ?? .denied,
                exempt: exempt ?? []
            )
        }
    }

    /// The kind of a mask with what belongs to it; what belongs to another is reported.
    private func treatment(_ fields: inout Fields<MaskKey>, _ word: MaskWord?) -> ProtectedColumn.Treatment? {
        let value = fields.optional(.value) { text($0, most: 255) }
        let first = fields.optional(.first) { count($0, 0...100) }
        let last = fields.optional(.last) { count($0, 0...100) }
        guard let word else { return nil }
        let others = word.others
        for key in [MaskKey.value, .first, .last, .inPredicates] where fields.has(key) && !others.contains(key) {
            log.add(
                .invalidValue,
                at: fields.position(of: key),
                "'\(key.rawValue)' does not go with \(word.rawValue)"
            )
        }
        switch word {
        case .constant: return .mask(.constant(value ?? "***"))
        case .nullify: return .mask(.nullify)
        case .last:
            if !fields.has(.last) {
                log.add(
                    .missingKey,
                    at: fields.position,
                    "a mask of the kind last has no 'last', the number of characters"
                )
            }
            return .mask(.last(last ?? 0))
        case .partial: return .mask(.partial(first: first ?? 1, last: last ?? 1))
        case .email: return .mask(.email)
        case .denied: return .denied
        }
    }

    private func maskWord(_ node: YAMLNode) -> MaskWord? {
        // YAML takes a bare null for nothing at all, so it is no good name for a mask.
        if case .scalar(let scalar) = node.content, scalar.text == "null" {
            return invalid(node, "the mask that shows NULL is called 'nullify'")
        }
        return word(node, MaskWord.self)
    }

    private func columnPattern(_ text: String, at position: FilePosition) -> ColumnPattern? {
        do throws(NamePattern.Mistake) {
            return try ColumnPattern(text)
        } catch {
            log.add(.invalidValue, at: position, error.message)
            return nil
        }
    }
}

extension MaskWord {
    /// The keys that go with the kind, those apart that go with all.
    fileprivate var others: Set<MaskKey> {
        switch self {
        case .constant: [.value, .inPredicates]
        case .nullify, .email: [.inPredicates]
        case .last: [.last, .inPredicates]
        case .partial: [.first, .last, .inPredicates]
        // Who may not name a column has no predicates on it.
        case .denied: []
        }
    }
}
