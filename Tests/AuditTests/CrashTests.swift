// A process that writes records is killed at any moment, and everything that it was told to be written is there.

import Foundation
import Glibc
import Testing

@testable import Audit

@Suite("Killed processes", .serialized)
struct CrashTests {
    let folder: TestFolder
    let program: URL

    init() throws {
        folder = try TestFolder()
        // Beside this program, where the package's other programs are built too.
        let test = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let maps = try String(decoding: Data(contentsOf: URL(filePath: "/proc/self/maps")), as: UTF8.self)
        let built = maps.split(separator: "\n").compactMap { $0.split(separator: " ").last.map(String.init) }
        program = try #require(
            ([test] + built).map { URL(filePath: $0).deletingLastPathComponent().appending(path: "AuditAppender") }
                .first { FileManager.default.isExecutableFile(atPath: $0.path(percentEncoded: false)) }
        )
    }

    /// The process, and the file that it says in what has been written.
    func start(_ arguments: Int..., umask: String? = nil) throws -> (Process, URL) {
        let process = Process()
        let said = folder.parent.appending(path: UUID().uuidString)
        try Data().write(to: said)
        let words = [program.path(percentEncoded: false), folder.path] + arguments.map(String.init)
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", "\(umask.map { "umask \($0); " } ?? "")exec \"$0\" \"$@\""] + words
        process.standardOutput = try FileHandle(forWritingTo: said)
        process.standardError = FileHandle.nullDevice
        try process.run()
        return (process, said)
    }

    /// The last record of each writer that was said to be written.
    func acknowledged(_ said: URL) throws -> [Int: UInt64] {
        let lines = String(decoding: try Data(contentsOf: said), as: UTF8.self).split(
            separator: "\n",
            omittingEmptySubsequences: false
        )
        // What stands behind the last line feed is no whole line.
        return Dictionary(
            lines.dropLast().compactMap { line in
                let numbers = line.split(separator: " ").compactMap { UInt64($0) }
                return numbers.count == 2 ? (Int(numbers[0]), numbers[1]) : nil
            },
            uniquingKeysWith: max
        )
    }

    /// The last two segments of each writer: those of the process before and of this one.
    func newest(of writers: Int) throws -> [String] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).compactMap(SegmentName.init)
            .sorted()
        return (0..<writers).flatMap { writer in
            names.filter { $0.writer == writer }.suffix(2).map { "\(folder.path)/\($0.text)" }
        }
    }

    @Test("killed again and again, it loses no record that was written, and the chain holds", arguments: [1, 3])
    func kills(writers: Int) throws {
        var before: [Int: UInt64] = [:]
        for round in 0..<15 {
            let (process, said) = try start(writers, 20, 256 << 10)
            defer { process.waitUntilExit() }
            while try acknowledged(said).count < writers, process.isRunning { usleep(500) }
            usleep(UInt32.random(in: 0...10000))
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            #expect(process.terminationReason == .uncaughtSignal)
            let result = AuditVerifier.verify(files: try newest(of: writers))
            #expect(result.breaks == [], "round \(round)")
            let written = try acknowledged(said)
            for writer in 0..<writers {
                let (last, least) = (result.chains[writer].last?.seq ?? 0, written[writer] ?? 0)
                #expect(last >= least, "round \(round), writer \(writer)")
                #expect(least > before[writer] ?? 0)
                before[writer] = last
            }
        }
        let result = try AuditVerifier.verify(folder: folder.path)
        #expect(result.breaks == [])
        // Records have no gaps, so that everything up to the last one is there.
        for chain in result.chains { #expect(chain.records == before[chain.writer]) }
    }

    @Test("files that cannot grow cut writes short, and nothing that was written is lost")
    func limited() throws {
        let (process, said) = try start(2, 1, 1 << 30, 100_000)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let result = try AuditVerifier.verify(folder: folder.path)
        #expect(result.breaks == [])
        #expect(result.chains.allSatisfy { $0.segments > 2 && $0.isClosed })
        #expect(result.notes.contains { if case .failedWrite("EFBIG", _, _) = $0.what { true } else { false } })
        for (writer, least) in try acknowledged(said) { #expect(result.chains[writer].last?.seq == least) }
    }

    @Test("a second process is refused while the first one writes")
    func second() throws {
        let (first, said) = try start(1, 20)
        while try acknowledged(said).isEmpty, first.isRunning { usleep(500) }
        let (second, _) = try start(1, 20)
        second.waitUntilExit()
        #expect(second.terminationStatus == 3)
        #expect(first.isRunning)
        kill(first.processIdentifier, SIGKILL)
        first.waitUntilExit()
        let (third, _) = try start(1, 0)
        third.waitUntilExit()
        #expect(third.terminationStatus == 0)
        #expect(try AuditVerifier.verify(folder: folder.path).breaks == [])
    }

    @Test(
        "a folder is made, and its files are for its owner alone, whatever the umask",
        arguments: ["000", "022", "777"]
    )
    func rights(umask: String) throws {
        for _ in 0..<2 {
            let (process, _) = try start(1, 0, umask: umask)
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
        }
        func mode(_ path: String) -> mode_t {
            var status = stat()
            return lstat(path, &status) == 0 ? status.st_mode & 0o7777 : 0
        }
        #expect(mode(folder.path) == 0o700)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(Set(names) == ["lock", "head-0.json", "audit-0-00000001.jsonl", "audit-0-00000002.jsonl"])
        for name in names { #expect(mode("\(folder.path)/\(name)") == 0o600, "\(name)") }
    }
}
