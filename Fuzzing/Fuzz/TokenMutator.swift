// Makes new inputs of old ones token by token, so that more of them parse than when bytes are changed.

import FuzzProgram
import SQLAnalysis

/// Changes texts by their tokens: takes out, repeats, swaps, replaces and nests runs of them, with parts of other inputs.
struct TokenMutator {
    /// What one change does.
    private enum Change {
        case align, rename, replace, respell, wrap, remove, double, swap, insert, keyword, append, gap
    }

    /// How often each change is made, in proportion; the first ones leave most texts such that they parse.
    private static let changes =
        Array(repeating: Change.align, count: 8) + Array(repeating: .rename, count: 4)
        + [.wrap, .wrap, .wrap, .respell, .respell, .replace, .replace, .remove, .remove, .remove]
        + [.append, .double, .swap, .insert, .keyword, .gap]

    private let words: [[UInt8]]
    private let keywords: Set<[UInt8]>
    /// Inputs seen lately, for their parts.
    private var donors: [Pieces] = []
    private static let mostDonors = 512

    /// A mutator that knows these keywords.
    init(words: [String]) {
        self.words = words.map { Array($0.utf8) }
        keywords = Set(self.words)
    }

    /// Changes a text; nil when the lexer refuses it or the result would be larger than `most`.
    mutating func change(_ text: [UInt8], seed: UInt32, most: Int) -> [UInt8]? {
        var random = Random(seed: seed)
        guard var pieces = Pieces(text) else { return nil }
        keep(pieces, &random)
        repeat {
            let donor = donors[random.below(donors.count)]
            apply(TokenMutator.changes[random.below(TokenMutator.changes.count)], &pieces, donor, &random)
        } while random.below(4) == 0
        return result(pieces, most)
    }

    /// Puts a part of the second text into the first; nil as for `change`.
    mutating func cross(_ first: [UInt8], _ second: [UInt8], seed: UInt32, most: Int) -> [UInt8]? {
        var random = Random(seed: seed)
        guard var pieces = Pieces(first), let donor = Pieces(second) else { return nil }
        keep(donor, &random)
        let changes: [Change] = [.align, .align, .align, .align, .rename, .replace, .insert, .append]
        apply(changes[random.below(changes.count)], &pieces, donor, &random)
        return result(pieces, most)
    }

    private mutating func keep(_ pieces: Pieces, _ random: inout Random) {
        if donors.count < TokenMutator.mostDonors {
            donors.append(pieces)
        } else {
            donors[random.below(donors.count)] = pieces
        }
    }

    private func result(_ pieces: Pieces, _ most: Int) -> [UInt8]? {
        let text = pieces.text
        return text.isEmpty || text.count > most ? nil : text
    }

    private func apply(_ change: Change, _ pieces: inout Pieces, _ donor: Pieces, _ random: inout Random) {
        let shape = Pieces.Shape.allCases[random.below(Pieces.Shape.allCases.count)]
        guard let unit = pieces.unit(shape, &random) else { return pieces.append(donor.list[...]) }
        switch change {
        case .align: align(&pieces, donor, &random)
        case .rename: rename(&pieces, random.below(2) == 0 ? pieces : donor, &random)
        case .wrap:
            let frames = shape == .statement ? Frame.ofStatements : Frame.ofExpressions
            pieces.wrap(unit, frames[random.below(frames.count)], donor, &random)
        case .replace:
            let source = random.below(2) == 0 ? pieces : donor
            if let other = source.unit(shape, &random) { pieces.replace(unit, source.list[other]) }
        case .remove: pieces.list.removeSubrange(unit)
        case .double: pieces.insert(pieces.list[unit], at: unit.upperBound, separated: shape == .element)
        case .swap: if let other = pieces.unit(shape, &random) { pieces.swap(unit, other) }
        case .insert:
            guard let other = donor.unit(shape, &random) else { return }
            pieces.insert(donor.list[other], at: unit.upperBound, separated: shape == .element)
        case .respell:
            let place = random.below(pieces.list.count)
            let spellings = pieces.list[place].spellings
            if !spellings.isEmpty {
                pieces.replace(place..<(place + 1), [spellings[random.below(spellings.count)]])
            }
        case .keyword:
            let word = Pieces.Piece(gap: [0x20], kind: .identifier, text: words[random.below(words.count)])
            let place = random.below(pieces.list.count)
            pieces.replace(place..<(place + random.below(2)), [word])
        case .append: pieces.append(donor.list[...])
        case .gap:
            let gaps: [StaticString] = ["", " ", "\n", "/* c */", "-- c\n", "/*\u{e9}\n*/", "\t"]
            pieces.list[random.below(pieces.list.count)].gap = Array(gaps[random.below(gaps.count)].description.utf8)
        }
    }

    /// Replaces what stands between two tokens by what stands between the same two in another text, which fits the
    /// grammar more often than not.
    private func align(_ pieces: inout Pieces, _ donor: Pieces, _ random: inout Random) {
        let first = random.below(pieces.list.count)
        // Several texts are asked, for one that has the token too.
        var other = donor
        var found: [Int] = []
        for _ in 0..<16 {
            found = other.list.indices.filter { other.list[$0].isLike(pieces.list[first]) }
            if !found.isEmpty { break }
            other = donors[random.below(donors.count)]
        }
        guard !found.isEmpty else { return }
        let start = found[random.below(found.count)]
        let ends = other.balanced(from: start + 1)
        let ownEnds = pieces.balanced(from: first + 1)
        // Of the places at which both may go on alike, the ends of the texts among them, any will do.
        var pairs: [(Int, Int)] = []
        for own in ownEnds {
            let last = pieces.list.indices.contains(own) ? pieces.list[own] : nil
            for end in ends where end > start + 1 || own > first + 1 {
                let next = other.list.indices.contains(end) ? other.list[end] : nil
                if last == nil && next == nil { pairs.append((own, end)) }
                if let last, let next, last.isLike(next) { pairs.append((own, end)) }
            }
            if pairs.count > 64 { break }
        }
        guard !pairs.isEmpty else { return }
        let (own, end) = pairs[random.below(pairs.count)]
        pieces.replace((first + 1)..<own, other.list[(start + 1)..<end])
    }

    /// Replaces a token by one of the same kind; a keyword only by a keyword, a name by a name.
    private func rename(_ pieces: inout Pieces, _ source: Pieces, _ random: inout Random) {
        let place = random.below(pieces.list.count)
        let old = pieces.list[place]
        let isKeyword = keywords.contains(old.word)
        let same = source.list.filter { $0.kind == old.kind && keywords.contains($0.word) == isKeyword }
        if !same.isEmpty { pieces.replace(place..<(place + 1), [same[random.below(same.count)]]) }
    }
}

/// What a run of tokens can be put into; `_` stands for the run.
enum Frame {
    static let ofExpressions = frames(
        "( _ )",
        "( SELECT _ )",
        "ARRAY [ _ ]",
        "CASE WHEN _ THEN _ ELSE _ END",
        "_ , _",
        "_ AND _",
        "NOT _",
        "_ IN ( _ )",
        "EXISTS ( _ )",
        "_ :: text",
        "( _ ) AS s",
        "coalesce ( _ , _ )",
        "ROW ( _ )",
        "_ IS NULL"
    )
    static let ofStatements = frames(
        "_ UNION ALL _",
        "WITH w AS ( _ ) SELECT * FROM w",
        "WITH w AS ( _ ) _",
        "EXPLAIN _",
        "EXPLAIN ANALYZE _",
        "PREPARE p AS _",
        "PREPARE p AS _ ; EXECUTE p",
        "CREATE VIEW v AS _",
        "CREATE TABLE n AS _",
        "COPY ( _ ) TO STDOUT",
        "DECLARE c CURSOR FOR _",
        "INSERT INTO note _",
        "CREATE RULE r AS ON INSERT TO note DO ALSO ( _ )",
        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC _ ; END",
        "SET search_path TO billing ; _",
        "BEGIN ; _ ; COMMIT"
    )

    private static func frames(_ texts: String...) -> [[UInt8]] { texts.map { Array($0.utf8) } }
}
