// The digest is the one that `sha256sum` prints.

import Testing

@testable import Audit

@Suite("Digest")
struct DigestTests {
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    @Test("the digest of abc is that of FIPS 180-2")
    func knownAnswer() {
        #expect(Digest(of: Array("abc".utf8).span.bytes).hexadecimal == abc)
    }

    @Test("pieces come to the same, and the next content begins anew")
    func pieces() {
        var digest = RunningDigest()
        for _ in 0..<2 {
            for piece in ["a", "", "bc"] { digest.update(Array(piece.utf8).span.bytes) }
            #expect(digest.finish().hexadecimal == abc)
        }
    }

    @Test("only 64 small hexadecimal digits are read")
    func reading() {
        #expect(Digest(hexadecimal: Array(abc.utf8).span.bytes)?.hexadecimal == abc)
        for wrong in [abc.uppercased(), String(abc.dropLast()), abc + "0", "g" + abc.dropFirst(), ""] {
            #expect(Digest(hexadecimal: Array(wrong.utf8).span.bytes) == nil, "\(wrong)")
        }
    }
}
