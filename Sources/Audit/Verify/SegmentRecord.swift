// The first record of a segment, read back.

/// What the first record of a segment says.
struct SegmentRecord: Equatable {
    /// A write that had failed.
    struct Failure: Equatable {
        let error: String
        let kept: UInt64
        let dropped: UInt64
    }
    /// The segment's number.
    let segment: UInt64
    /// How many writers the run of the process had.
    let writers: Int
    /// What came before.
    let reason: SegmentReason
    /// Torn ends of the files before.
    let torn: [TornTail]
    /// The write that had failed; nil without.
    let failure: Failure?

    /// Reads it; nil when it is anything else.
    init?(_ record: RecordValue?) {
        guard let record, let segment = record["segment"]?.number, let writers = record["writers"]?.number,
            let writers = Int(exactly: writers), let reason = record["after"]?.string.flatMap(SegmentReason.init)
        else { return nil }
        let torn = (record["torn"]?.list ?? []).map(TornTail.init)
        let failure = record["failure"].map(Failure.init)
        guard !torn.contains(nil), failure != .some(nil) else { return nil }
        self.segment = segment
        self.writers = writers
        self.reason = reason
        self.torn = torn.compactMap { $0 }
        self.failure = failure.flatMap { $0 }
    }
}

extension TornTail {
    fileprivate init?(_ value: RecordValue) {
        guard let segment = value["segment"]?.number, let count = value["bytes"]?.number,
            let digits = value["sha256"]?.string, let digest = Digest(hexadecimal: Array(digits.utf8).span.bytes)
        else { return nil }
        self.init(segment: segment, count: Int(clamping: count), digest: digest)
    }
}

extension SegmentRecord.Failure {
    fileprivate init?(_ value: RecordValue) {
        guard let error = value["error"]?.string, let kept = value["kept"]?.number,
            let dropped = value["dropped"]?.number
        else { return nil }
        self.init(error: error, kept: kept, dropped: dropped)
    }
}
