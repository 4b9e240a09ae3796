// A record as one line for people.

/// What a record says, in words. Its texts are a client's own: whoever prints them makes them visible first.
public struct RecordText: Equatable, Sendable {
    /// How good the news is.
    public enum Tone: Equatable, Sendable {
        /// Something was permitted or went well.
        case good
        /// Something was refused or went wrong.
        case bad
        /// Neither.
        case plain
    }

    /// The time, without what is below a millisecond.
    public let time: String
    /// Writer and number, as in `0:42`.
    public let number: String
    /// The session's name; empty for what belongs to none.
    public let session: String
    /// The word to look at, such as `permit`.
    public let word: String
    /// How good the news is.
    public let tone: Tone
    /// Everything else.
    public let text: String

    /// Puts a line into words; nil when it is no record.
    public init?(_ line: TailLine) {
        guard let header = LineHeader(line.bytes.span.bytes) else { return nil }
        time = header.time.prefix(23) + "Z"
        number = "\(header.writer):\(header.seq)"
        guard let record = RecordValue(line.bytes) else {
            (session, word, tone) = ("", header.kind.rawValue, .plain)
            text = "not shown: \(line.bytes.count) bytes, damaged or too long"
            return
        }
        session = record["session"]?.string ?? ""
        (word, tone, text) = RecordText.words(header.kind, record)
    }

    private static func words(_ kind: RecordKind, _ record: RecordValue) -> (String, Tone, String) {
        switch kind {
        case .login: return ("login", .good, "\(who(record)) from \(string(record, "client")), \(origin(record))")
        case .loginRefused:
            let text = "\(who(record)) from \(string(record, "client")): \(string(record, "reason"))"
            return ("refused", .bad, text + codes(record))
        case .logout: return ("logout", .plain, "\(who(record)): \(string(record, "reason"))")
        case .decision, .intent: return intent(record)
        case .outcome: return outcome(record)
        case .reload: return reload(record)
        case .segment: return segment(record)
        case .stop: return ("stop", .plain, "the log was closed")
        }
    }

    private static func string(_ record: RecordValue, _ name: String) -> String { record[name]?.string ?? "?" }

    /// `ada@shop (agent)`.
    private static func who(_ record: RecordValue) -> String {
        let principal = record["principal"]
        let kind = principal?["kind"]?.string.map { " (\($0))" } ?? ""
        return "\(principal?["user"]?.string ?? "?")@\(string(record, "database"))\(kind)"
    }

    private static func origin(_ record: RecordValue) -> String {
        [record["application"]?.string, record["authentication"]?.string, record["tls"]?.string ?? "no TLS"]
            .compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ", ")
    }

    private static func codes(_ record: RecordValue) -> String {
        let codes = [record["code"]?.string, record["sqlState"]?.string].compactMap { $0 }
        return codes.isEmpty ? "" : " (\(codes.joined(separator: ", ")))"
    }

    private static func intent(_ record: RecordValue) -> (String, Tone, String) {
        let verdict = string(record, "verdict")
        let tone: Tone = verdict == Judgement.Verdict.permit.rawValue ? .good : .bad
        var text = "#\(record["intent"]?.number ?? 0) \(string(record, "exchange")) \(who(record))"
        let reasons = ["codes", "rules"].flatMap { record[$0]?.list ?? [] }.compactMap(\.string)
        if !reasons.isEmpty { text += " [\(reasons.joined(separator: ", "))]" }
        text += ": " + shortened(string(record, "statement"))
        if let parameters = record["parameters"]?.list, !parameters.isEmpty {
            text += " <- " + shortened(parameters.map(value).joined(separator: ", "))
        }
        return (verdict, tone, text)
    }

    private static func value(_ parameter: RecordValue) -> String {
        if parameter == .null { return "NULL" }
        let more = parameter["bytes"]?.number.map { " (of \($0) bytes)" } ?? ""
        if let text = parameter["text"]?.string { return "'\(shortened(text))'\(more)" }
        let base64 = parameter["binary"]?.string ?? parameter["textBase64"]?.string ?? "?"
        return "base64 \(shortened(base64))\(more)"
    }

    private static func outcome(_ record: RecordValue) -> (String, Tone, String) {
        let status = string(record, "status")
        let tone: Tone = status == Outcome.Status.complete.rawValue ? .good : .bad
        var parts = ["#\(record["intent"]?.number ?? 0).\(record["statement"]?.number ?? 0)"]
        if let state = record["sqlState"]?.string { parts.append(state) }
        if let tag = record["tag"]?.string { parts.append(shortened(tag)) }
        if let rows = record["rows"]?.number { parts.append("\(rows) \(rows == 1 ? "row" : "rows")") }
        if let time = record["microseconds"]?.number { parts.append("\(time / 1000).\(time % 1000 / 100) ms") }
        return (status, tone, parts.joined(separator: ", "))
    }

    private static func reload(_ record: RecordValue) -> (String, Tone, String) {
        let subject = record["database"]?.string.map { "catalog of \($0)" } ?? "policy"
        let problem = record["problem"]?.string
        let epoch = record["epoch"]?.string.map { ", in force is \($0)" } ?? ""
        return ("reload", problem == nil ? .plain : .bad, "\(subject)\(problem.map { ": \($0)" } ?? "")\(epoch)")
    }

    private static func segment(_ record: RecordValue) -> (String, Tone, String) {
        guard let segment = SegmentRecord(record) else { return ("segment", .bad, "not understood") }
        let (tone, before): (Tone, String) =
            switch segment.reason {
            case .first: (.plain, ", the writer's first")
            case .stop: (.plain, "; the log before was closed")
            case .rotation: (.plain, "; the one before was full")
            case .crash: (.bad, "; the process before ended without closing the log")
            case .failure: (.bad, " after a write that failed")
            case .loss: (.bad, "; records before it are missing")
            case .noHead: (.bad, "; the head file was missing or not readable")
            }
        var text = "\(segment.segment) begins\(before)"
        for tail in segment.torn { text += "; segment \(tail.segment) ends with \(tail.count) bytes of a line" }
        if let failure = segment.failure {
            text += "; \(failure.error): \(failure.kept) records of it follow, \(failure.dropped) were dropped"
        }
        return ("segment", tone, text)
    }

    /// On one line, and no longer than a few.
    private static func shortened(_ text: String) -> String {
        var result = ""
        var isSpace = false
        for scalar in text.unicodeScalars {
            if scalar == " " || scalar == "\n" || scalar == "\t" || scalar == "\r" {
                isSpace = !result.isEmpty
                continue
            }
            if result.utf8.count >= maxBytes { return result + "..." }
            if isSpace { result += " " }
            isSpace = false
            result.unicodeScalars.append(scalar)
        }
        return result
    }

    private static let maxBytes = 400
}
