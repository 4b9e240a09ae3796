// A text with its splices.

/// A text that was rewritten.
struct Rewritten: Sendable {
    /// The text.
    let bytes: [UInt8]
    /// Where its pieces come from.
    let positions: PositionMap
    /// The TABLESAMPLE clauses that were moved into sub-selects, by the places of their relations.
    let samples: [Int: String]

    /// What was put in, by tokens.
    let edits: [Edit]

    /// Carries out edits, which must not overlap. Throws SG6005 when they do.
    init(_ lexed: LexedText, _ edits: [Edit], samples: [Int: String] = [:]) throws(Refusal) {
        let text = lexed.blanked
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count + edits.reduce(0) { $0 + $1.text.utf8.count + 1 })
        var pieces: [PositionMap.Piece] = []
        var at = 0
        var oldCharacters = 0
        var newCharacters = 0
        let sorted = edits.sorted { $0.order < $1.order }
        for edit in sorted {
            let range = try edit.range(in: lexed)
            guard range.start >= at, range.end <= text.count else {
                throw Refusal(.spliceNotVerified, "two things are to stand in one place", at: range)
            }
            let kept = text[at..<range.start]
            bytes += kept
            oldCharacters += kept.characters
            newCharacters += kept.characters
            let removed = text[range.start..<range.end].characters
            var added = edit.text.unicodeScalars.count
            if !edit.isBehind, bytes.last.map(Rewritten.glues) ?? false {
                bytes.append(UInt8(ascii: " "))
                added += 1
            }
            bytes += Array(edit.text.utf8)
            pieces.append(
                PositionMap.Piece(
                    original: oldCharacters..<oldCharacters + removed,
                    replacement: newCharacters..<newCharacters + added
                )
            )
            oldCharacters += removed
            newCharacters += added
            at = range.end
        }
        bytes += text[at...]
        self.bytes = bytes
        self.edits = edits
        positions = PositionMap(pieces)
        self.samples = samples
    }

    /// Whether what is put behind a byte could become one token with what it ends.
    private static func glues(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "("),
            UInt8(ascii: ","):
            false
        default: true  // lint: bytes are no closed set
        }
    }
}

extension Edit {
    /// By place; what stands behind a token comes before what stands before the next one.
    fileprivate var order: (Int, Int) { (tokens.lowerBound, isBehind ? 0 : 1) }

    /// What is replaced, in bytes of the blanked text. Throws SG6005 when the text has no such tokens.
    func range(in lexed: LexedText) throws(Refusal) -> SourceRange {
        let count = lexed.tokens.count
        let first = isBehind ? tokens.lowerBound - 1 : tokens.lowerBound
        guard first >= 0, first < count, tokens.upperBound <= count else {
            throw Refusal(.spliceNotVerified, "the text has another shape than it should have")
        }
        if isBehind {
            let end = lexed.blankedOffset(ofOriginal: lexed.tokens[first].end)
            return SourceRange(end, end)
        }
        let start = lexed.blankedOffset(ofOriginal: lexed.tokens[first].start)
        guard !tokens.isEmpty else { return SourceRange(start, start) }
        return SourceRange(start, lexed.blankedOffset(ofOriginal: lexed.tokens[tokens.upperBound - 1].end))
    }
}

extension ArraySlice<UInt8> {
    /// How many characters there are in UTF-8.
    fileprivate var characters: Int { count { $0 & 0xC0 != 0x80 } }
}
