// A running `sqlguard serve` for a test.

import Foundation
import Glibc

@testable import PGWire

/// The program under test, as a process of its own.
final class Gateway {
    static let password = "client-canary-91bd"

    let folder: Folder
    private let process = Process()
    /// How far the log was searched, in bytes.
    private var searched = 0

    /// The built program.
    static var program: String {
        get throws {
            let test = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
            return URL(filePath: test).deletingLastPathComponent().appending(path: "sqlguard").path()
        }
    }

    /// Starts it and waits until it serves.
    ///
    /// `policy` is the policy after `version`, with SOCKET for the listener's path, UPSTREAM for the server's, FOLDER for
    /// the folder and VERIFIER for the verifier of `password`.
    ///
    /// `shell` is run by a shell with the program's command line as its arguments.
    init(
        _ policy: String,
        upstream: String,
        environment: [String: String] = [:],
        loops: Int = 2,
        shell: String = "exec \"$@\""
    ) throws {
        folder = try Folder()
        try write(policy, upstream: upstream)
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments =
            [
                "-c", shell, "sh", try Self.program, "serve", "--policy", folder.file("policy.yaml"), "--log-level",
                "debug", "--event-loops", "\(loops)",
            ]
        process.environment = ["PATH": "/usr/bin:/bin"].merging(environment) { _, new in new }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try folder.write("log", "")
        process.standardError = try FileHandle(forWritingTo: URL(filePath: folder.file("log")))
        try process.run()
        if shell.contains("2>") { try waitUntil { access(socket, F_OK) == 0 } } else { try waitForLog("serving") }
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    /// Puts a policy in the place of the one before.
    func write(_ policy: String, upstream: String) throws {
        try folder.write("password", PostgreSQL.password + "\n")
        try folder.write("client", Self.password + "\n")
        try folder.write(
            "policy.yaml",
            "version: 1\n"
                + policy.replacing("SOCKET", with: socket).replacing("UPSTREAM", with: upstream)
                .replacing("VERIFIER", with: try Self.verifier.get()).replacing("FOLDER", with: folder.path)
        )
    }

    /// The listener's socket, named as libpq looks for it.
    var socket: String { folder.file(".s.PGSQL.6432") }
    var isRunning: Bool { process.isRunning }
    var pid: Int32 { process.processIdentifier }

    /// What libpq's programs need to reach it.
    var environment: [String: String] {
        [
            "PGHOST": folder.path, "PGPORT": "6432", "PGUSER": "ada", "PGPASSWORD": Self.password, "PGDATABASE": "shop",
            "PGCONNECT_TIMEOUT": "20",
        ]
    }

    private static let verifier = Result<String, any Error> {
        guard
            let secret = SCRAMSecret(
                password: Array(password.utf8),
                salt: Array("salt-of-the-test".utf8),
                iterations: 4096
            )
        else { throw POSIXError(.EIO) }
        return secret.verifier
    }

    /// Runs psql through it.
    func psql(_ sql: String, _ options: [String] = [], environment: [String: String] = [:]) throws -> Run {
        try run(
            ["psql", "-X", "-A", "-t"] + options,
            input: sql,
            environment: self.environment.merging(environment) { _, new in new }
        )
    }

    struct Ended: Error, CustomStringConvertible {
        let description: String
    }

    /// Waits until a text is in the log behind the one that was waited for before.
    func waitForLog(_ text: String) throws {
        let deadline = Date(timeIntervalSinceNow: 30)
        while true {
            let isRunning = process.isRunning
            let log = Array(try logged().utf8)
            let rest = String(decoding: log.dropFirst(searched), as: UTF8.self)
            if let found = rest.range(of: text) {
                searched += rest[..<found.upperBound].utf8.count
                return
            }
            guard isRunning, Date() < deadline else { throw Ended(description: "'\(text)' was not logged:\n\(rest)") }
            usleep(5000)
        }
    }

    /// Everything that was logged.
    func logged() throws -> String { try folder.read("log") }

    /// What `sqlguard status` reports.
    func status() throws -> [String: Any] {
        let answer = try ProxyTests.run([
            Self.program, "status", "--policy", folder.file("policy.yaml"), "--format", "json",
        ])
        return try JSONSerialization.jsonObject(with: Data(answer.output.utf8)) as? [String: Any] ?? [:]
    }

    func signal(_ number: Int32) { kill(pid, number) }

    /// Ends it as an operator would and returns its exit status.
    func end() -> Int32 {
        kill(pid, SIGTERM)
        return waitForEnd()
    }

    /// Waits until it has ended by itself and returns its exit status; 128 and more for a signal.
    func waitForEnd() -> Int32 {
        process.waitUntilExit()
        return process.terminationStatus + (process.terminationReason == .exit ? 0 : 128)
    }

    /// The records of all writers, in the order of their files, as JSON objects.
    func records() throws -> [[String: Any]] {
        let audit = folder.file("audit")
        let names = try FileManager.default.contentsOfDirectory(atPath: audit).filter { $0.hasSuffix(".jsonl") }
            .sorted()
        return try names.flatMap { name in
            try String(contentsOfFile: audit + "/" + name, encoding: .utf8).split(separator: "\n").compactMap { line in
                // A line that a failing disk cut off is none.
                guard line.hasSuffix("}") else { return nil }
                return try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            }
        }
    }
}
