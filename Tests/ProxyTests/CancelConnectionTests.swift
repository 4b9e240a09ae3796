// A cancel request is written once, in time, or not at all.

import Foundation
import Glibc
import NIOCore
import NIOEmbedded
import Testing

@testable import Proxy

@Suite("Cancel connections")
struct CancelConnectionTests {
    /// What came of a request; a class, because the connection tells of it later.
    private final class Told {
        var outcomes: [CancelConnection.Outcome] = []
    }

    private let request: [UInt8] = [1, 2, 3, 4]
    private let told = Told()

    private func connection() -> CancelConnection {
        CancelConnection(request, tls: nil) { [told] in told.outcomes.append($0) }
    }

    private func activate(_ channel: EmbeddedChannel) throws {
        channel.connect(to: try SocketAddress(ipAddress: "192.0.2.1", port: 1), promise: nil)
        channel.embeddedEventLoop.run()
    }

    @Test("the request is written once there is a connection, and the end of that is the end of it")
    func sent() throws {
        let channel = EmbeddedChannel()
        try channel.pipeline.syncOperations.addHandler(connection())
        try activate(channel)
        #expect(try channel.readOutbound(as: ByteBuffer.self) == ByteBuffer(bytes: request))
        #expect(told.outcomes == [])
        _ = try channel.finish()
        #expect(told.outcomes == [.sent])
    }

    @Test("one that was given up writes nothing, whether the connection comes later or is being made")
    func abandoned() throws {
        let connection = connection()
        let channel = EmbeddedChannel()
        try channel.pipeline.syncOperations.addHandler(connection)
        connection.abandon()
        try activate(channel)
        #expect(try channel.readOutbound(as: ByteBuffer.self) == nil)
        #expect(told.outcomes == [.unsent])

        let early = self.connection()
        early.abandon()
        let late = EmbeddedChannel()
        try activate(late)
        try late.pipeline.syncOperations.addHandler(early)
        late.embeddedEventLoop.run()
        #expect(try late.readOutbound(as: ByteBuffer.self) == nil)
        #expect(!late.isActive)
        #expect(told.outcomes == [.unsent, .unsent])
    }

    @Test("one that cannot be passed on is in the log, and the session goes on")
    func unreachable() throws {
        let server = try FakeServer { wire in
            try wire.welcome()
            // The statement takes as long as the client lets it.
            _ = try wire.message()
            _ = try wire.message()
            for _ in 0..<2 {
                wire.send("C", Bytes.text("SELECT 1"))
                wire.send("Z", [UInt8(ascii: "I")])
            }
            _ = try wire.rest()
        }
        let gateway = try Gateway(Policies.trusting, upstream: server.socket)
        let wire = try Wire(path: gateway.socket)
        let key = try #require(try wire.login().first { $0.type == UInt8(ascii: "K") }).body
        wire.send("Q", Bytes.text("SELECT 1"))
        try waitUntil { try gateway.records().contains { $0["statement"] as? String == "SELECT 1" } }
        unlink(server.socket)
        let cancel = try Wire(path: gateway.socket)
        cancel.send(Bytes.int32(16) + Bytes.int32(80_877_102) + key)
        #expect(try cancel.rest() == [])
        try gateway.waitForLog("a cancel request did not reach the server")
        wire.send("Q", Bytes.text("SELECT 2"))
        for _ in 0..<2 { #expect(try wire.replies(upTo: "Z").map(\.description) == ["C", "Z(I)"]) }
    }

    /// What gives a process a file of its own in the place of /etc/hosts.
    private static func hosts(_ file: String) -> String {
        "exec unshare -m sh -c 'mount --bind \(file) /etc/hosts && exec \"$@\"' sh \"$@\""
    }

    private static let canHaveHosts = (try? run(["sh", "-c", hosts("/dev/null"), "sh", "true"]).status) == 0

    @Test(
        "a request goes where the session's connection leads, whatever the server's name stands for by now",
        .enabled(if: canHaveHosts, "only root may give a process its own names of hosts")
    )
    func movedName() throws {
        let server = try PostgreSQL([], port: try freePort())
        let folder = try Folder()
        try folder.write("hosts", "127.0.0.1 db.example\n")
        let gateway = try Gateway(
            Policies.withDatabase(
                "{host: db.example, port: \(server.port), tls: disable, database: postgres, role: app, "
                    + "credential: {file: FOLDER/password}}"
            ),
            upstream: "",
            shell: Self.hosts(folder.file("hosts"))
        )
        let wire = try Wire(path: gateway.socket)
        let key = try #require(try wire.login().first { $0.type == UInt8(ascii: "K") }).body
        wire.send("Q", Bytes.text("SELECT pg_sleep(600)"))
        try waitUntil {
            try server.sql(
                "SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(600)' AND state = 'active'"
            ) == "1"
        }
        // The same file, because that is what the process has; an address at which nobody is.
        try Data("192.0.2.1 db.example\n".utf8).write(to: URL(filePath: folder.file("hosts")))
        let cancel = try Wire(path: gateway.socket)
        cancel.send(Bytes.int32(16) + Bytes.int32(80_877_102) + key)
        #expect(try cancel.rest() == [])
        #expect(try wire.replies(upTo: "Z").map(\.description) == ["T", "E(57014)", "Z(I)"])
    }
}
