// SCRAM with channel binding: both sides against each other, and what a hostile client may send.

import Testing

@testable import PGWire

@Suite("SCRAM with channel binding")
struct SCRAMBindingTests {
    private static let endPoint = [UInt8](repeating: 0xE5, count: 32)
    private let random = [UInt8](0..<18)

    private func server(bound: Bool = true) throws -> SCRAMServer {
        let secret = SCRAMSecret(password: ascii("x"), salt: [1, 2, 3, 4], iterations: 4096)
        return SCRAMServer(try #require(secret), doomed: false, endPoint: bound ? Self.endPoint : nil)
    }

    private func login(_ binding: SCRAMClient.Binding, at server: SCRAMServer) throws {
        var (client, server) = (SCRAMClient(random: random, binding: binding), server)
        let challenge = try client.challenged(try server.first(client.first, of: binding.mechanism, random: random))
        let keys = SCRAMKeys(password: ascii("x"), salt: challenge.salt, iterations: challenge.iterations)
        try client.verify(try server.final(try client.final(try #require(keys))))
    }

    @Test("a login is bound, or is not, as both sides can")
    func logins() throws {
        try login(.endPoint(Self.endPoint), at: try server())
        try login(.impossible, at: try server())
        try login(.impossible, at: try server(bound: false))
        try login(.notOffered, at: try server(bound: false))
        #expect(try server().mechanisms == ["SCRAM-SHA-256-PLUS", "SCRAM-SHA-256"])
        #expect(try server(bound: false).mechanisms == ["SCRAM-SHA-256"])
    }

    @Test("a login over another channel, or one whose offer was taken away, is refused")
    func attacks() throws {
        #expect(throws: SCRAMFailure.wrongChannel) {
            try login(.endPoint([1] + Self.endPoint.dropFirst()), at: server())
        }
        #expect(throws: SCRAMFailure.wrongChannel) { try login(.endPoint([]), at: server()) }
        #expect(throws: SCRAMFailure.wrongChannel) { try login(.endPoint(Self.endPoint + [0]), at: server()) }
        #expect(throws: SCRAMFailure.downgrade) { try login(.notOffered, at: server()) }
        #expect(throws: SCRAMFailure.notOffered) { try login(.endPoint(Self.endPoint), at: server(bound: false)) }
    }

    @Test(
        "first messages that do not belong to the mechanism are refused",
        arguments: [
            ("SCRAM-SHA-256-PLUS", "n,,n=,r=abc", SCRAMFailure.malformed),
            ("SCRAM-SHA-256-PLUS", "y,,n=,r=abc", .malformed), ("SCRAM-SHA-256-PLUS", "p,,n=,r=abc", .notOffered),
            ("SCRAM-SHA-256-PLUS", "p=tls-unique,,n=,r=abc", .notOffered),
            ("SCRAM-SHA-256-PLUS", "p=tls-exporter,,n=,r=abc", .notOffered),
            ("SCRAM-SHA-256-PLUS", "p=tls-server-end-point", .notOffered),
            ("SCRAM-SHA-256-PLUS", "p=tls-server-end-point,", .malformed),
            ("SCRAM-SHA-256-PLUS", "p=tls-server-end-point,a=admin,n=,r=abc", .notOffered),
            ("SCRAM-SHA-256-PLUS", "p=tls-server-end-points,,n=,r=abc", .notOffered),
            ("SCRAM-SHA-256-PLUS", "p=tls-server-end-point,,r=abc", .malformed),
            ("SCRAM-SHA-256-PLUS", "", .malformed), ("SCRAM-SHA-256", "p=tls-server-end-point,,n=,r=abc", .notOffered),
            ("SCRAM-SHA-1", "n,,n=,r=abc", .notOffered), ("SCRAM-SHA-256-plus", "n,,n=,r=abc", .notOffered),
            ("", "n,,n=,r=abc", .notOffered),
        ]
    )
    func first(mechanism: String, message: String, failure: SCRAMFailure) throws {
        var server = try server()
        #expect(throws: failure) { try server.first(ascii(message), of: mechanism, random: random) }
        // And then it is over.
        #expect(throws: SCRAMFailure.malformed) { try server.first(ascii("n,,n=,r=abc"), random: random) }
    }

    @Test("what a client says of its channel at first is what it proves at last")
    func changed() throws {
        for (mechanism, first, bound) in [
            ("SCRAM-SHA-256-PLUS", "p=tls-server-end-point,,", "n,,"), ("SCRAM-SHA-256", "n,,", "y,,"),
            ("SCRAM-SHA-256", "n,,", "p=tls-server-end-point,,"),
        ] {
            var server = try server()
            let challenge = try server.first(ascii(first + "n=,r=abc"), of: mechanism, random: random)
            let nonce = String(decoding: challenge.dropFirst(2).prefix { $0 != 0x2C }, as: UTF8.self)
            let channel = String(decoding: Base64.encode(ascii(bound)), as: UTF8.self)
            let proof = String(decoding: Base64.encode([UInt8](repeating: 0, count: 32)), as: UTF8.self)
            #expect(throws: SCRAMFailure.wrongChannel) {
                try server.final(ascii("c=\(channel),r=\(nonce),p=\(proof)"))
            }
        }
    }
}
