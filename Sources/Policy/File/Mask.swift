// Columns that are shown only in another form.

import SQLAnalysis

/// A mask on one column.
public struct Mask: Equatable, Sendable {
    /// The column.
    public let column: ColumnName
    /// What takes the place of its values.
    public let kind: MaskKind
    /// Groups whose members see the values.
    public let exempt: [String]
}

enum MaskKey: String, PolicyKey { case kind, exempt, value, first, last }

/// The words for kinds of masks.
enum MaskWord: String, CaseIterable {
    case constant, nullify, last, partial, email
}

extension PolicyReader {
    /// The masks; no two are on the same column, however its name is quoted.
    func masks(_ node: YAMLNode) -> [Mask]? {
        let read = named(node, "masks") { entry, name in mask(entry, name).map { ($0, entry.keyPosition) } }
        guard let read else { return nil }
        var seen: [ColumnName: FilePosition] = [:]
        for (mask, position) in read {
            if let first = seen[mask.column] {
                log.add(.duplicateKey, at: position, "\(mask.column) has a mask already in line \(first.line)")
            } else {
                seen[mask.column] = position
            }
        }
        return read.map(\.0)
    }

    private func mask(_ entry: YAMLEntry, _ name: String) -> Mask? {
        let column = column(name, at: entry.keyPosition)
        let advice = ["null": "the mask is called 'nullify'", "groups": "did you mean 'exempt'?"]
        return fields(entry.value, MaskKey.self, of: "a mask", advice: advice) { fields in
            let word = fields.required(.kind, maskWord)
            let exempt = fields.optional(.exempt) { oneOrMore($0, principalName) }
            let value = fields.optional(.value) { text($0, most: 255) }
            let first = fields.optional(.first) { count($0, 0...100) }
            let last = fields.optional(.last) { count($0, 0...100) }
            guard let word else { return nil }
            let takes: Set<MaskKey> =
                switch word {
                case .constant: [.value]
                case .nullify, .email: []
                case .last: [.last]
                case .partial: [.first, .last]
                }
            for key in [MaskKey.value, .first, .last] where fields.has(key) && !takes.contains(key) {
                log.add(
                    .invalidValue,
                    at: fields.position(of: key),
                    "'\(key.rawValue)' does not go with \(word.rawValue)"
                )
            }
            if word == .last, !fields.has(.last) {
                log.add(
                    .missingKey,
                    at: fields.position,
                    "a mask of the kind last has no 'last', the number of characters"
                )
            }
            guard let column else { return nil }
            let kind: MaskKind =
                switch word {
                case .constant: .constant(value ?? "***")
                case .nullify: .nullify
                case .last: .last(last ?? 0)
                case .partial: .partial(first: first ?? 1, last: last ?? 1)
                case .email: .email
                }
            return Mask(column: column, kind: kind, exempt: exempt ?? [])
        }
    }

    private func maskWord(_ node: YAMLNode) -> MaskWord? {
        // YAML takes a bare null for nothing at all, so it is no good name for a mask.
        if case .scalar(let scalar) = node.content, scalar.text == "null" {
            return invalid(node, "the mask that shows NULL is called 'nullify'")
        }
        return word(node, MaskWord.self)
    }

    private func column(_ name: String, at position: FilePosition) -> ColumnName? {
        do throws(NamePattern.Mistake) {
            let parts = try NamePattern.parts(name)
            let names = parts.compactMap(\.literal)
            guard parts.count == 3, names.count == 3 else {
                throw NamePattern.Mistake("write the column as schema.table.column, without *")
            }
            return ColumnName(schema: names[0], table: names[1], column: names[2])
        } catch {
            log.add(.invalidValue, at: position, error.message)
            return nil
        }
    }
}
