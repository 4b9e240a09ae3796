// Asks a running process through its admin socket.

import FoundationEssentials
import Glibc

/// Why a process did not answer.
public struct AdminProblem: Error, Equatable, Sendable {
    /// One line.
    public let message: String
}

/// The asking side of the admin socket.
public enum AdminClient {
    /// No answer is longer.
    static let maxAnswerBytes = 256 << 20

    /// Asks for the status. Throws when nobody answers, or something else than sqlguard does.
    public static func status(socket path: String) throws(AdminProblem) -> (report: StatusReport, json: [UInt8]) {
        let (answer, json): (StatusReport, [UInt8]) = try ask(["command": "status"], path)
        return (answer, json)
    }

    /// Asks who is connected. Throws as `status` does.
    public static func sessions(socket path: String) throws(AdminProblem) -> (list: SessionList, json: [UInt8]) {
        let (answer, json): (SessionList, [UInt8]) = try ask(["command": "sessions"], path)
        return (answer, json)
    }

    /// Has a session ended. Throws as `status` does.
    public static func kill(
        _ session: String,
        socket path: String
    ) throws(AdminProblem) -> (end: SessionEnd, json: [UInt8]) {
        let (answer, json): (SessionEnd, [UInt8]) = try ask(["command": "kill", "session": session], path)
        return (answer, json)
    }

    private static func ask<Answer: AdminAnswer>(
        _ question: [String: String],
        _ path: String
    ) throws(AdminProblem) -> (Answer, [UInt8]) {
        var line = Array("{\"version\":1".utf8)
        for (name, value) in question.sorted(by: { $0.key < $1.key }) {
            guard let text = try? JSONEncoder().encode(value) else { throw AdminProblem(message: "not a name") }
            line += Array(",\"\(name)\":".utf8) + text
        }
        let json = try ask(line + Array("}\n".utf8), path)
        guard let answer = Answer(json: json) else {
            throw AdminProblem(message: "what answers on \(path) is not this version of sqlguard")
        }
        return (answer, json)
    }

    /// Sends a line and returns the line that comes back, without its end.
    private static func ask(_ bytes: [UInt8], _ path: String) throws(AdminProblem) -> [UInt8] {
        guard let address = UnixAddress(path) else { throw AdminProblem(message: "the path \(path) is too long") }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw AdminProblem(message: systemError(errno)) }
        defer { close(descriptor) }
        var patience = timeval(tv_sec: 10, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
        guard address.withAddress({ connect(descriptor, $0, $1) }) == 0 else {
            throw AdminProblem(message: "no sqlguard answers on \(path): \(systemError(errno))")
        }
        guard send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
            throw AdminProblem(message: "cannot ask on \(path): \(systemError(errno))")
        }
        var answer: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while answer.last != UInt8(ascii: "\n") {
            let count = recv(descriptor, &chunk, chunk.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw AdminProblem(message: "no answer on \(path): \(systemError(errno))") }
            guard count > 0 else { break }
            answer += chunk[..<count]
            guard answer.count <= maxAnswerBytes else { throw AdminProblem(message: "the answer is too long") }
        }
        guard answer.popLast() == UInt8(ascii: "\n") else {
            throw AdminProblem(message: "the answer on \(path) has no end")
        }
        return answer
    }
}
