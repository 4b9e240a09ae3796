// A log from one start to the next: the chain, segments, what a killed process leaves, and what is refused.

import Foundation
import Glibc
import Synchronization
import Testing

@testable import Audit

@Suite("Log")
struct LogTests {
    /// A run with one writer, which ends without closing its log unless it is told to.
    func run(
        _ folder: TestFolder,
        closing: Bool = false,
        options: AuditOptions = AuditOptions(),
        _ texts: [String]
    ) throws {
        let audit = try AuditFolder(path: folder.path, writers: 1, options: options)
        var log = try audit.openLog(writer: 0, at: someTime)
        for text in texts {
            log.append(text)
            try log.write()
        }
        if closing { try log.close(at: someTime) }
    }

    func reasons(_ folder: TestFolder) throws -> [String?] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        return try names.compactMap(SegmentName.init).sorted().map { name in
            let line = try folder.bytes(name.text).prefix { $0 != 0x0A }
            return RecordValue(line)?["after"]?.string
        }
    }

    @Test("each line names the digest of the line before, as sha256sum prints it")
    func chain() throws {
        let folder = try TestFolder()
        try run(folder, closing: true, ["SELECT 1", "SELECT 'ü\n'"])
        try run(folder, closing: true, ["SELECT 2"])
        var before = String(repeating: "0", count: 64)
        for (index, line) in try (folder.lines(1) + folder.lines(2)).enumerated() {
            #expect(line.hasPrefix(#"{"version":1,"writer":0,"seq":\#(index + 1),"prev":"\#(before)","time":""#))
            let sum = Process()
            sum.executableURL = URL(filePath: "/usr/bin/env")
            sum.arguments = ["sha256sum"]
            let (input, output) = (Pipe(), Pipe())
            (sum.standardInput, sum.standardOutput) = (input, output)
            try sum.run()
            input.fileHandleForWriting.write(Data((line + "\n").utf8))
            try input.fileHandleForWriting.close()
            before = String(decoding: output.fileHandleForReading.readDataToEndOfFile().prefix(64), as: UTF8.self)
            sum.waitUntilExit()
        }
        #expect(try reasons(folder) == ["first", "stop"])
    }

    @Test("a process that ended without closing is continued, and it is said")
    func crash() throws {
        let folder = try TestFolder()
        for _ in 0..<3 { try run(folder, ["SELECT 1"]) }
        #expect(try reasons(folder) == ["first", "crash", "crash"])
        let result = try AuditVerifier.verify(folder: folder.path)
        #expect(result.breaks == [])
        #expect(result.chains.map(\.records) == [6])
        #expect(result.chains.map(\.isClosed) == [false])
    }

    @Test("a torn last line stays as it is, and the next segment names it", arguments: [1, 5, 130, 300])
    func torn(count: Int) throws {
        let folder = try TestFolder()
        try run(folder, ["SELECT 1"])
        let line = Array(try folder.lines(1)[1].utf8)
        let handle = try FileHandle(forWritingTo: folder.url("audit-0-00000001.jsonl"))
        try handle.seekToEnd()
        handle.write(Data(line.prefix(count)))
        #expect(try AuditVerifier.verify(folder: folder.path).notes.map(\.what) == [.unfinishedEnd(bytes: count)])
        let before = try folder.bytes("audit-0-00000001.jsonl")
        try run(folder, ["SELECT 2"])
        #expect(try folder.bytes("audit-0-00000001.jsonl") == before)
        let record = try #require(RecordValue(Array(try folder.lines(2)[0].utf8)))
        #expect(record["after"] == .string("crash"))
        #expect(record["torn"]?.list?.first?["bytes"] == .number(UInt64(count)))
        let result = try AuditVerifier.verify(folder: folder.path)
        #expect(result.breaks == [])
        #expect(result.notes.map(\.what) == [.tornEnd(bytes: count)])
    }

    @Test("an empty file, and one with nothing but a torn line, are gone over")
    func noRecords() throws {
        let folder = try TestFolder()
        try run(folder, ["SELECT 1"])
        for (number, text) in [(2, #"{"version":1,"wri"#), (3, "x"), (4, "")] {
            try Data(text.utf8).write(to: folder.url("audit-0-0000000\(number).jsonl"))
            chmod(folder.url("audit-0-0000000\(number).jsonl").path(percentEncoded: false), 0o600)
        }
        try run(folder, ["SELECT 2"])
        let record = try #require(RecordValue(Array(try folder.lines(4)[0].utf8)))
        #expect(record["torn"]?.list?.map { $0["segment"]?.number } == [2, 3])
        #expect(try AuditVerifier.verify(folder: folder.path).breaks == [])
    }

    @Test("a segment that is full is followed by another one")
    func rotation() throws {
        let folder = try TestFolder()
        var options = AuditOptions()
        options.segmentBytes = 4096
        try run(folder, closing: true, options: options, (0..<50).map { "SELECT \($0)" })
        let reasons = try reasons(folder)
        #expect(reasons.count > 3)
        #expect(reasons == ["first"] + Array(repeating: "rotation", count: reasons.count - 1))
        let result = try AuditVerifier.verify(folder: folder.path)
        #expect(result.breaks == [])
        #expect(result.notes == [])
        #expect(result.chains.map(\.isClosed) == [true])
        #expect(result.chains.map(\.records) == [UInt64(51 + reasons.count)])
    }

    @Test("several writers have a chain each")
    func writers() throws {
        let folder = try TestFolder()
        let audit = try AuditFolder(path: folder.path, writers: 3, options: AuditOptions())
        try withLogs(audit, 3) { number, log in
            for _ in 0...number {
                log.append("SELECT \(number)")
                try log.write()
            }
        }
        let result = try AuditVerifier.verify(folder: folder.path)
        #expect(result.breaks == [])
        #expect(result.chains.map(\.writer) == [0, 1, 2])
        #expect(result.chains.map(\.records) == [2, 3, 4])
    }

    private func withLogs(_ audit: AuditFolder, _ count: Int, _ body: (Int, inout AuditLog) throws -> Void) throws {
        for number in 0..<count {
            var log = try audit.openLog(writer: number, at: someTime)
            try body(number, &log)
        }
    }

    @Test("a long statement is one line, and the buffer is given back")
    func longStatement() throws {
        let folder = try TestFolder()
        let audit = try AuditFolder(path: folder.path, writers: 1, options: AuditOptions())
        var log = try audit.openLog(writer: 0, at: someTime)
        // Most of it plain, so that it does not take a debug build long; each control character becomes six bytes.
        let text = [UInt8](repeating: 0x61, count: 2 << 20) + [UInt8](repeating: 0x07, count: 10000)
        log.append(Intent.sample(), statement: text.span.bytes)
        try log.write()
        #expect(log.line.bytes.capacity <= 2 * AuditLog.keptBytes)
        log.append("SELECT 1")
        try log.write()
        try log.close(at: someTime)
        #expect(try folder.lines(1)[1].utf8.count > 2 << 20 + 60000)
        let result = try AuditVerifier.verify(folder: folder.path)
        #expect(result.breaks == [])
        #expect(result.chains.map(\.records) == [4])
    }

    @Test("a clock that goes backwards changes the time and nothing else")
    func clock() throws {
        let folder = try TestFolder()
        let audit = try AuditFolder(path: folder.path, writers: 1, options: AuditOptions())
        var log = try audit.openLog(writer: 0, at: someTime)
        for time in [someTime, WallTime(nanoseconds: 0), WallTime(nanoseconds: -1), someTime] {
            var intent = Intent.sample()
            intent.time = time
            log.append(intent, statement: [UInt8]().span.bytes)
            try log.write()
        }
        try log.close(at: WallTime(nanoseconds: 0))
        let result = try AuditVerifier.verify(folder: folder.path)
        #expect(result.breaks == [])
        #expect(result.chains.map(\.records) == [6])
    }

    @Test("a closed log takes nothing more, and says so")
    func closed() throws {
        let folder = try TestFolder()
        let audit = try AuditFolder(path: folder.path, writers: 1, options: AuditOptions())
        var log = try audit.openLog(writer: 0, at: someTime)
        try log.close(at: someTime)
        let size = try folder.bytes("audit-0-00000001.jsonl").count
        log.append("SELECT 1")
        do throws(AuditFailure) {
            try log.write()
            Issue.record("nothing was thrown")
        } catch { #expect(error == .closed) }
        #expect(try folder.bytes("audit-0-00000001.jsonl").count == size)
    }

    @Test("forced to the disk at once, in batches, or never", arguments: AuditOptions.Sync.allCases)
    func syncing(sync: AuditOptions.Sync) throws {
        let folder = try TestFolder()
        var options = AuditOptions()
        options.sync = sync
        options.segmentBytes = 4096
        let count = Counter()
        var calls = FileCalls.system
        calls.synchronize = { descriptor in
            count.add()
            return FileCalls.system.synchronize(descriptor)
        }
        let audit = try AuditFolder(path: folder.path, writers: 1, options: options, calls: calls)
        var log = try audit.openLog(writer: 0, at: someTime)
        let opened = count.value
        #expect(opened == (sync == .always ? 3 : 0))
        for _ in 0..<3 {
            log.append("SELECT 1")
            try log.write()
        }
        #expect(count.value - opened == (sync == .always ? 3 : 0))
        try audit.sync()
        // Segment, head file and folder.
        #expect(count.value == (sync == .always ? 6 : sync == .batch ? 3 : 0))
        try audit.sync()
        #expect(count.value == (sync == .always ? 6 : sync == .batch ? 3 : 0))
        for _ in 0..<30 {
            log.append("SELECT 1")
            try log.write()
        }
        try audit.sync()
        try log.close(at: someTime)
        #expect(try AuditVerifier.verify(folder: folder.path).breaks == [])
    }
}

/// A number that closures count up.
final class Counter: Sendable {
    private let number = Mutex(0)
    var value: Int { number.withLock { $0 } }
    func add() { number.withLock { $0 += 1 } }
}
