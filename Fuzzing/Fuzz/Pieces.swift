// A text as a list of tokens that can be taken apart and put together again.

import FuzzProgram
import SQLAnalysis

/// The tokens of a text, each with what stands before it.
struct Pieces {
    /// A token and the white space and comments before it.
    struct Piece {
        var gap: [UInt8]
        let kind: TokenKind
        let text: [UInt8]

        func stands(for byte: Character) -> Bool {
            kind == .punctuation && byte.asciiValue == text.first
        }
    }

    /// How much of a text is taken as one.
    enum Shape: CaseIterable {
        /// One token.
        case token
        /// Up to eight tokens.
        case run
        /// What stands between commas and brackets.
        case element
        /// A pair of brackets and what is in it.
        case group
        /// What stands between semicolons.
        case statement
    }

    var list: [Piece] = []
    private var tail: [UInt8] = []

    /// The tokens of a text; nil when the lexer refuses it.
    init?(_ text: [UInt8]) {
        guard let lexed = try? Lexer.lex(text) else { return nil }
        var end = 0
        for token in lexed.tokens {
            list.append(
                Piece(gap: Array(text[end..<token.start]), kind: token.kind, text: Array(text[token.start..<token.end]))
            )
            end = token.end
        }
        tail = Array(text[end...])
    }

    /// The text that they make.
    var text: [UInt8] { list.flatMap { $0.gap + $0.text } + tail }

    /// A place of a shape; nil when there is none.
    func unit(_ shape: Shape, _ random: inout Random) -> Range<Int>? {
        guard !list.isEmpty else { return nil }
        let place = random.below(list.count)
        switch shape {
        case .token: return place..<(place + 1)
        case .run: return place..<min(list.count, place + 1 + random.below(8))
        case .element: return extent(of: place) { $0.stands(for: ",") || $0.stands(for: ";") }
        case .statement: return between(place) { $0.stands(for: ";") }
        case .group: return group(around: place)
        }
    }

    /// What lies around a place at its level of brackets, up to a separator.
    private func extent(of place: Int, _ ends: (Piece) -> Bool) -> Range<Int> {
        var depth = 0
        var start = place
        while start > 0 {
            let before = list[start - 1]
            if before.closes { depth += 1 }
            if before.opens { depth -= 1 }
            if depth < 0 || (depth == 0 && ends(before)) { break }
            start -= 1
        }
        depth = 0
        var end = place
        while end < list.count {
            if list[end].opens { depth += 1 }
            if list[end].closes { depth -= 1 }
            if depth < 0 || (depth == 0 && ends(list[end])) { break }
            end += 1
        }
        return start..<max(end, min(start + 1, list.count))
    }

    private func between(_ place: Int, _ ends: (Piece) -> Bool) -> Range<Int> {
        var start = place
        while start > 0, !ends(list[start - 1]) { start -= 1 }
        var end = place
        while end < list.count, !ends(list[end]) { end += 1 }
        return start..<max(end, min(start + 1, list.count))
    }

    private func group(around place: Int) -> Range<Int>? {
        guard let open = list[place...].firstIndex(where: \.opens) ?? list[..<place].lastIndex(where: \.opens) else {
            return nil
        }
        var depth = 0
        for index in open..<list.count {
            if list[index].opens { depth += 1 }
            if list[index].closes { depth -= 1 }
            if depth == 0 { return open..<(index + 1) }
        }
        return nil
    }

    /// The places from `start` on up to which all brackets that open are closed, the end among them.
    func balanced(from start: Int) -> [Int] {
        var places: [Int] = []
        var depth = 0
        for place in start..<list.count {
            if depth == 0 { places.append(place) }
            if list[place].opens { depth += 1 }
            if list[place].closes { depth -= 1 }
            if depth < 0 { return places }
        }
        return depth == 0 ? places + [list.count] : places
    }

    // MARK: changes

    /// Inserts tokens, with a comma before them when `separated`.
    mutating func insert(_ pieces: ArraySlice<Piece>, at place: Int, separated: Bool) {
        var pieces = Pieces.spaced(pieces)
        if separated { pieces.insert(Piece(gap: [], kind: .punctuation, text: [0x2C]), at: 0) }
        list.insert(contentsOf: pieces, at: place)
    }

    /// Puts tokens in the place of others.
    mutating func replace(_ unit: Range<Int>, _ pieces: ArraySlice<Piece>) {
        list.replaceSubrange(unit, with: Pieces.spaced(pieces))
    }

    /// Swaps two runs that do not overlap.
    mutating func swap(_ first: Range<Int>, _ second: Range<Int>) {
        guard !first.overlaps(second) else { return }
        let (before, after) = first.lowerBound < second.lowerBound ? (first, second) : (second, first)
        let moved = Pieces.spaced(list[before])
        list.replaceSubrange(before, with: Pieces.spaced(list[after]))
        let shift = after.count - before.count
        list.replaceSubrange((after.lowerBound + shift)..<(after.upperBound + shift), with: moved)
    }

    /// Adds another statement.
    mutating func append(_ pieces: ArraySlice<Piece>) {
        if !list.isEmpty { list.append(Piece(gap: [], kind: .punctuation, text: [0x3B])) }
        list += Pieces.spaced(pieces)
    }

    /// Puts a run into a frame; a second place in the frame is sometimes taken by a part of another text.
    mutating func wrap(_ unit: Range<Int>, _ frame: [UInt8], _ donor: Pieces, _ random: inout Random) {
        guard let frame = Pieces(frame) else { return }
        var result: [Piece] = []
        for piece in frame.list {
            guard piece.text == [0x5F] else {
                result.append(piece)
                continue
            }
            if !result.contains(where: { $0.text == list[unit.lowerBound].text }) || random.below(2) == 0 {
                result += Pieces.spaced(list[unit])
            } else if let other = donor.unit(.element, &random) {
                result += Pieces.spaced(donor.list[other])
            }
        }
        list.replaceSubrange(unit, with: Pieces.spaced(result[...]))
    }

    /// Tokens that come from elsewhere: nothing may grow together with what now stands before them.
    private static func spaced(_ pieces: ArraySlice<Piece>) -> [Piece] {
        var pieces = Array(pieces)
        if let first = pieces.first, first.gap.isEmpty { pieces[0].gap = [0x20] }
        return pieces
    }
}

extension Pieces.Piece {
    /// Other ways to write the same constant or name; empty when there is none.
    var spellings: [Pieces.Piece] {
        switch kind {
        case .string:
            written(
                ["$$_$$", "E'_'", "U&'_'", "U&'_' UESCAPE '!'", "N'_'", "B'_'", "X'_'"],
                text[1..<(text.count - 1)]
            )
        case .identifier: written(["\"_\"", "U&\"_\"", "U&\"_\" UESCAPE '!'", "_ . _"], text[...])
        case .integer: written(["_.0", "_e1", "'_'", "$_", "- _"], text[...])
        case .quotedIdentifier, .unicodeIdentifier, .escapeString, .unicodeString, .nationalString, .bitString,
            .hexString, .dollarString, .decimal, .parameter, .operator, .typecast, .dotDot, .colonEquals,
            .equalsGreater, .punctuation:
            []
        }
    }

    private func written(_ forms: [String], _ content: ArraySlice<UInt8>) -> [Pieces.Piece] {
        forms.map { form in
            let bytes = form.utf8.flatMap { $0 == UInt8(ascii: "_") ? Array(content) : [$0] }
            return Pieces.Piece(gap: gap, kind: kind, text: bytes)
        }
    }

    /// The text with ASCII letters in lower case, as keywords are compared.
    var word: [UInt8] { text.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 } }

    /// Whether two tokens can stand for each other: the same word or sign, or two values of a kind.
    func isLike(_ other: Pieces.Piece) -> Bool {
        guard kind == other.kind else { return false }
        switch kind {
        case .identifier, .punctuation, .operator, .typecast, .dotDot, .colonEquals, .equalsGreater:
            return text.count == other.text.count && word == other.word
        case .quotedIdentifier, .unicodeIdentifier, .string, .escapeString, .unicodeString, .nationalString, .bitString,
            .hexString, .dollarString, .integer, .decimal, .parameter:
            return true
        }
    }
    /// Whether a bracket opens here.
    var opens: Bool { stands(for: "(") || stands(for: "[") }
    /// Whether a bracket closes here.
    var closes: Bool { stands(for: ")") || stands(for: "]") }
}
