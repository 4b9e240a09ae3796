// SCRAM: what a hostile peer may send, from either side.

import Testing

@testable import PGWire

@Suite("SCRAM with a hostile peer")
struct SCRAMHostileTests {
    private let random = [UInt8](0..<18)
    private let nonce = "AAECAwQFBgcICQoLDA0ODxAR"

    private func server() throws -> SCRAMServer {
        let secret = SCRAMSecret(password: ascii("x"), salt: [1, 2, 3, 4], iterations: 4096)
        return SCRAMServer(try #require(secret), doomed: false)
    }

    @Test(
        "first messages of a client that are none are refused",
        arguments: [
            ("", SCRAMFailure.malformed), ("n", .malformed), ("n,", .malformed), ("n,,", .malformed), ("y", .malformed),
            ("p", .notOffered), ("x,,n=,r=abc", .malformed), ("N,,n=,r=abc", .malformed), (",,n=,r=abc", .malformed),
            ("p=tls-server-end-point,,n=,r=abc", .notOffered), ("p=tls-unique,,n=,r=abc", .notOffered),
            ("n,a=admin,n=,r=abc", .notOffered), ("y,a=admin,n=,r=abc", .notOffered), ("n,b=x,n=,r=abc", .malformed),
            ("n,,r=abc", .malformed), ("n,,n=", .malformed), ("n,,n=,", .malformed), ("n,,n=,r", .malformed),
            ("n,,n=,r=", .malformed), ("n,,n=,r=a b", .malformed), ("n,,n,r=abc", .malformed),
            ("n,,n=,R=abc", .malformed),
            ("n,,n=,r=abc,", .malformed), ("n,,m=x,n=,r=abc", .malformed), ("n,,n=,m=x,r=abc", .malformed),
            ("n,,n=,r=abc,1=x", .malformed), ("n,,n=,r=abc,,a=x", .malformed), ("n,,n=,r=a\u{e4}", .malformed),
            ("n,,n=,r=a\u{7F}", .malformed), ("n,,n=,r=abc\u{0}", .malformed), ("n,,n=a\u{0},r=abc", .malformed),
            ("n;,n=,r=abc", .malformed), ("n,;n=,r=abc", .malformed),
        ]
    )
    func first(message: String, failure: SCRAMFailure) throws {
        var server = try server()
        #expect(throws: failure) { try server.first(ascii(message), random: random) }
    }

    @Test("a client that could bind the channel, one that names a user, and one with extensions are answered")
    func harmlessFirst() throws {
        for message in ["y,,n=,r=abc", "n,,n=user,r=abc", "n,,n=,r=abc,x=y,z="] {
            var server = try server()
            let answer = String(decoding: try server.first(ascii(message), random: random), as: UTF8.self)
            #expect(answer == "r=abc\(nonce),s=AQIDBA==,i=4096")
        }
    }

    @Test("too few random bytes are not taken for a nonce")
    func fewRandomBytes() throws {
        var server = try server()
        #expect(throws: SCRAMFailure.malformed) {
            try server.first(ascii("n,,n=,r=abc"), random: [UInt8](repeating: 1, count: 17))
        }
    }

    @Test("final messages of a client that are none are refused")
    func final() throws {
        let whole = "abc\(nonce)"
        let proof = String(decoding: Base64.encode([UInt8](repeating: 0, count: 32)), as: UTF8.self)
        let short = String(decoding: Base64.encode([UInt8](repeating: 0, count: 31)), as: UTF8.self)
        let long = String(decoding: Base64.encode([UInt8](repeating: 0, count: 33)), as: UTF8.self)
        let cases: [(String, SCRAMFailure)] = [
            ("", .malformed), ("c", .malformed), ("c=biws,r=\(whole),p=\(proof)", .wrongProof),
            ("c=biws,r=\(whole),x=y,p=\(proof)", .wrongProof),
            // Another header than the one of the first message: a downgrade in between.
            ("c=eSws,r=\(whole),p=\(proof)", .wrongChannel), ("c=,r=\(whole),p=\(proof)", .wrongChannel),
            ("c=cD10bHMtc2VydmVyLWVuZC1wb2ludCws,r=\(whole),p=\(proof)", .wrongChannel),
            ("c=biws=,r=\(whole),p=\(proof)", .wrongChannel), ("c=BIWS,r=\(whole),p=\(proof)", .wrongChannel),
            ("c=biws,r=abc,p=\(proof)", .wrongNonce), ("c=biws,r=\(whole)x,p=\(proof)", .wrongNonce),
            ("c=biws,r=,p=\(proof)", .wrongNonce), ("c=biws,r=\(nonce),p=\(proof)", .wrongNonce),
            ("c=biws,p=\(proof)", .malformed), ("r=\(whole),p=\(proof)", .malformed), ("c=biws,r=\(whole)", .malformed),
            ("c=biws,r=\(whole),", .malformed), ("c=biws,r=\(whole),p=", .malformed),
            ("c=biws,r=\(whole),p=AAAA", .malformed), ("c=biws,r=\(whole),p=\(short)", .malformed),
            ("c=biws,r=\(whole),p=\(long)", .malformed), ("c=biws,r=\(whole),p=\(proof),x=y", .malformed),
            ("c=biws,r=\(whole),p=\(proof),p=\(proof)", .malformed),
            ("c=biws,r=\(whole),p=\(proof.dropLast())", .malformed), ("c=biws,r=\(whole),p= \(proof)", .malformed),
            ("c=biws,r=\(whole),p=????", .malformed), ("r=\(whole),c=biws,p=\(proof)", .malformed),
            ("c=biws,r=\(whole),p=\(proof)\u{0}", .malformed), ("c=biws,r=\(whole),p=\(proof),", .malformed),
        ]
        for (message, failure) in cases {
            var server = try server()
            _ = try server.first(ascii("n,,n=,r=abc"), random: random)
            #expect(throws: failure, "\(message)") { try server.final(ascii(message)) }
        }
    }

    @Test("first messages of a server that are none, or that ask too little or too much, are refused")
    func serverFirst() {
        let long = String(decoding: Base64.encode([UInt8](repeating: 1, count: 1025)), as: UTF8.self)
        let cases: [(String, SCRAMFailure)] = [
            ("", .malformed), ("r", .malformed), ("r=\(nonce)x", .malformed), ("r=\(nonce)x,s=AQ==", .malformed),
            ("r=\(nonce),s=AQ==,i=4096", .wrongNonce), ("r=other,s=AQ==,i=4096", .wrongNonce),
            ("r=,s=AQ==,i=4096", .wrongNonce), ("r=x\(nonce),s=AQ==,i=4096", .wrongNonce),
            ("r=\(nonce.lowercased())x,s=AQ==,i=4096", .wrongNonce), ("r=\(nonce)\u{e4},s=AQ==,i=4096", .wrongNonce),
            ("r=\(nonce)x,s=AQ==,i=1", .unacceptableIterations), ("r=\(nonce)x,s=AQ==,i=0", .unacceptableIterations),
            ("r=\(nonce)x,s=AQ==,i=4095", .unacceptableIterations),
            ("r=\(nonce)x,s=AQ==,i=1000001", .unacceptableIterations),
            ("r=\(nonce)x,s=AQ==,i=2147483647", .unacceptableIterations),
            ("r=\(nonce)x,s=AQ==,i=\(String(repeating: "9", count: 400))", .unacceptableIterations),
            ("r=\(nonce)x,s=AQ==,i=", .malformed), ("r=\(nonce)x,s=AQ==,i=-4096", .malformed),
            ("r=\(nonce)x,s=AQ==,i=+4096", .malformed), ("r=\(nonce)x,s=AQ==,i= 4096", .malformed),
            ("r=\(nonce)x,s=AQ==,i=0x1000", .malformed), ("r=\(nonce)x,s=AQ==,i=4096\u{0}", .malformed),
            ("r=\(nonce)x,s=,i=4096", .malformed), ("r=\(nonce)x,s=A,i=4096", .malformed),
            ("r=\(nonce)x,s=AR==,i=4096", .malformed), ("r=\(nonce)x,s=\(long),i=4096", .malformed),
            ("r=\(nonce)x,s=AQ==,i=4096,x=y", .malformed), ("r=\(nonce)x,s=AQ==,i=4096,", .malformed),
            ("m=x,r=\(nonce)x,s=AQ==,i=4096", .malformed), ("r=\(nonce)x,i=4096,s=AQ==", .malformed),
            ("e=other-error", .malformed),
        ]
        for (message, failure) in cases {
            var client = SCRAMClient(random: random)
            #expect(throws: failure, "\(message)") { try client.challenged(ascii(message)) }
        }
        var client = SCRAMClient(random: random)
        #expect(throws: Never.self) { try client.challenged(ascii("r=\(nonce)x,s=AQ==,i=1000000")) }
    }

    /// A client that waits for the server's last word.
    private func proven() throws -> SCRAMClient {
        var client = SCRAMClient(random: random)
        let challenge = try client.challenged(ascii("r=\(nonce)x,s=AQ==,i=4096"))
        let keys = SCRAMKeys(password: [1], salt: challenge.salt, iterations: challenge.iterations)
        _ = try client.final(try #require(keys))
        return client
    }

    @Test("a server that does not know the password is found out")
    func serverFinal() throws {
        let zeros = String(decoding: Base64.encode([UInt8](repeating: 0, count: 32)), as: UTF8.self)
        let cases: [(String, SCRAMFailure)] = [
            ("v=\(zeros)", .wrongServerSignature), ("v=AAAA", .wrongServerSignature), ("v=", .wrongServerSignature),
            ("", .malformed), ("v", .malformed), ("v=A", .malformed), ("v=\(zeros),x=y", .malformed),
            ("e=invalid-proof", .malformed), ("V=\(zeros)", .malformed),
        ]
        for (message, failure) in cases {
            var client = try proven()
            #expect(throws: failure, "\(message)") { try client.verify(ascii(message)) }
            #expect(throws: SCRAMFailure.malformed) { try client.verify(ascii(message)) }
        }
    }

    @Test("changed messages are refused, and nothing traps")
    func mutations() throws {
        var generator = SeededGenerator(state: 99)
        let keys = try #require(SCRAMKeys(password: ascii("x"), salt: [1, 2, 3, 4], iterations: 4096))
        func changed(_ message: [UInt8]) -> [UInt8] {
            var bytes = message
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0..<3, using: &generator) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes.remove(at: place)
            default: bytes.insert([0x2C, 0x3D, 0, 0x6D].randomElement(using: &generator) ?? 0, at: place)
            }
            return bytes
        }
        for _ in 0..<500 {
            var server = try server()
            var client = SCRAMClient(random: random)
            let challenge = try server.first(client.first, random: random)
            let changedChallenge = changed(challenge)
            var other = client
            if changedChallenge != challenge, (try? other.challenged(changedChallenge)) != nil {
                // Another salt, nonce or number of rounds: then the proof does not fit.
                let final = try other.final(keys)
                var copy = server
                #expect(throws: SCRAMFailure.self) { try copy.final(final) }
            }
            _ = try client.challenged(challenge)
            let final = try client.final(keys)
            let changedFinal = changed(final)
            if changedFinal != final { #expect(throws: SCRAMFailure.self) { try server.final(changedFinal) } }
            var third = try self.server()
            _ = try? third.first(changed(client.first), random: random)
        }
    }
}
