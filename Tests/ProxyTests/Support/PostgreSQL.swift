// A PostgreSQL server for the tests of this target: scripts/cluster starts it and ends it with this process.

import Foundation
import Glibc

/// A throw-away server on a Unix socket. It trusts its superuser; the role `app` logs in with a password.
///
/// Sendable: it is read alone once it has been made.
final class PostgreSQL: @unchecked Sendable {
    /// The one that the tests share; nil where there is no server to be started.
    static let shared: Result<PostgreSQL, any Error> = Result { try PostgreSQL() }

    /// The password of the role `app`.
    static let password = "upstream-canary-7f3a"

    private let process = Process()
    /// As long as it is open the server runs.
    private let hold = Pipe()
    /// The folder of its socket.
    let folder: String

    /// The port that it listens on, or that is a part of its socket's name.
    let port: Int

    /// A server with settings of its own; one with a port listens there too, and asks for passwords.
    init(_ settings: [String] = ["log_statement=all"], port: Int? = nil) throws {
        self.port = port ?? 5432
        let answers = Pipe()
        process.executableURL = repository.appending(path: "scripts/cluster")
        process.arguments =
            (port.map { ["-p", "\($0)"] } ?? []) + settings.flatMap { ["-c", $0] }
            + ["sh", "-c", "echo \"$PGHOST\"; exec cat"]
        process.standardInput = hold
        process.standardOutput = answers
        process.standardError = FileHandle.nullDevice
        try process.run()
        var line = ""
        while !line.hasSuffix("\n") {
            let more = answers.fileHandleForReading.availableData
            if more.isEmpty { break }
            line += String(decoding: more, as: UTF8.self)
        }
        guard line.hasSuffix("\n") else { throw Unavailable() }
        folder = String(line.dropLast())
        try prepare()
    }

    struct Unavailable: Error {}

    /// The path of its socket.
    var socket: String { folder + "/.s.PGSQL.\(port)" }

    /// Runs SQL as the superuser and returns what psql prints, without decoration.
    @discardableResult
    func sql(_ text: String, database: String = "postgres") throws -> String {
        let result = try run(
            ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", database],
            input: text,
            environment: environment
        )
        guard result.status == 0 else { throw Failure(text: result.errors) }
        return result.output.trimmingCharacters(in: .newlines)
    }

    /// Makes a database that no other test knows; returns its name.
    func makeDatabase(_ prefix: String) throws -> String {
        let name = "\(prefix)_\(Int.random(in: 1...1_000_000_000))"
        try sql("CREATE DATABASE \(name)")
        return name
    }

    struct Failure: Error { let text: String }

    var environment: [String: String] { ["PGHOST": folder, "PGPORT": "\(port)", "PGUSER": "postgres"] }

    /// What the server has logged.
    func log() throws -> String { try String(contentsOfFile: folder + "/log", encoding: .utf8) }

    /// Has the server offer TLS with this certificate, from its next connection on.
    func secure(certificate: String, key: String) throws {
        let data = folder + "/data"
        var owner = stat()
        guard stat(data, &owner) == 0 else { throw POSIXError(.ENOENT) }
        for (name, source) in [("test.pem", certificate), ("test.key", key)] {
            let copy = "\(data)/\(name)"
            try? FileManager.default.removeItem(atPath: copy)
            try FileManager.default.copyItem(atPath: source, toPath: copy)
            guard chmod(copy, 0o600) == 0, chown(copy, owner.st_uid, owner.st_gid) == 0 else {
                throw POSIXError(.EPERM)
            }
        }
        for setting in ["ssl_cert_file = 'test.pem'", "ssl_key_file = 'test.key'", "ssl = on"] {
            try sql("ALTER SYSTEM SET \(setting)")
        }
        let before = try sql("SELECT pg_conf_load_time()")
        try sql("SELECT pg_reload_conf()")
        try waitUntil { try sql("SELECT pg_conf_load_time()") != before }
    }

    private func prepare() throws {
        try sql(
            """
            CREATE ROLE app LOGIN PASSWORD '\(Self.password)';
            GRANT CREATE ON SCHEMA public TO app;
            CREATE TABLE public.item (id int PRIMARY KEY, name text NOT NULL);
            INSERT INTO item SELECT n, 'item ' || n FROM generate_series(1, 1000) n;
            GRANT ALL ON item TO app;
            """
        )
        let path = folder + "/data/pg_hba.conf"
        let rules = try String(contentsOfFile: path, encoding: .utf8)
        try ("local all app,rotated scram-sha-256\n" + rules).write(toFile: path, atomically: false, encoding: .utf8)
        try sql("SELECT pg_reload_conf()")
    }
}
