// One writer's log: records become lines in a buffer, each chained to the one before, and one call writes them.

import Synchronization

/// The log of one writer, such as an event loop; to be used from one thread at a time.
///
/// `append` puts a record into the buffer. Nothing that a record announces may be done before a `write()` that followed
/// it has returned. When `write()` throws, the records stay in the buffer; a later `write()` begins another segment and
/// writes them there, so that the file tells what happened: of their statements, which the caller does not forward, the
/// outcome is `withheld`.
public struct AuditLog: ~Copyable {
    enum Phase {
        case open(Segment)
        /// The last write failed.
        case failed(AuditFailure)
        case closed
    }

    let folder: AuditFolder
    let writer: Int
    var phase: Phase
    /// The lines that no `write()` has returned for, and the record now being put together.
    var line = Line()
    /// The last record of which `write()` has returned.
    var written: Position
    /// The last record in the buffer; where the buffer is empty, `written`.
    var last: Position
    /// The newest segment that this log or an earlier run has begun.
    var newestSegment: UInt64 = 0
    /// The size from which on the segment is full; more than in the options after an attempt that failed.
    var fullSize: Int
    /// The file that says how far the log has come.
    let headFile: Descriptor
    /// What has happened since the last `write()` that returned.
    var trouble = Trouble()
    /// The time of the last record.
    var time: WallTime
    private(set) var timeText = TimeText()
    private let prefix: [UInt8]
    private var lineStart = 0

    /// What a failure leaves to be said in the next segment.
    struct Trouble {
        /// What the first write failed with since the last one that did not; nil without.
        var failure: AuditFailure?
        /// The first record of that write; nil when it held none of the caller's.
        var firstUnacknowledged: UInt64?
        /// The last record of the last write that failed.
        var lastUnacknowledged: UInt64 = 0
        /// Records that there was no room for while nothing could be written.
        var dropped: UInt64 = 0
        /// Whether a record was dropped since the last call of `write()`.
        var isIncomplete = false
        /// Whether the buffer begins with the first record of a segment, which is made anew with the next one.
        var beginsSegment = false
    }

    /// The buffer's room that is kept.
    static let keptBytes = 256 << 10
    /// The bytes of lines that are kept while nothing can be written.
    static let maxWaitingBytes = 8 << 20

    /// Goes on from what is in the folder.
    static func open(in folder: AuditFolder, writer: Int, at time: WallTime) throws(AuditFailure) -> AuditLog {
        let end = try ChainEnd.find(writer: writer, in: folder.directory)
        let headFile = try Head.open(writer: writer, in: folder.directory)
        var log = AuditLog(folder: folder, writer: writer, headFile: headFile, time: time)
        try log.begin(after: end)
        return log
    }

    private init(folder: AuditFolder, writer: Int, headFile: Descriptor, time: WallTime) {
        self.folder = folder
        self.headFile = headFile
        self.writer = writer
        self.time = time
        phase = .closed
        written = .start
        last = .start
        fullSize = folder.options.segmentBytes
        prefix = Array(#"{"version":1,"writer":\#(writer),"seq":"#.utf8)
        line.removeAll(keeping: AuditLog.keptBytes)
    }

    /// How many bytes wait for `write()`.
    public var waitingBytes: Int { line.count }

    /// Bytes of records that this log has written since it was opened.
    public internal(set) var writtenBytes: UInt64 = 0

    /// The number of the last record that `write()` has returned for.
    public var writtenRecords: UInt64 { written.seq }

    /// Why records cannot be written; nil as long as they can.
    public var failure: AuditFailure? {
        switch phase {
        case .open: nil
        case .failed(let failure): failure
        case .closed: .closed
        }
    }
}

// A record is put together between these two.
extension AuditLog {
    /// Begins a line.
    mutating func begin(_ kind: StaticString, at time: WallTime) {
        lineStart = line.count
        self.time = time
        putChain(last)
        line.put(#","time":""#)
        timeText.put(time, to: &line)
        line.put(#"","kind":""#)
        line.put(kind)
        line.put("\"")
    }

    /// Appends the beginning of the line after `position`, up to the digest.
    private mutating func putChain(_ position: Position) {
        line.put(prefix)
        line.integer(position.seq &+ 1)
        line.put(#","prev":""#)
        line.hexadecimal(position.digest)
        line.put("\"")
    }

    /// Ends the line and makes it the last one of the chain. It is dropped when too much waits already.
    mutating func end() {
        switch phase {
        case .open: break
        case .failed, .closed:
            guard line.count <= AuditLog.maxWaitingBytes else {
                line.truncate(to: lineStart)
                trouble.dropped += 1
                trouble.isIncomplete = true
                return
            }
        }
        seal()
    }

    /// Ends the line, and goes on from it.
    mutating func seal() {
        line.put("}\n")
        last = Position(seq: last.seq &+ 1, digest: line.digest(from: lineStart))
    }

    /// Chains lines anew, behind `last`: their numbers and digests change, and nothing else.
    mutating func chain(_ lines: [ArraySlice<UInt8>]) {
        for old in lines {
            guard let rest = AuditLog.afterChain(old) else { continue }
            lineStart = line.count
            putChain(last)
            line.put(Array(rest.dropLast(2)))
            seal()
        }
    }

    /// What stands in a line behind the digest of the line before.
    private static func afterChain(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        var reader = ByteReader(Array(line.prefix(LineHeader.maxBytes)))
        guard reader.take(#"{"version":1,"writer":"#), reader.number() != nil, reader.take(#","seq":"#),
            reader.number() != nil, reader.take(#","prev":""#), reader.digest() != nil, reader.take("\"")
        else { return nil }
        return line.dropFirst(reader.taken)
    }
}
