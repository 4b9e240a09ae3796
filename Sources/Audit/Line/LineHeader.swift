// How each line begins: `{"version":1,"writer":0,"seq":42,"prev":"<64 digits>","time":"<30 characters>","kind":"intent"`.

/// A place in a writer's chain: a record's number and its line's digest.
struct Position: Hashable, Sendable {
    /// The number; 0 before the first record.
    var seq: UInt64
    /// The SHA-256 of its line with the line feed.
    var digest: Digest

    /// Before the first record.
    static let start = Position(seq: 0, digest: .none)
}

/// What a record is about.
enum RecordKind: String, CaseIterable, Sendable {
    case login
    case loginRefused = "login-refused"
    case logout
    case decision
    case intent
    case outcome
    case reload
    /// The first record of each file.
    case segment
    /// The last record of a writer that was closed.
    case stop
}

/// The beginning of a line.
struct LineHeader: Hashable, Sendable {
    /// Whose chain it belongs to.
    let writer: Int
    /// Its number in that chain.
    let seq: UInt64
    /// The digest of the line before.
    let previous: Digest
    /// When it was made, in 30 characters.
    let time: String
    /// What it is about.
    let kind: RecordKind

    /// The longest that it can be.
    static let maxBytes = 256

    /// Reads it; nil when the line begins in any other way, even if that would be the same in JSON.
    init?(_ line: RawSpan) {
        var reader = line.withUnsafeBytes { ByteReader(Array($0.prefix(LineHeader.maxBytes))) }
        guard reader.take(#"{"version":1,"writer":"#), let writer = reader.number(), let writer = Int(exactly: writer),
            reader.take(#","seq":"#), let seq = reader.number(),
            reader.take(#","prev":""#), let previous = reader.digest(),
            reader.take(#"","time":""#), let time = reader.take(count: 30),
            reader.take(#"","kind":""#), let kind = RecordKind(rawValue: reader.word()), reader.take("\"")
        else { return nil }
        self.writer = writer
        self.seq = seq
        self.previous = previous
        self.time = String(decoding: time, as: UTF8.self)
        self.kind = kind
    }
}
