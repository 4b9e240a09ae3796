// libpq as a client of the server's side that is written here.

import Foundation
import Testing

@testable import PGWire

@Suite("libpq as a client", .enabled(if: ownServer != nil, noServer), .serialized)
struct LibpqTests {
    /// Runs `body` with a folder that psql can be sent to and the socket in it; the folder is gone at the end.
    private func listening<Value>(_ body: (String, UnixSocket) throws -> Value) throws -> Value {
        let folder = "/tmp/sgw.\(UInt32.random(in: 0...UInt32.max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try body(folder, try UnixSocket(listeningAt: folder + "/.s.PGSQL.5432"))
    }

    private func psql(at folder: String, password: String) throws -> (Process, Pipe) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "psql", "-X", "-w", "-A", "-t", "-h", folder, "-p", "5432", "-U", "ada", "-d", "shop", "-c", "SELECT 7",
        ]
        process.environment = [
            "PGPASSWORD": password, "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "LC_ALL": "C.UTF-8",
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        return (process, output)
    }

    /// Serves one login and one query; returns what the client asked, nil when it could not log in.
    private func serve(_ socket: UnixSocket, _ server: SCRAMServer) throws -> String? {
        var stream = MessageStream(socket)
        let packet = try stream.first()
        guard case .startup(let startup) = try StartupPacket(packet.span.bytes) else {
            throw ProtocolViolation.malformedStartup
        }
        #expect(startup.user == "ada" && startup.database == "shop" && startup.minor == 0)
        guard let answer = try finalMessage(&stream, server) else {
            let fields = [(0x53, "FATAL"), (0x43, "28P01"), (0x4D, "no entry")] as [(UInt8, String)]
            let report = ReportFields(fields.map { .init($0.0, ascii($0.1)) })
            try socket.send(try written { try BackendWriter.report(.errorResponse, report, into: &$0) })
            return nil
        }
        try socket.send(
            try written { bytes in
                try BackendWriter.authenticationSASLFinal(answer, into: &bytes)
                try BackendWriter.authenticationOK(into: &bytes)
                try BackendWriter.parameterStatus("client_encoding", "UTF8", into: &bytes)
                try BackendWriter.parameterStatus("server_version", "15.0", into: &bytes)
                try BackendWriter.backendKeyData(process: 7, key: [1, 2, 3, 4], into: &bytes)
                BackendWriter.readyForQuery(UInt8(ascii: "I"), into: &bytes)
            }
        )
        return try answerQuery(&stream)
    }

    /// SCRAM's last message of the server; nil when the proof is wrong.
    private func finalMessage(_ stream: inout MessageStream, _ begun: SCRAMServer) throws -> [UInt8]? {
        var server = begun
        try stream.socket.send(try written { try BackendWriter.authenticationSASL([SCRAM.mechanism], into: &$0) })
        let initial = try stream.next()
        let response = try SASLInitialResponse(5..<initial.count, in: initial.span.bytes)
        #expect(initial.span.bytes.text(response.mechanism) == SCRAM.mechanism)
        let random = try #require(Cryptography.random(SCRAM.nonceBytes))
        let challenge = try server.first(initial.span.bytes.copy(try #require(response.response)), random: random)
        try stream.socket.send(try written { try BackendWriter.authenticationSASLContinue(challenge, into: &$0) })
        let proof = Array(try stream.next().dropFirst(5))
        do {
            return try server.final(proof)
        } catch SCRAMFailure.wrongProof {
            return nil
        }
    }

    /// The text of a query, which is answered with one row, and after which the client says good-bye.
    private func answerQuery(_ stream: inout MessageStream) throws -> String? {
        let query = try stream.next()
        let text = try QueryMessage(5..<query.count, in: query.span.bytes).text
        try stream.socket.send(
            try written { bytes in
                bytes += message("T", [0, 1, 0x6E, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 23, 0, 4, 255, 255, 255, 255, 0, 0])
                bytes += message("D", [0, 1, 0, 0, 0, 1, 0x37])
                try BackendWriter.commandComplete("SELECT 1", into: &bytes)
                BackendWriter.readyForQuery(UInt8(ascii: "I"), into: &bytes)
            }
        )
        #expect(try stream.next() == [UInt8(ascii: "X"), 0, 0, 0, 4])
        return query.span.bytes.text(text)
    }

    /// What psql printed and how it ended, and what it asked.
    private func login(_ password: String, at secret: SCRAMSecret, doomed: Bool = false) throws -> [String?] {
        try listening { folder, listener in
            let (process, output) = try psql(at: folder, password: password)
            defer { process.waitUntilExit() }
            let asked = try serve(try listener.accepted(), SCRAMServer(secret, doomed: doomed))
            let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            return ["\(process.terminationStatus)", said.contains("no entry") ? "refused" : said, asked]
        }
    }

    @Test(
        "psql logs in with the password, prepared by libpq's own SASLprep, and not with another or when doomed",
        arguments: trickyPasswords.compactMap { String(validating: $0, as: UTF8.self) }
    )
    func logins(password: String) throws {
        let secret = try #require(SCRAMSecret(password: Array(password.utf8), salt: [1, 2, 3, 4], iterations: 4096))
        #expect(try login(password, at: secret) == ["0", "7\n", "SELECT 7"])
        #expect(try login(password + "x", at: secret) == ["2", "refused", nil])
        #expect(try login(password, at: secret, doomed: true) == ["2", "refused", nil])
    }
}
