// The built program as a process: bytes that strings cannot hold, streams, exit status, and the help's examples.

import Foundation
import Policy
import Testing

@testable import CLI

/// What a run of a shell command came to.
struct Run: Equatable {
    let status: Int32
    let output: String
    let errors: String
}

@Suite("Process", .serialized)
struct ProcessTests {
    let folder: URL
    let program: String

    init() throws {
        let test = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        program = URL(filePath: test).deletingLastPathComponent().appending(path: "sqlguard").path(
            percentEncoded: false
        )
        folder = FileManager.default.temporaryDirectory.appending(path: "sqlguard-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder.appending(path: "migrations"),
            withIntermediateDirectories: true
        )
        for (name, text) in [
            ("schema.sql", "CREATE TABLE customer (id bigint PRIMARY KEY, name text NOT NULL);"),
            ("policy.yaml", DefaultPolicy.text), ("query.sql", "SELECT name FROM customer WHERE id = 7"),
            ("migration.sql", "ALTER TABLE customer ADD COLUMN phone text;"), ("migrations/1.sql", "SELECT 1;"),
            ("migrations/2.sql", "CREATE INDEX ON customer (name);"),
        ] {
            try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
        }
    }

    /// Runs a command of the shell in the folder, with `sqlguard` on the path and without a terminal.
    func run(_ command: String, environment: [String: String] = [:]) throws -> Run {
        defer { try? FileManager.default.removeItem(at: folder) }
        return try shell(command, environment: environment)
    }

    private func shell(_ command: String, environment: [String: String]) throws -> Run {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-c", command]
        process.currentDirectoryURL = folder
        let path = URL(filePath: program).deletingLastPathComponent().path(percentEncoded: false)
        process.environment = ["PATH": "\(path):/usr/bin:/bin"].merging(environment) { _, new in new }
        let (output, errors) = (folder.appending(path: "stdout"), folder.appending(path: "stderr"))
        for file in [output, errors] { try Data().write(to: file) }
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        let texts = try [output, errors].map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
        // A signal would show as 128 and more, as in the shell.
        let status = process.terminationStatus + (process.terminationReason == .exit ? 0 : 128)
        return Run(status: status, output: texts[0], errors: texts[1])
    }

    @Test("what a schema file is called, and a name in it, does not reach the terminal as it is")
    func hostileSchema() throws {
        let table = #"CREATE TABLE "t\e[2J" (a int);"#
        let file = #"$'s\e[31m.sql'"#
        let run = try run("printf '\(table)\(table)' > \(file); sqlguard explain --schema \(file) 'SELECT 1'")
        #expect(run.status == 0)
        #expect(run.errors.hasPrefix(#"s\u{1B}[31m.sql:1:"#))
        #expect(run.errors.hasSuffix("\n") && !run.errors.contains("\u{1B}"))
    }

    @Test("the program was built")
    func built() {
        #expect(FileManager.default.isExecutableFile(atPath: program))
    }

    @Test(
        "the exit status says what may run",
        arguments: [
            ("sqlguard explain 'SELECT 1'", 0), ("sqlguard explain 'DROP TABLE customer'", 1),
            ("sqlguard explain \"UPDATE customer SET name = '' WHERE id = 7\"", 1), ("sqlguard explain 'SELEC 1'", 1),
            ("sqlguard explain ''", 1), ("echo 'SELECT 1' | sqlguard explain", 0), ("sqlguard explain -f query.sql", 0),
            ("sqlguard explain -f - < query.sql", 0), ("sqlguard explain --file query.sql --schema schema.sql", 0),
            ("sqlguard explain -- '-- a comment\nSELECT 1'", 0), ("sqlguard explain '-- a comment\nSELECT 1'", 0),
            ("sqlguard explain '--a comment\nSELECT 1' --format json", 0), ("sqlguard explain -- '--'", 1),
            ("sqlguard explain 'SELECT 1' -f query.sql", 2), ("sqlguard explain 'SELECT 1' 'SELECT 2'", 2),
            ("sqlguard explain --nonsense", 2), ("sqlguard explain --format xml 'SELECT 1'", 2),
            ("sqlguard explain --as '' 'SELECT 1'", 2), ("sqlguard explain --groups a,,b 'SELECT 1'", 2),
            ("sqlguard explain --kind robot 'SELECT 1'", 2), ("sqlguard check migrations/1.sql", 0),
            ("sqlguard check migrations/*.sql", 1), ("sqlguard check - < migrations/1.sql", 0), ("sqlguard check", 2),
            ("sqlguard check migrations/1.sql nowhere.sql", 2), ("sqlguard rule SG4001", 0),
            ("sqlguard rule SG0000", 2),
            ("sqlguard", 2), ("sqlguard --version", 0), ("sqlguard --help", 0), ("sqlguard explain --help", 0),
            ("sqlguard nonsense", 2),
        ] as [(String, Int32)]
    )
    func status(command: String, expected: Int32) throws {
        let run = try run(command)
        #expect(run.status == expected, "\(run)")
        #expect(run.status == 2 || run.errors == "", "\(run)")
        #expect(run.status != 2 || (run.errors != "" && (run.output == "" || command.contains("nowhere"))), "\(run)")
    }

    @Test(
        "files that cannot be read are named, on standard error, with status 2",
        arguments: [
            (
                "sqlguard explain -f nowhere.sql",
                "sqlguard: SG9009 cannot read nowhere.sql: no such file or directory\n"
            ),
            ("sqlguard explain -f migrations", "sqlguard: SG9009 cannot read migrations: is a directory\n"),
            ("sqlguard check migrations", "sqlguard: SG9009 cannot read migrations: is a directory\n"),
            ("sqlguard explain < migrations", "sqlguard: SG9009 cannot read standard input: is a directory\n"),
            (
                "sqlguard explain --schema nowhere.sql 'SELECT 1'",
                "sqlguard: SG9009 cannot read nowhere.sql: no such file or directory\n"
            ),
            (
                "sqlguard explain --policy migrations 'SELECT 1'",
                "sqlguard: SG9009 cannot read migrations: is a directory\n"
            ),
            ("sqlguard explain <&-", ""),
            (
                "sqlguard explain --schema /dev/zero 'SELECT 1'",
                "sqlguard: SG9009 /dev/zero has more than 67108864 bytes\n"
            ),
            ("truncate -s 1T huge; sqlguard check huge", "sqlguard: SG9009 huge has more than 67108864 bytes\n"),
            (
                "sqlguard explain -f $'no\\e[2Jwhere'",
                "sqlguard: SG9009 cannot read no\\u{1B}[2Jwhere: no such file or directory\n"
            ),
            ("sqlguard explain -f $'\\xff'", "sqlguard: SG2002 argument 3 is not valid UTF-8\n"),
            ("sqlguard explain --as $'\\xff' 'SELECT 1'", "sqlguard: SG2002 argument 3 is not valid UTF-8\n"),
            (
                "printf 'version: 2' > bad.yaml; sqlguard explain --policy bad.yaml 'SELECT 1'",
                "bad.yaml:1:10: SG9008 version 2 is not read here; version: 1 is\n"
            ),
        ]
    )
    func unreadable(command: String, expected: String) throws {
        let run = try run(command)
        #expect(run.errors == expected)
        // A standard input that is closed is an empty one.
        #expect(run.status == (expected.isEmpty ? 1 : 2))
    }

    @Test(
        "hostile texts are refused with their code, through argument, file and standard input",
        arguments: [
            ("printf 'SELECT 1 \\xff'", "SG2002"), ("printf '%.0s+1' {1..100000}", "SG2006"),
            ("head -c 2000000 /dev/zero | tr '\\0' 'x'", "SG2004"), ("printf 'SELECT 1 /*'", "SG2009"),
            ("printf '\\xc3\\x28'", "SG2002"), ("printf '%.0s(' {1..40000}", "SG2006"),
        ]
    )
    func hostile(bytes: String, code: String) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        for way in ["sqlguard explain -f text", "sqlguard explain < text", "cat text | sqlguard explain"] {
            let run = try shell("\(bytes) > text; \(way)", environment: [:])
            #expect(run.status == 1 && run.output.contains("REFUSED  \(code)"), "\(way): \(run)")
        }
        // One argument holds at most 128 KiB on Linux.
        let run = try shell(
            "\(bytes) > text; [ $(wc -c < text) -gt 130000 ] || sqlguard explain \"$(cat text)\"",
            environment: [:]
        )
        #expect(run.status == 0 || run.output.contains("REFUSED  \(code)"), "\(run)")
    }

    @Test("a NUL comes through a file and through standard input, and is refused")
    func nul() throws {
        let run = try run(
            "printf 'SELECT 1\\0' > text; sqlguard explain -f text; sqlguard explain < text; sqlguard check text"
        )
        #expect(run.output.ranges(of: "byte 8 is NUL").count == 3)
    }

    @Test("an endless stream is not read to its end")
    func endless() throws {
        let run = try run("yes 2>/dev/null | sqlguard explain; yes 2>/dev/null | sqlguard check -")
        #expect(run.output.contains("SG2004"))
        #expect(run.errors == "sqlguard: SG9009 standard input has more than 67108864 bytes\n")
    }

    @Test("a reader that goes away is no error; a full disk is")
    func closedOutput() throws {
        let run = try run(
            """
            sqlguard rule --all | head -1; echo ${PIPESTATUS[0]}
            (sleep 0.3; sqlguard rule --all; echo $? >&2) | true
            sqlguard rule --all >&-; echo $?
            sqlguard rule --all > /dev/full; echo $?
            """
        )
        #expect(run == Run(status: 0, output: "SG1001  malformed message\n0\n0\n2\n", errors: "0\n"))
    }

    @Test("colours are written when they are asked for, and never when they are not wanted")
    func colours() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let command = "sqlguard explain 'DROP TABLE customer'"
        #expect(try !shell(command, environment: [:]).output.contains("\u{1B}"))
        #expect(try shell(command, environment: ["CLICOLOR_FORCE": "1"]).output.contains("\u{1B}[31mDENIED"))
        #expect(try !shell(command, environment: ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"]).output.contains("\u{1B}"))
        let json = try shell(command + " --format json", environment: ["CLICOLOR_FORCE": "1"])
        #expect(!json.output.contains("\u{1B}"))
    }

    /// Lines that are no examples, or examples with a server.
    private static func asksElsewhere(_ line: Substring) -> Bool {
        line.contains("--online") || line.contains("Ask a running")
    }

    @Test("every example of the help runs as it stands")
    func examples() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var found = 0
        for command in ["sqlguard --help", "sqlguard explain --help", "sqlguard check --help", "sqlguard rule --help"] {
            let help = try shell(command, environment: [:])
            #expect(help.status == 0)
            let examples = help.output.split(separator: "\n").filter {
                $0.hasPrefix("  ") && !$0.hasPrefix("   ") && $0.contains("sqlguard ")
            }
            .filter { !Self.asksElsewhere($0) }
            for example in examples where !example.contains("<") && !example.contains("See ") {
                found += 1
                let run = try shell(String(example), environment: [:])
                #expect(
                    run.errors == "" && (0...1).contains(run.status) && (run.output != "" || example.contains(" -o ")),
                    "\(example): \(run)"
                )
            }
        }
        #expect(found >= 12)
    }
}
