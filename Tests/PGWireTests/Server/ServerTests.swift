// What a real PostgreSQL says to logins, verifiers, prepared passwords and normalization made here.

import Foundation
import Testing

@testable import PGWire

/// The socket of a server that is the tests' own; `scripts/cluster` names it.
let ownServer = ProcessInfo.processInfo.environment["SQLGUARD_CLUSTER"].flatMap { $0.isEmpty ? nil : $0 }

/// Why tests with a server did not run.
let noServer: Comment = "SQLGUARD_CLUSTER names no server: ./dev test starts one, or scripts/cluster"

/// Passwords of each kind that SASLprep tells apart.
let trickyPasswords: [[UInt8]] =
    [
        "secret", "it's \\ \"quoted\"", " \u{7} ", "\u{e4}\u{308}", "a\u{308}", "\u{2168}\u{fb01}", "x\u{ad}\u{a0}y",
        "\u{5e9}\u{5dc}\u{5d5}\u{5dd}", "\u{5e9}1", "a\u{5e9}", "\u{1f600}", "\u{ad}", "\u{1100}\u{1161}\u{11a8}",
        "\u{7}\u{e4}", "a\u{340}", String(repeating: "\u{fdfa}", count: 100),
    ].map { Array($0.utf8) } + [[0xFF, 0x61], [0x61, 0xC3]]

@Suite("A real server", .enabled(if: ownServer != nil, noServer), .serialized)
struct ServerTests {
    private let path = ownServer ?? ""

    private func administrator() throws -> ServerConnection { try ServerConnection(socket: path, user: "postgres") }

    /// The exit status of libpq's own client.
    private func psql(_ user: String, _ password: [UInt8]) throws -> Int32 {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("sgw-pass-\(UUID().uuidString)")
        let escaped = password.flatMap { [UInt8(ascii: ":"), UInt8(ascii: "\\")].contains($0) ? [0x5C, $0] : [$0] }
        let isMade = FileManager.default.createFile(
            atPath: file.path,
            contents: Data(ascii("*:*:*:*:") + escaped + [0x0A]),
            attributes: [.posixPermissions: 0o600]
        )
        #expect(isMade)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "psql", "-X", "-w", "-U", user, "-d", "postgres", "-h", (path as NSString).deletingLastPathComponent, "-c",
            "SELECT 1",
        ]
        process.environment = ["PGPASSFILE": file.path, "PATH": ProcessInfo.processInfo.environment["PATH"] ?? ""]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    @Test("a verifier that is made here is taken, and opens the server to psql and to this client")
    func verifiers() throws {
        var administrator = try administrator()
        for (number, password) in trickyPasswords.enumerated() {
            let salt = try #require(Cryptography.random(SCRAM.saltBytes))
            let iterations = number.isMultiple(of: 2) ? 4096 : 10_000
            let secret = try #require(SCRAMSecret(password: password, salt: salt, iterations: iterations))
            let user = "wire_verifier_\(number)"
            _ = try administrator.rows(
                "DROP ROLE IF EXISTS \(user); CREATE ROLE \(user) LOGIN PASSWORD '\(secret.verifier)'"
            )
            let kept = try administrator.rows("SELECT rolpassword FROM pg_authid WHERE rolname = '\(user)'")
            #expect(kept == [[secret.verifier]])
            var session = try ServerConnection(socket: path, user: user, password: password)
            #expect(try session.rows("SELECT current_user") == [[user]])
            #expect(try psql(user, password) == 0, "\(password)")
            #expect(try psql(user, password + [0x78]) == 2, "\(password)")
            let error = #expect(throws: ServerError.self) {
                try ServerConnection(socket: path, user: user, password: password + [0x78])
            }
            #expect(error?.sqlState == "28P01")
        }
    }

    /// Text of characters that SASLprep and normalization treat each in their own way.
    private func randomText(_ generator: inout SeededGenerator) -> String {
        let alphabets: [[ClosedRange<UInt32>]] = [
            [0x20...0x7E, 0xA0...0x17F, 0x300...0x36F, 0x1E00...0x1EFF],
            [0x5BE...0x5EA, 0x627...0x652, 0xFB1D...0xFB4F],
            [0x5D0...0x5EA, 0x30...0x39, 0x61...0x6A],
            [0x1100...0x1112, 0x1161...0x1175, 0x11A8...0x11C2, 0xAC00...0xD7A3],
            [0x2000...0x2100, 0x2150...0x218F, 0x3300...0x33FF, 0xFF00...0xFFEF], [0x900...0xD7F, 0xF00...0xFD0],
            [0xF900...0xFA6A, 0x1D15E...0x1D1C0, 0x1D400...0x1D7FF, 0x2F800...0x2FA1D], [0x1...0x2FFF],
        ]
        let ranges = alphabets.randomElement(using: &generator) ?? []
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 1...10, using: &generator) {
            let value = UInt32.random(in: ranges.randomElement(using: &generator) ?? 0x41...0x5A, using: &generator)
            if let scalar = Unicode.Scalar(value) { text.append(scalar) }
        }
        return String(text)
    }

    /// Quoted scalar by scalar: a quote with an accent on it is another `Character`, but a quote for the server.
    private func literal(_ text: String) -> String {
        var quoted = "'".unicodeScalars
        for scalar in text.unicodeScalars { quoted.append(contentsOf: scalar == "'" ? [scalar, scalar] : [scalar]) }
        quoted.append("'")
        return String(quoted)
    }

    @Test("the server makes the same secret of a password, whatever characters it has", arguments: [UInt64(1), 2])
    func serverSecrets(seed: UInt64) throws {
        var generator = SeededGenerator(state: seed)
        let fixed = seed == 1 ? trickyPasswords.compactMap { String(validating: $0, as: UTF8.self) } : []
        let passwords = fixed + (0..<150).map { _ in randomText(&generator) }
        var administrator = try administrator()
        var kinds: [String: Int] = [:]
        for password in passwords {
            let rows = try administrator.rows(
                """
                DROP ROLE IF EXISTS wire_secret; CREATE ROLE wire_secret PASSWORD \(literal(password));
                SELECT rolpassword FROM pg_authid WHERE rolname = 'wire_secret'
                """
            )
            let verifier = try #require(rows.first?.first ?? nil)
            let parts = verifier.split { $0 == "$" || $0 == ":" }
            let salt = try #require(Base64.decode(parts[2].utf8))
            let secret = SCRAMSecret(
                password: Array(password.utf8),
                salt: salt,
                iterations: try #require(Int(parts[1]))
            )
            #expect(secret?.verifier == verifier, "\(password.unicodeScalars.map { String($0.value, radix: 16) })")
            do throws(SASLprep.Failure) {
                let isChanged = try SASLprep.prepare(Array(password.utf8)) != Array(password.utf8)
                kinds[isChanged ? "changed" : "same", default: 0] += 1
            } catch { kinds["\(error)", default: 0] += 1 }
        }
        // A test that met none of a kind would say nothing of it.
        for kind in ["changed", "same", "prohibited", "directions"] { #expect(kinds[kind, default: 0] > 5, "\(kinds)") }
    }

    @Test("every character of Unicode 3.2 is normalized as by the server")
    func characters() throws {
        var administrator = try administrator()
        let rows = try administrator.rows(
            """
            SELECT i, s FROM generate_series(1, 917759) AS i, normalize(chr(i), NFKC) AS s
            WHERE i NOT BETWEEN 55296 AND 57343 AND i NOT BETWEEN 196608 AND 917503 AND s <> chr(i) COLLATE "C"
            """
        )
        var expected: [UInt32: String] = [:]
        for row in rows { expected[try #require(row[0].flatMap { UInt32($0) })] = row[1] }
        let unassigned = CodePoints(StringprepTables.unassigned)
        var changed = 0
        for value in Array(1...0x2FFFF) + Array(0xE0000...0xE00FF) as [UInt32] {
            guard let scalar = Unicode.Scalar(value), !unassigned.contains(scalar) else { continue }
            let form = Normalization.formKC([scalar])
            if form != [scalar] { changed += 1 }
            let known = expected[value].map { Array($0.unicodeScalars) } ?? [scalar]
            #expect(form == known, "\(String(value, radix: 16))")
        }
        // As many as by Python's unicodedata.
        #expect(changed == 4238)
    }

    @Test("random text is normalized as by the server")
    func texts() throws {
        var generator = SeededGenerator(state: 15)
        let unassigned = CodePoints(StringprepTables.unassigned)
        var administrator = try administrator()
        for _ in 0..<10 {
            let texts = (0..<300).map { _ in randomText(&generator) }.filter {
                !$0.unicodeScalars.contains(where: unassigned.contains)
            }
            let array = texts.map(literal).joined(separator: ",")
            let rows = try administrator.rows(
                "SELECT normalize(t, NFKC) FROM unnest(ARRAY[\(array)]) WITH ORDINALITY AS u(t, n) ORDER BY n"
            )
            #expect(rows.count == texts.count && texts.count > 50)
            for (text, row) in zip(texts, rows) {
                let form = Normalization.formKC(text.unicodeScalars)
                #expect(
                    form == Array((row[0] ?? "").unicodeScalars),
                    "\(text.unicodeScalars.map { String($0.value, radix: 16) })"
                )
            }
        }
    }
}
