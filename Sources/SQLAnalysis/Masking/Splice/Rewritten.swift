// A text with its splices.

/// A text that was rewritten.
struct Rewritten: Sendable {
    /// The text.
    let bytes: [UInt8]
    /// Where its pieces come from.
    let positions: PositionMap
    /// The TABLESAMPLE clauses that were moved into sub-selects, by the places of their relations.
    let samples: [Int: String]

    /// Carries out edits, which must not overlap. Throws SG6005 when they do.
    init(_ text: [UInt8], _ edits: [Edit], samples: [Int: String]) throws(Refusal) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count + edits.reduce(0) { $0 + $1.text.utf8.count })
        var pieces: [PositionMap.Piece] = []
        var at = 0
        var oldCharacters = 0
        var newCharacters = 0
        for edit in edits.sorted(by: { $0.range < $1.range }) {
            guard edit.range.start >= at, edit.range.end <= text.count else {
                throw Refusal(.spliceNotVerified, "two things are to stand in one place", at: edit.range)
            }
            let kept = text[at..<edit.range.start]
            bytes += kept
            oldCharacters += kept.characters
            newCharacters += kept.characters
            let removed = text[edit.range.start..<edit.range.end].characters
            let added = edit.text.unicodeScalars.count
            bytes += Array(edit.text.utf8)
            pieces.append(
                PositionMap.Piece(
                    original: oldCharacters..<oldCharacters + removed,
                    replacement: newCharacters..<newCharacters + added
                )
            )
            oldCharacters += removed
            newCharacters += added
            at = edit.range.end
        }
        bytes += text[at...]
        self.bytes = bytes
        positions = PositionMap(pieces)
        self.samples = samples
    }
}

extension ArraySlice<UInt8> {
    /// How many characters there are in UTF-8.
    fileprivate var characters: Int { count { $0 & 0xC0 != 0x80 } }
}
