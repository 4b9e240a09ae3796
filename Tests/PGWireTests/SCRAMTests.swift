// SCRAM: known answers, and both sides against each other.

import Testing

@testable import PGWire

@Suite("SCRAM")
struct SCRAMTests {
    // RFC 7677, section 3.
    @Test("the exchange of RFC 7677 is spoken by both sides, byte by byte")
    func knownAnswer() throws {
        let salt = try #require(Base64.decode(ascii("W22ZaJ0SNY7soEsUEjb6gQ==")))
        var client = SCRAMClient(name: "user", nonce: ascii("rOprNGfwEbeRWgbNEkqO"))
        var server = SCRAMServer(
            try #require(SCRAMSecret(password: ascii("pencil"), salt: salt, iterations: 4096)),
            doomed: false
        )
        #expect(client.first == ascii("n,,n=user,r=rOprNGfwEbeRWgbNEkqO"))
        let challenge = try server.first(client.first, nonce: ascii("%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0"))
        #expect(
            challenge
                == ascii("r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")
        )
        let asked = try client.challenged(challenge)
        #expect(asked == SCRAMClient.Challenge(salt: salt, iterations: 4096))
        let keys = SCRAMKeys(password: ascii("pencil"), salt: asked.salt, iterations: asked.iterations)
        let final = try client.final(try #require(keys))
        #expect(
            final
                == ascii(
                    "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                        + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="
                )
        )
        let answer = try server.final(final)
        #expect(answer == ascii("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="))
        try client.verify(answer)
    }

    // RFC 7914, section 11.
    @Test("PBKDF2 gives the RFC's bytes")
    func derivation() throws {
        let one = try #require(Cryptography.pbkdf2(ascii("passwd"), salt: ascii("salt"), iterations: 1))
        #expect(one.map { String($0, radix: 16) }.prefix(8) == ["55", "ac", "4", "6e", "56", "e3", "8", "9f"])
        let many = try #require(Cryptography.pbkdf2(ascii("Password"), salt: ascii("NaCl"), iterations: 80_000))
        #expect(many.map { String($0, radix: 16) }.prefix(8) == ["4d", "dc", "d8", "f6", "b", "98", "be", "21"])
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
        try login("\u{212B}", as: secret("A\u{30A}"))
        #expect(throws: SCRAMFailure.wrongProof) { try login("Secret", as: secret("secret")) }
        #expect(throws: SCRAMFailure.wrongProof) { try login("secret", as: secret("secret"), doomed: true) }
    }

    @Test("keys that were derived once serve every login with the same salt")
    func cachedKeys() throws {
        let secret = try secret("secret")
        let keys = try #require(SCRAMKeys(password: ascii("secret"), salt: secret.salt, iterations: 4096))
        for round in UInt8(0)..<3 {
            var server = SCRAMServer(secret, doomed: false)
            var client = SCRAMClient(random: [UInt8](repeating: round, count: SCRAM.nonceBytes))
            _ = try client.challenged(try server.first(client.first, random: random))
            try client.verify(try server.final(try client.final(keys)))
        }
    }

    @Test("there is one guess to a nonce, and no step is skipped or repeated")
    func order() throws {
        let keys = try #require(SCRAMKeys(password: ascii("wrong"), salt: [1, 2, 3, 4], iterations: 4096))
        var server = SCRAMServer(try secret("secret"), doomed: false)
        #expect(throws: SCRAMFailure.malformed) { try server.final(ascii("c=,r=,p=")) }
        #expect(throws: SCRAMFailure.malformed) { try server.first(ascii("n,,n=,r=abc"), random: random) }
        server = SCRAMServer(try secret("secret"), doomed: false)
        var client = SCRAMClient(random: random)
        _ = try client.challenged(try server.first(client.first, random: random))
        let final = try client.final(keys)
        #expect(throws: SCRAMFailure.malformed) { try client.final(keys) }
        #expect(throws: SCRAMFailure.wrongProof) { try server.final(final) }
        #expect(throws: SCRAMFailure.malformed) { try server.final(final) }
        client = SCRAMClient(random: random)
        #expect(throws: SCRAMFailure.malformed) { try client.final(keys) }
        client = SCRAMClient(random: random)
        #expect(throws: SCRAMFailure.malformed) { try client.verify(ascii("v=")) }
    }

    @Test("a mock secret has the same salt for a user every time, and another for another user")
    func mock() throws {
        let key = [UInt8](repeating: 7, count: 32)
        let one = try #require(SCRAMSecret.mock(user: ascii("ada"), secret: key))
        let two = try #require(SCRAMSecret.mock(user: ascii("ada"), secret: key, iterations: 10_000))
        let other = try #require(SCRAMSecret.mock(user: ascii("bob"), secret: key))
        #expect(one.salt == two.salt && one.salt != other.salt && one.salt.count == SCRAM.saltBytes)
        #expect(one.storedKey != two.storedKey && one.iterations == 4096 && two.iterations == 10_000)
        let stranger = try #require(SCRAMSecret.mock(user: ascii("ada"), secret: [UInt8](repeating: 8, count: 32)))
        #expect(stranger.salt != one.salt)
    }

    @Test("passwords that cannot be, and iterations out of bounds, give no keys")
    func impossible() {
        #expect(SCRAMKeys(password: [], salt: [1], iterations: 4096) == nil)
        #expect(SCRAMKeys(password: [0x61, 0], salt: [1], iterations: 4096) == nil)
        for iterations in [Int.min, -1, 0, 1, 4095, 1_000_001, 0x7FFF_FFFF, Int.max] {
            #expect(SCRAMKeys(password: [0x61], salt: [1], iterations: iterations) == nil)
            #expect(SCRAMSecret(password: [0x61], salt: [1], iterations: iterations) == nil)
        }
    }

    @Test("base64 is read strictly")
    func base64() {
        for count in 0..<50 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37) }
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
        }
        #expect(Base64.encode(ascii("foobar")) == ascii("Zm9vYmFy") && Base64.encode(ascii("f")) == ascii("Zg=="))
        for text in [
            "A", "AA", "AAA", "A===", "AB==", "AAB=", "AA=A", "AA==AAAA", "AA=\u{3d}=", "AA A", "A-_A", "====",
            "AAAA\n",
            "\nAAA", "A\u{0}AA", "AAA\u{e4}", "AAAA====",
        ] {
            #expect(Base64.decode(ascii(text)) == nil, "\(text)")
        }
    }

    @Test("secrets do not show themselves")
    func hidden() throws {
        let secret = try secret("x")
        let keys = try #require(SCRAMKeys(password: ascii("x"), salt: [1, 2, 3, 4], iterations: 4096))
        var dumped = ""
        dump(secret, to: &dumped)
        dump(keys, to: &dumped)
        let shown = "\(secret)\(keys)\(String(reflecting: secret))\(String(reflecting: keys))\(dumped)"
        #expect(!shown.contains("4096") && !shown.contains("["))
    }
}
