// Beginning a segment: at the start, when the last one is full, and after a write that failed.

import Synchronization

extension AuditLog {
    /// Goes on from what is in the folder, when the log is opened.
    mutating func begin(after end: ChainEnd) throws(AuditFailure) {
        if folder.options.sync == .batch {
            folder.watch(folder.directory)
            folder.watch(headFile)
        }
        let (position, reason) = end.continuation
        newestSegment = end.head?.segment ?? 0
        try beginSegment(after: end, at: position, reason, [])
        acknowledge()
    }

    /// Goes on in another segment after a write has failed. The files say how much of the buffer they have got.
    mutating func recover() throws(AuditFailure) {
        let end = try ChainEnd.find(writer: writer, in: folder.directory)
        var lines = waitingLines
        let found = end.last?.position ?? .start
        if found == written {
            if trouble.beginsSegment { lines.removeFirst() }
            try beginSegment(after: end, at: found, .failure, lines)
        } else if let count = place(of: found, among: lines) {
            // The file has got the first of the lines whole.
            lines.removeFirst(count)
            try beginSegment(after: end, at: found, .failure, lines)
        } else {
            if trouble.beginsSegment { lines.removeFirst() }
            try beginSegment(after: end, at: written, .loss, lines)
        }
    }

    /// Begins another segment when this one is full. The records so far are written, so nothing of this is an error for
    /// the caller: when the file cannot be made, the old one is gone on with for a while; when it cannot be written to,
    /// the next `write()` has to do with it.
    mutating func rotate() {
        guard case .open(let full) = phase, full.size >= fullSize else { return }
        var end = ChainEnd()
        end.newest = full.number
        do throws(AuditFailure) {
            try beginSegment(after: end, at: written, .rotation, [])
            full.file.isRetired.store(true, ordering: .releasing)
            fullSize = folder.options.segmentBytes
            acknowledge()
        } catch {
            guard trouble.beginsSegment else {
                fullSize = full.size + max(1 << 20, folder.options.segmentBytes / 16)
                return
            }
            full.file.isRetired.store(true, ordering: .releasing)
            trouble.failure = error
            phase = .failed(error)
        }
    }

    /// The lines in the buffer, each with its line feed.
    private var waitingLines: [ArraySlice<UInt8>] {
        let bytes = line.bytes
        return bytes.split(separator: 0x0A).map { bytes[$0.startIndex...$0.endIndex] }
    }

    /// How many of the lines end with the record at a position; nil when none is that record.
    private func place(of position: Position, among lines: [ArraySlice<UInt8>]) -> Int? {
        guard position.seq > written.seq, position.seq - written.seq <= UInt64(lines.count) else { return nil }
        let count = Int(position.seq - written.seq)
        let line = lines[count - 1]
        return Digest(of: line.span.bytes) == position.digest ? count : nil
    }

    /// Makes a file and writes its first record into it, and behind that the lines, chained anew behind `position`.
    ///
    /// When the file cannot be made, nothing has changed. When it cannot be written to, `trouble.beginsSegment` is set
    /// and the buffer holds what is to be written.
    private mutating func beginSegment(
        after end: ChainEnd,
        at position: Position,
        _ reason: SegmentReason,
        _ lines: [ArraySlice<UInt8>]
    ) throws(AuditFailure) {
        // An empty file is what an attempt left that got no further: it is taken again.
        let takesEmpty = end.newestIsEmpty && end.newest >= newestSegment
        let number = takesEmpty ? end.newest : max(end.newest, newestSegment) + 1
        var segment = try Segment.make(SegmentName(writer: writer, number: number), in: folder)
        newestSegment = number
        if folder.options.sync == .batch { folder.watch(segment.file) }
        // Of the lines that wait, the last ones may have been appended after the write that failed.
        let kept = UInt64(lines.count) - min(UInt64(lines.count), last.seq &- trouble.lastUnacknowledged)
        line = Line()
        line.removeAll(keeping: AuditLog.keptBytes)
        trouble.beginsSegment = true
        written = position
        last = position
        putSegmentRecord(number, reason, torn: end.torn, kept: kept)
        let first = last
        chain(lines)
        try segment.append(line.bytes.span.bytes, folder.calls)
        try Head(segment: number, position: first, state: .open).write(to: headFile, writer: writer)
        if folder.options.sync == .always {
            for file in [segment.file, headFile, folder.directory] { try folder.synchronize(file) }
        }
        phase = .open(segment)
    }

    /// Appends the first record of a segment.
    private mutating func putSegmentRecord(_ number: UInt64, _ reason: SegmentReason, torn: [TornTail], kept: UInt64) {
        begin("segment", at: time)
        line.member("segment", number)
        line.member("run", folder.run)
        line.member("writers", UInt(folder.writers))
        line.member("after", reason.rawValue)
        if !torn.isEmpty {
            line.put(#","torn":["#)
            for (index, tail) in torn.enumerated() {
                line.put(index == 0 ? #"{"segment":"# : #",{"segment":"#)
                line.integer(tail.segment)
                line.member("bytes", UInt(tail.count))
                line.put(#","sha256":""#)
                line.hexadecimal(tail.digest)
                line.put(#""}"#)
            }
            line.put("]")
        }
        if let failure = trouble.failure {
            line.put(#","failure":{"error":"#)
            line.string(failure.systemName)
            if let first = trouble.firstUnacknowledged { line.member("firstUnacknowledged", first) }
            line.member("kept", kept)
            line.member("dropped", trouble.dropped)
            line.put("}")
        }
        seal()
    }
}
