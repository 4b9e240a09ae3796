// Decisions that were made lately: the same text, asked by the same principal of the same database under the same
// policy, catalog and names, is decided in the same way.

import Glibc
import Policy
import SQLAnalysis
import Session

/// The decisions of one event loop, bounded in bytes: half of them for texts, half for shapes of texts, for clients that write
/// their values into the text. Both are compared in full.
struct DecisionCache {
    /// Stands for a principal and a database, as decisions see them.
    struct Asker: Hashable, Sendable {
        fileprivate let number: Int
    }

    /// Everything of a principal that a rule looks at, and the database.
    private struct Whose: Hashable {
        let user: String
        let groups: [String]
        let kind: Principal.Kind
        let database: String
    }

    /// What was decided on one text, or on all of one shape.
    private struct Entry {
        let text: [UInt8]
        let asker: Asker
        let inForce: UInt64
        let names: SessionNames
        let judgement: SessionJudgement

        var bytes: Int {
            text.count + (judgement.reuse?.bytes ?? 0) + names.bytes + judgement.names.bytes + DecisionCache.entryBytes
        }
    }

    /// Bytes that an entry costs beside its text: the tables' share, the decision with its reasons.
    private static let entryBytes = 2048
    /// More askers are not told apart by numbers; then everything is forgotten.
    private static let mostAskers = 100_000
    /// A longer text is not remembered: it is hardly sent twice.
    private static let mostTextBytes = 64 << 10

    private let mostBytes: Int
    private var askers: [Whose: Asker] = [:]
    private var nextAsker = 0
    private var texts = Generations<Entry>()
    private var shapes = Generations<Entry>()

    /// About how many bytes it takes.
    var bytes: Int { texts.bytes + shapes.bytes }

    /// A cache that takes about so many bytes; with 0 nothing is remembered.
    init(mostBytes: Int) { self.mostBytes = mostBytes }

    /// Stands for a principal who asks something of a database.
    mutating func asker(_ principal: Principal, _ database: String) -> Asker {
        let whose = Whose(user: principal.user, groups: principal.groups, kind: principal.kind, database: database)
        if let asker = askers[whose] { return asker }
        if askers.count >= Self.mostAskers { askers.removeAll() }
        // Numbers are not used again, so what was remembered for those that were forgotten is never found.
        let asker = Asker(number: nextAsker)
        nextAsker += 1
        askers[whose] = asker
        return asker
    }

    /// What was decided on a text; nil when that is not remembered.
    mutating func judgement(
        on text: RawSpan,
        for asker: Asker,
        under inForce: UInt64,
        _ names: SessionNames
    ) -> SessionJudgement? {
        guard mostBytes > 0 else { return nil }
        return texts.find(Self.key(text, asker, inForce), most: mostBytes / 4, size: \.bytes) {
            Self.matches($0, text, asker, inForce, names)
        }?.judgement
    }

    /// What follows from a decision on another text of the same shape; nil when none is remembered, or when it rests on the
    /// value of a literal that is another one here.
    mutating func judgement(
        on lexed: LexedText,
        shape: TokenShape,
        for asker: Asker,
        under inForce: UInt64,
        _ names: SessionNames
    ) -> SessionJudgement? {
        guard mostBytes > 0 else { return nil }
        let bytes = shape.bytes.span.bytes
        let entry = shapes.find(Self.key(bytes, asker, inForce), most: mostBytes / 4, size: \.bytes) {
            Self.matches($0, bytes, asker, inForce, names)
        }
        return entry.flatMap { SessionJudgement($0.judgement, for: lexed) }
    }

    /// Remembers what was decided.
    mutating func remember(
        _ judgement: SessionJudgement,
        on text: [UInt8],
        for asker: Asker,
        under inForce: UInt64,
        _ names: SessionNames
    ) {
        guard mostBytes > 0, text.count <= Self.mostTextBytes else { return }
        let entry = Entry(text: text, asker: asker, inForce: inForce, names: names, judgement: judgement)
        texts.insert(entry, Self.key(text.span.bytes, asker, inForce), most: mostBytes / 4, size: \.bytes)
    }

    /// Remembers what was decided, for all texts of the shape; a decision that says nothing about them is not remembered.
    mutating func remember(
        _ judgement: SessionJudgement,
        on shape: TokenShape,
        for asker: Asker,
        under inForce: UInt64,
        _ names: SessionNames
    ) {
        guard mostBytes > 0, judgement.reuse != nil else { return }
        let entry = Entry(text: shape.bytes, asker: asker, inForce: inForce, names: names, judgement: judgement)
        shapes.insert(entry, Self.key(shape.bytes.span.bytes, asker, inForce), most: mostBytes / 4, size: \.bytes)
    }

    /// Forgets everything, as when another policy or catalog is in force.
    mutating func removeAll() {
        texts.removeAll()
        shapes.removeAll()
    }

    /// A hash with the process's own random seed: a text that collides with another cannot be made from outside, and
    /// would cost that one its place only.
    private static func key(_ text: RawSpan, _ asker: Asker, _ inForce: UInt64) -> Int {
        var hasher = Hasher()
        hasher.combine(asker.number)
        hasher.combine(inForce)
        text.withUnsafeBytes { hasher.combine(bytes: $0) }
        return hasher.finalize()
    }

    private static func matches(
        _ entry: Entry,
        _ text: RawSpan,
        _ asker: Asker,
        _ inForce: UInt64,
        _ names: SessionNames
    ) -> Bool {
        guard entry.asker == asker, entry.inForce == inForce, entry.text.count == text.byteCount else { return false }
        let isSame = text.withUnsafeBytes { given in
            entry.text.withUnsafeBytes { kept in
                guard let left = given.baseAddress, let right = kept.baseAddress else { return kept.isEmpty }
                return memcmp(left, right, given.count) == 0
            }
        }
        return isSame && entry.names == names
    }
}
