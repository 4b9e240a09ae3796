// A client that says exactly what a test wants, byte by byte, and waits for what comes back.

import Foundation
import Glibc

@testable import PGWire

/// A message from a server: its type and its body.
struct BackendMessage: Equatable, CustomStringConvertible {
    let type: UInt8
    let body: [UInt8]

    /// The type's letter, with the code of an error and the status of ReadyForQuery.
    var description: String {
        let letter = String(UnicodeScalar(type))
        switch letter {
        case "E", "N": return "\(letter)(\(field("C") ?? ""))"
        case "Z": return "Z(\(body.first.map { String(UnicodeScalar($0)) } ?? ""))"
        default: return letter
        }
    }

    /// A field of an error or notice.
    func field(_ letter: Character) -> String? {
        for part in body.split(separator: 0) where part.first == letter.asciiValue {
            return String(decoding: part.dropFirst(), as: UTF8.self)
        }
        return nil
    }
}

/// One end of a connection, read with a limit on patience: a test that waits for nothing fails.
final class Wire {
    let descriptor: Int32
    private var pending: [UInt8] = []

    struct Silence: Error, CustomStringConvertible {
        let description: String
    }

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
        var patience = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { Glibc.close(descriptor) }

    /// Connects to a Unix socket.
    convenience init(path: String) throws {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        self.init(descriptor)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let answer = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard answer == 0 else { throw Silence(description: "cannot connect to \(path): \(errno)") }
    }

    /// Connects to a port of 127.0.0.1.
    convenience init(port: Int) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        self.init(descriptor)
        let answer = Loopback.with(port: port) { connect(descriptor, $0, $1) }
        guard answer == 0 else { throw Silence(description: "cannot connect to port \(port): \(errno)") }
    }

    /// Sends bytes; false when the other end is gone.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.send(descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { return false }
            done += count
        }
        return true
    }

    /// Says that nothing more will be sent.
    func finish() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Whether more can be sent, now or within so many milliseconds.
    func isWritable(within milliseconds: Int32) -> Bool {
        var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return Glibc.poll(&poll, 1, milliseconds) > 0
    }

    /// Goes away without a word.
    func reset() {
        var lingering = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &lingering, socklen_t(MemoryLayout<linger>.size))
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// Sends a message of a type.
    @discardableResult
    func send(_ type: Character, _ body: [UInt8] = []) -> Bool {
        send([type.asciiValue ?? 0] + Bytes.int32(body.count + 4) + body)
    }

    /// Exactly so many bytes.
    func bytes(_ count: Int) throws -> [UInt8] {
        while pending.count < count {
            guard try fill() else { throw Silence(description: "the end after \(pending.count) of \(count) bytes") }
        }
        defer { pending.removeFirst(count) }
        return Array(pending[..<count])
    }

    /// The next so many bytes, which stay.
    func peek(_ count: Int) throws -> [UInt8] {
        while pending.count < count {
            guard try fill() else { throw Silence(description: "the end after \(pending.count) of \(count) bytes") }
        }
        return Array(pending[..<count])
    }

    /// The next message.
    func message() throws -> BackendMessage {
        let head = try bytes(5)
        let length = Int(head[1]) << 24 | Int(head[2]) << 16 | Int(head[3]) << 8 | Int(head[4])
        return BackendMessage(type: head[0], body: try bytes(length - 4))
    }

    /// The next message that is none of those that may come at any time.
    func reply() throws -> BackendMessage {
        while true {
            let message = try message()
            if ![UInt8(ascii: "N"), UInt8(ascii: "S"), UInt8(ascii: "A")].contains(message.type) { return message }
        }
    }

    /// The messages up to and with the first of a type.
    func replies(upTo type: Character) throws -> [BackendMessage] {
        var all: [BackendMessage] = []
        repeat { all.append(try reply()) } while all.last?.type != type.asciiValue
        return all
    }

    /// The messages up to and with the first of a type, or to the end of the connection.
    func repliesOrEnd(upTo type: Character) throws -> [BackendMessage] {
        var all: [BackendMessage] = []
        while all.last?.type != type.asciiValue {
            if pending.isEmpty, try !fill() { break }
            all.append(try reply())
        }
        return all
    }

    /// Everything up to the end of the connection.
    func rest() throws -> [UInt8] {
        while try fill() {}
        defer { pending = [] }
        return pending
    }

    /// Reads once more; false at the end.
    private func fill() throws -> Bool {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &chunk, chunk.count, 0)
        if count < 0, errno == ECONNRESET { return false }
        guard count >= 0 else { throw Silence(description: "nothing came (\(errno)) after \(pending.count) bytes") }
        pending += chunk[..<count]
        return count > 0
    }
}

/// Bytes of the protocol, written down.
enum Bytes {
    static func int32(_ value: Int) -> [UInt8] {
        let bits = UInt32(truncatingIfNeeded: value)
        return [UInt8(bits >> 24 & 255), UInt8(bits >> 16 & 255), UInt8(bits >> 8 & 255), UInt8(bits & 255)]
    }

    static func int16(_ value: Int) -> [UInt8] { Array(int32(value)[2...]) }

    static func text(_ text: String) -> [UInt8] { Array(text.utf8) + [0] }

    /// A startup packet of protocol 3 with a minor version.
    static func startup(_ parameters: KeyValuePairs<String, String>, minor: Int = 0) -> [UInt8] {
        let body = int32(196_608 + minor) + parameters.flatMap { text($0.key) + text($0.value) } + [0]
        return int32(body.count + 4) + body
    }

    static let tlsRequest = int32(8) + int32(80_877_103)
    static let gssRequest = int32(8) + int32(80_877_104)
}

extension Wire {
    /// Logs in with the password and reads up to ReadyForQuery. Returns the messages after the authentication.
    @discardableResult
    func login(
        user: String = "ada",
        database: String = "shop",
        password: String = Gateway.password,
        minor: Int = 0,
        application: String = ""
    ) throws -> [BackendMessage] {
        let parameters: KeyValuePairs = ["user": user, "database": database, "application_name": application]
        send(Bytes.startup(parameters, minor: minor))
        try authenticate(password)
        return try replies(upTo: "Z")
    }

    /// Answers the request for SCRAM-SHA-256.
    func authenticate(_ password: String) throws {
        let request = try message()
        guard request.type == UInt8(ascii: "R"), request.body.starts(with: Bytes.int32(10)) else {
            throw Silence(description: "not asked for SASL: \(request) \(request.field("M") ?? "")")
        }
        let client = try TestSCRAM(password)
        send("p", Bytes.text("SCRAM-SHA-256") + Bytes.int32(client.first.utf8.count) + Array(client.first.utf8))
        let challenge = try message()
        guard challenge.type == UInt8(ascii: "R") else { throw Silence(description: "no challenge: \(challenge)") }
        send("p", Array(try client.final(String(decoding: challenge.body.dropFirst(4), as: UTF8.self)).utf8))
        let proof = try message()
        guard proof.type == UInt8(ascii: "R"), proof.body.starts(with: Bytes.int32(12)) else {
            throw Silence(description: "login refused: \(proof) \(proof.field("M") ?? "")")
        }
    }
}

/// The client's part of SCRAM-SHA-256, written down for the tests.
struct TestSCRAM {
    private let password: [UInt8]
    private let bare = "n=,r=the-nonce-of-the-test"
    let first: String

    init(_ password: String) throws {
        self.password = Array(password.utf8)
        first = "n,," + bare
    }

    /// The last message of the client, for the server's first one.
    func final(_ challenge: String) throws -> String {
        let parts = challenge.split(separator: ",")
        guard parts.count == 3, let salt = Data(base64Encoded: String(parts[1].dropFirst(2))),
            let iterations = Int(parts[2].dropFirst(2)),
            let salted = Cryptography.pbkdf2(password, salt: Array(salt), iterations: iterations),
            let clientKey = Cryptography.hmac(key: salted, Array("Client Key".utf8)),
            let storedKey = Cryptography.sha256(clientKey)
        else { throw Wire.Silence(description: "a challenge that is none: \(challenge)") }
        let withoutProof = "c=biws,\(parts[0])"
        let authentication = "\(bare),\(challenge),\(withoutProof)"
        guard let signature = Cryptography.hmac(key: storedKey, Array(authentication.utf8)) else {
            throw Wire.Silence(description: "no signature")
        }
        let proof = Data(zip(clientKey, signature).map { $0 ^ $1 }).base64EncodedString()
        return "\(withoutProof),p=\(proof)"
    }
}
