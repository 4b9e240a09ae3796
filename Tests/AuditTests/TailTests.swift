// The newest records, and the next ones as they come, over writers and segments.

import Foundation
import Glibc
import Testing

@testable import Audit

@Suite("Tail")
struct TailTests {
    let folder: TestFolder

    init() throws { folder = try TestFolder() }

    func later(_ seconds: Int64) -> WallTime { WallTime(nanoseconds: someTime.nanoseconds + seconds * 1_000_000_000) }

    func append(_ log: inout AuditLog, _ text: String, at seconds: Int64) throws {
        var intent = Intent.sample()
        intent.time = later(seconds)
        log.append(intent, statement: Array(text.utf8).span.bytes)
        try log.write()
    }

    /// The statements of lines, and the kind of what is none.
    func texts(_ lines: [TailLine]) -> [String] {
        lines.map { line in
            let record = RecordValue(line.bytes)
            return record?["statement"]?.string ?? record?["kind"]?.string ?? "?"
        }
    }

    @Test("the last lines of all writers come by their times, and go back over segments")
    func last() throws {
        var options = AuditOptions()
        options.segmentBytes = 1
        let audit = try AuditFolder(path: folder.path, writers: 2, options: options)
        var first = try audit.openLog(writer: 0, at: someTime)
        var second = try audit.openLog(writer: 1, at: someTime)
        for number in 1...4 {
            try append(&first, "a\(number)", at: Int64(10 * number))
            try append(&second, "b\(number)", at: Int64(10 * number + 5))
        }
        var tail = try AuditTail(folder: folder.path)
        // Each record is followed by the beginning of another segment, which has the same time.
        #expect(texts(try tail.last(6)) == ["b3", "segment", "a4", "segment", "b4", "segment"].suffix(6))
        #expect(try tail.last(100).count == 18)
        #expect(texts(try tail.last(1)) == ["segment"])
        #expect(try tail.last(0) == [])
        #expect(try tail.last(-1) == [])
    }

    @Test("what comes is seen once, over full segments and new writers, and no half of a line")
    func more() throws {
        var options = AuditOptions()
        options.segmentBytes = 1200
        let audit = try AuditFolder(path: folder.path, writers: 2, options: options)
        var first = try audit.openLog(writer: 0, at: someTime)
        try append(&first, "before", at: 1)
        var tail = try AuditTail(folder: folder.path)
        #expect(texts(try tail.last(1)) == ["before"])
        #expect(try tail.more() == [])
        var seen: [String] = []
        for number in 0..<20 {
            try append(&first, "\(number)", at: Int64(number))
            if number % 3 == 0 { seen += texts(try tail.more()) }
        }
        seen += texts(try tail.more())
        #expect(seen.filter { $0 != "segment" } == (0..<20).map(String.init))
        #expect(seen.contains("segment"))
        var second = try audit.openLog(writer: 1, at: someTime)
        try append(&second, "other", at: 30)
        #expect(texts(try tail.more()) == ["segment", "other"])
        #expect(try tail.more() == [])
        let name = try #require(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).compactMap(SegmentName.init).filter {
                $0.writer == 0
            }
            .max()
        )
        let handle = try FileHandle(forWritingTo: folder.url(name.text))
        try handle.seekToEnd()
        handle.write(Data("{\"half\":".utf8))
        #expect(try tail.more() == [])
        handle.write(Data("1}\n".utf8))
        #expect(try tail.more().map { String(decoding: $0.bytes, as: UTF8.self) } == [#"{"half":1}"#])
    }

    @Test("an empty folder has nothing, until it has")
    func empty() throws {
        let audit = try AuditFolder(path: folder.path, writers: 1, options: AuditOptions())
        var tail = try AuditTail(folder: folder.path)
        #expect(try tail.last(10) == [])
        var log = try audit.openLog(writer: 0, at: someTime)
        try append(&log, "first", at: 0)
        #expect(texts(try tail.more()) == ["segment", "first"])
    }

    @Test("a folder that is not there is an error")
    func noFolder() {
        #expect(throws: AuditFailure.folder(path: "/nowhere", SystemError(ENOENT))) {
            try AuditTail(folder: "/nowhere")
        }
    }

    @Test("each record is put into words")
    func words() throws {
        let audit = try AuditFolder(path: folder.path, writers: 1, options: AuditOptions())
        var log = try audit.openLog(writer: 0, at: someTime)
        log.append(
            SessionRecord(
                time: someTime,
                session: .sample,
                event: .login(authentication: "scram-sha-256", tls: "TLSv1.3")
            )
        )
        log.append("SELECT\n  1,   2")
        var outcome = Outcome(
            time: someTime,
            session: .sample,
            intent: 1,
            statement: 0,
            status: .complete,
            rows: 1,
            microseconds: 1234
        )
        log.append(outcome, tag: Array("SELECT 1".utf8).span.bytes)
        let values = Array("7north".utf8)
        let digest = Digest(of: values.span.bytes)
        let parameters = [
            Parameter(.text, 0..<1), Parameter(.text, nil),
            Parameter(.text, beginning: 1..<6, length: 9, digest: digest),
            Parameter(.binary, 0..<1),
        ]
        log.append(
            Intent.sample(.execute, number: 2),
            statement: Array("SELECT $1".utf8).span.bytes,
            parameters: parameters.span,
            values: values.span.bytes
        )
        var denied = Intent.sample(.parse, number: 3)
        denied.judgement = Judgement(.deny, rules: ["no"], codes: ["SG5002"], policyEpoch: "p", catalogEpoch: nil)
        log.append(denied, statement: Array(String(repeating: "x", count: 1000).utf8).span.bytes)
        (outcome.status, outcome.rows, outcome.sqlState) = (.error, nil, SQLStateCode("42501"))
        log.append(outcome, tag: [UInt8]().span.bytes)
        let state = try #require(SQLStateCode("28P01"))
        log.append(
            SessionRecord(
                time: someTime,
                session: .sample,
                event: .refused(code: nil, sqlState: state, reason: "wrong password")
            )
        )
        log.append(SessionRecord(time: someTime, session: .sample, event: .logout(reason: "terminated", requests: 3)))
        log.append(ReloadRecord(time: someTime, subject: .policy, epoch: "p2"))
        log.append(
            ReloadRecord(time: someTime, subject: .catalog(database: "shop"), epoch: nil, problem: "no connection")
        )
        try log.close(at: someTime)
        var tail = try AuditTail(folder: folder.path)
        let records = try tail.last(100).map { try #require(RecordText($0)) }
        #expect(records.allSatisfy { $0.time == "2026-09-23T10:11:12.123Z" })
        #expect(records.map(\.number) == (1...12).map { "0:\($0)" })
        #expect(records.map(\.session) == ["", "s1", "s1", "s1", "s1", "s1", "s1", "s1", "s1", "", "", ""])
        #expect(
            records.map { "\($0.word) \($0.tone) \($0.text)" } == [
                "segment plain 1 begins, the writer's first",
                "login good ada@shop (agent) from 127.0.0.1:50000, psql, scram-sha-256, TLSv1.3",
                "permit good #1 query ada@shop (agent) [reads]: SELECT 1, 2",
                "complete good #1.0, SELECT 1, 1 row, 1.2 ms",
                "permit good #2 execute ada@shop (agent) [reads]: SELECT $1 <- '7', NULL, 'north' (of 9 bytes), base64 Nw==",
                "deny bad #3 parse ada@shop (agent) [SG5002, no]: \(String(repeating: "x", count: 400))...",
                "error bad #1.0, 42501, 1.2 ms",
                "refused bad ada@shop (agent) from 127.0.0.1:50000: wrong password (28P01)",
                "logout plain ada@shop (agent): terminated", "reload plain policy, in force is p2",
                "reload bad catalog of shop: no connection", "stop plain the log was closed",
            ]
        )
        #expect(RecordText(TailLine(Array("no record".utf8))) == nil)
    }
}
