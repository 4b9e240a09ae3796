// The digest is the one that `sha256sum` prints.

import Audit
import Testing

@Suite("Digest")
struct DigestTests {
    @Test("the digest of abc is that of FIPS 180-2")
    func knownAnswer() {
        let digest = Digest(of: Array("abc".utf8))
        #expect(digest?.hexadecimal == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }
}
