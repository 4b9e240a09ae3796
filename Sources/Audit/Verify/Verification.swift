// What a verification comes to.

/// The result of looking at files of records.
public struct Verification: Equatable, Sendable {
    /// One writer's records.
    public struct Chain: Equatable, Sendable {
        /// The writer.
        public let writer: Int
        /// How many files there were.
        public internal(set) var segments = 0
        /// How many records there were.
        public internal(set) var records: UInt64 = 0
        /// How many bytes there were.
        public internal(set) var bytes = 0
        /// The number of the first record; nil without any.
        public internal(set) var first: UInt64?
        /// The last record; nil without any. Kept elsewhere, it shows later that nothing up to it was changed.
        public internal(set) var last: KnownRecord?
        /// Whether the last record is the one with which a log is closed.
        public internal(set) var isClosed = false

        init(writer: Int) { self.writer = writer }
    }

    /// The writers, in order.
    public internal(set) var chains: [Chain] = []
    /// Where a chain is broken, in the order of the files; no more than `maxFindings`.
    public internal(set) var breaks: [Finding] = []
    /// How many breaks there are.
    public internal(set) var breakCount = 0
    /// What else is worth knowing; no more than `maxFindings`.
    public internal(set) var notes: [Finding] = []

    /// How many findings of a kind are kept.
    public static let maxFindings = 1000

    mutating func add(_ finding: Finding) {
        if finding.what.isBreak {
            breakCount += 1
            if breaks.count < Verification.maxFindings { breaks.append(finding) }
        } else if notes.count < Verification.maxFindings {
            notes.append(finding)
        }
    }
}

/// A record that someone has noted to be there: `writer:number:digest`.
public struct KnownRecord: Hashable, Sendable, CustomStringConvertible {
    /// The writer.
    public let writer: Int
    /// The record's number.
    public let seq: UInt64
    /// The digest of its line.
    public let digest: Digest

    init(writer: Int, _ position: Position) {
        self.writer = writer
        seq = position.seq
        digest = position.digest
    }

    /// Reads what `description` prints.
    public init?(_ text: String) {
        var reader = ByteReader(Array(text.utf8))
        guard let writer = reader.number(), let writer = Int(exactly: writer), reader.take(":"),
            let seq = reader.number(), seq > 0, reader.take(":"), let digest = reader.digest(), reader.isAtEnd
        else { return nil }
        self.init(writer: writer, Position(seq: seq, digest: digest))
    }

    /// Writer, number and digest, with colons in between.
    public var description: String { "\(writer):\(seq):\(digest.hexadecimal)" }
}
