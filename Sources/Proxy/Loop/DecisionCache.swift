// Decisions that were made lately: the same text, asked by the same principal of the same database under the same
// policy, catalog and names, is decided in the same way.

import Glibc
import Policy
import SQLAnalysis
import Session

/// The decisions of one event loop, bounded in bytes. Keyed by the exact text, compared in full.
///
/// There are two generations: what is used moves into the young one; when that has half of the bytes, it becomes the old
/// one and what was in the old one and not used is forgotten. So nothing is ordered and nothing is searched.
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

    private struct Entry {
        let text: [UInt8]
        let asker: Asker
        let inForce: UInt64
        let names: SessionNames
        let judgement: SessionJudgement
    }

    /// Bytes that an entry costs beside its text: the tables' share, the decision with its reasons.
    private static let entryBytes = 2048
    /// More askers are not told apart by numbers; then everything is forgotten.
    private static let mostAskers = 100_000
    /// A longer text is not remembered: it is hardly sent twice.
    private static let mostTextBytes = 64 << 10

    private let mostBytes: Int
    private var askers: [Whose: Asker] = [:]
    private var young: [Int: Entry] = [:]
    private var old: [Int: Entry] = [:]
    private var youngBytes = 0
    private var nextAsker = 0

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
        let key = Self.key(text, asker, inForce)
        if let entry = young[key] { return Self.matches(entry, text, asker, inForce, names) ? entry.judgement : nil }
        guard let entry = old[key], Self.matches(entry, text, asker, inForce, names) else { return nil }
        old[key] = nil
        insert(entry, key)
        return entry.judgement
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
        insert(entry, Self.key(text.span.bytes, asker, inForce))
    }

    /// Forgets everything, as when another policy or catalog is in force.
    mutating func removeAll() {
        young.removeAll(keepingCapacity: true)
        old.removeAll()
        youngBytes = 0
    }

    private mutating func insert(_ entry: Entry, _ key: Int) {
        let replaced = young.updateValue(entry, forKey: key)
        youngBytes += Self.bytes(entry) - (replaced.map(Self.bytes) ?? 0)
        guard youngBytes > mostBytes / 2 else { return }
        old = young
        young = [:]
        youngBytes = 0
    }

    private static func bytes(_ entry: Entry) -> Int { entry.text.count + entryBytes }

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
