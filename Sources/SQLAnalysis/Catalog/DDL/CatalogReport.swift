// What a DDL file holds beside what became of it: nothing is left out without being counted here.

/// The report of loading a DDL file.
public struct CatalogReport: Sendable, Equatable {
    /// A kind of statement or clause that was not followed.
    public struct Skipped: Sendable, Equatable {
        /// PostgreSQL's command tag, or close to it.
        public let what: String
        /// Why, in one line; empty when such statements are not followed at all.
        public let reason: String
        /// How many there were.
        public var count: Int
        /// The first of them.
        public let first: SourceRange
        /// The line of the first, counted from 1.
        public var line = 0
    }

    /// How many statements the file holds.
    public internal(set) var statements = 0
    /// Statements and clauses that were not followed: the snapshot may lack what they say.
    public internal(set) var skipped: [Skipped] = []
    /// Statements and clauses that say nothing about what a snapshot lists, by kind.
    public internal(set) var ofNoInterest: [String: Int] = [:]
    private var places: [String: Int] = [:]

    /// One finding for each kind that was skipped, code SG9010, at the first place.
    public var findings: [Finding] {
        skipped.map { entry in
            let reason = entry.reason.isEmpty ? "not followed" : entry.reason
            let times = entry.count == 1 ? "" : " (\(entry.count) times, first here)"
            return Finding(.schemaStatementSkipped, "\(entry.what): \(reason)\(times)", at: entry.first)
        }
    }

    /// Counts something that was not followed.
    mutating func skip(_ what: String, _ reason: String?, at range: SourceRange) {
        let reason = reason ?? ""
        let key = "\(what)\u{0}\(reason)"
        if let place = places[key] {
            skipped[place].count += 1
        } else {
            places[key] = skipped.count
            skipped.append(Skipped(what: what, reason: reason, count: 1, first: range))
        }
    }

    /// Counts something of no interest.
    mutating func pass(_ what: String) { ofNoInterest[what, default: 0] += 1 }

    /// Counts psql's meta-commands that pg_dump itself prints.
    mutating func metaCommands(_ count: Int) {
        if count > 0 { ofNoInterest["\\restrict and \\unrestrict"] = count }
    }

    /// Puts in the lines of what was skipped.
    mutating func findLines(in text: [UInt8]) {
        guard !skipped.isEmpty else { return }
        let lines = LineTable(text)
        for place in skipped.indices { skipped[place].line = lines.position(ofByte: skipped[place].first.start).line }
    }

    /// Two reports are equal when they count the same.
    public static func == (left: CatalogReport, right: CatalogReport) -> Bool {
        left.statements == right.statements && left.skipped == right.skipped && left.ofNoInterest == right.ofNoInterest
    }
}
