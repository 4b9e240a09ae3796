// What the service manager is told, seen from its end of the socket.

import Foundation
import Glibc
import Testing

@testable import Proxy

/// The socket of a service manager: a path, or with a leading `@` a name that is no file.
private final class NotifySocket {
    private let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)

    init(_ name: String) throws {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { path in
            path.copyBytes(from: name.utf8)
            if name.hasPrefix("@") { path[0] = 0 }
        }
        let size = socklen_t(2 + name.utf8.count + (name.hasPrefix("@") ? 0 : 1))
        let answer = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) }
        }
        guard answer == 0 else { throw POSIXError(.EADDRINUSE) }
        var patience = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(descriptor) }

    /// The lines of the next datagram.
    func next() throws -> [String] {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &bytes, bytes.count, 0)
        guard count >= 0 else { throw Wire.Silence(description: "no datagram: \(errno)") }
        return String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// The next datagram that says more than a status.
    func state() throws -> [String] {
        while true {
            let lines = try next()
            if lines.first?.hasPrefix("STATUS=") == false { return lines }
        }
    }
}

@Suite("Service manager")
struct ServiceManagerTests {
    @Test(
        "it hears of the start, a reload with its moment, a reload that failed, sessions, and the end",
        arguments: [false, true]
    )
    func life(isAbstract: Bool) throws {
        let server = try PostgreSQL.shared.get()
        let folder = try Folder()
        let name = isAbstract ? "@sqlguard-test-\(UUID().uuidString)" : folder.file("notify")
        let manager = try NotifySocket(name)
        let gateway = try Gateway(Policies.plain, upstream: server.socket, environment: ["NOTIFY_SOCKET": name])
        #expect(try manager.state() == ["READY=1", "STATUS=serving, 0 sessions"])
        let wire = try Wire(path: gateway.socket)
        try wire.login()
        #expect(try manager.next() == ["STATUS=serving, 1 session"])
        let before = Clock.monotonic() / 1000
        gateway.signal(SIGHUP)
        let reloading = try manager.state()
        #expect(reloading.first == "RELOADING=1")
        let moment = try #require(reloading.dropFirst().first.flatMap { UInt64($0.dropFirst("MONOTONIC_USEC=".count)) })
        #expect((before...(Clock.monotonic() / 1000)).contains(moment))
        #expect(reloading.last == "STATUS=reading the policy again")
        #expect(try manager.state() == ["READY=1", "STATUS=serving, 1 session"])
        try gateway.write(Policies.plain + "nonsense: 1\n", upstream: server.socket)
        gateway.signal(SIGHUP)
        #expect(try manager.state().first == "RELOADING=1")
        #expect(
            try manager.state() == [
                "READY=1", "STATUS=serving, 1 session; the last reload failed, an older policy is in force",
            ]
        )
        gateway.signal(SIGTERM)
        #expect(try manager.state() == ["STOPPING=1", "STATUS=ending, 1 session"])
        #expect(gateway.waitForEnd() == 0)
    }

    @Test("a name that is none, and a manager that is gone, keep nothing from being served")
    func nobody() throws {
        for name in ["", "relative", "@", "/", "/" + String(repeating: "x", count: 107)] {
            #expect(ServiceManager(socket: name) == nil, "\(name)")
        }
        let server = try PostgreSQL.shared.get()
        let gateway = try Gateway(
            Policies.plain,
            upstream: server.socket,
            environment: ["NOTIFY_SOCKET": "/nonexistent/notify"]
        )
        try Wire(path: gateway.socket).login()
        #expect(gateway.end() == 0)
    }
}
