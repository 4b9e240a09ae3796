// SCRAM: known answers, both sides against each other, and what a hostile peer may send.

import Testing

@testable import PGWire

@Suite("SCRAM")
struct SCRAMTests {
    // RFC 7677, section 3.
    @Test("the example of RFC 7677 is computed")
    func knownAnswer() throws {
        let salt = try #require(Base64.decode(Array("W22ZaJ0SNY7soEsUEjb6gQ==".utf8)))
        let keys = try #require(SCRAMKeys(password: Array("pencil".utf8), salt: salt, iterations: 4096))
        let nonce = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0"
        let message =
            "n=user,r=rOprNGfwEbeRWgbNEkqO,r=\(nonce),s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r=\(nonce)"
        let stored = try #require(Cryptography.sha256(keys.clientKey))
        let signature = try #require(Cryptography.hmac(key: stored, Array(message.utf8)))
        let proof = Base64.encode(zip(keys.clientKey, signature).map { $0 ^ $1 })
        #expect(String(decoding: proof, as: UTF8.self) == "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=")
        let server = try #require(Cryptography.hmac(key: keys.serverKey, Array(message.utf8)))
        #expect(
            String(decoding: Base64.encode(server), as: UTF8.self) == "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="
        )
    }

    private let random = [UInt8](0..<18)

    private func secret(_ password: String) throws -> SCRAMSecret {
        try #require(SCRAMSecret(password: Array(password.utf8), salt: [1, 2, 3, 4], iterations: 4096))
    }

    private func login(_ password: String, as secret: SCRAMSecret, doomed: Bool = false) throws {
        var server = SCRAMServer(secret, doomed: doomed)
        var client = SCRAMClient(random: random)
        let challenge = try client.challenged(try server.first(client.first, random: random))
        let keys = SCRAMKeys(password: Array(password.utf8), salt: challenge.salt, iterations: challenge.iterations)
        let final = try client.final(try #require(keys))
        try client.verify(try server.final(final))
    }

    @Test("a client with the password logs in; another one, or at a user that is doomed, does not")
    func bothSides() throws {
        try login("secret", as: secret("secret"))
        #expect(throws: SCRAMFailure.wrongProof) { try login("Secret", as: secret("secret")) }
        #expect(throws: SCRAMFailure.wrongProof) { try login("secret", as: secret("secret"), doomed: true) }
    }

    @Test("a mock secret has the same salt for a user every time, and another for another user")
    func mock() throws {
        let key = [UInt8](repeating: 7, count: 32)
        let one = try #require(SCRAMSecret.mock(user: Array("ada".utf8), secret: key))
        let two = try #require(SCRAMSecret.mock(user: Array("ada".utf8), secret: key))
        let other = try #require(SCRAMSecret.mock(user: Array("bob".utf8), secret: key))
        #expect(one.salt == two.salt && one.salt != other.salt && one.salt.count == 16)
        #expect(one.storedKey != two.storedKey)
    }

    @Test(
        "first messages of a client that are none are refused",
        arguments: [
            ("", SCRAMFailure.malformed), ("n", .malformed), ("n,,", .malformed), ("x,,n=,r=abc", .malformed),
            ("p=tls-server-end-point,,n=,r=abc", .notOffered), ("n,a=admin,n=,r=abc", .notOffered),
            ("n,,r=abc", .malformed), ("n,,n=", .malformed), ("n,,n=,r=", .malformed), ("n,,n=,r=a b", .malformed),
            ("n,,n=,r=abc,", .malformed), ("n,,m=x,n=,r=abc", .malformed), ("n,,n=,r=abc,1=x", .malformed),
            ("n,,n=,r=a\u{e4}", .malformed), ("n;,n=,r=abc", .malformed),
        ]
    )
    func hostileFirst(message: String, failure: SCRAMFailure) throws {
        var server = SCRAMServer(try secret("x"), doomed: false)
        #expect(throws: failure) { try server.first(Array(message.utf8), random: random) }
    }

    @Test("a client that could bind the channel, and one with extensions, are answered")
    func harmlessFirst() throws {
        for message in ["y,,n=,r=abc", "n,,n=user,r=abc", "n,,n=,r=abc,x=y"] {
            var server = SCRAMServer(try secret("x"), doomed: false)
            let answer = String(decoding: try server.first(Array(message.utf8), random: random), as: UTF8.self)
            #expect(answer == "r=abcAAECAwQFBgcICQoLDA0ODxAR,s=AQIDBA==,i=4096")
        }
    }

    @Test("final messages of a client that are none are refused")
    func hostileFinal() throws {
        let nonce = "abcAAECAwQFBgcICQoLDA0ODxAR"
        let proof = String(decoding: Base64.encode([UInt8](repeating: 0, count: 32)), as: UTF8.self)
        let cases: [(String, SCRAMFailure)] = [
            ("", .malformed), ("c=biws,r=\(nonce),p=\(proof)", .wrongProof),
            ("c=eSws,r=\(nonce),p=\(proof)", .notOffered),
            ("c=biws,r=abc,p=\(proof)", .wrongNonce), ("c=biws,r=\(nonce)", .malformed),
            ("c=biws,r=\(nonce),p=AAAA", .malformed), ("c=biws,r=\(nonce),p=\(proof),x=y", .malformed),
            ("c=biws,r=\(nonce),p=????", .malformed), ("r=\(nonce),c=biws,p=\(proof)", .malformed),
            ("c=biws,r=\(nonce),p=\(proof)\u{0}", .malformed),
        ]
        for (message, failure) in cases {
            var server = SCRAMServer(try secret("x"), doomed: false)
            _ = try server.first(Array("n,,n=,r=abc".utf8), random: random)
            #expect(throws: failure, "\(message)") { try server.final(Array(message.utf8)) }
        }
    }

    @Test("first messages of a server that are none, or that ask too little or too much, are refused")
    func hostileServer() {
        let nonce = "AAECAwQFBgcICQoLDA0ODxAR"
        let cases: [(String, SCRAMFailure)] = [
            ("", .malformed), ("r=\(nonce),s=AQ==,i=4096", .wrongNonce), ("r=other,s=AQ==,i=4096", .wrongNonce),
            ("r=\(nonce)x,s=AQ==,i=1", .unacceptableIterations), ("r=\(nonce)x,s=AQ==,i=2147483647", .malformed),
            ("r=\(nonce)x,s=AQ==,i=999999999", .unacceptableIterations), ("r=\(nonce)x,s=,i=4096", .malformed),
            ("r=\(nonce)x,s=A,i=4096", .malformed), ("r=\(nonce)x,s=AQ==,i=-4096", .malformed),
            ("r=\(nonce)x,s=AQ==,i=4096,x=y", .malformed), ("m=x,r=\(nonce)x,s=AQ==,i=4096", .malformed),
            ("r=\(nonce)x,i=4096,s=AQ==", .malformed), ("e=other-error", .malformed),
        ]
        for (message, failure) in cases {
            var client = SCRAMClient(random: random)
            #expect(throws: failure, "\(message)") { try client.challenged(Array(message.utf8)) }
        }
    }

    @Test("a server that does not know the password is found out")
    func wrongSignature() throws {
        var client = SCRAMClient(random: random)
        let nonce = "AAECAwQFBgcICQoLDA0ODxARx"
        let challenge = try client.challenged(Array("r=\(nonce),s=AQ==,i=4096".utf8))
        let keys = SCRAMKeys(password: [1], salt: challenge.salt, iterations: challenge.iterations)
        _ = try client.final(try #require(keys))
        let wrong = Array("v=".utf8) + Base64.encode([UInt8](repeating: 0, count: 32))
        #expect(throws: SCRAMFailure.wrongServerSignature) { try client.verify(wrong) }
        #expect(throws: SCRAMFailure.malformed) { try client.verify(Array("e=invalid-proof".utf8)) }
        #expect(throws: SCRAMFailure.malformed) { try SCRAMClient(random: random).verify(wrong) }
    }

    @Test("base64 is read strictly")
    func base64() {
        for count in 0..<50 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37) }
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
        }
        for text in [
            "A", "AA", "AAA", "A===", "AB==", "AAB=", "AA=A", "AA==AAAA", "AA=\u{3d}=", "AA A", "A-_A", "====",
        ] {
            #expect(Base64.decode(Array(text.utf8)) == nil, "\(text)")
        }
    }

    @Test("secrets do not show themselves")
    func hidden() throws {
        let secret = try secret("x")
        var dumped = ""
        dump(secret, to: &dumped)
        #expect("\(secret)\(dumped)".contains("4096") == false)
    }
}
