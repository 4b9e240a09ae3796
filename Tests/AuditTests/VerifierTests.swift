// What a verification finds, and that no changed byte, line or file is missed.

import Foundation
import Glibc
import Testing

@testable import Audit

@Suite("Verifier")
struct VerifierTests {
    let folder: TestFolder

    /// Two writers; the first has three segments: one that was left open and torn, one that was full, and the one after.
    init() throws {
        folder = try TestFolder()
        var options = AuditOptions()
        for run in 0..<2 {
            options.segmentBytes = run == 0 ? 1 << 20 : 1500
            let audit = try AuditFolder(path: folder.path, writers: 2, options: options)
            for writer in 0..<2 {
                var log = try audit.openLog(writer: writer, at: someTime)
                for number in 0..<(writer == 0 ? 4 : 1) {
                    log.append("SELECT \(number)")
                    try log.write()
                }
                if run == 1 { try log.close(at: someTime) }
            }
            guard run == 0 else { continue }
            let handle = try FileHandle(forWritingTo: folder.url("audit-0-00000001.jsonl"))
            try handle.seekToEnd()
            handle.write(Data(#"{"version":1,"#.utf8))
        }
    }

    func verify(known: Set<KnownRecord> = []) throws -> Verification {
        try AuditVerifier.verify(folder: folder.path, known: known)
    }

    func change(_ name: String, _ body: (inout [UInt8]) -> Void) throws {
        var bytes = try folder.bytes(name)
        body(&bytes)
        try Data(bytes).write(to: folder.url(name))
    }

    var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0 != "lock" }.sorted() }
    }

    @Test("what was written is found to be so")
    func whole() throws {
        let result = try verify()
        #expect(result.breaks == [])
        #expect(result.notes.map(\.what) == [.tornEnd(bytes: 13)])
        #expect(result.notes.map(\.line) == [6])
        #expect(result.chains.map(\.segments) == [3, 2])
        #expect(result.chains.map(\.records) == [12, 5])
        #expect(result.chains.map(\.first) == [1, 1])
        #expect(result.chains.map(\.last?.seq) == [12, 5])
        #expect(result.chains.map(\.isClosed) == [true, true])
        let size = try names.filter { SegmentName($0) != nil }.map { try folder.bytes($0).count }.reduce(0, +)
        #expect(result.chains.map(\.bytes).reduce(0, +) == size)
    }

    @Test("no byte of a closed log can be changed, taken out or put in without being noticed")
    func everyByte() throws {
        for name in try names {
            let bytes = try folder.bytes(name)
            // A debug build takes long for all of them: it is another fourth of the bytes each time.
            for index in bytes.indices {
                let byte = bytes[index]
                try change(name) { bytes in
                    switch index % 4 {
                    case 0: bytes[index] = byte ^ 1
                    case 1: bytes[index] = byte ^ 0x80
                    case 2: bytes.remove(at: index)
                    default: bytes.insert(0x20, at: index)
                    }
                }
                #expect(try verify().breakCount > 0, "\(name), byte \(index)")
                try Data(bytes).write(to: folder.url(name))
            }
        }
        #expect(try verify().breaks == [])
    }

    @Test("no file can be taken away without being noticed, but the oldest segments of a writer")
    func everyFile() throws {
        for name in try names {
            let bytes = try folder.bytes(name)
            try FileManager.default.removeItem(at: folder.url(name))
            let result = try verify()
            if name.hasSuffix("-00000001.jsonl") {
                #expect(result.breaks == [])
                let first: UInt64 = name.hasPrefix("audit-0") ? 6 : 3
                #expect(result.notes.map(\.what).contains(.beginsWith(seq: first)))
            } else {
                #expect(result.breakCount > 0, "\(name)")
            }
            try Data(bytes).write(to: folder.url(name))
        }
        #expect(try verify().breaks == [])
    }

    @Test("no end of the newest segment can be cut off a closed log without being noticed")
    func everyEnd() throws {
        let name = "audit-0-00000003.jsonl"
        let bytes = try folder.bytes(name)
        for count in 0..<bytes.count {
            try Data(bytes[..<count]).write(to: folder.url(name))
            #expect(try verify().breaks.contains { $0.what == .missingRecord(writer: 0, seq: 12) }, "\(count)")
        }
    }

    @Test("everything of a writer cannot be taken away without being noticed")
    func writer() throws {
        for name in try names where name.contains("-1") { try FileManager.default.removeItem(at: folder.url(name)) }
        #expect(try verify().breaks.map(\.what) == [.missingWriter(1)])
    }

    @Test("lines cannot change places")
    func order() throws {
        let lines = try folder.bytes("audit-0-00000002.jsonl").split(separator: 0x0A)
        for first in lines.indices.dropLast() {
            var changed = lines
            changed.swapAt(first, first + 1)
            try Data(changed.flatMap { $0 + [0x0A] }).write(to: folder.url("audit-0-00000002.jsonl"))
            #expect(try verify().breakCount > 0)
        }
    }

    @Test("the first break is told with file and line")
    func place() throws {
        try change("audit-0-00000002.jsonl") { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            bytes = Array(text.replacingOccurrences(of: "SELECT 1", with: "SELECT 7").utf8)
        }
        let result = try verify()
        #expect(result.breaks == [Finding(file: "\(folder.path)/audit-0-00000002.jsonl", line: 4, what: .wrongDigest)])
        #expect(result.breakCount == 1)
    }

    @Test("a removed line is told by its number")
    func removedLine() throws {
        try change("audit-1-00000001.jsonl") { bytes in
            bytes = Array(bytes.split(separator: 0x0A)[0] + [0x0A])
        }
        #expect(try verify().breaks.map(\.what) == [.wrongNumber(expected: 2, found: 3)])
    }

    @Test("each kind of break is told", arguments: Changes.all)
    func kinds(change: Changes) throws {
        try change.make(self)
        let found = try verify().breaks.map(\.what)
        #expect(found.contains(change.expected), "\(found)")
    }

    /// A change of the folder, and what is found of it.
    struct Changes: CustomTestStringConvertible {
        let testDescription: String
        let expected: Finding.What
        let make: @Sendable (VerifierTests) throws -> Void

        static func text(_ name: String, _ old: String, _ new: String) -> @Sendable (VerifierTests) throws -> Void {
            { test in
                try test.change(name) { bytes in
                    let before = bytes
                    let text = String(decoding: bytes, as: UTF8.self)
                    guard let range = text.firstRange(of: old) else { return }
                    bytes = Array(text.replacingCharacters(in: range, with: new).utf8)
                    #expect(bytes != before)
                }
            }
        }

        static let all = [
            Changes(
                testDescription: "no record",
                expected: .notARecord,
                make: text("audit-0-00000002.jsonl", #""kind":"intent""#, #""kind":"intend""#)
            ),
            Changes(
                testDescription: "no JSON",
                expected: .notARecord,
                make: text("audit-0-00000002.jsonl", #""SELECT 0"}"#, #""SELECT 0"]"#)
            ),
            Changes(
                testDescription: "another writer",
                expected: .wrongWriter(1),
                make: text("audit-0-00000002.jsonl", #""writer":0"#, #""writer":1"#)
            ),
            Changes(
                testDescription: "another number of a segment",
                expected: .wrongBeginning,
                make: text("audit-0-00000002.jsonl", #""segment":2"#, #""segment":3"#)
            ),
            Changes(
                testDescription: "another torn end",
                expected: .unexplainedEnd(bytes: 12),
                make: { try $0.change("audit-0-00000001.jsonl") { $0.removeLast() } }
            ),
            Changes(
                testDescription: "no torn end",
                expected: .missingTornEnd(segment: 1),
                make: { test in
                    try test.change("audit-0-00000001.jsonl") { bytes in
                        bytes.removeSubrange((bytes.lastIndex(of: 0x0A) ?? 0) + 1..<bytes.count)
                    }
                }
            ),
            Changes(
                testDescription: "two segments in one file",
                expected: .segmentInside,
                make: { test in
                    let next = try test.folder.bytes("audit-1-00000002.jsonl")
                    try test.change("audit-1-00000001.jsonl") { $0 += next }
                }
            ),
            Changes(
                testDescription: "a record after the last one",
                expected: .afterStop,
                make: { test in
                    let line = try test.folder.lines(writer: 1, 2)[1]
                    try test.change("audit-1-00000002.jsonl") { $0 += Array(line.utf8) + [0x0A] }
                }
            ),
            Changes(
                testDescription: "no head file",
                expected: .missingHead(writer: 1),
                make: { try FileManager.default.removeItem(at: $0.folder.url("head-1.json")) }
            ),
            Changes(
                testDescription: "a link in the place of a file",
                expected: .missingRecord(writer: 1, seq: 5),
                make: { test in
                    let url = test.folder.url("audit-1-00000002.jsonl")
                    let target = test.folder.parent.appending(path: "target")
                    try FileManager.default.moveItem(at: url, to: target)
                    try FileManager.default.createSymbolicLink(at: url, withDestinationURL: target)
                }
            ),
        ]
    }

    @Test("a noted record is looked for, so that a chain that was made anew is noticed")
    func known() throws {
        let noted = try #require(try verify().chains[1].last)
        #expect(KnownRecord(noted.description) == noted)
        #expect(try verify(known: [noted]).breaks == [])
        for name in try names where name.contains("-1") { try FileManager.default.removeItem(at: folder.url(name)) }
        let audit = try AuditFolder(path: folder.path, writers: 2, options: AuditOptions())
        var log = try audit.openLog(writer: 1, at: someTime)
        for _ in 0..<9 { log.append("SELECT 'nothing to see here'") }
        try log.close(at: someTime)
        #expect(try verify().breaks == [])
        #expect(try verify(known: [noted]).breaks.map(\.what) == [.missingRecord(writer: 1, seq: 5)])
    }

    @Test("a noted record is read only as it is printed")
    func notedText() {
        let digits = String(repeating: "0a", count: 32)
        #expect(KnownRecord("0:1:\(digits)")?.description == "0:1:\(digits)")
        for wrong in [
            "", "0:1", "0:0:\(digits)", "00:1:\(digits)", "0:1:\(digits)0", "0:1:\(digits.uppercased())",
            "-1:1:\(digits)",
        ] {
            #expect(KnownRecord(wrong) == nil, "\(wrong)")
        }
    }

    @Test("files that are given are verified wherever they are")
    func files() throws {
        let paths = try names.filter { SegmentName($0) != nil }.map { folder.url($0).path(percentEncoded: false) }
        let whole = AuditVerifier.verify(files: paths)
        #expect(whole.breaks == [])
        #expect(whole.chains.map(\.records) == [12, 5])
        let one = AuditVerifier.verify(files: [paths[1]])
        #expect(one.breaks == [])
        #expect(one.notes.map(\.what) == [.beginsWith(seq: 6)])
        let gap = AuditVerifier.verify(files: [paths[0], paths[2]])
        #expect(gap.breakCount == 2)
        let missing = AuditVerifier.verify(files: ["/nowhere/audit-0-00000001.jsonl", "/nowhere/other"])
        #expect(
            missing.breaks.map(\.what) == [
                .unreadable(.file(path: "/nowhere/audit-0-00000001.jsonl", SystemError(ENOENT)))
            ]
        )
        #expect(missing.notes.map(\.what) == [.strangeFile])
    }

    @Test("a folder that cannot be read is an error")
    func noFolder() {
        do throws(AuditFailure) {
            _ = try AuditVerifier.verify(folder: "/nowhere")
            Issue.record("nothing was thrown")
        } catch { #expect(error == .folder(path: "/nowhere", SystemError(ENOENT))) }
    }

    @Test("a removed newest segment is noticed at the next start, and the loss stays visible")
    func loss() throws {
        try FileManager.default.removeItem(at: folder.url("audit-0-00000003.jsonl"))
        let audit = try AuditFolder(path: folder.path, writers: 1, options: AuditOptions())
        var log = try audit.openLog(writer: 0, at: someTime)
        log.append("SELECT 1")
        try log.close(at: someTime)
        let what = try verify().breaks.map(\.what)
        #expect(what.contains(.noticedLoss))
        #expect(what.contains { if case .wrongNumber = $0 { true } else { false } })
    }

    @Test("a removed head file is noticed at the next start")
    func noHead() throws {
        try FileManager.default.removeItem(at: folder.url("head-0.json"))
        let audit = try AuditFolder(path: folder.path, writers: 1, options: AuditOptions())
        var log = try audit.openLog(writer: 0, at: someTime)
        try log.close(at: someTime)
        let result = try verify()
        #expect(result.breaks == [])
        #expect(result.notes.map(\.what) == [.tornEnd(bytes: 13), .noticedMissingHead])
    }

    @Test("segments that held no record may be gone")
    func skipped() throws {
        let audit = try AuditFolder(path: folder.path, writers: 1, options: AuditOptions())
        try Data().write(to: folder.url("audit-0-00000004.jsonl"))
        try Data("x".utf8).write(to: folder.url("audit-0-00000005.jsonl"))
        for number in 4...5 { chmod(folder.url("audit-0-0000000\(number).jsonl").path(percentEncoded: false), 0o600) }
        var log = try audit.openLog(writer: 0, at: someTime)
        try log.close(at: someTime)
        #expect(try verify().breaks == [])
        try FileManager.default.removeItem(at: folder.url("audit-0-00000004.jsonl"))
        #expect(try verify().notes.map(\.what) == [.tornEnd(bytes: 13), .skippedSegment(4), .tornEnd(bytes: 1)])
    }

    @Test("the names of findings are those of breaks or of notes, each once")
    func names_() {
        let all: [Finding.What] = [
            .notARecord, .wrongWriter(1), .wrongNumber(expected: 1, found: 2), .wrongDigest, .wrongBeginning,
            .segmentInside,
            .afterStop, .unexplainedEnd(bytes: 1), .missingTornEnd(segment: 1), .missingRecord(writer: 1, seq: 1),
            .missingHead(writer: 1), .missingWriter(1), .noticedLoss, .unreadable(.closed), .beginsWith(seq: 2),
            .tornEnd(bytes: 1), .unfinishedEnd(bytes: 1), .skippedSegment(1),
            .failedWrite(error: "EIO", kept: 0, dropped: 0), .noticedMissingHead, .strangeFile,
        ]
        #expect(Set(all.map(\.name)).count == all.count)
        #expect(all.filter(\.isBreak).count == 14)
    }
}
