// Connections that cannot be accepted: for want of descriptors, behind a long queue, by a listener that broke.

import Foundation
import Glibc
import Testing

@Suite("Accepting", .serialized)
struct AcceptingTests {
    private let server: PostgreSQL

    init() throws { server = try PostgreSQL.shared.get() }

    /// Processor time that a process has used, in ticks of a hundredth of a second.
    private func ticks(_ gateway: Gateway) throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(gateway.pid)/stat", encoding: .utf8)
        let words = try #require(status.split(separator: ")").last).split(separator: " ")
        // Linux: proc_pid_stat(5): utime and stime, 14 and 15; the name before the parenthesis is the second.
        return try #require(Int(words[11])) + #require(Int(words[12]))
    }

    @Test("without a free descriptor new clients wait, sessions go on, and nothing spins")
    func descriptors() throws {
        let gateway = try Gateway(Policies.plain, upstream: server.socket, shell: "ulimit -n 96; exec \"$@\"")
        #expect(
            try gateway.logged().contains(
                "max_client_conn is 100, which takes 264 open files; the process may have 96"
            )
        )
        let session = try Wire(path: gateway.socket)
        try session.login()
        var crowd = try (0..<120).map { _ in try Wire(path: gateway.socket) }
        try gateway.waitForLog("connections cannot be accepted")
        #expect(try session.answers())
        let before = try ticks(gateway)
        sleep(2)
        // Whoever asks again at once takes 200.
        #expect(try ticks(gateway) - before < 60)
        #expect(gateway.isRunning && crowd.allSatisfy { $0.isWritable(within: 0) })
        // One line a minute.
        #expect(try gateway.logged().components(separatedBy: "connections cannot be accepted").count == 2)
        crowd = []
        try waitUntil { (try? Wire(path: gateway.socket).login()) != nil }
    }

    @Test("more clients may wait to be accepted than come at a time")
    func backlog() throws {
        let gateway = try Gateway(Policies.plain, upstream: server.socket)
        gateway.signal(SIGSTOP)
        defer { gateway.signal(SIGCONT) }
        // More than NIO would let wait, and fewer than any system forbids.
        let waiting = try (0..<300).map { _ in try connects(to: gateway.socket) }
        #expect(waiting.count { $0 } == 300)
    }

    /// Whether there is room for one more connection, which is closed at once and waits nevertheless.
    private func connects(to path: String) throws -> Bool {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
    }

    // Linux: pidfd_open(2) and pidfd_getfd(2), which have these numbers everywhere.
    /// Shuts down a socket of another process; what that accepts on it fails then, with an error that is none of those of a
    /// system that is short of something.
    private static let shutDown = """
        my ($pid, $number) = @ARGV;
        my $process = syscall(434, $pid + 0, 0); exit 3 if $process < 0;
        my $copy = syscall(438, $process, $number + 0, 0); exit 3 if $copy < 0;
        open(my $socket, "+<&=", $copy) or exit 4; shutdown($socket, 2) or exit 5;
        """

    @Test("a listener that breaks is opened again")
    func broken() throws {
        let port = try freePort()
        let policy = Policies.plain.replacing(
            "listeners:\n",
            with: "listeners:\n  - {host: 127.0.0.1, port: \(port)}\n"
        )
        let gateway = try Gateway(policy, upstream: server.socket)
        let session = try Wire(port: port)
        try session.login()
        let sockets = try String(contentsOfFile: "/proc/\(gateway.pid)/net/tcp", encoding: .utf8)
        let digits = String(port, radix: 16, uppercase: true)
        let local = "0100007F:" + String(repeating: "0", count: 4 - digits.count) + digits
        // Linux: proc_net_tcp: 0A is LISTEN.
        let listening = try #require(
            sockets.split(separator: "\n").map { $0.split(separator: " ") }.first { $0[1] == local && $0[3] == "0A" }
        )
        let folder = "/proc/\(gateway.pid)/fd"
        let number = try #require(
            try FileManager.default.contentsOfDirectory(atPath: folder).first {
                (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)"))
                    == "socket:[\(listening[9])]"
            }
        )
        let result = try run(["perl", "-e", Self.shutDown, "\(gateway.pid)", number])
        // Not everybody may do that to another process.
        guard result.status != 3 else { return }
        #expect(result == Run(status: 0, output: "", errors: ""))
        try gateway.waitForLog("a listener broke and is opened again")
        try waitUntil { (try? Wire(port: port).login()) != nil }
        #expect(try session.answers())
        session.send("X")
        #expect(gateway.end() == 0)
    }
}
