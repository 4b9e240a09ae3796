// Which folders are used, and which are refused.

import Foundation
import Glibc
import Testing

@testable import Audit

@Suite("Folder")
struct FolderTests {
    func open(_ path: String, writers: Int = 1) throws(AuditFailure) -> AuditFolder {
        try AuditFolder(path: path, writers: writers, options: AuditOptions())
    }

    /// What opening a log comes to: nil when it can be.
    func failure(_ path: String) -> AuditFailure? {
        do throws(AuditFailure) {
            _ = try open(path).openLog(writer: 0, at: someTime)
            return nil
        } catch { return error }
    }

    @Test("the folder that it is to be in is not made")
    func noParent() throws {
        let folder = try TestFolder()
        #expect(failure(folder.path + "/inner") == .folder(path: folder.path + "/inner", SystemError(ENOENT)))
    }

    @Test("what is no folder is refused")
    func file() throws {
        let folder = try TestFolder()
        try Data().write(to: URL(filePath: folder.path))
        #expect(failure(folder.path) == .folder(path: folder.path, SystemError(ENOTDIR)))
    }

    @Test(
        "a folder that others may enter, read or change is refused",
        arguments: [0o701, 0o704, 0o710, 0o740, 0o755, 0o777]
    )
    func openFolder(mode: mode_t) throws {
        let folder = try TestFolder()
        #expect(failure(folder.path) == nil)
        chmod(folder.path, mode)
        guard case .unsafe(folder.path, let why)? = failure(folder.path) else {
            Issue.record("it was not refused")
            return
        }
        #expect(why == "others have rights on it (mode \(String(mode, radix: 8))); correct: chmod 700")
        chmod(folder.path, 0o700)
        #expect(failure(folder.path) == nil)
    }

    @Test("a file that others may read is refused", arguments: ["lock", "head-0.json", "audit-0-00000001.jsonl"])
    func openFile(name: String) throws {
        let folder = try TestFolder()
        #expect(failure(folder.path) == nil)
        chmod("\(folder.path)/\(name)", 0o640)
        guard case .unsafe("\(folder.path)/\(name)", _)? = failure(folder.path) else {
            Issue.record("it was not refused")
            return
        }
    }

    @Test(
        "a link in the place of a file is refused, and what it leads to stays as it is",
        arguments: ["lock", "head-0.json", "audit-0-00000001.jsonl", "audit-0-00000002.jsonl"]
    )
    func link(name: String) throws {
        let folder = try TestFolder()
        #expect(failure(folder.path) == nil)
        let target = folder.parent.appending(path: "target")
        try Data("precious\n".utf8).write(to: target)
        chmod(target.path(percentEncoded: false), 0o600)
        try? FileManager.default.removeItem(at: folder.url(name))
        try FileManager.default.createSymbolicLink(at: folder.url(name), withDestinationURL: target)
        #expect(failure(folder.path) == .unsafe(path: "\(folder.path)/\(name)", why: "it is a symbolic link"))
        #expect(try Data(contentsOf: target) == Data("precious\n".utf8))
    }

    @Test("a pipe in the place of a segment is refused without waiting for it")
    func pipe() throws {
        let folder = try TestFolder()
        #expect(failure(folder.path) == nil)
        let path = "\(folder.path)/audit-0-00000002.jsonl"
        #expect(mkfifo(path, 0o600) == 0)
        #expect(failure(folder.path) == .unsafe(path: path, why: "it is no plain file"))
    }

    @Test("a file of another user is refused", .enabled(if: geteuid() == 0))
    func owner() throws {
        let folder = try TestFolder()
        #expect(failure(folder.path) == nil)
        let path = "\(folder.path)/audit-0-00000001.jsonl"
        #expect(chown(path, 1, 1) == 0)
        #expect(failure(folder.path) == .unsafe(path: path, why: "it belongs to user 1, this process is user 0"))
        #expect(chown(path, 0, 0) == 0)
        #expect(chown(folder.path, 1, 1) == 0)
        #expect(failure(folder.path) == .unsafe(path: folder.path, why: "it belongs to user 1, this process is user 0"))
    }

    @Test("a folder is used once at a time, also within a process, and a writer once in it")
    func inUse() throws {
        let folder = try TestFolder()
        do {
            let audit = try open(folder.path, writers: 2)
            #expect(failure(folder.path) == .inUse(path: folder.path, process: getpid()))
            var log = try audit.openLog(writer: 0, at: someTime)
            for writer in [0, -1, 2] {
                do throws(AuditFailure) {
                    _ = try audit.openLog(writer: writer, at: someTime)
                    Issue.record("writer \(writer) was opened")
                } catch { #expect(error == .inUse(path: folder.path, process: getpid())) }
            }
            log.append("SELECT 1")
            try log.write()
        }
        #expect(failure(folder.path) == nil)
    }

    @Test("another process is refused, and let in when this one has gone")
    func otherProcess() throws {
        let folder = try TestFolder()
        func flock() throws -> Int32 {
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = ["flock", "--nonblock", "\(folder.path)/lock", "true"]
            try process.run()
            process.waitUntilExit()
            return process.terminationStatus
        }
        do {
            let audit = try open(folder.path)
            #expect(try flock() == 1)
            withExtendedLifetime(audit) {}
        }
        #expect(try flock() == 0)
    }

    @Test("a newest segment that does not end in a record is refused")
    func damaged() throws {
        let folder = try TestFolder()
        #expect(failure(folder.path) == nil)
        let path = "\(folder.path)/audit-0-00000001.jsonl"
        let whole = try folder.bytes("audit-0-00000001.jsonl")
        for (tail, why) in [
            ("no record\n", "its last line does not begin as a record does"),
            ("\n", "its last line does not begin as a record does"),
            (
                String(decoding: whole, as: UTF8.self).replacingOccurrences(of: #""writer":0"#, with: #""writer":1"#),
                "its last record is one of writer 1"
            ),
        ] {
            try Data(whole + Array(tail.utf8)).write(to: URL(filePath: path))
            chmod(path, 0o600)
            #expect(failure(folder.path) == .damaged(path: path, why: why))
        }
    }
}
