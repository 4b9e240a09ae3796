// What a verification has found: where the chain is broken, and what else is worth knowing.

/// Something about a place in the files.
public struct Finding: Equatable, Sendable {
    /// The file, as it was given or found.
    public let file: String
    /// The line, from 1; nil when the file as a whole is meant.
    public let line: Int?
    /// What it is.
    public let what: What

    /// What was found.
    public enum What: Equatable, Sendable {
        // The chain is broken.

        /// The line does not begin as a record does, or is no JSON.
        case notARecord
        /// The record is one of another writer.
        case wrongWriter(UInt64)
        /// Its number does not follow.
        case wrongNumber(expected: UInt64, found: UInt64)
        /// It names another digest than the line before has, so that one of the two was changed.
        case wrongDigest
        /// The first line is no record of a segment, or that of another one.
        case wrongBeginning
        /// The record of a segment stands inside of it.
        case segmentInside
        /// Something follows the record with which the log was closed.
        case afterStop
        /// The file ends in the middle of a line, and the next segment does not say so, or says something else.
        case unexplainedEnd(bytes: Int)
        /// The next segment speaks of the torn end of a file; there is none, or another one.
        case missingTornEnd(segment: UInt64)
        /// This record was there once, and is not any more, or is another one.
        case missingRecord(writer: Int, seq: UInt64)
        /// The head file of a writer is missing, not readable, or names another segment than the record's.
        case missingHead(writer: Int)
        /// There is nothing of a writer that a run of the process had.
        case missingWriter(Int)
        /// When this segment was begun, records that had been written were not there any more.
        case noticedLoss
        /// The file cannot be read.
        case unreadable(AuditFailure)

        // Worth knowing.

        /// The first record that is there is not the writer's first.
        case beginsWith(seq: UInt64)
        /// The file ends in the middle of a line, as when a process is killed; the next segment says so.
        case tornEnd(bytes: Int)
        /// The newest segment ends in the middle of a line: the process was killed, or is just writing.
        case unfinishedEnd(bytes: Int)
        /// The number of the file does not follow that of the file before; its records do.
        case skippedSegment(UInt64)
        /// A write had failed: what it failed with, how many of the records after this one were in it, and how many were
        /// dropped.
        case failedWrite(error: String, kept: UInt64, dropped: UInt64)
        /// When this segment was begun, the head file was missing or not readable.
        case noticedMissingHead
        /// The file is none of the log's.
        case strangeFile
    }
}

extension Finding.What {
    /// Whether the chain is broken.
    public var isBreak: Bool {
        switch self {
        case .notARecord, .wrongWriter, .wrongNumber, .wrongDigest, .wrongBeginning, .segmentInside, .afterStop,
            .unexplainedEnd, .missingTornEnd, .missingRecord, .missingHead, .missingWriter, .noticedLoss, .unreadable:
            true
        case .beginsWith, .tornEnd, .unfinishedEnd, .skippedSegment, .failedWrite, .noticedMissingHead,
            .strangeFile:
            false
        }
    }

    /// A short name that does not change.
    public var name: String {
        switch self {
        case .notARecord: "not-a-record"
        case .wrongWriter: "wrong-writer"
        case .wrongNumber: "wrong-number"
        case .wrongDigest: "wrong-digest"
        case .wrongBeginning: "wrong-beginning"
        case .segmentInside: "segment-inside"
        case .afterStop: "after-stop"
        case .unexplainedEnd: "unexplained-end"
        case .missingTornEnd: "missing-torn-end"
        case .missingRecord: "missing-record"
        case .missingHead: "missing-head"
        case .missingWriter: "missing-writer"
        case .unreadable: "unreadable"
        case .beginsWith: "begins-with"
        case .tornEnd: "torn-end"
        case .unfinishedEnd: "unfinished-end"
        case .skippedSegment: "skipped-segment"
        case .failedWrite: "failed-write"
        case .noticedLoss: "noticed-loss"
        case .noticedMissingHead: "noticed-missing-head"
        case .strangeFile: "strange-file"
        }
    }
}

extension Finding.What: CustomStringConvertible {
    /// One line, beginning with a small letter.
    public var description: String {
        switch self {
        case .notARecord: "this is no record"
        case .wrongWriter(let writer): "this is a record of writer \(writer)"
        case .wrongNumber(let expected, let found) where found > expected:
            "record \(found) follows; \(found - expected) records from \(expected) on are missing"
        case .wrongNumber(let expected, let found): "record \(found) follows where \(expected) should"
        case .wrongDigest: "the digest of the line before is another one: one of the two lines was changed"
        case .wrongBeginning: "the first line is not the record with which this segment began"
        case .segmentInside: "a segment begins in the middle of the file"
        case .afterStop: "a record follows the one with which the log was closed"
        case .unexplainedEnd(let bytes):
            "the file ends with \(bytes) bytes of a line, and the next segment does not say so"
        case .missingTornEnd(let segment): "segment \(segment) should end with a torn line, and ends otherwise"
        case .missingRecord(let writer, let seq): "record \(seq) of writer \(writer) was written, and is not there"
        case .missingHead(let writer): "\(Head.name(writer: writer)) is missing, not readable, or names another segment"
        case .missingWriter(let writer): "there is nothing of writer \(writer), which wrote in the same run"
        case .unreadable(let failure): failure.description
        case .beginsWith(let seq): "begins with record \(seq); those before it are not here"
        case .tornEnd(let bytes): "ends with \(bytes) bytes of a line that was never finished; the next segment says so"
        case .unfinishedEnd(let bytes):
            "ends with \(bytes) bytes of a line: whoever wrote it was killed, or is just writing it"
        case .skippedSegment(let number): "segment \(number) is not there; no record is missing"
        case .failedWrite(let error, let kept, let dropped):
            "a write had failed (\(error)); \(kept) records of it follow, \(dropped) were dropped"
        case .noticedLoss: "when this segment was begun, records that had been written were not there"
        case .noticedMissingHead: "when this segment was begun, the head file was missing or not readable"
        case .strangeFile: "is no file of the log"
        }
    }
}
