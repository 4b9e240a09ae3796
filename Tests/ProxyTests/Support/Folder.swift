// Temporary folders, and programs that run in them.

import Foundation
import Glibc

/// The repository's folder.
let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

/// A folder that goes when the last reference to it does. Its path is short enough for sockets.
final class Folder: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/sgpx.XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw POSIXError(.EIO) }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of something in it.
    func file(_ name: String) -> String { path + "/" + name }

    /// Writes a file and returns its path.
    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        try text.write(toFile: file(name), atomically: true, encoding: .utf8)
        return file(name)
    }

    /// The text of a file.
    func read(_ name: String) throws -> String { try String(contentsOfFile: file(name), encoding: .utf8) }
}

/// What a run of a program came to.
struct Run: Equatable {
    let status: Int32
    let output: String
    let errors: String
}

/// Runs a program to its end.
func run(_ command: [String], input: String = "", environment: [String: String] = [:]) throws -> Run {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"].merging(environment) { _, new in new }
    let folder = try Folder()
    try folder.write("in", input)
    for name in ["out", "err"] { try folder.write(name, "") }
    process.standardInput = try FileHandle(forReadingFrom: URL(filePath: folder.file("in")))
    process.standardOutput = try FileHandle(forWritingTo: URL(filePath: folder.file("out")))
    process.standardError = try FileHandle(forWritingTo: URL(filePath: folder.file("err")))
    try process.run()
    process.waitUntilExit()
    let status = process.terminationStatus + (process.terminationReason == .exit ? 0 : 128)
    return Run(status: status, output: try folder.read("out"), errors: try folder.read("err"))
}
