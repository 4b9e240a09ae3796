// Cancel requests to a server go over TLS where the session does: the key that they hold is not for everybody on the way.

import Foundation
import Glibc
import Synchronization
import Testing

@Suite("Cancel requests over TLS")
struct CancelOverTLSTests {
    /// What went through a relay towards the server, connection by connection.
    final class Traffic: Sendable {
        private let connections = Mutex<[[UInt8]]>([])
        private let armed = Mutex(false)

        /// From now on connections are treated in another way.
        func arm() { armed.withLock { $0 = true } }
        var isArmed: Bool { armed.withLock { $0 } }

        func open() -> Int {
            connections.withLock {
                $0.append([])
                return $0.count - 1
            }
        }

        func add(_ bytes: ArraySlice<UInt8>, to connection: Int) { connections.withLock { $0[connection] += bytes } }

        var all: [[UInt8]] { connections.withLock { $0 } }
    }

    /// Passes on what two connections send, until one of them ends.
    private static func relay(_ client: Int32, _ server: Int32, _ seen: (ArraySlice<UInt8>) -> Void) {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            var ready = [client, server].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            guard poll(&ready, 2, 60_000) > 0 else { return }
            for (index, (from, to)) in [(client, server), (server, client)].enumerated() where ready[index].revents != 0
            {
                let count = recv(from, &chunk, chunk.count, 0)
                guard count > 0 else { return }
                if index == 0 { seen(chunk[..<count]) }
                guard send(to, chunk, count, Int32(MSG_NOSIGNAL)) == count else { return }
            }
        }
    }

    /// A server with TLS behind a relay, and a gateway that demands TLS of it.
    private struct Stage {
        let server: PostgreSQL
        let relay: FakeServer
        let gateway: Gateway
        let traffic = Traffic()

        /// What the relay does with a connection once the traffic is armed; before that it passes everything on.
        init(armed: @escaping @Sendable (Wire) throws -> [UInt8] = { _ in [] }) throws {
            let server = try PostgreSQL([], port: try freePort())
            let certificates = try Certificates()
            try server.secure(certificate: certificates.file("server.pem"), key: certificates.file("server.key"))
            let (port, inner) = (try freePort(), server.port)
            relay = try FakeServer(port: port) { [traffic] wire in
                let isArmed = traffic.isArmed
                let connection = traffic.open()
                if isArmed { return traffic.add(try armed(wire)[...], to: connection) }
                let onward = try Wire(port: inner)
                CancelOverTLSTests.relay(wire.descriptor, onward.descriptor) { traffic.add($0, to: connection) }
            }
            let database =
                "{host: 127.0.0.1, port: \(port), tls: require, database: postgres, role: app, credential: {file: FOLDER/password}}"
            gateway = try Gateway(Policies.withDatabase(database), upstream: "")
            self.server = server
        }

        /// Runs a statement that does not end; returns its session, and a function that has it cancelled.
        func sleeper(_ mark: String) throws -> (session: Wire, cancel: () throws -> Void) {
            let wire = try Wire(path: gateway.socket)
            let key = try #require(try wire.login().first { $0.type == UInt8(ascii: "K") }).body
            let text = "SELECT pg_sleep(600), '\(mark)'"
            wire.send("Q", Bytes.text(text))
            try waitUntil {
                try server.sql("SELECT count(*) FROM pg_stat_activity WHERE query = $$\(text)$$ AND state = 'active'")
                    == "1"
            }
            return (
                wire,
                {
                    let cancel = try Wire(path: gateway.socket)
                    cancel.send(Bytes.int32(16) + Bytes.int32(80_877_102) + key)
                    #expect(try cancel.rest() == [])
                }
            )
        }
    }

    @Test("the request is sent through TLS, and cancels")
    func cancel() throws {
        let stage = try Stage()
        let (session, cancel) = try stage.sleeper("cancelled")
        try cancel()
        #expect(try session.replies(upTo: "Z").map(\.description).suffix(2) == ["E(57014)", "Z(I)"])
        // Catalog, session and cancel request: each asked for TLS, and sent nothing but TLS after that.
        let connections = stage.traffic.all
        #expect(connections.count >= 3)
        for bytes in connections {
            #expect(Array(bytes.prefix(8)) == Bytes.tlsRequest)
            #expect(bytes.dropFirst(8).first == 0x16)
        }
    }

    @Test("the key is sent to nobody who refuses TLS, or says more than yes to it", arguments: ["N", "S!"])
    func withheld(answer: String) throws {
        let stage = try Stage { wire in
            _ = try wire.bytes(8)
            wire.send(Array(answer.utf8))
            return [0xFF] + (try wire.rest())
        }
        let (session, cancel) = try stage.sleeper("withheld")
        let before = stage.traffic.all.count
        stage.traffic.arm()
        try cancel()
        try waitUntil { stage.traffic.all.dropFirst(before).contains { !$0.isEmpty } }
        try stage.gateway.waitForLog("a cancel request did not reach the server")
        #expect(stage.traffic.all.dropFirst(before).allSatisfy { $0.isEmpty || $0 == [0xFF] })
        withExtendedLifetime(session) {}
    }
}
