// A disk that is full, slow to take a line, or broken: nothing goes on without its record, and no record is glued to half
// of another one.

import Foundation
import Glibc
import Synchronization
import Testing

@testable import Audit

/// A disk that answers as it is told to.
final class Disk: Sendable {
    struct State {
        /// The bytes that it still takes; nil for any number.
        var room: Int?
        /// The bytes that it takes at once; nil for any number.
        var piece: Int?
        /// What it says when it has no more room.
        var error = ENOSPC
        /// Whether each call is interrupted once before it does anything.
        var interrupts = false
        var wasInterrupted = false
        /// What forcing to the disk fails with.
        var syncError: Int32 = 0
    }
    let state = Mutex(State())

    func set(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }

    var calls: FileCalls {
        FileCalls(
            write: { descriptor, bytes in
                self.state.withLock { state in
                    if state.interrupts, !state.wasInterrupted {
                        state.wasInterrupted = true
                        return -Int(EINTR)
                    }
                    state.wasInterrupted = false
                    let count = min(bytes.count, state.piece ?? .max, state.room ?? .max)
                    guard count > 0 else { return -Int(state.error) }
                    state.room? -= count
                    return FileCalls.system.write(descriptor, UnsafeRawBufferPointer(rebasing: bytes[..<count]))
                }
            },
            synchronize: { _ in self.state.withLock { -Int($0.syncError) } }
        )
    }
}

@Suite("Failures")
struct FailureTests {
    let folder: TestFolder
    let disk = Disk()
    let audit: AuditFolder

    init() throws {
        folder = try TestFolder()
        audit = try AuditFolder(path: folder.path, writers: 1, options: AuditOptions(), calls: disk.calls)
    }

    /// What a write comes to; nil when it works.
    func write(_ log: inout AuditLog) -> AuditFailure? {
        do throws(AuditFailure) {
            try log.write()
            return nil
        } catch { return error }
    }

    func path(_ number: Int) -> String { "\(folder.path)/audit-0-0000000\(number).jsonl" }

    /// All records of the folder, in order.
    func records() throws -> [RecordValue] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).compactMap(SegmentName.init)
        return try names.sorted().flatMap { name in
            let bytes = try folder.bytes(name.text)
            // What stands behind the last line feed is no record, even if only the line feed is missing.
            let end = bytes.lastIndex(of: 0x0A) ?? 0
            return bytes[..<end].split(separator: 0x0A).compactMap { RecordValue($0) }
        }
    }

    func statements() throws -> [String] { try records().compactMap { $0["statement"]?.string } }

    @Test("interrupted and short writes end in whole lines", arguments: [1, 7, 100])
    func short(piece: Int) throws {
        disk.set { ($0.piece, $0.interrupts) = (piece, true) }
        var log = try audit.openLog(writer: 0, at: someTime)
        for number in 0..<10 {
            log.append("SELECT \(number)")
            #expect(write(&log) == nil)
        }
        #expect(try statements() == (0..<10).map { "SELECT \($0)" })
        #expect(try AuditVerifier.verify(folder: folder.path).breaks == [])
    }

    @Test("room that ends anywhere leaves a chain that holds, and everything is in it once there is room again")
    func full() throws {
        var log = try audit.openLog(writer: 0, at: someTime)
        log.append("SELECT 2")
        let first = log.waitingBytes
        log.append("SELECT 3")
        let both = log.waitingBytes
        let ends = [0, first, both].flatMap { max(0, $0 - 2)...$0 + 2 }
        for room in Set(ends).union(stride(from: 0, to: both, by: 17)).sorted() {
            let test = try FailureTests()
            try test.full(room: room)
        }
    }

    func full(room: Int) throws {
        var log = try audit.openLog(writer: 0, at: someTime)
        log.append("SELECT 1")
        #expect(write(&log) == nil)
        disk.set { $0.room = room }
        log.append("SELECT 2")
        log.append("SELECT 3")
        let size = log.waitingBytes
        guard room < size else { return #expect(write(&log) == nil) }
        #expect(write(&log) == .write(path: path(1), SystemError(ENOSPC)))
        #expect(log.failure == .write(path: path(1), SystemError(ENOSPC)))
        let torn = try AuditVerifier.verify(folder: folder.path)
        #expect(torn.breaks == [], "\(room)")
        // Still no room: an empty file is made, and no more than one.
        for _ in 0..<3 { #expect(write(&log) == .write(path: path(2), SystemError(ENOSPC))) }
        log.append("SELECT 4")
        #expect(write(&log) == .write(path: path(2), SystemError(ENOSPC)))
        disk.set { $0.room = nil }
        log.append("SELECT 5")
        #expect(write(&log) == nil)
        #expect(log.failure == nil)
        try log.close(at: someTime)
        #expect(try statements() == (1...5).map { "SELECT \($0)" }, "\(room)")
        let result = try AuditVerifier.verify(folder: folder.path)
        #expect(result.breaks == [], "\(room)")
        let record = try #require(try records().first { $0["after"] == .string("failure") })
        // Three of the statements after the first were in writes that failed; as many as are not in the first file follow.
        let inFirst = UInt64(try folder.bytes("audit-0-00000001.jsonl").count { $0 == 0x0A } - 2)
        #expect(record["failure"]?["error"] == .string("ENOSPC"))
        #expect(record["failure"]?["firstUnacknowledged"] == .number(3))
        #expect(record["failure"]?["kept"] == .number(3 - inFirst), "\(room)")
        #expect(record["failure"]?["dropped"] == .number(0))
    }

    @Test("room that comes in drops is used up without a break", arguments: [50, 333, 700, 1500])
    func drops(room: Int) throws {
        var log = try audit.openLog(writer: 0, at: someTime)
        disk.set { $0.room = 0 }
        for number in 0..<40 {
            log.append("SELECT \(number)")
            disk.set { $0.room = room }
            _ = write(&log)
        }
        disk.set { $0.room = nil }
        try log.close(at: someTime)
        #expect(try statements() == (0..<40).map { "SELECT \($0)" })
        #expect(try AuditVerifier.verify(folder: folder.path).breaks == [])
    }

    @Test("a process that is killed while the disk is full is continued like any other")
    func killed() throws {
        for room in stride(from: 0, to: 900, by: 13) {
            let test = try FailureTests()
            try test.killed(room: room)
        }
    }

    func killed(room: Int) throws {
        do {
            var log = try audit.openLog(writer: 0, at: someTime)
            disk.set { $0.room = room }
            for _ in 0..<3 {
                log.append("SELECT 1")
                _ = write(&log)
            }
        }
        // This folder is locked by `audit`; what another process would find is a copy.
        let copy = try TestFolder()
        try FileManager.default.copyItem(atPath: folder.path, toPath: copy.path)
        let next = try AuditFolder(path: copy.path, writers: 1, options: AuditOptions())
        var log = try next.openLog(writer: 0, at: someTime)
        log.append("SELECT 2")
        try log.write()
        try log.close(at: someTime)
        #expect(try AuditVerifier.verify(folder: copy.path).breaks == [], "\(room)")
    }

    @Test(
        "any error of the disk is told, and no record follows it in that file",
        arguments: [EIO, EDQUOT, EFBIG, EBADF, EROFS]
    )
    func errors(number: Int32) throws {
        var log = try audit.openLog(writer: 0, at: someTime)
        disk.set { ($0.room, $0.error) = (10, number) }
        log.append("SELECT 1")
        #expect(write(&log) == .write(path: path(1), SystemError(number)))
        disk.set { $0.room = nil }
        #expect(write(&log) == nil)
        #expect(try folder.lines(1).count == 2)
        #expect(try statements() == ["SELECT 1"])
        #expect(try AuditVerifier.verify(folder: folder.path).breaks == [])
    }

    @Test("a segment that is removed, cut or written to is noticed, and the loss stays visible")
    func changed() throws {
        let line = Data("not ours\n".utf8)
        for change: (URL) throws -> Void in [
            { try FileManager.default.removeItem(at: $0) },
            { try #require(truncate($0.path(percentEncoded: false), 0) == 0) },
            { try #require(truncate($0.path(percentEncoded: false), 300) == 0) },
            { url in
                let handle = try FileHandle(forWritingTo: url)
                try handle.seekToEnd()
                handle.write(line)
            },
        ] {
            let test = try FailureTests()
            var log = try test.audit.openLog(writer: 0, at: someTime)
            for number in 0..<5 {
                log.append("SELECT \(number)")
                try log.write()
            }
            try change(test.folder.url("audit-0-00000001.jsonl"))
            log.append("SELECT 5")
            #expect(test.write(&log) == .changed(path: test.path(1)))
            _ = test.write(&log)
            let result = try AuditVerifier.verify(folder: test.folder.path)
            #expect(result.breakCount > 0)
        }
    }

    @Test("forcing to the disk that fails is told at once, and what was written is gone on from")
    func always() throws {
        let folder = try TestFolder()
        var options = AuditOptions()
        options.sync = .always
        let audit = try AuditFolder(path: folder.path, writers: 1, options: options, calls: disk.calls)
        var log = try audit.openLog(writer: 0, at: someTime)
        disk.set { $0.syncError = EIO }
        log.append("SELECT 1")
        #expect(write(&log) == .sync(path: "\(folder.path)/audit-0-00000001.jsonl", SystemError(EIO)))
        disk.set { $0.syncError = 0 }
        log.append("SELECT 2")
        #expect(write(&log) == nil)
        let record = try #require(RecordValue(Array(try folder.lines(2)[0].utf8)))
        #expect(record["failure"]?["firstUnacknowledged"] == .number(2))
        #expect(record["failure"]?["kept"] == .number(0))
        #expect(record["seq"] == .number(3))
        #expect(try AuditVerifier.verify(folder: folder.path).breaks == [])
    }

    @Test("forcing a batch to the disk that fails is told to both")
    func batch() throws {
        var log = try audit.openLog(writer: 0, at: someTime)
        log.append("SELECT 1")
        #expect(write(&log) == nil)
        disk.set { $0.syncError = EIO }
        var told: AuditFailure?
        do throws(AuditFailure) { try audit.sync() } catch { told = error }
        guard case .sync(_, SystemError(EIO))? = told else {
            Issue.record("sync() did not throw: \(String(describing: told))")
            return
        }
        disk.set { $0.syncError = 0 }
        log.append("SELECT 2")
        #expect(write(&log) == .sync(path: path(1), SystemError(EIO)))
        #expect(write(&log) == nil)
        #expect(try statements() == ["SELECT 1", "SELECT 2"])
        #expect(try AuditVerifier.verify(folder: folder.path).breaks == [])
    }

    @Test("records that there is no room for even in memory are counted, and their write does not seem to have worked")
    func dropped() throws {
        var log = try audit.openLog(writer: 0, at: someTime)
        disk.set { $0.room = 0 }
        let text = [UInt8](repeating: 0x61, count: 1 << 20)
        for _ in 0..<12 { log.append(Intent.sample(), statement: text.span.bytes) }
        // The first write that fails keeps what it was given.
        #expect(write(&log) != nil)
        for _ in 0..<3 { log.append(Intent.sample(), statement: text.span.bytes) }
        disk.set { $0.room = nil }
        #expect(write(&log) != nil)
        #expect(write(&log) == nil)
        log.append("SELECT 1")
        #expect(write(&log) == nil)
        let lines = try folder.lines(2)
        #expect(lines.dropFirst().map { $0.utf8.count > 1 << 20 } == Array(repeating: true, count: 12) + [false])
        let record = try #require(RecordValue(Array(lines[0].utf8)))
        #expect(record["failure"]?["kept"] == .number(12))
        #expect(record["failure"]?["dropped"] == .number(3))
        #expect(try AuditVerifier.verify(folder: folder.path).breaks == [])
    }

    @Test(
        "a full segment is gone on with while no other can be made, and an error comes with the next write at the latest"
    )
    func rotation() throws {
        for room in stride(from: 0, to: 400, by: 9) {
            let folder = try TestFolder()
            let disk = Disk()
            var options = AuditOptions()
            options.segmentBytes = 1
            let audit = try AuditFolder(path: folder.path, writers: 1, options: options, calls: disk.calls)
            var log = try audit.openLog(writer: 0, at: someTime)
            log.append("SELECT 1")
            let size = log.waitingBytes
            disk.set { $0.room = size + room }
            // The record itself is written, so this works.
            #expect(write(&log) == nil)
            log.append("SELECT 2")
            _ = write(&log)
            disk.set { $0.room = nil }
            log.append("SELECT 3")
            #expect(write(&log) == nil)
            try log.close(at: someTime)
            let result = try AuditVerifier.verify(folder: folder.path)
            #expect(result.breaks == [], "\(room)")
        }
    }
}
