// Versions of the protocol, which are agreed on separately with client and server, and the keys that depend on them.

import Foundation
import Synchronization
import Testing

@Suite("Protocol versions")
struct ProtocolVersionTests {
    /// What came to a server that is not real.
    final class Seen: Sendable {
        private let packets = Mutex<[[UInt8]]>([])

        func add(_ packet: [UInt8]) { packets.withLock { $0.append(packet) } }

        /// The first packet that begins with a code.
        func packet(_ code: [UInt8]) throws -> [UInt8] {
            var found: [UInt8]?
            try waitUntil {
                found = packets.withLock { $0.first { $0.starts(with: code) } }
                return found != nil
            }
            return found ?? []
        }
    }

    private static let cancelCode = Bytes.int32(80_877_102)

    @Test(
        "a statement is cancelled with the key that the server gave, however long that is",
        arguments: [(4, nil), (4, 196_608), (5, nil), (32, nil), (256, nil)] as [(Int, Int?)]
    )
    func longKey(length: Int, version: Int?) throws {
        let key = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
        let seen = Seen()
        let server = try FakeServer { wire in
            if try wire.peek(8)[4...] == Self.cancelCode[...] {
                seen.add(Array(try wire.rest()[4...]))
                return
            }
            try wire.welcome(negotiating: version, key: key)
            while try wire.message().type == UInt8(ascii: "Q") {
                _ = try seen.packet(Self.cancelCode)
                wire.send("E", Array("SERROR\0C57014\0Mcancelled\0\0".utf8))
                wire.send("Z", [UInt8(ascii: "I")])
            }
        }
        let gateway = try Gateway(Policies.trusting, upstream: server.socket)
        let wire = try Wire(path: gateway.socket)
        let own = try #require(try wire.login().first { $0.type == UInt8(ascii: "K") }).body
        #expect(own.count == 8)
        wire.send("Q", Bytes.text("SELECT 1"))
        // Until it runs there is nothing to cancel.
        try waitUntil { try gateway.records().contains { $0["exchange"] as? String == "query" } }
        let cancel = try Wire(path: gateway.socket)
        cancel.send(Bytes.int32(16) + Self.cancelCode + own)
        #expect(try cancel.rest() == [])
        #expect(try wire.replies(upTo: "Z").map(\.description) == ["E(57014)", "Z(I)"])
        #expect(try seen.packet(Self.cancelCode) == Self.cancelCode + Bytes.int32(77) + key)
    }

    @Test("clients of any minor version are served by a server that speaks 3.0, and each is answered once")
    func minorVersions() throws {
        let server = try PostgreSQL.shared.get()
        let gateway = try Gateway(Policies.plain, upstream: server.socket)
        for (minor, spoken) in [(0, nil), (1, 0), (2, nil), (3, 2), (9999, 2), (32_767, 2)] as [(Int, Int?)] {
            let wire = try Wire(path: gateway.socket)
            wire.send(Bytes.startup(["user": "ada", "database": "shop"], minor: minor))
            if let spoken {
                let answer = try wire.message()
                #expect(answer.type == UInt8(ascii: "v"))
                #expect(answer.body == Bytes.int32(196_608 + spoken) + Bytes.int32(0))
            }
            try wire.authenticate(Gateway.password)
            let rest = try wire.replies(upTo: "Z")
            #expect(!rest.contains { $0.type == UInt8(ascii: "v") })
            let key = try #require(rest.first { $0.type == UInt8(ascii: "K") }).body
            #expect(key.count == (minor < 2 ? 8 : 36))
        }
    }
}
