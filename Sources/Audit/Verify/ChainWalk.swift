// One writer's records from the first file to the last, each compared with the one before it.

/// What is known while walking along a chain.
struct ChainWalk {
    private(set) var chain: Verification.Chain
    private(set) var findings: [Finding] = []
    /// The records of a run that its segments speak of: how many writers it had.
    private(set) var writersOfRuns = 0

    /// The record before; nil at the beginning, and behind a line that could not be read.
    private var before: Position?
    private var kindBefore: RecordKind?
    private var isFirstRecord = true
    private var torn: [(file: String, line: Int, tail: TornTail)] = []
    private var firstNumber: UInt64?
    private var numberBefore: UInt64?
    /// The first of the numbers for which there is no file, since the last record; nil when there is one for each.
    private var skipped: UInt64?
    /// Records that have to be there.
    private var wanted: Set<KnownRecord>
    /// The segment of each of them that was found.
    private(set) var segments: [KnownRecord: UInt64] = [:]
    private var file = ""
    private var name: SegmentName

    /// Begins. `known` are records of this writer that have to be there.
    init(writer: Int, known: Set<KnownRecord>) {
        chain = Verification.Chain(writer: writer)
        wanted = known
        name = SegmentName(writer: writer, number: 0)
    }

    /// Walks through the next file.
    mutating func walk(_ descriptor: Descriptor, _ name: SegmentName) throws(AuditFailure) {
        file = descriptor.path
        self.name = name
        chain.segments += 1
        if firstNumber == nil { firstNumber = name.number }
        if let numberBefore, name.number > numberBefore + 1, skipped == nil { skipped = numberBefore + 1 }
        var walk = self
        try LineScanner.scan(descriptor) { walk.take($0) }
        self = walk
        numberBefore = name.number
    }

    /// Notes that a file could not be read. What follows cannot be compared with it.
    mutating func fail(_ failure: AuditFailure, _ path: String) {
        add(.unreadable(failure), path, nil)
        (before, isFirstRecord) = (nil, false)
    }

    /// Ends the walk.
    mutating func finish() {
        for end in torn { add(.unfinishedEnd(bytes: end.tail.count), end.file, end.line) }
        chain.last = before.map { KnownRecord(writer: chain.writer, $0) }
        chain.isClosed = kindBefore == .stop
        for record in wanted.sorted(by: { $0.seq < $1.seq }) {
            add(.missingRecord(writer: record.writer, seq: record.seq), file, nil)
        }
    }

    private mutating func add(_ what: Finding.What, _ file: String, _ line: Int?) {
        findings.append(Finding(file: file, line: line, what: what))
    }

    private mutating func take(_ line: ScannedLine) {
        chain.bytes += line.byteCount + (line.isWhole ? 1 : 0)
        guard line.isWhole else {
            let tail = TornTail(segment: name.number, count: line.byteCount, digest: line.digest)
            return torn.append((file, line.number, tail))
        }
        guard let header = LineHeader(line.beginning.span.bytes), line.isObject else {
            add(.notARecord, file, line.number)
            // The next line cannot be compared with this one; that this one is wrong was said.
            (before, isFirstRecord) = (nil, false)
            return
        }
        compare(header, line)
        if line.number == 1 {
            begin(header, line)
        } else if header.kind == .segment {
            add(.segmentInside, file, line.number)
        } else if kindBefore == .stop {
            add(.afterStop, file, line.number)
        }
        let position = Position(seq: header.seq, digest: line.digest)
        let record = KnownRecord(writer: chain.writer, position)
        if wanted.remove(record) != nil { segments[record] = name.number }
        if chain.first == nil { chain.first = header.seq }
        chain.records += 1
        (before, kindBefore, isFirstRecord) = (position, header.kind, false)
    }

    private mutating func compare(_ header: LineHeader, _ line: ScannedLine) {
        if header.writer != chain.writer { add(.wrongWriter(UInt64(clamping: header.writer)), file, line.number) }
        if let before {
            if header.seq != before.seq &+ 1 {
                add(.wrongNumber(expected: before.seq &+ 1, found: header.seq), file, line.number)
            } else if header.previous != before.digest {
                add(.wrongDigest, file, line.number)
            } else if let skipped {
                add(.skippedSegment(skipped), file, nil)
            }
        } else if isFirstRecord {
            if header.seq > 1 {
                add(.beginsWith(seq: header.seq), file, nil)
            } else if header.previous != .none || header.seq == 0 {
                add(.wrongDigest, file, line.number)
            }
        }
        skipped = nil
    }

    /// The first line of a file, which says what came before.
    private mutating func begin(_ header: LineHeader, _ line: ScannedLine) {
        guard header.kind == .segment, line.byteCount <= ScannedLine.beginningBytes,
            let record = SegmentRecord(RecordValue(line.beginning)), record.segment == name.number
        else { return add(.wrongBeginning, file, line.number) }
        writersOfRuns = max(writersOfRuns, record.writers)
        var said = record.torn
        for end in torn {
            if let index = said.firstIndex(of: end.tail) {
                said.remove(at: index)
                add(.tornEnd(bytes: end.tail.count), end.file, end.line)
            } else {
                add(.unexplainedEnd(bytes: end.tail.count), end.file, end.line)
            }
        }
        torn = []
        // Files before the first that is here may have been taken away.
        for tail in said where tail.segment >= firstNumber ?? 0 {
            add(.missingTornEnd(segment: tail.segment), file, line.number)
        }
        if let failure = record.failure {
            add(.failedWrite(error: failure.error, kept: failure.kept, dropped: failure.dropped), file, line.number)
        }
        switch record.reason {
        case .loss: add(.noticedLoss, file, line.number)
        case .noHead: add(.noticedMissingHead, file, line.number)
        case .first, .stop, .rotation, .crash, .failure: break
        }
    }

}
