// A mapping of the file, read key by key: every key is known and taken, or it is reported.

import SQLAnalysis

/// The keys that a mapping may have.
protocol PolicyKey: RawRepresentable<String>, CaseIterable, Hashable, Sendable {}

/// The values of a mapping that is being read. A nil result is always accompanied by a report, or by the key's absence.
struct Fields<Key: PolicyKey> {
    /// Where the mapping begins.
    let position: FilePosition
    private let subject: String
    private let log: ProblemLog
    private var values: [Key: YAMLEntry] = [:]
    private var taken: Set<Key> = []

    /// Reads the keys of a mapping. Reports SG9002 for unknown keys with the nearest known one, or with what `advice`
    /// says of a key that people try.
    init(
        _ entries: [YAMLEntry],
        at position: FilePosition,
        _ subject: String,
        advice: [String: String],
        _ log: ProblemLog
    ) {
        self.position = position
        self.subject = subject
        self.log = log
        for entry in entries {
            if let key = Key(rawValue: entry.key.text) {
                values[key] = entry
            } else {
                log.add(.unknownKey, at: entry.keyPosition, Self.unknown(entry.key.text, in: subject, advice))
            }
        }
    }

    private static func unknown(_ key: String, in subject: String, _ advice: [String: String]) -> String {
        let message = "unknown key '\(shown(key))' in \(subject)"
        if let advice = advice[key] { return "\(message); \(advice)" }
        let known = Key.allCases.map(\.rawValue)
        if let nearest = nearestWord(to: key, among: known) { return "\(message); did you mean '\(nearest)'?" }
        return "\(message); it has: \(known.joined(separator: ", "))"
    }

    /// Where a key stands; where the mapping begins when it is not given.
    func position(of key: Key) -> FilePosition { values[key]?.keyPosition ?? position }

    /// Where a key's value stands; where the mapping begins when it is not given.
    func valuePosition(of key: Key) -> FilePosition { values[key]?.value.position ?? position }

    /// Whether a key is given.
    func has(_ key: Key) -> Bool { values[key] != nil }

    /// The value of a key; nil when it is not given or was reported.
    mutating func optional<Value>(_ key: Key, _ read: (YAMLNode) -> Value?) -> Value? {
        taken.insert(key)
        return values[key].flatMap { read($0.value) }
    }

    /// The value of a key; nil when it was reported, also as missing (SG9006).
    mutating func required<Value>(_ key: Key, _ read: (YAMLNode) -> Value?) -> Value? {
        if values[key] == nil { log.add(.missingKey, at: position, "\(subject) has no '\(key.rawValue)'") }
        return optional(key, read)
    }

    /// Reports keys that are given, known, and were not taken: a mistake in the reader must not lose a line of the
    /// policy.
    func finish() {
        for (key, entry) in values where !taken.contains(key) {
            log.add(.unknownKey, at: entry.keyPosition, "'\(key.rawValue)' is not read in \(subject)")
        }
    }
}
